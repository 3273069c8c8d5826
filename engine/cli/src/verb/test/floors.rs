//! `--min-coverage clause=100,transition=80`: how much must be covered.

use zhidu::scenario::total::Item;
use zhidu::scenario::{Coverage, Kind, Total};

/// What is asked of each kind, in percent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Floors(Vec<(Kind, usize)>);

/// A kind of which too little is covered.
pub(crate) struct Lack<'t> {
    pub(crate) kind: Kind,
    pub(crate) covered: usize,
    pub(crate) total: usize,
    /// In percent.
    pub(crate) asked: usize,
    /// What is not covered.
    pub(crate) open: Vec<&'t Item>,
}

impl Floors {
    /// Reads kinds with their percentages, or one percentage for all.
    ///
    /// # Errors
    /// The part that is not understood.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let percent = |text: &str| text.trim().trim_end_matches('%').parse().ok().filter(|percent| *percent <= 100);
        if let Some(all) = percent(text) {
            return Ok(Self(Kind::ALL.map(|kind| (kind, all)).into()));
        }
        let one = |part: &str| {
            let (kind, floor) = part.split_once('=')?;
            let kind = Kind::ALL.into_iter().find(|known| known.id() == kind.trim())?;
            Some((kind, percent(floor)?))
        };
        text.split(',').map(|part| one(part).ok_or_else(|| part.trim().to_owned())).collect::<Result<_, _>>().map(Self)
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Everything of which less is covered than asked. Where there is nothing to cover, nothing lacks.
    pub(crate) fn lacks<'t>(&self, coverage: &Coverage, total: &'t Total) -> Vec<Lack<'t>> {
        let lack = |(kind, asked): &(Kind, usize)| {
            let (covered, all) = coverage.of(total, *kind);
            let open = || total.of_kind(*kind).filter(|item| !coverage.items.contains_key(&item.key)).collect();
            (covered * 100 < asked * all).then(|| Lack {
                kind: *kind,
                covered,
                total: all,
                asked: *asked,
                open: open(),
            })
        };
        self.0.iter().filter_map(lack).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floors_are_of_kinds_or_of_all() {
        assert_eq!(Floors::read("clause=100, guard = 5%").unwrap().0, [(Kind::Clause, 100), (Kind::Guard, 5)]);
        assert_eq!(Floors::read("80").unwrap().0.len(), Kind::ALL.len());
        for wrong in ["", "clause", "clause=101", "row=3", "state=-1", "clause=100,,"] {
            assert!(Floors::read(wrong).is_err(), "{wrong}");
        }
    }
}
