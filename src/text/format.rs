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
}

impl Format {
    /// The extensions that name prose, in lower case.
    pub const EXTENSIONS: [&str; 9] = ["txt", "text", "md", "markdown", "mdown", "mkd", "mdx", "qmd", "rmd"];

    /// The format a file name's extension tells, or `None` if it names no prose.
    pub fn from_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "txt" | "text" => Some(Self::Plain),
            "md" | "markdown" | "mdown" | "mkd" | "mdx" | "qmd" | "rmd" => Some(Self::Markdown),
            _ => None,
        }
    }

    /// The format of a language identifier as editors send it, or of a name as a user types it.
    pub fn from_name(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "plaintext" | "plain" | "text" | "txt" => Some(Self::Plain),
            "markdown" | "md" | "mdx" | "quarto" | "rmarkdown" => Some(Self::Markdown),
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
