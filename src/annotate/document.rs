//! The document stage: joins what the paragraphs tell by themselves into one annotation.

mod headline;
mod quotations;
mod several;
mod taken_up;
mod turns;

use std::hash::BuildHasher;
use std::sync::Arc;

use foldhash::fast::FixedState;
use foldhash::{HashMap, HashMapExt};

use crate::text::{BlockKind, Document, Paragraph, TextRange};

use super::annotation::{
    Annotation, Attribution, AttributionId, Confidence, EntityId, EntityKind, Kind, Mention, MentionKind, Parts,
};
use super::attribution::{RawAttribution, SourceNoun};
use super::claim;
use super::content_index::ContentIndex;
use super::coreference::{self, Decision, Gathered, Referent, Scene, head_mention};
use super::known::KnownSources;
use super::left_pronouns::add_pronouns;
use super::located::{self, LocatedMention};
use super::mention::Form;
use super::paragraph::ParagraphAnnotation;
use quotations::{JoinedQuotation, join_quotations, kind_of, link_quotations};
use taken_up::{Together, take_up};

/// Paragraphs to each side that a conversation is looked for in, and how many bare ones make it.
const TURN_WINDOW: usize = 5;
const TURNS: usize = 3;

/// How much less sure an attribution is whose source is nobody for sure.
const UNRESOLVED: f32 = 0.9;

/// What a text ends with that is still to tell what somebody says.
const UNFINISHED: [char; 5] = [':', ',', '–', '—', '-'];

/// What is known from the last version of a text. It changes nothing about the next one but how long that takes.
#[derive(Debug, Default)]
pub(super) struct Known {
    who: coreference::Known,
    sentences: claim::Kept,
}

/// Annotates a document from its paragraphs' annotations, in the same order.
pub(super) fn annotate(
    document: &Document,
    paragraphs: &[Arc<ParagraphAnnotation>],
    sources: &KnownSources,
    known: &mut Known,
) -> Annotation {
    annotate_observed(document, paragraphs, sources, known, &mut |_, _, _, _, _| ())
}

/// What a step of finding who is meant is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StepKind {
    /// A mention of some form.
    Mention(MentionKind),
    /// A quotation without a source.
    Quotation,
}

/// Is told of each step: where, at which head word, about what, what it came to, and the choice behind it.
pub(super) type Observer<'a> = dyn FnMut(TextRange, TextRange, StepKind, &Referent, Option<&Decision>) + 'a;

/// The same; `observe` is told what each mention is resolved to, and of what choice.
pub(super) fn annotate_observed(
    document: &Document,
    paragraphs: &[Arc<ParagraphAnnotation>],
    sources: &KnownSources,
    known: &mut Known,
    observe: &mut Observer<'_>,
) -> Annotation {
    known.who.rankings.begin();
    let turns = conversation_turns(document, paragraphs);
    let mut attributions = join_attributions(document, paragraphs, &turns);
    let mut quotations = join_quotations(document, paragraphs, &turns);
    let mentions = located::mentions(document, paragraphs);
    let contents = ContentIndex::new(attributions.iter().map(|joined| &joined.attribution));
    let scene = scene((document, paragraphs, sources), &mentions, &attributions, &quotations, &contents);
    let mut resolved = coreference::resolve(&scene, &mut known.who, &mut |index, referent, decision| {
        let mention = &mentions[index];
        let head = document.paragraphs[mention.paragraph].to_source(mention.raw.head);
        observe(mention.span, head, StepKind::Mention(mention.raw.kind()), referent, decision);
    });
    let mut heads = scene.heads;
    let mut by_words = ByWords::new(&resolved.entities);
    let spoken =
        name_several(document, &mentions, &mut attributions, &mut heads, &mut by_words, &mut resolved.entities);
    take_up(&spoken, heads.iter().flatten().copied(), &mentions, &mut resolved);
    for (joined, head) in attributions.iter_mut().zip(&mut heads) {
        let found = head.and_then(|head| resolved.referents[head].entity());
        if joined.attribution.speaker.is_none()
            && headline::name_subject(document, &mut joined.attribution, found, &mut resolved.entities)
        {
            *head = None;
            continue;
        }
        match head {
            // "Park said", where nobody is called Park
            Some(index) if is_no_name(&mentions[*index], &resolved.referents[*index]) => {
                name_by_source(joined, &mut by_words, &mut resolved.entities);
            }
            Some(index) => set_speaker(&mut joined.attribution, resolved.referents.get(*index)),
            None if joined.attribution.speaker.is_none() => {
                name_by_source(joined, &mut by_words, &mut resolved.entities)
            }
            None => {}
        }
    }
    let mut attributions: Vec<Attribution> = attributions.into_iter().map(|joined| joined.attribution).collect();
    link_quotations(&mut quotations, &mut attributions, &contents);
    let mut sentences = Vec::with_capacity(paragraphs.iter().map(|found| found.sentences.len()).sum());
    for (paragraph, found) in document.paragraphs.iter().zip(paragraphs) {
        sentences.extend(found.sentences.iter().map(|range| paragraph.to_source(*range)));
    }
    let mut unsourced = unsourced(document, paragraphs, &contents, &quotations);
    turns::give(
        turns::Told { mentions: &mentions, quotations: &quotations, heads: &heads },
        &mut attributions,
        &mut unsourced,
        &mut resolved,
        &mut known.who.rankings,
        observe,
    );
    for (index, attribution) in unsourced.iter_mut().enumerate() {
        attribution.id = AttributionId(attributions.len() + index);
    }
    let mut annotation = Annotation {
        quotations: quotations.into_iter().map(|joined| joined.quotation).collect(),
        sentences,
        ..Annotation::default()
    };
    add_pronouns(&mentions, &resolved.referents, attributions.iter().chain(&unsourced), &mut resolved.entities);
    known.who.room = resolved.entities.len();
    let order = finish_entities(resolved.entities, &mut annotation);
    for attribution in attributions.iter_mut().chain(&mut unsourced) {
        attribution.speaker = attribution.speaker.and_then(|speaker| order.get(speaker.0).copied().flatten());
        attribution.candidates =
            attribution.candidates.iter().filter_map(|id| order.get(id.0).copied().flatten()).collect();
    }
    annotation.attributions = attributions;
    annotation.unsourced = unsourced;
    (annotation.claims, annotation.doubts) = claim::claims(document, paragraphs, &annotation, &mut known.sentences);
    annotation
}

/// Has attributions of several said by all of them, or by some of them, or by who of them is named. Heads of those who don't speak
/// alone are taken from `heads`. Who speaks so, in the order of the text.
fn name_several(
    document: &Document,
    mentions: &[LocatedMention<'_>],
    attributions: &mut [JoinedAttribution<'_>],
    heads: &mut [Option<usize>],
    by_words: &mut ByWords,
    entities: &mut Vec<Gathered>,
) -> Vec<Together> {
    let mut spoken = Vec::new();
    for (joined, head) in attributions.iter_mut().zip(heads) {
        let Some((index, source)) = head.zip(joined.attribution.source.first().copied()) else { continue };
        let Some(several) = several::named_by(document, mentions, index, source) else { continue };
        *head = several.named;
        if head.is_some() {
            continue;
        }
        let mention = &mentions[index];
        let paragraph = &document.paragraphs[mention.paragraph];
        let words = paragraph.text().get(several.words.start..several.words.end).unwrap_or_default();
        let span = paragraph.to_source(several.words);
        let entity = by_words.name(&mut joined.attribution, several.kind, words, span, entities);
        spoken.push(Together { span, sentence: mention.sentence, paragraph: mention.paragraph, entity });
    }
    spoken.sort_by_key(|it| it.span.start);
    spoken
}

/// Which paragraphs are turns of a conversation: nothing but closed quotations, or what a dash begins, as several near them are.
fn conversation_turns(document: &Document, paragraphs: &[Arc<ParagraphAnnotation>]) -> Vec<bool> {
    let is_bare = |(paragraph, found): (&Paragraph, &Arc<ParagraphAnnotation>)| {
        found.detected.all_bare && (paragraph.kind == BlockKind::Speech || !found.ends_open())
    };
    let bare: Vec<bool> = document.paragraphs.iter().zip(paragraphs).map(is_bare).collect();
    let near = |index: usize| {
        let window = index.saturating_sub(TURN_WINDOW)..(index + TURN_WINDOW + 1).min(bare.len());
        bare[window].iter().filter(|bare| **bare).count()
    };
    (0..bare.len()).map(|index| bare[index] && near(index) >= TURNS).collect()
}

/// What is known of the mentions before anybody is resolved.
fn scene<'a>(
    (document, paragraphs, sources): (&'a Document, &'a [Arc<ParagraphAnnotation>], &'a KnownSources),
    mentions: &'a [LocatedMention<'a>],
    attributions: &[JoinedAttribution<'_>],
    quotations: &[JoinedQuotation],
    contents: &ContentIndex,
) -> Scene<'a> {
    let mut speech = vec![0; document.paragraphs.len()];
    for joined in quotations.iter().filter(|joined| joined.can_be_speech && joined.quotation.depth == 0) {
        speech[joined.paragraph] = 1;
    }
    let count = |before: &mut usize, speech: &usize| {
        *before += speech;
        Some(*before)
    };
    let turns_before = std::iter::once(0).chain(speech.iter().scan(0, count)).collect();
    let head = |joined: &JoinedAttribution<'_>| head_mention(mentions, *joined.attribution.source.first()?);
    let heads: Vec<Option<usize>> = attributions.iter().map(head).collect();
    let mut speaks = vec![None; mentions.len()];
    for (attribution, head) in heads.iter().enumerate() {
        if let Some(head) = head {
            speaks[*head] = Some(attribution);
        }
    }
    let said_in = mentions.iter().map(|mention| contents.covering(mention.span)).collect();
    let in_transcript = attributions.iter().map(|joined| joined.attribution.is_turn_of_transcript()).collect();
    Scene { document, sources, paragraphs, mentions, speaks, said_in, heads, in_transcript, turns_before }
}

/// An attribution with what helps to find its speaker.
struct JoinedAttribution<'a> {
    attribution: Attribution,
    source_noun: Option<SourceNoun>,
    /// The source as it is written.
    source_text: &'a str,
}

/// A source that no mention covers becomes an entity by its own words.
fn name_by_source(joined: &mut JoinedAttribution<'_>, named: &mut ByWords, entities: &mut Vec<Gathered>) {
    let (Some(noun), Some(span)) = (joined.source_noun, joined.attribution.source.first().copied()) else { return };
    let kind = match noun {
        SourceNoun::Person => EntityKind::Person,
        SourceNoun::People => EntityKind::Group,
        SourceNoun::Institution => EntityKind::Organization,
        SourceNoun::Thing => EntityKind::Document,
    };
    named.name(&mut joined.attribution, kind, joined.source_text, span, entities);
}

/// The entities that are called by the words of a source, by a hash of kind and name: there are too many to look through.
struct ByWords(HashMap<u64, usize>);

impl ByWords {
    fn new(entities: &[Gathered]) -> Self {
        let mut known = Self(HashMap::with_capacity(entities.len()));
        for (index, entity) in entities.iter().enumerate() {
            if let Some(kind) = entity.kind {
                known.0.entry(Self::key(kind, &entity.name)).or_insert(index);
            }
        }
        known
    }

    fn key(kind: EntityKind, name: &str) -> u64 {
        FixedState::default().hash_one((kind, name))
    }

    /// Has an attribution said by the entity that is called by some words of its source; that entity.
    fn name(
        &mut self,
        attribution: &mut Attribution,
        kind: EntityKind,
        name: &str,
        span: TextRange,
        entities: &mut Vec<Gathered>,
    ) -> usize {
        let entity = *self.0.entry(Self::key(kind, name)).or_insert_with(|| {
            entities.push(Gathered { name: name.to_owned(), kind: Some(kind), ..Gathered::default() });
            entities.len() - 1
        });
        entities[entity].mentions.push(Mention { span, kind: MentionKind::Nominal });
        attribution.speaker = Some(EntityId(entity));
        entity
    }
}

/// The attributions of all paragraphs, bare quotations joined to the one they go on with.
fn join_attributions<'a>(
    document: &'a Document,
    paragraphs: &[Arc<ParagraphAnnotation>],
    turns: &[bool],
) -> Vec<JoinedAttribution<'a>> {
    let room = |found: &Arc<ParagraphAnnotation>| {
        found.detected.attributions.len() + usize::from(found.detected.signature.is_some())
    };
    let mut attributions: Vec<JoinedAttribution<'a>> = Vec::with_capacity(paragraphs.iter().map(room).sum());
    // what a paragraph of nothing but quotations would go on with, and such paragraphs that nothing came before
    let mut last_speech: Option<usize> = None;
    let mut waiting = Parts::new();
    // the last paragraph's quotations, if it is nothing else and the next may sign them
    let mut bare = Parts::new();
    // who was about to say something at the last paragraph's end
    let mut announced: Option<JoinedAttribution<'a>> = None;
    for ((paragraph, found), turn) in document.paragraphs.iter().zip(paragraphs).zip(turns) {
        let detected = &found.detected;
        let to_source = |range: &TextRange| paragraph.to_source(*range);
        let join = |id: usize, raw: &RawAttribution, content: Parts| {
            let mut attribution = located(raw, paragraph, AttributionId(id));
            attribution.content.insert_many(0, content);
            let source_text = raw.source.first().and_then(|range| paragraph.text().get(range.start..range.end));
            JoinedAttribution {
                attribution,
                source_noun: raw.source_noun,
                source_text: source_text.unwrap_or_default(),
            }
        };
        let announcement = announced.take();
        announced = detected.announced.as_ref().map(|raw| join(0, raw, Parts::new()));
        let unsigned = std::mem::take(&mut bare);
        if let Some(signature) = detected.signature.as_ref().filter(|_| !unsigned.is_empty()) {
            attributions.push(join(attributions.len(), signature, unsigned));
            last_speech = None;
            continue;
        }
        let mut leading: Parts = detected.leading.iter().map(to_source).collect();
        if *turn {
            // whose turn it is nobody says
            last_speech = None;
        }
        if let Some(mut joined) = announcement.filter(|_| !leading.is_empty()) {
            joined.attribution.content = leading;
            attributions.push(joined);
            leading = Parts::new();
            last_speech = Some(attributions.len() - 1);
        }
        if detected.all_bare {
            match last_speech {
                Some(index) => attributions[index].attribution.content.extend(leading),
                None if found.ends_open() => waiting.extend(leading),
                None => {
                    waiting.clear();
                    bare = leading;
                }
            }
            continue;
        }
        let first = attributions.len();
        for raw in &detected.attributions {
            attributions.push(join(attributions.len(), raw, Parts::new()));
        }
        let opens_quoted = found.quotations.first().is_some_and(|quotation| quotation.pair.range.start == 0);
        if let Some(joined) = attributions.get_mut(first).filter(|_| opens_quoted) {
            joined.attribution.content.append(&mut waiting);
        }
        waiting.clear();
        let narrative = paragraph.kind != BlockKind::Heading;
        last_speech = detected.last_speech.filter(|_| narrative).map(|index| first + index);
    }
    let stops_short = document.paragraphs.last().is_some_and(|last| last.text().trim_end().ends_with(UNFINISHED));
    attributions.extend(announced.filter(|_| stops_short));
    for joined in &mut attributions {
        joined.attribution.content.sort();
    }
    let first = |a: &Attribution| a.content.first().map_or(a.range().start, |content| content.start);
    attributions.sort_by_key(|joined| first(&joined.attribution));
    for (index, joined) in attributions.iter_mut().enumerate() {
        joined.attribution.id = AttributionId(index);
    }
    attributions
}

/// A paragraph's attribution in the document; who says it, and how it is quoted, is still to be found.
fn located(raw: &RawAttribution, paragraph: &Paragraph, id: AttributionId) -> Attribution {
    let to_source = |ranges: &[TextRange]| ranges.iter().map(|range| paragraph.to_source(*range)).collect();
    Attribution {
        id,
        kind: Kind::Indirect,
        source: to_source(&raw.source),
        cue: to_source(&raw.cue),
        content: to_source(&raw.content),
        speaker: None,
        candidates: Vec::new(),
        confidence: Confidence(raw.confidence),
        speaker_confidence: Confidence(1.0),
    }
}

/// Whether what only another mention would show to be a name turned out to be none.
fn is_no_name(mention: &LocatedMention<'_>, referent: &Referent) -> bool {
    matches!(&mention.raw.form, Form::Name(name) if name.tentative) && *referent == Referent::Nothing
}

/// Sets who says an attribution: what the head of its source refers to.
fn set_speaker(attribution: &mut Attribution, referent: Option<&Referent>) {
    match referent {
        Some(Referent::Entity(entity, likelihood)) => {
            attribution.speaker = Some(EntityId(*entity));
            attribution.confidence.0 *= likelihood;
            attribution.speaker_confidence = Confidence(*likelihood);
        }
        Some(Referent::Unresolved(candidates)) => {
            attribution.candidates = candidates.iter().copied().map(EntityId).collect();
            attribution.confidence.0 *= UNRESOLVED;
            attribution.speaker_confidence = Confidence(UNRESOLVED);
        }
        Some(Referent::Nothing) | None => {}
    }
}

/// Moves the entities into the annotation, in the order of their first mention; those without a mention are dropped.
/// Gives each one's new id by its old index.
fn finish_entities(mut entities: Vec<Gathered>, annotation: &mut Annotation) -> Vec<Option<EntityId>> {
    let mut order = vec![None; entities.len()];
    // where each begins that is kept: the entities themselves are too large to be moved about
    let mut kept: Vec<(usize, usize)> = Vec::with_capacity(entities.len());
    for (index, entity) in entities.iter_mut().enumerate() {
        entity.mentions.sort_by_key(|mention| (mention.span.start, mention.span.end));
        entity.mentions.dedup_by_key(|mention| mention.span);
        let first = entity.mentions.first().map(|mention| mention.span.start);
        kept.extend(first.filter(|_| !entity.is_like_a_thing()).map(|start| (start, index)));
    }
    kept.sort_unstable();
    annotation.entities.reserve_exact(kept.len());
    for (new, (_, old)) in kept.into_iter().enumerate() {
        order[old] = Some(EntityId(new));
        annotation.entities.push(entities[old].finish(EntityId(new)));
    }
    order
}

/// Speech in quotation marks that the tagger takes for such and that no attribution covers, in text order.
fn unsourced(
    document: &Document,
    paragraphs: &[Arc<ParagraphAnnotation>],
    contents: &ContentIndex,
    quotations: &[JoinedQuotation],
) -> Vec<Attribution> {
    let top = || quotations.iter().map(|joined| &joined.quotation).filter(|quotation| quotation.depth == 0);
    let parts = |only_speech: bool| -> Vec<TextRange> {
        let some = top().filter(|quotation| quotation.speech || !only_speech);
        some.flat_map(|quotation| quotation.parts.iter().copied()).collect()
    };
    let (top, speech) = (parts(false), parts(true));
    let mut found: Vec<Attribution> = Vec::new();
    for (paragraph, annotated) in document.paragraphs.iter().zip(paragraphs) {
        for raw in &annotated.detected.unsourced {
            let mut attribution = located(raw, paragraph, AttributionId(0));
            attribution.kind = kind_of(&attribution.content, &top);
            let is_free = |part: &TextRange| contents.covering(*part).is_none();
            if attribution.content.iter().all(is_free) && kind_of(&attribution.content, &speech) != Kind::Indirect {
                found.push(attribution);
            }
        }
    }
    found
}
