//! The language server: the only place that knows LSP types, URIs and UTF-16.
