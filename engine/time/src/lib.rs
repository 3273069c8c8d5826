//! Instants, amounts of time and due instants of the policy language.
//!
//! In: texts an administrator writes (`30 minutes`, `3 天`, `Mon 2026-03-02 09:14`) and instants a host hands over.
//! Out: [`Instant`]s, and one comparison for lateness, [`Due::is_late`].
//!
//! This crate reads no clock and no zone of the machine: `now` is an argument and [`Zone`]s come from the bundled
//! database, so the same bytes give the same answer everywhere. It knows no policy, case or message; it returns small
//! errors that carry what was found and what was expected, and others word them. Working time needs a calendar, which
//! is not here yet: such amounts are read and answered with [`DueError::NeedsCalendar`].
//!
//! ```
//! use zhidu_time::{Amount, Moment, Zone};
//!
//! let zone = Zone::get("Asia/Shanghai")?;
//! let start = Moment::parse("Thu 2026-03-05 10:05", None)?.instant(&zone);
//! let due = Amount::parse("30 分钟")?.due(start, &zone)?;
//! assert_eq!(due.show(&zone), "2026-03-05 10:35:00");
//! let due = Amount::parse("3 days")?.due(start, &zone)?;
//! assert_eq!(due.show(&zone), "2026-03-08 24:00");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The words: an *instant* is a point on the time line; a *moment* is a date and a time of day as people write them; an
//! *amount* is a length (`3 days`); a *due* is what an amount becomes once something starts; a *zone* joins the two
//! worlds.

mod amount;
mod due;
mod instant;
mod literal;
mod moment;
mod pause;
mod time_of_day;
mod weekday;
mod zone;

pub use amount::{Amount, AmountError, Civil, Soft, Working};
pub use due::{Due, DueError, DueKind, Start};
pub use instant::Instant;
pub use jiff::civil::{Date, Weekday};
pub use literal::{LiteralError, parse_date, parse_time};
pub use moment::{Moment, MomentError};
pub use pause::{Pause, advance, used};
pub use time_of_day::Time;
pub use weekday::{parse_weekday, weekday_en, weekday_zh};
pub use zone::{UnknownZone, Zone, tzdb_version};
