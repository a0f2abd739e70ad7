//! How the forms of a name follow when one of them is changed. In come words, out come words; nothing here knows a document.

use std::collections::HashMap;

use crate::annotate::{Entity, fold_name_word};
use crate::lexicon::{self, WordUse};

/// Which part of a person's name a word is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// What the name begins with: a first name, or the family's where that stands first.
    First,
    /// What stands between the two.
    Middle,
    /// What the name ends with, particles included: "Wang", "van Gogh".
    Last,
    /// "Jr."
    Suffix,
}

/// A form of a name, as the text writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Form {
    words: Vec<String>,
    /// Of a person's name: which part each word is of; `None` for a word of another name, a nickname or an alias.
    parts: Vec<Option<Part>>,
}

impl Form {
    /// A form of what is no person's name.
    pub fn of_words(words: &[&str]) -> Self {
        Self { words: owned(words), parts: vec![None; words.len()] }
    }

    fn has(&self, part: Part) -> bool {
        self.parts.contains(&Some(part))
    }

    fn is_known(&self) -> bool {
        self.parts.iter().all(Option::is_some)
    }
}

/// A person's full name, taken apart.
#[derive(Clone, Debug)]
pub(super) struct FullName {
    words: Vec<(String, Part)>,
    /// Which of its words other spellings are of.
    spelled: HashMap<String, usize>,
}

impl FullName {
    /// A person's name and its spellings.
    pub fn of(person: &Entity) -> Self {
        let words: Vec<&str> = person.name.split_whitespace().collect();
        let words: Vec<(String, Part)> = words.iter().map(|word| fold_name_word(word)).zip(parts_of(&words)).collect();
        let mut spelled = HashMap::new();
        for spelling in &person.spellings {
            let others: Vec<String> = spelling.text.split_whitespace().map(fold_name_word).collect();
            let last = words.iter().rposition(|(_, part)| *part == Part::Last);
            match (&others[..], last) {
                ([only], Some(last)) => drop(spelled.entry(only.clone()).or_insert(last)),
                _ if others.len() == words.len() => spelled.extend(others.into_iter().zip(0..)),
                _ => {}
            }
        }
        Self { words, spelled }
    }

    /// The form that some words are, if all of them are of the name, in its order.
    pub fn form(&self, words: &[&str]) -> Option<Form> {
        let mut next = 0;
        let mut parts = Vec::with_capacity(words.len());
        for (index, word) in words.iter().enumerate() {
            let folded = fold_name_word(word);
            let is_it = |at: usize, own: &str| {
                own == folded || self.spelled.get(&folded) == Some(&at) || words.len() > 1 && is_initial_of(word, own)
            };
            let known = (next..self.words.len()).find(|at| self.words.get(*at).is_some_and(|(own, _)| is_it(*at, own)));
            let is_inner = index > 0 && index + 1 < words.len();
            let part = match known.and_then(|at| self.words.get(at).map(|(_, part)| (at, *part))) {
                Some((at, part)) => {
                    next = at + 1;
                    part
                }
                None if is_inner && is_initial(word) => Part::Middle,
                None if index > 0 && is_suffix(word) => Part::Suffix,
                None => return None,
            };
            parts.push(Some(part));
        }
        (!parts.is_empty()).then(|| Form { words: owned(words), parts })
    }

    /// A form that has other words as well: "Bob Ortiz" for Roberto Ortiz.
    pub fn other_form(&self, words: &[&str]) -> Form {
        let part = |word: &&str| {
            let folded = fold_name_word(word);
            self.words.iter().find(|(own, _)| *own == folded).map(|(_, part)| *part)
        };
        Form { words: owned(words), parts: words.iter().map(part).collect() }
    }

    /// Whether a word is a particle of the name: "van".
    pub fn has_particle(&self, word: &str) -> bool {
        let folded = fold_name_word(word);
        is_particle(word) && self.words.iter().any(|(own, part)| *part == Part::Last && *own == folded)
    }

    fn first(&self) -> Option<&str> {
        self.words.first().filter(|(_, part)| *part == Part::First).map(|(word, _)| word.as_str())
    }
}

/// What becomes of a name's forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// Some parts of a person's name become other ones; the form that was changed becomes just what was typed.
    Parts {
        /// The form that was changed.
        from: Form,
        /// What was typed for it.
        to: Vec<String>,
        /// What each part becomes; nothing: it is left out.
        parts: Vec<(Part, Vec<String>)>,
    },
    /// All forms that have only words of the name become the same.
    Whole(Vec<String>),
    /// Words become other ones, wherever they stand in a form.
    Words {
        /// The words, as they are compared.
        from: Vec<String>,
        /// What they become.
        to: Vec<String>,
    },
}

impl Change {
    /// The change of a form of a name to what was typed for it; `full` is a person's name.
    pub fn new(full: Option<&FullName>, from: &Form, to: &[String]) -> Self {
        let Some(full) = full.filter(|_| from.is_known()) else {
            return Self::Words { from: folded(&from.words), to: to.to_vec() };
        };
        let typed: Vec<&str> = to.iter().map(String::as_str).collect();
        let typed: Vec<(&str, Part)> = typed.iter().copied().zip(parts_of(&typed)).collect();
        let of = |part: Part| -> Vec<String> {
            typed.iter().filter(|(_, other)| *other == part).map(|(word, _)| (*word).to_owned()).collect()
        };
        let [first, middle, last, suffix] = [Part::First, Part::Middle, Part::Last, Part::Suffix].map(of);
        let mut parts = Vec::new();
        // who types the first name before a surname has typed a full name
        let repeats = |name: &str| first.first().is_some_and(|word| fold_name_word(word) == name);
        let is_full =
            from.has(Part::First) && from.has(Part::Last) || from.has(Part::Last) && full.first().is_some_and(repeats);
        match (is_full, from.has(Part::Last), from.has(Part::First)) {
            (true, ..) if first.is_empty() => return Self::Whole(to.to_vec()),
            (true, ..) => {
                let is_initial = first.first().zip(full.first()).is_some_and(|(new, old)| is_initial_of(new, old));
                let keeps = |part: Part, new: &[String]| {
                    let old = full.words.iter().filter(|(_, other)| *other == part).map(|(word, _)| word);
                    old.eq(folded(new).iter())
                };
                let is_other = !is_initial && !keeps(Part::First, &first) && !keeps(Part::Last, &last);
                if !is_initial {
                    parts.push((Part::First, first));
                }
                if from.has(Part::Middle) || !middle.is_empty() || is_other {
                    parts.push((Part::Middle, middle));
                }
                parts.push((Part::Last, last));
                if from.has(Part::Suffix) || !suffix.is_empty() {
                    parts.push((Part::Suffix, suffix));
                }
            }
            (false, true, _) if from.has(Part::Middle) => {
                parts.push((Part::Middle, [first, middle].concat()));
                parts.push((Part::Last, last));
            }
            (false, true, _) if from.has(Part::Suffix) => {
                parts.push((Part::Last, [first, middle, last].concat()));
                parts.push((Part::Suffix, suffix));
            }
            (false, true, _) => parts.push((Part::Last, to.to_vec())),
            (false, false, true) if from.has(Part::Middle) => {
                parts.push((Part::First, to.iter().take(1).cloned().collect()));
                parts.push((Part::Middle, to.iter().skip(1).cloned().collect()));
            }
            (false, false, true) => parts.push((Part::First, to.to_vec())),
            (false, false, false) => {
                parts.extend(from.parts.first().copied().flatten().map(|part| (part, to.to_vec())));
            }
        }
        Self::Parts { from: from.clone(), to: to.to_vec(), parts }
    }

    /// What a form becomes; `None` if it stays.
    pub fn applied(&self, form: &Form) -> Option<Vec<String>> {
        match self {
            Self::Whole(to) => form.is_known().then(|| to.clone()),
            Self::Words { from, to } => follow(from, to, &form.words),
            Self::Parts { from, to, .. } if folded(&from.words) == folded(&form.words) => Some(to.clone()),
            Self::Parts { parts, .. } => {
                let new = |part: Part| parts.iter().find(|(other, _)| *other == part).map(|(_, words)| words);
                let mut words = Vec::new();
                let mut last = None;
                for (word, part) in form.words.iter().zip(&form.parts) {
                    match part.and_then(new) {
                        None => words.push(word.clone()),
                        // all words of a part become the new ones together
                        Some(_) if last == *part => {}
                        Some(new) if is_initial(word) && *part == Some(Part::First) => words.extend(initial(new, word)),
                        Some(new) => words.extend(new.iter().cloned()),
                    }
                    last = *part;
                }
                (!words.is_empty()).then_some(words)
            }
        }
    }
}

/// What a form becomes when `from` becomes `to`, in words as they are compared. A form that has all of `from` has `to` in its
/// place; one that is a part of `from` follows if it can be told how.
fn follow(from: &[String], to: &[String], form: &[String]) -> Option<Vec<String>> {
    let words = folded(form);
    if let Some(at) = place_of(from, &words) {
        let (before, after) = (form.get(..at)?, form.get(at + from.len()..)?);
        return Some([before, to, after].concat());
    }
    let start = place_of(&words, from)?;
    let end = start + words.len();
    let new = folded(to);
    let head = from.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let most = from.len().min(new.len()) - head;
    let tail = from.iter().rev().zip(new.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let rest = from.len() - end;
    if end <= head || rest + words.len() <= tail {
        return None;
    }
    if start <= head && rest <= tail {
        return Some(to.get(start..to.len() - rest)?.to_vec());
    }
    // "Open Rights" of "Open Rights Watch", and "the Watch"
    if start == 0 {
        return Some(to.get(..words.len().min(to.len()))?.to_vec());
    }
    (rest == 0 && words.len() < to.len()).then(|| to.get(to.len() - words.len()..).map(<[String]>::to_vec))?
}

fn place_of(needle: &[String], words: &[String]) -> Option<usize> {
    words.windows(needle.len().max(1)).position(|window| window == needle)
}

/// Which part of a person's name each of its words is of.
fn parts_of(words: &[&str]) -> Vec<Part> {
    let suffixes = words.iter().rev().take_while(|word| is_suffix(word)).count().min(words.len().saturating_sub(1));
    let core = words.len() - suffixes;
    let particles = words.iter().take(core).rev().skip(1).take_while(|word| is_particle(word)).count();
    let last = core.saturating_sub(particles + 1);
    let part = |index: usize| match index {
        _ if index >= core => Part::Suffix,
        _ if index >= last => Part::Last,
        0 => Part::First,
        _ => Part::Middle,
    };
    (0..words.len()).map(part).collect()
}

/// Words that begin a sentence with a name: a particle has a capital there.
pub(super) fn begun(mut words: Vec<String>) -> Vec<String> {
    if let Some(first) = words.first_mut().filter(|word| is_particle(word)) {
        let mut chars = first.chars();
        *first = chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect();
    }
    words
}

fn is_particle(word: &str) -> bool {
    lexicon::is_used_as(&word.to_lowercase(), WordUse::NAME_PARTICLE)
}

fn is_suffix(word: &str) -> bool {
    lexicon::is_used_as(&word.to_lowercase(), WordUse::NAME_SUFFIX)
}

/// "J.", "J.K."
fn is_initial(word: &str) -> bool {
    word.trim_end_matches('.').split('.').all(|letter| letter.chars().count() == 1)
}

fn is_initial_of(initial: &str, word: &str) -> bool {
    let first = |word: &str| fold_name_word(word).chars().next();
    is_initial(initial) && first(initial) == first(word)
}

/// The initial of a new first name, written as the old one was.
fn initial(new: &[String], old: &str) -> Option<String> {
    let first = new.first()?.chars().next()?;
    Some(if old.ends_with('.') { format!("{first}.") } else { first.to_string() })
}

/// Whether words are written in capitals, and more than initials are.
pub(super) fn is_shouted(words: &[impl AsRef<str>]) -> bool {
    let is_small = |word: &str| word.chars().any(char::is_lowercase);
    let is_long = |word: &str| word.chars().filter(|c| c.is_uppercase()).count() > 1 && !is_initial(word);
    words.iter().all(|word| !is_small(word.as_ref())) && words.iter().any(|word| is_long(word.as_ref()))
}

/// Words in capitals with small letters but for the first one.
pub(super) fn capitalised(words: &[String]) -> Vec<String> {
    let capitalised = |word: &String| {
        let mut chars = word.chars();
        chars.next().into_iter().chain(chars.flat_map(char::to_lowercase)).collect()
    };
    words.iter().map(capitalised).collect()
}

fn folded(words: &[String]) -> Vec<String> {
    words.iter().map(|word| fold_name_word(word)).collect()
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::{EntityKind, Spelling};
    use crate::server::fixture::Story;
    use crate::text::TextRange;

    /// What the forms of a person's name become; those that stay, too.
    fn person(name: &str, from: &str, to: &str, forms: &[&str]) -> Vec<String> {
        let mut story = Story::new("");
        let id = story.entity(name, EntityKind::Person, &[]);
        let entity = &mut story.analysis.annotation.entities[id.0];
        entity.spellings.push(Spelling { text: "Wyng".to_owned(), span: TextRange::default() });
        let full = FullName::of(entity);
        let form = |form: &str| {
            let words: Vec<&str> = form.split(' ').collect();
            full.form(&words).unwrap_or_else(|| full.other_form(&words))
        };
        let to: Vec<String> = to.split(' ').map(str::to_owned).collect();
        let change = Change::new(Some(&full), &form(from), &to);
        let become_ =
            |words: &&str| change.applied(&form(words)).map_or_else(|| (*words).to_owned(), |it| it.join(" "));
        forms.iter().map(become_).collect()
    }

    /// The same of what is no person.
    fn other(from: &str, to: &str, forms: &[&str]) -> Vec<String> {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let form = |text: &str| Form::of_words(&text.split(' ').collect::<Vec<_>>());
        let change = Change::new(None, &form(from), &words(to));
        let become_ =
            |words: &&str| change.applied(&form(words)).map_or_else(|| (*words).to_owned(), |it| it.join(" "));
        forms.iter().map(become_).collect()
    }

    const FORMS: [&str; 7] = ["Maya Wang", "Wang", "Maya", "M. Wang", "Maya J. Wang", "WANG", "Wyng"];

    #[test]
    fn a_surname_changes_in_all_forms() {
        let expected = ["Maya Lee", "Lee", "Maya", "M. Lee", "Maya J. Lee", "Lee", "Lee"];
        assert_eq!(person("Maya Wang", "Wang", "Lee", &FORMS), expected);
        assert_eq!(person("Maya Wang", "M. Wang", "M. Lee", &FORMS), expected);
        assert_eq!(person("Maya Wang", "Wang", "Maya Lee", &FORMS)[..1], ["Maya Lee"]);
        assert_eq!(person("Maya Wang", "Wang", "van der Lee", &FORMS)[..2], ["Maya van der Lee", "van der Lee"]);
    }

    #[test]
    fn a_first_name_changes_in_all_forms() {
        let expected = ["Lena Wang", "Wang", "Lena", "L. Wang", "Lena J. Wang", "WANG", "Wyng"];
        assert_eq!(person("Maya Wang", "Maya", "Lena", &FORMS), expected);
        assert_eq!(person("Xi Jinping", "Xi", "Li", &["Xi Jinping", "Xi"]), ["Li Jinping", "Li"]);
    }

    #[test]
    fn a_full_name_takes_all_forms_along() {
        let expected = ["Lena Ortiz", "Ortiz", "Lena", "L. Ortiz", "Lena Ortiz", "Ortiz", "Ortiz"];
        assert_eq!(person("Maya Wang", "Maya Wang", "Lena Ortiz", &FORMS), expected);
        // a slip mended leaves the middle name
        assert_eq!(person("Maya Wang", "Maya Wang", "Mayah Wang", &FORMS[4..5]), ["Mayah J. Wang"]);
        let expected = ["Lena Q. Ortiz", "Ortiz", "Lena", "L. Ortiz", "Lena Q. Ortiz", "Ortiz", "Ortiz"];
        assert_eq!(person("Maya Wang", "Maya Wang", "Lena Q. Ortiz", &FORMS), expected);
        assert_eq!(person("Maya Wang", "Maya Wang", "Zora", &FORMS[..3]), ["Zora", "Zora", "Zora"]);
    }

    #[test]
    fn particles_and_suffixes_are_parts() {
        let forms = ["Jan van Loon Jr.", "Jan van Loon", "van Loon", "Loon"];
        let renamed = person("Jan van Loon Jr.", "Jan van Loon", "Piet de Wit", &forms);
        assert_eq!(renamed, ["Piet de Wit Jr.", "Piet de Wit", "de Wit", "de Wit"]);
        let renamed = person("Jan van Loon Jr.", "Jan van Loon Jr.", "Piet de Wit", &forms);
        assert_eq!(renamed, ["Piet de Wit", "Piet de Wit", "de Wit", "de Wit"]);
        let forms = ["Gabriel Garcia Lopez", "Garcia Lopez", "Lopez"];
        let renamed = person("Gabriel Garcia Lopez", "Garcia Lopez", "Ruiz Peña", &forms);
        assert_eq!(renamed, ["Gabriel Ruiz Peña", "Ruiz Peña", "Peña"]);
    }

    #[test]
    fn a_name_of_one_word_is_all_of_it() {
        assert_eq!(person("Okoro", "Okoro", "Ada Okoro", &["Okoro", "OKORO"]), ["Ada Okoro", "Ada Okoro"]);
    }

    #[test]
    fn an_alias_stays_but_for_what_it_shares() {
        let forms = ["Robert Ortiz", "Bob", "Bob Ortiz"];
        assert_eq!(person("Robert Ortiz", "Ortiz", "Lee", &forms), ["Robert Lee", "Bob", "Bob Lee"]);
        assert_eq!(person("Robert Ortiz", "Bob", "Rob", &forms), ["Robert Ortiz", "Rob", "Rob Ortiz"]);
        assert_eq!(person("Robert Ortiz", "Robert Ortiz", "Zora", &forms), ["Zora", "Bob", "Bob Ortiz"]);
    }

    #[test]
    fn forms_of_other_names_follow_where_it_can_be_told() {
        let forms = ["Open Rights Watch", "Open Rights", "Rights Watch", "Watch", "ORW"];
        let renamed = other("Open Rights Watch", "Open Justice Watch", &forms);
        assert_eq!(renamed, ["Open Justice Watch", "Open Justice", "Justice Watch", "Watch", "ORW"]);
        let renamed = other("Open Rights Watch", "Fair Play League", &forms);
        assert_eq!(renamed, ["Fair Play League", "Fair Play", "Play League", "League", "ORW"]);
        let renamed = other("Open Rights Watch", "Amity", &forms);
        assert_eq!(renamed, ["Amity", "Amity", "Rights Watch", "Watch", "ORW"]);
        let renamed = other("Rights Watch", "Justice Watch", &forms);
        assert_eq!(renamed, ["Open Justice Watch", "Open Rights", "Justice Watch", "Watch", "ORW"]);
        let renamed = other("ORW", "OJW", &forms);
        assert_eq!(renamed[4..], ["OJW"]);
        assert_eq!(renamed[..4], forms[..4]);
    }

    #[test]
    fn capitals_are_told_from_initials() {
        assert!(is_shouted(&["MAYA", "WANG"]));
        assert!(is_shouted(&["J.", "WANG"]));
        assert!(!is_shouted(&["J.", "K."]));
        assert!(!is_shouted(&["Maya", "WANG"]));
        assert!(!is_shouted(&["王"]));
        assert_eq!(capitalised(&["ÉVA".to_owned(), "O’HARA".to_owned()]), ["Éva", "O’hara"]);
    }
}
