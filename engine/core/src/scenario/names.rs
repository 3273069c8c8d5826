//! What a scenario calls cases: names it gave, parts below them, keys.

use super::Pick;
use crate::program::Program;
use crate::value::Text;
use crate::world::World;

/// Names given so far, each with the id of its case.
#[derive(Debug, Clone, Default)]
pub struct Names {
    given: Vec<(Text, Text)>,
    unnamed: u32,
}

impl Names {
    /// Calls a case by a name from now on.
    pub(super) fn give(&mut self, name: Text, id: Text) {
        self.given.retain(|(known, _)| *known != name);
        self.given.push((name, id));
    }

    /// An id for a case that gets no name.
    pub(super) fn fresh(&mut self, process: &str) -> Text {
        self.unnamed += 1;
        format!("{process}#{}", self.unnamed).into()
    }

    /// The id of the case that is meant, if there is one.
    #[must_use]
    pub fn find(&self, world: &World, program: &Program, pick: &Pick) -> Option<Text> {
        match pick {
            Pick::Name(name) => self.by_name(world, &name.value),
            Pick::Key { process, key, .. } => by_key(world, program, process, key),
        }
    }

    fn by_name(&self, world: &World, name: &str) -> Option<Text> {
        if let Some((_, id)) = self.given.iter().find(|(known, _)| **known == *name) {
            return Some(id.clone());
        }
        let (parent, part) = name.rsplit_once('/')?;
        let parent = self.by_name(world, parent)?;
        world.child(&parent, part).map(|entry| entry.case.id.clone())
    }

    /// What the scenario calls a case: its name, or its part below one, else its id.
    #[must_use]
    pub fn show(&self, world: &World, id: &str) -> String {
        if let Some((name, _)) = self.given.iter().find(|(_, known)| **known == *id) {
            return name.to_string();
        }
        match world.case(id) {
            Some(entry) => match &entry.opened_by {
                Some(parent) => format!("{}/{}", self.show(world, parent), entry.part),
                None => id.to_owned(),
            },
            None => id.to_owned(),
        }
    }
}

/// The case with these key data: an open one before an ended one, then the newest.
fn by_key(world: &World, program: &Program, process: &str, key: &[(Text, crate::value::Value)]) -> Option<Text> {
    let ix = program.process(process)?;
    let process = &program.processes[ix.at()];
    let fits = |case: &crate::case::Case| {
        key.iter().all(|(id, value)| {
            let slot = process.data_slot(id).map(crate::guard::expr::DataSlot::at);
            slot.and_then(|slot| case.data.get(slot)?.as_ref()).is_some_and(|found| found == value)
        })
    };
    let found = world.cases().filter(|entry| entry.case.process == ix && fits(&entry.case));
    found.max_by_key(|entry| (!entry.case.is_ended(), entry.order)).map(|entry| entry.case.id.clone())
}
