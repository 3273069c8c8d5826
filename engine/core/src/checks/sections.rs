//! The parts a file is cut into by its headers: as far as a mistake in reading reaches.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::files::Documents;
use crate::source::{SourceId, Span};
use crate::syntax::{Table, TableForm};

/// Where headers stand: the parts a file is cut into.
#[derive(Debug, Clone, Default)]
pub(super) struct Sections {
    /// Start of every header.
    headers: BTreeSet<(SourceId, u32)>,
    /// Start of every header of an element of the file itself: `[[state]]`, not `[[state.on]]`.
    elements: BTreeSet<(SourceId, u32)>,
    /// How long each file is.
    ends: BTreeMap<SourceId, u32>,
}

impl Sections {
    pub(super) fn of(documents: &Documents) -> Self {
        let length = |text: &str| u32::try_from(text.len()).unwrap_or(u32::MAX);
        let ends = documents.sources.iter().map(|(source, file)| (source, length(&file.text))).collect();
        let mut sections = Self { headers: BTreeSet::new(), elements: BTreeSet::new(), ends };
        for document in &documents.documents {
            for (_, table) in document.root.tables() {
                sections.table(table, true);
            }
        }
        sections
    }

    fn table(&mut self, table: &Table, outer: bool) {
        if table.form == TableForm::Header {
            self.headers.insert((table.span.source, table.span.start));
            if outer {
                self.elements.insert((table.span.source, table.span.start));
            }
        }
        for (_, inner) in table.tables() {
            self.table(inner, false);
        }
    }

    /// From the header before a place to the next one.
    pub(super) fn section(&self, at: Span) -> Span {
        self.between(&self.headers, at)
    }

    /// From the element's header before a place to the next element.
    pub(super) fn element(&self, at: Span) -> Span {
        self.between(&self.elements, at)
    }

    fn between(&self, starts: &BTreeSet<(SourceId, u32)>, at: Span) -> Span {
        let source = at.source;
        let start = starts.range((source, 0)..=(source, at.start)).next_back().map_or(0, |(_, start)| *start);
        let next = starts.range((source, at.start + 1)..).next().filter(|(other, _)| *other == source);
        let end = next.map_or_else(|| self.ends.get(&source).copied().unwrap_or(start), |(_, end)| *end);
        Span { source, start, end }
    }
}
