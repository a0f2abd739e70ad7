//! An outline's conversion.

use tower_lsp::ls_types::{
    DocumentSymbol, DocumentSymbolResponse, Location, Range, SymbolInformation, SymbolKind, Uri,
};

use crate::server::position::Lines;
use crate::server::symbols::Symbol;

/// An outline, nested.
pub fn nested_symbols(symbols: Vec<Symbol>, lines: Lines<'_>) -> DocumentSymbolResponse {
    DocumentSymbolResponse::Nested(symbols.into_iter().map(|symbol| nested_symbol(symbol, lines)).collect())
}

/// An outline, flat, for clients that know no other: the speaker stands in the name, as nothing else is sure to show.
pub fn flat_symbols(symbols: Vec<Symbol>, lines: Lines<'_>, uri: &Uri) -> DocumentSymbolResponse {
    let mut flat = Vec::new();
    flatten(symbols, lines, uri, &mut flat);
    DocumentSymbolResponse::Flat(flat)
}

#[expect(deprecated, reason = "the field `deprecated` has to be given")]
fn nested_symbol(symbol: Symbol, lines: Lines<'_>) -> DocumentSymbol {
    let children: Vec<_> = symbol.children.into_iter().map(|child| nested_symbol(child, lines)).collect();
    let range = lines.range(symbol.range);
    // mostly a selection ends or begins where its range does, and novels are full of them
    let position = |offset: usize| match offset {
        _ if offset == symbol.range.start => range.start,
        _ if offset == symbol.range.end => range.end,
        _ => lines.position(offset),
    };
    let selection_range = Range::new(position(symbol.selection.start), position(symbol.selection.end));
    DocumentSymbol {
        name: symbol.name,
        detail: Some(symbol.speaker),
        kind: SymbolKind::STRING,
        tags: None,
        deprecated: None,
        range,
        selection_range,
        children: (!children.is_empty()).then_some(children),
    }
}

#[expect(deprecated, reason = "the field `deprecated` has to be given")]
fn flatten(symbols: Vec<Symbol>, lines: Lines<'_>, uri: &Uri, flat: &mut Vec<SymbolInformation>) {
    for symbol in symbols {
        flat.push(SymbolInformation {
            name: format!("{}: {}", symbol.speaker, symbol.name),
            kind: SymbolKind::STRING,
            tags: None,
            deprecated: None,
            location: Location::new(uri.clone(), lines.range(symbol.selection)),
            container_name: Some(symbol.speaker),
        });
        flatten(symbol.children, lines, uri, flat);
    }
}
