//! Rules about deliveries.

use super::table::{Table, at};
use super::{Fault, Held, same};
use crate::record::{Delivery, Handed, Item, Kind};

/// Half an hour and the first late second.
const LATE: i64 = 1_801;

/// Two cases, each with a notice and a fine to be delivered.
async fn fined(t: &Table) -> Held {
    t.must(t.begin("A", "ann", 0, "a").await?).await?;
    t.must(t.begin("B", "bob", 0, "b").await?).await?;
    t.must(t.fire(LATE).await?).await?;
    t.must(t.fire(LATE).await?).await
}

async fn claim(t: &Table, now: i64, limit: usize) -> Result<Vec<Delivery>, Fault> {
    Ok(t.store.claim(at(now), at(now + 60), limit).await?)
}

fn ids(deliveries: &[Delivery]) -> Vec<String> {
    deliveries.iter().map(|delivery| delivery.id.to_string()).collect()
}

pub(super) async fn again(t: &Table) -> Held {
    same("nothing to deliver", &t.store.next_delivery().await?, &None)?;
    fined(t).await?;
    same("visible from the stamp on", &t.store.next_delivery().await?, &Some(at(LATE)))?;
    same("not before", &claim(t, LATE - 1, 9).await?.len(), &0)?;
    let first = claim(t, LATE, 9).await?;
    same("one of each case", &first.len(), &2)?;
    same("what came about first", &first.iter().all(|d| matches!(d.item, Item::Charge(_))), &true)?;
    let booked: Vec<_> = t.store.ledger("contract", None).await?.iter().map(|charge| charge.id.to_string()).collect();
    same("under the ids of the ledger", &ids(&first), &booked)?;
    same("hidden", &claim(t, LATE, 9).await?.len(), &0)?;
    same("until then", &t.store.next_delivery().await?, &Some(at(LATE + 60)))?;
    // Whoever claimed them is gone; another takes them, and they are the same.
    let second = t.other.claim(at(LATE + 60), at(LATE + 120), 9).await?;
    same("the same again", &second, &first)?;
    for delivery in &second {
        t.store.handed(&delivery.id.to_string(), Handed::Over).await?;
    }
    let notices = claim(t, LATE + 60, 9).await?;
    same("then what came next", &notices.iter().all(|d| matches!(d.item, Item::Effect(_))), &true)?;
    for delivery in &notices {
        t.store.handed(&delivery.id.to_string(), Handed::Over).await?;
        // Handing over twice is nothing.
        t.store.handed(&delivery.id.to_string(), Handed::Over).await?;
    }
    same("all gone", &t.store.next_delivery().await?, &None)
}

pub(super) async fn in_order(t: &Table) -> Held {
    fined(t).await?;
    let first = claim(t, LATE, 1).await?;
    same("as many as asked for", &first.len(), &1)?;
    let id = first.first().map(|delivery| delivery.id.clone());
    let case = id.as_ref().map(|id| id.case.clone()).unwrap_or_default();
    let later = Handed::Later { at: at(LATE + 300), why: "busy".into() };
    t.store.handed(&id.map(|id| id.to_string()).unwrap_or_default(), later).await?;
    let others = claim(t, LATE, 9).await?;
    same("what waits holds up its own case alone", &others.iter().any(|d| d.id.case == case), &false)?;
    same("the other case goes on", &others.len(), &1)?;
    let retried = claim(t, LATE + 300, 9).await?;
    let failures: Vec<u32> = retried.iter().filter(|d| d.id.case == case).map(|d| d.failures).collect();
    same("it comes again, counted", &failures, &vec![1])
}

pub(super) async fn parking(t: &Table) -> Held {
    fined(t).await?;
    let claimed = claim(t, LATE, 1).await?;
    let id = ids(&claimed).into_iter().next().unwrap_or_default();
    t.store.handed(&id, Handed::Parked { why: "no such number".into() }).await?;
    let parked: Vec<_> = t.store.parked().await?.into_iter().map(|p| (p.id.to_string(), p.kind, p.why)).collect();
    same("listed", &parked, &vec![(id.clone(), Kind::Delivery, "no such number".into())])?;
    let others = claim(t, LATE, 9).await?;
    same("the next of its case goes on", &others.len(), &2)?;
    same("but not this one", &ids(&others).contains(&id), &false)?;
    same("resumed", &t.other.resume(&id).await?, &true)?;
    let back = claim(t, LATE + 60, 9).await?;
    same("it comes again, as if new", &back.iter().any(|d| d.id.to_string() == id && d.failures == 0), &true)?;
    same("nothing is parked", &t.store.parked().await?.len(), &0)
}
