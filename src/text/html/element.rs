//! What the elements of HTML are to a reader of prose.

use crate::text::BlockKind;

/// What an element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// It stands by itself; the kind of block that paragraphs in it are, if it says that.
    Block(Option<BlockKind>),
    /// It stands by itself, and nothing in it is read.
    Aside,
    /// Nothing in it is read; what is around it goes on behind it.
    Hidden,
    /// Nothing in it is read, and it stands in a sentence as a word.
    Code,
    /// Its text is emphasised.
    Emphasis,
    /// Its text is a link.
    Link,
    /// It refers to a note; its text is a number or sign.
    Reference,
    /// What somebody says; browsers show marks around it.
    Quote,
    /// A line break.
    Break,
    /// A line across the page.
    Rule,
    /// It has no content.
    Void,
    /// Its text is read as if it were not there.
    Other,
}

impl Role {
    /// Whether nothing in it is read.
    pub(super) fn is_silent(self) -> bool {
        matches!(self, Self::Aside | Self::Hidden | Self::Code | Self::Reference)
    }

    /// Whether it stands in a sentence.
    pub(super) fn is_inline(self) -> bool {
        !matches!(self, Self::Block(_) | Self::Aside)
    }

    /// The kind of block that it makes of paragraphs in it.
    pub(super) fn block_kind(self) -> Option<BlockKind> {
        if let Self::Block(kind) = self { kind } else { None }
    }
}

/// What an element is by its name, in lower case.
pub(super) fn role(name: &str) -> Role {
    match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Role::Block(Some(BlockKind::Heading)),
        "li" | "dt" | "dd" => Role::Block(Some(BlockKind::ListItem)),
        "blockquote" => Role::Block(Some(BlockKind::BlockQuote)),
        "td" | "th" => Role::Block(Some(BlockKind::TableCell)),
        "address" | "article" | "body" | "caption" | "center" | "details" | "dialog" | "div" | "dl" | "fieldset"
        | "figcaption" | "figure" | "hgroup" | "html" | "main" | "ol" | "p" | "search" | "section" | "summary"
        | "table" | "tbody" | "tfoot" | "thead" | "tr" | "ul" => Role::Block(None),
        "aside" | "footer" | "form" | "frameset" | "head" | "header" | "menu" | "nav" | "noframes" | "pre" | "xmp" => {
            Role::Aside
        }
        "applet" | "audio" | "button" | "canvas" | "datalist" | "iframe" | "map" | "noembed" | "noscript"
        | "object" | "optgroup" | "option" | "script" | "select" | "style" | "template" | "textarea" | "title"
        | "video" => Role::Hidden,
        "code" | "kbd" | "math" | "samp" | "svg" | "tt" | "var" => Role::Code,
        "b" | "em" | "i" | "strong" => Role::Emphasis,
        "a" => Role::Link,
        "q" => Role::Quote,
        "br" => Role::Break,
        "hr" => Role::Rule,
        "area" | "base" | "col" | "embed" | "img" | "input" | "link" | "meta" | "param" | "source" | "track"
        | "wbr" => Role::Void,
        _ => Role::Other,
    }
}

/// Whether an element of one name ends one of another that is the innermost around it and has no end tag.
pub(super) fn closes(name: &str, open: &str) -> bool {
    match open {
        "p" => !role(name).is_inline() || name == "hr",
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => role(name) == Role::Block(Some(BlockKind::Heading)) || name == "p",
        "li" => name == "li",
        "dt" | "dd" => matches!(name, "dt" | "dd"),
        "td" | "th" => matches!(name, "td" | "th" | "tr" | "tbody" | "tfoot"),
        "tr" => matches!(name, "tr" | "tbody" | "tfoot"),
        "thead" | "tbody" | "tfoot" => matches!(name, "tbody" | "tfoot"),
        "head" => name == "body",
        _ => false,
    }
}
