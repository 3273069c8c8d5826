//! Problems with the lines they are about, for a terminal.
//!
//! Fact, the exact words underlined, one action, and the edit where there is one. The drawing is annotate-snippets', and
//! this is the only file that knows it.

use std::collections::BTreeMap;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Patch, Renderer, Snippet};
use zhidu::problem::{Fix, Lang, Problem, Say, Severity};
use zhidu::source::{Source, SourceId, SourceMap, Span};

/// How many problems are shown unless all are asked for.
const SHOWN: usize = 20;

/// How problems are drawn.
#[derive(Debug, Clone)]
pub struct Human {
    /// The language of sentences.
    pub lang: Lang,
    /// Columns of the terminal; longer lines are cut around the place.
    pub width: usize,
    /// Whether to use colours.
    pub color: bool,
    /// The characters of frames and underlines.
    pub decor: Decor,
    /// Whether to show all problems, however many.
    pub all: bool,
}

/// The characters of frames and underlines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Decor {
    /// `-->`, `|` and `^`: right in every font. Many Chinese fonts draw box characters twice as wide.
    #[default]
    Ascii,
    /// Box-drawing characters.
    Unicode,
}

impl Default for Human {
    fn default() -> Self {
        Self { lang: Lang::default(), width: 100, color: false, decor: Decor::default(), all: false }
    }
}

impl Human {
    /// Draws problems in the order given, and says how many there are. Beyond twenty only the worst are drawn.
    /// Nothing wrong is an empty text.
    #[must_use]
    pub fn render(&self, sources: &SourceMap, problems: &[Problem]) -> String {
        let mut text = String::new();
        for problem in self.shown(problems) {
            text.push_str(&self.one(sources, problem));
            text.push_str("\n\n");
        }
        if !problems.is_empty() {
            text.push_str(&self.summary(problems));
            text.push('\n');
        }
        text
    }

    /// Draws one problem, without a line end behind it.
    #[must_use]
    pub fn one(&self, sources: &SourceMap, problem: &Problem) -> String {
        let mut groups = vec![self.finding(sources, problem)];
        groups.extend(self.repair(sources, problem));
        self.renderer().render(&groups)
    }

    fn shown<'p>(&self, problems: &'p [Problem]) -> Vec<&'p Problem> {
        let mut order: Vec<(usize, &Problem)> = problems.iter().enumerate().collect();
        if !self.all && problems.len() > SHOWN {
            order.sort_by_key(|(_, problem)| problem.severity());
            order.truncate(SHOWN);
            order.sort_by_key(|(place, _)| *place);
        }
        order.into_iter().map(|(_, problem)| problem).collect()
    }

    fn summary(&self, problems: &[Problem]) -> String {
        let count = |severity| problems.iter().filter(|problem| problem.severity() == severity).count();
        let parts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Hint]
            .into_iter()
            .map(|severity| (severity, count(severity)))
            .filter(|(_, count)| *count > 0)
            .map(|(severity, count)| self.counted(severity, count))
            .collect();
        let mut text = parts.join(self.lang.pick("，", ", "));
        let hidden = problems.len().saturating_sub(SHOWN);
        if !self.all && hidden > 0 {
            text = self.lang.pick(
                format!("另有 {hidden} 条，用 --all 查看\n{text}"),
                format!("{hidden} more, see them with --all\n{text}"),
            );
        }
        text
    }

    fn counted(&self, severity: Severity, count: usize) -> String {
        let name = severity.say(self.lang);
        let plural = if count == 1 { "" } else { "s" };
        self.lang.pick(format!("{count} 个{name}"), format!("{count} {name}{plural}"))
    }

    /// What is wrong: title, snippets with labels, and the action if there is no edit to show it with.
    fn finding<'a>(&self, sources: &'a SourceMap, problem: &'a Problem) -> Group<'a> {
        let (level, lang) = (self.level(problem.severity()), self.lang);
        let title = level.primary_title(problem.flaw.sentence(lang)).id(problem.code());
        let mut group = Group::with_title(title);
        for (source, labels) in self.labels(sources, problem) {
            let annotations =
                labels.into_iter().map(|(span, label, kind)| kind.span(within(source, span)).label(label));
            group = group.element(snippet(source).annotations(annotations));
        }
        match problem.flaw.help(lang) {
            Some(help) if problem.fix.is_none() => group.element(self.help().message(help)),
            _ => group,
        }
    }

    /// All places of a problem, the file of the problem itself first.
    #[allow(clippy::type_complexity, reason = "three facts of a place, used once")]
    fn labels<'a>(
        &self,
        sources: &'a SourceMap,
        problem: &Problem,
    ) -> Vec<(&'a Source, Vec<(Span, Option<String>, AnnotationKind)>)> {
        let mut files: BTreeMap<SourceId, Vec<(Span, Option<String>, AnnotationKind)>> = BTreeMap::new();
        files.entry(problem.span.source).or_default().push((problem.span, None, AnnotationKind::Primary));
        for (span, note) in &problem.labels {
            let label = Some(note.say(self.lang));
            files.entry(span.source).or_default().push((*span, label, AnnotationKind::Context));
        }
        let mut ordered: Vec<_> = files.into_iter().collect();
        ordered.sort_by_key(|(id, _)| *id != problem.span.source);
        ordered.into_iter().filter_map(|(id, labels)| Some((sources.get(id)?, labels))).collect()
    }

    /// The action with the edit that does it.
    fn repair<'a>(&self, sources: &'a SourceMap, problem: &'a Problem) -> Option<Group<'a>> {
        let Fix { span, replacement, .. } = problem.fix.as_ref()?;
        let help = problem.flaw.help(self.lang).unwrap_or_else(|| self.lang.pick("这样改", "change it").to_owned());
        let source = sources.get(span.source)?;
        let patch = Patch::new(within(source, *span), replacement.as_str());
        let snippet = Snippet::source(source.text.as_ref()).path(source.path.as_ref()).fold(true).patch(patch);
        Some(Group::with_title(self.help().secondary_title(help)).element(snippet))
    }

    fn level(&self, severity: Severity) -> Level<'static> {
        let level = match severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Hint => Level::NOTE,
        };
        level.with_name(severity.say(self.lang))
    }

    fn help(&self) -> Level<'static> {
        Level::HELP.with_name(self.lang.pick("建议", "help"))
    }

    fn renderer(&self) -> Renderer {
        let renderer = if self.color { Renderer::styled() } else { Renderer::plain() };
        let decor = match self.decor {
            Decor::Ascii => DecorStyle::Ascii,
            Decor::Unicode => DecorStyle::Unicode,
        };
        renderer.decor_style(decor).term_width(self.width)
    }
}

fn snippet<'a>(source: &'a Source) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    Snippet::source(source.text.as_ref()).path(source.path.as_ref()).fold(true)
}

/// The bytes of a span, cut to the text it is said to be in.
fn within(source: &Source, span: Span) -> std::ops::Range<usize> {
    let range = span.range();
    if source.text.get(range.clone()).is_some() { range } else { 0..0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use zhidu::syntax::load;

    fn drawn(human: &Human, text: &str) -> String {
        let mut sources = SourceMap::default();
        let (_, _, problems) = load(&mut sources, "制度/流程.toml", text.as_bytes());
        human.render(&sources, &problems)
    }

    fn lines(text: &[&str]) -> String {
        text.join("\n") + "\n"
    }

    #[test]
    fn the_caret_is_under_the_word_and_the_edit_is_shown() {
        let expected = lines(&[
            "错误[ZD0008]: 「＝」是全角字符，这里要用半角的「=」",
            " --> 制度/流程.toml:2:3",
            "  |",
            "2 | id＝'受理'",
            "  |   ^^",
            "  |",
            "建议: 换成「=」",
            "  |",
            "2 - id＝'受理'",
            "2 + id='受理'",
            "  |",
            "",
            "1 个错误",
        ]);
        assert_eq!(drawn(&Human::default(), "[process]\nid＝'受理'\n"), expected);
    }

    #[test]
    fn further_places_are_labelled() {
        let english = Human { lang: Lang::En, ..Human::default() };
        let expected = lines(&[
            "error[ZD0009]: the key `id` is written twice",
            " --> 制度/流程.toml:4:1",
            "  |",
            "2 | id = '甲'",
            "  | -- first written here",
            "3 | name = '乙'",
            "4 | id = '丙'",
            "  | ^^",
            "  |",
            "  = help: keep one of them",
            "",
            "1 error",
        ]);
        assert_eq!(drawn(&english, "[[state]]\nid = '甲'\nname = '乙'\nid = '丙'\n"), expected);
    }

    #[test]
    fn long_lines_are_cut_around_the_place() {
        let long = "很长".repeat(60);
        let drawn =
            drawn(&Human { width: 60, ..Human::default() }, &format!("a = {{ x = '{long}', n = 05, y = '{long}' }}"));
        let code = drawn.lines().find(|line| line.starts_with("1 |")).unwrap_or_default();
        assert!(code.contains("n = 05") && unicode_width::UnicodeWidthStr::width(code) <= 64, "{code}");
    }

    #[test]
    fn twenty_are_shown_unless_all_are_asked_for() {
        let text: String = (0..57).map(|n| format!("a{n} = 0{n}\n")).collect();
        let short = drawn(&Human::default(), &text);
        assert_eq!(short.matches("ZD0010").count(), 20);
        assert!(short.ends_with("另有 37 条，用 --all 查看\n57 个错误\n"), "{short}");
        let all = drawn(&Human { all: true, lang: Lang::En, ..Human::default() }, &text);
        assert_eq!((all.matches("ZD0010").count(), all.ends_with("\n57 errors\n")), (57, true));
    }

    #[test]
    fn ends_of_files_tabs_and_joined_emoji_are_no_trouble() {
        for text in ["a = \"没有结束", "\tx\t= 张三", "a = '👨‍👩‍👧', b", "a = [1,\r\n2\r\nb = 1\r\n", "", "a ="]
        {
            let drawn = drawn(&Human { decor: Decor::Unicode, color: true, ..Human::default() }, text);
            assert_eq!(drawn.is_empty(), text.is_empty());
        }
    }
}
