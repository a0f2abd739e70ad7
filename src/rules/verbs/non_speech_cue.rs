//! `non-speech-cue`: "she smiled", where words should be spoken.

use smallvec::smallvec;

use crate::annotate::{Attribution, Kind};
use crate::lexicon::{self, NonSpeechVerb};
use crate::rules::{Context, Defaults, Edit, Family, Finding, Fix, Rule, Safety, Severity};
use crate::text::TextRange;

pub(super) const RULE: Rule = Rule {
    name: "non-speech-cue",
    family: Family::Verbs,
    defaults: Defaults::everywhere(Severity::Hint),
    summary: "“She smiled”, and a quotation: nobody smiles words.",
    page: include_str!("non_speech_cue.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for attribution in &context.annotation.attributions {
        let Some((cue, verb)) = non_speech_cue(context, attribution) else { continue };
        let word = context.text(cue);
        let message = format!("“{word}” is no way of speaking.");
        let advice = "Write “said”, and what was done beside it, or make it a sentence of its own.";
        let mut finding = context.finding(&RULE, cue, message, advice);
        finding.fixes.extend(fix(context, attribution, cue, verb));
        findings.push(finding);
    }
}

/// The cue, if it is one verb that is no way of speaking, beside a quotation that runs on into it.
fn non_speech_cue(context: &Context<'_>, attribution: &Attribution) -> Option<(TextRange, NonSpeechVerb)> {
    let [cue] = *attribution.cue.as_slice() else { return None };
    let [source] = *attribution.source.as_slice() else { return None };
    let verb = lexicon::non_speech_verb(&lexicon::lower(context.text(cue)))?;
    let signal = source.hull(cue);
    let before = attribution.content.iter().rfind(|content| content.end <= signal.start)?;
    let gap = context.text(TextRange::new(before.end, signal.start));
    let is_adjacent = gap.trim_matches([',', ' ', '\n']).is_empty();
    let quoted = context.text(*before);
    let quoted = quoted.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, ',' | '.' | '?' | '!' | '…'));
    let runs_on = match quoted.chars().next_back() {
        Some(',') => true,
        // "“Yes!” She smiled." are two sentences
        Some('?' | '!' | '…') => context.text(signal).starts_with(char::is_lowercase),
        _ => gap.starts_with(','),
    };
    let is_asked_for = attribution.kind == Kind::Direct
        && is_adjacent
        && runs_on
        && context.is_running_text(cue)
        && context.quotation_around(cue).is_none();
    is_asked_for.then_some((cue, verb))
}

/// "Said with a smile", where the sentence ends after it.
fn fix(context: &Context<'_>, attribution: &Attribution, cue: TextRange, verb: NonSpeechVerb) -> Option<Fix> {
    let manner = verb.manner?;
    let source = *attribution.source.first()?;
    let end = source.hull(cue).end;
    let after = context.source.get(end..)?;
    let is_plain = after.starts_with('.') && !context.text(source).contains(',');
    let said = format!("{} {manner}", verb.said);
    let edits = if source.start > cue.end {
        let last = Edit { span: TextRange::new(end, end), text: format!(" {manner}") };
        smallvec![Edit { span: cue, text: verb.said.to_owned() }, last]
    } else {
        smallvec![Edit { span: cue, text: said.clone() }]
    };
    is_plain.then(|| Fix {
        title: format!("Replace “{}” by “{said}”", context.text(cue)).into(),
        edits,
        safety: Safety::Offered,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::fixture::assert_fixes;

    #[test]
    fn says_it_with_a_smile() {
        assert_fixes(
            &RULE,
            &[
                ("“We won,” Anna Lund smiled.\n", &["“We won,” Anna Lund said with a smile.\n"]),
                ("“We won,” smiled Anna Lund.\n", &["“We won,” said Anna Lund with a smile.\n"]),
                ("“We won,” Anna Lund beamed.\n", &[]),
            ],
        );
    }
}
