//! Standard input that a signal ends: whoever reads learns of it and can put things away before the process ends.
//!
//! A read that waits cannot be woken, so a thread of its own reads, and the reader waits for that thread or the signal,
//! whichever comes first. Before the first read there is no thread and signals do what they always do.

use std::io::{self, ErrorKind, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// How much is read at once, and how many such pieces wait at most.
const PIECE: usize = 64 * 1024;
const PIECES: usize = 2;

/// See the module. After a signal, reading fails with [`ErrorKind::ConnectionAborted`].
#[derive(Default)]
pub(super) struct Input {
    listening: Option<Listening>,
    piece: io::Cursor<Vec<u8>>,
    is_over: bool,
}

struct Listening {
    pieces: Receiver<io::Result<Vec<u8>>>,
    ended: Arc<AtomicBool>,
}

impl Read for Input {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.piece.read(buffer)?;
        if read > 0 || buffer.is_empty() || self.is_over {
            return Ok(read);
        }
        let Listening { pieces, ended } = self.listening.get_or_insert_with(listen);
        let aborted = || Err(ErrorKind::ConnectionAborted.into());
        if ended.load(Ordering::SeqCst) {
            return aborted();
        }
        match pieces.recv() {
            _ if ended.load(Ordering::SeqCst) => aborted(),
            // The thread is gone: the end.
            Err(_) => Ok(0),
            Ok(piece) => {
                self.piece = io::Cursor::new(piece?);
                self.is_over = self.piece.get_ref().is_empty();
                self.piece.read(buffer)
            }
        }
    }
}

fn listen() -> Listening {
    let (sender, pieces) = sync_channel(PIECES);
    let ended = Arc::new(AtomicBool::new(false));
    let (by_signal, waker) = (ended.clone(), sender.clone());
    let watched = ctrlc::set_handler(move || {
        by_signal.store(true, Ordering::SeqCst);
        // Wakes whoever waits; if the pieces are full, nobody does.
        let _ = waker.try_send(Ok(Vec::new()));
    });
    // Without a handler a signal ends the process at once, as it always did.
    drop(watched);
    std::thread::spawn(move || forward(&sender));
    Listening { pieces, ended }
}

/// Reads until the end; the handler keeps the channel open, so the end is said by an empty piece.
fn forward(sender: &SyncSender<io::Result<Vec<u8>>>) {
    let mut input = io::stdin().lock();
    loop {
        let mut piece = vec![0; PIECE];
        let read = match input.read(&mut piece) {
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            read => read,
        };
        let is_end = !matches!(read, Ok(1..));
        piece.truncate(*read.as_ref().unwrap_or(&0));
        if sender.send(read.map(|_| piece)).is_err() || is_end {
            return;
        }
    }
}
