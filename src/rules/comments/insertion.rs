//! How a comment that ignores a finding is put into a text without a change of anything else.

use crate::rules::{Context, Edit, Finding, Fix, Safety, Settings, edited};
use crate::text::{self, BlockKind, Document, Format, Paragraph, TextRange};

use super::directive;
use super::ignores::Ignores;

/// The fix that has a finding's rule ignored in its paragraph; `None`: no comment can do that there.
///
/// The comment stands on a line of its own before the paragraph. Where such a line would part what belongs together, as in
/// a list, it stands at the paragraph's end.
pub fn ignoring(source: &str, document: &Document, format: Format, finding: &Finding) -> Option<Fix> {
    let (annotation, settings) = (Default::default(), Settings::default());
    let context = Context::new(source, document, &annotation, &settings);
    let comment = text::comment_for_sayso(&directive::ignore(finding.rule), format)?;
    let index = context.paragraph_index(finding.span.start)?;
    let paragraph = document.paragraphs.get(index)?;
    let before = line_before(&context, paragraph, &comment);
    let edits = match (format, paragraph.kind) {
        (Format::Plain | Format::Typst, _) => vec![before],
        (Format::Latex, _) => {
            vec![before, at_line_end(&context, paragraph, &comment), line_broken(&context, paragraph, &comment)]
        }
        (Format::AsciiDoc, _) => vec![before, line_after(&context, paragraph, &comment)],
        (Format::ReStructuredText, _) => blocks_before(&context, paragraph, &comment),
        (Format::Html, _) => vec![before, insertion(paragraph.source_range().end, format!(" {comment}"))],
        (Format::Markdown, BlockKind::Paragraph | BlockKind::Speech | BlockKind::Heading) => {
            vec![before, at_line_end(&context, paragraph, &comment)]
        }
        // a cell ends before its line does
        (Format::Markdown, BlockKind::TableCell) => {
            vec![insertion(paragraph.source_range().end, format!(" {comment}"))]
        }
        (Format::Markdown, BlockKind::ListItem | BlockKind::BlockQuote) => {
            vec![at_line_end(&context, paragraph, &comment)]
        }
    };
    let edit = edits.into_iter().find(|edit| only_ignores(&context, format, finding, index, edit))?;
    Some(Fix { title: format!("Ignore `{}` here", finding.rule).into(), edits: [edit].into(), safety: Safety::Offered })
}

fn line_before(context: &Context<'_>, paragraph: &Paragraph, comment: &str) -> Edit {
    let before = context.source.get(..paragraph.source_range().start).unwrap_or_default();
    let start = before.rfind(is_line_end).map_or(0, |at| at + 1);
    let line = context.source.get(start..).unwrap_or_default();
    let mark = if start == 0 && line.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    // so that it stays in the block that the paragraph stands in
    let indent: String = line.chars().take_while(|c| matches!(c, ' ' | '\t')).collect();
    insertion(start + mark, format!("{indent}{comment}{}", line_end(context.source)))
}

fn at_line_end(context: &Context<'_>, paragraph: &Paragraph, comment: &str) -> Edit {
    let end = paragraph.source_range().end;
    let rest = context.source.get(end..).unwrap_or_default();
    let line = rest.split(is_line_end).next().unwrap_or_default();
    insertion(end + line.trim_end().len(), format!(" {comment}"))
}

/// For comments that go on to the end of the line.
fn line_broken(context: &Context<'_>, paragraph: &Paragraph, comment: &str) -> Edit {
    insertion(paragraph.source_range().end, format!(" {comment}{}", line_end(context.source)))
}

fn line_after(context: &Context<'_>, paragraph: &Paragraph, comment: &str) -> Edit {
    let end = paragraph.source_range().end;
    let rest = context.source.get(end..).unwrap_or_default();
    let line = rest.split(is_line_end).next().unwrap_or_default();
    insertion(end + line.len(), format!("{}{comment}", line_end(context.source)))
}

/// A block of its own, where a comment is one: in the item that the paragraph begins, before the paragraph, or before the line
/// above it, which belongs to a title.
fn blocks_before(context: &Context<'_>, paragraph: &Paragraph, comment: &str) -> Vec<Edit> {
    /// Signs that stand before a word without a space.
    const MARKUP: [char; 5] = ['*', '`', '|', '_', ':'];
    let line_end = line_end(context.source);
    let before = context.source.get(..paragraph.source_range().start).unwrap_or_default();
    let begin = |before: &str| before.rfind(is_line_end).map_or(0, |at| at + 1);
    let first = begin(before);
    let above = begin(before[..first].trim_end_matches(is_line_end));
    let marker = before[first..].trim_end_matches(MARKUP);
    let spaces = " ".repeat(marker.trim_start_matches('\u{feff}').chars().count());
    let inside = insertion(first + marker.len(), format!("{comment}{line_end}{line_end}{spaces}"));
    let block = |at: usize| {
        let line = context.source.get(at..).unwrap_or_default();
        let mark = if at == 0 && line.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let indent: String = line.chars().take_while(|c| matches!(c, ' ' | '\t')).collect();
        let is_below_words = before[..at].lines().next_back().is_some_and(|line| !line.trim().is_empty());
        let blank = if is_below_words { line_end } else { "" };
        insertion(at + mark, format!("{blank}{indent}{comment}{line_end}{line_end}"))
    };
    let line_above = before[above..first].trim();
    let is_title = !line_above.is_empty() && line_above.chars().all(|c| c.is_ascii_punctuation());
    let mut edits = vec![block(first)];
    if is_title {
        edits.insert(0, block(above));
    }
    if !marker.trim().is_empty() {
        edits.insert(0, inside);
    }
    edits
}

fn insertion(at: usize, text: String) -> Edit {
    Edit { span: TextRange::new(at, at), text }
}

/// How lines end in a text.
pub(in crate::rules) fn line_end(source: &str) -> &'static str {
    match source.find(is_line_end).and_then(|at| source.get(at..)) {
        Some(rest) if rest.starts_with("\r\n") => "\r\n",
        Some(rest) if rest.starts_with('\r') => "\r",
        _ => "\n",
    }
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r')
}

/// Whether after an edit the finding, which stands in the paragraph of an index, is ignored, and all prose is as it was.
fn only_ignores(context: &Context<'_>, format: Format, finding: &Finding, index: usize, edit: &Edit) -> bool {
    let source = edited(context.source, [edit]);
    let document = text::read(&source, format);
    let (before, after) = (&context.document.paragraphs, &document.paragraphs);
    let is_same = |(a, b): (&Paragraph, &Paragraph)| a.kind == b.kind && a.text().trim_end() == b.text().trim_end();
    let Some(paragraph) = after.get(index) else { return false };
    let moved = Finding { span: paragraph.source_range(), ..finding.clone() };
    let context = Context::new(&source, &document, context.annotation, context.settings);
    before.len() == after.len() && before.iter().zip(after).all(is_same) && Ignores::read(&context).ignore(&moved)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{Severity, named};

    /// A text with a comment that ignores what stands at the first "Experts".
    fn ignored(source: &str, format: Format) -> Option<String> {
        finding_ignored(source, format, "vague-source")
    }

    fn finding_ignored(source: &str, format: Format, rule: &str) -> Option<String> {
        let start = source.find("Experts").expect("it has the word");
        let finding = Finding {
            rule: named(rule).expect("there is such a rule").name,
            severity: Severity::Hint,
            span: TextRange::new(start, start + "Experts".len()),
            message: String::new(),
            advice: String::new(),
            related: Vec::new(),
            fixes: Vec::new(),
        };
        let fix = ignoring(source, &text::read(source, format), format, &finding)?;
        assert_eq!(fix.title, format!("Ignore `{rule}` here"));
        Some(edited(source, &fix.edits))
    }

    #[test]
    fn the_comment_stands_before_a_paragraph() {
        let comment = "<!-- sayso-ignore vague-source -->";
        for (before, after) in [
            ("", "Experts say so.\nAll of them.\n"),
            ("Ünal left.\n\n", "He *really* knew. Experts say so."),
            ("# The harbour\n", "**Experts** say so.\n"),
            ("", "# Experts say so\n\nNo.\n"),
            ("", "[Experts](https://a.example) say so\n===\n"),
            ("Ann left.[^1]\n\n", "[^1]: Experts say so.\n"),
            ("", "![The quay](quay.png)\nExperts say so.\n"),
            ("- One.\n\n", "Experts say so.\n"),
            ("\u{feff}", "Experts say so.\n"),
            ("<!-- sayso-ignore unsourced-judgement: known -->\n", "Experts say so.\n"),
        ] {
            let expected = format!("{before}{comment}\n{after}");
            assert_eq!(ignored(&format!("{before}{after}"), Format::Markdown), Some(expected));
        }
    }

    #[test]
    fn lines_end_as_they_do_in_the_text() {
        let source = "🦀 fled.\r\n\r\n  Experts say so.\r\n";
        let expected = "🦀 fled.\r\n\r\n  <!-- sayso-ignore vague-source -->\r\n  Experts say so.\r\n";
        assert_eq!(ignored(source, Format::Markdown).as_deref(), Some(expected));
    }

    #[test]
    fn where_a_line_would_part_something_the_comment_stands_at_the_end() {
        let comment = " <!-- sayso-ignore vague-source -->";
        for (before, after) in [
            ("- One.\n- Experts say *so.*", "\n- Three.\n"),
            ("1. Experts say so,\n   all of them.", "  \n\n   No.\n"),
            ("> Experts say so.\n> [All](https://a.example)", "\n>\n> No.\n"),
            ("| a | b |\n|---|---|\n| Experts say so", " | no |\n"),
        ] {
            let expected = format!("{before}{comment}{after}");
            assert_eq!(ignored(&format!("{before}{after}"), Format::Markdown), Some(expected));
        }
    }

    #[test]
    fn in_plain_text_a_line_of_its_own_is_a_comment() {
        let expected = "It rained.\n\n[sayso-ignore vague-source]\nExperts say so.\n";
        assert_eq!(ignored("It rained.\n\nExperts say so.\n", Format::Plain).as_deref(), Some(expected));
    }

    #[test]
    fn in_html_the_comment_stands_before_the_element_or_in_it() {
        let comment = "<!-- sayso-ignore vague-source -->";
        let expected = format!("<div>\n  {comment}\n  <p>Experts say so.</p>\n</div>");
        assert_eq!(ignored("<div>\n  <p>Experts say so.</p>\n</div>", Format::Html), Some(expected));
        let expected = format!("<p>It rained.</p><p>Experts say so. {comment}</p>");
        assert_eq!(ignored("<p>It rained.</p><p>Experts say so.</p>", Format::Html), Some(expected));
    }

    #[test]
    fn in_typst_the_comment_stands_before_the_paragraph_or_item() {
        let comment = "// sayso-ignore vague-source";
        for (before, after) in [("It rained.\n\n", "Experts say so."), ("- One.\n", "- Experts say so.\n- Three.\n")] {
            let expected = format!("{before}{comment}\n{after}");
            assert_eq!(ignored(&format!("{before}{after}"), Format::Typst), Some(expected));
        }
    }

    #[test]
    fn in_latex_the_comment_stands_before_the_line_or_ends_it() {
        let comment = "% sayso-ignore vague-source";
        for (before, after) in [
            ("It rained.\n\n", "Experts say so.\nAll of them.\n"),
            ("\\begin{quote}\n", "  Experts say so.\n\\end{quote}"),
            ("", "\\section{Experts say so}\nNo."),
            ("\\begin{itemize}\n\\item No.\n", "\\item Experts say so.\n\\end{itemize}"),
        ] {
            let indent: String = after.chars().take_while(|c| *c == ' ').collect();
            let expected = format!("{before}{indent}{comment}\n{after}");
            assert_eq!(ignored(&format!("{before}{after}"), Format::Latex), Some(expected));
        }
        let expected = format!("\\section{{No}} Experts say so. {comment}\n\nNo.");
        assert_eq!(ignored("\\section{No} Experts say so.\n\nNo.", Format::Latex), Some(expected));
        let table = "\\begin{tabular}{ll}\nNo & Experts say so & no \\\\\n\\end{tabular}";
        let expected = table.replace(" & no", &format!(" {comment}\n & no"));
        assert_eq!(ignored(table, Format::Latex), Some(expected));
    }

    #[test]
    fn in_asciidoc_the_comment_is_a_line() {
        let comment = "// sayso-ignore vague-source";
        for (before, after) in [
            ("= The harbour\n\n", "Experts say so,\nall of them.\n"),
            ("* One.\n", "* Experts say so.\n* Three.\n"),
            ("[quote,Ann Li]\n", "Experts say so.\n"),
            ("|===\n", "|Experts say so |no\n|===\n"),
            ("It rained.\n\n", "== *Experts* say so\n\nNo.\n"),
        ] {
            let expected = format!("{before}{comment}\n{after}");
            assert_eq!(ignored(&format!("{before}{after}"), Format::AsciiDoc), Some(expected));
        }
        let source = "Wet\n---\n\nExperts\n-------\n";
        let expected = source.replace("\nExperts", &format!("\n{comment}\nExperts"));
        assert_eq!(ignored(source, Format::AsciiDoc), Some(expected));
    }

    #[test]
    fn in_restructuredtext_the_comment_is_a_block() {
        let comment = ".. sayso-ignore vague-source";
        for (before, after) in [
            ("", "**Experts** say so,\nall of them.\n"),
            ("\u{feff}", "Experts say so.\n"),
            ("Ann left.\n\n", "Experts say so\n==============\n\nNo.\n"),
            ("Ann left.\n\n", "==============\nExperts say so\n==============\n\nNo.\n"),
            ("Ann left.\n\n", "| Experts say so,\n| all of them.\n"),
        ] {
            let expected = format!("{before}{comment}\n\n{after}");
            assert_eq!(ignored(&format!("{before}{after}"), Format::ReStructuredText), Some(expected));
        }
        for (before, after, spaces) in [
            ("- One.\n- ", "Experts say so,\n  all of them.\n- Three.\n", "  "),
            ("10. ", "*Experts* say so.\n", "    "),
            ("It rained.\n\n  ", "Experts say so.\n", "  "),
            (".. [1] ", "Experts say so.\n", "       "),
        ] {
            let expected = format!("{before}{comment}\n\n{spaces}{after}");
            assert_eq!(ignored(&format!("{before}{after}"), Format::ReStructuredText), Some(expected));
        }
        assert_eq!(ignored("===  ===\nA    Experts\n===  ===\n", Format::ReStructuredText), None);
    }

    #[test]
    fn what_no_comment_can_ignore_is_left() {
        let source = "<!-- sayso-ignore Experts -->\n\nIt rained.\n";
        assert_eq!(finding_ignored(source, Format::Markdown, "unused-ignore"), None);
        let source = "---\nsayso-profile: Experts\n---\nIt rained.\n";
        assert_eq!(finding_ignored(source, Format::Markdown, "unknown-profile"), None);
    }
}
