//! The tagger: labels for the tokens of a paragraph.

use std::sync::LazyLock;

use fearless_simd::Level;

use super::activation::sigmoid;
use super::features::{Features, Place};
use super::label::Label;
use super::network::Network;
use super::sequence::{Chain, Row};
use super::weights::{ModelError, Tensors, unexpected};

/// Longer paragraphs are read in windows of at most so many tokens.
const WINDOW: usize = 512;

/// Labels tokens.
#[derive(Debug)]
pub struct Tagger {
    network: Network,
    chain: Chain,
    /// Scale and shift that make of stated confidence what came true.
    calibration: [f32; 2],
}

/// What the tagger says of a paragraph's tokens.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tagging {
    /// A label for each token; together they are the likeliest sequence.
    pub labels: Vec<Label>,
    /// How likely each token's label is, from 0 to 1.
    pub likelihoods: Vec<f32>,
    /// What the network's first layer makes of each token, [`Tagger::width`] numbers a token: what a
    /// [`Reader`](super::Reader) goes on from.
    pub states: Vec<f32>,
}

impl Tagger {
    /// The model file that ships with the program; `models/README.md` says where it comes from.
    pub const SHIPPED: &'static [u8] = include_bytes!("../../models/attribution.safetensors");

    /// The tagger that ships with the program.
    ///
    /// # Panics
    ///
    /// If the program was built with a model that does not fit it.
    pub fn shipped() -> &'static Self {
        static TAGGER: LazyLock<Tagger> = LazyLock::new(|| match Tagger::from_bytes(Tagger::SHIPPED) {
            Ok(tagger) => tagger,
            Err(error) => panic!("the program was built with a model that does not fit it: {error}"),
        });
        &TAGGER
    }

    /// A tagger of a model file's bytes.
    ///
    /// # Errors
    ///
    /// If they are no model, or one for another network.
    pub fn from_bytes(bytes: &'static [u8]) -> Result<Self, ModelError> {
        let tensors = Tensors::read(bytes)?;
        let calibration = tensors.floats("confidence")?;
        let calibration = calibration.try_into().map_err(|_| unexpected("confidence", "a scale and a shift"))?;
        Ok(Self { network: Network::new(&tensors)?, chain: Chain::new(&tensors)?, calibration })
    }

    /// How often something came true that had this likelihood by the tagger's own words (Platt's scaling).
    pub fn calibrated(&self, likelihood: f32) -> f32 {
        let [scale, shift] = self.calibration;
        let p = likelihood.clamp(1e-4, 1.0 - 1e-4);
        sigmoid(scale * (p / (1.0 - p)).ln() + shift)
    }

    /// How many numbers there are of a token in [`Tagging::states`].
    pub fn width(&self) -> usize {
        self.network.width()
    }

    /// Labels the tokens of one paragraph, with the fastest code that this machine runs.
    pub fn tag(&self, tokens: &[Features]) -> Tagging {
        self.tag_at(Level::new(), tokens)
    }

    /// The same in plain code: what any machine runs.
    pub fn tag_portably(&self, tokens: &[Features]) -> Tagging {
        self.tag_at(Level::baseline(), tokens)
    }

    fn tag_at(&self, level: Level, tokens: &[Features]) -> Tagging {
        let mut tagging = Tagging::default();
        let mut rest = tokens;
        while !rest.is_empty() {
            let (window, after) = rest.split_at(window_length(rest));
            self.tag_window(level, window, &mut tagging);
            rest = after;
        }
        tagging
    }

    /// The network's scores of all labels for each of up to a window of tokens, a token's after another's.
    pub fn scores(&self, tokens: &[Features]) -> Vec<f32> {
        self.network.scores(Level::new(), tokens, &mut Vec::new())
    }

    /// Labels tokens by the network's scores.
    pub fn decode(&self, scores: &[f32]) -> Tagging {
        let mut tagging = Tagging::default();
        self.decode_window(scores, &mut tagging);
        tagging
    }

    fn tag_window(&self, level: Level, tokens: &[Features], tagging: &mut Tagging) {
        let scores = self.network.scores(level, tokens, &mut tagging.states);
        self.decode_window(&scores, tagging);
    }

    fn decode_window(&self, scores: &[f32], tagging: &mut Tagging) {
        let (rows, _): (&[Row], _) = scores.as_chunks::<{ Label::COUNT }>();
        let best = self.chain.best(rows);
        let marginals = self.chain.marginals(rows);
        for (label, row) in best.iter().zip(marginals) {
            let index = usize::from(*label);
            tagging.labels.push(Label::from_index(index));
            tagging.likelihoods.push(row.get(index).copied().unwrap_or_default());
        }
    }
}

/// How many of the tokens the next window holds: all, or as many whole sentences as fit.
fn window_length(tokens: &[Features]) -> usize {
    if tokens.len() <= WINDOW {
        return tokens.len();
    }
    let begins = |token: &Features| matches!(token.place, Place::First | Place::HeadingFirst | Place::ItemFirst);
    let last = tokens[1..=WINDOW].iter().rposition(begins).map(|before| before + 1);
    last.filter(|end| *end >= WINDOW / 2).unwrap_or(WINDOW)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::features::{QuotePlace, Shape, hash, normal_form, prefix_bucket, suffix_bucket};

    /// Some words of a text as the tagger sees them.
    fn tokens(text: &str, times: usize) -> Vec<Features> {
        let words = text.split(' ').enumerate().map(|(index, word)| {
            let form = normal_form(word);
            Features {
                word: hash(form.as_bytes()),
                prefix: prefix_bucket(&form),
                suffix: suffix_bucket(&form),
                shape: if word == "." { Shape::FullStop } else { Shape::Lower },
                quote: QuotePlace::Outside,
                place: if index == 0 { Place::First } else { Place::Within },
            }
        });
        let once: Vec<Features> = words.collect();
        once.repeat(times)
    }

    #[test]
    fn the_shipped_model_fits_and_reads() {
        let tagger = Tagger::shipped();
        let tagging = tagger.tag(&tokens("the minister said that the bridge would open .", 1));
        assert_eq!(tagging.labels[2], Label::Begin(crate::model::Role::Cue));
        assert!(tagging.likelihoods.iter().all(|p| (0.0..=1.0).contains(p)));
    }

    #[test]
    fn vector_code_and_plain_code_give_the_same() {
        let tagger = Tagger::shipped();
        let tokens = tokens("she denied it , but officials say that nobody believed her .", 7);
        assert_eq!(tagger.tag(&tokens), tagger.tag_portably(&tokens));
    }

    #[test]
    fn long_paragraphs_are_read_in_windows() {
        let tokens = tokens("a b c d e f g .", 200);
        assert_eq!(window_length(&tokens), 512);
        assert_eq!(window_length(&tokens[3..]), 509);
        assert_eq!(Tagger::shipped().tag(&tokens).labels.len(), tokens.len());
        assert_eq!(Tagger::shipped().tag(&[]), Tagging::default());
    }

    #[test]
    fn other_files_are_no_models() {
        assert!(Tagger::from_bytes(b"").is_err());
        assert!(Tagger::from_bytes(&Tagger::SHIPPED[..Tagger::SHIPPED.len() / 2]).is_err());
    }
}
