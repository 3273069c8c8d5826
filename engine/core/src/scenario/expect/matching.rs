//! Pairing what is wanted with what was found, order free.

/// One line of a comparison: what was wanted beside what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// As the scenario writes it; none where nothing was wanted.
    pub expected: Option<String>,
    /// As the scenario would have to write it; none where nothing was found.
    pub found: Option<String>,
    /// Whether the two agree.
    pub agrees: bool,
}

impl Pair {
    /// One thing that differs.
    pub(super) fn differs(expected: impl Into<String>, found: Option<String>) -> Self {
        Self { expected: Some(expected.into()), found, agrees: false }
    }

    /// Something nobody wanted.
    pub(in crate::scenario) const fn extra(found: String) -> Self {
        Self { expected: None, found: Some(found), agrees: false }
    }
}

/// Pairs every wanted entry with a found one that fits, as many as can be. None where all of both are paired.
///
/// Entries may leave keys out, so the first fit is not always the right one: an entry gives its partner up where it can
/// have another (augmenting paths; lists are a few entries long).
pub(super) fn pair<W, F>(
    wanted: &[W],
    found: &[F],
    fits: impl Fn(&W, &F) -> bool,
    show_wanted: impl Fn(&W) -> String,
    show_found: impl Fn(&F) -> String,
) -> Option<Vec<Pair>> {
    let mut partner: Vec<Option<usize>> = vec![None; found.len()];
    for w in 0..wanted.len() {
        let mut tried = vec![false; found.len()];
        find(w, &mut partner, &mut tried, &|w, f| fits(&wanted[w], &found[f]));
    }
    let of = |w: usize| partner.iter().position(|p| *p == Some(w));
    if (0..wanted.len()).all(|w| of(w).is_some()) && partner.iter().all(Option::is_some) {
        return None;
    }
    let mut rest = (0..found.len()).filter(|f| partner[*f].is_none()).collect::<std::collections::VecDeque<_>>();
    let mut pairs: Vec<Pair> = Vec::new();
    for (w, want) in wanted.iter().enumerate() {
        let expected = Some(show_wanted(want));
        pairs.push(match of(w) {
            Some(f) => Pair { expected, found: Some(show_found(&found[f])), agrees: true },
            None => {
                let found = rest.pop_front().map(|f| show_found(&found[f]));
                Pair { expected, found, agrees: false }
            }
        });
    }
    pairs.extend(rest.into_iter().map(|f| Pair::extra(show_found(&found[f]))));
    Some(pairs)
}

fn find(w: usize, partner: &mut [Option<usize>], tried: &mut [bool], fits: &dyn Fn(usize, usize) -> bool) -> bool {
    for f in 0..partner.len() {
        if tried[f] || !fits(w, f) {
            continue;
        }
        tried[f] = true;
        let free = match partner[f] {
            None => true,
            Some(other) => find(other, partner, tried, fits),
        };
        if free {
            partner[f] = Some(w);
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(wanted: &[&str], found: &[&str]) -> Option<Vec<Pair>> {
        let fits = |w: &&str, f: &&str| f.starts_with(*w);
        pair(wanted, found, fits, |w| (*w).to_owned(), |f| (*f).to_owned())
    }

    #[test]
    fn a_loose_entry_gives_way_to_a_strict_one() {
        assert_eq!(run(&["li", "li 11"], &["li 11", "li 14"]), None);
        assert_eq!(run(&[], &[]), None);
    }

    #[test]
    fn what_has_no_partner_stands_beside_what_is_left() {
        let pairs = run(&["li", "wang"], &["li", "sun"]).unwrap();
        assert!(pairs[0].agrees && !pairs[1].agrees);
        assert_eq!(pairs[1].found.as_deref(), Some("sun"));
        assert_eq!(run(&[], &["li"]), Some(vec![Pair::extra("li".into())]));
    }
}
