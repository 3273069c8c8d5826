//! Drives [`zhidu_fuzz::text`].
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| zhidu_fuzz::text::run(bytes));
