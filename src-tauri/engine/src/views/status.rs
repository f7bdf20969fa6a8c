//! Counts of every state, nothing invisible: of files, and of what verifications found.

use serde::Serialize;
use ts_rs::TS;

use crate::model::{CopyStatus, Depth, Method, Outcome, Reason};

/// Files of one destination that stand at the same point for the same reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct StateCount {
    pub destination: i64,
    pub name: String,
    pub status: CopyStatus,
    pub reason: Reason,
    /// Not on the drive any more at the last look; outside the equation.
    pub vanished: bool,
    pub files: u64,
    pub bytes: u64,
}

/// A folder of a job, as a list of them shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RootPlace {
    /// Where it is now; where it was last if its drive is not connected.
    pub path: String,
    pub name: String,
    pub connected: bool,
}

/// Settled files of one destination whose copy or twin has the same verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct VerifiedCount {
    pub destination: i64,
    pub name: String,
    /// `None`: not verified yet.
    pub outcome: Option<Outcome>,
    pub method: Option<Method>,
    pub files: u64,
    pub bytes: u64,
    /// The oldest of these verifications.
    pub since_ms: Option<i64>,
}

/// One verification, also an old or an interrupted one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct VerificationRun {
    pub depth: Depth,
    pub started_ms: i64,
    /// `None`: it broke off, and the next one of this depth goes on with it.
    pub finished_ms: Option<i64>,
    pub ok: u64,
    pub bad: u64,
}

/// What is verified of a job, how and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct VerificationView {
    pub counts: Vec<VerifiedCount>,
    /// The newest first.
    pub runs: Vec<VerificationRun>,
}

/// A folder that counts as archived, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ArchiveView {
    pub name: String,
    pub path: String,
    pub connected: bool,
    /// A destination of the job, rather than another folder that counts as archived.
    pub destination: bool,
    pub files: u64,
    pub bytes: u64,
    /// Files whose content is known; the others are read when a decision depends on them.
    pub known: u64,
    /// Files that failed their last verification and justify nothing.
    pub bad: u64,
}
