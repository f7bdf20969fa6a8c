//! Drives: those plugged in, and those ever seen.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::text::Words;

/// A mounted volume that a person would call a drive.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct DriveView {
    /// Identity of the volume.
    pub volume: String,
    pub weak: bool,
    /// The name a person gave, else the label, else the last part of the mount point.
    pub name: String,
    pub mount_point: String,
    pub file_system: String,
    pub capacity: u64,
    pub free: u64,
    pub removable: bool,
    pub rotational: bool,
    pub read_only: bool,
    /// Carries our marker: it is or holds an archive.
    pub archive: bool,
    pub last_scan_ms: Option<i64>,
}

/// The answer to "is it safe to wipe?".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum SafeToWipe {
    /// Files would be lost.
    NotYet,
    /// Not proven at the moment.
    CheckFirst,
    Safe,
    NeverScanned,
}

/// The certificate of one source: the answer, with every fact it rests on.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct DriveVerdict {
    pub source: i64,
    pub name: String,
    pub path: String,
    pub verdict: SafeToWipe,
    /// One line: the headline's reason.
    pub why: Words,
    pub files: u64,
    pub bytes: u64,
    /// Files with a copy or twin in every destination of the job.
    pub in_archive: u64,
    /// Of these, read back from the device.
    pub read_back: u64,
    pub left_out: u64,
    pub left_out_bytes: u64,
    pub failed: u64,
    pub to_do: u64,
    /// Bytes of the drive in use, and those that were looked at.
    pub used: u64,
    pub looked_at: u64,
    pub scanned_ms: Option<i64>,
    pub verified_ms: Option<i64>,
    /// The drive is not connected: this is what is known of it, and a look confirms it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub away: bool,
    /// Each exception in one sentence.
    pub exceptions: Vec<Words>,
    /// What else the answer rests on, each in one sentence: where the copies are, what was read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<Words>>")]
    pub notes: Vec<Words>,
}

/// A drive of the catalogue, plugged in or not.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct KnownDrive {
    pub volume: String,
    /// Below the volume's root, in text form; empty for the whole volume. With `volume` it tells drives apart.
    pub path: String,
    pub weak: bool,
    pub name: String,
    pub connected: bool,
    /// It is an archive or lies in one, connected or not: what a job copied elsewhere from it is a second copy, and it is
    /// not to be wiped.
    pub archive: bool,
    pub mount_point: Option<String>,
    pub file_system: String,
    pub capacity: u64,
    pub last_scan_ms: Option<i64>,
    pub files: u64,
    pub bytes: u64,
    pub verdict: SafeToWipe,
    pub why: Words,
    /// The job in which it was last a source.
    pub job: Option<String>,
}
