//! The language server: the only place that knows LSP types, URIs, lines and columns, UTF-16 or tower-lsp.
//!
//! In comes the protocol, over standard input and output or a TCP connection; out go answers made from
//! [`crate::workspace::Analysis`] values. Nothing about prose is decided here, and nothing of the protocol is known
//! above or below: everything else speaks of bytes.
//!
//! - Transport: `session` runs one client's session from first byte to exit code; `intake` reads messages leniently, `wire` has
//!   them answered side by side and writes what is said; `guard` stands between them and tower-lsp's service, `initialize` and
//!   `spelling` mend what says more or otherwise than the protocol, `log` tells of what is done.
//! - State: `documents` holds the open texts, `settings` how they are to be judged, `lists` the lists of known sources
//!   that they use; `worker` analyses them on its own threads, `outbox` carries what the server says unasked.
//! - Files: `folders` says which are open and what the client tells of them, `index` knows what is in those files; `search`
//!   and `pull` answer from both, open documents and files.
//! - Features, each a pure function of an analysis: `hover`, `symbols`, `hints`, `diagnostics`, `actions`, `tokens`,
//!   `lenses`, `said_by`, `completion`; and, from what `place` finds under the cursor, `definition`, `references`,
//!   `highlights`, `selection`, `folding`, `rename`.
//! - Between the two: `backend` answers the protocol's methods; `position`, `protocol` and `changes` hold all
//!   conversions, `commands` what commands need.

mod actions;
mod backend;
mod capabilities;
mod changes;
mod commands;
mod completion;
mod definition;
mod diagnostics;
mod documents;
mod excerpt;
#[cfg(test)]
mod fixture;
mod folders;
mod folding;
mod guard;
mod highlights;
mod hints;
mod hover;
mod index;
mod initialize;
mod intake;
mod lenses;
mod lists;
mod log;
mod markup;
mod outbox;
mod place;
mod position;
mod protocol;
mod pull;
mod references;
mod rename;
mod said_by;
mod search;
mod selection;
mod session;
mod settings;
mod spelling;
mod symbols;
mod tokens;
mod wire;
mod worker;

pub use log::log_to;
pub use session::{serve, serve_port, serve_stdio};
