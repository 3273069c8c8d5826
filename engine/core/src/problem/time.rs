//! 03: calendars and deadlines.

use super::declare::flaws;

flaws! {
    /// Flaws of calendars and deadlines.
    TimeFlaw;

    /// A soft deadline that punishes.
    SoftPunishes { deadline: String } = "ZD0301" error
        zh("期限 `{deadline}` 是软期限，不能处罚"; "给出确切的时长，或去掉处罚")
        en("the deadline `{deadline}` is soft and cannot punish"; "give it an exact amount, or remove the penalty");
    /// A soft deadline without a consequence.
    MissedWithoutConsequence { deadline: String } = "ZD0302" warning
        zh("期限 `{deadline}` 过期后什么也不发生"; "写上 `missed`")
        en("nothing happens when the deadline `{deadline}` is missed"; "say what happens with `missed`");
    /// A calendar that does not reach far enough.
    CalendarEnds { calendar: String, last: String } = "ZD0303" warning
        zh("日历 `{calendar}` 只到 {last}"; "补上后面的年份")
        en("the calendar `{calendar}` ends on {last}"; "add the years after it");
    /// A warning that is due at once.
    WarningBeforeStart { deadline: String, left: String, due: String } = "ZD0310" warning
        zh("期限 `{deadline}` 只有 {due}，提前 {left} 预警就落在开始之前"; "把 `left` 改得比期限短")
        en("the deadline `{deadline}` has {due}, so a warning {left} before falls before its start";
            "make `left` shorter than the deadline");
    /// A due moved by an event that does not start its deadline anew.
    DueMovesUnwatched { deadline: String, data: String, event: String } = "ZD0311" warning
        zh("`{event}` 改了 `{data}`，可期限 `{deadline}` 一旦过期就不会再看新的时间"; "加上 `to` 和 `again = true`，让期限重新开始")
        en("`{event}` changes `{data}`, but once the deadline `{deadline}` was missed nothing watches the new time";
            "add `to` and `again = true`, which starts the deadline anew");
    /// A pause of nothing.
    PausesNothing { state: String } = "ZD0320" warning
        zh("处在状态 `{state}` 时没有什么可暂停的"; "写上在它之外计时的期限或等待，或去掉 `pauses`")
        en("nothing that `pauses` names can run while `{state}` is active";
            "name a deadline or wait that runs outside it, or remove `pauses`");
}
