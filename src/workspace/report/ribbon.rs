//! The ribbon: an article from its first word to its last, with whose words stand where.

use std::collections::HashSet;

use super::article::{Article, Paragraph, Said};
use super::html::{counted, escaped, length};
use super::section::{colour_class, overlay_class};

/// Heights, from the ribbon's top.
const HEIGHT: usize = 56;
const REPORTED_HEIGHT: usize = 34;
const OWN_HEIGHT: usize = 10;
/// Where the marks of findings stand.
const MARKS: usize = HEIGHT + 6;
const WHOLE_HEIGHT: usize = MARKS + 14;
/// Which part of the ribbon must be somebody's, in per mille, for the initials to stand in it.
const ROOM_FOR_INITIALS: usize = 32;

/// Words that follow one another and are one voice's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    /// Whose; `None`: the writer's own.
    pub said: Option<Said>,
    /// How many words of the article stand before it.
    pub before: usize,
    /// How many words it has.
    pub words: usize,
    /// Where it begins: the indices of the paragraph, and of the run in that.
    pub place: (usize, usize),
}

/// The segments of an article, in its order; none is empty, and no two neighbours are of one kind.
pub(super) fn segments(paragraphs: &[Paragraph]) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    let mut before = 0;
    for (index, paragraph) in paragraphs.iter().enumerate() {
        for (run_index, run) in paragraph.runs.iter().enumerate().filter(|(_, run)| run.words > 0) {
            let kind = |said: Option<Said>| said.map(|said| (said.voice, said.quoted));
            match segments.last_mut() {
                Some(last) if kind(last.said) == kind(run.said) => last.words += run.words,
                _ => segments.push(Segment { said: run.said, before, words: run.words, place: (index, run_index) }),
            }
            before += run.words;
        }
    }
    segments
}

/// The runs that the ribbon leads to.
pub(super) fn targets(segments: &[Segment]) -> HashSet<(usize, usize)> {
    segments.iter().map(|segment| segment.place).collect()
}

/// The id of a run of the text.
pub(super) fn run_id(number: usize, (paragraph, run): (usize, usize)) -> String {
    format!("a{number}-r{}-{}", paragraph + 1, run + 1)
}

/// The ribbon of the article with a number.
pub(super) fn ribbon(article: &Article, number: usize, segments: &[Segment]) -> String {
    if article.words == 0 {
        return "<p>There are no words in it.</p>\n".to_owned();
    }
    let drawn: String = segments.iter().map(|segment| drawn(article, number, *segment)).collect();
    let marks: String = (0..article.findings.len()).filter_map(|finding| mark(article, number, finding)).collect();
    format!(
        "<svg class=\"ribbon\" width=\"100%\" height=\"{WHOLE_HEIGHT}\" role=\"group\" aria-label=\"The article from its first word \
         to its last\">\n{drawn}<g aria-hidden=\"true\">\n{marks}</g></svg>\n{KEY}"
    )
}

const KEY: &str = "<p class=\"key\"><span><i class=\"tall\"></i> in quotation marks</span> \
    <span><i class=\"half\"></i> paraphrased</span> <span><i class=\"low\"></i> the writer’s own words</span> \
    <span><i class=\"mark\"></i> a finding</span></p>\n";

fn drawn(article: &Article, number: usize, segment: Segment) -> String {
    let line = article.paragraphs.get(segment.place.0).map_or(0, |paragraph| paragraph.line);
    let words = counted(segment.words, "word", "words");
    let voice = segment.said.and_then(|said| article.voices.get(said.voice));
    let (height, class, overlay, name, initials) = match (segment.said, voice) {
        (Some(said), Some(voice)) => {
            let (height, how) =
                if said.quoted { (HEIGHT, "in quotation marks") } else { (REPORTED_HEIGHT, "paraphrased") };
            let has_room = segment.words * 1000 >= ROOM_FOR_INITIALS * article.words;
            let initials = if has_room { escaped(&voice.initials) } else { String::new() };
            (height, colour_class(voice), overlay_class(voice), format!("{}, {how}", escaped(&voice.name)), initials)
        }
        _ => (OWN_HEIGHT, "own".to_owned(), None, "The writer".to_owned(), String::new()),
    };
    let overlay =
        overlay.map(|class| format!("<rect class=\"{class}\" width=\"100%\" height=\"100%\"/>")).unwrap_or_default();
    // who says aloud what they see has to find the link by it
    let seen = if initials.is_empty() { String::new() } else { format!("{initials}, ") };
    let name = format!("{seen}{name}: {words}, line {line}");
    let initials = if initials.is_empty() {
        initials
    } else {
        format!("<text x=\"50%\" y=\"{}\" aria-hidden=\"true\">{initials}</text>", height / 2 + 4)
    };
    // the writer's words are led to by what stands beside them too
    let unfocused = if segment.said.is_none() { " tabindex=\"-1\"" } else { "" };
    format!(
        "<a href=\"#{}\"{unfocused} aria-label=\"{name}\"><title>{name}</title>\
         <svg x=\"{}\" y=\"{}\" width=\"{}\" height=\"{height}\"><rect class=\"{class}\" width=\"100%\" height=\"100%\"/>\
         {overlay}{initials}</svg></a>\n",
        run_id(number, segment.place),
        length(segment.before, article.words),
        HEIGHT - height,
        length(segment.words, article.words),
    )
}

/// The mark of a finding, which the table of findings leads to as well.
fn mark(article: &Article, number: usize, index: usize) -> Option<String> {
    let finding = article.findings.get(index)?;
    let before = finding.place?.words_before?;
    Some(format!(
        "<a href=\"#a{number}-at{n}\" tabindex=\"-1\"><title>{}: {}</title><svg x=\"{}\" y=\"{MARKS}\" overflow=\"visible\">\
         <path class=\"{}\" d=\"M0 0 L6 12 L-6 12 Z\"/></svg></a>\n",
        escaped(finding.rule),
        escaped(&finding.message),
        length(before, article.words),
        finding.severity,
        n = index + 1
    ))
}

/// Where one voice speaks, small and without links.
pub(super) fn lane(article: &Article, segments: &[Segment], voice: usize) -> String {
    let theirs = segments.iter().filter(|segment| segment.said.is_some_and(|said| said.voice == voice));
    let rects = theirs.map(|segment| {
        let quoted = segment.said.is_some_and(|said| said.quoted);
        let (y, height) = if quoted { (0, 16) } else { (6, 10) };
        format!(
            "<rect x=\"{}\" y=\"{y}\" width=\"{}\" height=\"{height}\"/>",
            length(segment.before, article.words),
            length(segment.words, article.words)
        )
    });
    let class = article.voices.get(voice).map(colour_class).unwrap_or_default();
    format!(
        "<svg class=\"lane {class}\" width=\"100%\" height=\"16\" aria-hidden=\"true\" focusable=\"false\">\
         <rect class=\"rail\" y=\"15\" width=\"100%\" height=\"1\"/>{}</svg>",
        rects.collect::<String>()
    )
}
