//! Which directives of reStructuredText hold prose.

use std::sync::LazyLock;

use foldhash::HashMap;

use super::table;

/// Where a directive holds prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RstDirective {
    /// What stands in its first line.
    pub argument: RstArgument,
    /// Whether its body is what somebody else wrote.
    pub is_quote: bool,
}

/// What stands in a directive's first line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RstArgument {
    /// The beginning of its body.
    Text,
    /// Its title.
    Heading,
    /// Nothing that is prose.
    Other,
}

static DIRECTIVES: LazyLock<HashMap<&'static str, RstDirective>> = LazyLock::new(|| {
    let rows = table::rows(include_str!("../../data/rst_directives.tsv"));
    let read = |row: Vec<&'static str>| {
        let argument = match row.get(1) {
            Some(&"text") => RstArgument::Text,
            Some(&"heading") => RstArgument::Heading,
            _ => RstArgument::Other,
        };
        (row[0], RstDirective { argument, is_quote: row.get(2) == Some(&"quote") })
    };
    rows.map(read).collect()
});

/// Where the directive of a name, in lower case, holds prose; `None`: nowhere.
pub fn rst_directive(name: &str) -> Option<RstDirective> {
    DIRECTIVES.get(name).copied()
}
