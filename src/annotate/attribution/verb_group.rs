//! The verb group around a cue verb: "has also said", "did not say", "called for".

use std::ops::Range;

use crate::annotate::words::Words;
use crate::lexicon::{Cue, CueClass, CueForm, Function, WordClass};

/// A cue verb with its auxiliaries, adverbs and particle.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct VerbGroup {
    /// The group's words.
    pub words: Range<usize>,
    /// The cue verb's index.
    pub verb: usize,
    /// What is known of it.
    pub cue: Cue,
    /// Whether it is in the passive.
    pub passive: bool,
    /// Whether it is an infinitive after "to".
    pub infinitive: bool,
}

impl VerbGroup {
    /// Whether it can only be a participle clause: "saying …".
    pub fn is_gerund(&self) -> bool {
        self.cue.form == CueForm::GERUND && self.words.start == self.verb
    }

    pub fn has_class(&self, class: CueClass) -> bool {
        self.cue.class.intersects(class)
    }
}

/// The verb group of the word at `verb`, if it is a cue verb and used as one; looks no further left than `low`, no
/// further right than `high`.
pub(super) fn verb_group(words: &Words<'_>, verb: usize, low: usize, high: usize) -> Option<VerbGroup> {
    let word = words.get(verb)?;
    let cue = word.cue?;
    if looks_like_a_noun(words, verb, low, high) {
        return None;
    }
    let mut start = verb;
    let mut be = false;
    let mut have_or_modal = false;
    while start > low {
        let before = &words.words[start - 1];
        let be_form = matches!(
            &*before.lower,
            "is" | "are" | "was" | "were" | "be" | "been" | "being" | "'s" | "isn’t" | "wasn’t" | "isn't" | "wasn't"
        );
        let have_form = matches!(&*before.lower, "has" | "have" | "had" | "having");
        let adverb = before.function.contains(Function::ADVERB)
            || (before.lower.ends_with("ly") && before.class.contains(WordClass::ADVERB) && !before.begins_sentence);
        if before.function.contains(Function::AUXILIARY) && !before.is_possessive_clitic() {
            be |= be_form;
            have_or_modal |= have_form;
        } else if !adverb {
            break;
        }
        start -= 1;
    }
    // "Earlier Li said" aside, such an adverb belongs to the verb: "he later said"
    while start < verb && words.words[start].begins_sentence && words.words[start].function.contains(Function::TIME) {
        start += 1;
    }
    // "went on to say"
    let goes_on =
        ["to", "on"].iter().zip(1..).all(|(part, back)| start >= low + back && words.words[start - back].is(part));
    if goes_on && start >= low + 3 && matches!(&*words.words[start - 3].lower, "went" | "goes" | "go") {
        start -= 3;
    }
    let infinitive = start > low && words.words[start - 1].is("to");
    let passive = be && cue.form.intersects(CueForm::PAST) && !have_or_modal_active(have_or_modal, words, start, verb);
    let mut end = verb + 1;
    if let Some(next) = words.get(end).filter(|_| end < high) {
        let particle = match &*word.lower {
            "call" | "calls" | "called" | "calling" => {
                let time = words.get(end + 1).is_some_and(|word| word.function.contains(Function::TIME));
                matches!(&*next.lower, "for" | "on") && !time
            }
            "point" | "points" | "pointed" | "pointing" => matches!(&*next.lower, "out" | "to"),
            "put" | "puts" => next.is("it"),
            "refer" | "refers" | "referred" | "referring" | "object" | "objects" | "objected" => next.is("to"),
            "complain" | "complains" | "complained" | "worry" | "worries" | "worried" => next.is("about"),
            _ => false,
        };
        end += usize::from(particle);
    }
    Some(VerbGroup { words: start..end, verb, cue, passive, infinitive })
}

/// Whether a "be" in the group is only part of "has been saying" and the like.
fn have_or_modal_active(have: bool, words: &Words<'_>, start: usize, verb: usize) -> bool {
    have && !words.words[start..verb].iter().any(|word| word.is("been"))
}

/// Whether a form that can be a noun stands where a noun stands: after a determiner, an adjective, a possessive.
fn looks_like_a_noun(words: &Words<'_>, verb: usize, low: usize, high: usize) -> bool {
    let word = &words.words[verb];
    let Some(cue) = word.cue else { return true };
    let before = verb.checked_sub(1).filter(|index| *index >= low).and_then(|index| words.get(index));
    let after = words.get(verb + 1).filter(|_| verb + 1 < high);
    let Some(before) = before else {
        return !cue.form.intersects(CueForm::PAST | CueForm::THIRD);
    };
    let noun_before = before.function.intersects(Function::POSSESSIVE)
        || before.is_possessive_clitic()
        || (before.function.contains(Function::DETERMINER) && !before.function.contains(Function::SUBJECT_PRONOUN))
        || (before.function.contains(Function::PREPOSITION) && !before.is("to"));
    if noun_before {
        return true;
    }
    if after.is_some_and(|after| after.text == "-" || (after.is("of") && !matches!(&*word.lower, "said" | "says"))) {
        return cue.form != CueForm::PAST;
    }
    let can_be_noun = word.class.intersects(WordClass::NOUN | WordClass::PLURAL);
    if !can_be_noun || cue.form.intersects(CueForm::PAST | CueForm::GERUND) {
        return false;
    }
    let pronoun_before = before.function.contains(Function::SUBJECT_PRONOUN);
    let verbal_before = before.function.intersects(Function::AUXILIARY | Function::ADVERB) || before.is("to");
    let plural_before = before.class.contains(WordClass::PLURAL) || before.nominal().is_some_and(|n| n.plural);
    let name_before = before.is_capitalized() && !before.begins_sentence;
    match cue.form {
        _ if pronoun_before || verbal_before => false,
        form if form.contains(CueForm::THIRD) => !(name_before || before.can_be_noun() && before.nominal().is_some()),
        _ => !plural_before,
    }
}
