//! Hover: who a mention is and what they say here; who says a quotation, and how that is known.

pub(super) mod introduction;
mod said;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use super::excerpt;
use super::markup::{Markup, RichText};
use super::position::Lines;
use crate::annotate::{Annotation, Attribution, Entity, EntityId, EntityKind, Kind, Mention, MentionKind};
use crate::text::TextRange;
use crate::workspace::{Analysis, SOURCES_FILE};

/// How many characters of what is said are shown.
const LONGEST: usize = 48;
/// How many of the things that a speaker said are shown, the last ones.
const SAYINGS: usize = 3;
/// How many roles and how many other names are shown.
const NAMES: usize = 4;

/// What to show, and what of the source it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The mention, quotation or source, in bytes of the source.
    pub range: TextRange,
    /// The text, in the markup asked for.
    pub text: String,
}

/// What is to be said about byte `offset` of the text that the client knows as `uri`.
///
/// Who says nothing and has no name has no card: most nouns of a text are such, and a card on each would hide those that tell
/// something.
pub fn hover(analysis: &Analysis, lines: Lines<'_>, uri: &str, offset: usize, markup: Markup) -> Option<Card> {
    let view = View { analysis, lines, uri, markup };
    let annotation = &analysis.annotation;
    if let Some((speaker, mention)) = speaker_at(annotation, offset) {
        return Some(Card { range: mention.span, text: view.speaker(speaker) });
    }
    let named = annotation.mention_at(offset).filter(|(entity, _)| entity.has_name());
    if let Some((somebody, mention)) = named.filter(|(_, mention)| mention.kind == MentionKind::Name) {
        return Some(Card { range: mention.span, text: view.speaker(somebody) });
    }
    if let Some(quotation) = annotation.quotation_at(offset) {
        let part = quotation.parts.iter().find(|part| part.touches(offset)).unwrap_or(&quotation.span);
        return Some(Card { range: *part, text: view.quotation(quotation, *part) });
    }
    let source = annotation.attributions.iter().find_map(|attribution| {
        let range = attribution.source.iter().find(|span| span.touches(offset))?;
        Some(Card { range: *range, text: view.attribution(attribution, None) })
    });
    // what is told in the writer's words
    let told = || {
        let contents = annotation.attributions.iter().flat_map(|it| it.content.iter().map(move |part| (it, *part)));
        let here = contents.filter(|(_, part)| part.touches(offset));
        let (attribution, part) = here.min_by_key(|(_, part)| (!part.contains(offset), part.len()))?;
        Some(Card { range: part, text: view.attribution(attribution, None) })
    };
    source
        .or_else(told)
        .or_else(|| named.map(|(somebody, mention)| Card { range: mention.span, text: view.speaker(somebody) }))
}

/// The shortest mention of a speaker that the cursor stands in.
fn speaker_at(annotation: &Annotation, offset: usize) -> Option<(&Entity, Mention)> {
    let speakers: HashSet<EntityId> = annotation.all_attributions().filter_map(|it| it.speaker).collect();
    let entities = annotation.entities.iter().filter(|entity| speakers.contains(&entity.id));
    let mentions = entities.flat_map(|entity| entity.mentions.iter().map(move |mention| (entity, *mention)));
    mentions.filter(|(_, mention)| mention.span.touches(offset)).min_by_key(|(_, mention)| mention.span.len())
}

/// An analysis as a client shows it.
struct View<'a> {
    analysis: &'a Analysis,
    lines: Lines<'a>,
    uri: &'a str,
    markup: Markup,
}

impl View<'_> {
    /// Each part adds its paragraph, or nothing.
    fn speaker(&self, speaker: &Entity) -> String {
        let text = RichText::new(self.markup).strong(&speaker.name).words(", ").words(kind_word(speaker.kind));
        let text = self.roles(speaker, text);
        let text = self.listing(speaker, text);
        let text = self.first_mention(speaker, text);
        let text = self.other_names(speaker, text);
        let text = self.spellings(speaker, text);
        let text = self.sayings(speaker, text);
        text.finish()
    }

    /// "China director (sources.toml); an expert with Human Rights Watch (line 1); a lawyer (line 9)"
    fn roles(&self, speaker: &Entity, text: RichText) -> RichText {
        let apart = |text: RichText, first: bool| if first { text.paragraph() } else { text.words("; ") };
        let listed = speaker.listed_roles().iter().take(NAMES).enumerate();
        let text = listed.fold(text, |text, (index, role)| listed_role(apart(text, index == 0), role));
        let count = speaker.listed_roles().len();
        let further = speaker.further_roles().take(NAMES.saturating_sub(count)).enumerate();
        further.fold(text, |text, (index, role)| {
            let text = apart(text, count + index == 0);
            self.line(text.words(&role.text).words(" ("), role.span.start).words(")")
        })
    }

    /// "Listed in sources.toml, also as “Wang Songlian”; pronoun: she."
    fn listing(&self, speaker: &Entity, text: RichText) -> RichText {
        let Some(source) = &speaker.known else { return text };
        let text = text.paragraph().words("Listed in ").words(SOURCES_FILE);
        let aliases: Vec<String> = source.aliases.iter().take(NAMES).map(|alias| format!("“{alias}”")).collect();
        let text = match aliases.is_empty() {
            true => text,
            false => text.words(", also as ").words(&aliases.join(", ")),
        };
        match source.pronouns() {
            Some(pronouns) => text.words("; pronoun: ").words(pronouns.word()).words("."),
            None => text.words("."),
        }
    }

    /// "First mentioned in line 1."
    fn first_mention(&self, speaker: &Entity, text: RichText) -> RichText {
        let Some(first) = speaker.named_before(0) else { return text };
        let text = self.line(text.paragraph().words("First mentioned in "), first.span.start);
        match introduction::not_introduced_at(self.analysis, speaker) {
            Some(named) if named == first => text.words(", without an introduction."),
            Some(named) => self.line(text.words("; named without an introduction in "), named.span.start).words("."),
            None => text.words("."),
        }
    }

    /// "Also: “Ms. Wang”, “the expert”": the names, then the nominals, that the text has besides the one it goes by.
    fn other_names(&self, speaker: &Entity, text: RichText) -> RichText {
        let spellings = speaker.spellings.iter().map(|spelling| spelling.text.to_lowercase());
        let mut seen: HashSet<String> = spellings.chain([speaker.name.to_lowercase()]).collect();
        let of_kind = |kind| speaker.mentions.iter().filter(move |mention| mention.kind == kind);
        let mentions = of_kind(MentionKind::Name).chain(of_kind(MentionKind::Nominal));
        let words = mentions.map(|mention| excerpt::opening_words(&self.analysis.document, mention.span, LONGEST));
        let new = words.filter(|words| !words.is_empty() && seen.insert(words.to_lowercase()));
        let names: Vec<String> = new.take(NAMES).map(|words| format!("“{words}”")).collect();
        match names.is_empty() {
            true => text,
            false => text.paragraph().words("Also: ").words(&names.join(", ")),
        }
    }

    /// "Also spelled “Pu Zhiquiang” (line 12)"
    fn spellings(&self, speaker: &Entity, text: RichText) -> RichText {
        let spellings = speaker.spellings.iter().take(NAMES).enumerate();
        spellings.fold(text, |text, (index, spelling)| {
            let text = if index == 0 { text.paragraph().words("Also spelled ") } else { text.words(", ") };
            let text = text.words("“").words(&spelling.text).words("” (");
            self.line(text, spelling.span.start).words(")")
        })
    }

    /// How often and how a speaker is quoted, and the last few times.
    fn sayings(&self, speaker: &Entity, text: RichText) -> RichText {
        let annotation = &self.analysis.annotation;
        let all = annotation.all_attributions().filter(|attribution| attribution.speaker == Some(speaker.id));
        let mut sayings: Vec<(TextRange, Kind)> = all.filter_map(|it| Some((*it.content.first()?, it.kind))).collect();
        if sayings.is_empty() {
            return text.paragraph().words("Not quoted.");
        }
        sayings.sort_by_key(|(content, _)| content.start);
        let text = text.paragraph().words(&tally(&sayings));
        let last = sayings.iter().skip(sayings.len().saturating_sub(SAYINGS));
        last.fold(text, |text, (content, _)| {
            let words = excerpt::opening_words(&self.analysis.document, *content, LONGEST);
            self.line(text.item(), content.start).words(": ").words(&words)
        })
    }

    /// "line 7", as a link to it if the text has a name that links can lead to.
    fn line(&self, text: RichText, offset: usize) -> RichText {
        let number = self.lines.number(offset);
        let target = (!self.uri.contains('#')).then(|| format!("{}#L{number}", self.uri));
        text.link(&format!("line {number}"), target.as_deref())
    }

    fn entity(&self, id: EntityId) -> Option<&Entity> {
        self.analysis.annotation.entities.get(id.0)
    }

    fn speaker_of(&self, attribution: &Attribution) -> Option<&Entity> {
        self.entity(attribution.speaker?)
    }
}

/// "China director (sources.toml)"
fn listed_role(text: RichText, role: &str) -> RichText {
    text.words(role).words(" (").words(SOURCES_FILE).words(")")
}

fn kind_word(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Organization => "organization",
        EntityKind::Group => "group",
        EntityKind::Document => "document",
    }
}

/// "Quoted 4 times: 2 direct, 1 indirect, 1 mixed."
fn tally(sayings: &[(TextRange, Kind)]) -> String {
    let count = |kind: Kind| sayings.iter().filter(|(_, other)| *other == kind).count();
    let kinds = [(Kind::Direct, "direct"), (Kind::Indirect, "indirect"), (Kind::Mixed, "mixed")];
    let counts: Vec<String> = kinds
        .into_iter()
        .filter(|(kind, _)| count(*kind) > 0)
        .map(|(kind, word)| format!("{} {word}", count(kind)))
        .collect();
    match sayings.len() {
        1 => format!("Quoted once: {}.", counts.join(", ")),
        2 => format!("Quoted twice: {}.", counts.join(", ")),
        times => format!("Quoted {times} times: {}.", counts.join(", ")),
    }
}
