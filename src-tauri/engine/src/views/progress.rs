//! What a running job says: lossless events and cumulative snapshots.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Problem;
use crate::model::{Equation, JobState, Phase};
use crate::text::Words;

/// Why a job stands still.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum PauseReason {
    User,
    Full,
    DriveMissing,
}

/// How to go on where a drive is missing or an archive is full; said by a person, carried out by the same run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export)]
pub enum WayOn {
    /// It is back, or there is room again.
    LookAgain,
    /// What a source still holds is left out of the job; the reason stays on record.
    WithoutSource { source: i64, reason: String },
    /// An archive leaves the job, and the others go on. What is in it stays there.
    WithoutArchive { destination: i64 },
}

/// Something that happened once. Numbered without gaps within one run of a job.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export)]
pub enum JobEvent {
    PhaseStarted {
        phase: Phase,
    },
    /// `summary` is one sentence for a notification.
    PhaseFinished {
        phase: Phase,
        summary: Words,
    },
    FileFailed {
        problem: Problem,
    },
    /// A destination or a source left the job for now.
    Attention {
        problem: Problem,
    },
    /// Something to know that needs nobody, e.g. what a file system cannot keep.
    Remark {
        text: Words,
    },
    StateChanged {
        state: JobState,
    },
    /// The run ended. `exit_code` as on the command line.
    Finished {
        state: JobState,
        verdict: Words,
        exit_code: i32,
    },
}

/// What a drive does at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum DriveWork {
    Waiting,
    Looking,
    Reading,
    Writing,
    ReadingBack,
    /// Nothing of it waits to be read; its last copies may still be on their way.
    AllRead,
    /// Nothing more is wanted of it: it may be unplugged.
    Finished,
    Missing,
    Full,
}

/// One line of the drive table.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct DriveLine {
    pub root: i64,
    pub name: String,
    pub destination: bool,
    pub work: DriveWork,
    pub files_done: u64,
    pub files_total: u64,
    pub bytes_done: u64,
    pub bytes_total: u64,
    /// Bytes per second over the last seconds.
    pub rate: u64,
    /// Free bytes, for destinations.
    pub free: u64,
}

/// A file that is being read now.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct CurrentFile {
    pub drive: String,
    pub path: String,
    pub bytes_done: u64,
    pub size: u64,
    /// It may repeat another one, and is read to find out before anything of it is written.
    pub compares: bool,
}

/// The whole state of a running job, cumulative; at most ten a second and 4 KB each.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct JobSnapshot {
    pub job: String,
    pub state: JobState,
    pub paused: Option<PauseReason>,
    /// Somebody has said how to go on; it is done as soon as the files in hand are finished.
    pub answered: bool,
    pub phase: Option<Phase>,
    pub phases_done: Vec<Phase>,
    /// Of the phase: bytes to read or look at, 0 if not known yet; of the copy what is written of what the plan calls new,
    /// in this run and earlier ones.
    pub bytes_done: u64,
    pub bytes_total: u64,
    pub files_done: u64,
    pub files_total: u64,
    /// Bytes per second over the last seconds.
    pub rate: u64,
    /// Seconds left for the whole job; `None` in the first ten seconds or if nothing can be said.
    pub eta_s: Option<u64>,
    /// Seconds since the last byte moved, if more than ten.
    pub stalled_s: Option<u64>,
    pub drives: Vec<DriveLine>,
    /// At most four.
    pub current: Vec<CurrentFile>,
    /// The worst destination's equation.
    pub equation: Equation,
    pub problems: u64,
    pub elapsed_s: u64,
    pub sleep_prevented: bool,
}
