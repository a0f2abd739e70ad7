//! The `sayso` binary.

use std::process::ExitCode;

fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        Some("lsp") => sayso::server::serve_stdio().unwrap_or(ExitCode::from(2)),
        _ => ExitCode::from(2),
    }
}
