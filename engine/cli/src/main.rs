//! The program `zhidu`: hands the process's arguments and streams to the library and exits with its verdict.

mod input;

use std::io::{self, IsTerminal};
use std::process::ExitCode;
use zhidu_cli::{Io, Screen};

fn main() -> ExitCode {
    let (mut out, mut err, mut input) = (io::stdout().lock(), io::stderr().lock(), input::Input::default());
    let screen = Screen {
        out_terminal: io::stdout().is_terminal(),
        err_terminal: io::stderr().is_terminal(),
        in_terminal: io::stdin().is_terminal(),
        width: terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)),
        locale: sys_locale::get_locale(),
    };
    let env = |name: &str| std::env::var(name).ok();
    let mut io = Io { out: &mut out, err: &mut err, input: &mut input, env: &env, screen };
    zhidu_cli::run(std::env::args_os(), &mut io).into()
}
