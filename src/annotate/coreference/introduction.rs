//! Who tells the text, if they say their own name: "My name is Ada Lund.", "Hi, it's Ada here".

use crate::annotate::located::LocatedMention;
use crate::annotate::mention::{Form, Person};
use crate::text::BlockKind;

use super::Scene;
use super::cluster::NamedEntities;

/// How often a text must say "I" outside quotation marks to be somebody's who tells it.
const TELLS: usize = 4;
/// How many times oftener than their name.
const OFTENER: usize = 4;
/// What share of its paragraphs may be questions; more, and several speak in it.
const QUESTIONS: usize = 10;
/// What stands before one's own name.
const BEFORE: [&str; 7] = ["my name is ", "my name's ", "my name was ", "i'm ", "i am ", "call me ", "i, "];
/// The same if one of these words follows the name.
const BEFORE_HERE: [&str; 2] = ["it's ", "this is "];
const HERE: [&str; 3] = [" here", " speaking", " and welcome"];

/// The one person who says that they are so called, outside quotation marks, in a text that is somebody's own words.
pub(super) fn introduced(scene: &Scene<'_>, named: &NamedEntities) -> Option<usize> {
    let narrative =
        || scene.mentions.iter().enumerate().filter(|(_, mention)| !mention.raw.quoted && !mention.in_heading);
    let first = |mention: &LocatedMention<'_>| matches!(mention.raw.form, Form::Pronoun(p) if p.person == Person::First && !p.plural);
    if scene.in_transcript.contains(&true) || narrative().filter(|(_, it)| first(it)).take(TELLS).count() < TELLS {
        return None;
    }
    let own = |(index, mention): (usize, &LocatedMention<'_>)| {
        let entity =
            named.of(index).filter(|_| matches!(mention.raw.form, Form::Name(_)) && says_own_name(scene, mention))?;
        named.entities[entity].is_person().then_some(entity)
    };
    let mut found = narrative().filter_map(own);
    let entity = found.next()?;
    // whom the text tells of by name does not tell it
    let names = narrative().filter(|(index, _)| named.of(*index) == Some(entity)).count();
    let own = narrative().filter(|(_, it)| first(it)).count();
    let alone = found.all(|other| other == entity) && names * OFTENER <= own;
    let asks = scene.document.paragraphs.iter().filter(|it| it.kind != BlockKind::Heading && it.text().ends_with('?'));
    let asked = asks.count();
    (alone && (asked < 2 || asked * QUESTIONS <= scene.document.paragraphs.len())).then_some(entity)
}

/// Whether the words around a name say that it is one's own.
fn says_own_name(scene: &Scene<'_>, mention: &LocatedMention<'_>) -> bool {
    let text = scene.document.paragraphs[mention.paragraph].text();
    let range = mention.raw.range;
    if mention.raw.possessive() {
        return false;
    }
    let longest = range.start.saturating_sub(16);
    let start = (longest..=range.start).find(|start| text.is_char_boundary(*start)).unwrap_or(range.start);
    let before = text.get(start..range.start).unwrap_or_default().replace('’', "'").to_lowercase();
    let after = text.get(range.end..).unwrap_or_default();
    let ends = |words: &str| {
        before
            .strip_suffix(words)
            .is_some_and(|rest| !rest.ends_with(|last: char| last.is_alphanumeric() || last == '\''))
    };
    let here = || HERE.iter().any(|here| after.starts_with(here));
    BEFORE.iter().any(|words| ends(words) && (*words != "i, " || after.starts_with(',')))
        || (BEFORE_HERE.iter().any(|words| ends(words)) && here())
}
