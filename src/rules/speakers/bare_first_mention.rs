//! `bare-first-mention`: "Ortiz said", and nobody has said who Ortiz is.

use memchr::memmem;

use crate::annotate::{Attribution, Entity, MentionKind};
use crate::lexicon::{self, CueClass};
use crate::rules::{Context, Defaults, Family, Finding, Fix, Profile, Related, Rule, Safety, Severity};
use crate::text::TextRange;

use super::introduction::{
    BeforeName, NamePlace, is_described_at, is_in_story, is_quoted_speech, names, quoted_people,
};

pub(super) const RULE: Rule = Rule {
    name: "bare-first-mention",
    family: Family::Speakers,
    // scholars name each other by surname
    defaults: Defaults::but_in_fiction(Severity::Information)
        .except(Profile::Academic, None)
        .except(Profile::Essay, Some(Severity::Hint)),
    summary: "Somebody is first named by surname alone.",
    page: include_str!("bare_first_mention.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for person in quoted_people(context) {
        if let Some(first) = bare_first(context, person) {
            match full_name(context, person, &first) {
                Some(full) => findings.push(finding_with_full_name(context, &first, &full)),
                None if is_surely_a_person(context, person, &first) => findings.push(finding(context, &first)),
                None => {}
            }
        }
    }
}

/// The place where a person is first named, if that is by a single name with nothing beside it that says who it is.
fn bare_first<'a>(context: &Context<'a>, person: &Entity) -> Option<NamePlace<'a>> {
    let is_single = |name: &NamePlace<'_>| name.words.len() == 1 && name.before != BeforeName::Title;
    let mut names = names(context, person).skip_while(|name| !is_in_story(context, name.span) && is_single(name));
    let first = names.next().filter(|name| is_single(name) && is_in_story(context, name.span))?;
    let name = first.words.first()?;
    let sentence = context.sentence(first.span.start)?;
    let is_told = person.roles.iter().any(|role| role.span.start < sentence.end)
        || person
            .mentions
            .iter()
            .any(|mention| mention.kind == MentionKind::Nominal && mention.span.start < sentence.end);
    let is_bare = !is_told
        && !is_described_at(context, first.span)
        && !is_part_of_longer(context, &first)
        && !has_first_name_before(context, &first)
        && !lexicon::is_known_name(name);
    is_bare.then_some(first)
}

/// The later place that has the full name with the same surname.
fn full_name<'a>(context: &Context<'a>, person: &Entity, first: &NamePlace<'a>) -> Option<NamePlace<'a>> {
    let surname = first.words.last()?;
    let later = names(context, person).filter(|name| name.span.start > first.span.start);
    let mut full = later.filter(|name| {
        let is_full = name.words.len() > 1 && person.name.ends_with(&name.words.join(" "));
        is_full && name.words.iter().skip(1).any(|word| word == surname)
    });
    full.next()
}

/// Whether one whose full name never comes is a person beyond doubt, and goes by a surname: "Mr Ortiz", or, where that is the
/// first mention, “Ortiz said” beside a quotation.
fn is_surely_a_person(context: &Context<'_>, person: &Entity, first: &NamePlace<'_>) -> bool {
    let is_one_name = names(context, person).all(|name| name.words.len() == 1);
    let is_first_name = first.words.iter().any(|word| lexicon::first_name(&word.to_lowercase()).is_some());
    let is_surname = first.words.iter().all(|word| is_like_a_surname(word));
    let speaks = context.annotation.attributions_of(person.id).any(|attribution| {
        attribution.source[..] == [first.span]
            && is_quoted_speech(context, attribution)
            && is_said(context, attribution)
    });
    // a capital at the beginning of a sentence makes no name: "Demonstrators said"
    let begins = context.sentence(first.span.start).is_some_and(|sentence| sentence.start == first.span.start);
    is_one_name && !is_first_name && (first.before == BeforeName::Courtesy || (is_surname && speaks && !begins))
}

/// Whether a verb of speech is the speaker's: "Ortiz said", "said Ortiz", not "as Ortiz put it", "telling Ortiz".
fn is_said(context: &Context<'_>, attribution: &Attribution) -> bool {
    let (Some(source), Some(cue)) = (attribution.source.first(), attribution.cue.first()) else { return false };
    let verbs: Vec<String> = context.text(*cue).split_whitespace().map(str::to_lowercase).collect();
    let is_speech = verbs.iter().any(|verb| lexicon::cue(verb).is_some_and(|cue| cue.contains(CueClass::SPEECH)));
    let has_listener = verbs.iter().any(|verb| ["tell", "told", "ask"].iter().any(|stem| verb.starts_with(stem)));
    is_speech && (source.start < cue.start || !has_listener)
}

/// Whether a word looks like a surname and like nothing else: not "Harsh", "PolitiFact" or "African-Americans".
fn is_like_a_surname(word: &str) -> bool {
    let is_common = !lexicon::word_class(&word.to_lowercase()).is_empty();
    let mut letters = word.chars();
    let capital = letters.next().is_some_and(char::is_uppercase);
    capital && letters.all(char::is_lowercase) && !is_common
}

/// Whether the surname stands earlier after another capital, so that it may be the same one's full name, or their relative's.
fn has_first_name_before(context: &Context<'_>, first: &NamePlace<'_>) -> bool {
    let Some(surname) = first.words.last() else { return false };
    let before = context.source.get(..first.span.start).unwrap_or_default();
    memmem::find_iter(before.as_bytes(), surname.as_bytes()).any(|at| {
        let (lead, rest) = before.split_at(at);
        let begins = lead.trim_end_matches(|c: char| !c.is_whitespace()).len();
        let word = before.get(begins..at + rest.find(char::is_whitespace).unwrap_or(rest.len())).unwrap_or_default();
        let previous = lead.get(..begins).unwrap_or_default().split_whitespace().next_back().unwrap_or_default();
        word.trim_matches(|c: char| !c.is_alphanumeric()) == *surname
            && previous.starts_with(char::is_uppercase)
            && previous.ends_with(|c: char| c.is_alphabetic() || c == '.')
    })
}

/// Whether the word before a name may be part of it: a nickname in quotation marks, or another capital.
fn is_part_of_longer(context: &Context<'_>, first: &NamePlace<'_>) -> bool {
    let Some(sentence) = context.sentence(first.span.start) else { return false };
    let before = context.text(TextRange::new(sentence.start, first.span.start));
    let word = before.split_whitespace().next_back().unwrap_or_default();
    let inner = word.strip_prefix(['“', '"', '‘', '(']).and_then(|word| word.strip_suffix(['”', '"', '’', ')']));
    let is_nickname = inner.is_some_and(|inner| inner.ends_with(char::is_alphabetic));
    let is_capital = word.starts_with(char::is_uppercase) && word.ends_with(char::is_alphabetic);
    is_nickname || (is_capital && lexicon::function(&word.to_lowercase()).is_empty())
}

fn finding(context: &Context<'_>, first: &NamePlace<'_>) -> Finding {
    let message = format!("“{}” is named without a full name.", context.words(first.span));
    context.finding(&RULE, first.span, message, "Write the full name here, with what the reader has to know of them.")
}

fn finding_with_full_name(context: &Context<'_>, first: &NamePlace<'_>, full: &NamePlace<'_>) -> Finding {
    let (short, name) = (context.words(first.span), full.words.join(" "));
    let message = format!("“{short}” is named in full only later.");
    let advice = format!("Write “{name}” here, with the role, and the surname alone from then on.");
    let related = Related { span: full.span, message: format!("Here it is “{name}”.") };
    let fix = Fix::replace(format!("Replace “{short}” by “{name}”"), first.span, name, Safety::Offered);
    context.finding(&RULE, first.span, message, advice).with_related(vec![related]).with_fix(fix)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::fixture::{assert_fixes, findings};

    #[test]
    fn the_fix_moves_the_full_name_to_the_first_mention() {
        let plain = "“We have no money,” Ortiz said. Maria Ortiz chairs the harbour council.\n";
        let plain_after = "“We have no money,” Maria Ortiz said. Maria Ortiz chairs the harbour council.\n";
        let courteous = "“We have no money,” said Mr Okoro. Then Daniel Okoro left the hall.\n";
        let courteous_after = "“We have no money,” said Daniel Okoro. Then Daniel Okoro left the hall.\n";
        assert_fixes(&RULE, &[(plain, &[plain_after]), (courteous, &[courteous_after])]);
    }

    #[test]
    fn without_a_full_name_there_is_no_fix() {
        let found = findings(&RULE, "“We have no money,” said Mr Lindqvist. He left the hall.\n");
        assert_eq!(found.len(), 1);
        assert!(found.iter().all(|finding| finding.fixes.is_empty()));
    }

    #[test]
    fn the_full_name_is_related() {
        let text = "“We have no money,” Ortiz said. Maria Ortiz chairs the harbour council.\n";
        let found = findings(&RULE, text);
        let related = found.first().and_then(|finding| finding.related.first()).map(|related| related.span);
        assert_eq!(related.map(|span| &text[span.start..span.end]), Some("Maria Ortiz"));
    }
}
