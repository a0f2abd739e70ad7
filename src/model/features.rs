//! What the tagger sees of a token: numbers that stand for its form and its place.

use std::borrow::Cow;

use crate::text::TokenKind;

/// How many buckets the beginnings of words are hashed into, and as many for their endings.
pub const AFFIX_BUCKETS: usize = 2048;
/// How many code points of a word its beginning and its ending are.
const AFFIX_LENGTH: usize = 3;

/// What the tagger sees of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Features {
    /// The hash of its [normal form](normal_form).
    pub word: u64,
    /// The bucket of its beginning.
    pub prefix: u16,
    /// The bucket of its ending.
    pub suffix: u16,
    /// How it is written.
    pub shape: Shape,
    /// Where it stands to quotation marks.
    pub quote: QuotePlace,
    /// Where it stands in its sentence and in what block.
    pub place: Place,
}

/// How a token is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Shape {
    /// "said"
    Lower,
    /// "Wang"
    Capitalized,
    /// "I", "A"
    OneCapital,
    /// "NATO"
    Upper,
    /// "McCain", "iPhone"
    Mixed,
    /// "’s"
    Clitic,
    /// "4.13"
    Number,
    /// "24-hour", "5th"
    NumberWithLetters,
    /// An address.
    Url,
    /// "."
    FullStop,
    /// "?", "!"
    QuestionOrExclamation,
    /// ","
    Comma,
    /// ":"
    Colon,
    /// ";"
    Semicolon,
    /// "—", "--", "-"
    Dash,
    /// "(", "["
    OpenBracket,
    /// ")", "]"
    CloseBracket,
    /// "…", "..."
    Ellipsis,
    /// A quotation mark or an apostrophe.
    Mark,
    /// Any other sign.
    Sign,
}

impl Shape {
    /// How many shapes there are.
    pub const COUNT: usize = Self::Sign as usize + 1;
}

/// Where a token stands to the quotation marks of its paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum QuotePlace {
    /// In no quotation.
    #[default]
    Outside,
    /// An opening mark.
    Open,
    /// In a quotation.
    Inside,
    /// A closing mark.
    Close,
    /// In a quotation inside a quotation, its marks included.
    Nested,
    /// In what has quotation marks but is a title or a term by its form, its marks included.
    Term,
}

impl QuotePlace {
    /// How many places there are.
    pub const COUNT: usize = Self::Term as usize + 1;
}

/// Where a token stands in its sentence, and in what block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Place {
    /// Somewhere in a sentence.
    Within,
    /// First in its sentence.
    First,
    /// Somewhere in a sentence of a heading.
    HeadingWithin,
    /// First in a sentence of a heading.
    HeadingFirst,
    /// Somewhere in a list item or a table cell.
    ItemWithin,
    /// First in a sentence of a list item or a table cell.
    ItemFirst,
}

impl Place {
    /// How many places there are.
    pub const COUNT: usize = Self::ItemFirst as usize + 1;
}

/// The form under which a word is known: in lower case, its digits all 0, its apostrophes straight.
pub fn normal_form(word: &str) -> Cow<'_, str> {
    match word {
        "``" | "''" => return Cow::Borrowed("\""),
        "--" | "---" => return Cow::Borrowed("—"),
        "..." => return Cow::Borrowed("…"),
        _ => {}
    }
    let normal = |c: char| c.is_ascii_lowercase() || (c.is_ascii_punctuation() && c != '`') || c == '0';
    if word.chars().all(normal) {
        return Cow::Borrowed(word);
    }
    let mut form = String::with_capacity(word.len());
    for c in word.chars() {
        match c {
            '’' | '‘' | 'ʼ' | '`' => form.push('\''),
            '“' | '”' | '„' | '«' | '»' => form.push('"'),
            '–' | '―' => form.push('—'),
            '‐' | '‑' => form.push('-'),
            c if c.is_ascii_digit() => form.push('0'),
            c => form.extend(c.to_lowercase()),
        }
    }
    Cow::Owned(form)
}

/// FNV-1a, 64 bits.
pub fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The bucket of a word's beginning; the word is in its normal form.
pub fn prefix_bucket(word: &str) -> u16 {
    let end = word.char_indices().nth(AFFIX_LENGTH).map_or(word.len(), |(at, _)| at);
    bucket(word.get(..end).unwrap_or_default())
}

/// The bucket of a word's ending; the word is in its normal form.
pub fn suffix_bucket(word: &str) -> u16 {
    let start = word.char_indices().rev().nth(AFFIX_LENGTH - 1).map_or(0, |(at, _)| at);
    bucket(word.get(start..).unwrap_or_default())
}

fn bucket(part: &str) -> u16 {
    u16::try_from(hash(part.as_bytes()) % AFFIX_BUCKETS as u64).unwrap_or_default()
}

/// How a token is written.
pub fn shape(text: &str, kind: TokenKind) -> Shape {
    match kind {
        TokenKind::Url => Shape::Url,
        TokenKind::Number if text.chars().any(char::is_alphabetic) => Shape::NumberWithLetters,
        TokenKind::Number => Shape::Number,
        TokenKind::Punctuation => sign_shape(text),
        TokenKind::Word => word_shape(text),
    }
}

fn sign_shape(text: &str) -> Shape {
    match text {
        "." => Shape::FullStop,
        "?" | "!" => Shape::QuestionOrExclamation,
        "," => Shape::Comma,
        ":" => Shape::Colon,
        ";" => Shape::Semicolon,
        "(" | "[" => Shape::OpenBracket,
        ")" | "]" => Shape::CloseBracket,
        "…" => Shape::Ellipsis,
        _ if text.starts_with("..") => Shape::Ellipsis,
        _ if text.chars().all(|c| matches!(c, '-' | '–' | '—' | '―')) => Shape::Dash,
        _ if text.chars().all(|c| "\"'`“”„‟‘’‚‛«»‹›「」『』".contains(c)) => Shape::Mark,
        _ => Shape::Sign,
    }
}

fn word_shape(text: &str) -> Shape {
    if text.starts_with(['’', '\'', 'ʼ']) {
        return Shape::Clitic;
    }
    let mut letters = text.chars().filter(|c| c.is_alphabetic());
    let Some(first) = letters.next() else { return Shape::Sign };
    let (mut upper, mut lower) = (0, 0);
    for letter in letters {
        match letter.is_uppercase() {
            true => upper += 1,
            false => lower += 1,
        }
    }
    match (first.is_uppercase(), upper, lower) {
        (false, 0, _) => Shape::Lower,
        (true, 0, 0) => Shape::OneCapital,
        (true, 0, _) => Shape::Capitalized,
        (true, _, 0) => Shape::Upper,
        _ => Shape::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_normal_form_forgets_case_digits_and_the_kind_of_marks() {
        assert_eq!(normal_form("Wang"), "wang");
        assert_eq!(normal_form("don’t"), "don't");
        assert_eq!(normal_form("4,130"), "0,000");
        assert_eq!(normal_form("”"), "\"");
        assert_eq!(normal_form("``"), "\"");
        assert_eq!(normal_form("--"), "—");
    }

    #[test]
    fn affixes_are_cut_at_characters() {
        assert_eq!(prefix_bucket("öäüß"), bucket("öäü"));
        assert_eq!(suffix_bucket("öäüß"), bucket("äüß"));
        assert_eq!(suffix_bucket("a"), prefix_bucket("a"));
    }

    #[test]
    fn shapes() {
        let shapes = ["said", "Wang", "I", "NATO", "McCain", "’s", "U.S."].map(|word| shape(word, TokenKind::Word));
        let expected = [
            Shape::Lower,
            Shape::Capitalized,
            Shape::OneCapital,
            Shape::Upper,
            Shape::Mixed,
            Shape::Clitic,
            Shape::Upper,
        ];
        assert_eq!(shapes, expected);
    }
}
