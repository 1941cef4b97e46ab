//! Any bytes as a draft in Html.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| fuzz::draft(bytes, checks::draft::Format::Html));
