//! What holds for all amounts, instants and zones.

#![allow(clippy::unwrap_used, reason = "the helpers of a test may stop it")]

use proptest::prelude::*;
use zhidu_time::{Amount, Civil, Due, Instant, Moment, Pause, Soft, Start, Time, Working, Zone, used};

const ZONES: [&str; 7] = [
    "UTC",
    "Asia/Shanghai",
    "Europe/Berlin",
    "America/Sao_Paulo",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "America/New_York",
];

fn zones() -> impl Strategy<Value = Zone> {
    prop::sample::select(&ZONES[..]).prop_map(|name| Zone::get(name).unwrap())
}

/// From 1970 to 2100.
fn instants() -> impl Strategy<Value = Instant> {
    (0..4_102_444_800_i64).prop_map(|seconds| Instant::from_seconds(seconds).unwrap())
}

/// Of all kinds; large ones too.
fn amounts() -> impl Strategy<Value = Amount> {
    prop_oneof![
        (0..i64::MAX).prop_map(Amount::Elapsed),
        (0..100_000_i64).prop_map(|minutes| Amount::Elapsed(minutes * 60)),
        any::<u32>().prop_map(|days| Amount::Civil(Civil::Days(days))),
        (1..u32::MAX).prop_map(|months| Amount::Civil(Civil::Months(months))),
        any::<u32>().prop_map(|minutes| Amount::Working(Working::Minutes(minutes))),
        any::<u32>().prop_map(|days| Amount::Working(Working::Days(days))),
        Just(Amount::Soft(Soft::Immediately)),
        Just(Amount::Soft(Soft::Promptly)),
    ]
}

/// Of the two kinds that have a due without a calendar, short enough to stay on the time line.
fn short_amounts() -> impl Strategy<Value = Amount> {
    prop_oneof![
        (0..400_000_000_i64).prop_map(Amount::Elapsed),
        (0..4000_u32).prop_map(|days| Amount::Civil(Civil::Days(days))),
        (1..200_u32).prop_map(|months| Amount::Civil(Civil::Months(months))),
    ]
}

proptest! {
    #[test]
    fn amounts_are_read_as_they_are_shown(amount in amounts()) {
        prop_assert_eq!(Amount::parse(&amount.to_string()), Ok(amount));
        prop_assert_eq!(Amount::parse(&amount.zh()), Ok(amount));
        let stored = serde_json::to_string(&amount).unwrap();
        prop_assert_eq!(serde_json::from_str::<Amount>(&stored).unwrap(), amount);
    }

    #[test]
    fn differences_are_stored_with_their_sign(seconds in -i64::MAX..=i64::MAX) {
        let stored = serde_json::to_string(&Amount::Elapsed(seconds)).unwrap();
        prop_assert_eq!(serde_json::from_str::<Amount>(&stored).unwrap(), Amount::Elapsed(seconds));
    }

    #[test]
    fn any_text_is_an_amount_or_an_error(text in "[0-9０-９ .,+-]{0,4}(\\PC{0,6}|working |days|个工作日|周)") {
        if let Ok(amount) = Amount::parse(&text) {
            prop_assert_eq!(Amount::parse(&amount.to_string()), Ok(amount));
        }
        let _ = Moment::parse(&text, None);
    }

    #[test]
    fn nothing_is_late_at_its_start_and_everything_is_in_the_end(
        amount in short_amounts(), start in instants(), zone in zones()
    ) {
        let due = amount.due(start, &zone).unwrap();
        prop_assert!(!due.is_late(start));
        prop_assert!(!due.is_late(due.late_from.checked_sub(1).unwrap()));
        prop_assert!(due.is_late(due.late_from));
        prop_assert!(due.is_late(Instant::MAX));
    }

    #[test]
    fn a_later_start_is_never_due_earlier(
        amount in short_amounts(), start in instants(), later in 0..200_000_i64, zone in zones()
    ) {
        let later = start.checked_add(later).unwrap();
        // Where a zone repeats an hour around midnight, the date itself runs backwards.
        prop_assume!(zone.date(start) <= zone.date(later));
        let (first, second) = (amount.due(start, &zone).unwrap(), amount.due(later, &zone).unwrap());
        prop_assert!(first.late_from <= second.late_from);
    }

    #[test]
    fn a_wait_runs_out_no_later_than_its_due_is_late(amount in short_amounts(), start in instants(), zone in zones()) {
        let run_out = amount.run_out(start, &zone).unwrap();
        let late_from = amount.due(start, &zone).unwrap().late_from;
        match amount {
            Amount::Elapsed(seconds) => {
                prop_assert_eq!(run_out.seconds_since(start), seconds);
                prop_assert_eq!(late_from.seconds_since(run_out), 1);
            }
            _ => prop_assert_eq!(run_out, late_from),
        }
    }

    #[test]
    fn days_add_up_over_day_ends(a in 0..2000_u32, b in 0..2000_u32, start in instants(), zone in zones()) {
        let days = |n| Amount::Civil(Civil::Days(n));
        let whole = days(a + b).due(start, &zone).unwrap();
        let part = days(a).due(start, &zone).unwrap().missed_start();
        prop_assert_eq!(days(b).due(part, &zone).unwrap(), whole);
    }

    #[test]
    fn a_day_end_start_is_the_end_of_its_day(start in instants(), zone in zones()) {
        let start = Start::day_end(zone.date(start), &zone);
        prop_assert_eq!(Amount::Civil(Civil::Days(0)).run_out(start, &zone), Ok(start.instant));
    }

    #[test]
    fn dues_are_read_as_they_are_shown(amount in short_amounts(), start in instants()) {
        // A zone that repeats no hour, since a text does not say which of the two it means.
        let zone = Zone::get("Asia/Shanghai").unwrap();
        prop_assume!(start.seconds() > 700_000_000);
        let due = amount.due(start, &zone).unwrap();
        prop_assert_eq!(Due::parse(&due.show(&zone), None, &zone), Ok(due));
        let before = Due::before(start);
        prop_assert_eq!(Due::parse(&before.show(&zone), None, &zone), Ok(before));
    }

    #[test]
    fn instants_come_back_from_the_wall(instant in instants(), zone in zones()) {
        let (date, time) = zone.date_time(instant);
        prop_assert!(time < Time::DAY_END);
        // The first of two equal times on the wall, at most an hour or two before; else the instant itself.
        let back = zone.instant(date, time);
        prop_assert!(back <= instant && instant.seconds_since(back) <= 7200);
        prop_assert_eq!(zone.date_time(back), (date, time));
        prop_assert!(zone.start_of_day(date) <= instant && instant < zone.day_end(date));
    }
}

/// Pauses in order and apart from one another, the first from a second after the start: gaps and lengths in seconds.
fn pauses() -> impl Strategy<Value = Vec<(i64, i64)>> {
    prop::collection::vec((0..200_000_i64, 0..400_000_i64), 0..5)
}

/// Those of the pauses that begin while the clock still runs, as a case has them: a clock that ran out is not paused.
fn laid_out(start: Instant, mut budget: i64, pauses: &[(i64, i64)]) -> Vec<Pause> {
    let mut at = start;
    let mut laid = Vec::new();
    for (gap, length) in pauses {
        if *gap > budget {
            break;
        }
        budget -= gap;
        let from = at.checked_add(*gap).unwrap();
        at = from.checked_add(*length).unwrap();
        laid.push(Pause { from, until: at });
    }
    laid
}

proptest! {
    /// Pausing for so long moves an elapsed due by exactly that much.
    #[test]
    fn a_pause_moves_an_elapsed_due_by_its_length(start in instants(), budget in 0..2_000_000_i64, gaps in pauses(), zone in zones()) {
        let pauses = laid_out(start, budget, &gaps);
        let plain = Amount::Elapsed(budget).due(start, &zone).unwrap();
        let paused = Amount::Elapsed(budget).due_with(start, &pauses, &zone).unwrap();
        let still: i64 = pauses.iter().map(|pause| pause.seconds()).sum();
        prop_assert_eq!(paused.late_from.seconds_since(plain.late_from), still);
        // The whole of it, and nothing more, has run by then.
        prop_assert_eq!(used(start, paused.end(), &pauses), budget);
    }

    /// What ran before an instant and what runs after it is the whole; minute by minute, a clock runs outside pauses.
    #[test]
    fn used_time_is_that_outside_pauses(start in 0..1_000_000_i64, minutes in 0..3_000_i64, gaps in pauses()) {
        let instant = |seconds: i64| Instant::from_seconds(seconds).unwrap();
        let start = instant(start * 60);
        let whole: Vec<(i64, i64)> = gaps.iter().map(|(gap, length)| (gap / 60 * 60, length / 60 * 60)).collect();
        let pauses = laid_out(start, i64::MAX, &whole);
        let at = start.checked_add(minutes * 60).unwrap();
        let walked = (0..minutes).map(|minute| start.checked_add(minute * 60).unwrap());
        let running = walked.filter(|now| !pauses.iter().any(|pause| pause.from <= *now && *now < pause.until)).count();
        prop_assert_eq!(used(start, at, &pauses), i64::try_from(running).unwrap() * 60);
    }

    /// Days move by the ends of days inside, counted one by one.
    #[test]
    fn a_pause_moves_days_by_the_day_ends_inside(start in instants(), days in 0..100_u32, gaps in pauses(), zone in zones()) {
        let pauses = laid_out(start, i64::MAX, &gaps);
        let plain = Amount::Civil(Civil::Days(days)).due(start, &zone).unwrap();
        let paused = Amount::Civil(Civil::Days(days)).due_with(start, &pauses, &zone).unwrap();
        let mut expected = zone.date(start).checked_add(jiff::Span::new().days(days)).unwrap();
        for pause in &pauses {
            let mut day = zone.date(pause.from);
            while zone.day_end(day) <= pause.until {
                day = day.tomorrow().unwrap();
                expected = expected.tomorrow().unwrap();
            }
        }
        prop_assert_eq!(paused, Due::day_end(expected, &zone));
        prop_assert!(plain.late_from <= paused.late_from);
    }
}
