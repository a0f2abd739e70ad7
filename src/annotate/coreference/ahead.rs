//! Who is named after a pronoun that means them: "When she arrived, Wang said …"

use crate::annotate::mention::{Form, Pronoun, Slot};

use super::{AHEAD, Resolver, agreement};

/// Words that begin a clause before the one that it belongs to.
const CLAUSE: [&str; 11] =
    ["After", "Although", "As", "Because", "Before", "Once", "Since", "Though", "Until", "When", "While"];
/// Sentences back that somebody else may be meant from.
const NEAR: usize = 3;

impl Resolver<'_> {
    /// Entities that are named after a pronoun in its sentence: "When she arrived, Wang said …"
    pub(super) fn named_ahead(&self, index: usize) -> Vec<usize> {
        let sentence = self.scene.mentions[index].sentence;
        let after =
            (index + 1..self.scene.mentions.len()).take_while(|next| self.scene.mentions[*next].sentence == sentence);
        let mut found: Vec<usize> = after.take(AHEAD).filter_map(|next| self.named.of(next)).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Who the subject of the clause that a sentence begins with is, if that is named right after it and nobody named before
    /// can be meant: "As she left court, Ana Silva said …" `near` are all who can.
    pub(super) fn named_after_clause(&self, index: usize, pronoun: Pronoun, near: &[usize]) -> Option<usize> {
        let own = &self.scene.mentions[index];
        let text = self.scene.document.paragraphs[own.paragraph].text();
        if pronoun.gender.is_none() || own.raw.quoted || !CLAUSE.contains(&self.before_in_sentence(index)?.trim()) {
            return None;
        }
        let next = (index + 1..self.scene.mentions.len()).take(AHEAD);
        let mut next = next.take_while(|next| self.scene.mentions[*next].sentence == own.sentence).filter(|next| {
            let next = &self.scene.mentions[*next];
            let acts = next.raw.slot == Slot::Subject && matches!(next.raw.form, Form::Name(_)) && !next.raw.quoted;
            acts && text.get(..next.raw.range.start).is_some_and(|before| before.trim_end().ends_with(','))
        });
        let named = self.named.of(next.next()?)?;
        let fits = |entity: usize| !matches!(agreement(&self.entities[entity], pronoun.gender), 1 | 3 | 5);
        let is_rival = |entity: usize| {
            let other = &self.entities[entity];
            let is_near = other.trail.seen > 0 && own.sentence.saturating_sub(other.trail.sentence) <= NEAR;
            let known = !other.parts.is_empty() || agreement(other, pronoun.gender) < 6;
            entity != named && is_near && known && fits(entity)
        };
        let is_person = near.contains(&named) && self.entities[named].is_person() && fits(named);
        (is_person && !near.iter().any(|entity| is_rival(*entity))).then_some(named)
    }
}
