//! A noun whose name follows it: "her deputy, Tom Reyes, said"; "an attorney for the chairman, Mark Doyle, declined".

use crate::annotate::mention::{Form, NominalPhrase};
use crate::lexicon::NominalKind;

use super::Scene;

/// Mentions after a noun that are looked at for its name: "an attorney for the chairman of the board, Mark Doyle".
const AHEAD: usize = 4;

/// Characters of whose or of what a noun is, at most, if its name is to be told after it.
const OF_LENGTH: usize = 60;

/// The mention that gives the name of a noun for one person, by its index; the name is set off by commas.
pub(super) fn name_after(scene: &Scene<'_>, index: usize, phrase: &NominalPhrase) -> Option<usize> {
    if phrase.plural || phrase.kind != NominalKind::Person {
        return None;
    }
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
        leads_to_name(gap) && is_set_off(rest)
    })
}

/// Whether this may stand between a noun and its name: a comma, and before it whose or of what the noun is.
fn leads_to_name(gap: &str) -> bool {
    let Some(of) = gap.strip_suffix(", ") else { return false };
    let preposition_and_rest = of.strip_prefix(' ').and_then(|of| of.split_once(' '));
    of.is_empty()
        || preposition_and_rest.is_some_and(|(preposition, rest)| {
            matches!(preposition, "of" | "for" | "with" | "at" | "from" | "in" | "to")
                && (1..=OF_LENGTH).contains(&rest.chars().count())
                && !rest.contains([',', '.', ';', ':', '!', '?', '(', ')', '“', '”', '"'])
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_follows_a_comma_or_of_whom_the_noun_is() {
        for gap in [", ", " of the board, ", " for him, "] {
            assert!(leads_to_name(gap), "{gap:?}");
        }
        for gap in ["", ",", " of , ", " of, ", " and the board, ", " of the board, of one, ", "of the board, "] {
            assert!(!leads_to_name(gap), "{gap:?}");
        }
        assert!(!leads_to_name(&format!(" of {}, ", "é".repeat(OF_LENGTH + 1))));
        assert!(leads_to_name(&format!(" of {}, ", "é".repeat(OF_LENGTH))));
    }
}
