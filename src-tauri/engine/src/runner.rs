//! Starts a job's phases on a thread of their own and hands out the handle that steers them.

use std::path::Path;
use std::sync::Arc;

use crate::error::{Error, Result};
use crate::model::{Depth, JobState, Phase};
use crate::progress::Observer;
use crate::views::{JobSnapshot, Problem};

/// What to run.
#[derive(Debug, Clone)]
pub struct RunRequest {
    /// The last phase to run; earlier ones run if they are due.
    pub until: Phase,
    /// Run only this phase (`ingather copy`); fails with words if an earlier one is due.
    pub only: bool,
    /// Verification depth in place of the job's own.
    pub verify: Option<Depth>,
    /// Verify everything again, also what an interrupted verification has done (`--reverify`).
    pub reverify: bool,
    /// The destination at this path has lost its marker on purpose (`--new-destination`).
    pub new_destination: bool,
}

impl RunRequest {
    /// Everything that is due up to and with this phase.
    #[must_use]
    pub fn until(phase: Phase) -> Self {
        Self { until: phase, only: false, verify: None, reverify: false, new_destination: false }
    }
}

/// How a run ended.
#[derive(Debug, Clone)]
pub struct RunReport {
    pub state: JobState,
    /// 0, 1, 3, 4 or 130 as on the command line.
    pub exit_code: i32,
    /// One sentence.
    pub verdict: String,
    /// What ended or limited the run, if anything did.
    pub problem: Option<Problem>,
    /// Content bytes read from sources in this run.
    pub bytes_read: u64,
    /// Content bytes written to destinations in this run.
    pub bytes_written: u64,
    /// Reports and log, absolute paths in text form.
    pub files: Vec<String>,
}

/// Steers a running job.
pub struct JobHandle {}

impl JobHandle {
    /// Stops moving bytes within two seconds; a second call changes nothing.
    pub fn pause(&self) {}
    /// Goes on after `pause`.
    pub fn go_on(&self) {}
    /// Stops safely within five seconds: finished files stay, the rest can be resumed.
    pub fn stop(&self) {}
    /// The state as of now.
    #[must_use]
    pub fn snapshot(&self) -> Option<JobSnapshot> {
        None
    }
    /// Whether the run has ended.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        true
    }
    /// Waits for the end.
    pub fn join(self) -> Result<RunReport> {
        Err(Error::usage("unfinished", "unfinished"))
    }
}

/// Takes the job's lock and starts. Errors that keep it from starting come back here; later ones end the run.
pub fn start(
    _folder: &Path,
    _catalog: &Path,
    _request: RunRequest,
    _observer: Arc<dyn Observer>,
) -> Result<JobHandle> {
    Err(Error::usage("unfinished", "unfinished"))
}
