//! A few letters for a name, so that it can be told without its colour: "MW" for Maya Wang.

use std::collections::HashSet;

/// As many letters as there are at most.
const MOST: usize = 3;

/// Makes initials that differ from all that it made before.
#[derive(Default)]
pub(super) struct Initials(HashSet<String>);

impl Initials {
    pub(super) fn of(&mut self, name: &str) -> String {
        let letters = letters(name);
        let numbered = (2..).map(|number| format!("{letters}{number}"));
        let free = std::iter::once(letters.clone()).chain(numbered).find(|it| !self.0.contains(it));
        let free = free.unwrap_or(letters);
        self.0.insert(free.clone());
        free
    }
}

/// The first letters of the words that are written like names, or else of all but articles; of a single one the first two.
fn letters(name: &str) -> String {
    let words = || name.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').filter(|word| !word.is_empty());
    let capitals: Vec<&str> = words().filter(|word| word.starts_with(|c: char| !c.is_lowercase())).collect();
    let all = || words().filter(|word| !matches!(word.to_lowercase().as_str(), "a" | "an" | "the")).collect();
    let chosen: Vec<&str> = if capitals.len() > 1 { capitals } else { all() };
    let letters: String = match chosen.as_slice() {
        [] => return "•".to_owned(),
        [word] => word.chars().take(2).collect(),
        words => words.iter().take(MOST).filter_map(|word| word.chars().next()).collect(),
    };
    if chosen.len() > 1 {
        return letters.to_uppercase();
    }
    let mut chars = letters.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_stand_for_a_name() {
        for (name, expected) in [
            ("Maya Wang", "MW"),
            ("Institute for Coastal Trade", "ICT"),
            ("a police source", "PS"),
            ("Officials", "Of"),
            ("the mayor", "Ma"),
            ("NASA", "NA"),
            ("Émile d’Arc", "ÉD"),
            ("ßen", "SSe"),
            ("…", "•"),
        ] {
            assert_eq!(letters(name), expected, "{name}");
        }
    }

    #[test]
    fn no_two_are_alike() {
        let mut initials = Initials::default();
        assert_eq!(["Bo Li", "Ben Lund", "Bea Lee"].map(|name| initials.of(name)), ["BL", "BL2", "BL3"]);
    }
}
