//! What the session tests need: a client, its copy of a text, and chance that can be repeated; and
//! those about settings, known sources and code actions.

mod actions;
pub mod client;
pub mod mirror;
pub mod random;
mod settings;
mod sources;
