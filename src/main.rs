//! The `sayso` binary.

use std::process::ExitCode;

fn main() -> ExitCode {
    sayso::command::run()
}
