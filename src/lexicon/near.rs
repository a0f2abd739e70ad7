//! Which known word somebody meant who wrote another.

/// Longer words are compared to none: they are no slips.
const LONGEST: usize = 64;

/// The known word that is likest to `written`, if a slip or two explain the difference.
pub fn nearest<'k>(written: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    let letters: Vec<char> = written.chars().flat_map(char::to_lowercase).collect();
    if letters.len() > LONGEST {
        return None;
    }
    let near = known.filter_map(|word| {
        let known: Vec<char> = word.chars().collect();
        let distance = distance(&letters, &known);
        (distance <= letters.len().max(known.len()) / 3).then_some((distance, word))
    });
    near.min_by_key(|(distance, _)| *distance).map(|(_, word)| word)
}

/// How many letters must be added, left out or replaced to make one word of another; two that are swapped count once.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (row, letter) in a.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, other) in b.iter().enumerate() {
            let replaced = above[column] + usize::from(letter != other);
            let mut least = replaced.min(above[column + 1] + 1).min(current[column] + 1);
            let swapped = row > 0 && column > 0 && a[row - 1] == *other && b[column - 1] == *letter;
            if swapped {
                least = least.min(before[column - 1] + 1);
            }
            current.push(least);
        }
        before = std::mem::replace(&mut above, current);
    }
    above.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_find_the_word_that_is_meant() {
        let known = ["name", "aliases", "roles", "pronouns"];
        let cases = [
            ("alias", Some("aliases")),
            ("nmae", Some("name")),
            ("Name", Some("name")),
            ("role", Some("roles")),
            ("pronoun", Some("pronouns")),
            ("age", None),
            ("", None),
            ("organisation", None),
        ];
        for (written, meant) in cases {
            assert_eq!(nearest(written, known.into_iter()), meant, "{written}");
        }
        assert_eq!(nearest(&"name".repeat(100), known.into_iter()), None);
    }
}
