//! The program as a process: exit code, standard input, and a reader that goes away. Everything else is tested
//! in-process, in `tests/suite/cli` of the workspace.
#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

use std::process::{Command, Stdio};

fn zhidu() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zhidu"));
    command.env_clear().stdin(Stdio::null());
    command
}

#[test]
fn the_exit_code_is_the_verdict() {
    let fine = zhidu().args(["--lang", "en", "--version"]).output().unwrap();
    assert_eq!((fine.status.code(), fine.stderr.len()), (Some(0), 0));
    let wrong = zhidu().args(["--lang", "en", "check", "no/such/folder"]).output().unwrap();
    assert_eq!(wrong.status.code(), Some(2));
    assert_eq!(wrong.stdout, b"");
    assert_eq!(String::from_utf8_lossy(&wrong.stderr), "there is no folder or file `no/such/folder`\n");
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let mut explain = zhidu();
    explain.args(["--lang", "zh", "explain", "ZD0020"]).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = explain.spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn standard_input_is_left_alone() {
    let mut child = zhidu().args(["explain", "ZD0020"]).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    // Nobody closes the input: whoever waited for it would never end.
    let input = child.stdin.take();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    drop(input);
}

/// A host that asks and waits: each answer comes at once, and a signal ends the input, not the program, whose state is put
/// away. Where the reader of the answers goes, too.
#[test]
#[cfg(unix)]
fn a_signal_and_a_reader_that_goes_leave_the_state() {
    use std::io::{BufRead as _, BufReader, Write as _};
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    let folder = concat!(env!("CARGO_TARGET_TMPDIR"), "/signal");
    let (cast, state) = (format!("{folder}/cast.toml"), format!("{folder}/state.json"));
    std::fs::create_dir_all(folder).unwrap();
    std::fs::write(&cast, "[[cast]]\nid = \"li\"\nroles = [\"agent\"]\n").unwrap();
    let _ = std::fs::remove_file(&state);
    let mut opened = 0;
    for signalled in [true, false] {
        let mut step = zhidu();
        step.current_dir(root).args(["step", "examples/hotline", "--directory", &cast, "--state", &state]);
        let mut child = step.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (mut input, mut answers) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
        for _ in 0..2 {
            opened += 1;
            writeln!(input, r#"{{"at":1772413200,"by":"li","event":"ask","data":{{"question":"?"}}}}"#).unwrap();
            let mut answer = String::new();
            answers.read_line(&mut answer).unwrap();
            assert!(answer.contains(&format!("\"case\":\"case-{opened}\"")), "{answer}");
        }
        if signalled {
            // Half a line was never sent.
            write!(input, r#"{{"at":1772413200,"by""#).unwrap();
            let kill = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
            assert!(kill.success());
        } else {
            drop(answers);
            writeln!(input, r#"{{"at":1772413200}}"#).unwrap();
        }
        assert_eq!(child.wait().unwrap().code(), Some(0));
        drop(input);
        let state = std::fs::read_to_string(&state).unwrap();
        assert!(state.contains(&format!("\"id\":\"case-{opened}\"")), "{state}");
    }
}

/// What differs from run to run and from machine to machine must not reach what is printed: the order of hash maps, the
/// clock and its zone, the locale, the size of a terminal nobody looks at.
#[test]
fn the_same_bytes_every_time() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    let surroundings = [
        [("TZ", "UTC"), ("LC_ALL", "C"), ("TERM", "dumb"), ("HOME", "/")],
        [("TZ", "Asia/Shanghai"), ("LC_ALL", "zh_CN.UTF-8"), ("TERM", "xterm-256color"), ("HOME", "/nowhere")],
        [("TZ", "America/New_York"), ("LC_ALL", "de_DE.UTF-8"), ("TERM", "vt100"), ("HOME", "/tmp")],
    ];
    let verbs: [&[&str]; 5] = [
        &["test", "policies", "--coverage", "--verbose"],
        &["check", "policies", "--all"],
        &["graph", "policies/gold-exchange"],
        &["graph", "policies/gold-exchange", "--format", "mermaid"],
        &["check", "examples/mistake"],
    ];
    for lang in ["zh", "en"] {
        for verb in verbs {
            let run = |variables| {
                let output =
                    zhidu().current_dir(root).args(["--lang", lang]).args(verb).envs(variables).output().unwrap();
                assert!(output.stdout.len() > 20, "{verb:?} says {}", String::from_utf8_lossy(&output.stderr));
                (output.status.code(), output.stdout, output.stderr)
            };
            let outputs = surroundings.map(run);
            for output in &outputs[1..] {
                let texts = [&outputs[0].1, &output.1].map(|bytes| String::from_utf8_lossy(bytes).into_owned());
                assert_eq!(texts[0], texts[1], "{verb:?}");
                assert!(outputs[0] == *output, "{verb:?}");
            }
        }
    }
}
