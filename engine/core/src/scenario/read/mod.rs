//! Decodes a scenario file and checks every name in it against the program, before anything runs.
//!
//! In: the tree of one file and the program. Out: a [`Scenario`], or none where a problem makes it useless; all
//! problems are reported at their exact words. Scenario files hold literals only.

mod act;
mod cast;
mod decide;
mod expect;
mod given;
mod known;
mod literal;
mod money;
mod row;
mod variant;

use super::{Pick, Scenario, When};
use crate::guard::written::Home;
use crate::problem::{Problem, Problems, ScenarioFlaw, Word};
use crate::program::{ParamValue, Program};
use crate::source::Spanned;
use crate::syntax::{Document, Fields, Table, Text as Written};
use crate::value::Text;
use crate::world::Person;
use known::Known;
use zhidu_time::{Date, Zone};

/// Reads a scenario. Nothing comes back where an error was found: a scenario that is misread proves nothing.
#[must_use]
pub fn read(document: &Document, program: &Program, problems: &mut Problems) -> Option<Scenario> {
    let mut own = Problems::new();
    let scenario = scenario(document, program, &mut own);
    let usable = !own.has_errors();
    problems.extend(own.into_sorted());
    scenario.filter(|_| usable)
}

/// Reads a directory file: `[[cast]]` tables as in scenarios, and nothing else.
#[must_use]
pub fn people(document: &Document, program: &Program, problems: &mut Problems) -> Vec<Person> {
    let mut file = Fields::new(&document.root, Word::File, problems);
    let cast = file.tables("cast");
    file.finish();
    Reader::new(program).cast(&cast, problems)
}

fn scenario(document: &Document, program: &Program, problems: &mut Problems) -> Option<Scenario> {
    let mut file = Fields::new(&document.root, Word::File, problems);
    let head = if file.require("scenario") { file.table("scenario") } else { None };
    let (cast, given) = (file.tables("cast"), file.tables("given"));
    let (steps, ends, decides) = (file.tables("step"), file.tables("end"), file.tables("decide"));
    file.finish();

    let mut reader = Reader::new(program);
    let head = reader.head(head?, problems);
    let cast = reader.cast(&cast, problems);
    let given: Vec<_> = given.into_iter().filter_map(|table| reader.given(table, problems)).collect();
    let mut rows: Vec<_> = steps.into_iter().map(|table| reader.step(table, problems)).collect();
    rows.extend(ends.into_iter().map(|table| reader.end(table, problems)));
    let decides: Vec<_> = decides.into_iter().filter_map(|table| reader.decide(table, problems)).collect();
    let Head { id, name, start, confirms, parameters, covers } = head?;
    Some(Scenario { id, name, start, confirms, parameters, covers, cast, given, rows, decides })
}

struct Head {
    id: Spanned<Text>,
    name: Option<Text>,
    start: zhidu_time::Moment,
    confirms: bool,
    parameters: Vec<(Text, ParamValue)>,
    covers: Vec<Spanned<Text>>,
}

/// What is known while a file is read: the program, the people, the cases named so far, and the day.
struct Reader<'a> {
    program: &'a Program,
    zone: &'a Zone,
    known: Known<'a>,
    /// Where the virtual clock stands after the row just read.
    clock: Option<Clock>,
    /// Every `[[step]]` so far: its time as written, and where the clock stood before it.
    steps: Vec<(Option<When>, Option<Clock>)>,
    /// The case rows speak of that name none.
    last: Last,
}

/// The case rows speak of that name none.
#[derive(Debug, Clone, PartialEq)]
enum Last {
    /// No case was there yet.
    None,
    /// One that has no name, or one picked by its key.
    Unnamed,
    /// A named one.
    Named(Text),
}

/// A row's time: the day it is written for (`24:00` is still of it), and the instant.
#[derive(Debug, Clone, Copy)]
struct Clock {
    day: Date,
    instant: zhidu_time::Instant,
}

impl<'a> Reader<'a> {
    fn new(program: &'a Program) -> Self {
        let zone = &program.institution.zone;
        Self { program, zone, known: Known::new(program), clock: None, steps: Vec::new(), last: Last::None }
    }

    fn head(&mut self, table: &Table, problems: &mut Problems) -> Option<Head> {
        let mut fields = Fields::new(table, Word::Scenario, problems);
        let id = fields.required_text("id").map(shared);
        let name = fields.text("name").map(|name| name.value.into());
        let covers: Vec<Spanned<Text>> = fields.texts("covers").into_iter().map(shared).collect();
        fields.require("start");
        let start = fields.node("start");
        let parameters = fields.table("parameters");
        default_only(&mut fields, "duties", "done");
        let confirms = fields.word("effects", &[("confirmed", true), ("manual", false)]);
        fields.finish();

        for clause in &covers {
            self.known.clause(clause, problems);
        }
        let parameters = parameters.map_or_else(Vec::new, |table| self.parameters(table, problems));
        let start = start.and_then(|node| literal::moment("start", node, None, problems));
        self.clock = start.map(|moment| Clock { day: moment.date, instant: moment.instant(self.zone) });
        let confirms = confirms.is_none_or(|confirms| confirms.value);
        Some(Head { id: id?, name, start: start?, confirms, parameters, covers })
    }

    fn parameters(&self, table: &Table, problems: &mut Problems) -> Vec<(Text, ParamValue)> {
        let mut values = Vec::new();
        for (key, node) in table.entries() {
            let Some(param) = self.known.parameter(&key.text, key.span, problems) else { continue };
            let mut typed = |key: &str, node| literal::typed(key, node, &param.ty, self.home(), problems);
            let value = match (&param.value, node.as_table()) {
                (ParamValue::Per(_), Some(table)) => {
                    let each = table.entries().filter_map(|(key, node)| {
                        typed(&key.text, node).map(|value| (key.text.as_str().into(), value))
                    });
                    Some(ParamValue::Per(each.collect()))
                }
                _ => typed(&key.text, node).map(ParamValue::One),
            };
            values.extend(value.map(|value| (param.id.clone(), value)));
        }
        values
    }

    /// What literals are read by.
    const fn home(&self) -> Home<'a> {
        Home { zone: self.zone, currency: self.program.institution.currency }
    }

    /// A case named by text or by the values of its key.
    fn pick(&self, key: &'static str, fields: &mut Fields<'_, '_>) -> Option<Pick> {
        let node = fields.node(key)?;
        match (node.as_text(), node.as_table()) {
            (Some(text), _) => Some(Pick::Name(own(text))),
            (_, Some(table)) => self.pick_by_key(table, fields.problems()),
            _ => {
                fields.wrong_type(key, node, [Word::Text, Word::Table]);
                None
            }
        }
    }

    fn pick_by_key(&self, table: &Table, problems: &mut Problems) -> Option<Pick> {
        let mut fields = Fields::new(table, Word::Case, problems);
        let process = fields.required_text("process").map(shared);
        let process = process.and_then(|id| self.known.process(&id, problems))?;
        let mut key = Vec::new();
        for (name, node) in table.entries().filter(|(name, _)| name.text != "process") {
            let data = process.data.iter().find(|d| *d.field.id == *name.text);
            match data {
                Some(data) => {
                    let value = literal::typed(&name.text, node, &data.field.ty, self.home(), problems);
                    key.extend(value.map(|value| (data.field.id.clone(), value)));
                }
                None => self.known.no_data(process, &name.text, name.span, problems),
            }
        }
        Some(Pick::Key { process: process.id.clone(), key, span: table.span })
    }
}

/// A text of the tree as ours.
fn shared(text: Spanned<String>) -> Spanned<Text> {
    Spanned::new(text.value.into(), text.span)
}

/// A text of the tree as ours.
fn own(text: &Written) -> Spanned<Text> {
    Spanned::new(text.value.as_str().into(), text.span)
}

/// A key whose feature comes later, where only the word that changes nothing may stand.
fn default_only(fields: &mut Fields<'_, '_>, key: &'static str, default: &str) {
    let Some(node) = fields.node(key) else { return };
    if node.as_text().is_none_or(|text| text.value != default) {
        let flaw = ScenarioFlaw::NotYet { word: key.to_owned() };
        fields.report(Problem::new(flaw, node.span));
    }
}

/// Keys whose feature comes later: one clear problem each.
fn not_yet(fields: &mut Fields<'_, '_>, keys: &[&'static str]) {
    for key in keys {
        if let Some(span) = fields.key_span(key) {
            let flaw = ScenarioFlaw::NotYet { word: (*key).to_owned() };
            fields.report(Problem::new(flaw, span));
        }
    }
}
