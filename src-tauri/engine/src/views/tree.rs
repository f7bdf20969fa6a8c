//! A drive as it was at the last look, a level at a time.

use serde::Serialize;
use ts_rs::TS;

/// The folders in one folder of a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct TreeLevel {
    /// The folder itself, for a list of its own files.
    pub id: i64,
    /// Its own files, without those of the folders in it.
    pub own_files: u64,
    /// By name.
    pub folders: Vec<TreeFolder>,
}

/// A folder with all that is below it, for one destination.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct TreeFolder {
    pub name: String,
    /// Below the source, in text form.
    pub path: String,
    pub files: u64,
    pub bytes: u64,
    /// Files that are copied, already there, or repeats of such.
    pub in_archive: u64,
    pub left_out: u64,
    /// Files that could not be read or copied.
    pub failed: u64,
    /// Files that wait.
    pub to_do: u64,
}
