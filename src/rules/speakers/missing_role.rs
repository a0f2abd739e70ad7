//! `missing-role`: "said Maria Ortiz", and the text never says who she is.

use crate::annotate::{Entity, EntityKind};
use crate::lexicon;
use crate::rules::{Context, Defaults, Family, Finding, Profile, Rule, Severity};

use super::introduction::{
    NamePlace, has_role, is_in_headline, is_in_story, may_be_told_near, names, quoted_people, spans_of_names,
};

pub(super) const RULE: Rule = Rule {
    name: "missing-role",
    family: Family::Speakers,
    // scholars are known by their works
    defaults: Defaults::but_in_fiction(Severity::Hint).except(Profile::Academic, None),
    summary: "Somebody is quoted by name, and the text never says who it is.",
    page: include_str!("missing_role.md"),
    check,
};

/// One whom the text names so often is what it is about.
const TOO_OFTEN: usize = 6;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for person in quoted_people(context) {
        if spans_of_names(person).nth(TOO_OFTEN - 1).is_some() {
            continue;
        }
        let names: Vec<NamePlace<'_>> = names(context, person).collect();
        let Some(first) = names.iter().find(|name| name.words.len() > 1 && is_in_story(context, name.span)) else {
            continue;
        };
        let wants_role = is_full_name(first)
            && !is_in_headline(context, person)
            && !has_role(context, person)
            && !names.iter().any(|name| may_be_told_near(context, name.span))
            && others_have_roles(context, person);
        if wants_role {
            let message = format!("The text does not say who {} is.", first.words.join(" "));
            findings.push(context.finding(&RULE, first.span, message, ADVICE));
        }
    }
}

const ADVICE: &str =
    "Say at the first mention what gives them a say: an office, a trade, where they live, what they saw.";

/// Whether a name is one that somebody has who needs an introduction: a first name and a surname.
fn is_full_name(name: &NamePlace<'_>) -> bool {
    let first = name.words.first().map(|word| word.to_lowercase()).unwrap_or_default();
    lexicon::first_name(&first).is_some() && !name.words.iter().any(|word| lexicon::is_known_name(word))
}

/// Whether the text introduces others who speak, if there are any: otherwise it takes for granted that all are known.
fn others_have_roles(context: &Context<'_>, person: &Entity) -> bool {
    let entities = context.annotation.entities.iter();
    let mut others = entities.filter(|other| {
        let is_other = other.id != person.id && other.kind == EntityKind::Person;
        is_other
            && names(context, other).any(|name| name.words.len() > 1)
            && context.annotation.attributions_of(other.id).next().is_some()
    });
    let Some(first) = others.next() else { return true };
    has_role(context, first) || others.any(|other| has_role(context, other))
}
