//! Headlines whose speaker does something else first: "Ortiz Quits as Mayor, Says Port Must Close", or all in capitals. There
//! capitals don't tell where a name ends; the text below, which has it too, does.

use smallvec::smallvec;

use crate::annotate::annotation::{Attribution, Confidence, EntityId, Mention, MentionKind};
use crate::annotate::coreference::{Gathered, fold};
use crate::lexicon::{self, WordClass};
use crate::text::{BlockKind, Document, Paragraph, TextRange};

/// Words that a headline has at most.
const MOST_WORDS: usize = 20;
/// Words that a name has at most.
const LONGEST_NAME: usize = 4;
/// How likely who is meant bears the name that a headline begins with.
const LIKELY: f32 = 0.9;

/// Has an attribution whose source is a headline's clause said by who bears the name that the clause begins with, and who is named
/// below; `found` is whom its head was found to mean. Whether anybody does whom it was not found to mean.
pub(super) fn name_subject(
    document: &Document,
    attribution: &mut Attribution,
    found: Option<usize>,
    entities: &mut [Gathered],
) -> bool {
    let Some((paragraph, words)) = clause(document, attribution) else { return false };
    if found.is_some_and(|found| is_below(&entities[found], document, paragraph)) {
        return false;
    }
    let Some((words, entity)) = subject(document, paragraph, &words, entities) else { return false };
    for other in entities.iter_mut() {
        other.mentions.retain(|mention| !mention.span.overlaps(words));
    }
    entities[entity].mentions.push(Mention { span: words, kind: MentionKind::Name });
    attribution.source = smallvec![words];
    attribution.speaker = Some(EntityId(entity));
    attribution.confidence.0 *= LIKELY;
    attribution.speaker_confidence = Confidence(LIKELY);
    true
}

/// The words of a source in a headline, if they end in a comma, and their paragraph.
fn clause<'d>(document: &'d Document, attribution: &Attribution) -> Option<(usize, Vec<(TextRange, &'d str)>)> {
    let [source] = attribution.source[..] else { return None };
    let index = document.paragraph_at(source.start);
    let paragraph = document.paragraphs.get(index).filter(|paragraph| is_headline(paragraph, index))?;
    let text = paragraph.text();
    let mut words = Vec::new();
    let mut at = 0;
    for word in text.split_whitespace() {
        let start = at + text.get(at..)?.find(word)?;
        at = start + word.len();
        let range = paragraph.to_source(TextRange::new(start, at));
        if source.start <= range.start && range.start < source.end {
            words.push((range, word));
        }
    }
    let (_, last) = words.last()?;
    last.ends_with(',').then_some((index, words))
}

/// The longest name that some words begin with and that a verb follows, and whose it is; nobody's if it is several's.
fn subject(
    document: &Document,
    paragraph: usize,
    words: &[(TextRange, &str)],
    entities: &[Gathered],
) -> Option<(TextRange, usize)> {
    (1..=LONGEST_NAME.min(words.len().saturating_sub(1))).rev().find_map(|length| {
        is_verb(words[length].1).then_some(())?;
        let name: Vec<String> = words[..length].iter().map(|(_, word)| fold(word)).collect();
        let bears = |entity: &Gathered| {
            let parts: Vec<String> = entity.parts.iter().map(|part| fold(part)).collect();
            parts.ends_with(&name) && is_below(entity, document, paragraph)
        };
        let mut bearers = entities.iter().enumerate().filter(|(_, entity)| bears(entity)).map(|(index, _)| index);
        let bearer = bearers.next().filter(|_| bearers.next().is_none())?;
        Some((words[0].0.hull(words[length - 1].0), bearer))
    })
}

/// Whether a paragraph is a heading, or the line that a text begins with and no full sentence. Such a line, where it tells what
/// somebody says, may be no heading to who reads the format.
fn is_headline(paragraph: &Paragraph, index: usize) -> bool {
    let text = paragraph.text();
    let is_line =
        || text.split_whitespace().take(MOST_WORDS + 1).count() <= MOST_WORDS && text.ends_with(char::is_alphanumeric);
    paragraph.kind == BlockKind::Heading || index == 0 && paragraph.kind == BlockKind::Paragraph && is_line()
}

/// Whether a word can be a verb: "Quits", of which word lists may have "quit" alone.
fn is_verb(word: &str) -> bool {
    let word = word.to_lowercase();
    let stems = [Some(&*word), word.strip_suffix('s'), word.strip_suffix("es")];
    stems.into_iter().flatten().any(|stem| lexicon::word_class(stem).contains(WordClass::VERB))
}

/// Whether somebody is named after a paragraph.
fn is_below(entity: &Gathered, document: &Document, paragraph: usize) -> bool {
    let end = document.paragraphs.get(paragraph).map_or(0, |paragraph| paragraph.source_range().end);
    entity.mentions.iter().any(|mention| mention.span.start >= end)
}
