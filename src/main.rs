//! The `sayso` binary.

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let code = match arguments.as_slice() {
        ["lsp", "--port", port] => sayso::server::serve_port(port.parse().unwrap_or_default()),
        ["lsp"] | ["lsp", "--stdio"] => sayso::server::serve_stdio(),
        _ => return ExitCode::from(2),
    };
    code.unwrap_or(ExitCode::from(2))
}
