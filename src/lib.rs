//! sayso reads prose and knows who said what, and on whose authority.
//!
//! ```
//! use sayso::{annotate, text};
//!
//! let source = "“We won,” said Maya Wang, an expert with Human Rights Watch.";
//! let document = text::read(source, text::Format::Plain);
//! let annotation = annotate::annotate(&document);
//! let attribution = &annotation.attributions[0];
//! let speaker = annotation.entity(attribution.speaker.unwrap());
//! assert_eq!(speaker.name, "Maya Wang");
//! ```
//!
//! The arrows between modules point one way: `command` and `server` know `workspace`, that knows `rules`, that know
//! `annotate`, that knows `text` and `lexicon`. From `rules` down everything is a pure function of its input.

pub mod annotate;
pub mod command;
pub mod lexicon;
pub mod model;
pub mod rules;
pub mod server;
pub mod text;
pub mod workspace;
