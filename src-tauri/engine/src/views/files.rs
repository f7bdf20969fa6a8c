//! Files of a job, a page at a time.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::model::{CopyStatus, Outcome, Reason, Term};
use crate::text::Words;

/// The order of a file list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum SortBy {
    /// Drive, folder, name: the order of the drive itself.
    #[default]
    Path,
    Name,
    Size,
    /// By when it was settled; descending: the last one first.
    Recent,
    /// Folders by the bytes that one decision about them would settle, the most first.
    Settles,
}

/// Which files of a job to list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct FilesQuery {
    /// For which destination; the worst one if absent.
    pub destination: Option<i64>,
    /// Only this term of the equation.
    pub term: Option<Term>,
    /// Only this status.
    pub status: Option<CopyStatus>,
    /// Only this reason.
    pub reason: Option<Reason>,
    /// Only this source.
    pub source: Option<i64>,
    /// Only this folder of [`FolderRow`].
    pub folder: Option<i64>,
    /// Part of the name, the folder or the twin's path, in any case.
    pub search: String,
    pub sort: SortBy,
    pub descending: bool,
    pub offset: u64,
    /// At most 500; 0 means 200.
    pub limit: u32,
}

/// Files that a decision is about.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct Selection {
    /// Single files, by the id of [`FileRow`].
    pub files: Vec<i64>,
    /// Folders with all that is below them, by the id of [`FolderRow`].
    pub folders: Vec<i64>,
}

/// One file of a source, for one destination.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct FileRow {
    pub id: i64,
    pub source: i64,
    pub drive: String,
    pub folder: String,
    pub folder_id: i64,
    pub name: String,
    pub size: u64,
    pub modified_ms: i64,
    pub status: CopyStatus,
    pub reason: Reason,
    pub term: Term,
    /// The content may yet prove to be there already or a repeat.
    pub undecided: bool,
    pub destination: i64,
    /// Where the copy is or will be, relative to the archive.
    pub target: Option<String>,
    /// Path of the file that makes a copy needless.
    pub twin: Option<String>,
    /// Where the twin is: name of the archive, pool or drive.
    pub twin_where: Option<String>,
    pub checksum: Option<String>,
    pub verified: Option<Outcome>,
    pub error_code: Option<String>,
    /// What happened, for error rows and for remarks such as "recovered on retry".
    pub message: Option<Words>,
    pub attempts: u32,
}

/// A page of files and the number of all rows that match.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct FilesPage {
    pub total: u64,
    pub bytes: u64,
    pub rows: Vec<FileRow>,
}

/// One folder of a source, counted without its sub-folders, for one destination.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct FolderRow {
    pub id: i64,
    pub source: i64,
    pub drive: String,
    pub path: String,
    pub files: u64,
    pub bytes: u64,
    /// Files of the folder in the queried term, and their bytes.
    pub matching: u64,
    pub matching_bytes: u64,
    /// Bytes of it that wait: leaving the folder out would settle these.
    pub settles: u64,
    /// Where most of what need not be copied of it is: "all of this is also in …".
    pub also_in: Option<AlsoIn>,
    /// Every file is already there, a repeat of what was copied, or copied; what was left out is not archived.
    pub wholly_archived: bool,
    /// Files that wait and may yet prove to be there already, or repeats.
    pub undecided: u64,
    /// No file of it is in the archive, and none may prove to be.
    pub only_here: bool,
}

/// The folder that holds most of another folder's contents.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct AlsoIn {
    /// Name of the archive or drive.
    pub drive: String,
    pub path: String,
    /// Files of the folder whose content is there, and their bytes.
    pub files: u64,
    pub bytes: u64,
    /// Every file of the folder is there.
    pub all: bool,
}

/// A page of folders.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct FoldersPage {
    pub total: u64,
    pub rows: Vec<FolderRow>,
}
