//! Variants run on a copy, from their own row or an earlier one.

use super::differences;
use crate::desk::ASKED;

#[test]
fn a_variant_leaves_the_main_line_alone() {
    let rows = format!(
        "{ASKED}
[[step]]
at = '09:10'
by = 'li'
event = 'answer'
data = {{ answer = '带身份证', pages = 2 }}
expect = {{ state = 'answered', recorded = ['answers'] }}

[[step.variant]]
name = 'nobody else may'
change = {{ by = 'chen' }}
expect = {{ denied = ['1'], reason = 'not_for_you' }}

[[step.variant]]
name = 'without an answer'
change = {{ without = ['answer', 'pages'] }}
expect = {{ denied = ['1'], missing = ['answer'] }}

[[step.variant]]
name = 'out of bounds'
change = {{ data = {{ pages = 0 }} }}
expect = {{ denied = true, reason = 'malformed' }}

[[step.variant]]
name = 'late, then thanked'
change = {{ at = '09:31' }}

[step.variant.expect]
missed = ['reply']
charged = [{{ who = 'li' }}, {{ who = 'wang', joint = true }}]

[[step.variant.step]]
by = 'li'
event = 'thank'
expect = {{ state = 'closed' }}

[[step.variant.end]]
at = '10:00'
ledger = {{ li = '100 CNY', wang = '200 CNY' }}

[[end]]
at = 'Tue 2026-03-03 24:00'
ledger = {{}}
expect = {{ state = 'closed', timers = [] }}
"
    );
    assert_eq!(differences(&rows), [""; 0]);
}

#[test]
fn a_change_of_an_earlier_row_is_judged_by_the_variants_own() {
    let rows = format!(
        "{ASKED}
[[step]]
id = 'answering'
at = '09:10'
by = 'li'
event = 'answer'
data = {{ answer = '带身份证' }}
expect = {{ state = 'answered' }}

[[step]]
at = '09:40'
by = 'li'
event = 'thank'
expect = {{ state = 'closed' }}

[[step.variant]]
name = 'answered late'
change = {{ step = 'answering', at = '09:31' }}
expect = {{ state = 'closed', missed = ['reply'], charged = [{{ who = 'li' }}, {{ who = 'wang' }}] }}

[[step.variant]]
name = 'answered by somebody else'
change = {{ step = 'answering', by = 'chen' }}
expect = {{ state = 'open', missed = ['reply'], denied = true, charged = [{{ who = 'li' }}, {{ who = 'wang' }}] }}
"
    );
    assert_eq!(differences(&rows), [""; 0]);
}

#[test]
fn people_change_from_the_changed_row_on() {
    let rows = format!(
        "{ASKED}
[[step]]
at = '09:10'
by = 'chen'
event = 'hand_to'
expect = {{ owner = 'chen' }}

[[step.variant]]
name = 'no clerk any more'
change = {{ cast = [{{ id = 'chen', roles = [] }}] }}
expect = {{ denied = true, reason = 'not_for_you', owner = 'li' }}
"
    );
    assert_eq!(differences(&rows), [""; 0]);
}

#[test]
fn what_was_given_stands_and_its_clocks_run() {
    let rows = "
[[given]]
case = 'old'
process = 'matter'
state = 'read'
owner = 'li'
opened = '2026-03-02 08:50'
data = { subject = '销户' }

[[step]]
expect = { state = 'open', owner = 'li', due = { reply = '09:20:00' }, opened = [] }

[[step]]
at = '09:05'
by = 'li'
event = 'answer'
case = { process = 'matter', subject = '销户' }
data = { answer = '带身份证' }
expect = { state = 'answered' }
";
    assert_eq!(differences(rows), [""; 0]);
}

#[test]
fn a_parameter_of_the_scenario_goes_before_the_sample() {
    let head = crate::desk::HEAD.replace("start =", "parameters = { patience = '1 hour' }\nstart =");
    let rows = format!("{head}{ASKED}\n[[step]]\nat = '09:30:01'\nexpect = {{ due = {{ reply = '10:00:00' }} }}\n");
    let (report, _) = crate::desk::report(&rows);
    assert!(report.passed(), "{:?}", report.runs);
    assert!(report.sampled.is_empty());
}
