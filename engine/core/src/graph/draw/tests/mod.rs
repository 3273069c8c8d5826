//! One process with everything a drawing shows.

mod decision;
mod dot;

use super::super::tests::graph;
use super::{Style, mermaid, tree};
use crate::problem::Lang;

const REVIEW: &str = r#"
event = [{ id = "file", name = "提交" }, { id = "pass", name = "通过" }, { id = "ask", name = "补件: 说明" }]
[process]
id = "review"
name = "审批"
[[start]]
event = "file"
by = "anyone"
[[on]]
event = "cancel"
by = "owner"
to = "end"
[[state]]
id = "受理"
[[state.on]]
event = "pass"
by = ["clerk", { superior_of = "owner" }]
to = [{ when = 'case.amount >= money(50000)', to = "second" }, { to = "done" }]
[[state.on]]
event = "ask"
by = "owner"
[[state.deadline]]
id = "decide"
name = "作出决定"
clause = "7"
within = "3 working days"
to = "second"
[[state]]
id = "second"
name = "复审"
initial = "reading"
[[state.after]]
wait = "2 hours"
to = "done"
[[state]]
id = "reading"
in = "second"
[[state.always]]
when = "case.urgent"
to = "ready"
[[state]]
id = "ready"
in = "second"
final = true
[[state]]
id = "done"
name = "办结"
final = true
"#;

fn style(lang: Lang) -> Style<'static> {
    Style { lang, roles: &[] }
}

#[test]
fn a_tree_has_one_line_per_way_on() {
    let expected = "\
审批 (review)
  开始 --提交 (任何人)--> 受理
  受理 [初始]
    期限 作出决定 (decide): 3 个工作日, 条款 7
    受理 --通过 (clerk或经办人的上司) [case.amount >= money(50000)]--> 复审
    受理 --通过 (clerk或经办人的上司) [否则]--> 办结
    受理 --补件: 说明 (经办人)--> (不变)
    受理 --期限 作出决定 已过--> 复审
  复审 (second)
    复审 --2 小时 后--> 办结
    reading [初始]
      reading --自动 [case.urgent]--> ready
    ready [结束]
  办结 (done) [结束]
  end [结束]
  任何状态 --cancel (经办人)--> end
";
    assert_eq!(tree(&graph(REVIEW), style(Lang::Zh)), expected);
}

#[test]
fn our_own_words_follow_the_language() {
    let english = tree(&graph(REVIEW), style(Lang::En));
    for line in [
        "    deadline 作出决定 (decide): 3 working days, clause 7",
        "    受理 --期限",
        "  any state --cancel (owner)--> end",
        "    受理 --补件: 说明 (owner)--> (stays)",
    ] {
        assert_eq!(english.contains(line), !line.ends_with("期限"), "{line}\n{english}");
    }
}

#[test]
fn mermaid_gets_ids_and_labels_it_can_read() {
    let expected = r#"stateDiagram-v2
    state "受理" as s1
    s1: 期限 作出决定 (decide)#58; 3 个工作日, 条款 7
    s1: 补件#58; 说明 (经办人)
    state "复审" as second
    state second {
        reading
        ready
        [*] --> reading
        reading --> ready: 自动 [case.urgent]
        ready --> [*]
    }
    state "办结" as done
    state "end" as s6
    [*] --> s1: 提交 (任何人)
    state "任何状态" as s_any
    s_any --> s6: cancel (经办人)
    s1 --> second: 通过 (clerk或经办人的上司) [case.amount #62;= money(50000)]
    s1 --> done: 通过 (clerk或经办人的上司) [否则]
    s1 --> second: 期限 作出决定 已过
    second --> done: 2 小时 后
    done --> [*]
    s6 --> [*]
"#;
    assert_eq!(mermaid(&graph(REVIEW), style(Lang::Zh)), expected);
}
