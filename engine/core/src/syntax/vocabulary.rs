//! The words of the language, so that a misspelt key is told from another one.

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Every key an administrator may write anywhere.
const KEYS: &str = "about accept account accrue act add after again ahead aliases all allowed always amount anchor any \
application as assert assign at at_least attribute balance beats before book booked by calendar cancel case cast catch_up \
chain change channel charged checklist choice choose clause claim clearance clock closes columns copies count \
count_start_day counters covers cron currency customer data date day day_end day_match days deadline decide decided_by \
decision declassify default denied department deputies destroy do done due duration during duties duty each earliest \
effective effects else empty end entered_by entry errors event every every_year exception exit expect extends fields \
file for forbid form from given grave group hand_over handed_to handover head heads history history_of hit holidays \
horizon hours id in incident initial institution interpreter is issue issued item joint keep key kind late ledger left \
level line make_up_hours manual map mark max measure merge met_by migrate min missed missing month month_days months \
moves name nobody not_before note notified notify nth of of_case offence offered_to on on_change on_done on_leave one \
only_if opened opens option optional options or out outside owner parallel param parameter parameters part pauses \
paused penalize penalty pending per phase piece place priority process proof raise rank read readers reason receipt \
record recorded recount refer refused register registered replaces report_by reports_to request requested require \
required reset reverse reverses reward role roles roll roster row rows rrule rule rung same_as sample sanction say \
scenario semantics serial set settled short_month signal signed signs since skipped slot source starts state step \
subject summary superior table taken takes target tasks text that then through time time_zone timers times to type \
undo undone unit unless until use used value values variant verify_by version visible wait warn warned week weekday \
when where who whole whom whose why with within without working_day working_days";

static WORDS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| KEYS.split_ascii_whitespace().collect());

/// Whether a key is a word of the language.
pub(super) fn is_word(key: &str) -> bool {
    WORDS.contains(key)
}

/// Whether a key is a slip for another: no word of the language itself, and the same but for case, a hyphen, or one
/// letter of three and more.
pub(super) fn means(written: &str, key: &str) -> bool {
    let is_close = || key.len() >= 3 && written.len() >= 3 && strsim::osa_distance(written, key) <= 1;
    let same = || written.replace('-', "_").eq_ignore_ascii_case(key);
    !is_word(written) && (same() || is_close())
}

#[cfg(test)]
mod tests {
    use super::means;

    #[test]
    fn a_slip_is_close_and_no_word_itself() {
        for (written, key) in [("ID", "id"), ("nmae", "name"), ("wihtin", "within"), ("time-zone", "time_zone")] {
            assert!(means(written, key), "{written} for {key}");
        }
        for (written, key) in [("form", "from"), ("do", "to"), ("in", "id"), ("then", "when"), ("naam", "clause")] {
            assert!(!means(written, key), "{written} for {key}");
        }
    }
}
