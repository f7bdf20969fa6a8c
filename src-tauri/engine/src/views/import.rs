//! What a list or database of checksums offers, and what was taken over from it.

use serde::Serialize;
use ts_rs::TS;

use crate::model::Algorithm;

/// What a file of checksums is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ImportKind {
    /// A catalogue of Ingather.
    Catalog,
    /// A job of Ingather.
    Job,
    /// A `checksum-cache.db`.
    ChecksumCache,
    /// Lines of checksum and path, as `b3sum`, `sha256sum` or `md5sum` write them.
    List,
    /// A bag (RFC 8493).
    Bag,
    /// A media hash list.
    Mhl,
}

/// Records of one algorithm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ImportAlgorithm {
    pub algorithm: Algorithm,
    pub records: u64,
}

/// One file of checksums that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ImportSource {
    pub path: String,
    pub kind: ImportKind,
    /// Records that can be used.
    pub records: u64,
    /// Lines and entries that cannot: broken, leading outside of their folder, or of an algorithm that is not computed here.
    pub ignored: u64,
    pub algorithms: Vec<ImportAlgorithm>,
}

/// The records that are about one drive or folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ImportDrive {
    /// Its name; for a drive that is not known here, what the records call it.
    pub name: String,
    /// The folder to which the paths are relative, if it is known and connected.
    pub path: Option<String>,
    pub connected: bool,
    pub records: u64,
    /// Records whose file is there, with the recorded size and date as far as these were recorded.
    pub matching: u64,
    /// Records of a file that is there with another size or date: they say nothing about it.
    pub changed: u64,
}

/// What an import would bring; nothing was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ImportPreview {
    pub sources: Vec<ImportSource>,
    pub drives: Vec<ImportDrive>,
    pub records: u64,
    /// Records that match a file.
    pub matching: u64,
    /// Records that are not in the catalogue yet.
    pub new: u64,
    /// Records that are newer than what the catalogue has for the same path.
    pub newer: u64,
    /// Records that the catalogue has already, or has a newer one in place of.
    pub known: u64,
    /// Records that `trust` would make count as computed here: of a catalogue, with strong fingerprints.
    pub trustable: u64,
}

/// What an import brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ImportReport {
    /// What the preview says, as of before the import.
    pub preview: ImportPreview,
    /// Checksums that count as computed here from now on, if their file still has the fingerprint.
    pub trusted: u64,
    /// Files of the job for which a record is known now; `None` if no job was named, or if it finds out by itself at its
    /// next look.
    pub job_files: Option<u64>,
    /// Of these, files that were read before and are not what was recorded: what was copied of them stays.
    #[serde(default, skip_serializing_if = "is_none")]
    #[ts(optional, as = "Option<u64>")]
    pub differing: u64,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde hands out references
fn is_none(n: &u64) -> bool {
    *n == 0
}

/// What was taken over from one file, as the catalogue keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ImportTaken {
    /// The file that it came from, in text form; it need not be there any more.
    pub path: String,
    /// The drives or folders that it is about, by name; empty while it is not known.
    pub drives: Vec<String>,
    pub records: u64,
    pub taken_ms: i64,
}
