//! Whom a mention cannot mean, whatever else speaks for them, as the words around it tell.

use smallvec::SmallVec;

use crate::annotate::mention::{Form, Neighbour, Slot};
use crate::lexicon::{self, Function};

use super::{AHEAD, Resolver};

/// Bytes that may stand before the subject of a sentence: "But then".
const LONGEST_LEAD: usize = 24;
/// Words that a verb with its helpers and adverbs has at most: "had not yet asked".
const LONGEST_VERB: usize = 4;
/// Words that begin another clause.
const CLAUSE: [&str; 10] = ["that", "who", "which", "when", "while", "because", "if", "whether", "as", "what"];

impl Resolver<'_> {
    /// Whom what a mention says speaks to by name, if it says something: who says "Sit down, Ada" is not Ada.
    pub(super) fn called_by(&self, index: usize) -> &[usize] {
        let called = self.scene.speaks[index].and_then(|said| self.place.called.get(said));
        called.map(SmallVec::as_slice).unwrap_or_default()
    }

    /// Whom a pronoun cannot mean, as the words around it tell.
    pub(super) fn barred(&self, index: usize) -> SmallVec<[usize; 2]> {
        let mut barred = SmallVec::from_slice(self.called_by(index));
        barred.extend(self.apposed_name(index));
        barred.extend(self.named_after_subject(index));
        barred.extend(self.own_subject(index));
        barred
    }

    /// Whom a sentence names as an object of the pronoun that it begins with: in "He turned to Ada's father" he is neither.
    fn named_after_subject(&self, index: usize) -> SmallVec<[usize; 2]> {
        let own = &self.scene.mentions[index];
        let text = self.scene.document.paragraphs[own.paragraph].text();
        let after = |end: usize| text.get(own.raw.range.end..end).unwrap_or_default();
        let word = text.get(own.raw.range.start..own.raw.range.end).unwrap_or_default();
        if own.raw.quoted || !matches!(word, "he" | "He" | "she" | "She") || !self.is_main_subject(index) {
            return SmallVec::new();
        }
        // a clause of its own may be about him: "He says Ada's father was late"
        let same_clause = |between: &str| {
            !between.contains([',', ';', ':', '—', '“', '"'])
                && !between.split_whitespace().any(|word| CLAUSE.contains(&word))
        };
        let next = (index + 1..self.scene.mentions.len()).take(AHEAD).map(|next| (next, &self.scene.mentions[next]));
        let next =
            next.take_while(|(_, next)| next.sentence == own.sentence && same_clause(after(next.raw.range.start)));
        let objects = next.take_while(|(_, next)| next.raw.slot != Slot::Subject);
        let named = objects.filter(|(_, next)| matches!(next.raw.form, Form::Name(_)));
        named.filter_map(|(next, _)| self.named.of(next)).collect()
    }

    /// Who does what is done to whom a pronoun means: in "Reyes asked her whether it rains" she is not Reyes.
    fn own_subject(&self, index: usize) -> Option<usize> {
        let own = &self.scene.mentions[index];
        let text = self.scene.document.paragraphs[own.paragraph].text();
        let word = text.get(own.raw.range.start..own.raw.range.end)?;
        if !(matches!(word, "him" | "them") || word == "her" && is_object(text.get(own.raw.range.end..)?)) {
            return None;
        }
        let before = index.checked_sub(1)?;
        let subject = &self.scene.mentions[before];
        let same = subject.sentence == own.sentence && subject.raw.quoted == own.raw.quoted;
        if !same || subject.raw.slot != Slot::Subject {
            return None;
        }
        let between = text.get(subject.raw.range.end..own.raw.range.start)?;
        let is_plain = |word: &str| {
            let joins = Function::PREPOSITION | Function::SUBORDINATOR | Function::COORDINATOR;
            word.chars().all(|char| char.is_lowercase() || matches!(char, '’' | '\''))
                && !lexicon::function(word).intersects(joins)
        };
        let verb = between.split_whitespace().count();
        let verb = (1..=LONGEST_VERB).contains(&verb) && between.split_whitespace().all(is_plain);
        self.referents.get(before).filter(|_| verb)?.entity()
    }

    /// Whether a sentence begins with a mention, or what it says after a quotation does.
    fn is_main_subject(&self, index: usize) -> bool {
        let own = &self.scene.mentions[index];
        if own.raw.opens || own.raw.around[0] == Neighbour::Mark {
            return true;
        }
        let Some(before) = self.before_in_sentence(index) else { return false };
        let leads = |word: &str| matches!(word, "And" | "But" | "Then" | "So" | "Now" | "then" | "Again" | "Yet" | ",");
        before.len() < LONGEST_LEAD && before.split_whitespace().all(leads)
    }

    /// What stands before a mention in its sentence.
    pub(super) fn before_in_sentence(&self, index: usize) -> Option<&str> {
        let own = &self.scene.mentions[index];
        let sentences = &self.scene.paragraphs[own.paragraph].sentences;
        let at = sentences.partition_point(|sentence| sentence.end <= own.raw.range.start);
        let text = self.scene.document.paragraphs[own.paragraph].text();
        text.get(sentences.get(at)?.start..own.raw.range.start)
    }

    /// The name beside a pronoun whose role the pronoun is part of: "Ada, her maid," is somebody else's maid.
    fn apposed_name(&self, index: usize) -> Option<usize> {
        let own = &self.scene.mentions[index];
        let beside = [index.checked_sub(1), Some(index + 1)].into_iter().flatten();
        let mut names = beside.filter(|name| {
            let Some(mention) = self.scene.mentions.get(*name) else { return false };
            let Form::Name(name) = &mention.raw.form else { return false };
            let roles = [name.title_range, name.role, name.apposition];
            mention.paragraph == own.paragraph && roles.into_iter().flatten().any(|role| role.covers(own.raw.range))
        });
        self.named.of(names.find(|_| own.raw.possessive())?)
    }
}

/// Whether "her" is whom something is done to and not whose the next words are, as those tell.
fn is_object(after: &str) -> bool {
    let Some(next) = after.strip_prefix(' ') else { return true };
    let next = next.split(|char: char| !char.is_alphabetic()).next().unwrap_or_default();
    let ends = Function::PREPOSITION | Function::SUBORDINATOR | Function::COORDINATOR;
    next.is_empty()
        || matches!(next, "the" | "a" | "an" | "how" | "why" | "not")
        || lexicon::function(next).intersects(ends)
}
