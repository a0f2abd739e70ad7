//! `late-attribution`: a reader hears a voice for three sentences and does not know whose.

use crate::annotate::{Attribution, Entity, Kind};
use crate::lexicon::{self, CueClass};
use crate::rules::{Context, Defaults, Family, Finding, Related, Rule, Severity};
use crate::text::TextRange;

use super::attribute::move_up;

pub(super) const RULE: Rule = Rule {
    name: "late-attribution",
    family: Family::Quotes,
    defaults: Defaults::but_in_fiction(Severity::Information),
    summary: "Three or more quoted sentences come before their source.",
    page: include_str!("late_attribution.md"),
    check,
};

/// Quoted sentences that come too many before their source.
const LATE: usize = 3;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for attribution in &context.annotation.attributions {
        let (Some(source), Some(cue)) = (attribution.source.first(), attribution.cue.first()) else { continue };
        let Some(first) = attribution.content.first().copied() else { continue };
        if attribution.kind == Kind::Indirect {
            continue;
        }
        let named_at = source.start.min(cue.start);
        let sentences = sentences_before(context, attribution, named_at);
        let is_late = sentences >= LATE
            && is_spoken(context, attribution)
            && context.is_running_text(first)
            && context.quotation_around(*source).is_none()
            && !is_introduced(context, attribution, first);
        if is_late {
            let message = format!("{sentences} quoted sentences come before their source.");
            let advice = "Put the attribution after the first quoted sentence.";
            let related = Related { span: first, message: "The quotation begins here.".to_owned() };
            let mut finding = context.finding(&RULE, source.hull(*cue), message, advice).with_related(vec![related]);
            finding.fixes.extend(move_up(context, attribution));
            findings.push(finding);
        }
    }
}

/// Whether a verb of saying is the cue: what is signed after a dash is no news story.
fn is_spoken(context: &Context<'_>, attribution: &Attribution) -> bool {
    let words = attribution.cue.iter().flat_map(|cue| context.text(*cue).split_whitespace());
    let speaks = CueClass::SPEECH | CueClass::CLAUSE | CueClass::MANNER;
    words.into_iter().any(|word| {
        let word = lexicon::lower(word);
        word == "according" || lexicon::cue(&word).is_some_and(|class| class.intersects(speaks))
    })
}

/// How many sentences of an attribution's quotations stand before a place.
fn sentences_before(context: &Context<'_>, attribution: &Attribution, place: usize) -> usize {
    let sentences = &context.annotation.sentences;
    let content = attribution.content.iter().filter(|part| part.end <= place);
    let in_part = |part: &TextRange| {
        let first = sentences.partition_point(|sentence| sentence.end <= part.start);
        let overlapping = sentences[first..].iter().take_while(|sentence| sentence.start < part.end);
        let quoted = overlapping.filter_map(|sentence| sentence.intersection(*part));
        let has_words = |range: &TextRange| context.text(*range).contains(char::is_alphanumeric);
        quoted.filter(|range| has_words(range) && is_quoted(context, *range)).count()
    };
    content.map(in_part).sum()
}

fn is_quoted(context: &Context<'_>, range: TextRange) -> bool {
    let quotations = &context.annotation.quotations;
    let begun = quotations.partition_point(|quotation| quotation.span.start <= range.start);
    let last = quotations[..begun].iter().rfind(|quotation| quotation.depth == 0);
    last.is_some_and(|quotation| quotation.parts.iter().any(|part| part.covers(range)))
}

/// Whether a reader expects this speaker: a colon announces the quotation, or the sentence before it is about them or theirs.
fn is_introduced(context: &Context<'_>, attribution: &Attribution, first: TextRange) -> bool {
    let Some(index) = context.paragraph_index(first.start) else { return true };
    let paragraphs = &context.document.paragraphs;
    let own = TextRange::new(paragraphs[index].source_range().start, first.start);
    let has_words = context.text(own).contains(char::is_alphanumeric);
    let before = match index.checked_sub(1) {
        _ if has_words => own,
        Some(previous) => paragraphs[previous].source_range(),
        None => return false,
    };
    let Some(speaker) = attribution.speaker.map(|id| context.annotation.entity(id)) else {
        return context.text(before).trim_end().ends_with(':');
    };
    context.text(before).trim_end().ends_with(':')
        || is_mentioned(context, speaker, before, has_words)
        || context.annotation.attributions_of(speaker.id).any(|other| before.covers(other.range()))
}

/// Whether somebody is in the last sentence of a range, or anywhere in it if it is of the same paragraph.
fn is_mentioned(context: &Context<'_>, speaker: &Entity, before: TextRange, same_paragraph: bool) -> bool {
    let end = before.start + context.text(before).trim_end().len();
    let last = context.sentence(end.saturating_sub(1)).map_or(before.start, |sentence| sentence.start);
    let from = if same_paragraph { before.start } else { last.max(before.start) };
    let near = TextRange::new(from, before.end);
    speaker.mentions.iter().any(|mention| near.covers(mention.span))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::fixture::assert_fixes;

    #[test]
    fn moves_the_attribution_up() {
        assert_fixes(
            &RULE,
            &[
                (
                    "“The nets were torn. The ice was gone. Nobody had told us,” said Anna Lund, who owns the boat.\n",
                    &[
                        "“The nets were torn,” said Anna Lund, who owns the boat. “The ice was gone. Nobody had told us.”\n",
                    ],
                ),
                (
                    "“Was it cold? It was. Did we care?” Anna Lund said. Nobody laughed.\n",
                    &["“Was it cold?” Anna Lund said. “It was. Did we care?” Nobody laughed.\n"],
                ),
                (
                    "‘We won’, Demir said.\n\n‘The nets were torn. The ice was gone. Nobody had told us’, said Anna Lund.\n",
                    &[
                        "‘We won’, Demir said.\n\n‘The nets were torn’, said Anna Lund. ‘The ice was gone. Nobody had told us.’\n",
                    ],
                ),
                // “asked” belongs to the question
                ("“The nets were torn. The ice was gone. Why did nobody tell us?” Anna Lund asked.\n", &[]),
            ],
        );
    }
}
