//! What the session tests need: a client, its copy of a text, and chance that can be repeated; and
//! those about settings, known sources, code actions, and ways from place to place.

mod actions;
pub mod client;
pub mod mirror;
mod navigation;
pub mod random;
mod settings;
mod sources;
