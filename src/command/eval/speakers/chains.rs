//! Mentions and entities against annotated chains of mentions: mention F1 and CoNLL F1.

use crate::annotate::{Annotation, Entity, EntityKind};
use crate::text::TextRange;

use super::super::count::{Count, Figure, Ratios};
use super::alignment::{GoldMention, Match, align};
use super::clusters::{Cluster, b_cubed, ceaf_e, muc};

/// The mentions of a person or an organization in a text.
pub(super) type Chain = Vec<GoldMention>;

/// Scores over documents.
#[derive(Default)]
pub(super) struct ChainScores {
    partial: Count,
    exact: Count,
    muc: Ratios,
    b_cubed: Ratios,
    ceaf_e: Ratios,
    documents: usize,
}

impl ChainScores {
    /// Adds how well a document's people and organizations were found.
    ///
    /// All chains count for mentions; those with a name in them, for entities.
    pub(super) fn add(&mut self, chains: &[Chain], annotation: &Annotation) {
        self.documents += 1;
        let entities: Vec<Found> = annotation.entities.iter().filter(|entity| is_somebody(entity)).map(found).collect();
        let gold: Vec<GoldMention> = chains.iter().flatten().copied().collect();
        let spans: Vec<TextRange> = entities.iter().flat_map(|entity| &entity.spans).copied().collect();
        for (count, matches) in [(&mut self.partial, Match::Partial), (&mut self.exact, Match::Exact)] {
            let right = align(&gold, &spans, matches).iter().flatten().count();
            count.add(right, spans.len(), right, gold.len());
        }
        let named: Vec<&Chain> = chains.iter().filter(|chain| chain.iter().any(|mention| mention.named)).collect();
        let (gold, found) = numbered(&named, entities.iter().filter(|entity| entity.named));
        self.muc += muc(&gold, &found);
        self.b_cubed += b_cubed(&gold, &found);
        self.ceaf_e += ceaf_e(&gold, &found);
    }

    /// The figures, by name; none if there was no document.
    pub(super) fn figures(&self) -> Vec<(String, Figure)> {
        if self.documents == 0 {
            return Vec::new();
        }
        let measures = [("muc", self.muc), ("b3", self.b_cubed), ("ceaf-e", self.ceaf_e)];
        let mean = measures.iter().map(|(_, ratios)| ratios.rates()[2]).sum::<f64>() / measures.len() as f64;
        let mentions = [("mentions", self.partial), ("mentions/exact", self.exact)];
        let mentions = mentions.map(|(name, count)| (name.to_owned(), Figure::F1(count)));
        let measures = measures.map(|(name, ratios)| (format!("named/{name}"), Figure::Clusters(ratios)));
        let conll = [("named/conll".to_owned(), Figure::Percent(mean))];
        mentions.into_iter().chain(measures).chain(conll).collect()
    }
}

/// An entity of the annotator.
struct Found {
    spans: Vec<TextRange>,
    named: bool,
}

fn found(entity: &Entity) -> Found {
    Found { spans: entity.mentions.iter().map(|mention| mention.span).collect(), named: entity.has_name() }
}

fn is_somebody(entity: &Entity) -> bool {
    matches!(entity.kind, EntityKind::Person | EntityKind::Organization | EntityKind::Group)
}

/// Both sides as clusters of numbers: a found mention has the number of the gold mention that it is, or one of its own.
fn numbered<'a>(chains: &[&Chain], entities: impl Iterator<Item = &'a Found>) -> (Vec<Cluster>, Vec<Cluster>) {
    let gold: Vec<GoldMention> = chains.iter().flat_map(|chain| chain.iter()).copied().collect();
    let lengths: Vec<usize> = chains.iter().map(|chain| chain.len()).collect();
    let (mut spans, mut found_lengths) = (Vec::new(), Vec::new());
    for entity in entities {
        spans.extend(&entity.spans);
        found_lengths.push(entity.spans.len());
    }
    let gold_of = align(&gold, &spans, Match::Partial);
    let numbers = gold_of.iter().enumerate().map(|(index, gold_index)| gold_index.unwrap_or(gold.len() + index));
    (cut(0..gold.len(), &lengths), cut(numbers, &found_lengths))
}

/// Cuts a row of mentions into clusters of some lengths.
fn cut(mut mentions: impl Iterator<Item = usize>, lengths: &[usize]) -> Vec<Cluster> {
    lengths.iter().map(|length| mentions.by_ref().take(*length).collect()).collect()
}

#[cfg(test)]
mod tests {
    use crate::annotate::{EntityId, Mention, MentionKind};

    use super::*;

    fn entity(id: usize, kind: EntityKind, mentions: &[(usize, usize, MentionKind)]) -> Entity {
        let mention = |(start, end, kind): &(usize, usize, MentionKind)| Mention {
            span: TextRange::new(*start, *end),
            kind: *kind,
        };
        Entity {
            id: EntityId(id),
            name: String::new(),
            kind,
            known: None,
            roles: Vec::new(),
            spellings: Vec::new(),
            mentions: mentions.iter().map(mention).collect(),
        }
    }

    fn mention(start: usize, end: usize, named: bool) -> GoldMention {
        GoldMention { span: TextRange::new(start, end), head: TextRange::new(end - 1, end), named }
    }

    #[test]
    fn chains_without_a_name_count_for_mentions_only() {
        let chains = [vec![mention(0, 5, true), mention(10, 13, false)], vec![mention(20, 25, false)]];
        let entities = vec![
            entity(0, EntityKind::Person, &[(0, 5, MentionKind::Name), (10, 13, MentionKind::Pronoun)]),
            entity(1, EntityKind::Group, &[(21, 25, MentionKind::Nominal)]),
            entity(2, EntityKind::Document, &[(30, 35, MentionKind::Name)]),
        ];
        let mut scores = ChainScores::default();
        scores.add(&chains, &Annotation { entities, ..Annotation::default() });
        assert_eq!((scores.partial.right, scores.partial.found, scores.partial.there), (3, 3, 3));
        assert_eq!((scores.exact.right, scores.exact.found, scores.exact.there), (2, 3, 3));
        assert_eq!((scores.b_cubed.found, scores.b_cubed.there), (2.0, 2.0));
        assert!(scores.figures().contains(&("named/conll".to_owned(), Figure::Percent(100.0))));
    }

    #[test]
    fn an_entity_cut_in_two_costs_links() {
        let chains = [vec![mention(0, 5, true), mention(10, 13, false)]];
        let entities = vec![
            entity(0, EntityKind::Person, &[(0, 5, MentionKind::Name)]),
            entity(1, EntityKind::Person, &[(10, 13, MentionKind::Name)]),
        ];
        let mut scores = ChainScores::default();
        scores.add(&chains, &Annotation { entities, ..Annotation::default() });
        assert_eq!((scores.muc.recalled, scores.muc.there), (0.0, 1.0));
        assert_eq!((scores.b_cubed.right, scores.b_cubed.recalled), (2.0, 1.0));
    }
}
