//! Both targets on inputs made from the shipped files, the same every time, and on everything that was ever found.

use std::fs;
use std::path::Path;

/// Numbers that look random and are the same every time (xorshift64, Marsaglia 2003).
struct Dice(u64);

impl Dice {
    fn of(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as usize % sides.max(1)
    }
}

fn files(folder: &Path, found: &mut Vec<Vec<u8>>) {
    let mut paths: Vec<_> = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(fs::read(&path).unwrap());
        }
    }
}

fn below(folder: &str) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut found);
    found
}

/// Some bytes are replaced, taken out, doubled, or come from another input.
fn mutated(seeds: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = seeds[dice.of(seeds.len())].clone();
    for _ in 0..=dice.of(4) {
        let at = dice.of(bytes.len());
        let end = (at + dice.of(20)).min(bytes.len());
        match dice.of(5) {
            0 => drop(bytes.drain(at..end)),
            1 => {
                let part = bytes[at..end].to_vec();
                bytes.splice(at..at, part);
            }
            2 => {
                let other = &seeds[dice.of(seeds.len())];
                let from = dice.of(other.len());
                let part = other[from..(from + dice.of(40)).min(other.len())].to_vec();
                bytes.splice(at..end, part);
            }
            3 if at < bytes.len() => bytes[at] = b"\"'[]{}=.#\n\0 0-\xff\\"[dice.of(16)],
            _ => bytes.truncate(bytes.len() - dice.of(bytes.len() / 4)),
        }
    }
    bytes
}

#[test]
fn texts() {
    let seeds: Vec<_> =
        ["../../examples/hotline", "../../examples/mistake", "../cases"].iter().flat_map(|f| below(f)).collect();
    assert!(seeds.len() > 20);
    let mut dice = Dice(20_260_302);
    (0..400).for_each(|_| zhidu_fuzz::text::run(&mutated(&seeds, &mut dice)));
    below("findings/text").iter().for_each(|bytes| zhidu_fuzz::text::run(bytes));
}

#[test]
fn steps() {
    let mut dice = Dice(20_260_303);
    for _ in 0..500 {
        let bytes: Vec<u8> = (0..dice.of(400)).map(|_| dice.of(256) as u8).collect();
        zhidu_fuzz::step::run(&bytes);
    }
    below("findings/step").iter().for_each(|bytes| zhidu_fuzz::step::run(bytes));
}
