//! The rankers that tell who is meant: by a pronoun, by a noun, by a quotation without a source.

use std::sync::LazyLock;

use super::ranker::Ranker;
use super::weights::{ModelError, Tensors};

/// A ranker of candidates, and one of what tells that none of them is right.
#[derive(Debug)]
pub struct Choice {
    /// Scores a candidate.
    pub candidate: Ranker,
    /// Scores that there is none.
    pub none: Ranker,
}

/// The rankers for each kind of place.
#[derive(Debug)]
pub struct SpeakerModel {
    /// Whom a pronoun means.
    pub pronoun: Choice,
    /// Whom a noun with a definite article means.
    pub nominal: Choice,
    /// Whose turn a quotation is that nothing in the text gives to anybody.
    pub turn: Choice,
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
        let choice = |name: &str| {
            Ok::<_, ModelError>(Choice {
                candidate: Ranker::new(&tensors, name)?,
                none: Ranker::new(&tensors, &format!("{name}.none"))?,
            })
        };
        Ok(Self { pronoun: choice("pronoun")?, nominal: choice("nominal")?, turn: choice("turn")? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_model_fits() {
        let model = SpeakerModel::shipped();
        assert_ne!(model.pronoun.candidate.score(&[0]), model.pronoun.candidate.score(&[1]));
    }

    #[test]
    fn another_model_does_not() {
        assert!(SpeakerModel::from_bytes(super::super::Tagger::SHIPPED).is_err());
    }
}
