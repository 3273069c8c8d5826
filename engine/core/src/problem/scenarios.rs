//! 08: scenarios.

use super::declare::flaws;

flaws! {
    /// Flaws of scenarios.
    ScenarioFlaw;

    /// A weekday that does not fit its date.
    WrongWeekday { date: String, written: String, real: String } = "ZD0801" error
        zh("{date} 不是 {written}，是 {real}"; "改成 {real}")
        en("{date} is not {written} but {real}"; "write {real}");
    /// Steps that go back in time.
    BackInTime { at: String, before: String } = "ZD0802" error
        zh("步骤的时间 {at} 早于前一步 {before}"; "按时间先后写")
        en("the step at {at} is before the one at {before}"; "write steps in the order of time");
    /// An event no process accepts.
    AcceptedNowhere { event: String } = "ZD0803" error
        zh("没有任何流程接受事件 `{event}`"; "检查事件的名字")
        en("no process accepts the event `{event}`"; "check the name of the event");
}
