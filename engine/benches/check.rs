//! Checking a shipped policy – parse, names, types, graph, every check – beside a bare TOML parse of the same bytes.

use criterion::Criterion;
use std::hint::black_box;
use zhidu::{Settings, load};

const FOLDER: &str = "policies/gold-exchange";

pub(crate) fn bench(c: &mut Criterion) {
    let texts = texts();
    let files: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let loaded = load(files.as_slice(), FOLDER, Settings::default()).unwrap();
    assert!(loaded.compiled.problems.is_empty(), "the shipped policy is clean");
    let parse = || files.iter().map(|(_, text)| toml::de::DeTable::parse(text).unwrap().get_ref().len()).sum::<usize>();
    assert!(parse() > files.len(), "each file holds something");

    let bytes: usize = files.iter().map(|(_, text)| text.len()).sum();
    let mut group = c.benchmark_group("check of gold-exchange");
    group.throughput(criterion::Throughput::Bytes(bytes as u64));
    group.bench_function("zhidu", |b| {
        b.iter(|| load(black_box(files.as_slice()), FOLDER, Settings::default()).unwrap());
    });
    group.bench_function("bare TOML parse", |b| b.iter(|| black_box(parse())));
    group.finish();
}

/// The policy's own files, scenarios aside.
fn texts() -> Vec<(String, String)> {
    let entries = std::fs::read_dir(FOLDER).unwrap().map(|entry| entry.unwrap().path());
    let mut texts: Vec<(String, String)> = entries
        .filter(|path| path.extension().is_some_and(|e| e == "toml"))
        .map(|path| (path.to_str().unwrap().to_owned(), std::fs::read_to_string(&path).unwrap()))
        .collect();
    texts.sort();
    texts
}
