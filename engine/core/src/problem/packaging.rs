//! 09: clauses, parameters, files taken in.

use super::declare::flaws;
use super::{Hint, Word};

flaws! {
    /// Flaws of clauses, parameters and files taken in.
    PackagingFlaw;

    /// A folder without `[institution]`.
    NoInstitution { } = "ZD0901" error
        zh("没有 `[institution]`"; "在一个文件里写上 `[institution]` 和它的 `id`")
        en("there is no `[institution]`"; "write `[institution]` with its `id` in one file");
    /// `[institution]` twice.
    SecondInstitution { } = "ZD0902" error
        zh("`[institution]` 只能写一次"; "留下一个")
        en("`[institution]` may be written once only"; "keep one of them");
    /// Two processes in one file.
    SecondProcess { } = "ZD0903" error
        zh("一个文件只能有一个 `[process]`"; "把第二个流程移到自己的文件里")
        en("a file holds at most one `[process]`"; "move the second process into a file of its own");
    /// Something to take in that is not there.
    UseNotFound { path: String, hint: Hint } = "ZD0904" error
        zh("找不到要引入的 `{path}`"; "{hint}")
        en("there is no `{path}` to use"; "{hint}");
    /// A path that leaves the folder of policies.
    UseEscapes { path: String } = "ZD0905" error
        zh("`{path}` 超出了制度所在的文件夹"; "只引入同一个上级文件夹里的内容")
        en("`{path}` leads out of the folder of policies"; "use only what lies below the folder above the policy");
    /// Files that take one another in.
    UseCycle { path: String } = "ZD0906" error
        zh("`{path}` 又引入了自己"; "去掉其中一个 `use`")
        en("`{path}` uses itself again"; "remove one of the `use`s");
    /// `replaces` without anything to replace.
    ReplacesNothing { id: String } = "ZD0907" error
        zh("`{id}` 写了 `replaces`，前面却没有同名的"; "去掉 `replaces = true`")
        en("`{id}` says `replaces`, but there is none before it"; "remove `replaces = true`");
    /// A file that cannot be read.
    Unreadable { path: String, reason: String } = "ZD0908" error
        zh("读不了 `{path}`（{reason}）"; "检查文件和权限")
        en("`{path}` cannot be read ({reason})"; "check the file and its permissions");
    /// A clause nobody wrote down.
    ClauseUnknown { clause: String, hint: Hint } = "ZD0910" error
        zh("没有条款 `{clause}`"; "{hint}")
        en("there is no clause `{clause}`"; "{hint}");
    /// A clause no element implements.
    ClauseUncited { clause: String } = "ZD0911" warning
        zh("没有任何内容落实条款 `{clause}`"; "给落实它的内容加上 `clause = \"{clause}\"`，或用 `manual` 说明为什么不能")
        en("nothing implements the clause `{clause}`";
            "cite it with `clause = \"{clause}\"` where it is done, or say with `manual` why it cannot be");
    /// A blank of the text nobody filled.
    ParameterOpen { parameter: String } = "ZD0912" error
        zh("参数 `{parameter}` 既没有 `sample`，也没有 `default`"; "加上 `sample = …` 供检查时使用")
        en("the parameter `{parameter}` has neither `sample` nor `default`"; "add `sample = …` for checks to use");
    /// A value for a blank is missing.
    ParameterMissing { parameter: String, clause: String } = "ZD0913" error
        zh("参数 `{parameter}`（条款 {clause}）没有值"; "在 `values.toml` 的 `[parameters]` 里写上")
        en("the parameter `{parameter}` (clause {clause}) has no value"; "write it under `[parameters]` in `values.toml`");
    /// What must hold of the institution's values does not.
    AssertionFails { said: String } = "ZD0914" error
        zh("断言不成立：{said}"; "改正参数的值")
        en("this does not hold: {said}"; "correct the values of the parameters");
    /// A clause beyond any engine that is implemented.
    ClauseManualCited { clause: String } = "ZD0920" hint
        zh("条款 `{clause}` 写了 `manual`，却也有内容落实它"; "去掉 `manual`，或去掉引用")
        en("the clause `{clause}` says `manual`, yet something implements it"; "remove `manual`, or the citation");
    /// Something nothing names.
    Unused { kind: Word, name: String } = "ZD0921" warning
        zh("{kind} `{name}` 没有用到"; "用上它，或删掉它")
        en("the {kind} `{name}` is never used"; "use it, or remove it");
}
