//! Findings for people: the place in the text underlined, what is missing, how to mend it.

use std::io::{self, Write};

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str};

use crate::rules::{Finding, Severity};

use super::report::{Checked, Report};
use crate::command::excerpt::{Excerpt, excerpt, wrap};
use crate::command::offsets::OffsetUnit;
use crate::command::position::Lines;

/// How wide a line is when nobody looks at it in a terminal.
const WIDTH: usize = 100;
/// How wide a line is at least, and at most: longer ones are hard to read.
const LIMITS: (usize, usize) = (50, 120);

/// The report.
#[derive(Debug)]
pub(super) struct TextReport {
    renderer: Renderer,
    width: usize,
}

impl TextReport {
    /// A report in colours that the terminal, if standard output is one, shows.
    pub(super) fn new() -> Self {
        let plain = anstream::AutoStream::choice(&io::stdout()) == anstream::ColorChoice::Never;
        let terminal = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        Self {
            renderer: if plain { Renderer::plain() } else { Renderer::styled() },
            width: terminal.unwrap_or(WIDTH).clamp(LIMITS.0, LIMITS.1),
        }
    }

    fn render(&self, finding: &Finding, name: &str, lines: &Lines<'_>) -> String {
        let position = lines.position(finding.span.start);
        let (line, line_start) = lines.line(position.line);
        let digits = position.line.to_string().len();
        let gutter = digits + " | ".len();
        let mark = finding.span.start.saturating_sub(line_start)..finding.span.end.saturating_sub(line_start);
        let Excerpt { text, mark } = excerpt(line, mark, self.width.saturating_sub(gutter));

        let origin = Origin::path(normalize_untrusted_str(name)).line(position.line).char_column(position.column);
        let snippet = Snippet::source(text).line_start(position.line).annotation(AnnotationKind::Primary.span(mark));
        let title = level(finding.severity).primary_title(finding.message.as_str()).id(finding.rule);
        let title = title.element(origin);
        let mut drawing = Group::with_level(level(finding.severity)).element(snippet);
        for related in &finding.related {
            let line = lines.position(related.span.start).line;
            let note = format!("{} (line {line})", related.message.trim_end_matches('.'));
            drawing = drawing.element(Level::NOTE.message(self.footer(&note, "note", gutter)));
        }
        drawing = drawing.element(Level::HELP.message(self.footer(&finding.advice, "help", gutter)));
        // Two reports, as in one the place would be that of the excerpt, whose columns are not the line's.
        let (title, drawing) = (self.renderer.render(&[title]), self.renderer.render(&[drawing]));
        let (title, place) = title.rsplit_once('\n').unwrap_or((&title, ""));
        format!("{title}\n{:digits$}{place}\n{drawing}", "")
    }

    fn footer(&self, text: &str, label: &str, gutter: usize) -> String {
        let indent = gutter + label.len() + "= : ".len();
        wrap(&normalize_untrusted_str(text), self.width.saturating_sub(indent))
    }
}

impl Report for TextReport {
    fn text(&mut self, checked: Checked<'_>, out: &mut dyn Write) -> io::Result<()> {
        let lines = Lines::new(checked.source, OffsetUnit::Codepoints);
        for finding in checked.findings {
            writeln!(out, "{}\n", self.render(finding, checked.name, &lines))?;
        }
        Ok(())
    }

    fn list(&mut self, checked: Checked<'_>, out: &mut dyn Write) -> io::Result<()> {
        self.text(checked, out)
    }
}

fn level(severity: Severity) -> Level<'static> {
    let level = match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Information => Level::INFO,
        Severity::Hint => Level::NOTE,
    };
    level.with_name(severity.name())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Related;
    use crate::text::TextRange;

    fn report(width: usize, source: &str, findings: &[Finding]) -> String {
        let mut report = TextReport { renderer: Renderer::plain(), width };
        let mut out = Vec::new();
        report.text(Checked { name: "news/a.md", source, findings }, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn finding(source: &str, marked: &str) -> Finding {
        let start = source.find(marked).unwrap();
        Finding {
            rule: "vague-source",
            severity: Severity::Warning,
            span: TextRange::new(start, start + marked.len()),
            message: "“Foreign skippers” could be anyone.".into(),
            advice: "Say who the skippers are, or how many and from where, so that a reader can judge what they say."
                .into(),
            related: Vec::new(),
            fixes: Vec::new(),
        }
    }

    #[test]
    fn draws_the_place_in_a_long_line() {
        let source = "# News\n\n\n\n\n\n\n\n\n\n\nThe leases end this year, and the harbour’s chairman has left for the hills. Foreign \
                      skippers say that the rules of the auction were settled before the first hearing began in May.\n";
        let mut finding = finding(source, "Foreign skippers");
        finding.related.push(Related { span: TextRange::new(2, 6), message: "The news is here.".into() });
        insta::assert_snapshot!(report(80, source, &[finding]), @r"
        warning[vague-source]: “Foreign skippers” could be anyone.
          --> news/a.md:12:78
           |
        12 | … left for the hills. Foreign skippers say that the rules of the auction …
           |                       ^^^^^^^^^^^^^^^^
           |
           = note: The news is here (line 1)
           = help: Say who the skippers are, or how many and from where, so that a
                   reader can judge what they say.
        ");
    }

    #[test]
    fn draws_the_first_line_of_what_runs_over_lines() {
        let source = "He left.\r\n“One,\r\ntwo.”\r\n";
        insta::assert_snapshot!(report(80, source, &[finding(source, "“One,\r\ntwo.”")]), @r"
        warning[vague-source]: “Foreign skippers” could be anyone.
         --> news/a.md:2:1
          |
        2 | “One,
          | ^^^^^
          |
          = help: Say who the skippers are, or how many and from where, so that a
                  reader can judge what they say.
        ");
    }

    #[test]
    fn draws_a_mark_that_is_longer_than_the_line() {
        let source = format!("He left. “{}” It rained.", "We found out from the newspaper. ".repeat(20).trim_end());
        let quotation = &source["He left. ".len()..source.find(" It").unwrap()];
        insta::assert_snapshot!(report(80, &source, &[finding(&source, quotation)]), @r"
        warning[vague-source]: “Foreign skippers” could be anyone.
         --> news/a.md:1:10
          |
        1 | … “We found out from the newspaper. We found out from the newspaper. We …
          |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          |
          = help: Say who the skippers are, or how many and from where, so that a
                  reader can judge what they say.
        ");
    }

    /// Pieces that make findings, long lines and odd places.
    const PIECES: &[&str] = &[
        "Experts say so. ",
        "<!-- sayso-ignore vague-source, unbalanced-quot: é -->",
        "---\nsayso-profile: é\n---\n",
        "“",
        "”",
        "\"",
        "she said",
        "It is believed that ",
        "\n",
        "\r\n",
        "\n\n",
        "\u{feff}",
        "🦀",
        "界界界界",
        "e\u{301}",
        "\t",
        "| a | b |\n|---|---|\n| ",
        "> ",
        "- ",
        "[x](y)",
        "`",
        "Around 4,300 jobs ",
        "on and on and on and on and on and on and on ",
    ];

    proptest::proptest! {
        #[test]
        fn draws_whatever_is_found(pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..30)) {
            let source: std::sync::Arc<str> = pieces.concat().into();
            let analysis = crate::workspace::Analyzer::default().analyze(source.clone(), crate::text::Format::Markdown);
            let drawn = report(60, &source, &analysis.findings);
            proptest::prop_assert_eq!(drawn.matches("--> news/a.md:").count(), analysis.findings.len());
            // a message stands on one line, whatever it quotes
            let is_message = |line: &&str| analysis.findings.iter().any(|finding| line.contains(&finding.message));
            let mut others = drawn.lines().filter(|line| !is_message(line));
            proptest::prop_assert!(others.all(|line| line.chars().count() <= 90));
        }
    }
}
