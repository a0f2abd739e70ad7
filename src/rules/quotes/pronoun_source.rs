//! "He said" and "she said": what the rules about them share.

use crate::annotate::{Attribution, Entity, Kind};
use crate::lexicon::{self, Gender};
use crate::rules::naming::name_at;
use crate::rules::word_facts::{CueFacts, SourceFacts};
use crate::rules::wording::capitalised;
use crate::rules::{Context, Fix, Safety};
use crate::text::TextRange;

/// An attribution whose source is "he" or "she".
pub(super) struct PronounSource<'a> {
    pub attribution: &'a Attribution,
    /// Where the pronoun stands.
    pub span: TextRange,
    /// Which of the two it is.
    pub gender: Gender,
}

/// Those that report words in running text and in the writer's own voice.
pub(super) fn pronoun_sources<'a>(context: &Context<'a>) -> impl Iterator<Item = PronounSource<'a>> {
    context.annotation.attributions.iter().filter_map(|attribution| {
        let [span] = *attribution.source.as_slice() else { return None };
        let told = context.facts_of(attribution);
        if !told.source.contains(SourceFacts::PRONOUN) {
            return None;
        }
        let gender = match &*lexicon::lower(context.text(span)) {
            "he" => Gender::Masculine,
            "she" => Gender::Feminine,
            _ => return None,
        };
        // who "thinks" or "wants" something is clear more often than it seems
        let is_speech = attribution.kind == Kind::Direct || told.cue.contains(CueFacts::SPEECH);
        let is_asked_for = is_speech && context.is_running_text(span) && context.quotation_around(span).is_none();
        is_asked_for.then_some(PronounSource { attribution, span, gender })
    })
}

impl PronounSource<'_> {
    /// The ways to write the name of somebody instead.
    pub fn fixes<'p>(&self, context: &Context<'_>, people: impl Iterator<Item = &'p Entity>) -> Vec<Fix> {
        let fix = |person: &Entity| {
            let name = name_at(context, person, self.span.start);
            let is_capital = context.text(self.span).starts_with(char::is_uppercase);
            let text = if is_capital { capitalised(&name) } else { name.clone() };
            let title = format!("Replace “{}” by “{name}”", context.text(self.span));
            Fix::replace(title, self.span, text, Safety::Offered)
        };
        people.map(fix).collect()
    }
}
