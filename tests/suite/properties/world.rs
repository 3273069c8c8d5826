//! A world's shortcuts find what a look at everything finds, and a world that was written and read goes on the same.

use super::play::{Deed, Dice, Play, person, stand};
use super::random::{department, ladders};
use super::small;
use crate::shipped::Policy;
use zhidu_core::journal::line;
use zhidu_core::outcome::Verdict;
use zhidu_core::world::{Directory, Driver, Rank, World};
use zhidu_time::Instant;

fn deed(dice: &mut Dice) -> Deed {
    Deed {
        pause: dice.of(250) as u8,
        event: dice.of(60_000) as u16,
        actor: dice.of(250) as u8,
        case: dice.of(60_000) as u16,
        values: dice.of(usize::MAX) as u64,
    }
}

/// Random plays on policies with timers, messages, openings and a ledger; looks at the world after every deed.
fn plays(mut look: impl FnMut(&Play<'_>, u64)) {
    let clerks = Directory {
        people: vec![
            person("cleo", &[("clerk", None)], &[]),
            person("chris", &[("chief", None), ("clerk", None)], &[]),
        ],
    };
    for (policy, people) in [(ladders(), department()), (Policy::small(small::REGIONS), clerks)] {
        let (program, scripts) = policy.ready();
        for seed in 1..4 {
            let (mut play, mut dice) = (Play::new(&program, &scripts, people.clone()), Dice(seed * 7_919));
            for n in 0..60 {
                play.act(deed(&mut dice));
                look(&play, n);
            }
        }
    }
}

/// What is due next, by looking at everything.
fn scanned(world: &World) -> Option<Rank> {
    let free = world.cases().filter(|entry| entry.incident.is_none());
    let ranks = free.flat_map(|entry| {
        let timer = entry.case.next_timer().map(|t| Rank { at: t.at, class: t.class(), order: entry.order });
        let message = entry.inbox.front().map(|m| Rank { at: m.stamp, class: Rank::MESSAGE, order: entry.order });
        timer.into_iter().chain(message)
    });
    ranks.min()
}

#[test]
fn the_index_of_what_is_due_is_what_a_scan_finds() {
    let mut due = 0;
    plays(|play, _| {
        let (found, scanned) = (play.world().next_due(Instant::MAX), scanned(play.world()));
        assert_eq!(found.as_ref().map(|due| due.rank), scanned);
        due += usize::from(scanned.is_some());
    });
    assert!(due > 100, "{due}");
}

#[test]
fn a_world_is_written_and_read_and_goes_on_the_same() {
    let mut went_on = 0;
    plays(|play, n| {
        if n % 10 != 9 {
            return;
        }
        let (program, world) = (play.program, play.world());
        let written = world.write(program);
        let read = World::read(program, world.directory().clone(), &written).unwrap();
        assert_eq!(read.write(program).to_string(), written.to_string());
        assert_eq!(stand(program, &read), stand(program, world));
        // Time passes in both.
        let (mut one, mut other) = (play.driver.clone(), Driver::resume(program, play.scripts, read));
        let until = play.now.checked_add(40 * 86_400).unwrap();
        one.run_until(until);
        other.run_until(until);
        let lines = |world: &World, from: usize| -> Vec<String> {
            world.journal()[from..].iter().map(|entry| line(program, entry)).collect()
        };
        let since = world.journal().len();
        assert_eq!(lines(one.world(), since), lines(other.world(), 0));
        went_on += other.world().journal().len();
    });
    assert!(went_on > 10, "{went_on}");
}

#[test]
fn what_ended_is_forgotten_and_nothing_else() {
    let (mut forgotten, mut kept) = (0, 0);
    plays(|play, n| {
        if n != 59 {
            return;
        }
        let mut driver = play.driver.clone();
        let before: Vec<_> = driver.world().cases().cloned().collect();
        let taken = driver.take();
        assert_eq!(taken.len(), play.world().journal().len());
        assert!(driver.world().journal().is_empty() && driver.world().rows().is_empty());
        for entry in before {
            let over = entry.case.is_ended() && entry.inbox.is_empty() && entry.incident.is_none();
            assert_eq!(driver.world().case(&entry.case.id).is_none(), over, "{}", entry.case.id);
            if over { forgotten += 1 } else { kept += 1 }
        }
        assert_eq!(driver.world().ledger(), play.world().ledger());
        assert!(driver.take().iter().all(|h| h.outcome.verdict != Verdict::Ignored));
    });
    assert!(forgotten > 10 && kept > 10, "{forgotten} {kept}");
}
