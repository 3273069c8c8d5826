//! Expressions and scripts of policies, read and run by rhai.
//!
//! What it is for: [`parse()`] tells what a text is, [`Library`] reads the functions of `scripts/*.rhai`, and
//! [`RhaiScripts`] is core's [`Scripts`](zhidu_core::guard::scripts::Scripts). Most texts are *plain*: they become
//! core's tree, which core types and runs without rhai. The others are *scripts*: core knows what they read and call,
//! and rhai runs them under the [`limits`].
//!
//! In: texts an author wrote, and values by path. Out: trees, shapes and mistakes with their bytes in the text; values,
//! or errors that say what failed, where, or which limit was met. What it does not do: names and types (core's
//! `guard::typing`), and anything that is not a function of its arguments. No type of rhai shows in the interface.
//!
//! ```
//! use zhidu_core::guard::{ast::Parsed, scripts::Scripts};
//! use zhidu_core::{money::Currency, value::Value};
//! use zhidu_script::{Library, RhaiScripts, parse};
//! use zhidu_time::Zone;
//!
//! assert!(matches!(parse("case.rings > 3 && !case.case"), Ok(Parsed::Plain(_))));
//! let mistakes = parse("case.金额 ＞ 3").unwrap_err();
//! assert_eq!(&"case.金额 ＞ 3"[mistakes[0].range.clone()], "＞");
//!
//! let fee = "fn fee(amount, days) { if days > 30 { amount * \"5%\" } else { amount * 0 } }";
//! let library = Library::parse(&[("scripts/fee.rhai".into(), fee.into())]).unwrap();
//! let scripts = RhaiScripts::new(&library, Zone::get("Asia/Shanghai")?, Currency::CNY);
//! let inputs = [("case.days".into(), Value::Int(31))];
//! assert_eq!(scripts.run("fee(money(100), case.days)", &inputs).unwrap().to_string(), "5 CNY");
//! # Ok::<(), zhidu_time::UnknownZone>(())
//! ```
//!
//! # What scripts may say
//!
//! All of rhai's statements and expressions, but `eval`, `import`, `export`, `print`, `debug`, closures, `this`, method
//! calls other than `list.push(x)`, bit operators, `**`, `??`, `?.` and single quotes. Operators are the plain
//! fragment's, with its types: comparing what does not go together is an error, not `false`. A text beside an amount of
//! money, a date and the like is read as one; options are texts. Functions are those of the plain fragment whose answer
//! comes from their arguments alone, and the library's; `given` and `or_else` look no further than they must.
//!
//! Three things to know: texts can be added (`"a" + "b"`), which the plain fragment does not allow; the sum of an empty
//! list is zero of whatever stands beside it, and the number 0 alone; `switch` compares texts, numbers and truth values,
//! and anything else in it is an error.

mod chain;
mod fault;
mod library;
pub mod limits;
mod lower;
mod parse;
mod run;
mod scan;
mod shape;

pub use library::{Function, Library, LibraryError};
pub use parse::parse;
pub use run::RhaiScripts;
