//! How much alike two ways of putting mentions into clusters are: MUC, B³ and CEAF-e, as the reference scorer of the
//! CoNLL 2011 and 2012 shared tasks counts them (Pradhan and others, ACL 2014).
//!
//! Mentions are numbers; the same number on both sides is the same mention. A mention may stand on one side only.
//! A cluster of one counts, except where a measure counts links. Sums of several documents are added.

use std::collections::HashMap;

use super::super::count::Ratios;
use super::assignment::greatest_sum;

/// The mentions of one entity, each once and in no other cluster of its side.
pub(super) type Cluster = Vec<usize>;

/// Links: how many of those that hold each cluster together are there on the other side (Vilain and others, 1995).
pub(super) fn muc(gold: &[Cluster], found: &[Cluster]) -> Ratios {
    let (recalled, there) = kept_links(gold, found);
    let (right, found) = kept_links(found, gold);
    Ratios { right, found, recalled, there }
}

/// Mentions: how much of each mention's cluster is in its cluster on the other side (Bagga and Baldwin, 1998).
pub(super) fn b_cubed(gold: &[Cluster], found: &[Cluster]) -> Ratios {
    let (recalled, there) = kept_neighbours(gold, found);
    let (right, found) = kept_neighbours(found, gold);
    Ratios { right, found, recalled, there }
}

/// Entities: how alike clusters are when each is paired with one at most of the other side (Luo, 2005; φ₄).
pub(super) fn ceaf_e(gold: &[Cluster], found: &[Cluster]) -> Ratios {
    let shared = shared_mentions(gold, found);
    let alike = |one: usize, other: usize| {
        let both = shared.get(&(one, other)).copied().unwrap_or(0);
        2.0 * both as f64 / (gold[one].len() + found[other].len()).max(1) as f64
    };
    let worth: Vec<Vec<f64>> =
        (0..gold.len()).map(|one| (0..found.len()).map(|other| alike(one, other)).collect()).collect();
    let sum = greatest_sum(&worth);
    Ratios { right: sum, found: found.len() as f64, recalled: sum, there: gold.len() as f64 }
}

/// The links of the clusters that the others keep, and all of them.
fn kept_links(clusters: &[Cluster], others: &[Cluster]) -> (f64, f64) {
    let cluster_of = cluster_of(others);
    let mut sums = (0, 0);
    for cluster in clusters.iter().filter(|cluster| !cluster.is_empty()) {
        let mut parts: Vec<usize> = cluster.iter().filter_map(|mention| cluster_of.get(mention)).copied().collect();
        let alone = cluster.len() - parts.len();
        parts.sort_unstable();
        parts.dedup();
        sums.0 += cluster.len() - parts.len() - alone;
        sums.1 += cluster.len() - 1;
    }
    (sums.0 as f64, sums.1 as f64)
}

/// The sum over mentions of the share of its cluster that stays with it among the others, and the number of mentions.
fn kept_neighbours(clusters: &[Cluster], others: &[Cluster]) -> (f64, f64) {
    let shared = shared_mentions(clusters, others);
    let kept = shared.iter().map(|((cluster, _), both)| (both * both) as f64 / clusters[*cluster].len() as f64);
    (kept.sum(), clusters.iter().map(Vec::len).sum::<usize>() as f64)
}

/// How many mentions each pair of clusters shares, where it shares any.
fn shared_mentions(clusters: &[Cluster], others: &[Cluster]) -> HashMap<(usize, usize), usize> {
    let cluster_of = cluster_of(others);
    let mut shared = HashMap::new();
    for (index, cluster) in clusters.iter().enumerate() {
        for other in cluster.iter().filter_map(|mention| cluster_of.get(mention)) {
            *shared.entry((index, *other)).or_default() += 1;
        }
    }
    shared
}

fn cluster_of(clusters: &[Cluster]) -> HashMap<usize, usize> {
    let each = clusters.iter().enumerate();
    each.flat_map(|(index, cluster)| cluster.iter().map(move |mention| (*mention, index))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Precision and recall as fractions: numerators and denominators.
    fn sums(ratios: Ratios) -> [f64; 4] {
        [ratios.right, ratios.found, ratios.recalled, ratios.there].map(|sum| (sum * 1e6).round() / 1e6)
    }

    /// The example of Pradhan and others: gold {a b c} {d e f g}; found {a b} {c d} {f g h i}.
    fn example() -> ([Cluster; 2], [Cluster; 3]) {
        ([vec![0, 1, 2], vec![3, 4, 5, 6]], [vec![0, 1], vec![2, 3], vec![5, 6, 7, 8]])
    }

    #[test]
    fn links() {
        let (gold, found) = example();
        assert_eq!(sums(muc(&gold, &found)), [2.0, 5.0, 2.0, 5.0]);
    }

    #[test]
    fn mentions() {
        let (gold, found) = example();
        // Recall: (4 + 1) / 3 for a b c, (1 + 4) / 4 for d e f g. Precision: 4 / 2, (1 + 1) / 2, 4 / 4.
        assert_eq!(sums(b_cubed(&gold, &found)), [4.0, 8.0, 2.916667, 7.0]);
    }

    #[test]
    fn entities() {
        let (gold, found) = example();
        // a b c with a b: 4 / 5; d e f g with f g h i: 4 / 8.
        assert_eq!(sums(ceaf_e(&gold, &found)), [1.3, 3.0, 1.3, 2.0]);
    }

    #[test]
    fn clusters_of_one_have_no_links() {
        let alone = [vec![0], vec![1]];
        assert_eq!(sums(muc(&alone, &[vec![0, 1]])), [0.0, 1.0, 0.0, 0.0]);
        assert_eq!(sums(b_cubed(&alone, &[vec![0, 1]])), [1.0, 2.0, 2.0, 2.0]);
        assert_eq!(sums(ceaf_e(&alone, &[vec![0, 1]])), [0.666667, 1.0, 0.666667, 2.0]);
    }

    #[test]
    fn nothing_is_like_nothing() {
        for measure in [muc, b_cubed, ceaf_e] {
            assert_eq!(sums(measure(&[], &[])), [0.0; 4]);
            assert_eq!(measure(&[vec![0, 1]], &[]).rates(), [0.0; 3]);
        }
    }
}
