//! A small policy for tests of scenarios and of the command line: a matter is asked, answered within 30 minutes, and a
//! late answer costs money.

use std::sync::LazyLock;
use zhidu::problem::{Lang, Problem, Problems};
use zhidu::scenario::{self, Report, Scenario};
use zhidu::source::SourceMap;
use zhidu::syntax::load;
use zhidu::{Loaded, Program, RhaiScripts, Settings};

/// The policy's files.
pub(crate) const FILES: [(&str, &str); 2] = [("desk/institution.toml", INSTITUTION), ("desk/matter.toml", MATTER)];

const INSTITUTION: &str = r#"
[institution]
id = "desk"
name = "服务台"
effective = 2026-01-01
time_zone = "Asia/Shanghai"
currency = "CNY"
clause = "6"

[[clause]]
id = "1"
[[clause]]
id = "2"
[[clause]]
id = "3"
[[clause]]
id = "4"
[[clause]]
id = "5"
[[clause]]
id = "6"
[[clause]]
id = "7"
manual = "是否耐心，只有人能判断"

[[role]]
id = "clerk"
[[role]]
id = "head"
per = "department"
[[role]]
id = "archive"

[[parameter]]
id = "patience"
type = "duration"
sample = "30 minutes"
clause = "3"

[[register]]
id = "answers"
clause = "2"
fields = [{ id = "text", type = "text" }, { id = "pages", type = "integer", optional = true }]

[[penalty]]
id = "slow"
clause = "3"
count = { per = ["person", "rule"], reset = "never" }
[[penalty.rung]]
from = 1
amount = "100 CNY"
[[penalty.rung]]
from = 2
amount = "200 CNY"

[[joint]]
who = { role = "head", of = "offender.department" }
times = 2
clause = "4"

[[offence]]
id = "rude"
clause = "5"
report_by = "staff"
verify_by = "head"
penalty = "slow"
"#;

const MATTER: &str = r#"
[process]
id = "matter"
initial = "open"

[[data]]
id = "subject"
type = "text"
[[data]]
id = "answer"
type = "text"
optional = true
[[data]]
id = "pages"
type = "integer"
optional = true
min = 1

[[start]]
event = "ask"
clause = "1"
by = "clerk"
takes = ["subject"]
owner = "actor"

[[state]]
id = "open"
initial = "read"

[[state.on]]
event = "answer"
clause = "1"
by = "owner"
takes = ["answer", "pages?"]
to = "answered"

[[state.on.do]]
record = "answers"
whom = "owner"
with = { text = "case.answer" }

[[state.on.do]]
notify = "archive"
about = "已答复"

[[state.on]]
event = "scold"
clause = "1"
by = "owner"
do = [{ open = "rude", as = "scolding", with = { offender = "owner" } }]

[[state.on]]
event = "hand_to"
clause = "1"
by = "clerk"
do = [{ assign = "actor" }]

[[state.deadline]]
id = "reply"
clause = "3"
within = "param.patience"
warn = [{ left = "10 minutes", notify = "owner" }]
missed = [{ penalize = "slow", rule = "3", whom = "owner" }]

[[state]]
id = "read"
in = "open"

[[state]]
id = "answered"

[[state.on]]
event = "thank"
clause = "1"
by = "owner"
to = "closed"

[[state.after]]
wait = "1 day"
to = "closed"

[[state]]
id = "closed"
final = true
"#;

/// How every scenario of these tests begins.
pub(crate) const HEAD: &str = r#"
[scenario]
id = "S"
start = "Mon 2026-03-02 09:00"

[[cast]]
id = "li"
roles = ["clerk"]
department = "service"

[[cast]]
id = "chen"
roles = ["clerk"]
department = "service"

[[cast]]
id = "wang"
roles = [{ role = "head", of = "service" }]
department = "service"
"#;

/// A matter that was asked at 09:00 and is called A.
pub(crate) const ASKED: &str = r#"
[[step]]
by = "li"
event = "ask"
case = "A"
data = { subject = "开户" }
"#;

fn loaded() -> &'static (Program, RhaiScripts) {
    static LOADED: LazyLock<(Program, RhaiScripts)> = LazyLock::new(|| {
        let Loaded { compiled, scripts } = zhidu::load(&FILES[..], "desk", Settings::default()).unwrap();
        let told: Vec<String> = compiled.problems.iter().map(|p| p.flaw.sentence(Lang::En)).collect();
        (compiled.program.unwrap_or_else(|| panic!("{told:#?}")), scripts)
    });
    &LOADED
}

/// The policy, ready to run.
pub(crate) fn program() -> &'static Program {
    &loaded().0
}

/// A scenario as it is read, with its problems and its text.
pub(crate) fn read(program: &Program, text: &str) -> (Option<Scenario>, Vec<Problem>, SourceMap) {
    let mut sources = SourceMap::default();
    let (_, document, found) = load(&mut sources, "desk/scenarios/s.toml", text.as_bytes());
    let mut problems = Problems::new();
    problems.extend(found);
    let scenario = scenario::read(&document, program, &mut problems);
    (scenario, problems.into_sorted(), sources)
}

/// Runs a scenario that must be free of problems.
pub(crate) fn report(text: &str) -> (Report, SourceMap) {
    let (program, scripts) = loaded();
    let (scenario, problems, sources) = read(program, text);
    let told: Vec<String> = problems.iter().map(|p| p.flaw.sentence(Lang::En)).collect();
    let scenario = scenario.unwrap_or_else(|| panic!("{told:#?}"));
    (scenario::run(program, scripts, &scenario), sources)
}
