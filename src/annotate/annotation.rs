//! What the annotator finds in a document. All positions are bytes of the source.

use std::sync::Arc;

use smallvec::SmallVec;

use crate::text::TextRange;

use super::known::KnownSource;

/// Everything found in a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Annotation {
    /// In the order of their content; an attribution's id is its index.
    pub attributions: Vec<Attribution>,
    /// Speech that nothing in the text gives to anybody: content without source and cue, in text order. Their ids go on
    /// after those of the others.
    pub unsourced: Vec<Attribution>,
    /// In the order of their opening marks; a quotation's id is its index.
    pub quotations: Vec<Quotation>,
    /// In the order of their first mention; an entity's id is its index.
    pub entities: Vec<Entity>,
    /// Sentences that assert something a reader would ask "says who?" about, in order.
    pub claims: Vec<Claim>,
    /// How likely a reader asks that about each sentence but those of tables, in order.
    pub doubts: Vec<Doubt>,
    /// Every sentence of the prose, in order.
    pub sentences: Vec<TextRange>,
}

/// Which attribution of its annotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AttributionId(pub usize);

/// Which entity of its annotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub usize);

/// How likely something is right, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Confidence(pub f32);

/// How content is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// All content is inside quotation marks.
    Direct,
    /// None is.
    Indirect,
    /// Some is.
    Mixed,
}

impl Kind {
    /// Its name in results.
    pub fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Indirect => "indirect",
            Self::Mixed => "mixed",
        }
    }
}

/// Ranges of the source, nearly always one: a text has thousands of such lists.
pub type Parts = SmallVec<[TextRange; 1]>;

/// Who (source) says (cue) what (content). Each may be discontinuous; source and cue may be empty, and content too where
/// the text stops before it.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// Its index in the annotation.
    pub id: AttributionId,
    /// How its content is quoted.
    pub kind: Kind,
    /// The spans that name who says it.
    pub source: Parts,
    /// The spans that signal it.
    pub cue: Parts,
    /// What is said, with its quotation marks.
    pub content: Parts,
    /// The entity that the source is; `None`: unresolved.
    pub speaker: Option<EntityId>,
    /// Who it could be, when it is unresolved because several fit.
    pub candidates: Vec<EntityId>,
    /// How sure the annotator is of the whole, that `speaker` is who is meant included.
    pub confidence: Confidence,
    /// How sure it is of that alone: whom a pronoun or a noun means, or whose turn it is. 1 for one who is named. As a
    /// factor it is in `confidence` already.
    pub speaker_confidence: Confidence,
}

impl Entity {
    /// Its mentions inside a range, in text order.
    pub fn mentions_in(&self, range: TextRange) -> impl Iterator<Item = &Mention> {
        let first = self.mentions.partition_point(|mention| mention.span.start < range.start);
        let begun = self.mentions.get(first..).unwrap_or_default().iter();
        begun.take_while(move |mention| mention.span.start < range.end).filter(move |it| range.covers(it.span))
    }
}

impl Attribution {
    /// Whether it is what follows a name and a colon, "WALLACE: Let’s start", so that its words are the speaker's own.
    pub(super) fn is_turn_of_transcript(&self) -> bool {
        matches!((&self.source[..], &self.cue[..]), ([name], [colon]) if colon.len() == 1 && name.end == colon.start)
    }

    /// The smallest range that covers source, cue and content.
    pub fn range(&self) -> TextRange {
        let parts = self.source.iter().chain(&self.cue).chain(&self.content);
        parts.copied().reduce(TextRange::hull).unwrap_or_default()
    }
}

/// Text between quotation marks, attributed or not. Speech carried over several paragraphs is one quotation.
#[derive(Clone, Debug, PartialEq)]
pub struct Quotation {
    /// From the opening mark to the closing one, both included.
    pub span: TextRange,
    /// The parts of it by paragraph; one, unless it is carried over several.
    pub parts: Parts,
    /// Whether it is what somebody said or wrote; a title, a term or a scare quote is not.
    pub speech: bool,
    /// Whether both of its marks are there.
    pub balanced: bool,
    /// How many quotations it stands in.
    pub depth: usize,
    /// Whether it is a turn of a conversation: paragraphs near it are nothing but quotations too, so that who speaks is
    /// told by turns.
    pub turn: bool,
    /// The attribution whose content it is, or is part of.
    pub attribution: Option<AttributionId>,
}

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EntityKind {
    /// A person.
    Person,
    /// A company, an agency, a newspaper, a party …
    Organization,
    /// People known as a group only: "officials", "experts".
    Group,
    /// A report, a study, a law …
    Document,
}

/// Who or what an entity is, as the text introduces it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// The words: "an expert with rights group Human Rights Watch".
    pub text: String,
    /// Where they stand.
    pub span: TextRange,
}

/// Another spelling of a name, by slip or by habit: "Pu Zhiquiang" for Pu Zhiqiang.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelling {
    /// The name so spelled.
    pub text: String,
    /// Where it stands first.
    pub span: TextRange,
}

/// A person, organization, group or document with all of its mentions.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// Its index in the annotation.
    pub id: EntityId,
    /// Its fullest name in the text, without titles; for one without a name its first nominal; for a known source its name
    /// as it is listed.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// The known source that it is.
    pub known: Option<Arc<KnownSource>>,
    /// Its roles, in the order in which the text gives them.
    pub roles: Vec<Role>,
    /// How else its name is spelled, each once, in the order of the text.
    pub spellings: Vec<Spelling>,
    /// In text order.
    pub mentions: SmallVec<[Mention; 1]>,
}

impl Entity {
    /// Whether the text calls it by a name anywhere.
    pub fn has_name(&self) -> bool {
        self.mentions.iter().any(|mention| mention.kind == MentionKind::Name)
    }

    /// Its roles in words: those that are listed, then those that the text gives besides.
    pub fn role_words(&self) -> impl Iterator<Item = &str> {
        let listed = self.listed_roles().iter().map(String::as_str);
        listed.chain(self.further_roles().map(|role| role.text.as_str()))
    }

    /// Its roles as they are listed, if it is a known source.
    pub fn listed_roles(&self) -> &[String] {
        self.known.as_ref().map(|source| &*source.roles).unwrap_or_default()
    }

    /// The roles that the text gives and that are not listed.
    pub fn further_roles(&self) -> impl Iterator<Item = &Role> {
        let is_listed = |role: &Role| self.listed_roles().iter().any(|listed| listed.eq_ignore_ascii_case(&role.text));
        self.roles.iter().filter(move |role| !is_listed(role))
    }

    /// The name that it was last called by before `place`, in bytes of the source; or else by which it first is. Of one
    /// without a name a nominal. `None`: it has nothing but pronouns.
    pub fn named_before(&self, place: usize) -> Option<Mention> {
        let before = self.mentions.partition_point(|mention| mention.span.start < place);
        let (before, after) = self.mentions.split_at(before);
        [MentionKind::Name, MentionKind::Nominal].into_iter().find_map(|kind| {
            let fits = |mention: &&Mention| mention.kind == kind;
            before.iter().rev().find(fits).or_else(|| after.iter().find(fits)).copied()
        })
    }
}

/// The form of a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MentionKind {
    /// A name: "Maya Wang", "Mr Xi".
    Name,
    /// A nominal: "the president".
    Nominal,
    /// A pronoun: "she".
    Pronoun,
}

/// A span that refers to an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where it stands.
    pub span: TextRange,
    /// Its form.
    pub kind: MentionKind,
}

/// Why a sentence wants a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClaimKind {
    /// A figure without origin.
    Statistic,
    /// "It is believed", "is known to": somebody thinks it, nobody is named.
    Agentless,
    /// "Reportedly", "allegedly", "rumoured".
    Hearsay,
    /// A loaded judgement in the writer's own voice.
    Judgement,
    /// Wrongdoing stated as a fact.
    Accusation,
    /// What will or would be.
    Prediction,
    /// What somebody thinks, feels or wants.
    Mind,
    /// "Accused of allegedly", "may possibly": said twice that it is not certain.
    DoubleHedge,
    /// "Legendary", "world-class": praise in the writer's own voice.
    Puffery,
}

/// A sentence that asserts something a reader would ask "says who?" about.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The sentence.
    pub sentence: TextRange,
    /// The words that make it one.
    pub trigger: TextRange,
    /// Why.
    pub kind: ClaimKind,
    /// The attribution whose content it stands in, if any.
    pub attribution: Option<AttributionId>,
    /// How sure the annotator is.
    pub confidence: Confidence,
}

/// How likely a reader asks "says who?" about a sentence, whether or not it is a claim.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Doubt {
    /// The sentence.
    pub sentence: TextRange,
    /// How likely.
    pub likelihood: Confidence,
}

impl Annotation {
    /// Of fewer sentences there is too little to tell how likely a reader doubts one.
    pub const FEW: usize = 5;

    /// How likely a reader asks "says who?" about the sentence that an offset stands in, from 0 to 1.
    pub fn doubt(&self, offset: usize) -> f32 {
        let after = self.doubts.partition_point(|doubt| doubt.sentence.start <= offset);
        let own = after.checked_sub(1).and_then(|index| self.doubts.get(index));
        own.filter(|doubt| offset < doubt.sentence.end).map_or(0.0, |doubt| doubt.likelihood.0)
    }

    /// The entity with an id of this annotation.
    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[id.0]
    }

    /// The attribution with an id of this annotation.
    pub fn attribution(&self, id: AttributionId) -> &Attribution {
        &self.attributions[id.0]
    }

    /// All attributions, in the order of their ids: those that something signals, then those that nothing does.
    pub fn all_attributions(&self) -> impl Iterator<Item = &Attribution> {
        self.attributions.iter().chain(&self.unsourced)
    }

    /// The innermost quotation that the cursor stands in at `offset`.
    pub fn quotation_at(&self, offset: usize) -> Option<&Quotation> {
        self.quotations.iter().filter(|quotation| quotation.span.touches(offset)).min_by_key(|q| q.span.len())
    }

    /// The outermost quotation that is a range.
    pub fn quotation_of(&self, span: TextRange) -> Option<&Quotation> {
        let first = self.quotations.partition_point(|quotation| quotation.span.start < span.start);
        let begun = self.quotations.get(first..).unwrap_or_default().iter();
        begun.take_while(|quotation| quotation.span.start == span.start).find(|quotation| quotation.span == span)
    }

    /// The shortest mention that the cursor stands in at `offset`, and its entity.
    pub fn mention_at(&self, offset: usize) -> Option<(&Entity, Mention)> {
        let mentions = self.entities.iter().flat_map(|entity| entity.mentions.iter().map(move |m| (entity, *m)));
        mentions.filter(|(_, mention)| mention.span.touches(offset)).min_by_key(|(_, mention)| mention.span.len())
    }

    /// The attributions whose speaker an entity is, in order.
    pub fn attributions_of(&self, speaker: EntityId) -> impl Iterator<Item = &Attribution> {
        self.attributions.iter().filter(move |attribution| attribution.speaker == Some(speaker))
    }

    /// The speaker's mention inside an attribution's source: its name if there is one, else whatever stands there.
    pub fn source_mention(&self, attribution: &Attribution) -> Option<Mention> {
        let entity = self.entity(attribution.speaker?);
        let rank = |mention: &&Mention| (mention.kind != MentionKind::Name, mention.span.start);
        attribution.source.iter().flat_map(|span| entity.mentions_in(*span)).min_by_key(rank).copied()
    }
}
