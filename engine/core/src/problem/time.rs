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
}
