//! `--shard 1/3`: one share of the scenarios, so that several machines together run each exactly once.

/// One share of several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shard {
    /// From 0.
    index: u64,
    of: u64,
}

impl Shard {
    /// Everything.
    pub(super) const WHOLE: Self = Self { index: 0, of: 1 };

    /// Reads `1/3`.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (index, of) = text.split_once('/')?;
        let (index, of): (u64, u64) = (index.trim().parse().ok()?, of.trim().parse().ok()?);
        (1..=of).contains(&index).then(|| Self { index: index - 1, of })
    }

    /// Whether this is only a part.
    pub(super) const fn is_part(self) -> bool {
        self.of > 1
    }

    /// Whether a scenario of a policy is in this share. It depends on their ids alone: not on the machine, the folder,
    /// the order or what else is there.
    pub(super) fn has(self, policy: &str, scenario: &str) -> bool {
        let bytes = policy.bytes().chain([0]).chain(scenario.bytes());
        // FNV-1a, 64 bits: the standard library's own hashes promise nothing from one version to the next.
        let hash = bytes
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
        // The low bits of the product are the weakest.
        (hash ^ (hash >> 32)) % self.of == self.index
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_told_as_n_of_m() {
        assert_eq!(Shard::read("1/3"), Some(Shard { index: 0, of: 3 }));
        assert_eq!(Shard::read("1/1"), Some(Shard::WHOLE));
        for wrong in ["", "1", "0/3", "4/3", "1/0", "-1/3", "a/b", "1/3/5"] {
            assert_eq!(Shard::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn every_scenario_is_in_exactly_one_share_and_none_is_empty() {
        for of in 1..=8 {
            let mut sizes = vec![0; 8];
            for n in 0..500 {
                let has = |index| Shard { index, of }.has("gold-exchange", &format!("GS-{n:02}"));
                let mine: Vec<u64> = (0..of).filter(|index| has(*index)).collect();
                assert_eq!(mine.len(), 1, "GS-{n:02} of {of}");
                sizes[usize::try_from(mine[0]).unwrap()] += 1;
            }
            assert!(sizes.iter().filter(|size| **size > 0).count() == usize::try_from(of).unwrap(), "{sizes:?}");
        }
    }

    /// A share that changes from version to version would run some scenarios twice and some never.
    #[test]
    fn shares_never_change() {
        let share = |id| (0..3).find(|index| Shard { index: *index, of: 3 }.has("desk", id));
        assert_eq!(["A", "B", "夜班"].map(share), [Some(2), Some(2), Some(1)]);
    }
}
