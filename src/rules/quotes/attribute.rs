//! Where a quotation gets its source: after its first sentence, as newspapers put it.

use crate::annotate::{Attribution, Entity, Quotation};
use crate::lexicon;
use crate::rules::naming::{People, name_at};
use crate::rules::wording::{QuoteStyle, closed_before_attribution, smallest_edit};
use crate::rules::{Context, Edit, Fix, Safety};
use crate::text::TextRange;

/// The ways to give a quotation to those who are likeliest to have said it.
pub(super) fn fixes(context: &Context<'_>, people: &People<'_>, quotation: &Quotation) -> Vec<Fix> {
    let speakers = people.likely_speakers(context, quotation.span);
    speakers.into_iter().filter_map(|person| fix(context, quotation, person)).collect()
}

fn fix(context: &Context<'_>, quotation: &Quotation, person: &Entity) -> Option<Fix> {
    let name = name_at(context, person, quotation.span.start);
    let attribution = format!("{name} {}", context.house_verb());
    let edits = Place::of(context, quotation)?.edits(&attribution)?;
    Some(Fix { title: format!("Attribute to {name}").into(), edits: edits.into(), safety: Safety::Offered })
}

/// The way to move the "said Li." that ends a long quotation to its first sentence.
pub(super) fn move_up(context: &Context<'_>, attribution: &Attribution) -> Option<Fix> {
    let ([source], [cue], [content]) = (&*attribution.source, &*attribution.cue, &*attribution.content) else {
        return None;
    };
    let quotation = context.annotation.quotation_of(*content)?;
    let place = Place::of(context, quotation).filter(|place| place.next.is_some())?;
    let signal = source.hull(*cue);
    let end = TextRange::new(content.end, signal.end + 1);
    let after = context.text(end);
    let is_plain = signal.start >= content.end
        && matches!(context.text(*cue), "said" | "says")
        && after.ends_with('.')
        && context.text(TextRange::new(content.end, signal.start)).trim_matches([',', ' ', '\n']).is_empty()
        && is_verbatim(context, TextRange::new(content.start, end.end));
    if !is_plain {
        return None;
    }
    let quoted = context.text(*content).strip_suffix(place.style.close)?;
    let words = quoted.strip_suffix(',').unwrap_or(quoted);
    let stop = if words.ends_with(['?', '!', '…', '.', '—', '–']) { "" } else { "." };
    let old = format!("{quoted}{}{after}", place.style.close);
    let closed = smallest_edit(content.start, &old, &format!("{words}{stop}{}", place.style.close))?;
    let mut edits = place.edits(&inside_sentence(context.text(signal)))?;
    edits.push(closed);
    Some(Fix {
        title: "Move the attribution to the first sentence".into(),
        edits: edits.into(),
        safety: Safety::Offered,
    })
}

/// Words that began a sentence, as they are written inside one: "The mayor said" becomes "the mayor said".
fn inside_sentence(words: &str) -> String {
    let first = words.split_whitespace().next().unwrap_or_default();
    let is_small = !lexicon::function(&first.to_lowercase()).is_empty();
    if is_small { format!("{}{}", first.to_lowercase(), &words[first.len()..]) } else { words.to_owned() }
}

/// Where an attribution goes.
struct Place<'a> {
    style: QuoteStyle<'a>,
    /// Where the first quoted sentence begins, after the opening mark.
    start: usize,
    /// What is written from there on, to where the attribution goes: the sentence, with the closing mark if it is the last.
    old: &'a str,
    /// The sentence without its outer marks.
    words: &'a str,
    /// Where the quotation's next sentence begins, if this paragraph has one.
    next: Option<usize>,
}

impl<'a> Place<'a> {
    /// The place, unless markup stands there.
    fn of(context: &Context<'a>, quotation: &Quotation) -> Option<Self> {
        let part = *quotation.parts.first()?;
        let open = context.opening_mark(part);
        let style = context.quote_style(open);
        let start = part.start + open.len();
        let is_closed = part.len() > open.len() && context.text(part).ends_with(style.close);
        let end_of_words = if is_closed { part.end - style.close.len() } else { part.end };
        let sentence = context.sentence(start)?;
        let (old, words, next) = if sentence.end >= end_of_words {
            // a full stop after the closing mark is the sentence's
            let after = context.source.get(part.end..).unwrap_or_default();
            let stop = usize::from(is_closed && after.starts_with('.') && !after.starts_with(".."));
            (TextRange::new(start, part.end + stop), TextRange::new(start, end_of_words), None)
        } else {
            let rest = context.text(TextRange::new(sentence.end, end_of_words));
            let gap = rest.len() - rest.trim_start().len();
            let words = TextRange::new(start, sentence.end);
            (words, words, Some(sentence.end + gap).filter(|_| gap > 0))
        };
        let is_apart = next.is_some() || old.end >= part.end;
        let stop = TextRange::new(part.end, old.end.max(part.end));
        let is_plain =
            !open.is_empty() && is_verbatim(context, words) && (stop.is_empty() || is_verbatim(context, stop));
        let place = Self { style, start, old: context.text(old), words: context.text(words), next };
        (is_apart && is_plain && place.words.contains(char::is_alphanumeric)).then_some(place)
    }

    fn edits(&self, attribution: &str) -> Option<Vec<Edit>> {
        let closed = closed_before_attribution(self.words, self.style);
        let attributed = smallest_edit(self.start, self.old, &format!("{closed} {attribution}."))?;
        let reopened = |next| Edit { span: TextRange::new(next, next), text: self.style.open.to_owned() };
        Some([attributed].into_iter().chain(self.next.map(reopened)).collect())
    }
}

/// Whether the source says here what the prose says.
fn is_verbatim(context: &Context<'_>, range: TextRange) -> bool {
    let prose = context.paragraph(range.start).and_then(|paragraph| {
        let prose = TextRange::new(paragraph.to_prose(range.start)?, paragraph.to_prose(range.end)?);
        paragraph.text().get(prose.start..prose.end)
    });
    prose == Some(context.text(range))
}

#[cfg(test)]
mod tests {
    use crate::annotate::annotate;
    use crate::rules::fixture::{apply, assert_fixes, findings};
    use crate::rules::quotes::unattributed_quote::RULE;
    use crate::rules::{Context, Settings, check};
    use crate::text::{Format, read};

    /// The quotation and what the first fix makes of it, in a story about one speaker.
    #[track_caller]
    fn assert_attributed(quotation: &str, attributed: &str) {
        let story = |words: &str| {
            format!(
                "“The channel is deep enough,” said Anna Lund, who leads the pilots. The council of the town has met \
                 since then.\n\nRain had emptied the fish market by noon. {words}\n"
            )
        };
        assert_fixes(&RULE, &[(&story(quotation), &[&story(attributed)])]);
    }

    #[test]
    fn one_sentence_takes_a_comma() {
        assert_attributed("“We found out from the newspaper.”", "“We found out from the newspaper,” Lund said.");
        assert_attributed("\"We found out from the newspaper.\"", "\"We found out from the newspaper,\" Lund said.");
        assert_attributed("“We found out from the newspaper”.", "“We found out from the newspaper,” Lund said.");
    }

    #[test]
    fn other_marks_stay() {
        assert_attributed("“Who reads the newspaper any more?”", "“Who reads the newspaper any more?” Lund said.");
        assert_attributed("“We heard it from the baker!”", "“We heard it from the baker!” Lund said.");
        assert_attributed("“We heard it from the baker …”", "“We heard it from the baker …” Lund said.");
    }

    #[test]
    fn it_stands_after_the_first_sentence() {
        assert_attributed(
            "“We found out from the newspaper. Nobody called us. Nobody wrote.”",
            "“We found out from the newspaper,” Lund said. “Nobody called us. Nobody wrote.”",
        );
        assert_attributed("“Who told you that? We did not.”", "“Who told you that?” Lund said. “We did not.”");
        assert_attributed(
            "“We read that it was ‘settled.’ It was not.”",
            "“We read that it was ‘settled,’” Lund said. “It was not.”",
        );
    }

    #[test]
    fn a_speech_of_paragraphs_opens_again_by_itself() {
        assert_attributed(
            "“We found out from the newspaper.\n\n“Nobody called us.”",
            "“We found out from the newspaper,” Lund said.\n\n“Nobody called us.”",
        );
    }

    #[test]
    fn british_marks_stay_outside() {
        let before = "‘The channel is deep enough’, says Anna Lund. The council of the town has met since then.\n\nRain \
                      had emptied the fish market by noon. ‘We found out from the newspaper.’\n";
        let after = before.replace("newspaper.’", "newspaper’, Lund says.");
        assert_fixes(&RULE, &[(before, &[&after])]);
    }

    #[test]
    fn the_nearest_come_first_and_three_are_enough() {
        let source = "“It is late,” said Anna Lund. “It is early,” said Pavel Demir.\n\n“It is noon,” said Ruth \
                      Lindqvist. “It is dark,” said Tom Berg. The council of the town met.\n\nRain had emptied the fish \
                      market. “We found out from the newspaper.”\n";
        let findings = findings(&RULE, source);
        let titles: Vec<&str> = findings.iter().flat_map(|finding| &finding.fixes).map(|fix| &*fix.title).collect();
        assert_eq!(titles, ["Attribute to Berg", "Attribute to Lindqvist", "Attribute to Demir"]);
    }

    #[test]
    fn marks_are_written_as_the_format_writes_them() {
        let story = "“The channel is deep enough,” said Anna Lund, who leads the pilots. The council of the town has met since \
                     then.\n\nRain had emptied the fish market by noon. “We found out from the newspaper. Nobody called.”\n";
        let fixed = "“We found out from the newspaper,” Lund said. “Nobody called.”\n";
        for (format, open, close, paragraph) in [
            (Format::Html, "&ldquo;", "&rdquo;", "<p>"),
            (Format::Html, "<q>", "</q>", "<p>"),
            (Format::Latex, "``", "''", "\n\n"),
            (Format::AsciiDoc, "\"`", "`\"", "\n\n"),
            (Format::Typst, "\"", "\"", "\n\n"),
        ] {
            let written = |text: &str| text.replace('“', open).replace('”', close).replace("\n\n", paragraph);
            let source = written(story);
            let document = read(&source, format);
            let annotation = annotate(&document);
            let findings = check(&Context::new(&source, &document, &annotation, &Settings::default()));
            let fix = findings.iter().filter(|finding| finding.rule == RULE.name).find_map(|it| it.fixes.first());
            let after = fix.map(|fix| apply(&source, fix).unwrap());
            assert!(after.as_ref().is_some_and(|text| text.ends_with(&written(fixed))), "{format:?}: {after:?}");
        }
    }

    #[test]
    fn nothing_is_offered_where_nobody_is_named() {
        assert_fixes(&RULE, &[("Rain had emptied the fish market. “We found out from the newspaper.”\n", &[])]);
    }
}
