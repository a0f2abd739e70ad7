//! The language server: the only place that knows LSP types, URIs and UTF-16.

use std::process::ExitCode;

/// Serves one client over standard input and output until it says goodbye.
pub fn serve_stdio() -> ExitCode {
    ExitCode::FAILURE
}

/// Serves one client over TCP on a local port until it says goodbye.
pub fn serve_port(port: u16) -> ExitCode {
    let _ = port;
    ExitCode::FAILURE
}
