//! The gates, in the order in which a mistake is cheapest to find.

/// One gate.
pub(crate) struct Gate {
    /// What it is called on the command line.
    pub(crate) name: &'static str,
    /// What it makes sure of.
    pub(crate) about: &'static str,
    /// How.
    pub(crate) how: How,
}

/// How a gate is run.
pub(crate) enum How {
    /// `cargo` with these words, and these variables set.
    Cargo(&'static [&'static str], &'static [(&'static str, &'static str)]),
    /// Every file of `examples/`, run.
    Examples,
    /// `cargo` with these words for the package in a folder that is a workspace of its own.
    Apart(&'static str, &'static [&'static str]),
    /// The tree as it was before the first gate.
    Tree,
}

/// All of them.
pub(crate) const ALL: [Gate; 9] = [
    Gate { name: "format", about: "the code is formatted", how: How::Cargo(&["fmt", "--all", "--check"], &[]) },
    Gate {
        name: "core",
        about: "the pure core builds alone, without features that others switch on",
        how: How::Cargo(&["check", "--locked", "-p", "zhidu-core"], &[]),
    },
    Gate {
        name: "lint",
        about: "no warnings, tests and examples included; the pure crates call nothing impure",
        how: How::Cargo(&["clippy", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings"], &[]),
    },
    Gate {
        name: "test",
        about: "all tests, examples in documentation included",
        how: How::Cargo(&["test", "--locked", "--workspace"], &[]),
    },
    Gate {
        name: "doc",
        about: "documentation of everything, private items too, without a broken link",
        how: How::Cargo(
            &["doc", "--locked", "--workspace", "--no-deps", "--document-private-items"],
            &[("RUSTDOCFLAGS", "-D warnings")],
        ),
    },
    Gate { name: "examples", about: "every file of examples/ runs to its end", how: How::Examples },
    Gate {
        name: "embed",
        about: "a host of the pure core compiles and runs",
        how: How::Apart("tests/embed", &["run", "--quiet", "--offline"]),
    },
    Gate {
        name: "fuzz",
        about: "the fuzz targets build, and hold for some hundred inputs",
        how: How::Apart("tests/fuzz", &["test", "--quiet"]),
    },
    Gate { name: "tree", about: "the gates before have left no file changed", how: How::Tree },
];

/// The gates of these names in the order of [`ALL`], all if there are none; else the name that is no gate.
pub(crate) fn chosen<'a>(names: &[&'a str]) -> Result<Vec<&'static Gate>, &'a str> {
    let is_gate = |name: &&str| ALL.iter().any(|gate| gate.name == *name);
    match names.iter().find(|name| !is_gate(name)) {
        Some(name) => Err(name),
        None => Ok(ALL.iter().filter(|gate| names.is_empty() || names.contains(&gate.name)).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gates_are_chosen_by_name_in_their_order() {
        let names = |gates: Vec<&Gate>| gates.iter().map(|gate| gate.name).collect::<Vec<_>>();
        assert_eq!(chosen(&["test", "format"]).map(names), Ok(vec!["format", "test"]));
        assert_eq!(chosen(&[]).map(|gates| gates.len()), Ok(ALL.len()));
        assert_eq!(chosen(&["format", "tests"]).map(names), Err("tests"));
    }

    #[test]
    fn cargo_never_changes_the_lock_file() {
        for gate in &ALL {
            if let How::Cargo(words, _) = &gate.how {
                assert!(words.contains(&"--locked") || words[0] == "fmt", "{}", gate.name);
            }
        }
    }
}
