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

    /// Adds a list.
    pub fn list(mut self, items: &[String]) -> Self {
        for (index, item) in items.iter().enumerate() {
            self.text.push_str(if index == 0 { "\n\n- " } else { "\n- " });
            self.push(item);
        }
        self
    }

    /// The text.
    pub fn finish(self) -> String {
        self.text
    }

    fn push(&mut self, words: &str) {
        for char in words.chars() {
            match char {
                '\n' | '\r' => self.text.push(' '),
                // Everything that means something inside a line; nothing else, as some clients show the backslashes.
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '&' | '~' if self.markup == Markup::Markdown => {
                    self.text.extend(['\\', char]);
                }
                _ => self.text.push(char),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag};

    use super::*;

    #[test]
    fn plain_text_has_no_marks() {
        let text =
            RichText::new(Markup::Plain).strong("Li * Bo").paragraph().words("a_b").list(&["1".into(), "2".into()]);
        assert_eq!(text.finish(), "Li * Bo\n\na_b\n\n- 1\n- 2");
    }

    #[test]
    fn markdown_shows_words_as_they_are() {
        let text = RichText::new(Markup::Markdown).strong("*Li*").words(" <b>&amp; [x](y) `z` a\nb");
        assert_eq!(text.finish(), r"**\*Li\*** \<b>\&amp; \[x\](y) \`z\` a b");
    }

    proptest! {
        #[test]
        fn nothing_in_the_words_is_taken_for_markup(words in "[ -~“”é\n]{0,40}") {
            let words = format!("line 1: {words}.");
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
