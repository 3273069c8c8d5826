//! The dry run as continuous integration and authors use it: reports, coverage, shares, blessing, screens.

mod bless;
mod coverage;
mod forms;
mod jobs;
mod places;
mod screen;

use crate::cli::{Desk, Ran, scenario};
use std::ffi::OsString;
use std::io::{Read, Write};
use zhidu_cli::{Io, Screen};

/// Surroundings of a command.
#[derive(Default)]
struct Around<'a> {
    screen: Screen,
    /// What is typed.
    typed: &'a str,
    variables: &'a [(&'a str, &'a str)],
}

/// Runs a command in surroundings of its own.
fn around(args: &[&str], around: Around<'_>) -> Ran {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let exit = streams(args, around, &mut out, &mut err);
    Ran { exit, out: String::from_utf8(out).unwrap(), err: String::from_utf8(err).unwrap() }
}

fn streams(args: &[&str], around: Around<'_>, out: &mut dyn Write, err: &mut dyn Write) -> zhidu_cli::Exit {
    let mut typed = around.typed.as_bytes();
    let input: &mut dyn Read = &mut typed;
    let env = |name: &str| around.variables.iter().find(|(known, _)| *known == name).map(|(_, v)| (*v).to_owned());
    let mut io = Io { out, err, input, env: &env, screen: around.screen };
    zhidu_cli::run(std::iter::once("zhidu").chain(args.iter().copied()).map(OsString::from), &mut io)
}

/// A matter that is asked, read and answered late, with variants; everything that can be expected is.
fn sound() -> String {
    let rows = "
[[step]]
at = '09:10'
by = 'chen'
event = 'hand_to'
expect = { state = 'read', owner = 'chen', due = { reply = '09:30' } }
[[step.variant]]
name = '迟到'
change = { at = '09:31' }
expect = { missed = ['reply'], charged = [{ who = 'li', amount = '100 CNY' }, { who = 'wang', joint = true }] }
";
    scenario("A", rows)
}

/// One that goes otherwise than expected, in the main line, in a variant, and outside of rows.
fn wrong() -> String {
    let rows = "
[[step]]
by = 'chen'
event = 'hand_to'
expect = { state = 'answered' } # 以后再看
[[step.variant]]
name = '<迟到> & \"罚\"'
change = { at = '09:31' }
expect = { missed = [] }
[[step]]
by = 'chen'
event = 'answer'
[[decide]]
due = { within = '3 days', start = 'Thu 2026-04-02 15:00' }
expect = 'Fri 2026-04-03 24:00'
";
    scenario("B", rows).replacen("start =", "covers = ['5']\nstart =", 1)
}

/// A folder with scenarios that pass, fail and cannot be used.
fn mixed(name: &str) -> Desk {
    let invalid = scenario("C", "[[step]]\nby = 'lee'\nevent = 'hand_to'\n");
    Desk::new(name, &[("a.toml", &sound()), ("b.toml", &wrong()), ("c.toml", &invalid)])
}
