//! The pure core of zhidu 制度: text to program, and program, case and event to outcome.

pub mod case;
pub mod checks;
pub mod compile;
pub mod effect;
pub mod emit;
pub mod expanded;
pub mod graph;
pub mod guard;
pub mod journal;
pub mod model;
pub mod money;
pub mod need;
pub mod outcome;
pub mod problem;
pub mod program;
pub mod prose;
pub mod scenario;
pub mod source;
pub mod step;
pub mod syntax;
pub mod task;
pub mod value;
pub mod wire;
pub mod world;
