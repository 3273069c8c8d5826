//! Killed at random instants and around every call to the store, and nothing is lost or done twice.
//!
//! The test starts itself again as a child that works on an SQLite file until it is killed, again and again, on one file.
//! The child notes every reply it got and every delivery it was given in files of its own. At last a child finishes
//! what is open, and everything is compared: replies, journal, deliveries, timers, and the replay of the journal.

mod child;
mod mortal;
mod verdict;

use super::Folder;
use crate::properties::Dice;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// How often it is killed at a random instant.
const KILLS: u32 = 200;

/// The calls to the store around which it is killed, each before and after.
const CALLS: u32 = 40;

/// Where the child finds what it is to do.
const FOLDER: &str = "ZHIDU_CRASH_FOLDER";
const PLAN: &str = "ZHIDU_CRASH_PLAN";
const SINCE: &str = "ZHIDU_CRASH_SINCE";

/// Does nothing unless it is started by the test below.
#[test]
fn child() {
    let (Ok(folder), Ok(plan), Ok(since)) = (std::env::var(FOLDER), std::env::var(PLAN), std::env::var(SINCE)) else {
        return;
    };
    child::live(Path::new(&folder), &plan, since.parse().unwrap());
}

fn spawn(folder: &Path, plan: &str, since: u128) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["stores::crash::child", "--exact", "--nocapture", "--test-threads=1"]);
    command.env(FOLDER, folder).env(PLAN, plan).env(SINCE, since.to_string());
    command.stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().unwrap()
}

/// What a child says.
struct Said(std::io::Lines<BufReader<ChildStdout>>);

impl Said {
    fn of(child: &mut Child) -> Self {
        Self(BufReader::new(child.stdout.take().unwrap()).lines())
    }

    /// Reads up to this word; false where the child ended before.
    fn reaches(&mut self, word: &str) -> bool {
        self.0.by_ref().map_while(Result::ok).any(|line| line.contains(word))
    }
}

#[test]
fn nothing_is_lost_or_done_twice() {
    let folder = Folder::new("crash");
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis();
    let mut dice = Dice(20_261_124);
    for kill in 0..KILLS {
        let mut child = spawn(folder.path(), "work", since);
        let mut said = Said::of(&mut child);
        assert!(said.reaches("working"), "child {kill} did not begin");
        // So many replies, and then any instant.
        for _ in 0..dice.of(5) {
            assert!(said.reaches("noted"), "child {kill} ended by itself");
        }
        std::thread::sleep(Duration::from_micros(dice.of(20_000) as u64));
        // SIGKILL: nothing of the child runs any more.
        child.kill().unwrap();
        child.wait().unwrap();
    }
    for call in 0..CALLS {
        for side in ["before", "after"] {
            let mut child = spawn(folder.path(), &format!("{side} {call}"), since);
            let ended = child.wait().unwrap();
            assert_eq!(ended.code(), None, "child {side} {call} ended otherwise than by a signal");
        }
    }
    let mut child = spawn(folder.path(), "finish", since);
    let mut said = Said::of(&mut child);
    assert!(said.reaches("finished"), "the last child did not finish");
    // What it says at its end has a reader, too.
    assert!(!said.reaches("noted"), "it goes on");
    assert!(child.wait().unwrap().success());
    let told = verdict::on(folder.path());
    assert!(told.events > 200 && told.charges > 50, "too little happened to tell anything: {told:?}");
}
