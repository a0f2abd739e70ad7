//! What rules look at, and what they ask about places in it.

use std::sync::{Arc, LazyLock};

use regex::Regex;

use crate::annotate::{Annotation, Quotation};
use crate::lexicon::{self, NameWord};
use crate::text::{BlockKind, Document, InlineKind, Paragraph, TextRange, on_one_line, pattern};

use super::memo::Memo;
use super::word_facts::{SentenceFacts, WordFacts, WordMemory};
use super::wording::{is_mark, leading_mark};
use super::{Finding, Rule, Settings, Severity};

/// What rules look at.
#[derive(Debug)]
pub struct Context<'a> {
    /// The source text.
    pub source: &'a str,
    /// Its prose.
    pub document: &'a Document,
    /// What the annotator found in it.
    pub annotation: &'a Annotation,
    /// How to judge it.
    pub settings: &'a Settings,
    /// What its words tell, if the caller knows it.
    pub(super) kept_facts: Option<&'a WordFacts>,
    pub(super) memo: Memo,
}

impl<'a> Context<'a> {
    /// A text, its prose, what the annotator found in it, and how to judge it.
    pub fn new(source: &'a str, document: &'a Document, annotation: &'a Annotation, settings: &'a Settings) -> Self {
        Self { source, document, annotation, settings, kept_facts: None, memo: Memo::default() }
    }

    /// The same of a version of a text. What its words tell is taken from the memory, as far as the version before had them
    /// too, and kept there. It changes nothing of what is found.
    pub fn remembering(
        source: &'a Arc<str>,
        document: &'a Document,
        annotation: &'a Annotation,
        settings: &'a Settings,
        memory: &'a mut WordMemory,
    ) -> Self {
        let kept_facts = Some(memory.facts(source, annotation));
        Self { source, document, annotation, settings, kept_facts, memo: Memo::default() }
    }

    /// The same text, judged by other settings.
    pub(super) fn judged_by<'s>(&'s self, settings: &'s Settings) -> Context<'s> {
        let Self { source, document, annotation, kept_facts, .. } = *self;
        Context { source, document, annotation, settings, kept_facts, memo: Memo::default() }
    }

    /// A rule's finding, as severe as the settings say.
    pub(super) fn finding(
        &self,
        rule: &Rule,
        span: TextRange,
        message: impl Into<String>,
        advice: impl Into<String>,
    ) -> Finding {
        Finding {
            rule: rule.name,
            severity: self.settings.severity(rule).unwrap_or(Severity::Hint),
            span,
            message: message.into(),
            advice: advice.into(),
            related: Vec::new(),
            fixes: Vec::new(),
        }
    }

    /// A rule's finding that is less sure than its others: no more severe than `most`, unless the user chose a severity.
    pub(super) fn doubtful_finding(
        &self,
        rule: &Rule,
        most: Severity,
        span: TextRange,
        message: impl Into<String>,
        advice: impl Into<String>,
    ) -> Finding {
        let mut finding = self.finding(rule, span, message, advice);
        if self.settings.chosen_severity(rule).is_none() {
            finding.severity = finding.severity.min(most);
        }
        finding
    }

    /// The source text of a range; empty if there is no such range.
    pub(super) fn text(&self, range: TextRange) -> &'a str {
        self.source.get(range.start..range.end).unwrap_or_default()
    }

    /// The quotation mark that a range begins with, as the source writes it: `“`, or `&ldquo;` in HTML. Empty if it begins with
    /// none, or with one that is written in a way that has no counterpart.
    pub(super) fn opening_mark(&self, range: TextRange) -> &'a str {
        let written = self.paragraph(range.start).and_then(|paragraph| {
            let start = paragraph.to_prose(range.start)?;
            let mark = leading_mark(paragraph.text().get(start..)?);
            Some(self.text(paragraph.to_source(TextRange::new(start, start + mark.len()))))
        });
        written.filter(|written| is_mark(written)).unwrap_or_default()
    }

    /// The words of a range on one line, as a message can quote them.
    pub(super) fn words(&self, range: TextRange) -> String {
        on_one_line(self.text(range))
    }

    /// The index of the paragraph that an offset stands in.
    pub(super) fn paragraph_index(&self, offset: usize) -> Option<usize> {
        let paragraphs = &self.document.paragraphs;
        let after = paragraphs.partition_point(|paragraph| paragraph.source_range().start <= offset);
        let index = after.checked_sub(1)?;
        paragraphs[index].source_range().touches(offset).then_some(index)
    }

    /// The paragraph that an offset stands in.
    pub(super) fn paragraph(&self, offset: usize) -> Option<&'a Paragraph> {
        self.paragraph_index(offset).map(|index| &self.document.paragraphs[index])
    }

    /// Whether a range stands in running text, where a source can be asked for: not in headings, nor in tables.
    pub(super) fn is_running_text(&self, range: TextRange) -> bool {
        let kind = self.paragraph(range.start).map(|paragraph| paragraph.kind);
        matches!(kind, Some(BlockKind::Paragraph | BlockKind::Speech | BlockKind::ListItem | BlockKind::BlockQuote))
    }

    /// The outermost quotation that covers a range, but for one that is the range itself.
    pub(super) fn quotation_around(&self, range: TextRange) -> Option<&'a Quotation> {
        let quotations = &self.annotation.quotations;
        let begun = quotations.partition_point(|quotation| quotation.span.start <= range.start);
        let outermost = quotations[..begun].iter().rev().find(|quotation| quotation.depth == 0)?;
        (outermost.span.covers(range) && outermost.span != range).then_some(outermost)
    }

    /// The sentence that an offset stands in.
    pub(super) fn sentence(&self, offset: usize) -> Option<TextRange> {
        let sentences = &self.annotation.sentences;
        let after = sentences.partition_point(|sentence| sentence.start <= offset);
        sentences.get(after.checked_sub(1)?).copied().filter(|sentence| sentence.touches(offset))
    }

    /// Whether a sentence says by a link, a footnote or a citation in brackets where it has its knowledge from.
    pub(super) fn is_cited(&self, sentence: TextRange) -> bool {
        let Some(paragraph) = self.paragraph(sentence.start) else { return false };
        let refers = paragraph.inlines.iter().any(|inline| {
            let refers = matches!(inline.kind, InlineKind::Link | InlineKind::FootnoteReference);
            let place = paragraph.to_source(inline.range);
            // a note's reference stands right behind what it is for, and is no part of the prose
            let before = paragraph.to_source(TextRange::new(0, inline.range.start)).end;
            refers && (sentence.touches(place.start) || inline.range.is_empty() && sentence.touches(before))
        });
        refers || self.sentence_facts(sentence).contains(SentenceFacts::CITATION)
    }
}

/// Digits that refer to a note.
const SUPERSCRIPT: [char; 9] = ['¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// Whether a text has a citation as scholars write them: "(Li 2020)", "(see Li and Bo, 2020a, p. 4)", "[12]", "¹".
pub(super) fn has_citation(text: &str) -> bool {
    static CITATION: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let author_year = r"\((?:[^()]*?[\s(])??(?P<name>\p{Lu}[\p{L}’'.-]*)[^()]*?\b(?:1[5-9]|20)\d\d[a-z]?\b[^()]*\)";
        pattern(&format!(r"{author_year}|\[\d{{1,3}}(?:[,–-]\s?\d{{1,3}})*\]|(?:\p{{L}}{{3}}|[.,;”’)])[¹²³⁴⁵⁶⁷⁸⁹]"))
            .ok()
    });
    // most sentences have nothing that a citation is written with
    let Some(citation) = CITATION.as_ref().filter(|_| text.contains(['(', '[']) || text.contains(SUPERSCRIPT)) else {
        return false;
    };
    citation.captures_iter(text).any(|found| {
        let name = found.name("name").map(|name| name.as_str());
        // "(May 2020)" is a date.
        name.is_none_or(|name| lexicon::name_word(name) != Some(NameWord::Time))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_citations() {
        for text in [
            "So it is (Li 2020).",
            "So it is (see Li and Bo, 2020a, p. 4).",
            "So it is [12].",
            "So it is [3, 4].",
            "So it is.¹",
            "So it is (FBI, 1998).",
        ] {
            assert!(has_citation(text), "{text}");
        }
        for text in
            ["So it is (May 2020).", "So it is (in 2020).", "He said [he] would.", "It is 10 m² (Li).", "(2020)"]
        {
            assert!(!has_citation(text), "{text}");
        }
    }
}
