//! What the functions of Typst are to a reader of prose.

use typst_syntax::{SyntaxKind, SyntaxNode, ast};

use crate::text::BlockKind;

/// What a call of a function shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Something that stands by itself; the kind of block that paragraphs in it are, if it says that.
    Block(Option<BlockKind>),
    /// A quotation with marks around it.
    Quote,
    /// A text that is emphasised.
    Emphasis,
    /// A text that is a link.
    Link,
    /// The sign of a note, or of a source.
    Note,
    /// Something that stands in a sentence as a word.
    Word,
    /// An end of what is before it.
    Break,
    /// No words.
    Hidden,
    /// The texts that it is called with.
    Other,
}

/// What a call shows, by the name of the function.
pub(super) fn role(call: &SyntaxNode) -> Role {
    let Some(call) = call.cast::<ast::FuncCall>() else { return Role::Other };
    let ast::Expr::Ident(name) = call.callee() else { return Role::Other };
    match name.as_str() {
        "quote" if is_set(call, "block") => Role::Block(Some(BlockKind::BlockQuote)),
        "quote" => Role::Quote,
        "emph" | "strong" | "underline" | "highlight" => Role::Emphasis,
        "link" => Role::Link,
        "footnote" | "cite" => Role::Note,
        "raw" | "ref" | "counter" | "numbering" | "datetime" | "str" | "repr" => Role::Word,
        "pagebreak" | "colbreak" | "parbreak" | "v" | "line" | "bibliography" | "outline" => Role::Break,
        "heading" | "title" => Role::Block(Some(BlockKind::Heading)),
        "list" | "enum" | "terms" => Role::Block(Some(BlockKind::ListItem)),
        "table" => Role::Block(Some(BlockKind::TableCell)),
        "figure" | "align" | "block" | "columns" | "grid" | "pad" | "page" | "par" | "place" | "rect" | "stack" => {
            Role::Block(None)
        }
        "image" | "lorem" | "metadata" | "state" | "label" | "eval" | "read" | "json" | "csv" | "yaml" | "toml"
        | "xml" | "plugin" | "panic" | "assert" | "hide" | "type" | "query" | "h" => Role::Hidden,
        _ => Role::Other,
    }
}

fn is_set(call: ast::FuncCall<'_>, argument: &str) -> bool {
    let sets = |it| matches!(it, ast::Arg::Named(it) if it.name().as_str() == argument && is_true(it.expr()));
    call.args().items().any(sets)
}

fn is_true(expression: ast::Expr<'_>) -> bool {
    matches!(expression, ast::Expr::Bool(it) if it.get())
}

/// Whether the text of a named argument is shown as it is.
pub(super) fn is_shown(argument: &SyntaxNode) -> bool {
    argument.cast::<ast::Named>().is_some_and(|it| matches!(it.name().as_str(), "caption" | "body"))
}

/// Whether some code has a text in it.
pub(super) fn has_text(code: &SyntaxNode) -> bool {
    code.kind() == SyntaxKind::ContentBlock || code.children().any(has_text)
}
