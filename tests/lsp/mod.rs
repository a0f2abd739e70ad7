//! What the session tests need: a client, its copy of a text, and chance that can be repeated; and
//! those about settings, known sources, code actions, folders and diagnostics that are asked for.

mod actions;
pub mod client;
pub mod mirror;
mod pull;
pub mod random;
mod settings;
mod sources;
mod workspace;
