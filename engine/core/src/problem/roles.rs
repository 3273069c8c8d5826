//! 05: roles and permissions.

use super::declare::flaws;

flaws! {
    /// Flaws of roles and permissions.
    RoleFlaw;

    /// A party that can be several where one person is needed.
    NotOnePerson { party: String, key: String } = "ZD0501" error
        zh("`{key}` 要恰好一个人，`{party}` 可能是几个人"; "用只有一人担任的角色（`one = true`），或某个人")
        en("`{key}` needs exactly one person, `{party}` can be several";
            "name a role held by one (`one = true`), or a person");
    /// An outside event nobody may send.
    NobodyMaySend { event: String } = "ZD0502" error
        zh("事件 `{event}` 没有说谁可以发，系统内部也不会发"; "加上 `by = …`")
        en("the event `{event}` says nobody may send it, and nothing inside does"; "add `by = …`");
    /// A role held for something that it is not held for.
    HeldForNothing { role: String } = "ZD0503" error
        zh("角色 `{role}` 没有写 `per`，不能用 `of` 来指定"; "去掉 `of`，或给角色加上 `per = …`")
        en("the role `{role}` has no `per`, so it is not held for anything";
            "remove `of`, or say `per = …` on the role");

    // 0510–0519: who decides.

    /// A decision whose party names data that may not be given.
    NobodyMayDecide { decision: String, data: String } = "ZD0510" warning
        zh("`{data}` 没有值的时候，决定 `{decision}` 就没有人来作"; "先取得 `{data}`，或再列一个角色")
        en("nobody decides `{decision}` while `{data}` is not given"; "get `{data}` before, or name a role beside it");
    /// Somebody decides what they asked for.
    OwnRequest { decision: String, party: String } = "ZD0511" warning
        zh("决定 `{decision}` 由 `{party}` 来作，就是自己批自己的"; "换成别的角色或人")
        en("`{decision}` is decided by `{party}`, who asked for it"; "name another role or person");
}
