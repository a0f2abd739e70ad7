//! What tells who is meant: a reader of mentions, and rankers for a pronoun, a noun, and a quotation without a source.

use std::ops::Range;
use std::sync::LazyLock;

use super::ranker::{Ranker, probabilities};
use super::reader::{Reader, TokenView};
use super::weights::{ModelError, Tensors};

/// A ranker of candidates, and one of what tells that none of them is right.
///
/// Both may look at a mention's view: one part of it shows how the mention looks as what is to be resolved, another how it
/// looks as what is referred to. `W` is how wide their hidden layers are.
#[derive(Debug)]
pub struct Choice<const W: usize> {
    candidate: Ranker<W>,
    none: Ranker<W>,
    asking: Range<usize>,
    asked: Range<usize>,
}

/// One of the candidates of a choice, or that there is none.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// Its features.
    pub features: &'a [u16],
    /// The view of the mention that shows it, if one does.
    pub view: Option<&'a TokenView>,
}

impl<const W: usize> Choice<W> {
    /// The choice of the tensors whose names begin with `name`; its parts of a view are `width` wide and begin at `from`.
    fn new(tensors: &Tensors, name: &str, from: usize, width: usize) -> Result<Self, ModelError> {
        Ok(Self {
            candidate: Ranker::new(tensors, name, width, width)?,
            none: Ranker::new(tensors, &format!("{name}.none"), width, 0)?,
            asking: from..from + width,
            asked: from + width..from + 2 * width,
        })
    }

    /// How likely each candidate is, and that there is none. `none` has the view of the mention that is to be resolved.
    pub fn likelihoods<'a>(&self, candidates: impl Iterator<Item = Seen<'a>>, none: Seen<'a>) -> (Vec<f32>, f32) {
        let part = |view: Option<&TokenView>, part: &Range<usize>| view.map(|it| it.part(part)).unwrap_or_default();
        let asking = part(none.view, &self.asking);
        let place = self.candidate.at(&asking);
        let scores = candidates.map(|it| place.score(it.features, &part(it.view, &self.asked)));
        let scores: Vec<f32> = scores.collect();
        probabilities(&scores, self.none.at(&asking).score(none.features, &[]))
    }
}

/// The reader, and the rankers for each kind of place.
#[derive(Debug)]
pub struct SpeakerModel {
    /// Reads paragraphs for mentions.
    pub reader: Reader,
    /// Whom a pronoun means.
    pub pronoun: Choice<32>,
    /// Whom a noun with a definite article means.
    pub nominal: Choice<32>,
    /// Whose turn a quotation is that nothing in the text gives to anybody.
    pub turn: Choice<40>,
}

impl SpeakerModel {
    /// The model file that ships with the program; `models/README.md` says where it comes from.
    pub const SHIPPED: &'static [u8] = include_bytes!("../../models/speakers.safetensors");

    /// The model that ships with the program.
    ///
    /// # Panics
    ///
    /// If the program was built with a model that does not fit it.
    pub fn shipped() -> &'static Self {
        static MODEL: LazyLock<SpeakerModel> =
            LazyLock::new(|| match SpeakerModel::from_bytes(SpeakerModel::SHIPPED) {
                Ok(model) => model,
                Err(error) => panic!("the program was built with a model that does not fit it: {error}"),
            });
        &MODEL
    }

    /// A model of a model file's bytes.
    ///
    /// # Errors
    ///
    /// If they are no model, or one of another kind.
    pub fn from_bytes(bytes: &'static [u8]) -> Result<Self, ModelError> {
        let tensors = Tensors::read(bytes)?;
        let reader = Reader::new(&tensors)?;
        let width = reader.view_width() / 4;
        Ok(Self {
            reader,
            pronoun: Choice::new(&tensors, "pronoun", 0, width)?,
            nominal: Choice::new(&tensors, "nominal", 2 * width, width)?,
            turn: Choice::new(&tensors, "turn", 0, 0)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_model_fits() {
        let model = SpeakerModel::shipped();
        let view = TokenView::new(&vec![0.5; model.reader.view_width()]);
        let seen = |features| Seen { features, view: Some(&view) };
        let (each, none) = model.pronoun.likelihoods([seen(&[0]), seen(&[1])].into_iter(), seen(&[0]));
        assert_ne!(each[0], each[1]);
        assert!((each[0] + each[1] + none - 1.0).abs() < 1e-5);
    }

    #[test]
    fn another_model_does_not() {
        assert!(SpeakerModel::from_bytes(super::super::Tagger::SHIPPED).is_err());
    }
}
