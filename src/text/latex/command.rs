//! What commands do to the text.

use std::sync::LazyLock;

use regex::Regex;

use super::accent::accented;
use super::definition::Macro;
use super::open::{Call, Closer};
use super::{Open, Reader};
use crate::lexicon::{LatexCommand, latex_character, latex_command};
use crate::text::{BlockKind, TextRange, pattern};

/// The arguments of a command that nobody knows.
const UNKNOWN: &str = "u+";

impl<'a> Reader<'a> {
    /// A command of letters.
    pub(super) fn command(&mut self, name: &'a str, range: TextRange) {
        if let Some((letter, length)) = accented(name, self.lexer.rest()) {
            self.lexer.skip_to(range.end + length);
            return self.characters(&letter, TextRange::new(range.start, range.end + length));
        }
        match name {
            "begin" => self.begin(range),
            "end" => self.end(),
            "item" => self.item(),
            "verb" | "lstinline" | "mintinline" => self.code_between_marks(name, range),
            // what stands between them is for TeX, not for readers
            "makeatletter" => self.skip_until("\\makeatother"),
            "ExplSyntaxOn" => self.skip_until("\\ExplSyntaxOff"),
            "iffalse" => self.skip_until("\\fi"),
            _ => self.other_command(name, range),
        }
    }

    /// Passes everything up to a command.
    fn skip_until(&mut self, command: &str) {
        while self.lexer.eat_until(command).is_some()
            && self.lexer.rest().starts_with(|c: char| c.is_ascii_alphabetic())
        {}
    }

    fn other_command(&mut self, name: &str, range: TextRange) {
        let own = self.macros.get(name).cloned();
        if let Some(Macro::Text(text)) = own {
            self.lexer.eat("{}");
            self.characters(&text, TextRange::new(range.start, self.lexer.at()));
        } else if let Some(set) = latex_character(name) {
            self.show_character(set, range);
        } else {
            let known = match own {
                Some(Macro::Like(arguments, role)) => Some((role, arguments)),
                _ => latex_command(name).or_else(|| by_its_name(name)),
            };
            match known {
                Some((role, arguments)) => self.known_command(role, arguments, range),
                None => self.unknown_command(range),
            }
        }
    }

    /// TeX takes the space behind a letter's command for its end.
    fn show_character(&mut self, set: &str, range: TextRange) {
        if set.chars().all(char::is_alphabetic) && set.chars().count() == 1 {
            self.lexer.skip_spaces();
        }
        self.characters(set, range);
    }

    fn known_command(&mut self, role: LatexCommand, arguments: &'static str, range: TextRange) {
        if self.is_before && !self.top().is_prose && !matches!(role, LatexCommand::Title | LatexCommand::Define) {
            // what it is told is passed as groups are
            return;
        }
        let is_starred = self.lexer.eat("*");
        let call = Call { role, start: range.start, is_starred };
        match role {
            LatexCommand::Define => {
                let rest = self.macros.define(arguments, &mut self.lexer);
                self.arguments(call, rest);
            }
            LatexCommand::Heading => {
                // nothing that was opened before a heading goes on behind it
                while self.top().closer == Closer::Brace && !self.is_before {
                    self.pop(None);
                }
                self.arguments(call, arguments);
            }
            LatexCommand::Space => {
                self.lexer.option();
                self.space(range);
            }
            LatexCommand::Paragraph => {
                self.lexer.option();
                // in a title it parts lines
                if self.top().is_short {
                    self.space(range);
                } else {
                    self.end_paragraph();
                }
            }
            LatexCommand::Switch => self.switch(),
            LatexCommand::Dimension => {
                let length = dimension(self.lexer.rest());
                self.lexer.skip_to(self.lexer.at() + length);
            }
            LatexCommand::Note => {
                if self.top().is_prose {
                    self.writer.reference(self.top().block);
                }
                self.arguments(call, arguments);
            }
            LatexCommand::Word if arguments.is_empty() => self.code(range),
            _ => self.arguments(call, arguments),
        }
    }

    /// A command that nobody knows shows what stands in its braces; without any it most likely stands for a word.
    fn unknown_command(&mut self, range: TextRange) {
        let call = Call { role: LatexCommand::Text, start: range.start, is_starred: self.lexer.eat("*") };
        while self.lexer.option().is_some() {}
        let shows_by_itself = self.lexer.eat("{}") || !self.lexer.rest().starts_with('{');
        if !shows_by_itself {
            self.arguments(call, UNKNOWN);
        } else if self.writer.text().is_some_and(|text| !text.is_empty()) {
            self.code(TextRange::new(range.start, self.lexer.at()));
        }
    }

    /// A command of one character.
    pub(super) fn symbol(&mut self, symbol: char, range: TextRange) {
        if let Some((letter, length)) = accented(symbol.encode_utf8(&mut [0; 4]), self.lexer.rest()) {
            self.lexer.skip_to(range.end + length);
            return self.characters(&letter, TextRange::new(range.start, range.end + length));
        }
        match symbol {
            '%' | '&' | '$' | '#' | '_' | '{' | '}' => self.characters(symbol.encode_utf8(&mut [0; 4]), range),
            '\\' => self.line_break(range),
            '(' | '[' => {
                let mark = if symbol == '(' { "\\)" } else { "\\]" };
                if let Some(inside) = self.lexer.formula(mark) {
                    self.formula(TextRange::new(range.start, self.lexer.at()), inside, symbol == '[');
                }
            }
            ',' | ';' | ':' | '>' => self.space(range),
            _ if symbol.is_whitespace() => self.space(range),
            _ => {}
        }
    }

    fn line_break(&mut self, range: TextRange) {
        self.lexer.eat("*");
        self.lexer.option();
        if self.top().is_table {
            self.finish_blocks(self.top().is_prose);
        } else {
            self.space(range);
        }
    }

    /// Emphasises what follows in the group.
    fn switch(&mut self) {
        if !self.top().is_prose || self.top().closer != Closer::Brace {
            return;
        }
        self.writer.push_space();
        let prose = self.writer.len();
        if let Some(group) = self.open.last_mut().filter(|group| group.call.role == LatexCommand::Text) {
            (group.call.role, group.is_text, group.prose) = (LatexCommand::Switch, true, prose);
        }
    }

    /// An item's label is an item of its own if it has words.
    fn item(&mut self) {
        let is_prose = self.top().is_prose;
        self.finish_blocks(is_prose);
        let list = self.open.iter().rposition(|open| matches!(open.closer, Closer::Environment(_)));
        for open in self.open.iter_mut().skip(list.unwrap_or(usize::MAX)) {
            open.block = BlockKind::ListItem;
        }
        self.skip_overlay();
        let Some(label) = self.lexer.peek_option() else { return };
        let written = self.source.get(label.start..label.end).unwrap_or_default();
        if !is_prose || written.chars().filter(|c| c.is_alphabetic()).take(2).count() < 2 {
            self.lexer.option();
            return;
        }
        self.lexer.skip_to(label.start);
        let call = Call { role: LatexCommand::Text, start: label.start, is_starred: false };
        let label = Open { closer: Closer::Bracket(label.end), is_short: true, ..self.top().group(call) };
        self.push(label);
    }

    /// `\verb|code|`
    fn code_between_marks(&mut self, name: &str, range: TextRange) {
        self.lexer.eat("*");
        while self.lexer.option().is_some() {}
        if name == "mintinline" {
            self.lexer.raw_group();
        }
        let rest = self.lexer.rest();
        let line = rest.lines().next().unwrap_or_default();
        let mut inside = line.chars();
        let end = match inside.next() {
            Some('{') if name != "verb" => {
                let is_closed = self.lexer.raw_group().is_some();
                is_closed.then(|| self.lexer.at())
            }
            Some(mark) if !mark.is_alphanumeric() && !mark.is_whitespace() => inside
                .as_str()
                .find(mark)
                .map(|at| self.source.len() - rest.len() + mark.len_utf8() + at + mark.len_utf8()),
            _ => None,
        };
        if let Some(end) = end {
            self.lexer.skip_to(end);
            self.code(TextRange::new(range.start, end));
        }
    }
}

/// How much of a text is a length: `2pt plus 1pt`, `=0pt`.
fn dimension(text: &str) -> usize {
    const LENGTH: &str = r"-?(?:\d+\.?\d*|\.\d+) *(?:true *)?(?:pt|em|ex|cm|mm|in|pc|bp|sp|fil+|\\[a-z]+)?";
    static DIMENSION: LazyLock<Option<Regex>> =
        LazyLock::new(|| pattern(&format!("^ *=? *{LENGTH}(?: *(?:plus|minus) *{LENGTH})*")).ok());
    DIMENSION.as_ref().and_then(|dimension| dimension.find(text)).map_or(0, |found| found.end())
}

/// What a command's name says of one that nobody knows.
fn by_its_name(name: &str) -> Option<(LatexCommand, &'static str)> {
    let name = name.to_ascii_lowercase();
    if name.contains("cite") {
        Some((LatexCommand::Cite, "m+"))
    } else if name.contains("todo") || name.contains("fixme") {
        Some((LatexCommand::Silent, "m+"))
    } else if name.ends_with("ref") {
        Some((LatexCommand::Word, "m"))
    } else {
        None
    }
}
