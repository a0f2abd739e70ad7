//! Frames: a cue with its source and its content, found in one run of sentences.

use std::ops::Range;

use crate::annotate::words::Words;
use crate::lexicon::{CueClass, CueForm, Function, WordClass};

use super::content;
use super::subject::{phrase_end, subject_after, subject_before};
use super::verb_group::{VerbGroup, verb_group};
use super::{RawAttribution, SourceNoun};

/// An attribution in words of its paragraph.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Frame {
    pub source: Option<Range<usize>>,
    pub cue: Range<usize>,
    pub content: Vec<Range<usize>>,
    pub confidence: f32,
}

impl Frame {
    pub fn to_raw(&self, words: &Words<'_>) -> RawAttribution {
        RawAttribution {
            source: self.source.clone().map(|source| words.range(source)),
            cue: (!self.cue.is_empty()).then(|| words.range(self.cue.clone())),
            content: self.content.iter().map(|part| words.range(part.clone())).collect(),
            source_noun: self.source.clone().and_then(|source| source_noun(words, source)),
            confidence: self.confidence,
        }
    }

    /// The words of its source and cue.
    fn head(&self) -> Range<usize> {
        match &self.source {
            Some(source) => source.start.min(self.cue.start)..source.end.max(self.cue.end),
            None => self.cue.clone(),
        }
    }

    fn covers(&self, word: usize) -> bool {
        self.content.iter().any(|part| part.contains(&word))
    }
}

/// How sure each pattern is.
mod confidence {
    pub const QUOTED: f32 = 0.95;
    pub const ACCORDING_TO: f32 = 0.93;
    pub const TRAILING: f32 = 0.88;
    pub const LEADING_SAID: f32 = 0.9;
    pub const LEADING: f32 = 0.75;
    pub const PARTICIPLE: f32 = 0.7;
    pub const NEARBY: f32 = 0.5;
}

/// Finds the frames of one run of sentences.
pub(super) struct Finder<'w, 'a> {
    words: &'w Words<'a>,
    unit: Range<usize>,
    heading: bool,
    groups: Vec<VerbGroup>,
    frames: Vec<Frame>,
}

impl<'w, 'a> Finder<'w, 'a> {
    pub fn new(words: &'w Words<'a>, unit: Range<usize>, heading: bool) -> Self {
        let mut groups = Vec::new();
        for verb in unit.clone() {
            let word = &words.words[verb];
            let written_as_name = word.is_capitalized() && !word.begins_sentence && !heading;
            if word.cue.is_some() && !written_as_name && !words.is_spoken(verb) {
                let sentence = words.sentence_of(verb);
                groups.extend(verb_group(words, verb, sentence.start.max(unit.start), sentence.end.min(unit.end)));
            }
        }
        Self { words, unit, heading, groups, frames: Vec::new() }
    }

    /// The frames, in the order of their cues.
    pub fn find(mut self) -> Vec<Frame> {
        self.find_named_by_colon();
        self.find_according_to();
        self.find_trailing();
        self.find_leading();
        self.find_participles();
        self.find_nearby();
        self.frames.sort_by_key(|frame| frame.head().start);
        self.frames
    }

    /// "WALLACE: Let's start." and, in a headline, "Pence: It won't happen".
    fn find_named_by_colon(&mut self) {
        let start = self.unit.start;
        let Some(colon) = (start..self.unit.end.min(start + 6)).find(|&index| self.words.words[index].text == ":")
        else {
            return;
        };
        let name = &self.words.words[start..colon];
        let shouted = |text: &str| text.len() > 1 && text.chars().all(|c| !c.is_lowercase());
        let capital = !name.is_empty() && name.iter().all(|word| word.is_capitalized() && word.cue.is_none());
        let speaker = name.iter().all(|word| shouted(word.text)) && name.len() <= 4;
        let headline = self.heading && name.len() <= 3;
        let before_quote = self.words.get(colon + 1).is_some_and(|word| word.quote.is_some()) && name.len() <= 5;
        let content = colon + 1..self.unit_end_without_stop();
        if capital && (speaker || headline || before_quote) && !content.is_empty() {
            let end = if speaker { self.unit.end } else { content.end };
            let said = content.start..end;
            self.push(Some(start..colon), colon..colon + 1, Vec::from([said]), confidence::LEADING);
        }
    }

    /// "according to Franz Weber of the East West Institute"
    fn find_according_to(&mut self) {
        for index in self.unit.clone() {
            let pair =
                self.words.words[index].is("according") && self.words.get(index + 1).is_some_and(|word| word.is("to"));
            if !pair || self.words.is_spoken(index) || self.is_taken(index) {
                continue;
            }
            let sentence = self.words.sentence_of(index);
            let high = sentence.end.min(self.unit.end);
            let source_end = phrase_end(self.words, index + 2, high);
            if source_end == index + 2 {
                continue;
            }
            let head = index..source_end;
            let content = content::around(self.words, &head, self.sentence_start(index), high);
            if !content.is_empty() {
                self.push(Some(index + 2..source_end), index..index + 2, content, confidence::ACCORDING_TO);
            }
        }
    }

    /// "…", said Li. / …, Li said on Monday. / "…", Li said, "…"
    fn find_trailing(&mut self) {
        for group in self.groups.clone() {
            let words = self.words;
            let verb = group.verb;
            if group.infinitive || group.passive || group.is_gerund() || self.is_taken(verb) {
                continue;
            }
            let sentence = words.sentence_of(verb);
            let low = self.after_quotes(sentence.start.max(self.unit.start), group.words.start);
            let high = sentence.end.min(self.unit.end);
            let Some((source, head)) = self.source_beside(&group, low, high) else { continue };
            let quoted = self.follows_quote(head.start);
            if !quoted && !group.has_class(CueClass::SPEECH | CueClass::CLAUSE | CueClass::MENTAL) {
                continue;
            }
            if !quoted && !self.stands_apart(&group, &head, high) {
                continue;
            }
            let content = content::around(words, &head, self.sentence_start(head.start), high);
            if !content.is_empty() {
                let confidence = if quoted { confidence::QUOTED } else { confidence::TRAILING };
                self.push(Some(source), group.words, content, confidence);
            }
        }
    }

    /// A source right beside a verb group that follows a comma, a dash or a quotation; with the words of both.
    fn source_beside(&self, group: &VerbGroup, low: usize, high: usize) -> Option<(Range<usize>, Range<usize>)> {
        let apart = |index: usize| {
            index > self.unit.start
                && (self.words.words[index - 1].text == ","
                    || self.words.words[index - 1].is_dash()
                    || self.follows_quote(index))
        };
        let inverted = || subject_after(self.words, group.words.end, high);
        if apart(group.words.start)
            && let Some(source) = inverted()
        {
            return Some((source.clone(), group.words.start..source.end));
        }
        let source = subject_before(self.words, low, group.words.start)?;
        apart(source.start).then(|| (source.clone(), source.start..group.words.end))
    }

    /// Whether a head without a quotation before it ends its clause, so that what is said stands around it.
    fn stands_apart(&self, group: &VerbGroup, head: &Range<usize>, high: usize) -> bool {
        let after = content::skip_recipient(self.words, group, head.end, high);
        let Some(next) = self.words.get(after).filter(|_| after < high) else { return true };
        let ends = next.text == "," || next.is_stop() || next.is_dash();
        let adjunct = next.function.intersects(Function::SPEAKER_STOP | Function::TIME)
            && !self.words.words[after..high].iter().take(12).any(|word| word.is("that") || word.quote.is_some())
            && !(next.function.contains(Function::SUBORDINATOR)
                && after == head.end
                && !next.function.contains(Function::PREPOSITION)
                && next.is("if"));
        let start = self.sentence_start(head.start);
        let has_verb = |span: Range<usize>| {
            self.words.words[span].iter().any(|word| word.can_be_finite() || word.class.contains(WordClass::VERB))
        };
        let clause_before = head.start.saturating_sub(start) >= 4 && has_verb(start..head.start);
        // "The vote, Li said, was lost"
        let medial = head.start > start + 1 && next.text == "," && has_verb(after..high);
        let enough = clause_before || medial;
        let opening = self.words.get(start);
        let adjunct_before = opening.is_some_and(|word| {
            word.function.intersects(Function::PREPOSITION | Function::SUBORDINATOR)
                && !matches!(&*word.lower, "what" | "that" | "who")
        });
        let said = group.has_class(CueClass::SPEECH);
        let closes = next.is_stop() && after + 1 >= high;
        enough && (closes || said && !adjunct_before && (ends || adjunct))
    }

    /// Li said (that) …
    fn find_leading(&mut self) {
        for group in self.groups.clone() {
            let verb = group.verb;
            if group.infinitive || group.passive || group.is_gerund() || self.is_taken(verb) {
                continue;
            }
            let sentence = self.words.sentence_of(verb);
            let low = sentence.start.max(self.unit.start);
            let high = sentence.end.min(self.unit.end);
            let shared = self.shared_source(group.words.start, low);
            let own = || subject_before(self.words, self.after_quotes(low, group.words.start), group.words.start);
            let inverted = || self.inverted_opening(&group, low, high);
            let Some(source) = shared.or_else(inverted).or_else(own) else { continue };
            if self.is_taken(source.start) && !self.frames.iter().any(|frame| frame.source == Some(source.clone())) {
                continue;
            }
            let from = group.words.end.max(source.end);
            let limit = self.next_head(from, high);
            let Some(found) = content::after(self.words, &group, from, limit, &self.groups) else { continue };
            if !content::fits(self.words, &group, &source, &found.content) {
                continue;
            }
            let said = matches!(&*self.words.words[verb].lower, "said" | "says" | "say" | "told" | "tells");
            let confidence = match () {
                () if found.quoted => confidence::QUOTED,
                () if said => confidence::LEADING_SAID,
                () => confidence::LEADING,
            };
            self.push(Some(source), group.words.start..found.cue_end, found.content, confidence);
        }
    }

    /// "Said Li: …": a cue that opens its sentence has its source after it.
    fn inverted_opening(&self, group: &VerbGroup, low: usize, high: usize) -> Option<Range<usize>> {
        let opens =
            group.words.start == low && group.has_class(CueClass::SPEECH) && !group.cue.form.intersects(CueForm::BASE);
        opens.then(|| subject_after(self.words, group.words.end, high)).flatten()
    }

    /// "Li said A and promised B": the source of the verb before, if only "and" or "but" stands between.
    fn shared_source(&self, start: usize, low: usize) -> Option<Range<usize>> {
        let before = start.checked_sub(1).filter(|index| *index >= low)?;
        if !self.words.words[before].function.contains(Function::COORDINATOR) {
            return None;
        }
        let last = self.frames.iter().rfind(|frame| frame.cue.end <= start && frame.cue.start >= low)?;
        last.source.clone()
    }

    /// ", adding that …", ", calling it …": shares the source of its clause.
    fn find_participles(&mut self) {
        for group in self.groups.clone() {
            let verb = group.verb;
            let start = group.words.start;
            if !group.is_gerund()
                || self.is_taken(verb)
                || !group.has_class(CueClass::SPEECH | CueClass::CLAUSE | CueClass::STANCE)
            {
                continue;
            }
            let sentence = self.words.sentence_of(verb);
            let low = sentence.start.max(self.unit.start);
            let leads_on = self
                .words
                .get(group.words.end)
                .is_some_and(|word| word.text == ":" || word.quote.is_some() && self.words.is_spoken(group.words.end));
            let apart = leads_on
                || start > low
                    && (self.words.words[start - 1].text == ","
                        || self.words.words[start - 1].is("by")
                        || self.follows_quote(start));
            if !apart {
                continue;
            }
            let high = sentence.end.min(self.unit.end);
            let limit = self.next_head(group.words.end, high);
            let Some(found) = content::after(self.words, &group, group.words.end, limit, &self.groups) else {
                continue;
            };
            let before =
                self.frames.iter().rfind(|frame| frame.head().end <= start).and_then(|frame| frame.source.clone());
            let Some(source) = before.or_else(|| self.clause_subject(low, start)) else { continue };
            if content::fits(self.words, &group, &source, &found.content) {
                self.push(Some(source), start..found.cue_end, found.content, confidence::PARTICIPLE);
            }
        }
    }

    /// A quotation that nothing else explains goes to the subject of its sentence, if that is somebody.
    fn find_nearby(&mut self) {
        for quote in self.quotes() {
            let taken = self.frames.iter().any(|frame| frame.covers(quote.start));
            let length = self.words.words[quote.clone()].iter().filter(|word| !word.is_punctuation()).count();
            if taken || length < 4 {
                continue;
            }
            let low = self.words.sentence_of(quote.start).start.max(self.unit.start);
            let Some(source) = self.clause_subject(low, quote.start) else { continue };
            let verb = (source.end..quote.start).find(|&index| self.words.words[index].is_finite_verb());
            let Some(verb) = verb else { continue };
            self.push(Some(source), verb..verb + 1, vec![quote], confidence::NEARBY);
        }
    }

    /// The subject a clause opens with, if it is somebody.
    fn clause_subject(&self, low: usize, high: usize) -> Option<Range<usize>> {
        let words = self.words;
        let verb = (low + 1..high).find(|&index| {
            let word = &words.words[index];
            word.quote.is_none()
                && (word.can_be_finite()
                    || word.cue.is_some_and(|cue| cue.form.intersects(CueForm::PAST | CueForm::THIRD)))
        })?;
        let mut start = verb;
        while start > low && words.words[start - 1].function.contains(Function::ADVERB) {
            start -= 1;
        }
        let source = subject_before(words, low, start)?;
        words.is_animate(source.clone()).then_some(source)
    }

    fn push(&mut self, source: Option<Range<usize>>, cue: Range<usize>, content: Vec<Range<usize>>, confidence: f32) {
        self.frames.push(Frame { source, cue, content, confidence });
    }

    /// Whether a word is already in some frame's source, cue or content.
    fn is_taken(&self, word: usize) -> bool {
        self.frames.iter().any(|frame| frame.covers(word) || frame.cue.contains(&word))
    }

    /// Where the next frame's source or cue begins after `from`, without the comma before it; `high` if there is none.
    fn next_head(&self, from: usize, high: usize) -> usize {
        let heads = self.frames.iter().map(|frame| frame.head().start).filter(|start| (from..high).contains(start));
        let next = heads.min().unwrap_or(high);
        if next < high && next > from && self.words.words[next - 1].text == "," { next - 1 } else { next }
    }

    /// Whether a quotation ends right before a word, a comma aside.
    fn follows_quote(&self, index: usize) -> bool {
        let before = |index: usize| index.checked_sub(1).filter(|index| *index >= self.unit.start);
        let Some(last) = before(index) else { return false };
        let last = if self.words.words[last].text == "," { before(last) } else { Some(last) };
        last.is_some_and(|last| self.words.is_spoken(last))
    }

    /// The first word after the last quotation that ends between `low` and `high`.
    fn after_quotes(&self, low: usize, high: usize) -> usize {
        let begun = self.words.quotes_between(self.unit.start, high).iter();
        let ends = begun.filter(|quote| quote.can_be_speech).map(|quote| quote.words.end);
        ends.filter(|end| (low..=high).contains(end)).max().unwrap_or(low)
    }

    /// The speech-like quotations of this run of sentences.
    fn quotes(&self) -> Vec<Range<usize>> {
        let begun = self.words.quotes_between(self.unit.start, self.unit.end).iter();
        let speech = begun.filter(|quote| quote.can_be_speech).map(|quote| quote.words.clone());
        speech.filter(|quote| quote.end <= self.unit.end).collect()
    }

    /// Where the sentence of a word begins; the start of a quotation that runs into that sentence.
    fn sentence_start(&self, word: usize) -> usize {
        let start = self.words.sentence_of(word).start.max(self.unit.start);
        match self.words.words[start].quote {
            Some(quote) => {
                let quote = self.words.quotes[quote].words.start;
                if quote < start { self.words.sentence_of(quote).start.max(self.unit.start) } else { start }
            }
            None => start,
        }
    }

    fn unit_end_without_stop(&self) -> usize {
        let last = self.unit.end - 1;
        let stop = matches!(self.words.words[last].text, "." | "!" | "?") && !self.words.is_spoken(last);
        if stop { last } else { self.unit.end }
    }
}

/// What the head noun of a source tells; the head is the last word before a preposition or a comma.
fn source_noun(words: &Words<'_>, source: Range<usize>) -> Option<SourceNoun> {
    let span = &words.words[source];
    let head_end = span.iter().position(|word| {
        word.is_punctuation()
            || word.function.contains(Function::PREPOSITION)
            || word.function.contains(Function::SUBORDINATOR)
    });
    let head = span[..head_end.unwrap_or(span.len())].last()?;
    if head.function.contains(Function::SUBJECT_PRONOUN) || !head.can_be_noun() {
        return None;
    }
    let person = ["er", "or", "ist", "ian", "ant", "man", "woman"].iter().any(|ending| head.lower.ends_with(ending));
    Some(match () {
        () if head.class.contains(WordClass::PLURAL) => SourceNoun::People,
        () if person => SourceNoun::Person,
        () => SourceNoun::Thing,
    })
}
