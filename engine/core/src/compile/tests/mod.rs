//! Policies of a few lines each: what they compile into, and what is wrong with them.

mod gold;

use super::*;
use crate::guard::sample::Reader;
use crate::problem::Lang;

/// What every policy here begins with.
const INSTITUTION: &str = "[institution]\nid = 'test'\ntime_zone = 'Asia/Shanghai'\n";

fn compiled(files: &[(&str, &str)]) -> Compiled {
    compile(files, "p", &Reader, Settings::default())
}

/// One line per problem: code, what is underlined, the sentence.
fn told(compiled: &Compiled) -> Vec<String> {
    let line = |problem: &Problem| {
        let under = compiled.sources.text(problem.span);
        let (line, _) = compiled.sources.line_column(problem.span);
        let path = compiled.sources.get(problem.span.source).map_or("", |source| &source.path);
        format!("{} {path}:{line} `{under}` {}", problem.code(), problem.flaw.sentence(Lang::En))
    };
    compiled.problems.iter().map(line).collect()
}
