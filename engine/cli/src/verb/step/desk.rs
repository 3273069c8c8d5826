//! Takes lines one after another and answers each; remembers what later lines may ask for.

use super::event::{self, Act, Event, Fault, To};
use super::told::{Teller, VERSION};
use crate::text::Words;
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use zhidu::RhaiScripts;
use zhidu::outcome::{InputKind, Outside, Verdict};
use zhidu::program::Program;
use zhidu::time::Instant;
use zhidu::value::Text;
use zhidu::world::{Address, Directory, Driver, Happening, Submission};

/// How many answers are remembered beyond those of the instant the clock stands at: an event that comes again later than
/// that is refused because its time is over.
const REMEMBERED: usize = 1_000;

/// See the module.
pub(super) struct Desk<'p> {
    pub(super) program: &'p Program,
    pub(super) driver: Driver<'p>,
    pub(super) memory: Memory,
    words: Words,
}

/// What is kept beside the world.
#[derive(Default)]
pub(super) struct Memory {
    /// Where the clock stands.
    pub(super) now: Option<Instant>,
    /// How many cases got a name from here.
    pub(super) opened: u64,
    /// Names hosts gave to cases: none is given twice.
    pub(super) names: BTreeSet<Text>,
    /// The latest answers to events with an id, in order.
    pub(super) answers: VecDeque<Answer>,
    /// Which of them is whose, counted from the first ever.
    pub(super) by_id: BTreeMap<String, u64>,
    pub(super) dropped: u64,
}

/// An answer that may be asked for again.
pub(super) struct Answer {
    pub(super) id: String,
    pub(super) at: Instant,
    pub(super) answer: Json,
}

/// What came of a line.
pub(super) struct Taken {
    pub(super) answer: String,
    /// Whether the line itself was wrong.
    pub(super) is_fault: bool,
}

impl<'p> Desk<'p> {
    pub(super) fn new(program: &'p Program, scripts: &'p RhaiScripts, people: Directory, words: Words) -> Self {
        Self::resume(program, Driver::new(program, scripts, people), Memory::default(), words)
    }

    pub(super) const fn resume(program: &'p Program, driver: Driver<'p>, memory: Memory, words: Words) -> Self {
        Self { program, driver, memory, words }
    }

    /// Takes the n-th line.
    pub(super) fn take(&mut self, number: usize, line: &[u8], too_long: bool) -> Taken {
        let words = self.words;
        let json = match (too_long, serde_json::from_slice::<Json>(line)) {
            (true, _) => Err(Fault::at("$", words.step_too_long())),
            (_, Ok(json)) => Ok(json),
            (_, Err(error)) => Err(Fault::at("$", words.step_no_json(error.column()))),
        };
        let id = json.as_ref().ok().and_then(event::id).map(str::to_owned);
        match json.and_then(|json| self.answer(&json)) {
            Ok(answer) => Taken { answer: answer.to_string(), is_fault: false },
            Err(Fault { path, text }) => {
                let error = json!({ "schema_version": VERSION, "id": id, "error": { "line": number, "path": path, "text": text } });
                Taken { answer: error.to_string(), is_fault: true }
            }
        }
    }

    fn answer(&mut self, json: &Json) -> Result<Json, Fault> {
        let event = event::read(json, &self.program.institution.zone, self.words)?;
        if let Some(first) = event.id.as_ref().and_then(|id| self.memory.first(id)) {
            let mut again = first.clone();
            again["again"] = json!(true);
            return Ok(again);
        }
        if let Some(now) = self.memory.now.filter(|now| event.at < *now) {
            let now = self.program.institution.zone.show(now);
            return Err(Fault::at("$.at", self.words.step_earlier(&now)));
        }
        let (id, at) = (event.id.clone(), event.at);
        let answer = self.act(event)?;
        self.memory.now = Some(at);
        if let Some(id) = id {
            self.memory.remember(Answer { id, at, answer: answer.clone() });
        }
        Ok(answer)
    }

    fn act(&mut self, event: Event) -> Result<Json, Fault> {
        let Event { id, at, act } = event;
        match act {
            Some(Act::Deed(deed)) => {
                let to = self.address(deed.to)?;
                let outside = Outside { event: deed.event, actor: deed.by, data: deed.data };
                self.driver.submit(Submission { stamp: at, outside, to });
            }
            Some(Act::Reply(reply)) => {
                self.driver.reply(at, &reply.effect.case, &reply);
            }
            None => self.driver.run_until(at),
        }
        let happened = self.driver.take();
        let is_own = |happening: &&Happening| match happening.input.kind {
            InputKind::Outside(_) | InputKind::Start { .. } | InputKind::Reply(_) => true,
            InputKind::Opening(_) | InputKind::Message(_) | InputKind::Timer(_) => false,
        };
        let own = happened.iter().find(is_own);
        if let Some(own) = own {
            self.name(own);
        }
        let teller = Teller { program: self.program, words: self.words };
        Ok(teller.answer(id.as_deref(), at, own, &happened))
    }

    /// The case an event is for; a new one gets the host's name for it, else the next of ours.
    fn address(&self, to: To) -> Result<Address, Fault> {
        let (process, case) = match to {
            To::Case(case) => return Ok(Address::Case(case)),
            To::New { process, case } => (process, case),
        };
        if let Some(process) = process.as_ref().filter(|id| self.program.process(id).is_none()) {
            let known: Vec<&str> = self.program.processes.iter().map(|process| &*process.id).collect();
            let text = self.words.no_process(process, &known.join(self.words.0.pick("、", ", ")));
            return Err(Fault::at("$.new.process", text));
        }
        let Some(case) = case else {
            return Ok(Address::New { process, id: format!("{OURS}{}", self.memory.opened.saturating_add(1)).into() });
        };
        if case.starts_with(OURS) || case.contains('#') {
            return Err(Fault::at("$.new.case", self.words.step_our_name()));
        }
        if self.memory.names.contains(&case) {
            return Err(Fault::at("$.new.case", self.words.step_name_taken(&case)));
        }
        Ok(Address::New { process, id: case })
    }

    /// Notes the name of a case that was opened.
    fn name(&mut self, own: &Happening) {
        if own.outcome.verdict != Verdict::Accepted || !matches!(own.input.kind, InputKind::Start { .. }) {
            return;
        }
        if own.case.starts_with(OURS) {
            self.memory.opened = self.memory.opened.saturating_add(1);
        } else {
            self.memory.names.insert(own.case.clone());
        }
    }
}

/// How our names for cases begin; a number follows.
const OURS: &str = "case-";

impl Memory {
    fn first(&self, id: &str) -> Option<&Json> {
        let at = self.by_id.get(id)?.checked_sub(self.dropped)?;
        self.answers.get(usize::try_from(at).ok()?).map(|answer| &answer.answer)
    }

    pub(super) fn remember(&mut self, answer: Answer) {
        self.by_id.insert(answer.id.clone(), self.dropped + self.answers.len() as u64);
        let now = answer.at;
        self.answers.push_back(answer);
        while self.answers.len() > REMEMBERED
            && let Some(old) = self.answers.pop_front_if(|old| old.at < now)
        {
            self.by_id.remove(&old.id);
            self.dropped += 1;
        }
    }
}
