//! What LaTeX's commands and environments do, and the characters that it writes as commands.

use std::sync::LazyLock;

use foldhash::{HashMap, HashMapExt};

use super::table;

/// What a command does; the data file says more of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LatexCommand {
    /// `\section`
    Heading,
    /// `\title`
    Title,
    /// `\caption`
    Block,
    /// `\emph`
    Emphasis,
    /// `\mbox`
    Text,
    /// `\href`
    Link,
    /// `\url`
    Address,
    /// `\enquote`
    Quote,
    /// `\blockquote`
    BlockQuote,
    /// `\footnote`
    Note,
    /// `\parencite`
    Cite,
    /// `\textcite`
    Name,
    /// `\ref`
    Word,
    /// `\texttt`
    Code,
    /// `\em`
    Switch,
    /// `\quad`
    Space,
    /// `\par`
    Paragraph,
    /// `\label`
    Silent,
    /// `\newcommand`
    Define,
    /// `\vskip`
    Dimension,
}

/// What an environment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LatexEnvironment {
    /// Text as it is: `verbatim`
    Code,
    /// `equation`
    Math,
    /// `tikzpicture`
    Silent,
    /// `quotation`
    Quote,
    /// `tabular`
    Table,
    /// `center`
    Block,
}

/// An accent that a command puts on a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LatexAccent {
    /// The mark for letters that have no form with it.
    pub mark: char,
    /// Letters, each followed by its form with the accent.
    pairs: &'static str,
}

impl LatexAccent {
    /// The form that a letter has with this accent, if it has one.
    pub fn form(&self, letter: char) -> Option<char> {
        let mut letters = self.pairs.chars();
        std::iter::from_fn(|| Some((letters.next()?, letters.next()?)))
            .find_map(|(plain, accented)| (plain == letter).then_some(accented))
    }
}

/// A kind with the arguments that go with it, as the data file writes them; empty if there are none.
type Known<T> = HashMap<&'static str, (T, &'static str)>;

static COMMANDS: LazyLock<Known<LatexCommand>> = LazyLock::new(|| {
    known(include_str!("../../data/latex_commands.tsv"), |role| {
        Some(match role {
            "heading" => LatexCommand::Heading,
            "title" => LatexCommand::Title,
            "block" => LatexCommand::Block,
            "emphasis" => LatexCommand::Emphasis,
            "text" => LatexCommand::Text,
            "link" => LatexCommand::Link,
            "address" => LatexCommand::Address,
            "quote" => LatexCommand::Quote,
            "blockquote" => LatexCommand::BlockQuote,
            "note" => LatexCommand::Note,
            "cite" => LatexCommand::Cite,
            "name" => LatexCommand::Name,
            "word" => LatexCommand::Word,
            "code" => LatexCommand::Code,
            "switch" => LatexCommand::Switch,
            "space" => LatexCommand::Space,
            "paragraph" => LatexCommand::Paragraph,
            "silent" => LatexCommand::Silent,
            "define" => LatexCommand::Define,
            "dimension" => LatexCommand::Dimension,
            _ => return None,
        })
    })
});

static ENVIRONMENTS: LazyLock<Known<LatexEnvironment>> = LazyLock::new(|| {
    known(include_str!("../../data/latex_environments.tsv"), |role| {
        Some(match role {
            "code" => LatexEnvironment::Code,
            "math" => LatexEnvironment::Math,
            "silent" => LatexEnvironment::Silent,
            "quote" => LatexEnvironment::Quote,
            "table" => LatexEnvironment::Table,
            "block" => LatexEnvironment::Block,
            _ => return None,
        })
    })
});

fn known<T: Copy>(data: &'static str, role: impl Fn(&str) -> Option<T>) -> Known<T> {
    let mut known = HashMap::new();
    for row in table::rows(data) {
        let [kind, arguments, names] = row[..] else { continue };
        let Some(kind) = role(kind) else { continue };
        let arguments = arguments.trim_matches('-');
        known.extend(names.split(' ').map(|name| (name, (kind, arguments))));
    }
    known
}

const LETTERS: &str = include_str!("../../data/latex_letters.tsv");

static CHARACTERS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let rows = table::rows(LETTERS).filter(|row| row.len() == 3 && row[0] == "char");
    rows.flat_map(|row| row[2].split(' ').map(move |name| (name, row[1]))).collect()
});

static ACCENTS: LazyLock<HashMap<&'static str, LatexAccent>> = LazyLock::new(|| {
    let rows = table::rows(LETTERS).filter(|row| row.len() == 4 && row[0] == "accent");
    let accents = rows.filter_map(|row| {
        let mark = char::from_u32(u32::from_str_radix(row[2], 16).ok()?)?;
        Some((row[1], LatexAccent { mark, pairs: row[3] }))
    });
    accents.collect()
});

/// What a command does, by its name without the backslash, and its arguments.
pub fn latex_command(name: &str) -> Option<(LatexCommand, &'static str)> {
    COMMANDS.get(name).copied()
}

/// What an environment is, and its arguments.
pub fn latex_environment(name: &str) -> Option<(LatexEnvironment, &'static str)> {
    ENVIRONMENTS.get(name).or_else(|| ENVIRONMENTS.get(name.strip_suffix('*')?)).copied()
}

/// The characters that a command shows.
pub fn latex_character(name: &str) -> Option<&'static str> {
    CHARACTERS.get(name).copied()
}

/// The accent that a command puts on the next letter.
pub fn latex_accent(name: &str) -> Option<LatexAccent> {
    ACCENTS.get(name).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        for data in [include_str!("../../data/latex_commands.tsv"), include_str!("../../data/latex_environments.tsv")] {
            for row in table::rows(data) {
                assert_eq!(row.len(), 3, "{row:?}");
                let is_argument = |c: char| "tmrh(+npb".contains(c);
                assert!(row[1] == "-" || row[1].chars().all(is_argument), "{row:?}");
                for name in row[2].split(' ') {
                    let arguments = latex_command(name).map(|(_, it)| it).into_iter();
                    let mut arguments = arguments.chain(latex_environment(name).map(|(_, it)| it));
                    assert!(arguments.any(|it| it == row[1].trim_matches('-')), "{name} is there twice, or not read");
                }
            }
        }
    }

    #[test]
    fn accents_have_pairs() {
        assert_eq!(latex_accent("'").and_then(|accent| accent.form('e')), Some('é'));
        assert_eq!(latex_accent("H").and_then(|accent| accent.form('e')), None);
        for accent in ACCENTS.values() {
            assert_eq!(accent.pairs.chars().count() % 2, 0, "{}", accent.pairs);
        }
        assert_eq!(latex_character("ss"), Some("ß"));
    }
}
