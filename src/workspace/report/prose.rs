//! The article's text, with what is said in its speaker's colour and findings marked.

use std::collections::{HashMap, HashSet};

use super::article::{Article, Block, Paragraph, Piece, Run};
use super::html::escaped;
use super::ribbon::{Segment, run_id, targets};
use super::section::badge_class;

/// The text of the article with a number; its headings are of a level.
pub(super) fn prose(article: &Article, number: usize, level: usize, segments: &[Segment]) -> String {
    let writer = Writer { article, number, level, targets: targets(segments), extents: extents(article) };
    let mut html = String::new();
    let mut open: Option<&str> = None;
    for (index, paragraph) in article.paragraphs.iter().enumerate() {
        let around = match paragraph.block {
            Block::Item => Some("ul"),
            Block::Quote => Some("blockquote"),
            Block::Text | Block::Heading | Block::Cell => None,
        };
        if around != open {
            open.iter().for_each(|tag| html.push_str(&format!("</{tag}>\n")));
            around.iter().for_each(|tag| html.push_str(&format!("<{tag}>\n")));
            open = around;
        }
        html.push_str(&writer.paragraph(index, paragraph));
    }
    open.iter().for_each(|tag| html.push_str(&format!("</{tag}>\n")));
    format!("<div class=\"prose\">\n{html}</div>\n")
}

/// Which piece of the text something is: the indices of the paragraph, of the run in that, and of the piece in that.
type PieceIndex = (usize, usize, usize);

/// The first and the last piece that each finding is about.
fn extents(article: &Article) -> HashMap<usize, (PieceIndex, PieceIndex)> {
    let mut extents = HashMap::new();
    for (p, paragraph) in article.paragraphs.iter().enumerate() {
        for (r, run) in paragraph.runs.iter().enumerate() {
            for (i, piece) in run.pieces.iter().enumerate() {
                for finding in &piece.findings {
                    extents.entry(*finding).or_insert(((p, r, i), (p, r, i))).1 = (p, r, i);
                }
            }
        }
    }
    extents
}

struct Writer<'a> {
    article: &'a Article,
    number: usize,
    level: usize,
    /// The runs that the ribbon leads to.
    targets: HashSet<(usize, usize)>,
    extents: HashMap<usize, (PieceIndex, PieceIndex)>,
}

impl Writer<'_> {
    fn paragraph(&self, index: usize, paragraph: &Paragraph) -> String {
        let runs = paragraph.runs.iter().enumerate().map(|(run_index, run)| self.run((index, run_index), run));
        let (tag, class) = match paragraph.block {
            Block::Heading => (format!("h{}", self.level), ""),
            Block::Item => ("li".to_owned(), ""),
            Block::Cell => ("p".to_owned(), " class=\"cell\""),
            Block::Text | Block::Quote => ("p".to_owned(), ""),
        };
        format!(
            "<{tag}{class} id=\"a{}-p{}\" data-line=\"{}\">{}</{tag}>\n",
            self.number,
            index + 1,
            paragraph.line,
            runs.collect::<String>()
        )
    }

    fn run(&self, place: (usize, usize), run: &Run) -> String {
        let pieces = run.pieces.iter().enumerate().map(|(index, piece)| self.piece((place.0, place.1, index), piece));
        let pieces: String = pieces.collect();
        let is_target = self.targets.contains(&place);
        let id = if is_target { format!(" id=\"{}\"", run_id(self.number, place)) } else { String::new() };
        let said = run.said.and_then(|said| Some((said, self.article.voices.get(said.voice)?)));
        let Some((said, voice)) = said else {
            return if id.is_empty() { pieces } else { format!("<span{id}>{pieces}</span>") };
        };
        let classes = badge_class(voice);
        let badge = if said.begins {
            format!(
                "<a class=\"badge {classes}\" href=\"#a{}-v{}\" aria-label=\"{}, {}\">{}</a>",
                self.number,
                said.voice + 1,
                escaped(&voice.initials),
                escaped(&voice.name),
                escaped(&voice.initials)
            )
        } else {
            String::new()
        };
        let how = if said.quoted { "quoted" } else { "reported" };
        format!("<span class=\"said {how} {classes}\"{id}>{badge}{pieces}</span>")
    }

    fn piece(&self, index: PieceIndex, piece: &Piece) -> String {
        let mut html = escaped(&piece.text);
        if piece.code {
            html = format!("<code>{html}</code>");
        }
        if piece.emphasis {
            html = format!("<em>{html}</em>");
        }
        let mut notes = String::new();
        for finding in &piece.findings {
            let Some(found) = self.article.findings.get(*finding) else { continue };
            let extent = self.extents.get(finding);
            let (number, n) = (self.number, finding + 1);
            let id = match extent {
                Some((first, _)) if *first == index => format!(" id=\"a{number}-at{n}\""),
                _ => String::new(),
            };
            html = format!("<mark class=\"{}\"{id}>{html}</mark>", found.severity);
            if extent.is_some_and(|(_, last)| *last == index) {
                notes.push_str(&format!(
                    "<a class=\"note\" href=\"#a{number}-f{n}\" aria-label=\"{n}, finding: {}\">{n}</a>",
                    escaped(found.rule)
                ));
            }
        }
        html + &notes
    }
}
