//! The invariants of ARCHITECTURE.md that a search can check.

use std::fs;
use std::path::{Path, PathBuf};

/// The modules from the top down: each may know only those below it.
const LAYERS: [&str; 8] = ["command", "server", "workspace", "rules", "annotate", "model", "text", "lexicon"];

/// What the pure layers must not touch.
const IMPURE: [&str; 7] = ["std::fs", "std::net", "std::env", "std::thread", "std::time", "std::process", "tokio"];

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("it can be read").path());
    let nested = entries.flat_map(|path| if path.is_dir() { rust_files(&path) } else { vec![path] });
    nested.filter(|path| path.extension().is_some_and(|extension| extension == "rs")).collect()
}

/// The files of a layer with their code, comments left out.
fn code_of(layer: &str) -> Vec<(PathBuf, String)> {
    let files = rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(layer));
    assert!(!files.is_empty(), "no file in {layer}");
    let code = |path: &Path| {
        let text = fs::read_to_string(path).expect("a source file is text");
        text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
    };
    files.into_iter().map(|path| (path.clone(), code(&path))).collect()
}

#[test]
fn arrows_point_down() {
    for (index, layer) in LAYERS.iter().enumerate() {
        // the command line starts the server; neither knows more of the other
        let above = LAYERS[..index].iter();
        for (path, code) in code_of(layer) {
            for upper in above.clone() {
                assert!(!code.contains(&format!("crate::{upper}")), "{} knows {upper}", path.display());
            }
        }
    }
}

#[test]
fn the_annotator_and_the_rules_are_pure() {
    for layer in ["rules", "annotate", "model", "text", "lexicon"] {
        for (path, code) in code_of(layer) {
            for word in IMPURE {
                assert!(!code.contains(word), "{} uses {word}", path.display());
            }
        }
    }
}

#[test]
fn only_the_server_knows_the_protocol() {
    for layer in LAYERS.iter().filter(|layer| **layer != "server") {
        for (path, code) in code_of(layer) {
            assert!(!code.contains("tower_lsp"), "{} knows the protocol", path.display());
        }
    }
}
