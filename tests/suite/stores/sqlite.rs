//! Which files are opened, and that others are left as they are.

use super::Folder;
use rusqlite::Connection;
use zhidu::{Sqlite, StoreError};

#[test]
fn a_file_of_others_is_left_as_it_is() {
    let folder = Folder::new("foreign");
    let theirs = folder.file("theirs.db");
    Connection::open(&theirs).unwrap().execute_batch("CREATE TABLE notes (text)").unwrap();
    let before = std::fs::read(&theirs).unwrap();
    assert!(matches!(Sqlite::open(&theirs), Err(StoreError::NotOurs(path)) if path.ends_with("theirs.db")));
    assert_eq!(std::fs::read(&theirs).unwrap(), before);

    let text = folder.file("notes.txt");
    std::fs::write(&text, "long enough to be anything but a database of any kind\n".repeat(100)).unwrap();
    let before = std::fs::read(&text).unwrap();
    assert!(matches!(Sqlite::open(&text), Err(StoreError::NotOurs(_))));
    assert_eq!(std::fs::read(&text).unwrap(), before);

    assert!(matches!(Sqlite::open(folder.path()), Err(StoreError::Failed(_))), "a folder is no file");
}

#[test]
fn a_newer_file_is_refused_with_both_formats() {
    let folder = Folder::new("newer");
    let file = folder.file("store.db");
    drop(Sqlite::open(&file).unwrap());
    Connection::open(&file).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let error = Sqlite::open(&file).err().unwrap();
    assert_eq!(error.to_string(), "the store has format 99, this version reads up to 1");
}

#[test]
fn an_empty_file_becomes_a_store_and_every_commit_is_synced() {
    let folder = Folder::new("empty");
    let file = folder.file("store.db");
    std::fs::write(&file, "").unwrap();
    drop(Sqlite::open(&file).unwrap());
    drop(Sqlite::open(&file).unwrap());
    let mode: String =
        Connection::open(&file).unwrap().pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
    assert_eq!(mode, "wal");
}
