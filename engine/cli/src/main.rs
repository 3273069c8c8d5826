//! The program `zhidu`.

fn main() {}
