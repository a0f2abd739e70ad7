//! Mentions as CorefUD writes them beside tokens: `(7-person-new(8-place)` opens two and closes the second, `7)` closes.

/// What a token does to mentions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bracket<'a> {
    /// A mention of an entity starts here.
    Open {
        /// The entity's name in the document.
        entity: &'a str,
        /// What it is: `person`, `organization`, …
        kind: &'a str,
    },
    /// The last mention of an entity that is open ends here.
    Close {
        /// The entity's name in the document.
        entity: &'a str,
    },
}

/// The brackets of an `Entity` attribute whose mentions start with the entity's name and its kind; `None` if it is none.
pub(super) fn brackets(attribute: &str) -> Option<Vec<Bracket<'_>>> {
    let mut found = Vec::new();
    let mut rest = attribute;
    while !rest.is_empty() {
        if let Some(opened) = rest.strip_prefix('(') {
            let end = opened.find(['(', ')']).unwrap_or(opened.len());
            let mut fields = opened[..end].split('-');
            let (entity, kind) = (name(fields.next()?)?, fields.next()?);
            found.push(Bracket::Open { entity, kind });
            rest = &opened[end..];
            if let Some(after) = rest.strip_prefix(')') {
                found.push(Bracket::Close { entity });
                rest = after;
            }
        } else {
            let (closed, after) = rest.split_once(')')?;
            found.push(Bracket::Close { entity: name(closed)? });
            rest = after;
        }
    }
    Some(found)
}

/// An entity's name without the number of a part, as in `7[1/2]`.
fn name(text: &str) -> Option<&str> {
    let name = text.split('[').next()?;
    (!name.is_empty() && !name.contains('(')).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open<'a>(entity: &'a str, kind: &'a str) -> Bracket<'a> {
        Bracket::Open { entity, kind }
    }

    #[test]
    fn opens_and_closes_in_order() {
        let close = |entity| Bracket::Close { entity };
        assert_eq!(brackets("(7-person-new-cf1"), Some(vec![open("7", "person")]));
        assert_eq!(brackets("(8-place-new)7)"), Some(vec![open("8", "place"), close("8"), close("7")]));
        assert_eq!(brackets("(7-person(8-place)"), Some(vec![open("7", "person"), open("8", "place"), close("8")]));
        assert_eq!(brackets("7[2/2])"), Some(vec![close("7")]));
    }

    #[test]
    fn refuses_what_is_no_bracket() {
        for attribute in ["7", "(7", ")", "(-person)", "7(8-place)"] {
            assert_eq!(brackets(attribute), None, "{attribute}");
        }
    }
}
