//! Random statecharts as plain data, made from bytes: the more of them are zero, the simpler the chart.

/// A chart: states in preorder, the first is the process itself.
#[derive(Debug, Clone, Default)]
pub(super) struct Chart {
    pub(super) states: Vec<Node>,
}

#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) parent: Option<usize>,
    pub(super) kind: Kind,
    /// Where a default entry goes; of a history, its default.
    pub(super) initial: Vec<usize>,
    /// The default entry counts up.
    pub(super) initial_counts: bool,
    /// Entry counts up and raises this, up to a limit.
    pub(super) raises: Option<u8>,
    pub(super) ways: Vec<Way>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Atomic,
    Compound,
    Parallel,
    Final,
    Shallow,
    Deep,
}

/// One act, perhaps split into outcomes; the last of several has no condition.
#[derive(Debug, Clone)]
pub(super) struct Way {
    pub(super) trigger: Trigger,
    pub(super) rows: Vec<Row>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trigger {
    Event(u8),
    Any,
    Always,
    Done(usize),
}

#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) guard: Guard,
    pub(super) targets: Vec<usize>,
    pub(super) again: bool,
    pub(super) counts: bool,
    pub(super) raises: Option<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Guard {
    None,
    Below(u8),
    In(usize),
    NotIn(usize),
}

/// Entries count and raise while the count is below this: whatever happens comes to rest.
pub(super) const LIMIT: u8 = 30;

/// How many events there are.
pub(super) const EVENTS: u8 = 4;

/// What is left to choose by; zero when nothing is left.
struct Choices<'b>(std::slice::Iter<'b, u8>);

impl Choices<'_> {
    fn below(&mut self, n: usize) -> usize {
        usize::from(self.0.next().copied().unwrap_or(0)) % n.max(1)
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == n - 1
    }

    fn of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }
}

impl Chart {
    /// The chart these bytes choose.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut choices = Choices(bytes.iter());
        let mut chart = Self::default();
        chart.add(None, Kind::Compound);
        chart.fill(0, 0, &mut choices);
        for at in 0..chart.states.len() {
            chart.states[at].initial = chart.initial(at, &mut choices);
            chart.states[at].initial_counts = chart.is_entered_by_default(at) && choices.one_in(3);
            let is_real = at > 0 && !chart.is_history(at);
            chart.states[at].raises = (is_real && choices.one_in(6)).then(|| chart.event(&mut choices));
            chart.states[at].ways = chart.ways(at, &mut choices);
        }
        chart
    }

    fn add(&mut self, parent: Option<usize>, kind: Kind) -> usize {
        let (initial, ways) = (Vec::new(), Vec::new());
        self.states.push(Node { parent, kind, initial, initial_counts: false, raises: None, ways });
        self.states.len() - 1
    }

    /// Gives a state its children.
    fn fill(&mut self, parent: usize, depth: usize, choices: &mut Choices<'_>) {
        let in_parallel = self.states[parent].kind == Kind::Parallel;
        for n in 0..2 + choices.below(3) {
            // The first is always one to stand in; nothing is deeper than four.
            let deep = depth >= 3 || self.states.len() > 30;
            let kind = match choices.below(10) {
                5 | 6 if !deep => Kind::Compound,
                7 if !deep => Kind::Parallel,
                8 if n > 0 && !in_parallel => Kind::Final,
                9 if n > 0 && parent > 0 => choices.of(&[Kind::Shallow, Kind::Deep]),
                _ => Kind::Atomic,
            };
            let child = self.add(Some(parent), kind);
            if matches!(kind, Kind::Compound | Kind::Parallel) {
                self.fill(child, depth + 1, choices);
            }
        }
    }

    pub(super) fn is_history(&self, at: usize) -> bool {
        matches!(self.states[at].kind, Kind::Shallow | Kind::Deep)
    }

    /// The children that can be active.
    pub(super) fn children(&self, of: usize) -> Vec<usize> {
        (0..self.states.len()).filter(|at| self.states[*at].parent == Some(of) && !self.is_history(*at)).collect()
    }

    /// From the parent outwards.
    pub(super) fn ancestors(&self, of: usize) -> Vec<usize> {
        std::iter::successors(self.states[of].parent, |at| self.states[*at].parent).collect()
    }

    pub(super) fn is_inside(&self, inner: usize, outer: usize) -> bool {
        self.ancestors(inner).contains(&outer)
    }

    fn is_entered_by_default(&self, at: usize) -> bool {
        matches!(self.states[at].kind, Kind::Compound | Kind::Shallow | Kind::Deep)
            && !self.states[at].initial.is_empty()
    }

    fn event(&self, choices: &mut Choices<'_>) -> u8 {
        choices.of(&[0, 1, 2, EVENTS - 1])
    }

    /// Where a default entry goes, in words; nothing = the first child.
    fn initial(&self, at: usize, choices: &mut Choices<'_>) -> Vec<usize> {
        let outer = match self.states[at].kind {
            Kind::Compound => at,
            Kind::Shallow | Kind::Deep => self.states[at].parent.unwrap_or(0),
            _ => return Vec::new(),
        };
        let is_written = self.is_history(at) || choices.one_in(2);
        if !is_written {
            return Vec::new();
        }
        // A history's default is no history, and of a shallow one it stays a child.
        let fits = |to: &usize| {
            self.is_inside(*to, outer)
                && !(self.is_history(*to) && (self.is_history(at) || self.states[*to].parent == Some(outer)))
        };
        let list: Vec<usize> = (0..self.states.len()).filter(fits).collect();
        let mut targets = self.together(choices.of(&list), choices);
        targets.retain(fits);
        targets
    }

    /// A state, perhaps with one of another region.
    fn together(&self, first: usize, choices: &mut Choices<'_>) -> Vec<usize> {
        let mut targets = vec![first];
        let around = self.ancestors(first);
        let parallel = around.iter().position(|at| self.states[*at].kind == Kind::Parallel);
        if let Some(n) = parallel.filter(|_| choices.one_in(2)) {
            let own = if n == 0 { first } else { around[n - 1] };
            let other = |at: &usize| self.is_inside(*at, around[n]) && *at != own && !self.is_inside(*at, own);
            // A history of the parallel itself is in no region.
            let in_region = |at: &usize| !(self.is_history(*at) && self.states[*at].parent == Some(around[n]));
            let others: Vec<usize> = (0..self.states.len()).filter(|at| other(at) && in_region(at)).collect();
            if !others.is_empty() && in_region(&own) {
                targets.push(choices.of(&others));
            }
        }
        targets
    }

    fn ways(&self, source: usize, choices: &mut Choices<'_>) -> Vec<Way> {
        if self.is_history(source) || self.states[source].kind == Kind::Final {
            return Vec::new();
        }
        (0..choices.below(4)).map(|_| self.way(source, choices)).collect()
    }

    fn way(&self, source: usize, choices: &mut Choices<'_>) -> Way {
        let parents: Vec<usize> = (1..self.states.len()).filter(|at| !self.children(*at).is_empty()).collect();
        let trigger = match choices.below(8) {
            5 => Trigger::Any,
            6 if source > 0 => Trigger::Always,
            7 if !parents.is_empty() => Trigger::Done(choices.of(&parents)),
            _ => Trigger::Event(self.event(choices)),
        };
        let several = matches!(trigger, Trigger::Event(_)) && choices.one_in(4);
        let mut rows: Vec<Row> = (0..1 + usize::from(several)).map(|_| self.row(source, trigger, choices)).collect();
        if let (true, Some(last)) = (several, rows.last_mut()) {
            last.guard = Guard::None;
            last.raises = None;
        }
        Way { trigger, rows }
    }

    fn row(&self, source: usize, trigger: Trigger, choices: &mut Choices<'_>) -> Row {
        let targets = if choices.one_in(5) {
            Vec::new()
        } else {
            self.together(1 + choices.below(self.states.len() - 1), choices)
        };
        let again = !targets.is_empty() && (targets.contains(&source) || choices.one_in(4));
        let raises = choices.one_in(5).then(|| self.event(choices));
        let real: Vec<usize> = (1..self.states.len()).filter(|at| !self.is_history(*at)).collect();
        // What nobody outside sends could go on for ever.
        let bounded = !matches!(trigger, Trigger::Event(_)) || raises.is_some();
        let guard = match choices.below(6) {
            _ if bounded => Guard::Below(5 + u8::try_from(choices.below(20)).unwrap_or(0)),
            3 => Guard::Below(u8::try_from(choices.below(12)).unwrap_or(0)),
            4 => Guard::In(choices.of(&real)),
            5 => Guard::NotIn(choices.of(&real)),
            _ => Guard::None,
        };
        Row { guard, targets, again, counts: bounded || choices.one_in(3), raises }
    }
}
