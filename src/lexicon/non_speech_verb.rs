//! What people do beside their words and not with them: "smiled".

use std::sync::LazyLock;

use foldhash::HashMap;

use super::table;

/// A form of a verb that is no way of speaking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NonSpeechVerb {
    /// The same form of "say".
    pub said: &'static str,
    /// What makes the same of it: "with a smile"; `None` where no phrase does.
    pub manner: Option<&'static str>,
}

static VERBS: LazyLock<HashMap<&'static str, NonSpeechVerb>> = LazyLock::new(|| {
    let rows = table::rows(include_str!("../../data/non_speech_verbs.tsv")).filter(|row| row.len() == 2);
    let verbs = rows.flat_map(|row| {
        let manner = Some(row[1]).filter(|manner| *manner != "-");
        let forms = row[0].split(' ').zip(["say", "says", "said"]);
        forms.map(move |(form, said)| (form, NonSpeechVerb { said, manner }))
    });
    verbs.collect()
});

/// What is known of a lower-case word as a verb that is no way of speaking.
pub fn non_speech_verb(word: &str) -> Option<NonSpeechVerb> {
    VERBS.get(word).copied()
}
