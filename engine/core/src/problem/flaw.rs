//! One enum over all families, and the register of codes.

use super::{GuardFlaw, Lang, MoneyFlaw, PackagingFlaw, RoleFlaw, ScenarioFlaw, StateFlaw, SyntaxFlaw, TimeFlaw, Word};

/// How bad a problem is, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The policy cannot be used.
    Error,
    /// It can be used, but probably not as meant.
    Warning,
    /// Advice.
    Hint,
}

impl super::Say for Severity {
    fn say(&self, lang: Lang) -> String {
        match self {
            Self::Error => lang.pick("错误", "error"),
            Self::Warning => lang.pick("警告", "warning"),
            Self::Hint => lang.pick("提示", "hint"),
        }
        .to_owned()
    }
}

/// An entry of the register: codes are never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// `ZD0020`
    pub code: &'static str,
    /// `UnknownKey`
    pub name: &'static str,
    /// How bad.
    pub severity: Severity,
}

macro_rules! families {
    ($($(#[$doc:meta])* $family:ident)*) => {
        /// What is wrong, of whatever family.
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Flaw { $($(#[$doc])* $family($family),)* }

        impl Flaw {
            /// The register: every code there is, family by family.
            #[must_use]
            pub fn register() -> Vec<&'static Code> {
                [$($family::CODES),*].into_iter().flatten().collect()
            }

            /// The entry in the register.
            #[must_use]
            pub const fn entry(&self) -> &'static Code {
                match self { $(Self::$family(flaw) => flaw.entry(),)* }
            }

            /// One sentence, lower case and without a final stop: what is the matter.
            #[must_use]
            pub fn sentence(&self, lang: Lang) -> String {
                match self { $(Self::$family(flaw) => flaw.sentence(lang),)* }
            }

            fn help_text(&self, lang: Lang) -> String {
                match self { $(Self::$family(flaw) => flaw.help(lang),)* }
            }
        }
    };
}

families! {
    /// 00: files, TOML, keys, names.
    SyntaxFlaw
    /// 01: states and transitions.
    StateFlaw
    /// 02: expressions.
    GuardFlaw
    /// 03: calendars and deadlines.
    TimeFlaw
    /// 05: roles and permissions.
    RoleFlaw
    /// 06: penalties and money.
    MoneyFlaw
    /// 08: scenarios.
    ScenarioFlaw
    /// 09: clauses, parameters, files taken in.
    PackagingFlaw
}

impl Flaw {
    /// `ZD0020`
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.entry().code
    }

    /// How bad it is.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        self.entry().severity
    }

    /// One action: what to do about it, where something can be advised.
    #[must_use]
    pub fn help(&self, lang: Lang) -> Option<String> {
        Some(self.help_text(lang)).filter(|text| !text.is_empty())
    }

    /// The name this flaw reports as unknown, if that is what it does: [`Problems`](super::Problems) joins such
    /// reports, so that one wrong name is one problem however often it is used.
    #[must_use]
    pub fn unknown(&self) -> Option<(Word, &str)> {
        match self {
            Self::SyntaxFlaw(SyntaxFlaw::UnknownName { kind, name, .. }) => Some((*kind, name)),
            Self::PackagingFlaw(PackagingFlaw::ClauseUnknown { clause, .. }) => Some((Word::Clause, clause)),
            Self::GuardFlaw(GuardFlaw::ForeignCurrency { found, .. }) => Some((Word::Money, found)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_rise_inside_their_family_and_are_never_reused() {
        let codes: Vec<&str> = Flaw::register().iter().map(|code| code.code).collect();
        assert!(codes.iter().all(|code| code.len() == 6 && code.starts_with("ZD")));
        assert!(codes.windows(2).all(|pair| pair[0] < pair[1]), "{codes:?}");
    }

    #[test]
    fn both_languages_state_the_same_fact() {
        let flaw = Flaw::from(SyntaxFlaw::MissingKey { key: "id".to_owned(), place: Word::State });
        assert_eq!(flaw.sentence(Lang::Zh), "状态缺少 `id`");
        assert_eq!(flaw.sentence(Lang::En), "this state lacks `id`");
        assert_eq!(flaw.help(Lang::En).as_deref(), Some("add `id = …`"));
    }
}
