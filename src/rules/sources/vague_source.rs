//! `vague-source`: "experts say", and a reader can't tell which.

use crate::annotate::{Attribution, MentionKind};
use crate::lexicon::{self, Vagueness};
use crate::rules::{Context, Finding, Rule, Severity};
use crate::text::{TextRange, Token, TokenKind, tokenize};

pub(in crate::rules) const RULE: Rule = Rule {
    name: "vague-source",
    severity: Severity::Warning,
    summary: "“Experts”, “critics”, “insiders”: the source could be anyone.",
    page: include_str!("vague_source.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for attribution in &context.annotation.attributions {
        let Some(span) = attribution.source.first().copied() else { continue };
        let Some(source) = VagueSource::read(context.text(span)) else { continue };
        let is_reported = context.is_running_text(span)
            && speaks(context, attribution, &source)
            && context.quotation_around(span).is_none()
            && !context.sentence(span.start).is_some_and(|sentence| context.is_cited(sentence))
            && !is_pinned_down(context, attribution, &source.head);
        if is_reported {
            let words = context.words(span);
            findings.push(Finding {
                rule: RULE.name,
                severity: RULE.severity,
                span,
                message: format!("“{words}” could be anyone."),
                advice: source.advice(),
                related: Vec::new(),
            });
        }
    }
}

/// Whether the source is what says it: not "critics have not said when", nor "he offered some advice".
fn speaks(context: &Context<'_>, attribution: &Attribution, source: &VagueSource) -> bool {
    let (Some(span), Some(cue)) = (attribution.source.first(), attribution.cue.first()) else { return false };
    let is_subject = span.end <= cue.start;
    let group = context.text(TextRange::new(span.end, cue.end));
    let is_negated = is_subject
        && tokenize(group).iter().any(|token| {
            let word = group[token.range].to_lowercase();
            matches!(word.as_str(), "not" | "never" | "n't" | "n’t") || word.ends_with("n't") || word.ends_with("n’t")
        });
    let is_bare_subject = || {
        let gap = context.text(TextRange::new(span.end, cue.start));
        is_subject && gap.split_whitespace().all(|word| lexicon::function(word).contains(lexicon::Function::ADVERB))
    };
    !is_negated && (source.vagueness != Vagueness::Pronoun || is_bare_subject())
}

/// A source that names nobody.
#[derive(Debug, PartialEq, Eq)]
struct VagueSource {
    /// Its noun, or the pronoun that it is, in lower case.
    head: String,
    vagueness: Vagueness,
}

impl VagueSource {
    /// Reads a source's words; `None` if they tell who it is, or at least from where.
    fn read(text: &str) -> Option<Self> {
        let phrase = Phrase::new(text);
        let head = phrase.head()?;
        let word = phrase.lower(head);
        let vagueness = lexicon::vagueness(&word)?;
        let before = (0..head).map(|index| phrase.lower(index));
        let fits = match vagueness {
            _ if phrase.has_name() || phrase.is_counted() || phrase.is_known(head) => false,
            Vagueness::Open => !phrase.is_placed(head),
            Vagueness::Bare => {
                before.into_iter().all(|word| lexicon::narrows_nothing(&word)) && !phrase.is_placed(head)
            }
            Vagueness::Alone => {
                head > 0
                    && head + 1 == phrase.tokens.len()
                    && before.into_iter().all(|word| lexicon::narrows_nothing(&word))
            }
            Vagueness::Pronoun => phrase.tokens.len() == 1,
        };
        fits.then_some(Self { head: word, vagueness })
    }

    fn advice(&self) -> String {
        match (self.vagueness, self.head.as_str()) {
            (_, "sources" | "insiders") => {
                format!("Name the {}, or say how they know and why they are not named.", self.head)
            }
            (Vagueness::Pronoun | Vagueness::Alone, _) => {
                "Say who they are, or how many and from where, or leave it out.".to_owned()
            }
            _ => format!("Say who the {} are, or how many and from where.", self.head),
        }
    }
}

/// A source's words.
struct Phrase<'a> {
    text: &'a str,
    tokens: Vec<Token>,
}

impl<'a> Phrase<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, tokens: tokenize(text) }
    }

    fn word(&self, index: usize) -> &'a str {
        self.tokens.get(index).map_or("", |token| &self.text[token.range])
    }

    fn lower(&self, index: usize) -> String {
        self.word(index).to_lowercase()
    }

    /// The noun that the phrase is about: the last word before anything that describes it from behind.
    fn head(&self) -> Option<usize> {
        let end = (0..self.tokens.len()).find(|index| self.ends_core(*index)).unwrap_or(self.tokens.len());
        let head = end.checked_sub(1)?;
        // "some of the experts": what is meant comes after "of".
        let is_quantity = lexicon::narrows_nothing(&self.lower(head)) && head == 0;
        if is_quantity && self.lower(end) == "of" {
            let rest = end + 1..self.tokens.len();
            return rest.clone().find(|index| self.ends_core(*index)).unwrap_or(rest.end).checked_sub(1);
        }
        Some(head)
    }

    /// Whether a word begins what describes the head from behind: "at the firm", "who …", ", among them …".
    fn ends_core(&self, index: usize) -> bool {
        let word = self.lower(index);
        let is_mark = self.tokens[index].kind == TokenKind::Punctuation && !matches!(word.as_str(), "-" | "’s" | "'s");
        let function = lexicon::function(&word);
        let opens = lexicon::Function::PREPOSITION | lexicon::Function::SUBORDINATOR | lexicon::Function::COORDINATOR;
        // Of "those familiar with it" and "people opposed to it" the head comes before the adjective.
        is_mark
            || (function.intersects(opens) && !function.contains(lexicon::Function::DETERMINER))
            || matches!(word.as_str(), "familiar" | "close" | "such" | "opposed" | "briefed" | "loyal")
    }

    /// Whether a name stands in it. A capital at the beginning shows one only if the word is otherwise unknown or a name.
    fn has_name(&self) -> bool {
        self.tokens.iter().enumerate().any(|(index, token)| {
            let word = &self.text[token.range];
            let capital = token.kind == TokenKind::Word && word.chars().next().is_some_and(char::is_uppercase);
            let lower = word.to_lowercase();
            let tells_nothing = lexicon::narrows_nothing(&lower) || lower == "the";
            let common = !lexicon::word_class(&lower).is_empty() || !lexicon::function(&lower).is_empty();
            let proper = lexicon::word_class(word).contains(lexicon::WordClass::PROPER);
            capital && !tells_nothing && (index > 0 || proper || !common)
        })
    }

    /// Whether it says how many they are: "three diplomats", "40 experts".
    fn is_counted(&self) -> bool {
        let numbers = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "both", "dozens"];
        self.tokens.iter().any(|token| token.kind == TokenKind::Number) || numbers.contains(&self.lower(0).as_str())
    }

    /// Whether a word before the head says that the reader knows them: "the officials", "these critics".
    fn is_known(&self, head: usize) -> bool {
        (0..head).any(|index| matches!(self.lower(index).as_str(), "the" | "these" | "those" | "such"))
    }

    /// Whether what follows says that they belong to one known body: "executives at the company".
    fn is_placed(&self, head: usize) -> bool {
        let after = head + 1..self.tokens.len();
        let article = after.clone().find(|index| matches!(self.lower(*index).as_str(), "the" | "this" | "that"));
        let Some(article) = article else { return false };
        let end = (article + 1..after.end).find(|index| self.ends_core(*index)).unwrap_or(after.end);
        let noun = self.lower(end.saturating_sub(1));
        end > article + 1 && !(noun.ends_with('s') && !noun.ends_with("ss"))
    }
}

/// Whether another place tells who they are: the source goes on with names, or an earlier mention named them.
fn is_pinned_down(context: &Context<'_>, attribution: &Attribution, head: &str) -> bool {
    let names_speaker = attribution.speaker.is_some_and(|speaker| {
        context.annotation.entity(speaker).mentions.iter().any(|mention| mention.kind == MentionKind::Name)
    });
    let start = attribution.source.first().map_or(0, |span| span.start);
    names_speaker || named_before(context, start, head)
}

/// Whether the same noun stands earlier beside a name: "Treasury officials", "officials at the FBI".
fn named_before(context: &Context<'_>, start: usize, head: &str) -> bool {
    let earlier = context.annotation.entities.iter().flat_map(|entity| &entity.mentions);
    let mut earlier = earlier.filter(|mention| mention.kind == MentionKind::Nominal && mention.span.end <= start);
    earlier.any(|mention| {
        let words = context.text(mention.span);
        let is_same = words.to_lowercase().split_whitespace().next_back() == Some(head);
        is_same && (Phrase::new(words).has_name() || is_followed_by_name(context, mention.span))
    })
}

/// Whether a preposition and a name come right after a mention: "at the FBI", "from Rome".
fn is_followed_by_name(context: &Context<'_>, mention: TextRange) -> bool {
    let sentence_end = context.sentence(mention.start).map_or(mention.end, |sentence| sentence.end);
    let after = Phrase::new(context.text(TextRange::new(mention.end, sentence_end)));
    let opens = lexicon::function(&after.lower(0)).contains(lexicon::Function::PREPOSITION);
    let capital = |index: &usize| after.word(*index).chars().next().is_some_and(char::is_uppercase);
    opens && (1..4).any(|index| capital(&index))
}
