//! What the session tests need: a client, its copy of a text, and chance that can be repeated; and
//! those about settings, known sources, code actions, what is logged and who means ill.

mod actions;
pub mod client;
mod hostile;
mod log;
pub mod mirror;
pub mod random;
mod settings;
mod sources;
