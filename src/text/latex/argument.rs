//! What stands in braces: what is shown of it, and as what.

use super::open::Call;
use super::{Open, Reader};
use crate::lexicon::{Function, LatexCommand, function};
use crate::text::{BlockKind, InlineKind, TextRange};

/// Marks of quotation, of the outer kind and of the inner.
const OPENING: [&str; 2] = ["“", "‘"];
const CLOSING: [&str; 2] = ["”", "’"];
/// So many characters of an argument tell whether it is text.
const GLANCE: usize = 120;

impl<'a> Reader<'a> {
    /// Opens the first argument of `expected` that is there, if any is.
    pub(super) fn arguments(&mut self, call: Call, expected: &'static str) {
        let mut expected = expected;
        loop {
            self.skip_options(call);
            let Some(argument) = expected.chars().next() else { return };
            let behind = &expected[argument.len_utf8()..];
            let repeats = behind.starts_with('+');
            let is_near = repeats || argument == 'h';
            if argument == '(' {
                self.lexer.round_brackets();
                expected = behind;
                continue;
            }
            if argument == 'r' && self.lexer.rest().starts_with('{') {
                if self.raw_argument(call).is_none() {
                    return;
                }
                expected = behind;
                continue;
            }
            if !(if is_near { self.lexer.eat("{") } else { self.lexer.eat_after_space("{") }) {
                return;
            }
            let is_text = match argument {
                't' | 'h' => true,
                'u' => !is_setting(self.lexer.rest()),
                _ => false,
            };
            let rest = if repeats { expected } else { behind };
            let call = if argument == 'h' { Call { role: LatexCommand::Heading, ..call } } else { call };
            let argument = Open { rest, is_text, ..self.top().group(call) };
            return if is_text { self.open_text(argument) } else { self.open_silent(argument) };
        }
    }

    fn skip_options(&mut self, call: Call) {
        self.skip_overlay();
        while let Some(option) = self.lexer.option() {
            let names_source = matches!(call.role, LatexCommand::Quote | LatexCommand::BlockQuote)
                && self.source.get(option.start..option.end).is_some_and(|option| option.contains("cite"));
            if names_source && self.top().is_prose {
                self.writer.reference(self.top().block);
            }
        }
    }

    /// Passes on which slides something is shown: `<2->`.
    pub(super) fn skip_overlay(&mut self) {
        let rest = self.lexer.rest();
        let is_of_overlay = |c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | ',' | '.' | '|');
        let inside = rest.strip_prefix('<').map_or("", |it| it.trim_start_matches(is_of_overlay));
        if inside.starts_with('>') {
            self.lexer.skip_to(self.source.len() - inside.len() + 1);
        }
    }

    /// An address, which may have any character in it.
    fn raw_argument(&mut self, call: Call) -> Option<()> {
        let inside = self.lexer.at() + 1;
        let said = self.lexer.raw_group()?;
        match call.role {
            LatexCommand::Address if self.top().is_prose && !said.contains(char::is_whitespace) => {
                self.writer.push_space();
                let prose = self.writer.len();
                self.words(TextRange::new(inside, inside + said.len()));
                self.writer.inline(InlineKind::Link, prose);
            }
            LatexCommand::Address | LatexCommand::Code => self.code(TextRange::new(call.start, self.lexer.at())),
            _ => {}
        }
        Some(())
    }

    /// Opens an argument that is shown.
    fn open_text(&mut self, mut argument: Open<'a>) {
        if argument.call.role == LatexCommand::BlockQuote && self.writer.text().is_some_and(|text| !text.is_empty()) {
            argument.call.role = LatexCommand::Quote;
        }
        match argument.call.role {
            LatexCommand::Heading | LatexCommand::Title => {
                let is_title = argument.call.role == LatexCommand::Title;
                argument.is_prose |= is_title && self.is_before && self.open.len() == 1;
                (argument.block, argument.is_table, argument.is_short) = (BlockKind::Heading, false, true);
                self.finish_blocks(argument.is_prose);
            }
            LatexCommand::Block => {
                (argument.block, argument.is_table) = (BlockKind::Paragraph, false);
                self.finish_blocks(argument.is_prose);
            }
            LatexCommand::BlockQuote => {
                (argument.block, argument.is_table) = (BlockKind::BlockQuote, false);
                self.finish_blocks(argument.is_prose);
            }
            LatexCommand::Quote => {
                argument.quotations += if argument.call.is_starred { argument.quotations % 2 + 1 } else { 0 };
                let mark = OPENING[argument.quotations % 2];
                argument.quotations += 1;
                self.characters(mark, TextRange::new(argument.call.start, self.lexer.at()));
            }
            LatexCommand::Emphasis | LatexCommand::Link => {
                argument.is_short = true;
                if argument.is_prose {
                    self.writer.push_space();
                }
            }
            _ => {}
        }
        self.push(argument);
    }

    /// Opens an argument that is not shown.
    fn open_silent(&mut self, argument: Open<'a>) {
        let may_be_long = matches!(argument.call.role, LatexCommand::Note | LatexCommand::Define);
        self.push(Open { is_prose: false, is_short: !may_be_long, ..argument });
    }

    /// Ends a group, which is an argument or none, at its brace; `None`: it has none.
    pub(super) fn finish_group(&mut self, group: &Open<'a>, brace: Option<TextRange>) {
        if group.is_text {
            self.finish_text(group, brace);
        } else if group.rest.is_empty() || group.rest.ends_with('+') && !self.lexer.rest().starts_with('{') {
            self.finish_silent(group.call);
        }
        let Some(brace) = brace.filter(|_| !group.rest.is_empty()) else { return };
        let has_grown = group.is_prose && self.writer.len() > group.prose;
        if has_grown && group.is_text && group.call.role == LatexCommand::Text && self.lexer.rest().starts_with('{') {
            self.space(brace);
        }
        self.arguments(group.call, group.rest);
    }

    fn finish_text(&mut self, group: &Open<'a>, brace: Option<TextRange>) {
        match group.call.role {
            LatexCommand::Heading | LatexCommand::Title | LatexCommand::Block | LatexCommand::BlockQuote => {
                self.finish_blocks(group.is_prose);
            }
            LatexCommand::Quote => {
                if let Some(brace) = brace {
                    let mark = CLOSING[(group.quotations + 1) % 2];
                    self.characters(mark, brace);
                }
            }
            _ => self.note(group),
        }
    }

    /// What stands for arguments that are not shown.
    fn finish_silent(&mut self, call: Call) {
        if !self.top().is_prose {
            return;
        }
        let range = TextRange::new(call.start, self.lexer.at());
        match call.role {
            LatexCommand::Word | LatexCommand::Code => self.code(range),
            LatexCommand::Name => self.named_source(range),
            LatexCommand::Cite if self.wants_noun() => self.named_source(range),
            LatexCommand::Cite => self.writer.reference(self.top().block),
            _ => {}
        }
    }

    fn named_source(&mut self, range: TextRange) {
        self.writer.reference(self.top().block);
        self.code(range);
    }

    /// Whether a citation here is a part of the sentence: "as \cite{li} shows".
    fn wants_noun(&self) -> bool {
        let text = self.writer.text().unwrap_or_default().trim_end();
        let word = text.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        if !word.is_empty() {
            let kind = function(&word.to_lowercase());
            return kind.intersects(Function::PREPOSITION | Function::SUBORDINATOR | Function::COORDINATOR);
        }
        let next = self.lexer.rest().trim_start_matches(|c: char| c.is_whitespace() || c == '~');
        let begins = text.is_empty() || text.ends_with(['.', '!', '?']) && self.writer.has_space();
        begins && next.starts_with(char::is_lowercase)
    }
}

/// Whether an argument that begins a text is a key, a length or settings rather than words.
fn is_setting(text: &str) -> bool {
    let end = text.char_indices().nth(GLANCE).map_or(text.len(), |(at, _)| at);
    let said = text[..end].split(['{', '}', ',', '\\']).next().unwrap_or_default().trim();
    let is_one_word = !said.contains(char::is_whitespace);
    let key = said.split('=').next().filter(|key| key.len() < said.len()).map(str::trim_end);
    key.is_some_and(|key| !key.contains(char::is_whitespace))
        || is_one_word
            && (said.contains([':', '_', '/', '#', '@']) || said.starts_with(|c: char| c.is_ascii_digit() || c == '.'))
}
