//! Starts a job's phases on a thread of their own and hands out the handle that steers them.

mod answers;
mod costs;
mod open;
mod order;

use std::path::Path;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use crate::cancel::Cancel;
use crate::databases::settled;
use crate::error::{Error, Kind, Result};
use crate::job::{Job, JobLock};
use crate::model::{JobState, Phase};
pub use crate::phases::RunRequest;
use crate::phases::{PhaseContext, Wishes, guarded, summary};
use crate::progress::{Known, Meter, Observer, Reading, Ticker};
use crate::store::{drain_outbox, read, write};
use crate::text::{Words, of_system};
use crate::views::{JobEvent, JobSnapshot, Problem, WayOn};
use crate::words;

/// How a run ended.
#[derive(Debug, Clone, serde::Serialize)]
pub struct RunReport {
    pub state: JobState,
    /// 0, 1, 3, 4 or 130 as on the command line.
    pub exit_code: i32,
    /// One sentence.
    pub verdict: Words,
    /// What ended or limited the run, if anything did.
    pub problem: Option<Problem>,
    /// Content bytes read from sources in this run.
    pub bytes_read: u64,
    /// Content bytes read from sources only to see how fast they are.
    pub bytes_tried: u64,
    /// Content bytes read from archives in this run.
    pub archive_bytes_read: u64,
    /// Content bytes written to destinations in this run.
    pub bytes_written: u64,
    /// Reports and log, absolute paths in text form.
    pub files: Vec<String>,
}

/// Steers a running job.
pub struct JobHandle {
    cancel: Arc<Cancel>,
    meter: Arc<Meter>,
    state: Arc<Mutex<JobState>>,
    wishes: Arc<Wishes>,
    known: Known,
    thread: JoinHandle<Result<RunReport>>,
}

impl JobHandle {
    /// Stops moving bytes within two seconds; a second call changes nothing.
    pub fn pause(&self) {
        tracing::info!("Paused.");
        self.cancel.set_paused(true);
    }

    /// Goes on after `pause`. A run that waits for a drive or for room looks whether it is there again.
    pub fn go_on(&self) {
        tracing::info!("Going on.");
        self.cancel.set_paused(false);
        if self.meter.waits_for_word() {
            // Too late only if the run has just ended.
            let _ = self.wishes.answer(WayOn::LookAgain);
        }
    }

    /// Says how to go on where a drive is missing or an archive is full: within this run, as soon as the files in hand
    /// are finished. Refuses when the run is past its copy.
    pub fn answer(&self, answer: WayOn) -> Result<()> {
        self.wishes.answer(answer)
    }

    /// Stops safely within five seconds: finished files stay, the rest can be resumed.
    pub fn stop(&self) {
        tracing::info!("Asked to stop.");
        self.cancel.stop();
    }

    /// Files that failed wait again and are copied before the run ends. Returns their number; refuses when it is too late.
    pub fn retry(&self, files: Vec<i64>) -> Result<u64> {
        self.wishes.retry(files)
    }

    /// The state as of now.
    #[must_use]
    pub fn snapshot(&self) -> Option<JobSnapshot> {
        let state = self.state.lock().map_or(JobState::Running, |s| *s);
        Some(self.meter.snapshot(state, &self.cancel))
    }

    /// What the time left is reckoned from, as of now; `None` outside copy and verification.
    #[must_use]
    pub fn reading(&self) -> Option<Reading> {
        self.meter.reading(self.cancel.is_paused())
    }

    /// What it knew beforehand of what its drives cost.
    #[must_use]
    pub fn known(&self) -> &Known {
        &self.known
    }

    /// Whether it stands still until somebody says how to go on.
    #[must_use]
    pub fn waits_for_word(&self) -> bool {
        self.meter.waits_for_word()
    }

    /// Says in the snapshots that the computer is kept awake.
    pub fn set_sleep_prevented(&self, prevented: bool) {
        self.meter.sleep_prevented.store(prevented, Relaxed);
    }

    /// Whether the run has ended.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.thread.is_finished()
    }

    /// Waits for the end.
    pub fn join(self) -> Result<RunReport> {
        self.thread
            .join()
            .unwrap_or_else(|_| Err(Error::blocked("panic", "the run broke down; the job's log says where")))
    }
}

/// Takes the job's lock and starts. Errors that keep it from starting come back here; later ones end the run.
pub fn start(
    folder: &Path,
    catalog: &Path,
    request: RunRequest,
    observer: Arc<dyn Observer>,
) -> Result<JobHandle> {
    let job = Job::open(folder, catalog)?;
    let lock = JobLock::take(folder)?;
    let cancel = Arc::new(Cancel::default());
    let meter = Arc::new(Meter::new(job.id()));
    let state = Arc::new(Mutex::new(JobState::Running));
    let ctx = open::context(&job, catalog, request, observer, (Arc::clone(&cancel), Arc::clone(&meter)))?;
    let wishes = Arc::clone(&ctx.wishes);
    let known = costs::load(&ctx);
    meter.know_costs(&known);
    let run = Run { ctx, job, _lock: lock, state: Arc::clone(&state) };
    let thread = std::thread::Builder::new()
        .name("job".into())
        .spawn(move || run.execute().map_err(settled))
        .map_err(|e| {
            Error::blocked("no_thread", words!("no thread could be started: {e}", e = Words(of_system(&e))))
        })?;
    Ok(JobHandle { cancel, meter, state, wishes, known, thread })
}

struct Run {
    ctx: PhaseContext,
    job: Job,
    _lock: JobLock,
    state: Arc<Mutex<JobState>>,
}

impl Run {
    fn execute(mut self) -> Result<RunReport> {
        let ticker = self.start_snapshots();
        let report = self.carry_out();
        drop(ticker);
        report
    }

    fn carry_out(&mut self) -> Result<RunReport> {
        self.set_state(JobState::Running)?;
        let ended = guarded(|| order::run(&mut self.ctx, &self.job));
        self.ctx.wishes.close();
        match ended {
            // Nothing that its rows say can be trusted.
            Err(error) if error.code == "database_damaged" => Err(error),
            ended => self.conclude(ended),
        }
    }

    /// Also for nobody the counters are looked at, so that the next run knows what the drives cost.
    fn start_snapshots(&self) -> Ticker {
        let (meter, cancel) = (Arc::clone(&self.ctx.meter), Arc::clone(&self.ctx.cancel));
        let (state, observer) = (Arc::clone(&self.state), Arc::clone(self.ctx.events.observer()));
        Ticker::start(move || {
            if observer.is_there() {
                let state = state.lock().map_or(JobState::Running, |s| *s);
                observer.snapshot(&meter.snapshot(state, &cancel));
            } else {
                meter.time_left(cancel.is_paused());
            }
        })
    }

    fn set_state(&self, state: JobState) -> Result<()> {
        if let Ok(mut now) = self.state.lock() {
            *now = state;
        }
        self.ctx.writer.now(move |db| write::set_state(db, state, None))?;
        self.ctx.events.tell(&JobEvent::StateChanged { state });
        Ok(())
    }

    /// Whatever happened, the rows are counted, the catalogue learns, and the reports are written.
    fn conclude(&self, ended: Result<Option<Error>>) -> Result<RunReport> {
        let problem = match ended {
            Ok(limit) => limit,
            Err(error) => Some(error),
        };
        if let Some(error) = problem.as_ref().filter(|error| error.kind != Kind::Stopped) {
            tracing::error!(code = error.code, "{}", error.to_problem().told());
        }
        // A look that was stopped is a look as far as it came.
        self.ctx.writer.now(write::follow_scans)?;
        let state = self.end_state(problem.as_ref())?;
        self.set_state(state)?;
        self.ctx.events.tell(&JobEvent::PhaseStarted { phase: Phase::Summary });
        self.teach_catalog();
        let files = summary::write_reports(&self.ctx, &self.job)?;
        self.keep_costs(problem.is_none());
        let summary = words!("{files} written", files = Files(files.len() as u64));
        self.ctx.events.tell(&JobEvent::PhaseFinished { phase: Phase::Summary, summary });
        let report = self.report(state, problem, files)?;
        self.ctx.events.tell(&JobEvent::Finished {
            state,
            verdict: report.verdict.clone(),
            exit_code: report.exit_code,
        });
        Ok(report)
    }

    fn end_state(&self, problem: Option<&Error>) -> Result<JobState> {
        self.ctx.check_equation()?;
        let worst = self.ctx.meter.worst();
        let wrong = read::verify_failed(&self.ctx.scanner()?)?;
        Ok(match problem {
            Some(error) if error.code == "equation_broken" || error.code == "panic" => JobState::Failed,
            // Nothing is left to do; what could not be looked at leaves the job as it was.
            Some(error) if error.code == "drive_missing" && self.was_complete(worst.to_do.files) => {
                self.ctx.job.state
            }
            // Wrong use has begun nothing.
            Some(error) if error.kind == Kind::Usage => self.ctx.job.state,
            Some(_) => JobState::Interrupted,
            None if self.ctx.request.until < Phase::Copy && !self.was_complete(worst.to_do.files) => {
                JobState::Ready
            }
            // A look at the archive says nothing of whether the job was begun.
            None if worst.to_do.files > 0 && self.is_verification() => self.ctx.job.state,
            None if worst.to_do.files > 0 => JobState::Interrupted,
            None if worst.failed.files > 0 || wrong > 0 => JobState::CompletedWithErrors,
            None => JobState::Completed,
        })
    }

    fn is_verification(&self) -> bool {
        self.ctx.request.only && self.ctx.request.until == Phase::Verify
    }

    /// Files of archives that are not what others recorded of them.
    fn differing(&self) -> u64 {
        self.ctx.differing.load(Relaxed)
    }

    /// A job that was finished stays so if a new plan finds nothing to do.
    fn was_complete(&self, to_do: u64) -> bool {
        to_do == 0 && matches!(self.ctx.job.state, JobState::Completed | JobState::CompletedWithErrors)
    }

    /// The job alone decides what is done: what the catalogue fails to learn may cost a read, never a decision.
    fn teach_catalog(&self) {
        let taught = self.ctx.writer.flush().and_then(|()| self.ctx.scanner()).and_then(|db| {
            let mut catalog = self
                .ctx
                .catalog
                .lock()
                .map_err(|_| Error::blocked("panic", "the catalogue is not usable"))?;
            drain_outbox(&db, &self.ctx.writer, &mut catalog)?;
            summary::tell_catalog(&self.ctx, &self.job, &db, &catalog)
        });
        if let Err(error) = taught {
            tracing::warn!(code = error.code, "The catalogue was not brought up to date: {}.", error.message);
        }
    }

    /// What later runs say of the time left is all that rests on it.
    fn keep_costs(&self, whole: bool) {
        if let Err(error) = costs::keep(&self.ctx, whole) {
            tracing::warn!(code = error.code, "How fast the drives were was not kept: {}.", error.message);
        }
    }

    fn report(&self, state: JobState, problem: Option<Error>, files: Vec<String>) -> Result<RunReport> {
        let worst = self.ctx.meter.worst();
        let wrong = read::verify_failed(&self.ctx.scanner()?)?;
        let exit_code = match &problem {
            Some(error) if error.kind == Kind::File => 3,
            Some(error) => error.exit_code(),
            None if worst.failed.files > 0 || wrong > 0 => 1,
            None if self.is_verification() && (worst.to_do.files > 0 || self.differing() > 0) => 1,
            None if worst.to_do.files > 0
                && self.ctx.request.until >= Phase::Copy
                && !self.ctx.request.only =>
            {
                3
            }
            None => 0,
        };
        let meter = &self.ctx.meter;
        Ok(RunReport {
            state,
            exit_code,
            verdict: summary::verdict(&self.ctx, state, problem.as_ref(), wrong),
            problem: problem.map(|e| e.to_problem()),
            bytes_read: meter.source_read.load(Relaxed),
            bytes_tried: meter.tried.load(Relaxed),
            archive_bytes_read: meter.archive_read.load(Relaxed),
            bytes_written: meter.written.load(Relaxed),
            files,
        })
    }
}
