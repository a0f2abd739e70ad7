//! What the session tests need: a client, its copy of a text, and chance that can be repeated.

pub mod client;
pub mod mirror;
pub mod random;
