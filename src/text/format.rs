//! Which formats sayso reads, and how it tells them apart.

use std::path::Path;

/// A format of source text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text.
    #[default]
    Plain,
    /// Markdown (CommonMark with front matter, tables, footnotes).
    Markdown,
    /// HTML.
    Html,
    /// Typst.
    Typst,
    /// LaTeX.
    Latex,
    /// AsciiDoc.
    AsciiDoc,
    /// reStructuredText.
    ReStructuredText,
}

impl Format {
    /// Each of them.
    pub const ALL: [Self; 7] =
        [Self::Plain, Self::Markdown, Self::Html, Self::Typst, Self::Latex, Self::AsciiDoc, Self::ReStructuredText];

    /// The extensions that name prose wherever they are met in a folder, in lower case. HTML is not among them: a file of it
    /// may as well be an application's, or a program's output.
    pub const EXTENSIONS: [&str; 17] = [
        "txt", "text", "md", "markdown", "mdown", "mkd", "mdx", "qmd", "rmd", "typ", "tex", "ltx", "latex", "adoc",
        "asciidoc", "rst", "rest",
    ];

    /// The format a file name's extension tells, or `None` if it names no prose.
    pub fn from_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "txt" | "text" => Some(Self::Plain),
            "md" | "markdown" | "mdown" | "mkd" | "mdx" | "qmd" | "rmd" => Some(Self::Markdown),
            "html" | "htm" | "xhtml" => Some(Self::Html),
            "typ" => Some(Self::Typst),
            "tex" | "ltx" | "latex" => Some(Self::Latex),
            "adoc" | "asciidoc" => Some(Self::AsciiDoc),
            "rst" | "rest" => Some(Self::ReStructuredText),
            _ => None,
        }
    }

    /// Whether a file of this name is taken for prose where a whole folder is read.
    pub fn is_read_in_folders(path: &Path) -> bool {
        let extension = path.extension().and_then(|extension| extension.to_str());
        extension.is_some_and(|extension| Self::EXTENSIONS.contains(&extension.to_ascii_lowercase().as_str()))
    }

    /// The format of a language identifier as editors send it, or of a name as a user types it.
    pub fn from_name(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "plaintext" | "plain" | "text" | "txt" => Some(Self::Plain),
            "markdown" | "md" | "mdx" | "quarto" | "qmd" | "rmarkdown" | "rmd" => Some(Self::Markdown),
            "html" | "xhtml" => Some(Self::Html),
            "typst" | "typ" => Some(Self::Typst),
            "latex" | "tex" | "plaintex" | "ltx" => Some(Self::Latex),
            "asciidoc" | "adoc" => Some(Self::AsciiDoc),
            "restructuredtext" | "rst" | "rest" => Some(Self::ReStructuredText),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_extension_names_a_format() {
        for extension in Format::EXTENSIONS {
            assert!(Format::from_path(&Path::new("a").with_extension(extension)).is_some(), "{extension}");
        }
    }
}
