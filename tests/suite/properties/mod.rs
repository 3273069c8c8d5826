//! What holds for every policy, every event and every text.

mod effects;
mod facts;
mod hostile;
mod play;
mod random;
mod replay;
pub(crate) mod small;
mod still;
mod texts;
mod wire;
mod world;

pub(crate) use play::{Deed, Dice, Play, cast_of};
pub(crate) use random::{department, ladders};
