//! Pronouns that take up who spoke together: "Ortiz and Li said no. They left", or as one of several: "one of the nurses".

use crate::annotate::annotation::EntityKind;
use crate::annotate::coreference::{Referent, Resolved, can_be_meant};
use crate::annotate::located::LocatedMention;
use crate::annotate::mention::{Form, Person, Pronoun};
use crate::text::TextRange;

/// Sentences that they may have spoken before.
const NEAR: usize = 3;
/// How likely they are meant if nobody else was named since.
const LIKELY: f32 = 0.85;

/// A source of several, or of one of several.
#[derive(Clone, Copy, Debug)]
pub(super) struct Together {
    /// Where it stands, in bytes of the source text.
    pub span: TextRange,
    pub sentence: usize,
    pub paragraph: usize,
    pub entity: usize,
}

/// Has pronouns that speak mean those who spoke last. `spoken` is in the order of the text.
pub(super) fn take_up(
    spoken: &[Together],
    heads: impl Iterator<Item = usize>,
    mentions: &[LocatedMention<'_>],
    resolved: &mut Resolved,
) {
    if spoken.is_empty() {
        return;
    }
    for head in heads {
        let mention = &mentions[head];
        let before = spoken.partition_point(|it| it.span.end <= mention.span.start);
        let Some(last) = before.checked_sub(1).map(|last| &spoken[last]) else { continue };
        let Some(kind) = resolved.entities.get(last.entity).and_then(|entity| entity.kind) else { continue };
        let Form::Pronoun(pronoun) = mention.raw.form else { continue };
        let near = mention.sentence.saturating_sub(last.sentence) <= NEAR
            && mention.paragraph.saturating_sub(last.paragraph) <= 1;
        if !near || mention.raw.quoted || !may_mean(pronoun, kind) {
            continue;
        }
        let rivals = rivals(head, pronoun, last, mentions, resolved);
        match &resolved.referents[head] {
            Referent::Entity(other, _) if kind != EntityKind::Group || rivals.contains(other) => {}
            Referent::Entity(..) => resolved.move_to(head, mention, last.entity, LIKELY),
            Referent::Unresolved(_) | Referent::Nothing if rivals.is_empty() => {
                resolved.move_to(head, mention, last.entity, LIKELY);
            }
            Referent::Unresolved(_) | Referent::Nothing => {
                let candidates = std::iter::once(last.entity).chain(rivals).collect();
                resolved.referents[head] = Referent::Unresolved(candidates);
            }
        }
    }
}

/// Whether a pronoun can mean those who are of some kind.
fn may_mean(pronoun: Pronoun, kind: EntityKind) -> bool {
    let fits = match kind {
        EntityKind::Group => pronoun.plural,
        EntityKind::Person => pronoun.gender.is_some(),
        EntityKind::Organization | EntityKind::Document => false,
    };
    fits && pronoun.person == Person::Third && !pronoun.relative
}

/// Who else was named after a source and before a pronoun and may be meant by it, each once, the last first.
fn rivals(
    index: usize,
    pronoun: Pronoun,
    last: &Together,
    mentions: &[LocatedMention<'_>],
    resolved: &Resolved,
) -> Vec<usize> {
    let before = mentions[..index].iter().enumerate().rev();
    let since = before.take_while(|(_, mention)| mention.span.start >= last.span.end);
    let mut rivals = Vec::new();
    for (other, _) in since.filter(|(_, mention)| !matches!(mention.raw.form, Form::Pronoun(_))) {
        let Some(entity) = resolved.referents.get(other).and_then(Referent::entity) else { continue };
        let fits = resolved.entities.get(entity).is_some_and(|entity| can_be_meant(entity, pronoun));
        if fits && !rivals.contains(&entity) {
            rivals.push(entity);
        }
    }
    rivals
}
