//! What holds for every policy, every event and every text.

mod facts;
mod hostile;
mod play;
mod random;
mod replay;
mod small;
mod texts;
mod wire;
mod world;
