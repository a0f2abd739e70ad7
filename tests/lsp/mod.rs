//! What the session tests need: a client, its copy of a text, and chance that can be repeated; and those about settings, known
//! sources, code actions, ways from place to place, tokens, completion, commands, folders, diagnostics that are asked
//! for, what is logged, what editors really say of
//! themselves, and who means ill.

mod actions;
pub mod client;
mod clients;
mod commands;
mod completion;
mod hostile;
mod log;
pub mod mirror;
mod navigation;
mod pull;
pub mod random;
mod settings;
mod sources;
mod tokens;
mod workspace;
