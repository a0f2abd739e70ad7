//! What a name's words show it to be: an organization's, a place's or a thing's.

use std::ops::Range;

use crate::annotate::coreference::fold;
use crate::annotate::words::{Word, Words};
use crate::lexicon::{
    self, NameWord, NamedThing, WordClass, WordUse, is_known_organization, is_organization_word, is_place_name,
    name_word, named_thing,
};

use super::super::{NameKind, Seems};

/// Words of a newspaper's title that is known as a whole.
const LONGEST_TITLE: usize = 4;

/// Whether a name's words are one by which everybody knows an institution: "NASA".
pub(super) fn is_known_institution(name: &[Word<'_>]) -> bool {
    matches!(name, [only] if is_known_organization(only.text))
}

pub(super) fn shows_organization(words: &Words<'_>, name: &Range<usize>) -> bool {
    let own = &words.words[name.clone()];
    let acronym = own.len() == 1
        && own[0].text.len() >= 2
        && own[0].text.len() <= 6
        && own[0].text.chars().all(|c| c.is_uppercase());
    let company =
        own.len() > 1 && own.last().is_some_and(|last| lexicon::is_used_as(&last.lower, WordUse::COMPANY_KIND));
    let words_of_one = || own.iter().any(|word| is_organization_word(&word.lower));
    let titled = || own.len() == 1 && has_article(words, name) && lexicon::is_publication_with_the(&fold(own[0].text));
    // "Reed & Voss"
    let partners = || own.iter().any(|word| word.text == "&");
    is_known_institution(own) || acronym || company || words_of_one() || partners() || titled() || is_publication(own)
}

/// Whether a name's words are a newspaper's, a magazine's or a broadcaster's title: "Al Jazeera", "Le Monde", "Der Spiegel".
pub(super) fn is_publication(own: &[Word<'_>]) -> bool {
    let folded = |word: &Word<'_>| fold(word.text);
    match own {
        // nobody is called so, as "Le" and "Der"
        [article, noun] if article.text == "Die" && noun.is_capitalized() => return true,
        [article, noun] if lexicon::is_foreign_article(&article.lower) && lexicon::is_press_noun(&folded(noun)) => {
            return true;
        }
        _ => {}
    }
    let title = || own.iter().map(folded).collect::<Vec<_>>().join(" ");
    (2..=LONGEST_TITLE).contains(&own.len())
        && lexicon::begins_publication(&folded(&own[0]))
        && lexicon::is_publication(&title())
}

/// Whether "the" stands before a name.
pub(super) fn has_article(words: &Words<'_>, name: &Range<usize>) -> bool {
    name.start.checked_sub(1).and_then(|before| words.get(before)).is_some_and(|word| word.is("the"))
}

/// Whether a name's words show that it is a place's, an event's or another thing's: "New Zealand", "the Harbour Prize".
fn is_thing(words: &Words<'_>, name: &Range<usize>) -> bool {
    let own = &words.words[name.clone()];
    let [first, .., last] = own else { return false };
    let range = words.range(name.clone());
    let of = || own.iter().any(|word| word.is("of") || word.is("for"));
    let ends = || match named_thing(&last.lower) {
        Some(NamedThing::Ends) => true,
        Some(NamedThing::MayEnd) => lexicon::first_name(&first.lower).is_none(),
        _ => false,
    };
    words.text.get(range.start..range.end).is_some_and(is_place_name)
        || named_thing(&first.lower) == Some(NamedThing::Begins)
        || ends() && !of()
}

pub(super) fn kind_of(words: &Words<'_>, name: &Range<usize>, seems: Seems) -> NameKind {
    let own = &words.words[name.clone()];
    if is_thing(words, name) {
        return NameKind::Place;
    }
    if shows_organization(words, name) {
        return NameKind::Organization;
    }
    if own.iter().all(|word| name_word(word.text) == Some(NameWord::Place)) {
        return NameKind::Place;
    }
    // "the Ann Li campaign", but "the Dallas Star"
    let person = own.len() == 2
        && lexicon::first_name(&own[0].lower).is_some()
        && lexicon::word_class(&own[1].lower).difference(WordClass::PROPER).is_empty();
    let like_a_person = seems.person > seems.organization.max(seems.other);
    if has_article(words, name) && !person && !like_a_person { NameKind::Organization } else { NameKind::Unknown }
}
