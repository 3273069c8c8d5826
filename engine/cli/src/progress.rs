//! How far long work is: one line on a terminal that is wiped when it is done, nothing in a pipe.

use crate::render::cut;
use crate::session::{Loudness, Session};

/// A line that is written over.
pub(crate) struct Progress<'s, 'i, 'a> {
    session: &'s mut Session<'i, 'a>,
    total: usize,
    shown: bool,
}

impl<'s, 'i, 'a> Progress<'s, 'i, 'a> {
    pub(crate) fn new(session: &'s mut Session<'i, 'a>, total: usize) -> Self {
        let screen = &session.io.screen;
        let dumb = session.io.var("TERM").as_deref() == Some("dumb");
        let shown = screen.err_terminal && !dumb && session.loudness > Loudness::Quiet;
        Self { session, total, shown }
    }

    /// So many are through.
    pub(crate) fn at(&mut self, count: usize) {
        if self.shown {
            let line = cut(&self.session.words().progress(count, self.total), self.session.width.saturating_sub(1));
            self.write(&format!("\r\x1b[2K{line}"));
        }
    }

    fn write(&mut self, text: &str) {
        // Nobody can be told if that fails.
        let _ = self.session.io.err.write_all(text.as_bytes());
        let _ = self.session.io.err.flush();
    }
}

impl Drop for Progress<'_, '_, '_> {
    fn drop(&mut self) {
        if self.shown {
            self.write("\r\x1b[2K");
        }
    }
}
