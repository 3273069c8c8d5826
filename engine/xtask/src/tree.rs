//! What the working tree looks like, to tell whether the gates changed it.

use std::process::Command;

/// The state of the working tree against the last commit.
#[derive(PartialEq, Eq)]
pub(crate) struct Tree {
    /// One line for each changed or untracked file.
    status: String,
    /// The changes themselves, so that a second change of a changed file is seen.
    changes: String,
}

impl Tree {
    /// The tree as it is now; `None` outside a git checkout, where there is nothing to compare with.
    pub(crate) fn now() -> Option<Self> {
        let status = git(&["status", "--porcelain", "--untracked-files=all"])?;
        Some(Self { status, changes: git(&["diff", "HEAD", "--no-ext-diff", "--binary"])? })
    }

    /// The lines of the status that `before` does not have, or those it alone has, or a word that both say the same.
    pub(crate) fn differs_from(&self, before: &Self) -> Option<String> {
        if self == before {
            return None;
        }
        let only = |these: &str, those: &str| {
            let new = these.lines().filter(|line| !those.lines().any(|other| other == *line));
            new.map(|line| format!("  {line}\n")).collect::<String>()
        };
        let (appeared, gone) = (only(&self.status, &before.status), only(&before.status, &self.status));
        Some(match (appeared.as_str(), gone.as_str()) {
            ("", "") => "  a file that had changes before has others now\n".to_owned(),
            ("", gone) => format!("no longer so:\n{gone}"),
            (appeared, _) => appeared.to_owned(),
        })
    }
}

fn git(words: &[&str]) -> Option<String> {
    let output = Command::new("git").args(words).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(status: &str, changes: &str) -> Tree {
        Tree { status: status.to_owned(), changes: changes.to_owned() }
    }

    #[test]
    fn every_kind_of_change_is_seen() {
        let before = tree(" M Cargo.toml\n", "-a\n+b\n");
        assert_eq!(tree(" M Cargo.toml\n", "-a\n+b\n").differs_from(&before), None);
        let appeared = tree(" M Cargo.toml\n?? new.txt\n", "-a\n+b\n").differs_from(&before);
        assert_eq!(appeared.as_deref(), Some("  ?? new.txt\n"));
        assert!(tree(" M Cargo.toml\n", "-a\n+c\n").differs_from(&before).is_some());
        assert_eq!(tree("", "").differs_from(&before).as_deref(), Some("no longer so:\n   M Cargo.toml\n"));
    }
}
