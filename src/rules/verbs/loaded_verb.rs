//! `loaded-verb`: "claimed", "admitted": a verb of saying that judges who speaks.

use std::borrow::Cow;

use crate::annotate::{Attribution, EntityKind};
use crate::lexicon::{self, Function, NominalKind, WordClass};
use crate::rules::word_facts::CueFacts;
use crate::rules::wording::{leading_mark, regular_forms};
use crate::rules::{Context, Defaults, Family, Finding, Fix, Rule, Safety, Severity};
use crate::text::TextRange;

use super::sentence_words::{SentenceWord, words_of};

pub(super) const RULE: Rule = Rule {
    name: "loaded-verb",
    family: Family::Verbs,
    defaults: Defaults::but_in_fiction(Severity::Information),
    summary: "“Claimed”, “admitted”, “insisted”: the verb judges who speaks.",
    page: include_str!("loaded_verb.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for attribution in &context.annotation.attributions {
        let Some(found) = Loaded::find(context, attribution) else { continue };
        let span = found.words[found.verb].span;
        let Some(complement) = found.complement(context, attribution) else { continue };
        let is_own_voice = context.is_running_text(span) && context.quotation_around(span).is_none();
        if is_own_voice && !found.is_deserved() {
            let (verb, neutral) = (context.text(span), found.neutral);
            let message = format!("“{verb}” judges who speaks.");
            let finding = match complement {
                Complement::Clause => {
                    let fix = replace(verb, span, neutral);
                    context.finding(&RULE, span, message, format!("Write “{neutral}”.")).with_fix(fix)
                }
                Complement::Listener(to) => {
                    let told = match neutral {
                        "say" => "tell",
                        "says" => "tells",
                        "saying" => "telling",
                        _ => "told",
                    };
                    let fix = replace(context.text(span.hull(to)), span.hull(to), told);
                    context.finding(&RULE, span, message, format!("Write “{told}”.")).with_fix(fix)
                }
            };
            findings.push(finding);
        }
    }
}

fn replace(old: &str, span: TextRange, new: &str) -> Fix {
    Fix::replace(format!("Replace “{old}” by “{new}”"), span, new, Safety::Offered)
}

/// What the verb takes, so that a neutral one fits in its place.
enum Complement {
    /// Words that are said: a clause, or a quotation beside it.
    Clause,
    /// The same, after "to" and who hears it; here the "to".
    Listener(TextRange),
}

/// A loaded verb that is an attribution's cue.
struct Loaded<'a> {
    /// The words of its sentence.
    words: Vec<SentenceWord<'a>>,
    /// The verb's index among them.
    verb: usize,
    base: String,
    neutral: &'static str,
    is_gerund: bool,
}

impl<'a> Loaded<'a> {
    fn find(context: &Context<'a>, attribution: &Attribution) -> Option<Self> {
        let cue = *attribution.cue.first()?;
        attribution.source.first()?;
        let mut cues = attribution.cue.iter().flat_map(|cue| words_in(context.text(*cue)));
        let is_loaded = context.facts_of(attribution).cue.contains(CueFacts::LOADED)
            || !context.settings.loaded_verbs.is_empty() && cues.any(|word| loaded(context, &word).is_some());
        if !is_loaded || is_document(context, attribution) {
            return None;
        }
        let words = words_of(context, context.sentence(cue.start)?);
        let in_cue = |word: &SentenceWord| attribution.cue.iter().any(|cue| cue.covers(word.span));
        let (verb, (base, neutral, is_gerund)) = words
            .iter()
            .enumerate()
            .filter(|(_, word)| in_cue(word))
            .find_map(|(index, word)| Some((index, loaded(context, &word.lower)?)))?;
        let found = Self { words, verb, base, neutral, is_gerund };
        let is_harmless =
            lexicon::loaded_verb(&found.words[verb].lower).is_some_and(|verb| verb.is_harmless_before(found.object()));
        (!is_harmless && found.is_finite(attribution)).then_some(found)
    }

    fn lower(&self, index: usize) -> &str {
        self.words.get(index).map_or("", |word| &word.lower)
    }

    /// The word after the verb, an article or the like aside.
    fn object(&self) -> &str {
        let after = self.verb + 1..self.words.len();
        let aside = |word: &str| {
            lexicon::function(word).intersects(Function::DETERMINER | Function::POSSESSIVE) || word == "to"
        };
        after.map(|index| self.lower(index)).find(|word| !aside(word)).unwrap_or_default()
    }

    /// Whether the source is what claims, and does: not "could not claim", "was admitted", "the claims".
    fn is_finite(&self, attribution: &Attribution) -> bool {
        let Some(source) = attribution.source.first() else { return false };
        let verb = self.words[self.verb].span;
        if matches!(self.source_text(*source).as_str(), "i" | "we" | "you") {
            return false;
        }
        let is_adverb = |word: &str| {
            lexicon::function(word).contains(Function::ADVERB) && !matches!(word, "not" | "never" | "n’t" | "n't")
                || word.ends_with("ly")
        };
        let before = (0..self.verb).rev().map(|index| &self.words[index]).find(|word| !is_adverb(&word.lower));
        if self.is_gerund {
            return before.is_some_and(|word| {
                matches!(word.lower.as_ref(), "," | "is" | "are" | "was" | "were" | "been" | "’s" | "'s")
            });
        }
        if verb.end <= source.start {
            // "claimed Li", with nothing between
            return self.words.get(self.verb + 1).is_some_and(|word| word.span.start == source.start);
        }
        let Some(before) = before else { return false };
        let is_base = self.words[self.verb].lower == self.base;
        let follows = before.span.end == source.end && !before.lower.ends_with(['’', '\'']);
        follows
            || matches!(before.lower.as_ref(), "has" | "have" | "had")
            || (!is_base && matches!(before.lower.as_ref(), "and" | "who"))
            || (!is_base && before.lower == "," && source.end <= before.span.start)
    }

    fn source_text(&self, source: TextRange) -> String {
        let words = self.words.iter().filter(|word| source.covers(word.span));
        words.map(|word| word.lower.as_ref()).collect::<Vec<_>>().join(" ")
    }

    /// What the verb takes; `None` if that is something else than words, or can't be told.
    fn complement(&self, context: &Context<'_>, attribution: &Attribution) -> Option<Complement> {
        let verb = self.words[self.verb].span;
        let next = self.words.get(self.verb + 1);
        let after = next.map_or("", |word| &word.lower);
        let is_said_before = attribution.content.iter().any(|content| content.end <= verb.start);
        let content = attribution.content.iter().copied().find(|content| content.start >= verb.end);
        if self.base == "insist" && content.is_some_and(|content| is_demand(context, content)) {
            return None;
        }
        match after {
            "that" => Some(Complement::Clause),
            "to" => self.listener(context).map(Complement::Listener),
            "," | ":" => {
                let mark = self.words.get(self.verb + 2);
                let is_quoted = mark.is_some_and(|mark| !context.opening_mark(mark.span).is_empty());
                (is_quoted || is_said_before).then_some(Complement::Clause)
            }
            "" | "." | ";" | "!" | "?" => is_said_before.then_some(Complement::Clause),
            _ => {
                let source = attribution.source.first()?;
                let is_inverted = next.is_some_and(|word| word.span.start == source.start);
                let content = content.filter(|content| next.is_some_and(|word| content.start == word.span.start));
                let is_clause = content.is_some_and(|content| has_clause(context, content));
                let is_parting = is_said_before && content.is_none() && is_adjunct(after);
                let is_delayed = is_adjunct(after) && self.has_that_soon();
                ((is_inverted && is_said_before) || is_clause || is_parting || is_delayed).then_some(Complement::Clause)
            }
        }
    }

    /// The "to" before somebody who hears it, if nothing else can follow: "admitted to reporters that".
    fn listener(&self, context: &Context<'_>) -> Option<TextRange> {
        const LONGEST: usize = 4;
        let to = self.verb + 1;
        let end = (to + 2..to + 2 + LONGEST).find(|index| matches!(self.lower(*index), "that" | "." | "," | ""))?;
        let hearer = self.words.get(end.checked_sub(1)?)?;
        let is_pronoun = matches!(hearer.lower.as_ref(), "me" | "us" | "him" | "her" | "them");
        let is_name = context.text(hearer.span).starts_with(char::is_uppercase);
        let is_people = lexicon::nominal(&hearer.lower).is_some_and(|nominal| nominal.kind != NominalKind::Document);
        (is_pronoun || is_name || is_people).then(|| self.words[to].span)
    }

    /// Whether a "that" comes after what says when or where: "insisted in June that".
    fn has_that_soon(&self) -> bool {
        const SOON: usize = 6;
        let after = self.words.iter().skip(self.verb + 1).take(SOON).map(|word| word.lower.as_ref());
        let mut clause = after.skip_while(|word| !matches!(*word, "that" | "," | "." | ";" | "who" | "which"));
        clause.next() == Some("that")
    }

    /// Whether the sentence says why the verb is fair.
    fn is_deserved(&self) -> bool {
        let mut words = self.words.iter().enumerate();
        words.any(|(index, word)| lexicon::backs_loaded_verb(&word.lower, index > self.verb))
    }
}

/// Whether a word of a cue is a verb that the word list knows as loaded.
pub(in crate::rules) fn has_listed_verb(cue: &str) -> bool {
    words_in(cue).any(|word| lexicon::loaded_verb(&word).is_some())
}

/// The words of a cue in lower case.
fn words_in(cue: &str) -> impl Iterator<Item = Cow<'_, str>> {
    cue.split(|c: char| !c.is_alphabetic() && c != '-').map(|word| lexicon::lower(word.trim_matches('-')))
}

/// The base, the neutral form and whether it is a gerund, of a verb that is loaded by the list or by the settings.
fn loaded(context: &Context<'_>, word: &str) -> Option<(String, &'static str, bool)> {
    if let Some(verb) = lexicon::loaded_verb(word) {
        return Some((verb.base.to_owned(), verb.neutral, verb.gerund));
    }
    const NEUTRAL: [&str; 4] = ["say", "says", "said", "saying"];
    context.settings.loaded_verbs.iter().find_map(|base| {
        let forms = regular_forms(base);
        let index = forms.iter().position(|spellings| spellings.iter().any(|form| form == word))?;
        Some((base.clone(), NEUTRAL[index], index == 3))
    })
}

/// Whether a document speaks: a lawsuit does claim.
fn is_document(context: &Context<'_>, attribution: &Attribution) -> bool {
    attribution.speaker.is_some_and(|id| context.annotation.entity(id).kind == EntityKind::Document)
}

/// Whether somebody wants something done: "that he be paid", "that she leave".
fn is_demand(context: &Context<'_>, content: TextRange) -> bool {
    let words = words_of(context, content);
    let Some(first) = words.first().filter(|word| word.lower == "that") else { return false };
    let bare_be = words.windows(2).any(|pair| {
        let before = lexicon::function(&pair[0].lower);
        pair[1].lower == "be" && !before.intersects(Function::AUXILIARY | Function::ADVERB) && pair[0].lower != "to"
    });
    bare_be || !has_clause(context, TextRange::new(first.span.end, content.end))
}

/// Whether words are a clause: a subject and a finite verb.
fn has_clause(context: &Context<'_>, content: TextRange) -> bool {
    const FAR: usize = 10;
    let words = words_of(context, content);
    let words: Vec<&SentenceWord> =
        words.iter().filter(|word| leading_mark(context.text(word.span)).is_empty()).take(FAR).collect();
    let stops = |word: &str| matches!(word, "who" | "which" | "that" | "to" | "," | "as" | "when" | "because" | "if");
    let first = words.first().map_or("", |word| &word.lower);
    let is_preposition = lexicon::function(first).contains(Function::PREPOSITION);
    let pairs = words.windows(2).take_while(|pair| !stops(&pair[1].lower));
    !is_preposition
        && !stops(first)
        && pairs.into_iter().any(|pair| {
            let word = &pair[1].lower;
            let class = lexicon::word_class(word);
            let is_written_small = context.text(pair[1].span).starts_with(char::is_lowercase);
            let is_verb = class.contains(WordClass::INFLECTED) && class.contains(WordClass::MOSTLY_VERB);
            // "the town owed", but not "the disputed land"
            let opens_noun = Function::DETERMINER | Function::POSSESSIVE | Function::PREPOSITION;
            let is_past = word.ends_with("ed") && !lexicon::function(&pair[0].lower).intersects(opens_noun);
            is_written_small && (is_verb || is_past || lexicon::function(word).contains(Function::AUXILIARY))
        })
}

/// Whether a word begins what says when or where: "in", "on", "Tuesday", "last".
fn is_adjunct(word: &str) -> bool {
    let function = lexicon::function(word);
    function.intersects(Function::TIME | Function::SPEAKER_STOP) && word != "of"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::fixture::{assert_fixes, with_settings};
    use crate::rules::{Settings, check};

    #[test]
    fn puts_the_neutral_form() {
        let cases: Vec<(&str, Vec<&str>)> = vec![
            ("Ann Lund claimed that rents fell.\n", vec!["Ann Lund said that rents fell.\n"]),
            ("Ann Lund claims that rents fell.\n", vec!["Ann Lund says that rents fell.\n"]),
            ("Ann Lund has claimed that rents fell.\n", vec!["Ann Lund has said that rents fell.\n"]),
            ("Ann Lund insisted the town owed rent.\n", vec!["Ann Lund said the town owed rent.\n"]),
            ("Ann Lund insisted in June that rents fell.\n", vec!["Ann Lund said in June that rents fell.\n"]),
            ("Ann Lund is claiming that rents fell.\n", vec!["Ann Lund is saying that rents fell.\n"]),
            ("“Rents fell,” Ann Lund insisted.\n", vec!["“Rents fell,” Ann Lund said.\n"]),
            ("“Rents fell,” insisted Ann Lund.\n", vec!["“Rents fell,” said Ann Lund.\n"]),
            ("Ann Lund admitted to reporters that rents rose.\n", vec!["Ann Lund told reporters that rents rose.\n"]),
            ("Ann Lund admitted that rents rose.\n", vec!["Ann Lund said that rents rose.\n"]),
        ];
        for (before, after) in &cases {
            assert_fixes(&RULE, &[(before, after)]);
        }
    }

    #[test]
    fn the_settings_add_verbs() {
        let settings = Settings { loaded_verbs: ["opine".to_owned()].into(), ..Settings::default() };
        let source = "“Rents fell,” Ann Lund opined.\n";
        let found = |settings: &Settings| {
            with_settings(source, settings, |context| {
                check(context).into_iter().filter(|finding| finding.rule == RULE.name).collect::<Vec<_>>()
            })
        };
        assert_eq!(found(&Settings::default()), []);
        let titles: Vec<String> =
            found(&settings).iter().flat_map(|finding| &finding.fixes).map(|fix| fix.title.to_string()).collect();
        assert_eq!(titles, ["Replace “opined” by “said”"]);
    }
}
