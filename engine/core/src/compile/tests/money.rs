//! Penalties and joint liability.

use super::*;
use crate::program::{Amount, ChargeKind, Penalty, Per};

fn penalty(keys: &str) -> Compiled {
    one(&format!(
        "attribute = [{{ id = 'wage', type = 'money' }}]\nclause = [{{ id = '24' }}]\n\
         parameter = [{{ id = 'fine', type = 'money', sample = '5 CNY' }}]\npenalty = [{{ id = 'other', amount = '1 CNY' }}]\n\
         role = [{{ id = 'head', per = 'department' }}]\n{keys}"
    ).replace("penalty = [{ id = 'other', amount = '1 CNY' }]\n", ""))
}

fn first(compiled: &Compiled) -> &Penalty {
    &fine(compiled).penalties[0]
}

#[test]
fn amounts_are_fixed_or_shares_of_something() {
    let amount = |written: &str| penalty(&format!("[[penalty]]\nid = 'p'\namount = {written}"));
    let of = |written: &str| first(&amount(written)).rungs[0].amount.clone();
    assert!(matches!(of("'100 CNY'"), Some(Amount::Fixed(money)) if money.to_string() == "100 CNY"));
    assert!(matches!(of("'5% of offender.wage'"), Some(Amount::PercentOf(share, _)) if share.to_string() == "5"));
    assert!(matches!(of("'1 month of offender.wage'"), Some(Amount::MonthsOf(1, _))));
    assert!(matches!(of("'param.fine'"), Some(Amount::Expr(_))));
    wrong(&amount("'5% of offender.age'"), &["ZD0208 age"]);
    wrong(&amount("100"), &["ZD0236 100"]);
    wrong(&amount("'100 USD'"), &["ZD0230 '100 USD'"]);
}

#[test]
fn ladders_rise_from_one() {
    let ladder = |rungs: &str| {
        penalty(&format!("[[penalty]]\nid = 'p'\ncount = {{ per = ['person', 'rule'] }}\nrung = [{rungs}]"))
    };
    let compiled = ladder("{ from = 1, amount = '1 CNY', clause = '24' }, { from = 3, sanction = 'dismissal' }");
    let p = first(&compiled);
    assert_eq!((p.rungs.len(), p.rungs[1].from, p.kind), (2, 3, ChargeKind::Fine));
    assert_eq!(p.count.as_ref().map(|count| count.per.clone()), Some(vec![Per::Person, Per::Rule]));
    wrong(&ladder("{ from = 2, amount = '1 CNY' }"), &["ZD0601 2"]);
    wrong(&ladder("{ from = 1, amount = '1 CNY' }, { from = 1, amount = '2 CNY' }"), &["ZD0601 1"]);
    wrong(&ladder("{ from = 1 }"), &["ZD0025 { from = 1 }"]);
    wrong(&ladder("{ amount = '1 CNY' }"), &["ZD0021 { amount = '1 CNY' }"]);
    wrong(&ladder("{ from = 0, amount = '1 CNY' }"), &["ZD0601 0"]);
    wrong(
        &penalty("[[penalty]]\nid = 'p'\nrung = [{ from = 1, amount = '1 CNY' }, { from = 2, amount = '2 CNY' }]"),
        &["ZD0027 rung"],
    );
    wrong(
        &penalty("[[penalty]]\nid = 'p'\namount = '1 CNY'\nrung = [{ from = 1, amount = '1 CNY' }]"),
        &["ZD0024 rung"],
    );
    wrong(&penalty("[[penalty]]\nid = 'p'\ncount = { per = ['perso'] }\nsanction = 'warning'"), &["ZD0026 'perso'"]);
}

#[test]
fn a_penalty_outweighs_others() {
    let compiled = penalty(
        "[[penalty]]\nid = 'a'\namount = '1 CNY'\nkind = 'forfeiture'\nbeats = ['b']\n[[penalty]]\nid = 'b'\namount = '1 CNY'",
    );
    assert_eq!((first(&compiled).beats.len(), first(&compiled).kind), (1, ChargeKind::Forfeiture));
    wrong(&penalty("[[penalty]]\nid = 'a'\namount = '1 CNY'\nbeats = ['c']"), &["ZD0032 'c'"]);
    wrong(&penalty("[[penalty]]\nid = 'a'\namount = '1 CNY'\nkind = 'fin'"), &["ZD0026 'fin'"]);
}

#[test]
fn joint_liability_sees_the_offender() {
    let joint = |keys: &str| penalty(&format!("[[penalty]]\nid = 'p'\namount = '1 CNY'\n[[joint]]\n{keys}"));
    let compiled = joint(
        "who = { role = 'head', of = 'offender.department' }\ntimes = 2\nunless = 'offender.wage < param.fine'\nof = ['p']",
    );
    assert_eq!(fine(&compiled).joints[0].of.len(), 1);
    wrong(&joint("times = 2"), &["ZD0021 [[joint]]"]);
    wrong(&joint("who = { role = 'head', of = 'owner.department' }"), &["ZD0221 owner"]);
    wrong(&joint("who = 'head'\ntimes = '2 CNY'"), &["ZD0202 CNY"]);
}

#[test]
fn the_rule_is_a_clause_or_computed_or_the_element_s() {
    let penalize = |keys: &str| {
        compiled(&[
            ("p/a.toml", INSTITUTION),
            ("p/b.toml", "clause = [{ id = '09' }, { id = '11' }]\npenalty = [{ id = 'p', amount = '1 CNY' }]"),
            (
                "p/c.toml",
                &format!(
                    "{PROCESS}[[data]]\nid = 'rule'\ntype = 'text'\ndefault = {{ text = 'x' }}\n\
             [[state]]\nid = 'open'\nclause = '11'\n[[state.entry]]\ndo = [{{ penalize = 'p', whom = 'owner'{keys} }}]"
                ),
            ),
        ])
    };
    let rule = |keys: &str| {
        show::action(fine(&penalize(keys)), 0, &fine(&penalize(keys)).processes[0].states[1].entry[0].actions[0])
    };
    assert_eq!(rule(", rule = '09'"), "penalize p owner rule \"09\" [11]");
    assert_eq!(rule(""), "penalize p owner rule \"11\" [11]");
    assert_eq!(rule(", rule = 'case.rule'"), "penalize p owner rule case.rule [11]");
    let counted = "penalty = [{ id = 'p', amount = '1 CNY', count = { per = ['person', 'rule'] } }]";
    let bare = compiled(&[
        ("p/a.toml", INSTITUTION),
        ("p/b.toml", counted),
        (
            "p/c.toml",
            &format!("{PROCESS}[[state]]\nid = 'open'\n[[state.entry]]\ndo = [{{ penalize = 'p', whom = 'owner' }}]"),
        ),
    ]);
    wrong(&bare, &["ZD0021 { penalize = 'p', whom = 'owner' }"]);
    wrong(&penalize(", rule = '10'"), &["ZD0910 '10'"]);
    wrong(&penalize(", rule = 9"), &["ZD0022 9"]);
}
