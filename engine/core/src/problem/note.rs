//! What a further place of a problem is.

use super::{Lang, Say};

macro_rules! notes {
    ($($(#[$doc:meta])* $name:ident $zh:literal $en:literal)*) => {
        /// What a labelled place has to do with the problem.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Note { $($(#[$doc])* $name,)* }

        impl Say for Note {
            fn say(&self, lang: Lang) -> String {
                match self { $(Self::$name => lang.pick($zh, $en),)* }.to_owned()
            }
        }
    };
}

notes! {
    /// The first of two that are the same.
    FirstHere "第一次写在这里" "first written here"
    /// The same mistake once more.
    AlsoHere "这里也是" "also here"
    /// Where the named thing is declared.
    DeclaredHere "在这里声明" "declared here"
    /// The bracket or quote that was opened.
    OpenedHere "从这里开始" "opened here"
    /// The element around.
    InHere "在这个元素里" "in this element"
    /// The other side of a contradiction.
    AgainstThis "与这里矛盾" "against this"
    /// What makes the requirement.
    RequiredHere "这里要求的" "required here"
    /// What comes first and leaves nothing.
    TakenHere "先被这里接走" "taken here first"
    /// Where something is used.
    UsedHere "用在这里" "used here"
}
