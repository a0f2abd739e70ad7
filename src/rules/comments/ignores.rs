//! Which findings a document's comments ignore.

use crate::rules::{Context, Family, Finding, named};
use crate::text::{Comment, TextRange};

use super::directive::{ALL, Directive, Reach};

/// The comments of a document that ignore findings.
#[derive(Debug)]
pub(super) struct Ignores<'c, 'a> {
    context: &'c Context<'a>,
    /// Each with the index of the paragraph that it is about, if it is about one.
    directives: Vec<(Directive, Option<usize>)>,
}

impl<'c, 'a> Ignores<'c, 'a> {
    /// Reads the comments of a document.
    pub(super) fn read(context: &'c Context<'a>) -> Self {
        let comments = context.document.comments.iter();
        let directives = comments.filter_map(|comment| {
            let directive = Directive::read(context, *comment)?;
            let target = match directive.reach {
                Some(Reach::Paragraph) => target(context, comment),
                Some(Reach::File) | None => None,
            };
            Some((directive, target))
        });
        Self { context, directives: directives.collect() }
    }

    /// The comments that are for sayso, in text order.
    pub(super) fn directives(&self) -> impl Iterator<Item = &Directive> {
        self.directives.iter().map(|(directive, _)| directive)
    }

    /// Whether a comment ignores a finding.
    pub(super) fn ignore(&self, finding: &Finding) -> bool {
        self.directives.iter().any(|(directive, target)| {
            directive.names.iter().any(|name| self.is_meant(*name, finding))
                && self.reaches(directive, *target, finding)
        })
    }

    /// Whether a comment ignores a finding by a name in it.
    pub(super) fn ignores_by(&self, directive: &Directive, name: TextRange, finding: &Finding) -> bool {
        let own = self.directives.iter().filter(|(it, _)| it.comment.span == directive.comment.span);
        self.is_meant(name, finding)
            && own.into_iter().any(|(directive, target)| self.reaches(directive, *target, finding))
    }

    fn is_meant(&self, name: TextRange, finding: &Finding) -> bool {
        match self.context.text(name) {
            // else a comment that is no use would hide that
            ALL => named(finding.rule).is_none_or(|rule| rule.family != Family::Comments),
            name => name == finding.rule,
        }
    }

    fn reaches(&self, directive: &Directive, target: Option<usize>, finding: &Finding) -> bool {
        match directive.reach {
            Some(Reach::File) => true,
            Some(Reach::Paragraph) => {
                let own = directive.comment.span.covers(finding.span);
                own || target.is_some() && target == self.context.paragraph_index(finding.span.start)
            }
            None => false,
        }
    }
}

/// The index of the paragraph that a comment is about: the one inside of which it stands; or the one right after it; or
/// the one right before it if the next comes after a blank line only.
fn target(context: &Context<'_>, comment: &Comment) -> Option<usize> {
    if comment.paragraph.is_some() {
        return comment.paragraph;
    }
    let paragraphs = &context.document.paragraphs;
    let next = paragraphs.partition_point(|paragraph| paragraph.source_range().start < comment.span.end);
    let before = next.checked_sub(1).and_then(|index| Some((index, paragraphs.get(index)?)));
    let after = paragraphs.get(next).and_then(|paragraph| {
        let start = paragraph.source_range().start;
        let line = context.source.get(..start)?.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let gap = TextRange::new(comment.span.end, line);
        is_blank(context, gap).then(|| (next, lines_broken(context, gap)))
    });
    let before = before.and_then(|(index, paragraph)| {
        let gap = TextRange::new(paragraph.source_range().end, comment.span.start);
        (is_blank(context, gap) && lines_broken(context, gap) <= 1).then_some(index)
    });
    match (before, after) {
        (_, Some((index, ..=1))) | (None, Some((index, _))) | (Some(index), _) => Some(index),
        (None, None) => None,
    }
}

/// Whether nothing but other comments and marks of block quotes stands in a range.
fn is_blank(context: &Context<'_>, gap: TextRange) -> bool {
    let comments = context.document.comments.iter().filter(|comment| gap.covers(comment.span));
    let mut done = gap.start;
    for comment in comments.map(|comment| comment.span).chain([TextRange::new(gap.end, gap.end)]) {
        if !context.text(TextRange::new(done, comment.start)).chars().all(|c| c.is_whitespace() || c == '>') {
            return false;
        }
        done = comment.end;
    }
    true
}

/// How many lines end in a range, other comments' left out.
fn lines_broken(context: &Context<'_>, gap: TextRange) -> usize {
    let broken = |range: TextRange| {
        context.text(range).lines().count().saturating_sub(1) + usize::from(context.text(range).ends_with('\n'))
    };
    let comments = context.document.comments.iter().filter(|comment| gap.covers(comment.span));
    // a comment on a line of its own is no blank line
    broken(gap).saturating_sub(comments.map(|comment| 1 + broken(comment.span)).sum())
}
