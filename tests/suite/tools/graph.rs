//! Pictures as other tools read them, and processes in full.

use crate::cli::zhidu;
use zhidu_cli::Exit;

const GOLD: &str = "policies/gold-exchange";

/// The lines of a drawing in full that tell of something written, without their indent.
fn full(process: &str, lang: &str) -> Vec<String> {
    let ran = zhidu(&["graph", GOLD, process, "--expanded", "--lang", lang]);
    assert_eq!((ran.exit, ran.err.as_str()), (Exit::Fine, ""));
    ran.out.lines().map(|line| line.trim().to_owned()).collect()
}

#[test]
fn dot_draws_each_process_the_same_every_time() {
    let dot = |process: &str| zhidu(&["graph", GOLD, process, "--format", "dot", "--lang", "zh"]).out;
    let drawn = dot("call");
    assert!(drawn.starts_with("digraph \"call\" {\n") && drawn.ends_with("}\n"), "{drawn}");
    assert!(drawn.contains("style=dashed") || drawn.contains("期限 回复客户"), "{drawn}");
    assert_eq!(drawn, dot("来电"));
    let all = zhidu(&["graph", GOLD, "--format", "dot"]).out;
    assert_eq!(all.matches("digraph ").count(), 3);
}

#[test]
fn a_deadline_in_full_is_a_clock_and_transitions_of_time() {
    let lines = full("call", "zh");
    for line in [
        "期限 回复客户 (reply): 30 分钟  @ policies/gold-exchange/call.toml:228  条款 09",
        "待内部答复 --期限 reply 还剩 param.reply_warning--> (不变)  @ policies/gold-exchange/call.toml:233  条款 09",
        "待内部答复 --期限 reply 已过--> (不变)  @ policies/gold-exchange/call.toml:228  条款 09",
        "台账 违反客服工作规定 (work_rule) -> owner 规定 \"09\"  @ policies/gold-exchange/call.toml:235  条款 09",
    ] {
        assert!(lines.iter().any(|found| found == line), "{line}\n{}", lines.join("\n"));
    }
}

#[test]
fn an_offence_in_full_is_a_process() {
    let lines = full("customer_quarrel", "en");
    for line in [
        "与客户争吵冲突 (customer_quarrel)  @ policies/gold-exchange/offences.toml:123  clause 28",
        "start --customer_quarrel.report (staff)--> reported  @ policies/gold-exchange/offences.toml:124",
        "data case.reporter = actor  @ policies/gold-exchange/offences.toml:124  clause 28",
        "ledger 与客户争吵冲突 (quarrel) -> offender rule \"28\"  @ policies/gold-exchange/offences.toml:130  clause 28",
    ] {
        assert!(lines.iter().any(|found| found == line), "{line}\n{}", lines.join("\n"));
    }
}

#[test]
fn a_wait_in_full_is_a_clock_and_a_transition() {
    let lines = full("callback", "en");
    assert!(lines.iter().any(|line| line.starts_with("wait at case.retry_at follows retry_at  @")), "{lines:#?}");
    assert!(lines.iter().any(|line| line.starts_with("待再次致电 --at case.retry_at is over--> 待致电")), "{lines:#?}");
}

#[test]
fn a_decision_is_a_task_in_full_and_answers_by_name_in_pictures() {
    let path = super::folder("graph-decision").join("p");
    let path = path.to_str().unwrap();
    zhidu(&["new", path, "--lang", "zh"]);
    let full = zhidu(&["graph", path, "--expanded", "--lang", "en"]).out;
    assert!(full.contains("    task 维修费 (cost_approval): 主管 -> approve, refuse  @ "), "{full}");
    assert!(full.contains("    待批准 --cost_approval.approve (主管)--> 维修中  @ "), "{full}");
    let tree = zhidu(&["graph", path, "--lang", "zh"]).out;
    assert!(tree.contains("    决定 维修费 (cost_approval): 主管, 条款 4\n      维修费 --批准--> 维修中\n"), "{tree}");
}

#[test]
fn drawings_in_full_are_text_only() {
    let ran = zhidu(&["graph", GOLD, "--expanded", "--format", "dot"]);
    assert_eq!(ran.exit, Exit::Command);
}
