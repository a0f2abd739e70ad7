//! Spellings of one name: what of a name's words is compared, and which words differ as slips of the pen do.
//!
//! A slip is one letter too many, too few, wrong or swapped, in a long word, neither at its beginning nor at its end, where
//! other names differ ("Maria", "Mario"; "Clark", "Clarke"), and not between two words that are both known ones.

use std::hash::BuildHasher;

use foldhash::HashMap;
use foldhash::fast::FixedState;
use smallvec::SmallVec;

use crate::lexicon::{self, WordClass};

/// Letters that a word has at least in which a slip is looked for.
const SHORTEST: usize = 5;
/// Letters that it has at most; longer ones are no names.
const LONGEST: usize = 32;
/// Names that may be alike to which each is compared.
const MOST_ALIKE: usize = 8;
/// The base of the number that stands for a word's letters.
const BASE: u64 = 0x9e37_79b9_7f4a_7c15;

/// A word as it is compared: in lower case, without accents, full stops and apostrophes; "&" is "and".
pub(crate) fn fold(word: &str) -> String {
    if word == "&" {
        return "and".to_owned();
    }
    let mut folded = String::with_capacity(word.len());
    for letter in word.chars().flat_map(char::to_lowercase) {
        match letter {
            '.' | '\'' | '’' | 'ʼ' | '\u{300}'..='\u{36f}' => {}
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => folded.push('a'),
            'ç' | 'ć' | 'č' => folded.push('c'),
            'ď' | 'đ' | 'ð' => folded.push('d'),
            'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => folded.push('e'),
            'ğ' => folded.push('g'),
            'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' => folded.push('i'),
            'ł' | 'ľ' => folded.push('l'),
            'ñ' | 'ń' | 'ň' => folded.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => folded.push('o'),
            'ř' => folded.push('r'),
            'ś' | 'ş' | 'š' | 'ș' => folded.push('s'),
            'ţ' | 'ť' | 'ț' => folded.push('t'),
            'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' => folded.push('u'),
            'ý' | 'ÿ' => folded.push('y'),
            'ź' | 'ż' | 'ž' => folded.push('z'),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            letter => folded.push(letter),
        }
    }
    folded
}

/// What two spellings of a name have in common: its folded words, hyphens as spaces.
pub(super) fn key(folded: &[String]) -> String {
    let mut key = String::with_capacity(folded.iter().map(|word| word.len() + 1).sum());
    for word in folded {
        if !key.is_empty() {
            key.push(' ');
        }
        key.extend(word.chars().map(|letter| if matches!(letter, '-' | '‐' | '‑') { ' ' } else { letter }));
    }
    key
}

/// Whether a name is written in capitals.
pub(super) fn is_shouted(parts: &[String]) -> bool {
    let letters = || parts.iter().flat_map(|part| part.chars()).filter(|letter| letter.is_alphabetic());
    letters().count() > 1 && !letters().any(char::is_lowercase)
}

/// Whether a reader would see two spellings in two forms of a name that are folded alike; capitals that a headline or a
/// sentence's beginning explains don't count, nor do full stops and apostrophes.
pub(super) fn looks_different(a: &[String], b: &[String]) -> bool {
    a != b && !is_shouted(a) && !is_shouted(b) && !seen(a).eq(seen(b))
}

/// The letters of a name as a reader sees them.
fn seen(parts: &[String]) -> impl Iterator<Item = char> {
    parts.iter().filter(|part| *part != "&" && *part != "and").flat_map(|part| {
        let mut letters = part.chars().filter(|letter| !matches!(letter, '.' | '\'' | '’' | 'ʼ'));
        let first = letters.next().into_iter().flat_map(char::to_lowercase);
        first.chain(letters).chain([' '])
    })
}

/// Whether two folded words are alike but for a slip.
pub(super) fn is_slip(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().min(b.len()) < SHORTEST || a.len().max(b.len()) > LONGEST {
        return false;
    }
    let begin = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[begin..], &b[begin..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[..a.len() - end], &b[..b.len() - end]);
    let differs = match (a, b) {
        ([_], [_]) => end > 0,
        ([letter], []) | ([], [letter]) => end > 0 || !matches!(letter, 'a' | 'e' | 'i' | 'o' | 's' | 'y'),
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    };
    begin > 0 && differs
}

/// Whether a word is one that texts have, as a name or else, so that it is no slip.
pub(super) fn is_known(written: &str) -> bool {
    let lower = written.to_lowercase();
    lexicon::first_name(&fold(written)).is_some()
        || lexicon::word_class(written).contains(WordClass::PROPER)
        || !lexicon::word_class(&lower).is_empty()
        || lexicon::name_word(written).is_some()
        || lexicon::is_organization_word(&lower)
}

/// Where two names of equally many words differ, if that is one word and by a slip; both in folded words.
pub(super) fn slipped_word(a: &[String], b: &[String]) -> Option<usize> {
    let mut different = a.iter().zip(b).enumerate().filter(|(_, (a, b))| a != b);
    let (index, (one, other)) = different.next().filter(|_| a.len() == b.len())?;
    (different.next().is_none() && is_slip(one, other)).then_some(index)
}

/// Finds words that may be slips of one another without comparing all of them: such words are the same once one letter
/// is left out of each.
#[derive(Debug, Default)]
pub(super) struct Alike {
    /// By the hash of a frame and a word that lacks a letter: what two of them have in common by chance costs a look.
    by_shortened: HashMap<u64, SmallVec<[usize; 2]>>,
    hasher: FixedState,
}

impl Alike {
    /// Those added before that may be alike to `word` in `frame`, which says all that has to be the same.
    pub fn find(&self, frame: &str, word: &str) -> Vec<usize> {
        let mut found: Vec<usize> =
            self.shortened(frame, word).filter_map(|key| self.by_shortened.get(&key)).flatten().copied().collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Adds a word by a number of its own.
    pub fn add(&mut self, frame: &str, word: &str, number: usize) {
        for key in self.shortened(frame, word) {
            let known = self.by_shortened.entry(key).or_default();
            if known.len() < MOST_ALIKE {
                known.push(number);
            }
        }
    }

    /// Stands for a word, and for it without each of its letters, in a frame; nothing for one too short for slips.
    fn shortened(&self, frame: &str, word: &str) -> impl Iterator<Item = u64> + use<> {
        let frame = self.hasher.hash_one(frame);
        // the letters are digits of a number, so that leaving one out is one step
        let mut begun: SmallVec<[u64; LONGEST + 1]> = SmallVec::new();
        begun.push(0);
        for letter in word.chars().take(LONGEST + 1) {
            begun.push(begun[begun.len() - 1].wrapping_mul(BASE).wrapping_add(u64::from(letter) + 1));
        }
        let length = begun.len() - 1;
        let whole = begun[length];
        let mut unit = 1_u64;
        let without = (0..length).rev().map(move |at| {
            let without = whole.wrapping_sub(begun[at + 1].wrapping_sub(begun[at]).wrapping_mul(unit));
            unit = unit.wrapping_mul(BASE);
            without
        });
        let fits = (SHORTEST..=LONGEST).contains(&length);
        without.chain([whole]).filter(move |_| fits).map(move |number| number ^ frame)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(name: &str) -> Vec<String> {
        name.split(' ').map(fold).collect()
    }

    #[test]
    fn words_that_lack_a_letter_have_a_number_in_common() {
        let alike = Alike::default();
        let numbers = |word: &str| alike.shortened("pu", word).collect::<Vec<u64>>();
        let common = |a: &str, b: &str| numbers(a).iter().any(|number| numbers(b).contains(number));
        assert_eq!(numbers("okoro").len(), 6);
        assert!(numbers("oko").is_empty() && numbers(&"o".repeat(LONGEST + 1)).is_empty());
        assert!(common("merkel", "merkle") && common("merkel", "merkl") && common("merkel", "mirkel"));
        assert!(!common("merkel", "markes"));
        assert!(!alike.shortened("wu", "okoro").any(|number| numbers("okoro").contains(&number)));
    }

    fn parts(name: &str) -> Vec<String> {
        name.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn accents_capitals_and_marks_are_not_compared() {
        for (a, b) in [("Peña", "Pena"), ("McCAIN", "Mccain"), ("O’Brien", "O'Brien"), ("St.", "St"), ("Šime", "Sime")]
        {
            assert_eq!(fold(a), fold(b));
        }
        assert_eq!(key(&words("Bashar al-Assad")), key(&words("Bashar al Assad")));
        assert_eq!(key(&words("Reed & Voss")), key(&words("Reed and Voss")));
        assert_ne!(key(&words("Ann Alee")), key(&words("Anna Lee")));
    }

    #[test]
    fn one_letter_in_a_long_word_is_a_slip() {
        let slips =
            [("zhiqiang", "zhiquiang"), ("merkel", "merkle"), ("okonkwo", "okonkow"), ("lindqvist", "lindkvist")];
        for (a, b) in slips {
            assert!(is_slip(a, b) && is_slip(b, a), "{a} {b}");
        }
    }

    #[test]
    fn other_names_are_no_slips() {
        let others = [
            ("maria", "mario"),
            ("clark", "clarke"),
            ("trump", "trumps"),
            ("baker", "maker"),
            ("john", "joan"),
            ("schmidt", "schulz"),
            ("same", "same"),
            ("", "merkel"),
        ];
        for (a, b) in others {
            assert!(!is_slip(a, b) && !is_slip(b, a), "{a} {b}");
        }
    }

    #[test]
    fn names_differ_by_a_slip_in_one_word_only() {
        assert_eq!(slipped_word(&words("Pu Zhiqiang"), &words("Pu Zhiquiang")), Some(1));
        assert_eq!(slipped_word(&words("Pu Zhiqiang"), &words("Wu Zhiquiang")), None);
        assert_eq!(slipped_word(&words("Pu Zhiqiang"), &words("Pu Ma Zhiquiang")), None);
        assert_eq!(slipped_word(&words("Pu Zhiqiang"), &words("Pu Zhiqiang")), None);
    }

    #[test]
    fn what_is_alike_is_found_without_comparing_all() {
        let mut alike = Alike::default();
        for (number, word) in ["zhiqiang", "merkel", "okoro"].iter().enumerate() {
            alike.add("pu", word, number);
        }
        assert_eq!(alike.find("pu", "zhiquiang"), [0]);
        assert_eq!(alike.find("pu", "merkle"), [1]);
        assert!(alike.find("wu", "zhiquiang").is_empty());
        assert!(alike.find("pu", "oko").is_empty());
    }

    #[test]
    fn a_reader_sees_other_letters_but_not_other_capitals() {
        assert!(looks_different(&parts("Enrique Peña"), &parts("Enrique Pena")));
        assert!(looks_different(&parts("John McCain"), &parts("John Mccain")));
        assert!(!looks_different(&parts("John McCain"), &parts("JOHN MCCAIN")));
        assert!(!looks_different(&parts("al-Assad"), &parts("Al-Assad")));
        assert!(!looks_different(&parts("J. Smith"), &parts("J Smith")));
    }
}
