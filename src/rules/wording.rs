//! The small craft of fixes: where a comma goes beside a closing mark, who says or said, what a sentence begins with. In come
//! strings, out come strings; nothing here knows a document.

use memchr::memmem;

use crate::lexicon::{self, CueClass, WordUse};
use crate::text::TextRange;

use super::Edit;

/// How a text writes its quotations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct QuoteStyle<'a> {
    /// The opening mark.
    pub open: &'a str,
    /// The closing mark.
    pub close: &'a str,
    /// Whether the comma before an attribution stands before the closing mark.
    pub comma_inside: bool,
}

/// The marks that come in pairs, the opening one first.
const PAIRS: [(&str, &str); 9] =
    [("“", "”"), ("‘", "’"), ("«", "»"), ("‹", "›"), ("「", "」"), ("『", "』"), ("``", "''"), ("„", "“"), ("‚", "‘")];

/// The same as formats write them that have no such letters or need none: HTML, AsciiDoc.
const WRITTEN_PAIRS: [(&str, &str); 10] = [
    ("&ldquo;", "&rdquo;"),
    ("&lsquo;", "&rsquo;"),
    ("&laquo;", "&raquo;"),
    ("&#8220;", "&#8221;"),
    ("&#8216;", "&#8217;"),
    ("&#x201C;", "&#x201D;"),
    ("<q>", "</q>"),
    ("\"`", "`\""),
    ("'`", "`'"),
    ("{ldquo}", "{rdquo}"),
];

impl<'a> QuoteStyle<'a> {
    /// The style of a text whose quotation begins with `open`: its comma stands where most commas of the text do.
    pub fn of(open: &'a str, text: &str) -> Self {
        let close = counterpart(open);
        let count = |mark: String| memmem::find_iter(text.as_bytes(), mark.as_bytes()).count();
        let (inside, outside) = (count(format!(",{close}")), count(format!("{close},")));
        Self { open, close, comma_inside: outside <= inside }
    }
}

/// The mark that belongs to a mark: the closing one to an opening one and the other way about; a straight one is its own.
pub(super) fn counterpart(mark: &str) -> &str {
    let mut pairs = PAIRS.iter().chain(&WRITTEN_PAIRS);
    let closing = pairs.clone().find(|(open, _)| *open == mark).map(|(_, close)| *close);
    let opening = || pairs.find(|(_, close)| *close == mark).map(|(open, _)| *open);
    closing.or_else(opening).unwrap_or(mark)
}

/// Whether this is a quotation mark, as it is read or as a format writes it.
pub(super) fn is_mark(written: &str) -> bool {
    !written.is_empty() && (leading_mark(written) == written || counterpart(written) != written || written == "&quot;")
}

/// The quotation mark that a text begins with; empty if it begins with none.
pub(super) fn leading_mark(text: &str) -> &str {
    if text.starts_with("``") || text.starts_with("''") {
        return text.get(..2).unwrap_or_default();
    }
    let first = text.get(..text.chars().next().map_or(0, char::len_utf8)).unwrap_or_default();
    let is_mark = PAIRS.iter().any(|(open, close)| *open == first || *close == first) || matches!(first, "\"" | "'");
    if is_mark { first } else { "" }
}

/// A quoted sentence, its outer marks aside, as it is written and closed before an attribution: “One.” becomes “One,” but
/// “One?” and “One …” keep their marks.
pub(super) fn closed_before_attribution(quoted: &str, style: QuoteStyle<'_>) -> String {
    const INNER: [char; 6] = ['’', '\'', '”', '"', '›', '»'];
    let quoted = quoted.trim_end();
    let without_marks = quoted.trim_end_matches(INNER);
    let (words, inner) = match without_marks.chars().next_back() {
        // of "the dogs’" the mark is the word's own
        Some(last) if !last.is_alphanumeric() => quoted.split_at(without_marks.len()),
        _ => (quoted, ""),
    };
    let keeps = words.ends_with(['?', '!', '…', '—', '–', '-', '？', '！']) || words.ends_with("..");
    if keeps {
        return format!("{words}{inner}{}", style.close);
    }
    let words = if ends_with_abbreviation(words) { words } else { words.trim_end_matches(['.', ',', ';', ':']) };
    if style.comma_inside {
        format!("{words},{inner}{}", style.close)
    } else {
        format!("{words}{inner}{},", style.close)
    }
}

/// Whether the full stop at the end is an abbreviation's too: "p.m.", "Inc."
fn ends_with_abbreviation(words: &str) -> bool {
    let last = words.split_whitespace().next_back().unwrap_or_default();
    last.strip_suffix('.').is_some_and(|word| word.contains('.') || lexicon::abbreviation(word).is_some())
}

/// The smallest edit that makes `new` of `old`, which stands at `start`; `None` if they are the same.
pub(super) fn smallest_edit(start: usize, old: &str, new: &str) -> Option<Edit> {
    if old == new {
        return None;
    }
    let same = |(a, b): &(char, char)| a == b;
    let head: usize = old.chars().zip(new.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let (old_rest, new_rest) = (old.get(head..)?, new.get(head..)?);
    let tail = old_rest.chars().rev().zip(new_rest.chars().rev()).take_while(same);
    let tail: usize = tail.map(|(c, _)| c.len_utf8()).sum();
    let span = TextRange::new(start + head, start + old.len() - tail);
    Some(Edit { span, text: new_rest.get(..new_rest.len() - tail)?.to_owned() })
}

/// Whether a word is a verb that reports words: "said".
pub(super) fn reports_words(word: &str) -> bool {
    lexicon::cue(&lexicon::lower(word)).is_some_and(|class| class.contains(CueClass::SPEECH))
}

/// The same words with a capital at the beginning.
pub(super) fn capitalised(words: &str) -> String {
    let mut chars = words.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}

/// The surname of a person's full name, with what belongs to it: "van Gogh", and of "Sam Ortiz Jr." "Ortiz".
pub(super) fn surname(name: &str) -> String {
    let is = |word: &str, used: WordUse| lexicon::is_used_as(&word.to_lowercase(), used);
    let mut words: Vec<&str> = name.split_whitespace().map(|word| word.trim_end_matches(',')).collect();
    while words.len() > 1 && words.last().is_some_and(|last| is(last, WordUse::NAME_SUFFIX)) {
        words.pop();
    }
    let particles = words.iter().rev().skip(1).take_while(|word| is(word, WordUse::NAME_PARTICLE)).count();
    let has_first_name = particles + 1 < words.len();
    let first = words.len().saturating_sub(if has_first_name { particles + 1 } else { words.len() });
    words.get(first..).unwrap_or_default().join(" ")
}

/// The forms of a regular verb: base, third person, past, gerund. A short one may double its last letter ("brags",
/// "bragged"); both spellings are given.
pub(super) fn regular_forms(base: &str) -> [Vec<String>; 4] {
    let is_vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    let last: Vec<char> = base.chars().rev().take(3).collect();
    let (third, stem) = match last.as_slice() {
        ['y', before, ..] if !is_vowel(*before) => {
            let stem = base.trim_end_matches('y');
            return [
                vec![base.to_owned()],
                vec![format!("{stem}ies")],
                vec![format!("{stem}ied")],
                vec![format!("{base}ing")],
            ];
        }
        ['e', ..] => (format!("{base}s"), base.trim_end_matches('e').to_owned()),
        ['s' | 'x' | 'z', ..] | ['h', 's' | 'c', ..] => (format!("{base}es"), base.to_owned()),
        _ => (format!("{base}s"), base.to_owned()),
    };
    let mut stems = vec![stem.clone()];
    if let [last, vowel, before] = last.as_slice()
        && is_vowel(*vowel)
        && !is_vowel(*last)
        && !is_vowel(*before)
        && !matches!(last, 'w' | 'x' | 'y')
    {
        stems.push(format!("{stem}{last}"));
    }
    let with = |ending: &str| stems.iter().map(|stem| format!("{stem}{ending}")).collect();
    [vec![base.to_owned()], vec![third], with("ed"), with("ing")]
}

#[cfg(test)]
mod tests {
    use super::*;

    const CURLY: QuoteStyle<'static> = QuoteStyle { open: "“", close: "”", comma_inside: true };
    const OUTSIDE: QuoteStyle<'static> = QuoteStyle { open: "‘", close: "’", comma_inside: false };

    #[test]
    fn closes_a_sentence_as_newspapers_do() {
        for (quoted, closed) in [
            ("One.", "One,”"),
            ("One", "One,”"),
            ("One,", "One,”"),
            ("One;", "One,”"),
            ("One?", "One?”"),
            ("One!", "One!”"),
            ("One?!", "One?!”"),
            ("One …", "One …”"),
            ("One…", "One…”"),
            ("One...", "One...”"),
            ("One —", "One —”"),
            ("One--", "One--”"),
            ("He called it ‘brave.’", "He called it ‘brave,’”"),
            ("He called it ‘brave’.", "He called it ‘brave’,”"),
            ("He asked ‘why?’", "He asked ‘why?’”"),
            ("It is the dogs’.", "It is the dogs’,”"),
            ("It is the dogs’", "It is the dogs’,”"),
            ("At 5 p.m.", "At 5 p.m.,”"),
        ] {
            assert_eq!(closed_before_attribution(quoted, CURLY), closed, "{quoted}");
        }
    }

    #[test]
    fn puts_the_comma_outside_where_the_text_does() {
        for (quoted, closed) in
            [("One.", "One’,"), ("One?", "One?’"), ("One …", "One …’"), ("It was ‘brave.’", "It was ‘brave’’,")]
        {
            assert_eq!(closed_before_attribution(quoted, OUTSIDE), closed, "{quoted}");
        }
    }

    #[test]
    fn the_style_is_that_of_the_text() {
        let british = "‘We won’, she said. ‘At last’, he said. ‘Yes,’ they said.";
        assert_eq!(QuoteStyle::of("‘", british), OUTSIDE);
        assert_eq!(QuoteStyle::of("“", british), CURLY);
        assert_eq!(
            QuoteStyle::of("\"", "\"No,\" he said."),
            QuoteStyle { open: "\"", close: "\"", comma_inside: true }
        );
        assert_eq!(QuoteStyle::of("«", "").close, "»");
    }

    #[test]
    fn marks_have_counterparts() {
        for (mark, other) in [
            ("“", "”"),
            ("”", "“"),
            ("‘", "’"),
            ("’", "‘"),
            ("„", "“"),
            ("‚", "‘"),
            ("``", "''"),
            ("\"", "\""),
            ("'", "'"),
            ("&ldquo;", "&rdquo;"),
            ("`\"", "\"`"),
        ] {
            assert_eq!(counterpart(mark), other, "{mark}");
        }
        for written in ["“", "''", "\"", "&rdquo;", "&quot;", "</q>", "'`"] {
            assert!(is_mark(written), "{written}");
        }
        for written in ["", "&", "\\emph{", "“We", "`"] {
            assert!(!is_mark(written), "{written}");
        }
        assert_eq!(leading_mark("``So it is''"), "``");
        assert_eq!(leading_mark("“So”"), "“");
        assert_eq!(leading_mark("So"), "");
        assert_eq!(leading_mark(""), "");
    }

    #[test]
    fn edits_are_small() {
        let edit = smallest_edit(10, "One.", "One,” Li said.").unwrap();
        assert_eq!((edit.span, edit.text.as_str()), (TextRange::new(13, 13), ",” Li said"));
        let edit = smallest_edit(0, "naïve.”", "naïve,” Li said.").unwrap();
        assert_eq!((edit.span, edit.text.as_str()), (TextRange::new(6, 10), ",” Li said."));
        assert_eq!(smallest_edit(0, "same", "same"), None);
        let edit = smallest_edit(0, "aa", "a").unwrap();
        assert_eq!((edit.span, edit.text.as_str()), (TextRange::new(1, 2), ""));
    }

    #[test]
    fn names_have_surnames() {
        for (name, expected) in [
            ("Daniel Okoro", "Okoro"),
            ("Okoro", "Okoro"),
            ("Sam Ortiz Jr.", "Ortiz"),
            ("Vincent van Gogh", "van Gogh"),
            ("Ruth de la Cruz", "de la Cruz"),
            ("van Gogh", "van Gogh"),
            ("Mary-Ann O’Hara", "O’Hara"),
            ("", ""),
        ] {
            assert_eq!(surname(name), expected, "{name}");
        }
    }

    #[test]
    fn sentences_begin_with_capitals() {
        assert_eq!(capitalised("van Gogh"), "Van Gogh");
        assert_eq!(capitalised("émile"), "Émile");
        assert_eq!(capitalised(""), "");
    }

    #[test]
    fn regular_verbs_have_forms() {
        let forms = |base: &str| regular_forms(base).concat().join(" ");
        assert_eq!(forms("opine"), "opine opines opined opining");
        assert_eq!(forms("decry"), "decry decries decried decrying");
        assert_eq!(forms("gush"), "gush gushes gushed gushing");
        assert_eq!(forms("brag"), "brag brags braged bragged braging bragging");
        assert_eq!(forms("crow"), "crow crows crowed crowing");
        assert_eq!(forms("rant"), "rant rants ranted ranting");
    }
}
