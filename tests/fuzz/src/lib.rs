//! What the fuzz targets do with bytes. Nothing here may panic, whatever they are.

mod source;
pub mod step;
pub mod text;
