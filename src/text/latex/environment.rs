//! Where environments begin and end.

use super::open::{Call, Closer};
use super::{Open, Reader};
use crate::lexicon::{LatexCommand, LatexEnvironment, latex_environment};
use crate::text::{BlockKind, TextRange};

/// The arguments of an environment that nobody knows.
const UNKNOWN: &str = "m+";
/// The environment that holds the text.
const DOCUMENT: &str = "document";

impl<'a> Reader<'a> {
    /// `\begin`
    pub(super) fn begin(&mut self, range: TextRange) {
        let Some(name) = self.environment_name() else { return };
        if name == DOCUMENT && self.is_before {
            self.open = vec![Open::source(true)];
            (self.is_before, self.not_opened) = (false, 0);
            return self.writer.finish();
        }
        let (kind, arguments) = latex_environment(name).unwrap_or((LatexEnvironment::Block, UNKNOWN));
        match kind {
            LatexEnvironment::Code => {
                self.finish_blocks(self.top().is_prose);
                self.skip_to_end_of(name);
            }
            LatexEnvironment::Math => {
                if let Some(inside) = self.skip_to_end_of(name) {
                    self.formula(TextRange::new(range.start, self.lexer.at()), inside, true);
                }
            }
            _ => {
                self.finish_blocks(self.top().is_prose);
                self.begin_blocks(kind, name, arguments, range);
            }
        }
    }

    fn begin_blocks(&mut self, kind: LatexEnvironment, name: &'a str, arguments: &'static str, range: TextRange) {
        let mut environment = self.top().environment(name, range.start);
        match kind {
            LatexEnvironment::Silent => environment.is_prose = false,
            LatexEnvironment::Quote => environment.block = BlockKind::BlockQuote,
            LatexEnvironment::Table => (environment.block, environment.is_table) = (BlockKind::TableCell, true),
            _ => {}
        }
        self.push(environment);
        let call = Call { role: LatexCommand::Silent, start: range.start, is_starred: false };
        self.arguments(call, arguments);
    }

    /// `\end`, with all that is open in the environment.
    pub(super) fn end(&mut self) {
        let Some(name) = self.environment_name() else { return };
        if name == DOCUMENT && !self.is_before {
            return self.lexer.skip_to(self.source.len());
        }
        if let Some(index) = self.open.iter().rposition(|open| open.closer == Closer::Environment(name)) {
            while self.open.len() > index {
                self.pop(None);
            }
        }
    }

    fn environment_name(&mut self) -> Option<&'a str> {
        self.lexer.skip_spaces();
        self.lexer.raw_group().map(str::trim)
    }

    /// Passes what an environment holds; where nobody ends it, the rest of the paragraph.
    fn skip_to_end_of(&mut self, name: &str) -> Option<TextRange> {
        let inside = self.lexer.eat_until(&format!("\\end{{{name}}}"));
        if inside.is_none() {
            let end = self.lexer.paragraph_end();
            self.lexer.skip_to(end);
        }
        inside
    }
}
