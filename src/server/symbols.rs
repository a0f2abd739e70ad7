//! Document symbols: the outline of a text is what is said in it.

use std::collections::HashMap;

use super::excerpt;
use crate::annotate::{Attribution, AttributionId, Quotation};
use crate::text::TextRange;
use crate::workspace::Analysis;

/// How many characters of a quote name its symbol: an outline is narrow, and the speaker stands behind.
const LONGEST: usize = 30;
/// How deep quotations stand in each other in the outline; what is deeper is put on this level.
const DEEPEST: usize = 8;

/// A quotation that is speech, or a part of one, as an entry of the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// The opening words.
    pub name: String,
    /// Who says it.
    pub speaker: String,
    /// The whole content that the quotation is of, in bytes of the source.
    pub range: TextRange,
    /// The quotation, or the part; inside `range`.
    pub selection: TextRange,
    /// Its later parts and what is quoted inside it, in text order; inside `range`.
    pub children: Vec<Symbol>,
}

/// The outline, in text order.
pub fn symbols(analysis: &Analysis) -> Vec<Symbol> {
    let quotations: Vec<&Quotation> = analysis.annotation.quotations.iter().filter(|it| it.speech).collect();
    let mut outline = Outline { analysis, children: vec![Vec::new(); quotations.len()], quotations };
    let roots = outline.nest();
    roots.into_iter().map(|root| outline.symbol(root, None)).collect()
}

struct Outline<'a> {
    analysis: &'a Analysis,
    /// The quotations that are speech, by their start.
    quotations: Vec<&'a Quotation>,
    /// Which of them are put under each.
    children: Vec<Vec<usize>>,
}

impl Outline<'_> {
    /// Puts each quotation under the one that it stands in or goes on from; gives back those that stand alone.
    fn nest(&mut self) -> Vec<usize> {
        let mut roots = Vec::new();
        let mut around: Vec<usize> = Vec::new();
        let mut first_of: HashMap<AttributionId, usize> = HashMap::new();
        for (index, quotation) in self.quotations.iter().enumerate() {
            while around.last().is_some_and(|outer| !self.quotations[*outer].span.covers(quotation.span)) {
                around.pop();
            }
            let begun = quotation.attribution.and_then(|attribution| first_of.get(&attribution));
            match around.last().or(begun) {
                Some(parent) => self.children[*parent].push(index),
                None => {
                    roots.push(index);
                    first_of.extend(quotation.attribution.map(|attribution| (attribution, index)));
                }
            }
            if around.len() < DEEPEST {
                around.push(index);
            }
        }
        roots
    }

    /// The symbol of a quotation; its parent's range is where it has to stay.
    fn symbol(&self, index: usize, parent: Option<(usize, TextRange)>) -> Symbol {
        let quotation = self.quotations[index];
        let attribution = quotation.attribution.and_then(|id| self.analysis.annotation.attributions.get(id.0));
        let inner = self.children[index].iter().map(|child| self.quotations[*child].span);
        let mut range = inner.fold(quotation.span, TextRange::hull);
        // What goes on from its parent shares the content, so its own range is just itself: a cursor in the parent's
        // words is not in it.
        let goes_on = parent.is_some_and(|(parent, _)| self.quotations[parent].attribution == quotation.attribution);
        if let Some(attribution) = attribution.filter(|_| !goes_on) {
            range = attribution.content.iter().copied().fold(range, TextRange::hull);
        }
        if let Some((_, room)) = parent {
            range = range.intersection(room).unwrap_or(quotation.span);
        }
        let first = quotation.parts.first().copied().unwrap_or(quotation.span);
        let mut symbol = self.entry(attribution, range, first);
        symbol.children.extend(quotation.parts.iter().skip(1).map(|part| self.entry(attribution, *part, *part)));
        symbol.children.extend(self.children[index].iter().map(|child| self.symbol(*child, Some((index, range)))));
        symbol.children.sort_by_key(|child| child.selection.start);
        symbol
    }

    fn entry(&self, attribution: Option<&Attribution>, range: TextRange, selection: TextRange) -> Symbol {
        let name = excerpt::opening_words(&self.analysis.document, selection, LONGEST);
        Symbol {
            // Clients refuse a whole outline for one empty name.
            name: if name.is_empty() { "…".to_owned() } else { name },
            speaker: self.speaker(attribution),
            range,
            selection,
            children: Vec::new(),
        }
    }

    /// The speaker's name; for one not found, whatever the text has.
    fn speaker(&self, attribution: Option<&Attribution>) -> String {
        let entity = attribution.and_then(|it| it.speaker).and_then(|id| self.analysis.annotation.entities.get(id.0));
        if let Some(entity) = entity.filter(|entity| !entity.name.is_empty()) {
            return entity.name.clone();
        }
        let source = attribution.and_then(|it| it.source.first());
        match source.map(|span| excerpt::opening_words(&self.analysis.document, *span, LONGEST)) {
            Some(words) if !words.is_empty() => format!("{words}?"),
            _ => "no speaker".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Story, story};
    use super::*;

    /// The outline as text, checked on the way: children in their parents, selections in their ranges.
    fn drawn(story: &Story) -> Vec<String> {
        fn draw(story: &Story, symbols: &[Symbol], depth: usize, lines: &mut Vec<String>) {
            for symbol in symbols {
                assert!(symbol.range.covers(symbol.selection));
                assert!(symbol.children.iter().all(|child| symbol.range.covers(child.range)));
                let selected = &story.analysis.source[symbol.selection];
                assert!(selected.starts_with(symbol.name.trim_end_matches('…')));
                lines.push(format!("{}{} ({})", "  ".repeat(depth), symbol.name, symbol.speaker));
                draw(story, &symbol.children, depth + 1, lines);
            }
        }
        let mut lines = Vec::new();
        draw(story, &symbols(&story.analysis), 0, &mut lines);
        lines
    }

    #[test]
    fn the_outline_is_what_is_said() {
        let expected = [
            "“We were lied to,” (Maya Wang)",
            "  “Weekly.” (Maya Wang)",
            "“And nobody asked ‘Why?’ or… (Maya Wang)",
            "  ‘Why?’ (no speaker)",
            "  “Nobody.” (Maya Wang)",
            "“I quit,” (he?)",
            "“The deal died.” (no speaker)",
            "“good” (Officials)",
        ];
        assert_eq!(drawn(&story()), expected);
    }

    #[test]
    fn the_range_is_all_of_the_content() {
        let story = story();
        let symbols = symbols(&story.analysis);
        assert_eq!(symbols[0].range, story.at("“We were lied to,” she said. “Weekly.”"));
        assert_eq!(symbols[0].selection, story.at("“We were lied to,”"));
        assert_eq!(symbols[0].children[0].range, story.at("“Weekly.”"));
        assert_eq!(symbols.last().map(|symbol| symbol.range), Some(story.at("it “good”")));
    }

    #[test]
    fn quotations_without_end_in_each_other_are_no_trouble() {
        let text = format!("{}no{}", "‘".repeat(500), "’".repeat(500));
        let mut story = Story::new(&text);
        for depth in 0..500 {
            let span = TextRange::new(depth * 3, text.len() - depth * 3);
            let parts = vec![span];
            let quotation = Quotation {
                span,
                parts: parts.into(),
                speech: true,
                balanced: true,
                depth,
                turn: false,
                attribution: None,
            };
            story.analysis.annotation.quotations.push(quotation);
        }
        let outline = drawn(&story);
        assert_eq!(outline.len(), 500);
        assert!(outline.iter().all(|line| !line.starts_with(&"  ".repeat(DEEPEST + 1))));
    }
}
