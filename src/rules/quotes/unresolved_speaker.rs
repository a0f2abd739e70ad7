//! `unresolved-speaker`: "she said", and nobody for her to be.

use crate::rules::naming::named_soon_after;
use crate::rules::{Context, Defaults, Family, Finding, MOST_WITH_FIXES, Rule, Severity};

use super::pronoun_source::{PronounSource, pronoun_sources};

pub(super) const RULE: Rule = Rule {
    name: "unresolved-speaker",
    family: Family::Quotes,
    defaults: Defaults::everywhere(Severity::Warning),
    summary: "“He said” or “she said”, and the text does not tell who is meant.",
    page: include_str!("unresolved_speaker.md"),
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let is_nobody = |pronoun: &PronounSource<'_>| {
        pronoun.attribution.speaker.is_none() && pronoun.attribution.candidates.is_empty()
    };
    for (count, pronoun) in pronoun_sources(context).filter(is_nobody).enumerate() {
        let message = format!("Nobody introduced so far can be this “{}”.", context.text(pronoun.span));
        let advice = "Write the speaker’s name, and the role at the first mention.";
        let mut finding = context.finding(&RULE, pronoun.span, message, advice);
        if count < MOST_WITH_FIXES {
            let people = named_soon_after(context, pronoun.span, pronoun.gender);
            finding.fixes = pronoun.fixes(context, people.into_iter());
        }
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::fixture::assert_fixes;

    #[test]
    fn names_who_comes_soon_after() {
        let before = "“Nobody asked the pilots,” she said. The hall fell silent.\n\nThe harbour belongs to the town, \
                      said Ruth Lindqvist, an economist.\n";
        let after = before.replace("she said", "Ruth Lindqvist said");
        assert_fixes(&RULE, &[(before, &[&after]), ("“Nobody asked the pilots,” she said.\n", &[])]);
        let he = before.replace("she said", "he said");
        assert_fixes(&RULE, &[(&he, &[])]);
    }

    #[test]
    fn a_sentence_keeps_its_capital() {
        let before = "The rules are new. She said that nobody had read them.\n\n“It is so,” said Ruth Lindqvist.\n";
        assert_fixes(&RULE, &[(before, &[&before.replace("She said", "Ruth Lindqvist said")])]);
    }
}
