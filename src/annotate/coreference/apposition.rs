//! A noun whose name follows it: "her deputy, Tom Reyes, said"; "an attorney for the chairman, Mark Doyle, declined".

use std::sync::LazyLock;

use regex::Regex;

use crate::annotate::mention::{Form, NominalPhrase};
use crate::lexicon::NominalKind;

use super::Scene;

/// Mentions after a noun that are looked at for its name: "an attorney for the chairman of the board, Mark Doyle".
const AHEAD: usize = 4;

/// What may stand between a noun and its name: a comma, and before it whose or of what the noun is.
static BETWEEN: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(?: (?:of|for|with|at|from|in|to) [^,.;:!?()“”\x22]{1,60})?, $").ok());

/// The mention that gives the name of a noun for one person, by its index; the name is set off by commas.
pub(super) fn name_after(scene: &Scene<'_>, index: usize, phrase: &NominalPhrase) -> Option<usize> {
    if phrase.plural || phrase.kind != NominalKind::Person {
        return None;
    }
    let between = BETWEEN.as_ref()?;
    let noun = &scene.mentions[index];
    let text = scene.document.paragraphs.get(noun.paragraph)?.text();
    let names = (index + 1..scene.mentions.len()).take(AHEAD).filter(|next| {
        let next = &scene.mentions[*next];
        next.sentence == noun.sentence && matches!(&next.raw.form, Form::Name(name) if name.parts.len() > 1)
    });
    names.into_iter().find(|next| {
        let name = scene.mentions[*next].raw.range;
        let gap = text.get(noun.raw.range.end..name.start).unwrap_or_default();
        let rest = text.get(name.end..).unwrap_or_default();
        between.is_match(gap) && is_set_off(rest)
    })
}

/// Whether a name that a comma stands before ends there, as the text after it tells: not in "the mayor, Ann Li, and Bo Berg".
fn is_set_off(rest: &str) -> bool {
    match rest.strip_prefix(',') {
        Some(after) => {
            let next = after.split_whitespace().next().unwrap_or_default();
            !matches!(next, "and" | "or" | "&")
        }
        None => rest.is_empty() || rest.starts_with(['.', ';', ':', '!', '?', ')']),
    }
}
