//! An analysis made by hand, for the features' tests: they test what is shown, whatever the annotator finds.

use ropey::Rope;

use crate::annotate::{
    Annotation, Attribution, AttributionId, Confidence, Entity, EntityId, EntityKind, Kind, Mention, MentionKind,
    Quotation, Role,
};
use crate::rules::{Edit, Finding, Fix, Safety, Severity};
use crate::text::{self, Format, TextRange};
use crate::workspace::Analysis;

/// A text with what is to be found in it.
pub struct Story {
    /// The analysis so far.
    pub analysis: Analysis,
}

impl Story {
    /// A text in which nothing is found yet.
    pub fn new(source: &str) -> Self {
        Self::written_as(Format::Plain, source)
    }

    /// A text in some format in which nothing is found yet.
    pub fn written_as(format: Format, source: &str) -> Self {
        let document = text::read(source, format);
        let annotation = Annotation::default();
        Self { analysis: Analysis { source: source.into(), format, document, annotation, findings: Vec::new() } }
    }

    /// The text as a rope.
    pub fn rope(&self) -> Rope {
        Rope::from_str(&self.analysis.source)
    }

    /// Where some words stand first; of "the [few] words", where "few" does.
    pub fn at(&self, words: &str) -> TextRange {
        let plain = words.replace(['[', ']'], "");
        let start = self.analysis.source.find(&plain).unwrap_or_else(|| panic!("no {plain:?}"));
        let open = words.find('[').unwrap_or(0);
        let close = words.find(']').map_or(plain.len(), |close| close - 1);
        TextRange::new(start + open, start + close)
    }

    fn all_at(&self, words: &[&str]) -> Vec<TextRange> {
        words.iter().map(|words| self.at(words)).collect()
    }

    /// An entity with its mentions.
    pub fn entity(&mut self, name: &str, kind: EntityKind, mentions: &[(&str, MentionKind)]) -> EntityId {
        let id = EntityId(self.analysis.annotation.entities.len());
        let mention = |(words, kind): &(&str, MentionKind)| Mention { span: self.at(words), kind: *kind };
        let mentions = mentions.iter().map(mention).collect();
        let entity =
            Entity { id, name: name.to_owned(), kind, known: None, roles: Vec::new(), spellings: Vec::new(), mentions };
        self.analysis.annotation.entities.push(entity);
        id
    }

    /// A role of an entity.
    pub fn role(&mut self, entity: EntityId, words: &str) {
        let role = Role { text: words.to_owned(), span: self.at(words) };
        self.analysis.annotation.entities[entity.0].roles.push(role);
    }

    /// An attribution.
    pub fn says(
        &mut self,
        speaker: Option<EntityId>,
        kind: Kind,
        [source, cue, content]: [&[&str]; 3],
    ) -> Option<AttributionId> {
        let id = AttributionId(self.analysis.annotation.attributions.len());
        let [source, cue, content] = [source, cue, content].map(|words| self.all_at(words));
        self.analysis.annotation.attributions.push(Attribution {
            id,
            kind,
            source: source.into(),
            cue: cue.into(),
            content: content.into(),
            speaker,
            candidates: Vec::new(),
            confidence: Confidence(0.95),
            speaker_confidence: Confidence(1.0),
        });
        Some(id)
    }

    /// A quotation that is speech, in one or more parts.
    pub fn speech(&mut self, parts: &[&str], attribution: Option<AttributionId>) {
        self.quotation(parts, attribution, true);
    }

    /// A quotation that is no speech.
    pub fn term(&mut self, words: &str) {
        self.quotation(&[words], None, false);
    }

    /// What a rule finds at some words, with its fixes: what each puts in their place.
    pub fn finding(&mut self, rule: &'static str, words: &str, fixes: &[(&str, Safety)]) {
        let span = self.at(words);
        let fix = |(text, safety): &(&str, Safety)| Fix {
            title: format!("Write “{text}”").into(),
            edits: [Edit { span, text: (*text).to_owned() }].into(),
            safety: *safety,
        };
        self.analysis.findings.push(Finding {
            rule,
            severity: Severity::Warning,
            span,
            message: "So it is.".to_owned(),
            advice: String::new(),
            related: Vec::new(),
            fixes: fixes.iter().map(fix).collect(),
        });
    }

    fn quotation(&mut self, parts: &[&str], attribution: Option<AttributionId>, speech: bool) {
        let parts = self.all_at(parts);
        let span = parts.iter().copied().reduce(TextRange::hull).unwrap_or_default();
        let quotations = &mut self.analysis.annotation.quotations;
        let depth = quotations.iter().filter(|outer| outer.span.covers(span)).count();
        quotations.push(Quotation {
            span,
            parts: parts.into(),
            speech,
            balanced: true,
            depth,
            turn: false,
            attribution,
        });
    }
}

/// A story with one of everything.
pub fn story() -> Story {
    use EntityKind::{Group, Person};
    use MentionKind::{Name, Nominal, Pronoun};

    let mut story = Story::new(
        "Maya Wang, an expert with *Open* Rights, spoke on Friday.\n\
         \n\
         “We were lied to,” she said. “Weekly.”\n\
         \n\
         “And nobody asked ‘Why?’ or ‘How?’ at all.\n\
         \n\
         “Nobody.”\n\
         \n\
         “I quit,” he said.\n\
         \n\
         The “reform” passed. “The deal died.”\n\
         \n\
         Ms. Wang said that taxes fell. Officials said little. They called it “good”.\n",
    );
    let wang = story.entity(
        "Maya Wang",
        Person,
        &[("Maya Wang", Name), ("[she] said", Pronoun), ("an expert", Nominal), ("Ms. Wang", Name)],
    );
    story.role(wang, "an expert with *Open* Rights");
    let officials = story.entity("Officials", Group, &[("Officials", Nominal), ("They", Pronoun)]);
    let bo = story.entity("Bo", Person, &[]);
    let ann = story.entity("Ann", Person, &[]);

    let split = story.says(Some(wang), Kind::Direct, [&["she"], &["said"], &["“We were lied to,”", "“Weekly.”"]]);
    let carried =
        story.says(Some(wang), Kind::Direct, [&[], &[], &["“And nobody asked ‘Why?’ or ‘How?’ at all.", "“Nobody.”"]]);
    let quits = story.says(None, Kind::Direct, [&["” [he] said"], &["” he [said]"], &["“I quit,”"]]);
    story.analysis.annotation.attributions[2].candidates = vec![bo, ann];
    story.says(Some(wang), Kind::Indirect, [&["Ms. Wang"], &["Wang [said]"], &["that taxes fell"]]);
    story.says(Some(officials), Kind::Indirect, [&["Officials"], &["Officials [said]"], &["little"]]);
    let calls = story.says(Some(officials), Kind::Mixed, [&["They"], &["called"], &["it “good”"]]);

    story.speech(&["“We were lied to,”"], split);
    story.speech(&["“Weekly.”"], split);
    story.speech(&["“And nobody asked ‘Why?’ or ‘How?’ at all.", "“Nobody.”"], carried);
    story.speech(&["‘Why?’"], None);
    story.term("‘How?’");
    story.speech(&["“I quit,”"], quits);
    story.term("“reform”");
    story.speech(&["“The deal died.”"], None);
    story.speech(&["“good”"], calls);
    story
}
