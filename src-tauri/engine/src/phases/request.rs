//! What a run is asked to do.

use crate::model::{Depth, Phase, Table};
use crate::text::{ENGLISH, Tongue};

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
    /// Hash every file of these lists that has no checksum that is still true (`checksum --table`, `pool check --all`).
    pub tables: Vec<Table>,
    /// Somebody is there to answer: where a drive went away or an archive is full, the run waits for word.
    pub attended: bool,
    /// The language of the reports for people.
    pub tongue: &'static Tongue,
}

impl RunRequest {
    /// Everything that is due up to and with this phase.
    #[must_use]
    pub fn until(phase: Phase) -> Self {
        Self {
            until: phase,
            only: false,
            verify: None,
            reverify: false,
            new_destination: false,
            tables: Vec::new(),
            attended: false,
            tongue: &ENGLISH,
        }
    }
}
