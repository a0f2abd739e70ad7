//! Who said what in a text as Markdown, CSV or JSON, for other programs and other people.

use serde_json::{Value, json};

use super::{Quote, SpeakerQuotes, quotes};
use crate::text::{Format, on_one_line};
use crate::workspace::Analysis;

/// What stands in the columns of the CSV.
const COLUMNS: [&str; 8] = ["path", "line", "speaker", "role", "kind", "source", "cue", "quote"];
/// What Markdown takes for more than itself.
const MARKS: [char; 8] = ['\\', '*', '_', '`', '<', '[', ']', '#'];

/// One text's quotations, to be written.
#[derive(Debug)]
pub struct Export<'a> {
    /// The text's name.
    name: &'a str,
    analysis: &'a Analysis,
    speakers: Vec<SpeakerQuotes>,
}

/// The line that stands once above the CSV of all texts.
pub fn csv_head() -> String {
    csv([COLUMNS.map(str::to_owned)].into_iter())
}

impl<'a> Export<'a> {
    /// The quotations of a text that goes by a name.
    pub fn new(name: &'a str, analysis: &'a Analysis) -> Self {
        Self { name, analysis, speakers: quotes(analysis) }
    }

    /// A heading for the text, one for each speaker, and a list of what each says.
    pub fn markdown(&self) -> String {
        let mut text = format!("# {}\n", escaped(self.name));
        for speaker in &self.speakers {
            text.push_str(&format!("\n## {}\n\n", escaped(&speaker.heading)));
            for quote in &speaker.quotes {
                // markup in a Markdown text means the same here
                let words = match self.analysis.format {
                    Format::Markdown => quote.text.clone(),
                    _ => escaped(&quote.text),
                };
                let words = if words.is_empty() { "…" } else { words.as_str() };
                text.push_str(&format!("- {words} ({}, line {})\n", quote.kind.name(), quote.line));
            }
        }
        text
    }

    /// A row for each quotation, in the order of the text; see [`csv_head`].
    pub fn csv(&self) -> String {
        let mut rows: Vec<(&SpeakerQuotes, &Quote)> =
            self.speakers.iter().flat_map(|speaker| speaker.quotes.iter().map(move |quote| (speaker, quote))).collect();
        rows.sort_by_key(|(_, quote)| quote.span);
        csv(rows.into_iter().map(|(speaker, quote)| {
            let entity = speaker.speaker.map(|id| self.analysis.annotation.entity(id));
            let name = entity.map(|entity| entity.name.clone()).unwrap_or_default();
            let role = entity.and_then(|entity| entity.role_words().next().map(on_one_line)).unwrap_or_default();
            [
                self.name.to_owned(),
                quote.line.to_string(),
                name,
                role,
                quote.kind.name().to_owned(),
                quote.source.clone(),
                quote.cue.clone(),
                quote.text.clone(),
            ]
        }))
    }

    /// An object with the text's name and its speakers, each with roles and quotations. One who is nobody for sure has no
    /// name.
    pub fn json(&self) -> Value {
        let speakers = self.speakers.iter().map(|speaker| {
            let entity = speaker.speaker.map(|id| self.analysis.annotation.entity(id));
            let roles: Vec<String> =
                entity.into_iter().flat_map(|entity| entity.role_words().map(on_one_line)).collect();
            let quotes = speaker.quotes.iter().map(|quote| {
                json!({
                    "line": quote.line, "kind": quote.kind.name(), "source": quote.source, "cue": quote.cue,
                    "text": quote.text,
                })
            });
            json!({
                "name": entity.map(|entity| &entity.name), "roles": roles, "quotes": quotes.collect::<Vec<_>>(),
            })
        });
        json!({ "path": self.name, "speakers": speakers.collect::<Vec<_>>() })
    }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        if MARKS.contains(&char) {
            escaped.push('\\');
        }
        escaped.push(char);
    }
    escaped
}

fn csv(rows: impl Iterator<Item = [String; COLUMNS.len()]>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // rows as wide as each other, written to memory, are never refused
    rows.for_each(|row| drop(writer.write_record(row)));
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::Analyzer;

    const TEXT: &str = "“We won, *all* of us,” said Maya Wang,\nan expert with Open Rights. “Twice.”\n\nThe deal died. “Nobody, “even” I, knew of it.”\n";

    fn analysis(format: Format) -> Analysis {
        Analyzer::default().analyze(TEXT.into(), format)
    }

    #[test]
    fn markdown_lists_what_each_says() {
        let expected = "\
# a\\_b.md

## Maya Wang (an expert with Open Rights)

- “We won, *all* of us,” … “Twice.” (direct, line 1)

## no speaker found

- “Nobody, “even” I, knew of it.” (direct, line 4)
";
        assert_eq!(Export::new("a_b.md", &analysis(Format::Markdown)).markdown(), expected);
        let plain = Export::new("a", &analysis(Format::Plain)).markdown();
        assert!(plain.contains("“We won, \\*all\\* of us,”"), "{plain}");
    }

    #[test]
    fn csv_has_a_row_for_each_quotation() {
        let rows = format!("{}{}", csv_head(), Export::new("a,b.md", &analysis(Format::Markdown)).csv());
        let expected = "path,line,speaker,role,kind,source,cue,quote\n\
            \"a,b.md\",1,Maya Wang,an expert with Open Rights,direct,\"Maya Wang, an expert with Open Rights\",said,\
            \"“We won, *all* of us,” … “Twice.”\"\n\
            \"a,b.md\",4,,,direct,,,\"“Nobody, “even” I, knew of it.”\"\n";
        assert_eq!(rows, expected);
    }

    #[test]
    fn of_what_is_shown_as_a_page_the_words_count() {
        for (format, text) in [
            (Format::Html, "<p><q>We <code>a</code> <b>won</b>,</q> said Ann Li.</p>"),
            (Format::AsciiDoc, "\"`We `a` *won*,`\" said Ann Li."),
            (Format::ReStructuredText, "“We ``a`` **won**,” said Ann Li."),
        ] {
            let analysis = Analyzer::default().analyze(text.into(), format);
            let exported = Export::new("a", &analysis).json();
            assert_eq!(exported["speakers"][0]["quotes"][0]["text"], "“We … won,”", "{exported}");
        }
    }

    #[test]
    fn json_has_the_speakers_with_their_quotations() {
        let exported = Export::new("a.md", &analysis(Format::Markdown)).json();
        assert_eq!(exported["path"], "a.md");
        let [wang, nobody] = exported["speakers"].as_array().unwrap().as_slice() else { panic!("{exported}") };
        assert_eq!((&wang["name"], &wang["roles"]), (&json!("Maya Wang"), &json!(["an expert with Open Rights"])));
        assert_eq!(wang["quotes"][0]["text"], "“We won, *all* of us,” … “Twice.”");
        assert_eq!((&nobody["name"], &nobody["quotes"][0]["line"]), (&Value::Null, &json!(4)));
    }

    #[test]
    fn of_latex_the_words_alone_are_written() {
        let source = "``We won at \\ref{fig:a}, \\emph{all} of us,'' said \\person{Ada Marsh}.";
        let analysis = Analyzer::default().analyze(source.into(), Format::Latex);
        let csv = Export::new("a.tex", &analysis).csv();
        assert_eq!(csv, "a.tex,1,Ada Marsh,,direct,Ada Marsh,said,\"“We won at …, all of us,”\"\n");
    }

    #[test]
    fn a_text_without_quotations_is_written_too() {
        let analysis = Analyzer::default().analyze("".into(), Format::Plain);
        let export = Export::new("a.txt", &analysis);
        assert_eq!(export.markdown(), "# a.txt\n");
        assert_eq!(export.csv(), "");
        assert_eq!(export.json(), json!({"path": "a.txt", "speakers": []}));
    }
}
