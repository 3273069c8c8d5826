//! 06: penalties and money.

use super::declare::flaws;

flaws! {
    /// Flaws of penalties and money.
    MoneyFlaw;

    /// Rungs that do not rise.
    RungsOutOfOrder { penalty: String, from: i64 } = "ZD0601" error
        zh("罚则 `{penalty}` 的档次没有按次数递增（{from}）"; "按 `from` 从小到大写")
        en("the rungs of the penalty `{penalty}` do not rise ({from})"; "write them by rising `from`");
    /// A figure to be decided, and nobody to decide it.
    NobodyDecides { penalty: String } = "ZD0602" error
        zh("罚则 `{penalty}` 的数额要有人决定，却没有写谁决定"; "加上 `decided_by = …`")
        en("somebody must decide the figure of the penalty `{penalty}`, but nobody is named"; "add `decided_by = …`");
}
