//! Letters with accents, as LaTeX writes them: `\'e`, `\c{c}`, `\"{\i}`.

use crate::lexicon::{LatexAccent, latex_accent, latex_character};

/// The letter that an accent's command makes of the text behind it, and how much of that it takes.
pub(super) fn accented(command: &str, rest: &str) -> Option<(String, usize)> {
    let accent = latex_accent(command)?;
    let is_word = command.starts_with(|c: char| c.is_ascii_alphabetic());
    let behind = if is_word { rest.trim_start_matches(' ') } else { rest };
    let (letter, length) = match behind.strip_prefix('{') {
        Some(group) => {
            let (letter, length) = letter(group).unwrap_or((None, 0));
            group.get(length..)?.strip_prefix('}')?;
            (letter, length + 2)
        }
        None => letter(behind)?,
    };
    let set = match letter {
        Some(letter) => with(accent, letter),
        // `\~{}` is the mark alone
        None if !is_word => command.to_owned(),
        None => return None,
    };
    Some((set, rest.len() - behind.len() + length))
}

/// The letter at the beginning of a text, and its length.
fn letter(text: &str) -> Option<(Option<char>, usize)> {
    if let Some(command) = text.strip_prefix('\\') {
        let name = command.split(|c: char| !c.is_ascii_alphabetic()).next()?;
        let mut characters = latex_character(name)?.chars();
        let letter = characters.next().filter(|_| characters.next().is_none())?;
        // an i without its dot is one below an accent
        let letter = match letter {
            'ı' => 'i',
            'ȷ' => 'j',
            letter => letter,
        };
        return Some((Some(letter), 1 + name.len()));
    }
    let letter = text.chars().next().filter(|c| c.is_alphabetic())?;
    Some((Some(letter), letter.len_utf8()))
}

fn with(accent: LatexAccent, letter: char) -> String {
    match accent.form(letter) {
        Some(form) => form.to_string(),
        None => [letter, accent.mark].iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_are_put_on_letters() {
        let set = |command: &str, rest: &str| accented(command, rest);
        assert_eq!(set("'", "e!"), Some(("é".into(), 1)));
        assert_eq!(set("\"", "{o}"), Some(("ö".into(), 3)));
        assert_eq!(set("'", "{\\i}a"), Some(("í".into(), 4)));
        assert_eq!(set("c", "{c}a"), Some(("ç".into(), 3)));
        assert_eq!(set("c", " ca"), Some(("ç".into(), 2)));
        assert_eq!(set("'", "x"), Some(("x\u{301}".into(), 1)));
        assert_eq!(set("~", "{}"), Some(("~".into(), 2)));
        assert_eq!(set("v", "{}"), None);
        assert_eq!(set("'", "{ab}"), None);
        assert_eq!(set("'", ""), None);
        assert_eq!(set("emph", "{a}"), None);
    }
}
