//! A decision is one node.

use super::super::{dot, mermaid, tree};
use super::{graph, style};
use crate::problem::Lang;

const CLAIM: &str = r#"
[process]
id = "claim"
[[state]]
id = "review"
pauses = ["all"]
[[state.decision]]
id = "pay"
name = "赔不赔"
clause = "4"
chain = ["clerk", "boss"]
[[state.decision.option]]
id = "approve"
name = "同意"
to = "end"
[[state.decision.option]]
id = "ask_back"
[[state]]
id = "other"
"#;

#[test]
fn in_a_tree_its_options_stand_below_it() {
    let drawn = tree(&graph(CLAIM), style(Lang::Zh));
    let expected = "\
claim
  review [初始, 暂停 全部]
    决定 赔不赔 (pay): clerk，然后 boss, 条款 4
      赔不赔 --同意--> end
      赔不赔 --ask_back--> (不变)
  other
  end [结束]
";
    assert_eq!(drawn, expected);
}

#[test]
fn in_mermaid_it_is_a_choice() {
    let drawn = mermaid(&graph(CLAIM), style(Lang::En));
    for line in [
        "    review: pauses all\n",
        "    state s1_0 <<choice>>\n",
        "    review --> s1_0: decision 赔不赔 (pay)#58; clerk, then boss, clause 4\n",
        "    s1_0 --> review: ask_back\n",
        "    s1_0 --> s3: 同意\n",
    ] {
        assert!(drawn.contains(line), "{line} in {drawn}");
    }
    assert_eq!(drawn.matches("<<choice>>").count(), 1);
}

#[test]
fn in_dot_it_is_a_diamond() {
    let drawn = dot(&graph(CLAIM), style(Lang::En));
    for line in ["  s1 -> s1_0;\n", "  s1_0 -> s1 [label=\"ask_back\"];\n", "  s1_0 -> s3 [label=\"同意\"];\n"] {
        assert!(drawn.contains(line), "{line} in {drawn}");
    }
    assert_eq!(drawn.matches("shape=diamond").count(), 1);
}
