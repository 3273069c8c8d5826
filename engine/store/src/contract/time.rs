//! Rules about what is due.

use super::table::{Table, at};
use super::{Fault, Held, same};
use crate::record::Kind;
use std::sync::Arc;
use zhidu_core::need::{Answer, Query};
use zhidu_core::outcome::Verdict;
use zhidu_core::value::Text;
use zhidu_core::world::Waiting;

/// Half an hour and the first late second.
const LATE: i64 = 1_801;

/// The cases that are due, in order.
async fn due(t: &Table, until: i64, limit: usize) -> Result<Vec<Text>, Fault> {
    Ok(t.store.due(at(until), None, limit).await?.iter().map(|item| item.due.what.case().clone()).collect())
}

fn ids(ids: &[&str]) -> Vec<Text> {
    ids.iter().map(|id| (*id).into()).collect()
}

pub(super) async fn order(t: &Table) -> Held {
    // Opened in this order; D is due first, A and C at one instant.
    t.must(t.begin("C", "ann", 60, "c").await?).await?;
    t.must(t.begin("A", "ann", 60, "a").await?).await?;
    t.must(t.begin("D", "ann", 0, "d").await?).await?;
    t.must(t.begin("B", "ann", 61, "b").await?).await?;
    same("nothing yet", &due(t, LATE - 1, 9).await?, &ids(&[]))?;
    same("the bound is included", &due(t, LATE, 9).await?, &ids(&["D"]))?;
    same("one instant", &due(t, LATE + 60, 9).await?, &ids(&["D", "C", "A"]))?;
    same("all", &due(t, 9_000, 9).await?, &ids(&["D", "C", "A", "B"]))?;
    same("the limit", &due(t, 9_000, 2).await?, &ids(&["D", "C"]))?;
    let of_a = t.store.due(at(9_000), Some("A"), 9).await?;
    same(
        "of one case",
        &of_a.iter().map(|item| item.due.what.clone()).collect::<Vec<_>>(),
        &vec![Waiting::Timer("A".into())],
    )?;
    let policies: Vec<_> = of_a.into_iter().map(|item| item.policy).collect();
    same("its policy", &policies, &vec![t.rules.program.hash.clone()])
}

pub(super) async fn stale(t: &Table) -> Held {
    t.must(t.begin("A", "ann", 0, "a").await?).await?;
    t.must(t.begin("B", "ann", 0, "b").await?).await?;
    t.must(t.act("A", "again", 600).await?).await?;
    same("planned anew", &due(t, LATE, 9).await?, &ids(&["B"]))?;
    same("later", &due(t, LATE + 600, 9).await?, &ids(&["B", "A"]))?;
    t.must(t.act("B", "finish", 700).await?).await?;
    same("ended", &due(t, 9_000, 9).await?, &ids(&["A"]))?;
    let missed = t.fire(9_000).await?;
    same("the nominal instant", &missed.happening.input.stamp, &at(LATE + 600))?;
    t.must(missed).await?;
    same("fired once", &due(t, 9_000, 9).await?, &ids(&[]))
}

pub(super) async fn openings_and_messages(t: &Table) -> Held {
    t.must(t.begin("A", "ann", 0, "a").await?).await?;
    let share = t.act("A", "share", 60).await?;
    let part = share.happening.outcome.openings.first().map(|opening| opening.case.clone()).unwrap_or_default();
    t.must(share).await?;
    same("a case to be opened", &due(t, 60, 9).await?, &vec![part.clone()])?;
    same("not yet open", &t.store.case(&part).await?, &None)?;
    let of = |case: &Text| vec![Query::Process { case: case.clone() }];
    let asked = [of(&part), of(&"A".into()), of(&"nobody".into())].concat();
    let facts = t.store.answer("contract", Arc::default(), asked.clone()).await?;
    let known: Vec<_> = asked.iter().filter_map(|query| facts.0.get(query).map(|fact| fact.answer.clone())).collect();
    let process = |id: Option<&str>| Answer::Process(id.map(Text::from));
    same("processes", &known, &vec![process(Some("part")), process(Some("errand")), process(None)])?;
    t.must(t.fire(60).await?).await?;
    let stored = t.store.case(&part).await?;
    let family = stored.map(|stored| (stored.opened_by, stored.part));
    same("who opened it, as what", &family, &Some((Some("A".into()), "part".into())))?;
    same("its wait", &due(t, 660, 9).await?, &vec![part.clone()])?;
    t.must(t.fire(660).await?).await?;
    let told = t.store.due(at(660), None, 9).await?;
    let events: Vec<_> =
        told.iter().map(|item| matches!(&item.due.what, Waiting::Message(m) if &*m.to == "A")).collect();
    same("its end comes back", &events, &vec![true])?;
    t.must(t.fire(660).await?).await?;
    same("told once", &due(t, 660, 9).await?, &ids(&[]))?;
    same("the child has ended", &t.store.open_cases("contract").await?, &ids(&["A"]))
}

pub(super) async fn parking(t: &Table) -> Held {
    t.must(t.leave("S", 0).await?).await?;
    t.must(t.begin("A", "ann", 0, "a").await?).await?;
    let failed = t.fire(601).await?;
    same("an incident", &matches!(failed.happening.outcome.verdict, Verdict::Incident(_)), &true)?;
    t.must(failed).await?;
    same("its timer is held, others' are not", &due(t, 9_000, 9).await?, &ids(&["A"]))?;
    same("also when asked for", &t.store.due(at(9_000), Some("S"), 9).await?.len(), &0)?;
    let parked: Vec<_> = t.other.parked().await?.into_iter().map(|parked| (parked.id, parked.kind)).collect();
    same("listed", &parked, &vec![("S".into(), Kind::Case)])?;
    let why = t.store.case("S").await?.and_then(|stored| stored.incident);
    same("with its reason", &why.is_some_and(|why| why.contains("late")), &true)?;
    same("resumed", &t.store.resume("S").await?, &true)?;
    same("only once", &t.store.resume("S").await?, &false)?;
    same("due again, at its nominal instant", &due(t, 601, 9).await?, &ids(&["S"]))?;
    t.must(t.fire(601).await?).await?;
    same("parked again", &t.store.parked().await?.len(), &1)
}
