//! Drives [`zhidu_fuzz::step`].
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| zhidu_fuzz::step::run(bytes));
