//! Jobs as lists and screens show them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::DriveVerdict;
use crate::model::{Algorithm, Depth, Equation, JobState, Phase};
use crate::text::Words;

/// Whether `.DS_Store`, `Thumbs.db` and `desktop.ini` are copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum Junk {
    #[default]
    Keep,
    LeaveOut,
}

/// Whether files whose content was met before are copied again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum RepeatPolicy {
    #[default]
    LeaveOut,
    Keep,
}

/// What becomes of a file whose name is taken by other content in the archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum ClashPolicy {
    /// It is put beside the other one, with its checksum in its name.
    #[default]
    KeepBoth,
    /// It is left out and named in the reports.
    Skip,
}

/// The folders that are whole if a job does not say otherwise.
const USUAL_BUNDLES: [&str; 15] = [
    "*.photoslibrary",
    "*.aplibrary",
    "*.lrlibrary",
    "*.lrdata",
    "*.fcpbundle",
    "*.imovielibrary",
    "*.app",
    "*.sparsebundle",
    "VIDEO_TS",
    "BDMV",
    "PRIVATE/AVCHD",
    "XDROOT",
    "CONTENTS/CLIP",
    "*.RDC",
    "Backups.backupdb",
];

/// What a job is asked to do: the wizard's state, the options of `run` and the keys of `config.yaml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(export)]
pub struct JobConfig {
    /// The job's name as shown; the folder's name if empty.
    pub name: String,
    /// Folders or drives to bring in, absolute paths in text form.
    pub sources: Vec<String>,
    /// The archives to copy to.
    pub destinations: Vec<String>,
    /// Other folders that count as archived already.
    pub pools: Vec<String>,
    pub verify: Depth,
    /// `drive` (each drive in a folder of its name), `merge` (one tree) or a template such as `{drive}/{path}`.
    pub layout: String,
    /// Globs of what is left out; the path is relative to the source.
    pub exclude: Vec<String>,
    /// Globs of what alone is taken; empty for everything.
    pub include: Vec<String>,
    pub junk: Junk,
    pub repeats: RepeatPolicy,
    pub clashes: ClashPolicy,
    /// Names of folders that are copied or left out as a whole, such as photo libraries; what is usual if absent.
    #[ts(as = "Option<Vec<String>>", optional)]
    pub bundles: Vec<String>,
    /// Further checksums of each copy, in lists of their own on the archive; BLAKE3 is always there.
    pub checksums: Vec<Algorithm>,
    /// Hash every collision before the plan is shown.
    pub exact_plan: bool,
    /// Copy what fits although the archive has too little space for all.
    pub fill: bool,
    /// Number of reading threads; 0 for automatic.
    pub threads: u32,
}

impl Default for JobConfig {
    fn default() -> Self {
        Self {
            name: String::new(),
            sources: Vec::new(),
            destinations: Vec::new(),
            pools: Vec::new(),
            verify: Depth::Deep,
            layout: "drive".into(),
            exclude: Vec::new(),
            include: Vec::new(),
            junk: Junk::Keep,
            repeats: RepeatPolicy::LeaveOut,
            clashes: ClashPolicy::KeepBoth,
            bundles: USUAL_BUNDLES.map(str::to_owned).to_vec(),
            checksums: Vec::new(),
            exact_plan: false,
            fill: false,
            threads: 0,
        }
    }
}

/// One job in a list.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct JobCard {
    /// The name of the job's folder: how commands refer to it.
    pub id: String,
    pub name: String,
    pub state: JobState,
    /// The phase it is in or stopped in.
    pub phase: Option<Phase>,
    pub created_ms: i64,
    pub updated_ms: i64,
    /// The worst destination's equation; all zero before the first scan.
    pub equation: Equation,
    /// Sources with what waits on each.
    pub drives: Vec<SourceView>,
    /// Why it could not be opened (damaged, newer version), in words.
    pub trouble: Option<Words>,
}

/// A source of a job.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct SourceView {
    pub id: i64,
    /// Its folder name in the archive.
    pub name: String,
    pub path: String,
    /// The volume's identity.
    pub volume: String,
    /// The identity may be shared by another volume.
    pub weak: bool,
    /// Whether it can be read now.
    pub connected: bool,
    pub files: u64,
    pub bytes: u64,
    /// Files of it that wait, in the worst destination.
    pub to_do: u64,
    /// Bytes of the file system in use now; 0 if not connected.
    pub used: u64,
    pub capacity: u64,
    pub file_system: String,
    /// When the last complete scan ended.
    pub scanned_ms: Option<i64>,
}

/// A destination of a job.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct DestinationView {
    pub id: i64,
    pub name: String,
    pub path: String,
    pub volume: String,
    pub connected: bool,
    pub free: u64,
    pub capacity: u64,
    pub file_system: String,
    /// Bytes that the plan needs at most, with file system overhead.
    pub needed: u64,
    /// Bytes missing for all that is certain to be copied; 0 if it fits.
    pub missing: u64,
    /// Files and folders that its file system has no room for (inodes), of those that are certain; 0 if it fits or does
    /// not limit them.
    pub missing_files: u64,
    pub equation: Equation,
    /// What the file system cannot keep, each in one sentence.
    pub limits: Vec<Words>,
}

/// One job, opened.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct JobView {
    pub id: String,
    pub name: String,
    /// The job's folder.
    pub folder: String,
    pub state: JobState,
    pub phase: Option<Phase>,
    pub config: JobConfig,
    pub sources: Vec<SourceView>,
    pub destinations: Vec<DestinationView>,
    /// The worst destination's equation: the headline.
    pub equation: Equation,
    /// Bytes that are not copied again, in the headline destination.
    pub saved: u64,
    /// Seconds for the copy and its read-back, reckoned from how fast the drives and the archives were when they were
    /// last at work, or when they were tried; `None` if that is not known of each drive.
    pub estimate_s: Option<u64>,
    /// Nothing is known of an archive yet: that is the time of reading the drives, so it takes no less.
    pub estimate_is_least: bool,
    /// Estimated seconds to read what only content can settle, before the plan instead of in the copy; `None` if there is
    /// no such file, or where it is not known of each drive in question how fast it is.
    pub exact_s: Option<u64>,
    pub planned_ms: Option<i64>,
}

/// What is shown when a job ended.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct ResultsView {
    pub job: JobView,
    /// One sentence: the verdict.
    pub verdict: Words,
    /// Its evidence: method, device, time.
    pub evidence: Words,
    /// Every file is settled and each copy and twin was verified as the job asked.
    pub clean: bool,
    /// Files whose copy or twin failed verification.
    pub verify_failed: u64,
    /// Files copied that were read only at the second or third try.
    pub recovered: u64,
    pub certificates: Vec<DriveVerdict>,
    /// Paths of the reports and of the log.
    pub reports: Vec<String>,
    /// `(kind, equation)` rows by file type: raw, jpeg, video, sound, other.
    pub by_type: Vec<(String, Equation)>,
    /// The same by year of last change.
    pub by_year: Vec<(String, Equation)>,
    pub finished_ms: Option<i64>,
}
