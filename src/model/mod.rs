//! Learned parts: features, weights, the network, decoding. Numbers in, labels out; knows nothing of documents.
//!
//! [`Tagger`] is the whole: it gives each token of a paragraph a [`Label`], with how sure it is.

mod activation;
mod claims;
pub mod features;
mod label;
mod layer;
mod linear;
mod network;
mod ranker;
mod reader;
mod sequence;
mod speakers;
mod tagger;
mod weights;

pub use claims::{ClaimModel, SeenSentence, SentenceView, TextSum, pool};
pub use features::Features;
pub use label::{Direction, Label, Role};
pub use reader::{MentionClass, Reader, Reading, TokenView};
pub use speakers::{Choice, Seen, SpeakerModel};
pub use tagger::{Tagger, Tagging};
pub use weights::ModelError;
