//! Bytes as the files of a policy.

use zhidu::problem::{Lang, Problems};
use zhidu::{FileError, Files, Loaded, Settings, scenario};
use zhidu_cli::render::Human;

/// The files that the parts of the bytes are, in order; what is left over is not read.
const PATHS: [&str; 4] = ["p/institution.toml", "p/process.toml", "p/scripts/lib.rhai", "p/scenarios/one.toml"];

struct Parts<'a>(Vec<&'a [u8]>);

impl Files for Parts<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
        let at = PATHS.iter().position(|known| *known == path);
        at.and_then(|at| self.0.get(at)).map(|part| part.to_vec()).ok_or(FileError::NotFound)
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, FileError> {
        let there = PATHS.iter().take(self.0.len()).filter(|path| path.starts_with(&format!("{folder}/")));
        let there: Vec<String> = there.map(|path| (*path).to_owned()).collect();
        if there.is_empty() { Err(FileError::NotFound) } else { Ok(there) }
    }
}

/// Loads and checks a policy, shows its problems, runs its scenario. Parts are separated by zero bytes.
pub fn run(bytes: &[u8]) {
    let parts = Parts(bytes.split(|byte| *byte == 0).take(PATHS.len()).collect());
    let Ok(Loaded { mut compiled, scripts }) = zhidu::load(&parts, "p", Settings::default()) else { return };
    let mut problems = std::mem::take(&mut compiled.problems);
    if let (Some(program), Some(text)) = (compiled.program.as_ref().or(compiled.draft.as_ref()), parts.0.get(3)) {
        let (_, document, found) = zhidu::syntax::load(&mut compiled.sources, PATHS[3], text);
        problems.extend(found);
        let mut found = Problems::new();
        let scenario = scenario::read(&document, program, &mut found);
        problems.extend(found.into_sorted());
        if let (Some(scenario), true) = (scenario, compiled.program.is_some()) {
            let _ = scenario::run(program, &scripts, &scenario).passed();
        }
    }
    for lang in [Lang::Zh, Lang::En] {
        let human = Human { lang, width: 80, all: true, ..Human::default() };
        let shown = human.render(&compiled.sources, &problems);
        assert_eq!(shown.is_empty(), problems.is_empty(), "a problem that is not shown");
    }
}
