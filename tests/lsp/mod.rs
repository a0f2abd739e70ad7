//! What the session tests need: a client, its copy of a text, and chance that can be repeated; and
//! those about settings, known sources, code actions, tokens, completion and commands.

mod actions;
pub mod client;
mod commands;
mod completion;
pub mod mirror;
pub mod random;
mod settings;
mod sources;
mod tokens;
