//! Short texts for people, as Markdown or plain.

/// How a client shows rich text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Markup {
    /// Markdown.
    Markdown,
    /// As it is written.
    #[default]
    Plain,
}

/// A text of a few paragraphs and lists, being written in one markup or the other.
#[derive(Clone, Debug)]
pub struct RichText {
    markup: Markup,
    text: String,
}

impl RichText {
    /// An empty text.
    pub fn new(markup: Markup) -> Self {
        Self { markup, text: String::new() }
    }

    /// Goes on with words that may hold anything: they are shown as they are.
    pub fn words(mut self, words: &str) -> Self {
        self.push(words);
        self
    }

    /// Goes on with words that stand out.
    pub fn strong(mut self, words: &str) -> Self {
        let mark = if self.markup == Markup::Markdown { "**" } else { "" };
        self.text.push_str(mark);
        self.push(words);
        self.text.push_str(mark);
        self
    }

    /// Starts a paragraph.
    pub fn paragraph(mut self) -> Self {
        self.text.push_str(if self.text.is_empty() { "" } else { "\n\n" });
        self
    }

    /// Goes on with words that lead somewhere: to a link in the clients that know links.
    pub fn link(mut self, words: &str, target: Option<&str>) -> Self {
        let Some(target) = target.filter(|_| self.markup == Markup::Markdown) else { return self.words(words) };
        self.text.push('[');
        self.push(words);
        self.text.push_str("](");
        self.push_target(target);
        self.text.push(')');
        self
    }

    /// Starts an item of a list.
    pub fn item(mut self) -> Self {
        let goes_on = self.text.rsplit('\n').next().is_some_and(|line| line.starts_with(ITEM));
        self.text.push_str(if goes_on { "\n" } else { "\n\n" });
        self.text.push_str(ITEM);
        self
    }

    /// The text.
    pub fn finish(self) -> String {
        self.text
    }

    fn push(&mut self, words: &str) {
        let begins = self.text.is_empty() || self.text.ends_with('\n') || self.text.ends_with(&format!("\n{ITEM}"));
        let marker = if begins && self.markup == Markup::Markdown { block_marker(words) } else { None };
        for (index, char) in words.char_indices() {
            match char {
                '\n' | '\r' => self.text.push(' '),
                // Everything that means something inside a line; nothing else, as some clients show the backslashes.
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '&' | '~' if self.markup == Markup::Markdown => {
                    self.text.extend(['\\', char]);
                }
                _ if marker == Some(index) => self.text.extend(['\\', char]),
                _ => self.text.push(char),
            }
        }
    }

    /// Writes a URI as a link's target: what would end it, or be read as something else there, percent-encoded.
    fn push_target(&mut self, uri: &str) {
        for char in uri.chars() {
            if char.is_ascii() && (char.is_ascii_control() || " ()<>[]\\&`*_~\"'".contains(char)) {
                self.text.push_str(&format!("%{:02X}", u32::from(char)));
            } else {
                self.text.push(char);
            }
        }
    }
}

/// What an item of a list begins with.
const ITEM: &str = "- ";

/// Where the mark stands that would make a heading, a list or a quote of a line that begins with some words.
fn block_marker(words: &str) -> Option<usize> {
    let number = words.len() - words.trim_start_matches(|char: char| char.is_ascii_digit()).len();
    let next = words[number..].chars().next()?;
    match number {
        0 => matches!(next, '#' | '>' | '+' | '-' | '=').then_some(0),
        _ => matches!(next, '.' | ')').then_some(number),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag};

    use super::*;

    #[test]
    fn plain_text_has_no_marks() {
        let text = RichText::new(Markup::Plain).strong("Li * Bo").paragraph().words("a_b");
        let text = text.item().words("1. ").link("line 7", Some("file:///a#L7")).item().words("2");
        assert_eq!(text.finish(), "Li * Bo\n\na_b\n\n- 1. line 7\n- 2");
    }

    #[test]
    fn markdown_shows_words_as_they_are() {
        let text = RichText::new(Markup::Markdown).strong("*Li*").words(" <b>&amp; [x](y) `z` a\nb");
        assert_eq!(text.finish(), r"**\*Li\*** \<b>\&amp; \[x\](y) \`z\` a b");
    }

    #[test]
    fn words_that_begin_a_line_make_no_block() {
        let start = |words: &str| RichText::new(Markup::Markdown).words("so").paragraph().words(words).finish();
        assert_eq!(start("# 1"), "so\n\n\\# 1");
        assert_eq!(start("1. FC Saltby’s coach"), "so\n\n1\\. FC Saltby’s coach");
        assert_eq!(start("1.5 times"), "so\n\n1\\.5 times");
        assert_eq!(start("a - b"), "so\n\na - b");
    }

    #[test]
    fn links_stay_links_whatever_their_target_holds() {
        let link =
            |target: &str| RichText::new(Markup::Markdown).words("[x] (").link("line 7", Some(target)).words(")");
        let text = link("file:///my%20notes/a(1)_&amp;*`.md#L7").finish();
        assert_eq!(text, "\\[x\\] ([line 7](file:///my%20notes/a%281%29%5F%26amp;%2A%60.md#L7))");
        let targets: Vec<String> = Parser::new(&text)
            .filter_map(|event| match event {
                Event::Start(Tag::Link { dest_url, .. }) => Some(dest_url.to_string()),
                _ => None,
            })
            .collect();
        assert_eq!(targets, ["file:///my%20notes/a%281%29%5F%26amp;%2A%60.md#L7"]);
        assert_eq!(RichText::new(Markup::Markdown).link("line 7", None).finish(), "line 7");
    }

    proptest! {
        #[test]
        fn nothing_in_the_words_is_taken_for_markup(words in "[!-~“”é]([ -~“”é\n]{0,40}[!-~])?") {
            let text = RichText::new(Markup::Markdown).words(&words).finish();
            let mut shown = String::new();
            let github = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
            for event in Parser::new_ext(&text, github) {
                match event {
                    Event::Text(text) => shown.push_str(&text),
                    Event::Start(Tag::Paragraph) | Event::End(_) => {}
                    other => prop_assert!(false, "{other:?} in {text:?}"),
                }
            }
            prop_assert_eq!(shown, words.replace('\n', " "));
        }
    }
}
