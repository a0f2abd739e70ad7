#![no_main]
#![doc = "See `promises::edits`."]

#[path = "../../tests/promises/mod.rs"]
#[allow(dead_code, reason = "each target tries one")]
mod promises;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| promises::edits(bytes));
