//! What the attributes before a block of AsciiDoc say of it, and what the labels say that a paragraph may begin with.

/// What a block is by its attributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// Somebody else wrote it.
    Quote,
    /// It is no prose.
    Verbatim,
    /// It is a table whose cells are written as data.
    Data,
    /// Something else.
    Other,
}

impl Style {
    /// What stands in a line of attributes says: `quote, Ann Li`; `None`: nothing about what the block is.
    pub(super) fn read(inside: &str) -> Option<Self> {
        if inside.starts_with('[') {
            return None;
        }
        if inside.contains("format=") {
            return Some(Self::Data);
        }
        let first = inside.split(',').next().unwrap_or_default();
        let name = first.split(['.', '#', '%']).next().unwrap_or_default().trim();
        match name {
            "quote" | "verse" => Some(Self::Quote),
            "a2s" | "actdiag" | "asciimath" | "blockdiag" | "bytefield" | "comment" | "d2" | "ditaa" | "dpic"
            | "erd" | "gnuplot" | "graphviz" | "latexmath" | "listing" | "literal" | "mermaid" | "msc" | "nomnoml"
            | "pass" | "pikchr" | "plantuml" | "seqdiag" | "source" | "stem" | "svgbob" | "symbolator" | "vega"
            | "vegalite" | "wavedrom" => Some(Self::Verbatim),
            "" if inside.starts_with(',') => Some(Self::Verbatim),
            "" => None,
            _ if first.contains('=') => None,
            _ => Some(Self::Other),
        }
    }
}

/// A paragraph's text without the label that says what it is for: `NOTE: `.
pub(super) fn without_label(text: &str) -> &str {
    let labels = ["NOTE: ", "TIP: ", "IMPORTANT: ", "WARNING: ", "CAUTION: "];
    labels.into_iter().find_map(|label| text.strip_prefix(label)).map_or(text, str::trim_start)
}
