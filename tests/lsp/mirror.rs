//! A client's copy of a text, with positions counted in the simplest way.

use serde_json::{Value, json};

use super::random::Random;

/// What is typed: speech, findings in the making, and characters that are counted differently in each encoding.
const TYPED: &[&str] = &[
    "“We won,” said Maya Wang, an expert with Open Rights. ",
    "“No, 🦀,” she said. ",
    "She added that taxes fell. ",
    "\"It’s over\", he told reporters. ",
    "Experts say it works. ",
    "According to officials, 40 percent left. ",
    "It is believed that they fled. ",
    "The “reform” passed. ",
    "“",
    "<!-- sayso-ignore all -->",
    "<!--",
    "-->",
    "\n---\n",
    "”",
    "\"",
    "‘",
    "’",
    "«oui»",
    "\r\n",
    "\r\n\r\n",
    "\n\n",
    "\n",
    "\r",
    "\u{2028}",
    "\u{b}",
    "🦀",
    "👩‍👩‍👧",
    "e\u{301}",
    "שלום",
    "𝒳",
    "a",
    " ",
    ".",
    ", ",
    "# ",
    "> ",
    "*",
    "`",
    "",
];

pub struct Mirror {
    pub text: String,
    encoding: &'static str,
}

impl Mirror {
    pub fn new(text: &str, encoding: &'static str) -> Self {
        Self { text: text.to_owned(), encoding }
    }

    /// One to four changes, each on top of the one before, as the protocol has them; applied here, too.
    pub fn random_changes(&mut self, random: &mut Random) -> Vec<Value> {
        (0..=random.below(4)).map(|_| self.random_change(random)).collect()
    }

    fn random_change(&mut self, random: &mut Random) -> Value {
        let typed = random.pick(TYPED);
        if random.below(40) == 0 {
            self.text = format!("{typed}{}", self.text);
            return json!({"text": self.text});
        }
        let start = self.random_offset(random);
        let mut end = start;
        if random.below(3) == 0 {
            end = self.random_offset(random).min(start + random.below(80)).max(start);
            while !self.is_place(end) {
                end += 1;
            }
        }
        let range = json!({"start": self.position(start), "end": self.position(end)});
        self.text.replace_range(start..end, typed);
        json!({"range": range, "text": typed})
    }

    fn random_offset(&self, random: &mut Random) -> usize {
        let offset = random.below(self.text.len() + 1);
        (offset..).find(|offset| self.is_place(*offset)).unwrap()
    }

    /// Whether a cursor can stand there: not inside a character, nor between `\r` and `\n`.
    fn is_place(&self, offset: usize) -> bool {
        self.text.is_char_boundary(offset)
            && !(self.text[..offset].ends_with('\r') && self.text[offset..].starts_with('\n'))
    }

    pub fn position(&self, offset: usize) -> Value {
        let before = self.text[..offset].replace("\r\n", "\n").replace('\r', "\n");
        let line = before.matches('\n').count();
        let column = before.rsplit('\n').next().unwrap();
        let character = match self.encoding {
            "utf-8" => column.len(),
            "utf-16" => column.encode_utf16().count(),
            _ => column.chars().count(),
        };
        json!({"line": line, "character": character})
    }

    /// The offset that a position means.
    pub fn offset(&self, position: &Value) -> usize {
        let mut places = (0..=self.text.len()).filter(|offset| self.is_place(*offset));
        places.find(|offset| self.position(*offset) == *position).unwrap_or_else(|| panic!("no {position}"))
    }

    /// Where some words stand first.
    pub fn range_of(&self, words: &str) -> Value {
        let start = self.text.find(words).unwrap_or_else(|| panic!("no {words:?}"));
        json!({"start": self.position(start), "end": self.position(start + words.len())})
    }
}
