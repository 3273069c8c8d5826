//! How fast it is, always beside plain Rust doing the same work in the same run: quote the ratio of the medians.
//!
//! `cargo bench --bench engine`. Each benchmark compares its answer with the plain one before anything is timed, and
//! `cargo test` runs each once for that; nothing is asserted about time.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a benchmark that cannot run has nothing to measure")]
#![allow(missing_docs, reason = "criterion's macros make items without")]

mod check;
mod desk;
mod guard;
mod ladder;
mod states;

criterion::criterion_group!(benches, check::bench, guard::bench, ladder::bench, states::bench);
criterion::criterion_main!(benches);
