//! Gives speech to those whose turn it is in a conversation.

use crate::annotate::annotation::{Attribution, AttributionId, Confidence, EntityId, Kind, Parts};
use crate::annotate::coreference::{Rankings, Referent, Resolved};
use crate::annotate::dialogue::{self, Cast, Found, Source, Utterance};
use crate::annotate::located::LocatedMention;
use crate::annotate::mention::Form;
use crate::lexicon::NominalKind;

use super::quotations::JoinedQuotation;
use super::{Observer, StepKind};

/// How likely somebody must be to say what the tagger does not take for speech.
const ENOUGH_FOR_SPEECH: f32 = 0.5;

/// How likely somebody must be to say what stands outside of any conversation.
const ENOUGH_ALONE: f32 = 0.7;

/// What a text says of itself, in the order of the text.
pub(super) struct Told<'a> {
    pub mentions: &'a [LocatedMention<'a>],
    pub quotations: &'a [JoinedQuotation],
    /// The mentions that head the attributions' sources.
    pub heads: &'a [Option<usize>],
}

/// Finds who speaks where words do not tell it, and gives it to them: quotations that nothing attributes become unsourced
/// speech; in a conversation what a cue alone, a pronoun or a noun without a name attributes is theirs too.
pub(super) fn give(
    Told { mentions, quotations, heads }: Told<'_>,
    attributions: &mut [Attribution],
    unsourced: &mut Vec<Attribution>,
    resolved: &mut Resolved,
    rankings: &mut Rankings,
    observe: &mut Observer<'_>,
) {
    let spoken = spoken(quotations);
    let utterances = utterances(&spoken, attributions, mentions, heads, resolved);
    let found = {
        let Resolved { entities, referents, chances, narrator } = &*resolved;
        let cast = Cast { mentions, referents, entities, chances, narrator: *narrator };
        dialogue::find_speakers(&cast, &utterances, rankings, &mut |span, referent, decision| {
            observe(span, span, StepKind::Quotation, referent, Some(decision));
        })
    };
    let in_talk = dialogue::in_talk(&utterances);
    let is_enough = |(found, in_talk): (Found, &bool)| found.filter(|(_, p)| *in_talk || *p >= ENOUGH_ALONE);
    let found: Vec<Found> = found.into_iter().zip(&in_talk).map(is_enough).collect();
    give_bare(&spoken, &found, unsourced);
    for (index, joined) in spoken.iter().enumerate().filter(|(index, _)| in_talk[*index]) {
        let said = joined.quotation.attribution.and_then(|id| attributions.get_mut(id.0));
        if let (Some(said), Some(found)) = (said, found[index]) {
            take_turn(said, utterances[index].source, found, mentions, resolved);
        }
    }
}

/// The quotations that are speech by themselves.
fn spoken(quotations: &[JoinedQuotation]) -> Vec<&JoinedQuotation> {
    quotations.iter().filter(|joined| joined.quotation.speech && joined.quotation.depth == 0).collect()
}

/// The same as a conversation sees them.
fn utterances(
    spoken: &[&JoinedQuotation],
    attributions: &[Attribution],
    mentions: &[LocatedMention<'_>],
    heads: &[Option<usize>],
    resolved: &Resolved,
) -> Vec<Utterance> {
    let utterance = |joined: &&JoinedQuotation| {
        let attribution = joined.quotation.attribution.and_then(|id| attributions.get(id.0));
        let head = joined.quotation.attribution.and_then(|id| heads.get(id.0).copied().flatten());
        let pronoun = head.filter(|head| resolved.chances.contains_key(head));
        let noun = head.filter(|head| is_nobody_named(*head, mentions, resolved));
        Utterance {
            span: joined.quotation.span,
            paragraph: joined.paragraph,
            asks: joined.asks,
            honours: joined.honours,
            words: joined.words,
            lead: joined.lead,
            follow: joined.follow,
            source: match (attribution, pronoun) {
                (None, _) => Source::None,
                (Some(said), _) if said.source.is_empty() => Source::Cue,
                (Some(_), Some(pronoun)) => Source::Pronoun(pronoun),
                (Some(_), None) => noun.map_or(Source::Words, Source::Noun),
            },
            speaker: attribution.and_then(|said| said.speaker).map(|entity| entity.0),
        }
    };
    spoken.iter().map(utterance).collect()
}

/// Whether a mention is a noun for one person who is known ("the girl", "her mother") and has no name as far as the text told.
fn is_nobody_named(mention: usize, mentions: &[LocatedMention<'_>], resolved: &Resolved) -> bool {
    let is_one = |mention: &LocatedMention<'_>| match &mention.raw.form {
        Form::Nominal(noun) => noun.kind == NominalKind::Person && noun.definite && !noun.plural,
        _ => false,
    };
    let nameless = |referent: &Referent| match referent {
        Referent::Entity(entity, _) => resolved.entities[*entity].parts.is_empty(),
        Referent::Unresolved(_) => true,
        Referent::Nothing => false,
    };
    mentions.get(mention).is_some_and(is_one) && resolved.referents.get(mention).is_some_and(nameless)
}

/// Gives speech that nothing in the text gives to anybody to those whose turn it is. Quotations of which that is found are
/// added to the unsourced speech.
fn give_bare(spoken: &[&JoinedQuotation], found: &[Found], unsourced: &mut Vec<Attribution>) {
    for (joined, found) in spoken.iter().zip(found) {
        let quotation = &joined.quotation;
        let Some((entity, likelihood)) = found.filter(|_| quotation.attribution.is_none()) else { continue };
        let next = unsourced.partition_point(|known| known.range().end <= quotation.span.start);
        let known = unsourced.get_mut(next).filter(|known| known.range().overlaps(quotation.span));
        match known {
            Some(known) => {
                known.speaker = known.speaker.or(Some(EntityId(entity)));
                known.confidence.0 = known.confidence.0.min(likelihood);
                known.speaker_confidence = Confidence(likelihood);
            }
            // nothing but the turns says that it is speech at all: "Nightly News" is none
            None if likelihood < ENOUGH_FOR_SPEECH && !joined.is_turn_of_its_own() => {}
            None => unsourced.insert(
                next,
                Attribution {
                    id: AttributionId(0),
                    kind: Kind::Direct,
                    source: Parts::new(),
                    cue: Parts::new(),
                    content: quotation.parts.clone(),
                    speaker: Some(EntityId(entity)),
                    candidates: Vec::new(),
                    confidence: Confidence(likelihood),
                    speaker_confidence: Confidence(likelihood),
                },
            ),
        }
    }
}

/// Gives what a cue alone, a pronoun or a noun attributes to whose turn it is.
fn take_turn(
    said: &mut Attribution,
    source: Source,
    (entity, likelihood): (usize, f32),
    mentions: &[LocatedMention<'_>],
    resolved: &mut Resolved,
) {
    let speaker = Some(EntityId(entity));
    match source {
        Source::Cue if said.speaker.is_none() => {}
        Source::Pronoun(source) | Source::Noun(source) if said.speaker != speaker => {
            let Some(mention) = mentions.get(source) else { return };
            resolved.move_to(source, mention, entity, likelihood);
        }
        _ => return,
    }
    said.confidence.0 = said.confidence.0.min(likelihood);
    said.speaker_confidence = Confidence(likelihood);
    said.speaker = speaker;
    said.candidates.clear();
}
