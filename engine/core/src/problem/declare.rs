//! The macro that declares a family of flaws.

/// Declares one enum of flaws. Each variant: docs, typed fields, code, severity, then for each language a sentence and
/// an action (empty where there is nothing to do). The texts are format strings over the field names; every field is
/// passed through [`Say`](super::Say) first.
///
/// ```text
/// flaws! {
///     /// Flaws of …
///     RoadFlaw;
///
///     /// A road that ends.
///     DeadEnd { road: String } = "ZD9901" error
///         zh("道路 `{road}` 没有出口"; "加一个出口")
///         en("the road `{road}` leads nowhere"; "give it an exit");
/// }
/// ```
macro_rules! flaws {
    (
        $(#[$family_doc:meta])* $family:ident;
        $(
            $(#[$doc:meta])*
            $name:ident { $($(#[$field_doc:meta])* $field:ident : $type:ty),* $(,)? } = $code:literal $severity:ident
                zh($zh:literal; $zh_help:literal)
                en($en:literal; $en_help:literal);
        )*
    ) => {
        $(#[$family_doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum $family {
            $(
                $(#[$doc])*
                #[allow(missing_docs, reason = "fields are named by the sentences they stand in")]
                $name { $($(#[$field_doc])* $field: $type),* },
            )*
        }

        #[allow(unused_variables, clippy::useless_format, reason = "not every text names every field")]
        impl $family {
            /// All codes of this family with their names and severities, in the order declared.
            pub const CODES: &'static [$crate::problem::Code] = &[
                $($crate::problem::Code {
                    code: $code,
                    name: stringify!($name),
                    severity: $crate::problem::declare::flaws!(@severity $severity),
                },)*
            ];

            /// The entry in the register.
            #[must_use]
            pub const fn entry(&self) -> &'static $crate::problem::Code {
                match self {
                    $(Self::$name { .. } => const {
                        &$crate::problem::Code {
                            code: $code,
                            name: stringify!($name),
                            severity: $crate::problem::declare::flaws!(@severity $severity),
                        }
                    },)*
                }
            }

            /// One sentence: what is the matter.
            #[must_use]
            pub fn sentence(&self, lang: $crate::problem::Lang) -> String {
                match self {
                    $(Self::$name { $($field),* } => {
                        $(let $field = $crate::problem::Say::say($field, lang);)*
                        match lang {
                            $crate::problem::Lang::Zh => format!($zh),
                            $crate::problem::Lang::En => format!($en),
                        }
                    },)*
                }
            }

            /// One action: what to do about it; empty where nothing can be advised.
            #[must_use]
            pub fn help(&self, lang: $crate::problem::Lang) -> String {
                match self {
                    $(Self::$name { $($field),* } => {
                        $(let $field = $crate::problem::Say::say($field, lang);)*
                        match lang {
                            $crate::problem::Lang::Zh => format!($zh_help),
                            $crate::problem::Lang::En => format!($en_help),
                        }
                    },)*
                }
            }
        }

        impl From<$family> for $crate::problem::Flaw {
            fn from(flaw: $family) -> Self {
                Self::$family(flaw)
            }
        }
    };
    (@severity error) => { $crate::problem::Severity::Error };
    (@severity warning) => { $crate::problem::Severity::Warning };
    (@severity hint) => { $crate::problem::Severity::Hint };
}

pub(super) use flaws;
