//! What a terminal sees.

use super::{Around, around, mixed};
use zhidu_cli::Screen;

fn columns(line: &str) -> usize {
    line.chars().map(|c| if c >= '\u{2e80}' { 2 } else { 1 }).sum()
}

#[test]
fn progress_is_one_line_that_is_wiped_on_terminals_only() {
    let desk = mixed("progress");
    let path = desk.0.join("desk");
    let path = path.to_str().unwrap();
    let terminal = || Screen { err_terminal: true, width: Some(60), ..Screen::default() };
    let err = |flags: &[&str], screen, variables| {
        around(&[&["--lang", "zh", "test", path], flags].concat(), Around { screen, variables, ..Around::default() })
            .err
    };
    let shown = err(&["--jobs", "1"], terminal(), &[]);
    assert_eq!(shown, "\r\x1b[2K已运行 1/2 个情景\r\x1b[2K已运行 2/2 个情景\r\x1b[2K");
    assert_eq!(err(&["-q"], terminal(), &[]), "");
    assert_eq!(err(&[], terminal(), &[("TERM", "dumb")]), "");
    assert_eq!(err(&[], Screen::default(), &[]), "");
}

#[test]
fn no_line_of_the_list_is_wider_than_the_terminal() {
    let desk = mixed("wide");
    let long = super::sound().replace("id = \"A\"", &format!("id = \"{}\"", "很长的情景名称".repeat(8)));
    desk.write("desk/scenarios/long.toml", &long);
    let path = desk.0.join("desk");
    for width in [20, 31, 40] {
        let screen = Screen { out_terminal: true, width: Some(width), ..Screen::default() };
        let args = ["--lang", "zh", "--color", "never", "test", path.to_str().unwrap(), "-k", "file=long"];
        let ran = around(&args, Around { screen, ..Around::default() });
        let line = ran.out.lines().find(|line| line.contains("long.toml")).unwrap();
        assert!(columns(line) <= width, "{width}: {line}");
    }
}

#[test]
fn times_are_told_on_a_terminal() {
    let screen = Screen { out_terminal: true, ..Screen::default() };
    let ran = around(&["--color", "never", "test", "examples/hotline"], Around { screen, ..Around::default() });
    assert!(ran.out.ends_with(" s\n"), "{}", ran.out);
}
