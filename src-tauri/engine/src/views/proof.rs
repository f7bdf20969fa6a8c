//! Answers about what is proven: a drive's clearance, where a content is, what an archive's own lists say.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{DriveVerdict, StaleFile};
use crate::model::{Method, Outcome};
use crate::text::Words;

/// May this drive be wiped?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Clearance {
    /// Every file has a copy on another volume that is there now and was read back.
    Clear,
    /// The same, but for files that were left out on purpose, or it is an archive, on which others may rest.
    ClearWithExceptions,
    /// Something would be lost, or is not proven.
    NotClear,
}

impl Clearance {
    /// Clear no more without a word.
    #[must_use]
    pub fn with_an_exception(self) -> Self {
        if self == Self::Clear { Self::ClearWithExceptions } else { self }
    }
}

/// One file that keeps a drive from being clear, or was left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ClearanceException {
    /// Relative to what was looked at.
    pub path: String,
    pub size: u64,
    /// `left_out`, `unreadable`, `in_the_cloud`, `covered`, `only_here`, `not_archived`, `same_volume`, `untold`,
    /// `in_memory`, `copy_away`, `copy_gone`, `not_read_back`.
    pub code: String,
    /// Why, in words.
    pub message: Words,
}

/// Where copies are, for the certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct CopyPlace {
    pub volume: String,
    pub name: String,
    /// The system's names of the disks under it, e.g. `sda`; empty where it does not say.
    pub disks: Vec<String>,
    pub files: u64,
    pub bytes: u64,
}

/// The clearance of one drive or folder, as of now.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct ClearanceView {
    pub clearance: Clearance,
    /// The same as a certificate.
    pub drive: DriveVerdict,
    /// The whole volume was looked at, not only a folder of it.
    pub whole_volume: bool,
    /// Files of the drive whose content was read now; the others are as they were when they were last read.
    pub files_read: u64,
    pub bytes_read: u64,
    /// Copies whose content was read back now.
    pub copies_read: u64,
    /// Links and special files: they never spoil anything.
    pub links: u64,
    pub copies_on: Vec<CopyPlace>,
    /// The first thousand of them.
    pub exceptions: Vec<ClearanceException>,
    pub exceptions_total: u64,
    /// Paths of the certificate, of the list of all exceptions, and of the same list as a table.
    pub reports: Vec<String>,
}

/// A content, with every place at which it was ever seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct WhereRow {
    /// BLAKE3, 64 hex digits.
    pub checksum: String,
    pub size: u64,
    /// Archives first, then what was seen last.
    pub places: Vec<WherePlace>,
}

/// One place at which a content was seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct WherePlace {
    /// The name of the drive or archive.
    pub drive: String,
    pub volume: String,
    pub connected: bool,
    /// Below the folder or volume that `drive` names.
    pub path: String,
    /// The absolute path, if a file of that size is there now.
    pub now: Option<String>,
    /// It lies in an archive or in another folder that counts as archived.
    pub archive: bool,
    pub modified_ms: i64,
    pub first_seen_ms: i64,
    pub last_seen_ms: i64,
    /// The last verification: what it found, how, and when.
    pub verified: Option<Outcome>,
    pub method: Option<Method>,
    pub verified_ms: Option<i64>,
}

/// What is wrong with a file of an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ArchiveFault {
    /// It is in a list, and not there.
    Missing,
    /// Other bytes than listed.
    Damaged,
    /// It could not be read.
    Unreadable,
    /// Other bytes than others recorded.
    DiffersFromRecord,
}

/// A file that is not what the archive's own lists say, or what others recorded of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ArchiveProblem {
    /// Relative to the archive.
    pub path: String,
    pub outcome: ArchiveFault,
    pub message: Words,
}

/// An archive compared with its own lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ArchiveReport {
    pub path: String,
    /// Contents were read back; else only that the files are there.
    pub deep: bool,
    pub lists: u64,
    /// Lines in the lists.
    pub listed: u64,
    /// Of these, there and, if they were read back, as listed.
    pub ok: u64,
    /// Of these, read back past the page cache.
    pub from_device: u64,
    pub missing: u64,
    pub different: u64,
    pub unreadable: u64,
    /// Files compared with what others recorded of them, also some that are in no list.
    pub recorded: u64,
    /// Of these, not what was recorded; they may be as listed all the same.
    pub differing: u64,
    /// Lines that are no lines of a list.
    pub malformed: u64,
    pub bytes_read: u64,
    pub problems: Vec<ArchiveProblem>,
}

/// The catalogue, checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct CatalogReport {
    pub path: String,
    pub bytes: u64,
    /// What is wrong with the database; `None` if it is sound.
    pub complaint: Option<String>,
    pub volumes: u64,
    pub contents: u64,
    pub sightings: u64,
    pub readbacks: u64,
    /// Paths on connected drives that have the size and date that were seen.
    pub as_seen: u64,
    pub changed: u64,
    pub gone: u64,
    /// Paths on drives that are not connected.
    pub away: u64,
    /// The first thousand files of archives that are gone or changed since they were last seen there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<StaleFile>>")]
    pub stale: Vec<StaleFile>,
    /// How many of those there are.
    #[serde(default, skip_serializing_if = "is_zero")]
    #[ts(optional, as = "Option<u64>")]
    pub stale_total: u64,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde hands out references
fn is_zero(n: &u64) -> bool {
    *n == 0
}

/// What pruning removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct PruneReport {
    pub rows: u64,
    /// Bytes of the catalogue before and after.
    pub before: u64,
    pub after: u64,
}

/// A file that could not be rebuilt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Unrestored {
    pub path: String,
    pub size: u64,
    /// `not_archived`, `copy_away`, `copy_damaged`, `name_taken`, `link`, `special` …
    pub code: String,
    pub message: Words,
}

/// A drive rebuilt from the archives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct RestoreReport {
    pub drive: String,
    pub job: String,
    pub to: String,
    /// The look at the drive whose state was rebuilt.
    pub scanned_ms: Option<i64>,
    pub restored: u64,
    pub bytes: u64,
    /// Files that stood there already with the same content.
    pub already_there: u64,
    pub not_restored: Vec<Unrestored>,
}
