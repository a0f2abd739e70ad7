//! What authors' own commands show, as far as their definitions tell at a glance.

use foldhash::HashMap;

use crate::lexicon::{LatexCommand, latex_command};

use super::lexer::Lexer;

/// What is shown for a command is at most so many bytes long.
const LONGEST_TEXT: usize = 200;

/// What an author's own command does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Macro {
    /// Shows a text.
    Text(String),
    /// Does what another command does.
    Like(&'static str, LatexCommand),
}

/// The commands that a source defines.
#[derive(Default)]
pub(super) struct Macros<'a>(HashMap<&'a str, Macro>);

impl<'a> Macros<'a> {
    pub(super) fn get(&self, name: &str) -> Option<&Macro> {
        self.0.get(name)
    }

    /// Passes the arguments of a command that defines something, and keeps what it defines; those that are not there.
    pub(super) fn define(&mut self, arguments: &'static str, lexer: &mut Lexer<'a>) -> &'static str {
        let (mut defined, mut body, mut has_parameters) = (None, None, false);
        for (index, argument) in arguments.char_indices() {
            let Some(said) = read_argument(lexer) else { return &arguments[index..] };
            match argument {
                'n' => {
                    defined = Some(said.trim().trim_start_matches('\\'));
                    has_parameters = lexer.rest().starts_with('#');
                    lexer.skip_while(|c| c == '#' || c.is_ascii_digit());
                }
                'p' => has_parameters = !said.trim().is_empty(),
                'b' => body = Some(said),
                _ => {}
            }
            while lexer.option().is_some() {
                has_parameters = true;
            }
        }
        if let Some((name, shown)) = defined.zip(body.and_then(|body| shown(body, has_parameters))) {
            self.0.insert(name, shown);
        }
        ""
    }
}

/// Passes an argument: what stands in braces, or a command.
fn read_argument<'a>(lexer: &mut Lexer<'a>) -> Option<&'a str> {
    lexer.eat("=");
    lexer.eat_after_space("");
    lexer.command_name().or_else(|| lexer.raw_group())
}

/// What a command shows whose definition is `body`.
fn shown(body: &str, has_parameters: bool) -> Option<Macro> {
    let body = body.trim().trim_end_matches("\\xspace");
    let inner = body.strip_prefix('\\').map(|it| it.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or(it));
    match inner {
        Some(name) if has_parameters => {
            let (role, arguments) = latex_command(name)?;
            (body[1 + name.len()..] == *"{#1}" && arguments.len() == 1).then_some(Macro::Like(arguments, role))
        }
        _ if has_parameters => (!body.contains('#')).then_some(Macro::Like("m+", LatexCommand::Silent)),
        Some(name) => {
            let shows_nothing = matches!(
                latex_command(name)?.0,
                LatexCommand::Silent | LatexCommand::Paragraph | LatexCommand::Switch | LatexCommand::Dimension
            );
            shows_nothing.then_some(Macro::Like("", LatexCommand::Silent))
        }
        None => {
            let is_plain = body.len() <= LONGEST_TEXT && !body.contains(['\\', '{', '}', '$', '&', '%', '^', '_', '#']);
            is_plain.then(|| Macro::Text(body.replace('~', " ")))
        }
    }
}
