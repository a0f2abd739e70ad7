//! Rename: a new name for somebody, each mention of it in its own form.
//!
//! Names alone are changed, and of them only what was renamed: on a surname the surname, on a full name all of it. Titles,
//! possessive endings and capitals stay as the text has them, pronouns and nominals are never touched. `forms` knows how a
//! form follows, `written` where its words stand, `edits` what to change for it, `quoted` whose words it stands in.

mod edits;
mod forms;
mod quoted;
#[cfg(test)]
mod tests;
mod written;

use thiserror::Error;

use self::forms::{Change, FullName, is_shouted};
use self::quoted::Quotations;
use self::written::{Word, Written};
use crate::annotate::{Entity, EntityKind, Mention, MentionKind};
use crate::rules::Edit;
use crate::text::TextRange;
use crate::workspace::Analysis;

/// A name that can be renamed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Where it stands, titles before it left out, in bytes of the source.
    pub range: TextRange,
    /// Its words.
    pub text: String,
}

/// A name that somebody is to have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewName {
    words: Vec<String>,
}

/// Why something is no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NoName {
    /// There is nothing but spaces and marks.
    #[error("a name needs a letter or a digit")]
    Empty,
    /// There is a line break or another control character.
    #[error("a name stands in one line")]
    Lines,
}

impl NewName {
    /// A name as it was typed; spaces around it and double ones don't count.
    pub fn new(typed: &str) -> Result<Self, NoName> {
        let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
        if !typed.chars().any(char::is_alphanumeric) {
            return Err(NoName::Empty);
        }
        if typed.trim().contains(breaks) {
            return Err(NoName::Lines);
        }
        Ok(Self { words: typed.split_whitespace().map(str::to_owned).collect() })
    }
}

/// What a new name changes, in text order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Renaming {
    /// In the writer's own words, in those of whom it names, and wherever else nobody is quoted.
    pub edits: Vec<Edit>,
    /// In what others are quoted with: only they can say what they called somebody.
    pub quoted: Vec<Edit>,
}

/// The name that the cursor stands on at byte `offset`, if it is one. A name in somebody else's quotation is changed only if
/// the user can be asked, so it is none if `asks` is not set.
pub fn name_at(analysis: &Analysis, offset: usize, asks: bool) -> Option<Name> {
    let named = Named::at(analysis, offset, asks)?;
    let words: Vec<&str> = named.here.words.iter().map(|word| word.text).collect();
    Some(Name { range: named.here.range(), text: words.join(" ") })
}

/// The edits that give whoever is named at byte `offset` a new name; `None` where nobody is, as with [`name_at`]. What is in
/// others' quotations is given only if the user can be asked.
pub fn rename(analysis: &Analysis, offset: usize, name: &NewName, asks: bool) -> Option<Renaming> {
    let named = Named::at(analysis, offset, asks)?;
    let is_written_in_capitals = is_shouted(&named.here.texts()) && !named.is_called_in_capitals();
    let is_typed_so = is_written_in_capitals && is_shouted(&name.words);
    let words = if is_typed_so { forms::capitalised(&name.words) } else { name.words.clone() };
    let change = Change::new(named.full.as_ref(), &named.here.form(), &words);
    let mut renaming = Renaming::default();
    for mention in named.names() {
        let Some(written) = named.written(mention) else { continue };
        let edits = named.edits(&written, &change);
        if !named.quotations.are_anothers(named.entity.id, mention.span) {
            renaming.edits.extend(edits);
        } else if asks {
            renaming.quoted.extend(edits);
        }
    }
    Some(renaming)
}

/// Somebody who is named where the cursor stands.
struct Named<'a> {
    analysis: &'a Analysis,
    entity: &'a Entity,
    quotations: Quotations<'a>,
    /// A person's name.
    full: Option<FullName>,
    /// The name under the cursor.
    here: Written<'a>,
}

impl<'a> Named<'a> {
    fn at(analysis: &'a Analysis, offset: usize, asks: bool) -> Option<Self> {
        let entities = analysis.annotation.entities.iter();
        let mentions = entities.flat_map(|entity| entity.mentions.iter().map(move |mention| (entity, mention)));
        let names = mentions.filter(|(_, it)| it.kind == MentionKind::Name && it.span.touches(offset));
        let (entity, mention) = names.min_by_key(|(_, mention)| mention.span.len())?;
        let quotations = Quotations::new(&analysis.annotation);
        if !asks && quotations.are_anothers(entity.id, mention.span) {
            return None;
        }
        let full = (entity.kind == EntityKind::Person).then(|| FullName::of(entity));
        let here = written::name(&analysis.document, mention.span, full.as_ref())?;
        here.range().touches(offset).then_some(Self { analysis, entity, quotations, full, here })
    }

    fn names(&self) -> impl Iterator<Item = &'a Mention> + use<'a> {
        self.entity.mentions.iter().filter(|mention| mention.kind == MentionKind::Name)
    }

    fn written(&self, mention: &Mention) -> Option<Written<'a>> {
        written::name(&self.analysis.document, mention.span, self.full.as_ref())
    }

    /// Whether capitals are how the name is written anywhere: an acronym, a part of a transcript.
    fn is_called_in_capitals(&self) -> bool {
        self.full.is_none() && is_shouted(&[self.entity.name.as_str()])
    }

    fn edits(&self, written: &Written<'a>, change: &Change) -> Vec<Edit> {
        let source = &self.analysis.source;
        let Some(mut words) = change.applied(&written.form()) else { return Vec::new() };
        if self.begins_sentence(written.range().start) {
            words = forms::begun(words);
        }
        let shouted = is_shouted(&written.texts()) && !self.is_called_in_capitals();
        if shouted {
            words = words.iter().map(|word| word.to_uppercase()).collect();
        }
        let mut edits = edits::edits(source, &written.words, &words);
        if let (Some(Word { text: old, span }), Some(new)) = (written.words.last(), words.last())
            && !edits.is_empty()
        {
            edits.extend(self.possessive(old, new, span.end, shouted));
        }
        edits
    }

    /// Whether nothing but marks stands before a place in its sentence.
    fn begins_sentence(&self, place: usize) -> bool {
        let sentences = &self.analysis.annotation.sentences;
        let sentence = sentences.get(sentences.partition_point(|sentence| sentence.end <= place));
        let before = sentence.and_then(|sentence| self.analysis.source.get(sentence.start..place));
        before.is_some_and(|before| !before.contains(char::is_alphanumeric))
    }

    /// The "s" that a name needs after its apostrophe if the old one had none: "Ortiz’ boat" is "Lee’s boat".
    fn possessive(&self, old: &str, new: &str, end: usize, shouted: bool) -> Option<Edit> {
        let hisses = |word: &str| word.to_lowercase().ends_with(['s', 'x', 'z']);
        let mut after = self.analysis.source.get(end..)?.chars();
        let apostrophe = after.next().filter(|c| matches!(c, '’' | '\''))?;
        let end = end + apostrophe.len_utf8();
        let owns = after.next().is_some_and(char::is_whitespace) && after.next().is_some_and(char::is_alphanumeric);
        let missing = hisses(old) && !hisses(new) && owns && !self.quotations.end_at(end);
        let letter = if shouted { "S" } else { "s" };
        missing.then(|| Edit { span: TextRange::new(end, end), text: letter.to_owned() })
    }
}
