//! Folding ranges: quotations that are carried over several paragraphs. All else that could be folded is the editor's.

use crate::text::TextRange;
use crate::workspace::Analysis;

/// The quotations that may be folded, in bytes of the source; those that stand in fewer others first, then in text order.
pub fn folds(analysis: &Analysis) -> Vec<TextRange> {
    let carried = analysis.annotation.quotations.iter().filter(|quotation| quotation.parts.len() > 1);
    let mut folds: Vec<(usize, TextRange)> = carried.map(|quotation| (quotation.depth, quotation.span)).collect();
    folds.sort_unstable();
    folds.into_iter().map(|(_, span)| span).collect()
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Story, story};
    use super::*;

    #[test]
    fn quotations_over_paragraphs_fold_outer_ones_first() {
        let story = story();
        assert_eq!(folds(&story.analysis), [story.at("“And nobody asked ‘Why?’ or ‘How?’ at all.\n\n“Nobody.”")]);

        let mut story = Story::new("“A ‘b\n\n“‘c’ d.”\n\n“E\n\n“f.”\n");
        story.speech(&["“A ‘b", "“‘c’ d.”"], None);
        story.speech(&["‘b", "‘c’"], None);
        story.speech(&["“E", "“f.”"], None);
        let expected = ["“A ‘b\n\n“‘c’ d.”", "“E\n\n“f.”", "‘b\n\n“‘c’"].map(|words| story.at(words));
        assert_eq!(folds(&story.analysis), expected);
    }
}
