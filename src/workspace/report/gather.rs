//! Makes an article's report from its analysis: cuts the prose where the voice changes, counts words, finds findings' places.

use super::article::{Article, Block, Finding, Paragraph, Piece, Place, Run, Said};
use super::layer::Layer;
use super::voices::{Saying, voices};
use crate::annotate::Kind;
use crate::text::{self, BlockKind, Document, InlineKind, TextRange, on_one_line};
use crate::workspace::Analysis;
use crate::workspace::quotes::Lines;

impl Article {
    /// The report of a text that goes by a name.
    pub fn new(name: &str, analysis: &Analysis) -> Self {
        let lines = Lines::of(&analysis.source);
        let (mut voices, sayings) = voices(analysis);
        let marks = Marks::of(analysis, &sayings);
        let paragraphs = paragraphs(analysis, &sayings, marks, &lines);
        for run in paragraphs.iter().flat_map(|paragraph| &paragraph.runs) {
            let Some(voice) = run.said.and_then(|said| voices.get_mut(said.voice)) else { continue };
            *(if run.said.is_some_and(|said| said.quoted) { &mut voice.quoted } else { &mut voice.reported }) +=
                run.words;
        }
        let said: usize = voices.iter().map(super::Voice::words).sum();
        for voice in voices.iter_mut().filter(|_| said > 0) {
            voice.share = voice.words() as f64 / said as f64;
        }
        let headline = analysis.document.paragraphs.first().filter(|first| first.kind == BlockKind::Heading);
        let headline = headline.map(|headline| on_one_line(headline.text())).filter(|headline| !headline.is_empty());
        Self {
            name: name.to_owned(),
            title: headline.unwrap_or_else(|| name.to_owned()),
            words: paragraphs.iter().flat_map(|paragraph| &paragraph.runs).map(|run| run.words).sum(),
            voices,
            findings: findings(analysis, &paragraphs, &lines),
            paragraphs,
        }
    }
}

/// What lies over each paragraph, in bytes of its prose.
struct Marks {
    sayings: Vec<Vec<(TextRange, usize)>>,
    /// What stands in quotation marks and is speech.
    quoted: Vec<Vec<(TextRange, ())>>,
    findings: Vec<Vec<(TextRange, usize)>>,
}

impl Marks {
    fn of(analysis: &Analysis, sayings: &[Saying]) -> Self {
        let document = &analysis.document;
        let paragraphs = document.paragraphs.len();
        let mut marks = Self {
            sayings: vec![Vec::new(); paragraphs],
            quoted: vec![Vec::new(); paragraphs],
            findings: vec![Vec::new(); paragraphs],
        };
        for (index, saying) in sayings.iter().enumerate() {
            saying.content.iter().for_each(|part| spread(document, *part, index, &mut marks.sayings));
        }
        let speech = analysis.annotation.quotations.iter().filter(|quotation| quotation.speech);
        speech.flat_map(|quotation| &quotation.parts).for_each(|part| spread(document, *part, (), &mut marks.quoted));
        for (index, finding) in analysis.findings.iter().enumerate() {
            spread(document, finding.span, index, &mut marks.findings);
        }
        marks
    }
}

/// Lays something over the paragraphs that a range of the source shares prose with.
fn spread<T: Copy>(document: &Document, span: TextRange, item: T, over: &mut [Vec<(TextRange, T)>]) {
    let first = document.paragraph_at(span.start);
    for (paragraph, marks) in document.paragraphs.iter().zip(over).skip(first) {
        let Some(shared) = paragraph.source_range().intersection(span) else { break };
        if let (Some(start), Some(end)) = (paragraph.to_prose(shared.start), paragraph.to_prose(shared.end)) {
            marks.push((TextRange::new(start, end), item));
        }
    }
}

fn paragraphs(analysis: &Analysis, sayings: &[Saying], marks: Marks, lines: &Lines) -> Vec<Paragraph> {
    let marks = marks.sayings.into_iter().zip(marks.quoted).zip(marks.findings);
    let paragraphs = analysis.document.paragraphs.iter().zip(marks);
    let paragraphs = paragraphs.map(|(paragraph, ((said, quoted), findings))| {
        let inlines = |kinds: &[InlineKind]| {
            let inlines = paragraph.inlines.iter().filter(|inline| kinds.contains(&inline.kind));
            Layer::new(inlines.map(|inline| (inline.range, inline.range)).collect())
        };
        let cutter = Cutter {
            source: &analysis.source,
            paragraph,
            sayings,
            said: Layer::new(said),
            quoted: Layer::new(quoted),
            findings: Layer::new(findings),
            emphasis: inlines(&[InlineKind::Emphasis]),
            code: inlines(&[InlineKind::Code]),
        };
        Paragraph {
            block: match paragraph.kind {
                BlockKind::Paragraph | BlockKind::Speech => Block::Text,
                BlockKind::Heading => Block::Heading,
                BlockKind::ListItem => Block::Item,
                BlockKind::BlockQuote => Block::Quote,
                BlockKind::TableCell => Block::Cell,
            },
            line: lines.number(paragraph.source_range().start),
            runs: cutter.runs(),
        }
    });
    paragraphs.collect()
}

/// Cuts one paragraph.
struct Cutter<'a> {
    source: &'a str,
    paragraph: &'a text::Paragraph,
    sayings: &'a [Saying],
    said: Layer<usize>,
    quoted: Layer<()>,
    findings: Layer<usize>,
    emphasis: Layer<TextRange>,
    code: Layer<TextRange>,
}

impl Cutter<'_> {
    fn runs(mut self) -> Vec<Run> {
        let prose = self.paragraph.text();
        let edges = self.said.edges().chain(self.quoted.edges()).chain(self.findings.edges());
        let edges = edges.chain(self.emphasis.edges()).chain(self.code.edges()).chain([0, prose.len()]);
        let mut edges: Vec<usize> = edges.filter(|edge| prose.is_char_boundary(*edge)).collect();
        edges.sort_unstable();
        edges.dedup();

        let mut runs: Vec<Run> = Vec::new();
        // whose words were last, and in which saying
        let mut last: Option<(usize, bool)> = None;
        let mut told = None;
        let mut in_word = false;
        for (start, end) in edges.iter().zip(edges.iter().skip(1)) {
            let Some(text) = prose.get(*start..*end) else { continue };
            let now = self.voice_at(*start);
            let words = words_beginning(text, &mut in_word);
            let piece = self.piece(*start, text);
            match runs.last_mut() {
                Some(run) if now == last => {
                    run.words += words;
                    run.pieces.push(piece);
                }
                _ => {
                    let said = now.and_then(|(saying, quoted)| {
                        let voice = self.sayings.get(saying)?.voice;
                        Some(Said { voice, quoted, begins: told != Some(saying) })
                    });
                    runs.push(Run { said, words, pieces: vec![piece] });
                }
            }
            last = now;
            told = match now {
                Some((saying, _)) => Some(saying),
                None if words > 0 => None,
                None => told,
            };
        }
        runs
    }

    /// The innermost saying at a byte, and whether it is in quotation marks there.
    fn voice_at(&mut self, byte: usize) -> Option<(usize, bool)> {
        let in_marks = self.quoted.over(byte).next().is_some();
        let saying = self.said.over(byte).next_back()?;
        let quoted = match self.sayings.get(saying)?.kind {
            Kind::Direct => true,
            Kind::Mixed => in_marks,
            Kind::Indirect => false,
        };
        Some((saying, quoted))
    }

    fn piece(&mut self, start: usize, text: &str) -> Piece {
        let code = self.code.over(start).next();
        let text = code.map_or_else(|| text.to_owned(), |range| self.code_of(range));
        let findings = self.findings.over(start).collect();
        Piece { text, findings, emphasis: self.emphasis.over(start).next().is_some(), code: code.is_some() }
    }

    /// The code that a placeholder in the prose stands for.
    fn code_of(&self, range: TextRange) -> String {
        let source = self.paragraph.to_source(range);
        self.source.get(source.start..source.end).unwrap_or_default().trim_matches(['`', '$', ' ']).to_owned()
    }
}

/// How many words begin in a text, whatever stands between white space or dashes and has a letter or digit; `in_word` is
/// whether one has begun before the text, and then whether one goes on after it.
fn words_beginning(text: &str, in_word: &mut bool) -> usize {
    let mut words = 0;
    for char in text.chars() {
        if char.is_whitespace() || char == '—' {
            *in_word = false;
        } else if char.is_alphanumeric() && !*in_word {
            *in_word = true;
            words += 1;
        }
    }
    words
}

fn findings(analysis: &Analysis, paragraphs: &[Paragraph], lines: &Lines) -> Vec<Finding> {
    let mut before: Vec<Option<(usize, usize)>> = vec![None; analysis.findings.len()];
    let mut words = 0;
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let mut in_word = false;
        for piece in paragraph.runs.iter().flat_map(|run| &run.pieces) {
            for finding in &piece.findings {
                if let Some(place) = before.get_mut(*finding) {
                    place.get_or_insert((index, words));
                }
            }
            words += if piece.code { 0 } else { words_beginning(&piece.text, &mut in_word) };
        }
    }
    let findings = analysis.findings.iter().zip(before).map(|(finding, place)| {
        let nearest = || {
            let last = paragraphs.len().checked_sub(1)?;
            let paragraph = analysis.document.paragraph_at(finding.span.start).min(last);
            Some(Place { paragraph, words_before: None })
        };
        let place = place.map(|(paragraph, words)| Place { paragraph, words_before: Some(words) });
        Finding {
            rule: finding.rule,
            severity: finding.severity.name(),
            message: finding.message.clone(),
            advice: finding.advice.clone(),
            line: lines.number(finding.span.start),
            place: place.or_else(nearest),
        }
    });
    findings.collect()
}
