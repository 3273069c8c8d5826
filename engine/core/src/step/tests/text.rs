//! A chart written as a policy.

use super::chart::{Chart, Guard, Kind, LIMIT, Row, Trigger, Way};
use std::fmt::Write as _;

impl Chart {
    /// The process, with a count that everything may raise.
    pub(super) fn text(&self) -> String {
        let mut text = String::from("[process]\nid = 'chart'\n");
        self.initial_of(0, &mut text);
        text += "[[data]]\nid = 'n'\ntype = 'integer'\ndefault = 0\n";
        for event in 0..super::chart::EVENTS {
            let _ = write!(text, "[[event]]\nid = 'e{event}'\n");
        }
        text += "[[start]]\nevent = 'begin'\nby = 'clerk'\n";
        for at in 1..self.states.len() {
            self.state(at, &mut text);
        }
        for way in &self.states[0].ways {
            self.write_way(way, "on", &mut text);
        }
        text
    }

    fn state(&self, at: usize, text: &mut String) {
        let node = &self.states[at];
        let _ = write!(text, "[[state]]\nid = 's{at}'\n");
        if let Some(parent) = node.parent.filter(|parent| *parent > 0) {
            let _ = writeln!(text, "in = 's{parent}'");
        }
        *text += match node.kind {
            Kind::Parallel => "parallel = true\n",
            Kind::Final => "final = true\n",
            Kind::Shallow => "history = 'shallow'\n",
            Kind::Deep => "history = 'deep'\n",
            Kind::Atomic | Kind::Compound => "",
        };
        self.initial_of(at, text);
        if let Some(event) = node.raises {
            let _ = write!(
                text,
                "[[state.entry]]\nwhen = 'case.n < {LIMIT}'\ndo = [{{ set = {{ n = 'case.n + 1' }} }}, {{ raise = 'e{event}' }}]\n"
            );
        }
        for way in &node.ways {
            let key = if way.trigger == Trigger::Always { "state.always" } else { "state.on" };
            self.write_way(way, key, text);
        }
    }

    fn initial_of(&self, at: usize, text: &mut String) {
        let node = &self.states[at];
        if node.initial.is_empty() {
            return;
        }
        let to = list(&node.initial);
        let _ = if node.initial_counts {
            writeln!(text, "initial = {{ to = {to}, do = [{{ set = {{ n = 'case.n + 1' }} }}] }}")
        } else {
            writeln!(text, "initial = {to}")
        };
    }

    fn write_way(&self, way: &Way, key: &str, text: &mut String) {
        let _ = writeln!(text, "[[{key}]]");
        *text += &match way.trigger {
            Trigger::Event(event) => format!("event = 'e{event}'\nby = 'clerk'\n"),
            Trigger::Any => "event = '*'\nby = 'clerk'\n".to_owned(),
            Trigger::Done(state) => format!("event = 'done.state.s{state}'\n"),
            Trigger::Always => String::new(),
        };
        if let [row] = &*way.rows {
            *text += &keys(row).into_iter().map(|key| key + "\n").collect::<String>();
        } else {
            let rows: Vec<String> = way.rows.iter().map(|row| format!("{{ {} }}", keys(row).join(", "))).collect();
            let _ = writeln!(text, "to = [{}]", rows.join(", "));
        }
    }
}

fn keys(row: &Row) -> Vec<String> {
    let mut keys = Vec::new();
    match row.guard {
        Guard::None => {}
        Guard::Below(n) => keys.push(format!("when = 'case.n < {n}'")),
        Guard::In(state) => keys.push(format!("when = 'in_state(\"s{state}\")'")),
        Guard::NotIn(state) => keys.push(format!("when = '!in_state(\"s{state}\")'")),
    }
    if !row.targets.is_empty() {
        keys.push(format!("to = {}", list(&row.targets)));
    }
    if row.again {
        keys.push("again = true".to_owned());
    }
    if row.counts {
        keys.push("set = { n = 'case.n + 1' }".to_owned());
    }
    if let Some(event) = row.raises {
        keys.push(format!("do = [{{ raise = 'e{event}' }}]"));
    }
    keys
}

fn list(states: &[usize]) -> String {
    let names: Vec<String> = states.iter().map(|at| format!("'s{at}'")).collect();
    match &*names {
        [one] => one.clone(),
        several => format!("[{}]", several.join(", ")),
    }
}
