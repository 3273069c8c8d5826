//! From the model to the program: names become positions, texts become typed expressions, sugar becomes states,
//! transitions, clocks and ledger entries.
//!
//! In: a [`Policy`] and the values of its parameters. Out: a [`Program`], if nothing is wrong. The order is that of
//! dependence: the institution's words, parameters, switches; then every process's data and states; then what is surely
//! given where (`flow`) and the events; then all expressions. Every problem is collected on the way.
//!
//! Not here: reading files ([`crate::compile`]) and checks of the whole graph.

mod action;
mod arcs;
mod base;
mod cached;
mod clock;
mod decision;
mod events;
mod flow;
mod forbid;
mod load;
mod money;
mod notice;
mod offence;
mod params;
mod party;
mod pauses;
mod place;
mod process;
mod reads;
mod require;
mod said;
mod sets;
mod shell;
mod signal;
mod states;
mod switch;
mod texts;
mod transition;
mod tree;
mod types;
mod values;

pub use params::Values;

use crate::guard::expr::DataSlot;
use crate::guard::scripts::Scripts;
use crate::model::Policy;
use crate::model::offence::DATA;
use crate::model::process::Process as ModelProcess;
use crate::model::switch::Off;
use crate::money::Currency;
use crate::problem::Problems;
use crate::program::{Institution, Offence, Process, Program};
use crate::value::Text;
use base::Base;
use cached::Cached;
use events::Events;
use flow::Given;
use place::Around;
use shell::Shell;
use texts::Texts;
use zhidu_time::{Date, UnknownZone, Zone};

/// Emits a policy, taking out of it what is replaced or switched off. With errors among the problems the program is a
/// draft, in which what could not be used is left out: only its names are good for anything.
pub fn emit(
    policy: &mut Policy,
    values: Values<'_>,
    scripts: &dyn Scripts,
    functions: &[(Text, usize)],
    hash: Text,
    problems: &mut Problems,
) -> (Option<Program>, Vec<Off>) {
    let (zone, currency) = base::home(policy.institution.as_ref(), problems);
    let Some(zone) = zone.or_else(|| base::default_zone().ok()) else { return (None, Vec::new()) };
    let home = base::Home { zone: &zone, currency, functions };
    policy.settle_types(problems);
    // Switches read parameters, whose types may name anything, so the first words still have everything; what is wrong
    // with them is said when they are made again.
    let words = Base::of(policy, home, &mut Problems::new());
    let scripts = Cached::new(scripts);
    let mut texts = Texts::new(&scripts, problems);
    let params = params::fill(policy, &words, values, &mut texts);
    texts.params = params;
    let off = switch::apply(policy, &words, &mut texts);
    policy.settle(texts.problems);
    let base = Base::of(policy, home, texts.problems).with_registers(policy, &mut texts);
    switch::assertions(policy, &base, &mut texts);
    let institution =
        policy.institution.as_ref().map(|model| base::institution(model, zone.clone(), currency, &base, &mut texts));
    let effective = institution.as_ref().and_then(|institution| institution.effective);
    let processes = processes(policy, effective, &base, &mut texts);
    (assemble(policy, institution, processes, hash, base, &mut texts), off)
}

/// Whose clocks count and which currency amounts have; what cannot be read stands for the default.
///
/// # Errors
/// None in practice: the bundled database has the default zone.
pub fn home(policy: &Policy) -> Result<(Zone, Currency), UnknownZone> {
    let (zone, currency) = base::home(policy.institution.as_ref(), &mut Problems::new());
    Ok((zone.map_or_else(base::default_zone, Ok)?, currency))
}

/// Written processes, then those of offences.
fn processes(policy: &Policy, effective: Option<Date>, base: &Base, texts: &mut Texts<'_>) -> Vec<Process> {
    let offences: Vec<ModelProcess> =
        policy.offences.iter().map(|offence| offence::expand(offence, effective)).collect();
    let written = policy.processes.len();
    let models = policy.processes.iter().chain(&offences).enumerate();
    let mut shells: Vec<Shell<'_>> = models.map(|(at, model)| Shell::of(model, at >= written, base, texts)).collect();
    let given = Given::of(&shells, base, texts);
    for (shell, given) in shells.iter_mut().zip(&given) {
        shell.unsure(given);
    }
    let events: Vec<Events> = (0..shells.len()).map(|at| Events::of(at, &shells, &given, base, texts)).collect();
    let mut processes = Vec::with_capacity(shells.len());
    for (at, shell) in shells.iter().enumerate() {
        let scopes = place::scopes(shell, &given[at], base);
        let around = Around { base, shells: &shells, shell, events: &events, at, scopes };
        let mut process = process::process(&around, &policy.forbids, texts);
        process.offence = shell.is_offence.then(offence_slots);
        processes.push(process);
    }
    forbid::met(&policy.forbids, &events, texts);
    processes
}

fn offence_slots() -> Offence {
    let [offender, happened_at, of_case, reporter] = [0, 1, 2, 3].map(DataSlot::from);
    debug_assert_eq!(DATA.len(), 4);
    Offence { offender, happened_at, of_case, reporter }
}

fn assemble(
    policy: &Policy,
    institution: Option<Institution>,
    processes: Vec<Process>,
    hash: Text,
    base: Base,
    texts: &mut Texts<'_>,
) -> Option<Program> {
    let penalties = money::penalties(policy, &base, texts);
    let joints = money::joints(policy, &base, texts);
    Some(Program {
        hash,
        institution: institution?,
        clauses: base::clause_list(policy),
        params: std::mem::take(&mut texts.params),
        attributes: base.attribute_list,
        roles: base.role_list,
        registers: base.register_list,
        penalties,
        joints,
        processes,
        scripts: std::mem::take(&mut texts.kept),
    })
}
