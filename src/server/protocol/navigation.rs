//! Conversions of what leads from place to place: definitions, references, highlights, selections and folds.

use std::collections::HashSet;

use tower_lsp::ls_types::{
    DocumentHighlight, DocumentHighlightKind, FoldingRange, GotoDefinitionResponse, Location, LocationLink,
    SelectionRange, Uri,
};

use crate::server::capabilities::Folding;
use crate::server::definition::Definition;
use crate::server::highlights::{Highlight, Kind};
use crate::server::position::Lines;
use crate::text::TextRange;

/// A definition as links, which tell what they lead from and show all of where they lead to.
pub fn definition_links(definition: Definition, lines: Lines<'_>, uri: &Uri) -> GotoDefinitionResponse {
    let origin = lines.range(definition.origin);
    let link = |whole, mention| LocationLink {
        origin_selection_range: Some(origin),
        target_uri: uri.clone(),
        target_range: lines.range(whole),
        target_selection_range: lines.range(mention),
    };
    let targets = definition.targets.into_iter();
    GotoDefinitionResponse::Link(targets.map(|target| link(target.whole, target.mention)).collect())
}

/// A definition as places, for clients that know no links: one alone if it is one.
pub fn definition_places(definition: Definition, lines: Lines<'_>, uri: &Uri) -> GotoDefinitionResponse {
    let targets = definition.targets.into_iter().map(|target| target.mention);
    let mut places: Vec<Location> = targets.map(|mention| location(mention, lines, uri)).collect();
    match (places.pop(), places.is_empty()) {
        (Some(only), true) => GotoDefinitionResponse::Scalar(only),
        (last, _) => {
            places.extend(last);
            GotoDefinitionResponse::Array(places)
        }
    }
}

/// A place in the document.
pub fn location(range: TextRange, lines: Lines<'_>, uri: &Uri) -> Location {
    Location::new(uri.clone(), lines.range(range))
}

/// A highlight.
pub fn highlight(highlight: Highlight, lines: Lines<'_>) -> DocumentHighlight {
    let kind = match highlight.kind {
        Kind::Introduction => DocumentHighlightKind::WRITE,
        Kind::Mention => DocumentHighlightKind::READ,
        Kind::Words => DocumentHighlightKind::TEXT,
    };
    DocumentHighlight { range: lines.range(highlight.range), kind: Some(kind) }
}

/// Ranges that grow, the innermost with all others as its parents.
pub fn selection_range(ranges: &[TextRange], lines: Lines<'_>) -> SelectionRange {
    let outermost_first = ranges.iter().rev();
    let nested = outermost_first.fold(None, |parent: Option<SelectionRange>, range| {
        let range = lines.range(*range);
        match parent {
            // a line break at the end that columns don't tell
            Some(parent) if parent.range == range => Some(parent),
            parent => Some(SelectionRange { range, parent: parent.map(Box::new) }),
        }
    });
    nested.unwrap_or_default()
}

/// Folds, in text order: no more than the client wants, the first of those given, and one for the same lines. The first line
/// of each stays, and what comes after it in its last one, if the client can show that.
pub fn folding_ranges(folds: &[TextRange], lines: Lines<'_>, folding: Folding) -> Vec<FoldingRange> {
    let mut seen = HashSet::new();
    let limit = folding.limit.map_or(usize::MAX, |limit| limit as usize);
    let ranges = folds.iter().map(|fold| lines.range(*fold));
    let new =
        ranges.filter(|range| range.start.line < range.end.line && seen.insert((range.start.line, range.end.line)));
    let fold = |range: tower_lsp::ls_types::Range| FoldingRange {
        start_line: range.start.line,
        end_line: range.end.line,
        end_character: (!folding.whole_lines).then_some(range.end.character),
        ..FoldingRange::default()
    };
    let mut ranges: Vec<FoldingRange> = new.take(limit).map(fold).collect();
    ranges.sort_by_key(|range| (range.start_line, range.end_line));
    ranges
}

#[cfg(test)]
mod tests {
    use ropey::Rope;

    use super::*;
    use crate::server::position::Encoding;

    #[test]
    fn folds_are_as_the_client_wants_them() {
        let rope = Rope::from_str("“A ‘🦀\n“b’ c”\n“d”\n“e\n“f”");
        let lines = Lines::new(&rope, Encoding::Utf16);
        let at = |words: &str| {
            let text = rope.to_string();
            let start = text.find(words).unwrap();
            TextRange::new(start, start + words.len())
        };
        let folds = [at("“A ‘🦀\n“b’ c”"), at("“d”"), at("“e\n“f”"), at("‘🦀\n“b’")];
        let shown = |folding| {
            let ranges = folding_ranges(&folds, lines, folding).into_iter();
            ranges.map(|it| (it.start_line, it.end_line, it.end_character)).collect::<Vec<_>>()
        };
        assert_eq!(shown(Folding::default()), [(0, 1, Some(6)), (3, 4, Some(3))]);
        assert_eq!(shown(Folding { whole_lines: true, limit: None }), [(0, 1, None), (3, 4, None)]);
        assert_eq!(shown(Folding { whole_lines: true, limit: Some(1) }), [(0, 1, None)]);
        assert_eq!(shown(Folding { whole_lines: true, limit: Some(0) }), []);
    }

    #[test]
    fn equal_steps_of_a_selection_are_one() {
        let rope = Rope::from_str("a b\r\n");
        let ranges = [TextRange::new(0, 1), TextRange::new(0, 3), TextRange::new(0, 4)];
        let nested = selection_range(&ranges, Lines::new(&rope, Encoding::Utf8));
        let parent = nested.parent.unwrap();
        assert_eq!((nested.range.end.character, parent.range.end.character, parent.parent), (1, 3, None));
    }
}
