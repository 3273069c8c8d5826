//! Coverage as people and pipelines read it.

use super::{mixed, sound};
use crate::cli::Desk;
use zhidu_cli::Exit;

#[test]
fn what_is_not_covered_is_listed_with_its_place() {
    let desk = Desk::new("open", &[("a.toml", &sound())]);
    let ran = desk.run("test", "desk", &["--coverage"]);
    assert!(ran.out.contains("\n  desk/institution.toml:12  clause 2\n"), "{}", ran.out);
    assert!(ran.out.contains("  state matter.answered\n"), "{}", ran.out);
    assert!(ran.out.contains("  transition matter.answered thank -> closed\n"), "{}", ran.out);
}

#[test]
fn too_little_coverage_fails_the_run_and_names_what_lacks() {
    let desk = Desk::new("floors", &[("a.toml", &sound())]);
    let fine = desk.run("test", "desk", &["--min-coverage", "clause=10,state=20"]);
    assert_eq!(fine.exit, Exit::Fine, "{}", fine.out);
    let ran = desk.run("test", "desk", &["--min-coverage", "clause=100,state=20"]);
    assert_eq!(ran.exit, Exit::Policy);
    assert!(ran.out.contains("FAIL  clauses covered 3 of 6, asked for 100 %\n"), "{}", ran.out);
    assert!(ran.out.contains("  desk/institution.toml:12  clause 2\n"), "{}", ran.out);
    assert!(!ran.out.contains("asked for 20 %"), "{}", ran.out);
    let all = desk.run("test", "desk", &["--min-coverage", "100"]);
    for kinds in ["clauses", "states", "transitions"] {
        assert!(all.out.contains(&format!("FAIL  {kinds} covered ")), "{}", all.out);
    }
}

#[test]
fn floors_are_never_rounded_in_favour() {
    let desk = Desk::new("rounding", &[("a.toml", &sound())]);
    let exit = |floor: &str| desk.run("test", "desk", &["--min-coverage", floor]).exit;
    // 3 of 6 clauses.
    assert_eq!((exit("clause=50"), exit("clause=51")), (Exit::Fine, Exit::Policy));
}

/// A row that fails proves nothing.
#[test]
fn failed_rows_cover_nothing() {
    let desk = mixed("failed-rows");
    let ran = desk.run("test", "desk", &["-k", "name=B"]);
    assert_eq!(ran.exit, Exit::Policy);
    let ran = desk.run("test", "desk", &["-k", "name=B", "--coverage"]);
    assert!(ran.out.contains("clauses covered 0 of 6"), "{}", ran.out);
}

#[test]
fn conditions_have_two_outcomes() {
    let desk = Desk::new("conditions", &[("a.toml", &sound())]);
    let matter = crate::desk::FILES[1].1.replacen(
        "event = \"hand_to\"",
        "event = \"hand_to\"\nwhen = 'case.subject == \"开户\"'",
        1,
    );
    desk.write("desk/matter.toml", &matter);
    let ran = desk.run("test", "desk", &["--coverage"]);
    assert!(ran.out.contains("  condition never false case.subject == \"开户\"\n"), "{}", ran.out);
    assert!(!ran.out.contains("condition never true case.subject"), "{}", ran.out);
}

#[test]
fn spreadsheets_get_lines_as_they_know_them() {
    let desk = Desk::new("csv", &[("a.toml", &sound())]);
    let csv = desk.run("test", "desk", &["--report", "csv=-"]).out;
    assert!(csv.starts_with("\u{feff}policy,clause,summary,status,kind,name,file,line\r\n"), "{csv}");
    assert!(
        csv.lines().count() == csv.matches("\r\n").count() && csv.contains(",7,是否耐心，只有人能判断,manual,"),
        "{csv}"
    );
}

#[test]
fn the_matrix_leads_from_clauses_to_elements_and_rows() {
    let desk = Desk::new("matrix", &[("a.toml", &sound())]);
    let ran = desk.run("test", "desk", &["--matrix"]);
    for line in [
        "\n3\n  covered\n",
        "  state.deadline reply\n",
        "A · 迟到\n",
        "\n2\n  not covered\n",
        "\n7\n  for people to judge: 是否耐心，只有人能判断\n",
    ] {
        assert!(ran.out.contains(line), "{line}\n{}", ran.out);
    }
}
