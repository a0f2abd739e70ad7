//! What is open while LaTeX is read: groups, arguments, environments.

use crate::lexicon::LatexCommand;
use crate::text::BlockKind;

/// A command as it stands in the source.
#[derive(Clone, Copy, Debug)]
pub(super) struct Call {
    pub(super) role: LatexCommand,
    /// Where it begins in the source.
    pub(super) start: usize,
    /// Whether a star follows its name.
    pub(super) is_starred: bool,
}

/// What closes something that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Closer<'a> {
    /// The end of the source.
    End,
    /// `}`
    Brace,
    /// `]` at a place.
    Bracket(usize),
    /// The end of an environment of this name.
    Environment(&'a str),
}

/// Something that is open. What it says of the text in it goes for all that is opened in it, too.
#[derive(Clone, Copy, Debug)]
pub(super) struct Open<'a> {
    pub(super) closer: Closer<'a>,
    pub(super) call: Call,
    /// Whether it is an argument that its command shows.
    pub(super) is_text: bool,
    /// The arguments of its command that come behind it.
    pub(super) rest: &'static str,
    /// Where its text begins in the prose of the paragraph.
    pub(super) prose: usize,
    /// Whether it ends with the paragraph at the latest.
    pub(super) is_short: bool,
    /// Whether what stands in it is prose.
    pub(super) is_prose: bool,
    /// The kind of the blocks in it.
    pub(super) block: BlockKind,
    /// Whether `&` parts cells.
    pub(super) is_table: bool,
    /// How many quotations it stands in.
    pub(super) quotations: usize,
}

impl<'a> Open<'a> {
    /// The source itself.
    pub(super) fn source(is_prose: bool) -> Self {
        Self {
            closer: Closer::End,
            call: Call { role: LatexCommand::Text, start: 0, is_starred: false },
            is_text: false,
            rest: "",
            prose: 0,
            is_short: false,
            is_prose,
            block: BlockKind::Paragraph,
            is_table: false,
            quotations: 0,
        }
    }

    /// A group in it.
    pub(super) fn group(self, call: Call) -> Self {
        Self { closer: Closer::Brace, call, is_text: false, rest: "", is_short: false, ..self }
    }

    /// An environment in it.
    pub(super) fn environment(self, name: &'a str, start: usize) -> Self {
        let call = Call { role: LatexCommand::Text, start, is_starred: false };
        Self { closer: Closer::Environment(name), is_table: false, ..self.group(call) }
    }
}
