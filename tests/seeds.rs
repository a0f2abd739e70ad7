//! The fuzzer's seeds keep all promises.

mod promises;

use std::fs;
use std::path::Path;

/// Tries a promise on each seed of a fuzz target.
fn try_all(target: &str, promise: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(target);
    let mut seeds: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    seeds.sort();
    assert!(!seeds.is_empty(), "no seeds in {}", folder.display());
    for seed in seeds {
        println!("{}", seed.display());
        promise(&fs::read(seed).unwrap());
    }
}

#[test]
fn of_reading() {
    try_all("reader", promises::reads);
}

#[test]
fn of_annotating() {
    try_all("annotator", promises::annotates);
}

#[test]
fn of_editing() {
    try_all("edits", promises::edits);
}

#[test]
fn of_serving() {
    try_all("frames", promises::serves);
}
