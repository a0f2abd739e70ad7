//! What there is to do for the index, and how much of it is done.

use std::path::PathBuf;

/// A folder that the client has open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    /// Where it is.
    pub path: PathBuf,
    /// What the client calls it.
    pub name: String,
}

/// How far the index has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pace {
    /// How many files were looked at since it had nothing to do.
    pub done: usize,
    /// How many there are to be looked at in all, as far as is known.
    pub total: usize,
    /// Whether there is more to do.
    pub is_busy: bool,
    /// Whether whole folders are looked at: that may take a while.
    pub is_long: bool,
    /// Whether the client stopped it.
    pub is_stopped: bool,
    /// How many changes there were: files read anew, and gone.
    pub changes: u64,
}

/// Something for the threads to do.
#[derive(Debug)]
pub enum Task {
    /// Find the files at a place.
    Walk(Walk),
    /// Read a file.
    File(FileTask),
    /// See which files would be judged otherwise now.
    Rejudge(u64),
}

/// A place in one of the folders, whose files are to be found.
#[derive(Clone, Debug)]
pub struct Walk {
    /// The folder.
    pub folder: PathBuf,
    /// The place in it.
    pub place: PathBuf,
    /// Its number.
    pub ticket: u64,
}

/// A file to be read.
#[derive(Clone, Debug)]
pub struct FileTask {
    /// Where it stands.
    pub path: PathBuf,
    /// Its number: what was wanted later has a higher one.
    pub ticket: u64,
}
