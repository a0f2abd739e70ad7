//! Comments: what an author writes beside the prose, for programs and for the next author.

use super::{Format, TextRange};

/// A comment in a source text. It is no prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Comment {
    /// All of it, with its marks.
    pub span: TextRange,
    /// What it says, without its marks.
    pub content: TextRange,
    /// The index of the paragraph inside of which it stands; `None`: it stands by itself.
    pub paragraph: Option<usize>,
}

/// How a comment in plain text begins: any other line in brackets is prose.
const PLAIN_OPENING: &str = "[sayso-";

/// A comment that says something to sayso, as a format has it; `None`: the format has no comments.
pub fn comment_for_sayso(content: &str, format: Format) -> Option<String> {
    match format {
        Format::Plain => Some(format!("[{content}]")),
        Format::Markdown | Format::Html => Some(format!("<!-- {content} -->")),
        Format::Typst => Some(format!("// {content}")),
        Format::Latex => Some(format!("% {content}")),
        Format::AsciiDoc => Some(format!("// {content}")),
        Format::ReStructuredText => Some(format!(".. {content}")),
    }
}

/// The comments of HTML that begins at byte `start`; one that is never closed is none.
pub(super) fn html_comments(html: &str, start: usize, paragraph: Option<usize>) -> Vec<Comment> {
    const OPEN: &str = "<!--";
    const CLOSE: &str = "-->";
    let mut comments = Vec::new();
    let mut done = 0;
    while let Some(open) = html[done..].find(OPEN).map(|at| done + at) {
        let inside = open + OPEN.len();
        let Some(close) = html[inside..].find(CLOSE).map(|at| inside + at) else { break };
        done = close + CLOSE.len();
        let span = TextRange::new(open, done).shifted(start);
        comments.push(Comment { span, content: TextRange::new(inside, close).shifted(start), paragraph });
    }
    comments
}

/// The comment that a line of plain text, which begins at byte `start`, is: `[sayso-ignore vague-source: reason]`.
pub(super) fn plain_comment(line: &str, start: usize) -> Option<Comment> {
    let text = line.trim();
    if !text.starts_with(PLAIN_OPENING) || !text.ends_with(']') {
        return None;
    }
    let start = start + (line.len() - line.trim_start().len());
    let span = TextRange::new(start, start + text.len());
    Some(Comment { span, content: TextRange::new(span.start + 1, span.end - 1), paragraph: None })
}
