//! The reading rules that speak of time alone, each by its id and with its own example.

#![allow(clippy::unwrap_used, reason = "the helpers of a test may stop it")]

use zhidu_time::{Amount, Due, DueError, DueKind, Instant, Moment, Soft, Start, Zone, parse_date};

fn zone() -> Zone {
    Zone::get("Asia/Shanghai").unwrap()
}

fn at(text: &str) -> Instant {
    Moment::parse(text, None).unwrap().instant(&zone())
}

fn due(amount: &str, start: &str) -> Due {
    Amount::parse(amount).unwrap().due(at(start), &zone()).unwrap()
}

#[test]
fn gr_01_minutes_and_hours_include_their_last_instant() {
    let due = due("30 minutes", "2026-03-05 10:05:00");
    assert!(!due.is_late(at("2026-03-05 10:35:00")));
    assert!(due.is_late(at("2026-03-05 10:35:01")));
    assert_eq!(due.show(&zone()), "2026-03-05 10:35:00");
}

#[test]
fn gr_01_minutes_and_hours_run_without_pause() {
    // Over a night, a weekend and a holiday.
    assert_eq!(due("72 hours", "Fri 2026-04-03 17:30").show(&zone()), "2026-04-06 17:30:00");
}

#[test]
fn gr_02_days_months_and_years_end_with_their_last_day() {
    let three_months = due("3 months", "2026-11-30 15:00");
    assert_eq!(three_months.show(&zone()), "2027-02-28 24:00");
    assert!(!three_months.is_late(at("2027-02-28 23:59:59")));
    assert!(three_months.is_late(at("2027-03-01 00:00:00")));
    assert_eq!(due("1 week", "2026-04-07 00:00").show(&zone()), "2026-04-14 24:00");
    assert_eq!(due("1 year", "2024-02-29 09:00").show(&zone()), "2025-02-28 24:00");
    assert_eq!(due("0 days", "2026-04-07 23:59:59").show(&zone()), "2026-04-07 24:00");
}

#[test]
fn gr_02_the_hour_of_the_start_does_not_matter() {
    for start in ["2026-03-05 00:00", "2026-03-05 10:05", "2026-03-05 23:59:59"] {
        assert_eq!(due("3 days", start).show(&zone()), "2026-03-08 24:00", "{start}");
    }
}

#[test]
fn gr_03_before_is_strict() {
    let sixth = Due::before(at("2026-03-06 00:00"));
    assert!(!sixth.is_late(at("2026-03-05 23:59:59")));
    assert!(sixth.is_late(at("2026-03-06 00:00:00")));
    assert_eq!(sixth.show(&zone()), "before 2026-03-06 00:00");
    let noon = Due::before(at("2026-03-06 12:00"));
    assert!(!noon.is_late(at("2026-03-06 11:59:59")));
    assert!(noon.is_late(at("2026-03-06 12:00:00")));
}

#[test]
fn gr_03_until_includes_its_instant() {
    let promise = Due::until(at("2026-03-06 09:30")).unwrap();
    assert!(!promise.is_late(at("2026-03-06 09:30:00")));
    assert!(promise.is_late(at("2026-03-06 09:30:01")));
}

#[test]
fn a_wait_runs_out_at_its_end() {
    let run_out = |amount: &str| Amount::parse(amount).unwrap().run_out(at("2026-03-05 10:05"), &zone()).unwrap();
    assert_eq!(run_out("30 minutes"), at("2026-03-05 10:35:00"));
    assert_eq!(run_out("3 days"), at("2026-03-08 24:00"));
    assert_eq!(run_out("0 minutes"), at("2026-03-05 10:05"));
}

#[test]
fn what_a_day_end_causes_counts_from_that_day() {
    let first = due("5 days", "2026-03-05 10:05");
    assert_eq!(first.kind, DueKind::DayEnd(parse_date("2026-03-10").unwrap()));
    let start = first.missed_start();
    assert_eq!(start, Start::day_end(parse_date("2026-03-10").unwrap(), &zone()));
    let next = |amount: &str| Amount::parse(amount).unwrap().due(start, &zone()).unwrap().show(&zone());
    assert_eq!(next("1 day"), "2026-03-11 24:00");
    assert_eq!(next("1 month"), "2026-04-10 24:00");
    assert_eq!(next("30 minutes"), "2026-03-11 00:30:00");
    assert_eq!(due("30 minutes", "2026-03-05 10:05").missed_start(), at("2026-03-05 10:35:01").into());
}

#[test]
fn amounts_without_a_length_say_what_they_need() {
    let refused = |amount: &str| Amount::parse(amount).unwrap().due(at("2026-03-05 10:05"), &zone()).unwrap_err();
    assert_eq!(refused("3 working days"), DueError::NeedsCalendar);
    assert_eq!(refused("4 working hours"), DueError::NeedsCalendar);
    assert_eq!(refused("promptly"), DueError::NeedsParameter(Soft::Promptly));
    assert_eq!(refused("8000 years"), DueError::OutOfRange);
    assert_eq!(refused("4294967295 days"), DueError::OutOfRange);
    assert_eq!(refused("2562047788015215 hours"), DueError::OutOfRange);
}

#[test]
fn a_day_is_not_always_24_hours() {
    let berlin = Zone::get("Europe/Berlin").unwrap();
    let start = Moment::parse("Sat 2026-03-28 12:00", None).unwrap().instant(&berlin);
    let show = |amount: &str| Amount::parse(amount).unwrap().due(start, &berlin).unwrap().show(&berlin);
    assert_eq!(show("1 day"), "2026-03-29 24:00");
    assert_eq!(show("24 hours"), "2026-03-29 13:00:00");
}
