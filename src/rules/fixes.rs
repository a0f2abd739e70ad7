//! Which fixes of a text can be made together, and the text after them.

use super::{Edit, Finding, Fix, Safety};
use crate::text::TextRange;

/// The first safe fix of each finding, but for those whose edits touch those of an earlier one.
pub fn safe_fixes<'f>(findings: &'f [Finding], source: &str) -> Vec<&'f Fix> {
    let mut taken: Vec<TextRange> = Vec::new();
    let safe = findings.iter().filter_map(|finding| finding.fixes.iter().find(|fix| fix.safety == Safety::Safe));
    let is_free = |taken: &[TextRange], edit: &Edit| {
        let is_place = source.get(edit.span.start..edit.span.end).is_some();
        is_place && taken.iter().all(|other| edit.span.end < other.start || other.end < edit.span.start)
    };
    safe.filter(|fix| {
        let fits = fix.edits.iter().all(|edit| is_free(&taken, edit));
        if fits {
            taken.extend(fix.edits.iter().map(|edit| edit.span));
        }
        fits
    })
    .collect()
}

/// The text after edits, of which none touches another.
pub fn edited<'e>(source: &str, edits: impl IntoIterator<Item = &'e Edit>) -> String {
    let mut edits: Vec<&Edit> = edits.into_iter().collect();
    edits.sort_by_key(|edit| edit.span);
    let mut text = String::with_capacity(source.len());
    let mut done = 0;
    for edit in edits {
        text.push_str(source.get(done..edit.span.start).unwrap_or_default());
        text.push_str(&edit.text);
        done = edit.span.end;
    }
    text.push_str(source.get(done..).unwrap_or_default());
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Severity;

    fn finding(fixes: Vec<Fix>) -> Finding {
        Finding {
            rule: "vague-source",
            severity: Severity::Hint,
            span: TextRange::new(0, 0),
            message: String::new(),
            advice: String::new(),
            related: Vec::new(),
            fixes,
        }
    }

    fn fix(safety: Safety, edits: &[(usize, usize, &str)]) -> Fix {
        let edit = |(start, end, text): &(usize, usize, &str)| Edit {
            span: TextRange::new(*start, *end),
            text: (*text).into(),
        };
        Fix { title: "".into(), edits: edits.iter().map(edit).collect(), safety }
    }

    #[test]
    fn safe_fixes_that_touch_no_other_are_made() {
        let source = "é one two three";
        let findings = [
            finding(vec![fix(Safety::Offered, &[(3, 6, "1")])]),
            finding(vec![fix(Safety::Offered, &[(7, 10, "zwei")]), fix(Safety::Safe, &[(7, 10, "2"), (16, 16, "!")])]),
            finding(vec![fix(Safety::Safe, &[(10, 11, "")])]),
            finding(vec![fix(Safety::Safe, &[(12, 16, "hree"), (7, 8, "x")])]),
            finding(vec![fix(Safety::Safe, &[(1, 2, "e")])]),
            finding(vec![fix(Safety::Safe, &[(0, 2, "e")])]),
        ];
        let fixes = safe_fixes(&findings, source);
        assert_eq!(fixes.len(), 2);
        assert_eq!(edited(source, fixes.iter().flat_map(|fix| &fix.edits)), "e one 2 three!");
    }
}
