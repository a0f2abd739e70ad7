//! How a comment is taken out of a text without a trace.

use crate::rules::{Context, Edit, Fix, Safety};
use crate::text::{Comment, TextRange};

/// The fix that removes a comment: with its line if nothing else stands in it, with the space before it if none is
/// needed. It is safe unless what stands in the comment's line would be read otherwise without it.
pub(super) fn removal(context: &Context<'_>, comment: &Comment) -> Fix {
    let TextRange { start, end } = comment.span;
    let before = context.source.get(..start).unwrap_or_default();
    let after = context.source.get(end..).unwrap_or_default();
    let is_inline_space = |c: char| c.is_whitespace() && !is_line_end(c);
    let (left, right) = (before.trim_end_matches(is_inline_space), after.trim_start_matches(is_inline_space));
    let (begins_line, ends_line) =
        (left.is_empty() || left.ends_with(is_line_end), right.is_empty() || right.starts_with(is_line_end));
    let left_space = start - left.len();
    let right_space = after.len() - right.len();
    let span = match (begins_line, ends_line) {
        (true, true) => {
            let line = TextRange::new(start - left_space, end + right_space);
            // without it, the lines around would become one paragraph
            let parts = comment.paragraph.is_none() && has_words_before(left) && has_words_after(right);
            let line_end = if parts { 0 } else { line_end_length(right) };
            TextRange::new(line.start, line.end + line_end)
        }
        (false, true) => TextRange::new(start - left_space, end),
        (true, false) => TextRange::new(start, end + right_space),
        (false, false) if right_space > 0 => TextRange::new(start - left_space, end),
        (false, false) => TextRange::new(start, end),
    };
    let is_safe = comment.paragraph.is_some() || begins_line && ends_line;
    Fix {
        title: "Delete the comment".into(),
        edits: [Edit { span, text: String::new() }].into(),
        safety: if is_safe { Safety::Safe } else { Safety::Offered },
    }
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r')
}

fn line_end_length(text: &str) -> usize {
    if text.starts_with("\r\n") { 2 } else { usize::from(text.starts_with(is_line_end)) }
}

/// Whether the last line of a text, which ends with a line end, says something.
fn has_words_before(text: &str) -> bool {
    text.lines().next_back().is_some_and(|line| !line.trim().is_empty())
}

/// Whether the second line of a text, which begins with a line end, says something.
fn has_words_after(text: &str) -> bool {
    text.lines().nth(1).is_some_and(|line| !line.trim().is_empty())
}
