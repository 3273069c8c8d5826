//! Rules about commits, answers and what is read.

use super::table::{Table, at};
use super::{Fault, Held, same};
use crate::error::Lost;
use crate::policy::Kept;
use crate::step::Step;
use zhidu_core::outcome::Verdict;
use zhidu_time::Instant;

/// Half an hour and the first late second.
const LATE: i64 = 1_801;

pub(super) async fn compare_and_set(t: &Table) -> Held {
    let begin = t.begin("A", "ann", 0, "here").await?;
    t.must(begin.clone()).await?;
    same("the same start again", &t.commit(begin).await?.is_err(), &true)?;
    let (finish, again) = (t.act("A", "finish", 60).await?, t.act("A", "again", 60).await?);
    t.must(finish).await?;
    let lost = t.commit(again).await?;
    let moved = |lost: &Result<(), Lost>| matches!(lost, Err(Lost::Moved(conflict)) if conflict.found == 2);
    same("a step on a version that is gone is lost to version 2", &moved(&lost), &true)?;
    let stored = t.store.case("A").await?;
    same("the version", &stored.map(|case| case.version), &Some(2))
}

pub(super) async fn fences(t: &Table) -> Held {
    t.must(t.begin("A", "ann", 0, "here").await?).await?;
    t.must(t.begin("B", "ann", 0, "there").await?).await?;
    let due = t.store.due(at(LATE), None, 2).await?;
    let mut made = Vec::new();
    for item in due {
        let case = item.due.what.case().clone();
        made.push(t.fire_case(&case, item.due.what, LATE).await?);
    }
    same("two timers are due", &made.len(), &2)?;
    let second = made.pop().ok_or_else(|| Fault::Found("nothing made".to_owned()))?;
    let first = made.pop().ok_or_else(|| Fault::Found("nothing made".to_owned()))?;
    t.must(first).await?;
    let lost = t.commit(second).await?;
    same("the second charge of a person read the count before the first", &lost.is_err(), &true)?;
    t.must(t.fire(LATE).await?).await?;
    let counts: Vec<_> = t.store.ledger("contract", Some("ann")).await?.iter().map(|charge| charge.count).collect();
    same("numbers of the charges", &counts, &vec![Some(1), Some(2)])
}

pub(super) async fn groups(t: &Table) -> Held {
    let first = t.begin("A", "ann", 0, "here").await?;
    let twin = t.begin("A", "bob", 0, "there").await?;
    let rival = t.begin("B", "bob", 0, "here").await?;
    let other = t.begin("C", "bob", 0, "elsewhere").await?;
    let results = t.store.commit(vec![first, twin, rival, other]).await?;
    let went: Vec<bool> = results.iter().map(Result::is_ok).collect();
    same("first, same case, same key, other", &went, &vec![true, false, false, true])?;
    same("open cases", &t.store.open_cases("contract").await?, &vec!["A".into(), "C".into()])
}

pub(super) async fn lost_changes_nothing(t: &Table) -> Held {
    t.must(t.begin("A", "ann", 0, "here").await?).await?;
    let missed = t.fire(LATE).await?;
    t.must(t.act("A", "finish", 60).await?).await?;
    let before = t.everything().await?;
    same("a charge on a version that is gone", &t.commit(missed).await?.is_err(), &true)?;
    same("everything", &t.everything().await?, &before)
}

pub(super) async fn replies(t: &Table) -> Held {
    let event = |mut step: Step| {
        step.event = Some("e1".into());
        step
    };
    same("a reply before the event", &t.store.replied("e1").await?, &None)?;
    let begin = event(t.begin("A", "ann", 0, "here").await?);
    let reply = begin.reply();
    t.must(begin).await?;
    same("the reply", &t.store.replied("e1").await?, &Some(reply.clone()))?;
    let other = event(t.begin("B", "bob", 60, "there").await?);
    let lost = t.commit(other).await?;
    same("another event under the id", &lost, &Err(Lost::Replied(Box::new(reply))))?;
    same("no second case", &t.store.case("B").await?, &None)?;
    // A refusal is an answer too, and written down.
    let mut refused = t.begin("C", "eve", 60, "there").await?;
    refused.event = Some("e2".into());
    t.must(refused).await?;
    let kept = t.store.replied("e2").await?.map(|reply| matches!(reply.verdict, Verdict::Denied(_)));
    same("a refusal is kept", &kept, &Some(true))?;
    same("a refusal opens nothing", &t.store.case("C").await?, &None)
}

pub(super) async fn lines(t: &Table) -> Held {
    let mut written = Vec::new();
    for (n, case) in ["B", "A", "C"].into_iter().enumerate() {
        let begin = t.begin(case, "ann", n as i64, case).await?;
        written.push(begin.line());
        t.must(begin).await?;
    }
    let finish = t.act("A", "finish", 60).await?;
    written.push(finish.line());
    t.must(finish).await?;
    let lines = t.store.lines(None, 0, usize::MAX).await?;
    let texts: Vec<String> = lines.iter().map(|line| line.text.clone()).collect();
    same("the texts", &texts, &written)?;
    same("numbers rise", &lines.windows(2).all(|pair| pair[0].number < pair[1].number), &true)?;
    let of_a: Vec<_> = t.store.lines(Some("A"), 0, usize::MAX).await?.into_iter().map(|line| line.text).collect();
    same("the lines of a case", &of_a, &vec![written[1].clone(), written[3].clone()])?;
    let number = lines.get(1).map_or(0, |line| line.number);
    let page: Vec<_> = t.store.lines(None, number, 1).await?.into_iter().map(|line| line.text).collect();
    same("a page", &page, &vec![written[2].clone()])?;
    let made_by = lines.first().map(|line| (line.policy.clone(), line.zones.to_string()));
    let expected = Some((t.rules.program.hash.clone(), zhidu_time::tzdb_version().to_owned()));
    same("the policy and the zone database", &made_by, &expected)?;
    same("the latest stamp", &t.store.latest().await?, &Some(at(60)))
}

pub(super) async fn keys(t: &Table) -> Held {
    t.must(t.begin("A", "ann", 0, "here").await?).await?;
    let joins = t.begin("B", "bob", 1, "here").await?;
    same("the key is held", &joins.happening.outcome.verdict, &Verdict::Joins("A".into()))?;
    let stale = t.begin("B", "bob", 61, "there").await?;
    t.must(t.act("A", "finish", 60).await?).await?;
    t.must(stale).await?;
    let again = t.begin("C", "bob", 62, "here").await?;
    same("the key is free", &again.happening.outcome.verdict, &Verdict::Accepted)?;
    t.must(again).await
}

pub(super) async fn dismissal(t: &Table) -> Held {
    for (n, case) in ["A", "B", "C"].into_iter().enumerate() {
        t.must(t.begin(case, "ann", n as i64, case).await?).await?;
    }
    let before = t.begin("D", "ann", 60, "D").await?;
    for _ in 0..3 {
        t.must(t.fire(LATE + 2).await?).await?;
    }
    same("a role read before the dismissal", &t.commit(before).await?.is_err(), &true)?;
    let after = t.begin("D", "ann", 3_600, "D").await?;
    same("roles are ended", &matches!(after.happening.outcome.verdict, Verdict::Denied(_)), &true)?;
    let other = t.begin("D", "bob", 3_600, "D").await?;
    same("others' are not", &other.happening.outcome.verdict, &Verdict::Accepted)
}

pub(super) async fn work(t: &Table) -> Held {
    t.must(t.begin("B", "ann", 0, "here").await?).await?;
    t.must(t.begin("A", "ann", 0, "there").await?).await?;
    t.must(t.begin("C", "ann", 0, "elsewhere").await?).await?;
    same("nothing yet", &t.store.waiting_for("eve").await?, &Vec::new())?;
    t.must(t.act("A", "doubt", 60).await?).await?;
    t.must(t.act("B", "doubt", 60).await?).await?;
    same("in the order of opening", &t.store.waiting_for("eve").await?, &vec!["B".into(), "A".into()])?;
    same("nobody else's", &t.store.waiting_for("ann").await?, &Vec::new())?;
    t.must(t.act_by("eve", "B", "leave.give", 120).await?).await?;
    same("answered", &t.other.waiting_for("eve").await?, &vec!["A".into()])?;
    t.must(t.act_by("eve", "A", "leave.deny", 120).await?).await?;
    same("ended", &t.store.waiting_for("eve").await?, &Vec::new())
}

pub(super) async fn institutions(t: &Table) -> Held {
    t.must(t.begin("A", "ann", 0, "here").await?).await?;
    let rules = t.elsewhere();
    let there = t.begin_by(&rules, "B", "ann", 0, "here").await?;
    same("a key of another institution", &there.happening.outcome.verdict, &Verdict::Accepted)?;
    t.must(there).await?;
    let twin = t.begin_by(&rules, "C", "ann", 0, "there").await?;
    t.must(t.begin("C", "ann", 0, "there").await?).await?;
    same("the id of a case of another institution", &t.commit(twin).await?.is_err(), &true)?;
    t.must(t.fire(LATE).await?).await?;
    same("the ledger elsewhere", &t.store.ledger("elsewhere", None).await?, &Vec::new())?;
    same("open cases elsewhere", &t.store.open_cases("elsewhere").await?, &vec!["B".into()])
}

pub(super) async fn two_handles(t: &Table) -> Held {
    let (here, there) = (t.begin("A", "ann", 0, "here").await?, t.begin("A", "bob", 0, "there").await?);
    t.must(here).await?;
    same("the other sees it", &t.other.case("A").await?, &t.store.case("A").await?)?;
    let lost = t.other.commit(vec![there]).await?;
    same("the other loses", &lost.iter().all(Result::is_err), &true)?;
    let finish = t.act("A", "finish", 60).await?;
    t.other.commit(vec![finish]).await?;
    let version = t.store.case("A").await?.map(|case| case.version);
    same("what the other did", &version, &Some(2))
}

pub(super) async fn policies(t: &Table) -> Held {
    let kept = |hash: &str, values: Option<&str>| Kept {
        hash: hash.into(),
        institution: "contract".into(),
        root: "policies/contract".into(),
        values: values.map(Into::into),
        files: vec![("b.toml".into(), "# 制度\n".into()), ("a.toml".into(), String::new().into())],
    };
    t.store.keep(kept("1", None)).await?;
    t.store.keep(kept("2", Some("a.toml"))).await?;
    t.store.keep(kept("1", None)).await?;
    same("unknown", &t.store.policy("3").await?, &None)?;
    same("without values", &t.other.policy("1").await?, &Some(kept("1", None)))?;
    same("with values", &t.store.policy("2").await?, &Some(kept("2", Some("a.toml"))))?;
    same("nothing is due in an empty store", &t.store.due(Instant::MAX, None, 1).await?, &Vec::new())
}
