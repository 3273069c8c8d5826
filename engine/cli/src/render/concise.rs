//! One line per problem, for editors and `grep`: `path:line:column: code: sentence`.

use zhidu::problem::{Lang, Problem};
use zhidu::source::SourceMap;

/// All problems, one per line. Lines and columns start at 1, columns count characters.
#[must_use]
pub fn concise(lang: Lang, sources: &SourceMap, problems: &[Problem]) -> String {
    problems.iter().map(|problem| line(lang, sources, problem) + "\n").collect()
}

fn line(lang: Lang, sources: &SourceMap, problem: &Problem) -> String {
    let told = format!("{}: {}", problem.code(), problem.flaw.sentence(lang));
    match sources.get(problem.span.source) {
        Some(source) => {
            let (line, column) = sources.line_column(problem.span);
            format!("{}:{line}:{column}: {told}", source.path)
        }
        None => told,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use zhidu::syntax::load;

    #[test]
    fn columns_count_characters() {
        let mut sources = SourceMap::default();
        let (_, _, problems) = load(&mut sources, "a/b.toml", "ok = 1\nid = '甲' # 注\nto = { x = 是 }\n".as_bytes());
        assert_eq!(concise(Lang::En, &sources, &problems), "a/b.toml:3:12: ZD0012: the text `是` has no quotes\n");
    }
}
