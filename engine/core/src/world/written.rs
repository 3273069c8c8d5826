//! A world as JSON and back, for a host that keeps it between two runs.

use super::{Directory, Entry, World};
use crate::program::Program;
use crate::wire::{self, At, WireError};
use serde_json::{Value as Json, json};

impl World {
    /// The world without its journal and its people: every case with what waits for it, what was booked and recorded,
    /// keys and versions. Read again by [`World::read`].
    #[must_use]
    pub fn write(&self, program: &Program) -> Json {
        let entry = |entry: &Entry| {
            let Entry { case, order, process: _, opened_by, part, inbox, incident, listed: _ } = entry;
            json!({
                "case": wire::case(program, case), "order": order, "opened_by": opened_by.as_deref(), "part": &**part,
                "inbox": inbox.iter().map(wire::message).collect::<Vec<_>>(),
                "incident": incident.as_ref().map(wire::incident),
            })
        };
        let openings = self
            .openings
            .iter()
            .map(|(opening, incident)| json!([wire::opening(opening), incident.as_ref().map(wire::incident)]));
        json!({
            "cases": self.cases.values().map(entry).collect::<Vec<_>>(), "opened": self.opened,
            "ledger": self.ledger().iter().map(wire::charge).collect::<Vec<_>>(),
            "rows": self.rows.iter().map(wire::row).collect::<Vec<_>>(),
            "versions": self.versions.iter().map(|(fence, n)| json!([&**fence, n])).collect::<Vec<_>>(),
            "keys": self.keys.iter().map(|(fence, case)| json!([&**fence, &**case])).collect::<Vec<_>>(),
            "openings": openings.collect::<Vec<_>>(),
            "early": self.early.iter().map(wire::message).collect::<Vec<_>>(),
        })
    }

    /// Reads what [`World::write`] writes, with these people.
    ///
    /// # Errors
    /// [`WireError`].
    pub fn read(program: &Program, directory: Directory, json: &Json) -> Result<Self, WireError> {
        let at = At::root(json);
        at.only(&["cases", "opened", "ledger", "rows", "versions", "keys", "openings", "early"])?;
        let mut world = Self::new(directory);
        for entry in at.key("cases")?.each::<_, Vec<_>>(|at| read_entry(program, at))? {
            let id = entry.case.id.clone();
            world.cases.insert(id.clone(), entry);
            world.relist(&id);
        }
        at.key("ledger")?.each::<_, Vec<_>>(wire::charge_at)?.into_iter().for_each(|charge| world.ledger.book(charge));
        world.opened = at.key("opened")?.number()?;
        world.rows = at.key("rows")?.each(wire::row_at)?;
        world.versions = at.key("versions")?.each(|pair| {
            let [fence, version] = pair.items()?;
            Ok((fence.text()?, version.number()?))
        })?;
        world.keys = at.key("keys")?.each(|pair| {
            let [fence, case] = pair.items()?;
            Ok((fence.text()?, case.text()?))
        })?;
        world.openings = at.key("openings")?.each(|pair| {
            let [opening, incident] = pair.items()?;
            Ok((wire::opening_at(&opening)?, incident.given().map(wire::incident_at).transpose()?))
        })?;
        world.early = at.key("early")?.each(wire::message_at)?;
        Ok(world)
    }
}

fn read_entry(program: &Program, at: &At<'_>) -> Result<Entry, WireError> {
    at.only(&["case", "order", "opened_by", "part", "inbox", "incident"])?;
    let case = wire::case_at(program, &at.key("case")?)?;
    Ok(Entry {
        process: program.processes[case.process.at()].id.clone(),
        case,
        order: at.key("order")?.number()?,
        opened_by: at.key("opened_by")?.maybe_text()?,
        part: at.key("part")?.text()?,
        inbox: at.key("inbox")?.each(wire::message_at)?,
        incident: at.key("incident")?.given().map(wire::incident_at).transpose()?,
        listed: [None, None],
    })
}
