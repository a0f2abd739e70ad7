//! Semantic tokens' conversion: the legend, the numbers that stand for tokens, and what changes from one answer to the next.

use tower_lsp::ls_types::{
    SemanticToken, SemanticTokenModifier, SemanticTokenType, SemanticTokensEdit, SemanticTokensFullOptions,
    SemanticTokensLegend, SemanticTokensOptions,
};

use crate::server::position::Walk;
use crate::server::tokens::{Class, Modifiers, Token};

/// What the server announces.
pub fn token_options() -> SemanticTokensOptions {
    SemanticTokensOptions {
        legend: SemanticTokensLegend {
            token_types: Class::ALL.map(|class| SemanticTokenType::new(class.name())).into(),
            token_modifiers: Modifiers::NAMES.map(SemanticTokenModifier::new).into(),
        },
        range: Some(true),
        full: Some(SemanticTokensFullOptions::Delta { delta: Some(true) }),
        ..SemanticTokensOptions::default()
    }
}

/// Tokens in text order, each told from the one before.
pub fn semantic_tokens(tokens: &[Token], mut walk: Walk<'_>) -> Vec<SemanticToken> {
    let (mut line, mut column) = (0, 0);
    let convert = |token: &Token| {
        let start = walk.to(token.span.start);
        let end = walk.to(token.span.end);
        let delta_line = start.line - line;
        let delta_start = if delta_line == 0 { start.character - column } else { start.character };
        (line, column) = (start.line, start.character);
        SemanticToken {
            delta_line,
            delta_start,
            length: end.character - start.character,
            token_type: Class::ALL
                .iter()
                .zip(0..)
                .find_map(|(it, index)| (*it == token.class).then_some(index))
                .unwrap_or(0),
            token_modifiers_bitset: token.modifiers.bits(),
        }
    };
    tokens.iter().map(convert).collect()
}

/// The smallest edit that makes `new` of `old`; none if they are the same.
pub fn token_edit(old: &[SemanticToken], new: &[SemanticToken]) -> Option<SemanticTokensEdit> {
    if old == new {
        return None;
    }
    let head = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let (old, new) = (old.get(head..)?, new.get(head..)?);
    let tail = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
    let data = new.get(..new.len() - tail)?.to_vec();
    Some(SemanticTokensEdit { start: numbers(head), delete_count: numbers(old.len() - tail), data: Some(data) })
}

/// How many numbers stand for so many tokens.
fn numbers(tokens: usize) -> u32 {
    u32::try_from(tokens * 5).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ropey::Rope;

    use super::*;
    use crate::server::position::{Encoding, Lines};
    use crate::text::TextRange;

    fn token(length: u32) -> SemanticToken {
        SemanticToken { length, ..SemanticToken::default() }
    }

    #[test]
    fn tokens_are_told_from_the_one_before_in_the_units_of_the_client() {
        let text = "é🦀 she\r\nsaid “e\u{301}𝒳”\n";
        let rope = Rope::from_str(text);
        let at = |words: &str, class| {
            let start = text.find(words).unwrap();
            Token { span: TextRange::new(start, start + words.len()), class, modifiers: Modifiers::empty() }
        };
        let tokens = [at("she", Class::Source), at("said", Class::Cue), at("“e\u{301}𝒳”", Class::Content)];
        for (encoding, she, content) in [(Encoding::Utf8, 7, 13), (Encoding::Utf16, 4, 6), (Encoding::Utf32, 3, 5)] {
            let lines = Lines::new(&rope, encoding);
            let numbers = semantic_tokens(&tokens, lines.walk(text, 0));
            let numbers: Vec<_> =
                numbers.iter().map(|it| (it.delta_line, it.delta_start, it.length, it.token_type)).collect();
            assert_eq!(numbers, [(0, she, 3, 0), (1, 0, 4, 1), (0, 5, content, 2)], "{encoding:?}");
            let second = semantic_tokens(&tokens[2..], lines.walk(text, tokens[2].span.start));
            assert_eq!((second[0].delta_line, second[0].delta_start), (1, 5));
        }
    }

    #[test]
    fn an_edit_is_no_larger_than_it_must_be() {
        let [a, b, c] = [1, 2, 3].map(token);
        assert_eq!(token_edit(&[a, b], &[a, b]), None);
        let edit = token_edit(&[a, b, c], &[a, c, c]).unwrap();
        assert_eq!((edit.start, edit.delete_count, edit.data), (5, 5, Some(vec![c])));
        let edit = token_edit(&[a, a], &[a, a, a]).unwrap();
        assert_eq!((edit.start, edit.delete_count, edit.data), (10, 0, Some(vec![a])));
        let edit = token_edit(&[a, b], &[]).unwrap();
        assert_eq!((edit.start, edit.delete_count, edit.data), (0, 10, Some(vec![])));
    }

    proptest! {
        #[test]
        fn an_edit_makes_the_new_of_the_old(
            old in proptest::collection::vec(0_u32..3, 0..12),
            new in proptest::collection::vec(0_u32..3, 0..12),
        ) {
            let [old, new] = [old, new].map(|lengths| lengths.into_iter().map(token).collect::<Vec<_>>());
            let mut edited = old.clone();
            if let Some(edit) = token_edit(&old, &new) {
                let (start, count) = (edit.start as usize / 5, edit.delete_count as usize / 5);
                edited.splice(start..start + count, edit.data.unwrap());
            }
            prop_assert_eq!(edited, new);
        }
    }
}
