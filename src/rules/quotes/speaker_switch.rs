//! `speaker-switch`: two people speak in one paragraph, and the reader learns of the second when they have spoken.

use crate::annotate::{Attribution, AttributionId, EntityId, EntityKind, Kind, MentionKind};
use crate::rules::{Context, Defaults, Family, Finding, Fix, Related, Rule, Safety, Severity};
use crate::text::{BlockKind, TextRange};

pub(super) const RULE: Rule = Rule {
    name: "speaker-switch",
    family: Family::Quotes,
    defaults: Defaults::everywhere(Severity::Information),
    summary: "The speaker changes between two quotations of one paragraph.",
    page: include_str!("speaker_switch.md"),
    check,
};

/// How sure it must be whom a pronoun means.
const SURE: f32 = 0.9;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for second in &context.annotation.attributions {
        let Some(quoted) = late_named_quotation(context, second) else { continue };
        let Some(other) = named_speaker(context, second) else { continue };
        let Some(first) = attribution_before(context, second, quoted) else { continue };
        let Some(one) = speaker(context, first) else { continue };
        if one != other {
            let name = |id: EntityId| context.annotation.entity(id).name.as_str();
            let message =
                format!("The speaker changes here from {} to {}, and nothing says so.", name(one), name(other));
            let advice = "Begin a new paragraph, or name the speaker before the quotation.";
            let source = first.source.first().copied().unwrap_or(first.range());
            let related = Related { span: source, message: format!("Until here {} speaks.", name(one)) };
            let mut finding = context.finding(&RULE, quoted, message, advice).with_related(vec![related]);
            finding.fixes.extend(new_paragraph(context, first, quoted));
            findings.push(finding);
        }
    }
}

/// The quotation that an attribution begins with, if it begins its sentence and its source comes after it.
fn late_named_quotation(context: &Context<'_>, attribution: &Attribution) -> Option<TextRange> {
    let quoted = *attribution.content.first()?;
    let source = attribution.source.first().filter(|source| source.start >= quoted.end)?;
    let sentence = context.sentence(quoted.start)?;
    let quotations = &context.annotation.quotations;
    let here = &quotations[quotations.partition_point(|quotation| quotation.span.start < quoted.start)..];
    let mut here = here.iter().take_while(|quotation| quotation.span.start == quoted.start);
    let is_quotation = here.any(|quotation| quotation.parts.first() == Some(&quoted));
    let begins = !context.text(TextRange::new(sentence.start, quoted.start)).contains(char::is_alphanumeric);
    let is_asked_for = is_quotation
        && begins
        && context.is_running_text(quoted)
        && context.paragraph_index(quoted.start) == context.paragraph_index(source.start);
    is_asked_for.then_some(quoted)
}

/// The attribution of the words right before an attribution's quotation, in its paragraph, if these are quoted too.
fn attribution_before<'a>(context: &Context<'a>, own: &Attribution, quoted: TextRange) -> Option<&'a Attribution> {
    const NEAR: usize = 16;
    let AttributionId(end) = own.id;
    let first = end.saturating_sub(NEAR);
    let near = context.ranges().get(first..end)?.iter().enumerate();
    let before = near.filter(|(_, range)| range.end <= quoted.start);
    let (last, range) = before.max_by_key(|(_, range)| range.end)?;
    let last = context.annotation.attributions.get(first + last)?;
    // "told the meeting" goes on after the cue
    let sentence = context.sentence(range.end.saturating_sub(1))?;
    let between = context.text(TextRange::new(sentence.end.max(range.end), quoted.start));
    let is_adjacent = !between.contains(char::is_alphanumeric)
        && last.kind != Kind::Indirect
        && context.paragraph_index(range.end) == context.paragraph_index(quoted.start);
    is_adjacent.then_some(last)
}

/// Who says something, if that is sure.
fn speaker(context: &Context<'_>, attribution: &Attribution) -> Option<EntityId> {
    named_speaker(context, attribution)
        .or_else(|| attribution.speaker.filter(|_| attribution.speaker_confidence.0 >= SURE))
        .filter(|id| context.annotation.entity(*id).kind == EntityKind::Person)
}

/// Who says something, if the attribution gives the name.
fn named_speaker(context: &Context<'_>, attribution: &Attribution) -> Option<EntityId> {
    let mention = context.annotation.source_mention(attribution)?;
    attribution.speaker.filter(|_| mention.kind == MentionKind::Name)
}

/// The fix that begins a new paragraph with the second quotation.
fn new_paragraph(context: &Context<'_>, first: &Attribution, quoted: TextRange) -> Option<Fix> {
    let gap = context.text(TextRange::new(first.range().end, quoted.start));
    let space = TextRange::new(first.range().end + gap.trim_end().len(), quoted.start);
    let is_plain = context.paragraph(quoted.start)?.kind == BlockKind::Paragraph && !space.is_empty();
    is_plain.then(|| Fix::replace("Begin a new paragraph", space, "\n\n", Safety::Offered))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::fixture::assert_fixes;

    #[test]
    fn begins_a_new_paragraph() {
        assert_fixes(
            &RULE,
            &[(
                "“We will sign,” Anna Lund said. “Over my dead body,” Pavel Demir said.\n",
                &["“We will sign,” Anna Lund said.\n\n“Over my dead body,” Pavel Demir said.\n"],
            )],
        );
    }
}
