//! Small policies with what the shipped ones have little of.

/// Regions, histories, defaults, waits, internal events, and a number that runs out of bounds.
pub(crate) const REGIONS: &str = r#"
[institution]
id = "regions"
name = "Regions"
time_zone = "Europe/Berlin"
currency = "EUR"

[[role]]
id = "clerk"

[[role]]
id = "chief"

[process]
id = "matter"
initial = "work"

[[data]]
id = "steps"
type = "integer"
default = 0
max = 6

[[data]]
id = "share"
type = "decimal"
default = 0

[[data]]
id = "promised"
type = "instant"
optional = true

[[event]]
id = "tick"

[[start]]
event = "begin"
by = "staff"
takes = ["promised?"]
owner = "actor"

[[on]]
event = "look"
by = "anyone"

[[state]]
id = "work"
parallel = true

[[state.on]]
event = "pause"
by = "clerk"
to = "paused"

[[state.on]]
event = "again"
by = ["owner", "chief"]
to = "work"
again = true

[[state.on]]
event = "done.state.work"
to = "over"

[[state]]
id = "before"
in = "work"
history = "deep"
initial = ["left_b", "right_a"]

[[state]]
id = "left"
in = "work"

[[state]]
id = "left_a"
in = "left"

[[state.on]]
event = "step"
by = "clerk"
to = "left_b"
do = [{ raise = "tick" }]

[[state]]
id = "left_b"
in = "left"

[[state.on]]
event = "step"
by = "clerk"
to = [
  { when = "case.steps >= 4", to = "left_end" },
  { to = "left_a", set = { steps = "case.steps + 1" } },
]

[[state.on]]
event = "promise"
by = "owner"
takes = ["promised"]
require = ["event.promised > now"]

[[state.deadline]]
id = "kept"
until = "case.promised"
warn = [{ used = "80%", notify = "owner" }]
missed = [{ set = { steps = "case.steps + 2" } }, { notify = "chief" }]

[[state]]
id = "left_end"
in = "left"
final = true

[[state]]
id = "right"
in = "work"

[[state]]
id = "right_a"
in = "right"

[[state.entry]]
do = [{ set = { share = "ratio(1, case.steps - 3)" }, when = "case.steps > 1" }]

[[state.on]]
event = "tick"
to = "right_b"

[[state]]
id = "right_b"
in = "right"

[[state.always]]
when = "case.steps > 2"
to = "right_end"

[[state.after]]
wait = "30 minutes"
to = "right_a"
when = "case.steps < 5"

[[state]]
id = "right_end"
in = "right"
final = true

[[state]]
id = "paused"

[[state.on]]
event = "resume"
by = "chief"
to = "before"

[[state.on]]
event = "resume"
by = "clerk"
to = ["left_b", "right_a"]

[[state]]
id = "over"
final = true
"#;

/// Ladders by month and by case, joint liability, offences, cases that open cases and take keys.
pub(crate) const LADDERS: &str = r#"
[institution]
id = "ladders"
name = "Ladders"
time_zone = "Asia/Shanghai"
currency = "CNY"
effective = 2026-01-02
clause = "0"

[[clause]]
id = "0"

[[clause]]
id = "1"

[[clause]]
id = "2"

[[clause]]
id = "3"

[[attribute]]
id = "base_wage"
type = "money"

[[role]]
id = "clerk"

[[role]]
id = "head"
per = "department"

[[penalty]]
id = "small"
clause = "1"
count = { per = ["person", "rule"], reset = "month" }

[[penalty.rung]]
from = 1
amount = "10 CNY"

[[penalty.rung]]
from = 3
amount = "5% of offender.base_wage"

[[penalty.rung]]
from = 4
sanction = "dismissal"

[[penalty]]
id = "team"
clause = "2"
count = { per = ["case"], reset = "never" }

[[penalty.rung]]
from = 1
amount = "1 CNY"

[[penalty.rung]]
from = 2
amount = "2 CNY"

[[joint]]
clause = "3"
who = { role = "head", of = "offender.department" }
times = 2

[[offence]]
id = "slip"
clause = "1"
fields = [{ id = "grade", type = "choice", options = ["light", "grave"], optional = true }]
report_by = "staff"
verify_by = "head"
penalty = "small"
"#;

/// The process beside [`LADDERS`].
pub(crate) const BATCHES: &str = r#"
event = [{ id = "sweep", fields = [{ id = "who", type = "person" }, { id = "rate", type = "integer", min = 0, max = 9 }] }]

[process]
id = "batch"
clause = "2"

[[data]]
id = "label"
type = "text"

[[data]]
id = "other"
type = "text"
optional = true

[[start]]
event = "collect"
by = "staff"
takes = ["label", "other?"]
owner = "actor"

[[state]]
id = "open"

[[state.on]]
event = "split"
by = "owner"
do = [
  { open = "parcel", as = "first", owner = "owner", with = { label = "case.label" } },
  { open = "parcel", as = "second", owner = "owner", with = { label = "case.other" }, when = "given(case.other)" },
]

[[state.on]]
event = "sweep"
by = ["owner", "head"]
to = "swept"
do = [
  { penalize = "team", whom = "event.who" },
  { penalize = "small", whom = "owner", rule = "2", when = "100 / event.rate > 20" },
]

[[state.on]]
event = "child.first.*"
do = [{ notify = "owner" }]

[[state]]
id = "swept"

[[state.entry]]
do = [{ penalize = "team", whom = "owner" }]

[[state.on]]
event = "close"
by = "staff"
to = "end"
"#;

/// The process [`BATCHES`] opens.
pub(crate) const PARCELS: &str = r#"
[process]
id = "parcel"
key = ["label"]
clause = "2"

[[data]]
id = "label"
type = "text"

[[start]]
event = "post"
by = "staff"
takes = ["label"]
owner = "actor"

[[state]]
id = "waiting"

[[state.on]]
event = "joined"
do = [{ notify = "owner" }]

[[state.on]]
event = "deliver"
by = "staff"
to = "delivered"

[[state.after]]
wait = "2 days"
to = "delivered"

[[state]]
id = "delivered"
final = true
"#;

/// Actions that fail, and a state that cannot be entered.
pub(crate) const ERRORS: &str = r#"
[institution]
id = "errors"
name = "Errors"
time_zone = "UTC"
currency = "CNY"

[[role]]
id = "clerk"

[process]
id = "run"

[[data]]
id = "n"
type = "integer"
default = 1
max = 1000000

[[data]]
id = "names"
type = "list"
of = "text"
default = "[]"

[[start]]
event = "begin"
by = "clerk"

[[state]]
id = "here"

[[state.on]]
event = "divide"
by = "clerk"
takes = ["n"]
set = { n = "100 / case.n" }

[[state.on]]
event = "grow"
by = "clerk"
set = { n = "case.n * 100000" }
add = { names = '"x"' }

[[state.on]]
event = "leave"
by = "clerk"
to = "failed"

[[state.on]]
event = "check"
by = "clerk"
to = "checked"

[[state]]
id = "failed"

[[state.on]]
event = "again"
by = "clerk"
to = "here"

[[state]]
id = "checked"
require = ["count(case.names) > 1"]

[[state.on]]
event = "again"
by = "clerk"
to = "here"
"#;

/// Decisions of several people, and pauses around, inside and for a return.
pub(super) const DECISIONS: &str = r#"
[institution]
id = "decisions"
name = "Decisions"
time_zone = "Europe/Berlin"
currency = "EUR"

[[role]]
id = "clerk"

[[role]]
id = "chief"

[process]
id = "matter"

[[data]]
id = "amount"
type = "duration"
default = "30 minutes"

[[start]]
event = "begin"
by = "staff"

[[on]]
event = "extend"
by = "clerk"
takes = ["amount"]

[[state]]
id = "work"

[[state.deadline]]
id = "reply"
within = "20 minutes"
warn = [{ used = "50%", notify = "chief" }, { left = "1 minute", notify = "chief" }]
missed = [{ notify = "chief" }]

[[state.deadline]]
id = "moving"
within = "case.amount"
missed = [{ notify = "chief" }]

[[state.deadline]]
id = "whole"
within = "2 days"
missed = [{ notify = "chief" }]

[[state.on]]
event = "hold"
by = "anyone"
to = "held"

[[state]]
id = "back"
in = "work"
history = "deep"
initial = "first"

[[state]]
id = "first"
in = "work"

[[state.on]]
event = "next"
by = "clerk"
to = "second"

[[state.after]]
id = "nudge"
wait = "40 minutes"
to = "second"

[[state]]
id = "second"
in = "work"

[[state.decision]]
id = "pair"
of = ["clerk", "clerk", "chief"]
at_least = 2

[[state.decision.option]]
id = "approve"
to = "third"

[[state.decision.option]]
id = "refuse"
reason = "required"
to = "first"

[[state.on]]
event = "ask"
by = "clerk"
to = "asking"

[[state]]
id = "asking"
in = "work"
pauses = ["reply"]

[[state.on]]
event = "answered"
by = "anyone"
to = "second"

[[state]]
id = "third"
in = "work"

[[state.decision]]
id = "row"
chain = ["clerk", "chief"]
within = "30 minutes"
missed = [{ notify = "chief" }]
to = "first"

[[state.decision.option]]
id = "approve"
to = "over"

[[state.decision.option]]
id = "refuse"

[[state]]
id = "held"
pauses = ["all"]

[[state.on]]
event = "resume"
by = "anyone"
to = "back"

[[state.on]]
event = "anew"
by = "anyone"
to = "work"

[[state]]
id = "over"
final = true
"#;
