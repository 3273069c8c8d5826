//! Decisions, their options and events; what a pause covers.

use super::*;
use crate::program::{Panel, Paused, TaskAct};

const REVIEW: &str = "
[[state]]
id = 'review'
[[state.decision]]
id = 'approval'
by = 'boss'
";

fn review(rest: &str) -> Compiled {
    process(&format!("{REVIEW}{rest}\n[[state]]\nid = 'over'\n"))
}

#[test]
fn without_options_there_are_two() {
    let compiled = review("within = '2 hours'\nmissed = [{ notify = 'boss' }]");
    let process = &fine(&compiled).processes[0];
    let decision = &process.decisions[0];
    assert_eq!(decision.options.iter().map(|id| &**id).collect::<Vec<_>>(), ["approve", "refuse"]);
    let deadline = &process.deadlines[decision.deadline.expect("a deadline").at()];
    assert_eq!(&*deadline.id, "approval");
    assert!(deadline.met_by.as_ref().is_some_and(|met| met.iter().any(|pattern| pattern.matches("approval.refuse"))));
    let acts: Vec<TaskAct> = process.transitions.iter().filter_map(|transition| transition.task).collect();
    assert_eq!(acts.len(), 4, "two options, taking and giving back");
    assert!(process.event("approval.claim").is_some_and(|event| event.outside));
}

#[test]
fn several_decide_together() {
    let panel = |written: &str| {
        let text = REVIEW.replace("by = 'boss'", written);
        fine(&process(&text)).processes[0].decisions[0].panel.clone()
    };
    assert!(matches!(panel("chain = ['clerk', 'boss']"), Panel::Chain(parties) if parties.len() == 2));
    assert!(matches!(panel("all = ['clerk']"), Panel::All(parties) if parties.len() == 1));
    assert!(matches!(panel("of = ['clerk', 'boss']\nat_least = 1"), Panel::Of(parties, 1) if parties.len() == 2));
    let wrong_panel =
        |written: &str, problem: &str| wrong(&process(&REVIEW.replace("by = 'boss'", written)), &[problem]);
    wrong_panel("by = 'boss'\nall = ['clerk']", "ZD0024 all");
    wrong_panel("of = ['clerk', 'boss']\nat_least = 3", "ZD0041 3");
    wrong_panel("by = 'bos'", "ZD0032 'bos'");
}

#[test]
fn names_stand_once_and_are_known() {
    let option = |id: &str| format!("[[state.decision.option]]\nid = '{id}'\nto = 'over'\n");
    wrong(&review(&(option("yes") + &option("yes"))), &["ZD0031 'yes'"]);
    wrong(&review(&option("claim")), &["ZD0034 'claim'"]);
    wrong(&review("[[state]]\nid = 'b'\n[[state.decision]]\nid = 'approval'\nby = 'boss'"), &["ZD0031 'approval'"]);
    wrong(&review("[[state.on]]\nevent = 'approval.aprove'\nto = 'over'"), &["ZD0032 'approval.aprove'"]);
    fine(&review("[[state.on]]\nevent = 'approval.claim'\ndo = [{ notify = 'boss' }]"));
    wrong(
        &review("[[state.deadline]]\nid = 'd'\nwithin = '1 hour'\nmet_by = ['approval.agree']"),
        &["ZD0032 'approval.agree'"],
    );
}

#[test]
fn an_option_says_what_comes_of_it_and_not_who() {
    wrong(&review("[[state.decision.option]]\nid = 'yes'\nby = 'clerk'\nto = 'over'"), &["ZD0020 by"]);
    wrong(&review("[[state.decision.option]]\nid = 'yes'\nreason = 'always'"), &["ZD0026 'always'"]);
    fine(&review(
        "[[state.decision.option]]\nid = 'no'\nreason = 'required'\nto = 'over'\nset = { why = 'event.reason' }\n\
         [[data]]\nid = 'why'\ntype = 'text'\noptional = true",
    ));
}

#[test]
fn what_was_decided_is_one_of_its_options() {
    let always = |when: &str| review(&format!("[[state.always]]\nwhen = '{when}'\nto = 'over'"));
    fine(&always("given(decided(\"approval\")) && decided(\"approval\") == \"refuse\""));
    fine(&always("or_else(decided(\"approval\"), \"approve\") == \"refuse\""));
    wrong(&always("decided(\"approval\") == \"refuse\""), &["ZD0212 decided(\"approval\")"]);
    wrong(&always("given(decided(\"approval\")) && decided(\"approval\") == \"agree\""), &["ZD0032 \"agree\""]);
    wrong(&always("given(decided(\"aproval\"))"), &["ZD0032 \"aproval\""]);
}

#[test]
fn all_is_what_runs_outside_by_amounts() {
    let text = "
[[state]]
id = 'work'
[[state.deadline]]
id = 'reply'
within = '2 hours'
[[state.deadline]]
id = 'promise'
until = 2026-03-02
[[state.after]]
id = 'nudge'
wait = '1 hour'
[[state]]
id = 'waiting'
in = 'work'
pauses = ['all']
[[state.deadline]]
id = 'own'
within = '1 hour'
[[state]]
id = 'named'
in = 'work'
pauses = ['promise', 'nudge']
";
    let compiled = process(text);
    let process = &fine(&compiled).processes[0];
    let pauses = |id: &str| &process.states[process.state(id).expect("a state").at()].pauses;
    assert_eq!(pauses("waiting"), &[Paused::Deadline(0.into()), Paused::Wait(0.into())]);
    assert_eq!(pauses("named"), &[Paused::Deadline(1.into()), Paused::Wait(0.into())]);
    wrong(&super::process(&text.replace("['all']", "['rply']")), &["ZD0032 'rply'"]);
}
