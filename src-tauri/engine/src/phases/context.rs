//! What every phase is given: the job, its roots held open, its database, and whom to tell.

use std::collections::HashMap;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;

use super::own::Own;
use super::{RunRequest, Wishes};
use crate::cancel::Cancel;
use crate::error::{Error, Result};
use crate::fs::{DirId, Root};
use crate::model::{CopyStatus, Depth, Reason};
use crate::progress::{Events, Meter, RootMeter};
use crate::store::{Catalog, Database, Failure, JobRow, RootKind, RootRow, Writer, write};
use crate::text::Words;
use crate::volume::FsTraits;
use crate::words;

/// A root of the job as it is now.
pub struct LiveRoot {
    pub row: RootRow,
    /// `None`: the drive is not here, or is not wanted any more.
    pub handle: Mutex<Option<Arc<Root>>>,
    /// Its folder, also when it is held no more.
    pub dir: Option<DirId>,
    /// Why it is not.
    pub missing: Option<Error>,
    pub traits: FsTraits,
    pub rotational: bool,
    pub meter: Arc<RootMeter>,
    /// It was here at some time of this run.
    pub was_here: bool,
    /// A person wants the run to end without it.
    pub given_up: bool,
}

impl LiveRoot {
    /// The name for people.
    #[must_use]
    pub fn name(&self) -> String {
        crate::model::display_bytes(&self.row.name)
    }

    /// The open folder, if it is held.
    #[must_use]
    pub fn held(&self) -> Option<Arc<Root>> {
        self.handle.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Whether it is held open.
    #[must_use]
    pub fn is_here(&self) -> bool {
        self.held().is_some()
    }

    /// Holds it no more: a drive can be ejected when nobody does.
    pub fn let_go(&self) {
        self.handle.lock().unwrap_or_else(PoisonError::into_inner).take();
    }

    /// The open folder, or why there is none.
    pub fn handle(&self) -> Result<Arc<Root>> {
        self.held().ok_or_else(|| {
            self.missing.clone().unwrap_or_else(|| {
                Error::blocked("drive_missing", words!("{name} is not connected", name = Text(self.name())))
            })
        })
    }
}

/// Everything that a phase works with.
pub struct PhaseContext {
    pub job: JobRow,
    pub job_id: String,
    pub scan: i64,
    pub db: Database,
    pub writer: Arc<Writer>,
    pub wishes: Arc<Wishes>,
    pub catalog: Mutex<Catalog>,
    pub roots: Vec<LiveRoot>,
    pub meter: Arc<Meter>,
    pub events: Events,
    pub cancel: Arc<Cancel>,
    pub request: RunRequest,
    /// Our own folders and files, wherever they lie.
    pub own: Own,
    /// Files of archives that a verification found to be other than recorded.
    pub differing: std::sync::atomic::AtomicU64,
    /// Whether the plan met a file that was not settled yet.
    pub had_work: std::sync::atomic::AtomicBool,
}

impl PhaseContext {
    /// The roots of a kind that are here.
    pub fn live(&self, kind: RootKind) -> impl Iterator<Item = &LiveRoot> {
        self.of_kind(kind).filter(|r| r.is_here())
    }

    /// The roots of a kind.
    pub fn of_kind(&self, kind: RootKind) -> impl Iterator<Item = &LiveRoot> {
        self.roots.iter().filter(move |r| r.row.kind == kind)
    }

    /// Roots by id.
    #[must_use]
    pub fn by_id(&self) -> HashMap<i64, &LiveRoot> {
        self.roots.iter().map(|r| (r.row.id, r)).collect()
    }

    /// A read-only connection for questions that go through all rows.
    pub fn scanner(&self) -> Result<Connection> {
        self.db.scanner()
    }

    /// A read-only connection of one's own.
    pub fn reader(&self) -> Result<Connection> {
        self.db.reader()
    }

    /// How thoroughly copies are looked at.
    #[must_use]
    pub fn depth(&self) -> Depth {
        self.request.verify.unwrap_or(self.job.config.verify)
    }

    /// How many threads read at once from a drive.
    #[must_use]
    pub fn threads(&self, rotational: bool) -> usize {
        match (self.job.config.threads, rotational) {
            (0, true) => 1,
            (0, false) => (std::thread::available_parallelism().map_or(2, usize::from) * 2).clamp(4, 8),
            (n, _) => n.clamp(1, 64) as usize,
        }
    }

    /// Records that a file failed, for one destination or for all that wait for it.
    pub fn fail(
        &self,
        file: i64,
        destinations: &[i64],
        size: u64,
        error: &Error,
        attempts: u32,
    ) -> Result<()> {
        self.meter.problems.fetch_add(1, Relaxed);
        self.events.file_failed(error);
        for destination in destinations {
            self.meter.settled(*destination, CopyStatus::Error, Reason::New, size);
            let failure = Failure {
                file,
                destination: Some(*destination),
                code: error.code,
                message: error.message.kept(),
                attempts,
            };
            self.writer.later(move |db| write::fail(db, &failure))?;
        }
        Ok(())
    }

    /// Recounts every destination's equation from the rows and checks that it holds.
    pub fn check_equation(&self) -> Result<()> {
        self.writer.flush()?;
        let db = self.scanner()?;
        let found = crate::store::read::found(&db)?;
        for destination in self.of_kind(RootKind::Destination) {
            let equation = crate::store::read::equation(&db, destination.row.id)?;
            self.meter.set_equation(destination.row.id, equation);
            if !equation.holds() || equation.found != found {
                return Err(Error::blocked(
                    "equation_broken",
                    words!("the numbers do not add up: {files} found, {n2} accounted for", files = Files(found.files), n2 = Plain(equation.sum().files)),
                )
                .hint("this is a fault of the program; nothing more is done. Please report it with the job's log"));
            }
        }
        Ok(())
    }
}

/// What a phase has to say at its end.
#[derive(Debug, Clone, Default)]
pub struct PhaseReport {
    /// One sentence.
    pub summary: Words,
}
