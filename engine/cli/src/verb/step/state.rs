//! The state file: all that the next run needs to go on where this one stopped.

use super::desk::{Answer, Desk, Memory};
use super::told::VERSION;
use crate::disk::Disk;
use crate::{Exit, text::Words};
use serde_json::{Map, Value as Json, json};
use zhidu::program::Program;
use zhidu::time::Instant;
use zhidu::world::{Directory, Driver, World};
use zhidu::{FileError, Files, RhaiScripts};

/// The state as text, a line.
pub(super) fn write(desk: &Desk<'_>) -> String {
    let Memory { now, opened, names, answers, .. } = &desk.memory;
    let answers =
        answers.iter().map(|Answer { id, at, answer }| json!({ "id": id, "at": at.seconds(), "answer": answer }));
    let state = json!({
        "schema_version": VERSION,
        "policy": { "institution": &*desk.program.institution.id, "hash": &*desk.program.hash },
        "now": now.map(Instant::seconds), "opened": opened, "names": names.iter().map(|name| &**name).collect::<Vec<_>>(),
        "answers": answers.collect::<Vec<_>>(), "world": desk.driver.world().write(desk.program),
    });
    format!("{state}\n")
}

/// Goes on from a state file; from nothing where there is none yet.
///
/// # Errors
/// What is wrong, as a sentence, and whose fault it is.
pub(super) fn open<'p>(
    path: &str,
    program: &'p Program,
    scripts: &'p RhaiScripts,
    people: Directory,
    words: Words,
) -> Result<Desk<'p>, (String, Exit)> {
    let bytes = match Disk.read(path) {
        Ok(bytes) => bytes,
        Err(FileError::NotFound) => return Ok(Desk::new(program, scripts, people, words)),
        Err(error) => return Err((words.unreadable(path, &error.to_string()), Exit::Machine)),
    };
    let wrong = |why: &str| (words.step_bad_state(path, why), Exit::Command);
    let json: Json = serde_json::from_slice(&bytes).map_err(|error| wrong(&error.to_string()))?;
    let state = json.as_object().ok_or_else(|| wrong(words.step_no_object()))?;
    if state.get("schema_version") != Some(&json!(VERSION)) {
        return Err(wrong(words.step_other_version()));
    }
    let policy = state.get("policy").unwrap_or(&Json::Null);
    if policy["hash"] != json!(&*program.hash) {
        let other = policy["institution"].as_str().unwrap_or("?");
        return Err((words.step_other_policy(path, other), Exit::Command));
    }
    let world = state.get("world").unwrap_or(&Json::Null);
    let world = World::read(program, people, world).map_err(|error| {
        wrong(&format!(
            "`{}`: {}",
            error.path.replacen('$', "$.world", 1),
            words.0.pick(error.expected.zh(), error.expected.to_string())
        ))
    })?;
    let memory = memory(state).ok_or_else(|| wrong(words.step_bad_memory()))?;
    Ok(Desk::resume(program, Driver::resume(program, scripts, world), memory, words))
}

fn memory(state: &Map<String, Json>) -> Option<Memory> {
    let instant = |json: &Json| json.as_i64().and_then(Instant::from_seconds);
    let names = state.get("names")?.as_array()?.iter().map(|name| name.as_str().map(Into::into));
    let now = state.get("now")?;
    let mut memory = Memory {
        now: if now.is_null() { None } else { Some(instant(now)?) },
        opened: state.get("opened")?.as_u64()?,
        names: names.collect::<Option<_>>()?,
        ..Memory::default()
    };
    for answer in state.get("answers")?.as_array()? {
        let id = answer.get("id")?.as_str()?.to_owned();
        memory.remember(Answer { id, at: instant(answer.get("at")?)?, answer: answer.get("answer")?.clone() });
    }
    Some(memory)
}
