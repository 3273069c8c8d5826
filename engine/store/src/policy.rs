//! Policies in a store: their texts by content hash, and what runs by them.

use std::sync::Arc;
use zhidu_core::guard::scripts::Scripts;
use zhidu_core::program::Program;
use zhidu_core::value::Text;

/// A program and what runs its scripts.
#[derive(Clone)]
pub struct Rules {
    /// The program.
    pub program: Arc<Program>,
    /// Its scripts.
    pub scripts: Arc<dyn Scripts>,
}

/// The texts a policy was compiled from: enough to compile it again, wherever its files went since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The hash of its content: [`Program::hash`].
    pub hash: Text,
    /// The institution.
    pub institution: Text,
    /// Its folder, as the paths begin.
    pub root: Text,
    /// The path of the values file among the files, if there was one.
    pub values: Option<Text>,
    /// Every file by path, in document order.
    pub files: Vec<(Text, Text)>,
}
