//! Code actions: what can be done about the findings at a place.

use tower_lsp::ls_types::CodeActionKind;

use crate::rules::{self, Edit, Finding, Safety};
use crate::text::TextRange;
use crate::workspace::Analysis;

/// How many comments are offered at most, each of which costs a look at the whole text.
const MOST_COMMENTS: usize = 20;

/// Something that can be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action<'a> {
    /// What it does, as a menu says it.
    pub title: String,
    /// What kind of action it is.
    pub kind: Kind,
    /// The findings that it is about.
    pub findings: Vec<&'a Finding>,
    /// Whether it is the best that can be done about them.
    pub is_preferred: bool,
    /// What it changes.
    pub change: Change,
}

/// What an action changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The document.
    Document(Vec<Edit>),
    /// The project's settings: the rule of this name is off.
    SwitchOff(&'static str),
}

/// What kind of action it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It is about findings at a place.
    QuickFix,
    /// It mends all that can be mended without a look.
    FixAll,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 2] = [Self::QuickFix, Self::FixAll];

    /// Its name in the protocol.
    pub fn name(self) -> CodeActionKind {
        match self {
            Self::QuickFix => CodeActionKind::QUICKFIX,
            Self::FixAll => CodeActionKind::new("source.fixAll.sayso"),
        }
    }
}

/// What a client asks for.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The place, in bytes of the source.
    pub range: TextRange,
    /// The kinds, each with those below it; none: all.
    pub only: Vec<CodeActionKind>,
}

impl Wanted {
    fn asks_for(&self, kind: Kind) -> bool {
        self.only.is_empty() || self.names(kind)
    }

    fn names(&self, kind: Kind) -> bool {
        let name = kind.name();
        self.only.iter().any(|asked| match name.as_str().strip_prefix(asked.as_str()) {
            Some(rest) => rest.is_empty() || rest.starts_with('.') || asked.as_str().is_empty(),
            None => false,
        })
    }
}

/// What can be done, the best first.
pub fn actions<'a>(analysis: &'a Analysis, wanted: &Wanted) -> Vec<Action<'a>> {
    let touches = |finding: &&Finding| finding.span.start <= wanted.range.end && wanted.range.start <= finding.span.end;
    let found: Vec<&Finding> = analysis.findings.iter().filter(touches).collect();
    let mut actions = Vec::new();
    if wanted.asks_for(Kind::QuickFix) {
        actions.extend(found.iter().copied().flat_map(fixes));
        actions.extend(comments(analysis, &found));
        actions.extend(switches(&found));
    }
    // who doesn't ask for it is offered it where it does something
    if wanted.names(Kind::FixAll) || wanted.asks_for(Kind::FixAll) && found.iter().any(|it| safe_fix(it).is_some()) {
        actions.extend(fix_all(analysis));
    }
    actions
}

fn fixes(finding: &Finding) -> impl Iterator<Item = Action<'_>> {
    let best = safe_fix(finding).unwrap_or(0);
    finding.fixes.iter().enumerate().map(move |(index, fix)| Action {
        title: fix.title.to_string(),
        kind: Kind::QuickFix,
        findings: vec![finding],
        is_preferred: index == best,
        change: Change::Document(fix.edits.to_vec()),
    })
}

/// The index of a finding's first fix that needs no look.
fn safe_fix(finding: &Finding) -> Option<usize> {
    finding.fixes.iter().position(|fix| fix.safety == Safety::Safe)
}

/// For each rule that finds something in a paragraph, a comment that ignores it there.
fn comments<'a>(analysis: &'a Analysis, found: &[&'a Finding]) -> impl Iterator<Item = Action<'a>> {
    let groups = grouped(found, |finding| (finding.rule, analysis.document.paragraph_at(finding.span.start)));
    groups.into_iter().take(MOST_COMMENTS).filter_map(|findings| {
        let fix = rules::ignoring(&analysis.source, &analysis.document, analysis.format, findings.first()?)?;
        Some(Action {
            title: fix.title.into_owned(),
            kind: Kind::QuickFix,
            findings,
            is_preferred: false,
            change: Change::Document(fix.edits.into_vec()),
        })
    })
}

/// For each rule that finds something, its end.
fn switches<'a>(found: &[&'a Finding]) -> impl Iterator<Item = Action<'a>> {
    grouped(found, |finding| finding.rule).into_iter().filter_map(|findings| {
        let rule = findings.first()?.rule;
        Some(Action {
            title: format!("Turn `{rule}` off in this workspace"),
            kind: Kind::QuickFix,
            findings,
            is_preferred: false,
            change: Change::SwitchOff(rule),
        })
    })
}

fn fix_all(analysis: &Analysis) -> Option<Action<'_>> {
    let fixes = rules::safe_fixes(&analysis.findings, &analysis.source);
    let mut edits: Vec<Edit> = fixes.iter().flat_map(|fix| fix.edits.iter().cloned()).collect();
    edits.sort_by_key(|edit| edit.span);
    (!edits.is_empty()).then(|| Action {
        title: "Make all safe fixes".to_owned(),
        kind: Kind::FixAll,
        findings: Vec::new(),
        is_preferred: false,
        change: Change::Document(edits),
    })
}

/// Findings with the same key together, each group where its first stands.
fn grouped<'a, K: PartialEq>(found: &[&'a Finding], key: impl Fn(&Finding) -> K) -> Vec<Vec<&'a Finding>> {
    let mut groups: Vec<(K, Vec<&Finding>)> = Vec::new();
    for finding in found {
        let key = key(finding);
        match groups.iter_mut().find(|(known, _)| *known == key) {
            Some((_, group)) => group.push(finding),
            None => groups.push((key, vec![finding])),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::edited;
    use crate::server::fixture::Story;
    use crate::text::Format;

    const VAGUE: &str = "vague-source";
    const MARK: &str = "unbalanced-quote";

    /// Two paragraphs: in the first two findings of a rule and one with fixes, in the second one with a safe fix.
    fn story() -> Story {
        let mut story = Story::written_as(Format::Markdown, "Experts 🦀 and critics say “no.\n\nIt is “so.\n");
        story.finding(VAGUE, "Experts", &[]);
        story.finding(VAGUE, "critics", &[]);
        story.finding(MARK, "“no.", &[("no.", Safety::Offered), ("“no.”", Safety::Safe)]);
        story.finding(MARK, "“so.", &[("so.", Safety::Safe)]);
        story
    }

    /// What is offered at some words: each title, with a star if it is preferred.
    fn offered(story: &Story, words: &str, only: &[&'static str]) -> Vec<String> {
        let wanted = Wanted { range: story.at(words), only: only.iter().map(|kind| (*kind).into()).collect() };
        let title = |it: Action<'_>| format!("{}{}", it.title, if it.is_preferred { " *" } else { "" });
        actions(&story.analysis, &wanted).into_iter().map(title).collect()
    }

    #[test]
    fn what_touches_the_place_is_offered_fixes_first() {
        let here = ["Ignore `vague-source` here", "Turn `vague-source` off in this workspace"];
        assert_eq!(offered(&story(), "Experts", &[]), here);
        assert_eq!(offered(&story(), "[]Experts", &[]), here);
        assert_eq!(offered(&story(), "Experts[]", &[]), here);
        assert_eq!(offered(&story(), "and", &[]), [""; 0]);
        let expected = [
            "Write “no.”",
            "Write ““no.”” *",
            "Ignore `vague-source` here",
            "Ignore `unbalanced-quote` here",
            "Turn `vague-source` off in this workspace",
            "Turn `unbalanced-quote` off in this workspace",
            "Make all safe fixes",
        ];
        assert_eq!(offered(&story(), "Experts 🦀 and critics say “no", &[]), expected);
    }

    #[test]
    fn the_first_fix_is_preferred_if_none_is_safe() {
        let mut story = Story::new("He claimed it.\n");
        story.finding(VAGUE, "claimed", &[("said", Safety::Offered), ("added", Safety::Offered)]);
        assert_eq!(offered(&story, "claimed", &[])[..2], ["Write “said” *", "Write “added”"]);
    }

    #[test]
    fn only_the_kinds_asked_for_are_offered() {
        let all = "Make all safe fixes";
        for kind in ["source", "source.fixAll", "source.fixAll.sayso"] {
            assert_eq!(offered(&story(), "and", &[kind]), [all], "{kind}");
        }
        for kind in ["source.fix", "source.fixAll.saysonara", "source.organizeImports", "refactor"] {
            assert_eq!(offered(&story(), "“no.", &[kind]), [""; 0], "{kind}");
        }
        assert_eq!(offered(&story(), "“no.", &["refactor", "quickfix"]).len(), 4);
        assert_eq!(offered(&story(), "“no.", &["", "refactor"]).len(), 5);
    }

    #[test]
    fn an_action_knows_its_findings_and_edits() {
        let story = story();
        let wanted = Wanted { range: story.at("Experts 🦀 and critics"), only: vec![CodeActionKind::QUICKFIX] };
        let actions = actions(&story.analysis, &wanted);
        assert_eq!(actions.len(), 2);
        assert!(actions.iter().all(|action| action.findings.len() == 2));
        let Change::Document(edits) = &actions[0].change else { panic!("{actions:?}") };
        let text = edited(&story.analysis.source, edits);
        assert!(text.starts_with("<!-- sayso-ignore vague-source -->\nExperts"), "{text}");
        assert_eq!(actions[1].change, Change::SwitchOff(VAGUE));
    }

    #[test]
    fn all_safe_fixes_are_made_at_once() {
        let story = story();
        let wanted = Wanted { range: TextRange::default(), only: vec![CodeActionKind::SOURCE_FIX_ALL] };
        let actions = actions(&story.analysis, &wanted);
        let [Action { change: Change::Document(edits), .. }] = actions.as_slice() else { panic!("{actions:?}") };
        assert_eq!(edited(&story.analysis.source, edits), "Experts 🦀 and critics say “no.”\n\nIt is so.\n");
        let clean = Story::new("So it is.\n");
        assert_eq!(offered(&clean, "it", &["source.fixAll"]), [""; 0]);
    }
}
