//! Counts what a running job does. Workers add to atomics; one thread turns them into snapshots.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::rate::Rate;
use crate::cancel::Cancel;
use crate::model::{CopyStatus, Equation, JobState, Phase, Reason, Tally, Term};
use crate::views::{CurrentFile, DriveLine, DriveWork, JobSnapshot, PauseReason};

const SILENT_AT_FIRST: Duration = Duration::from_secs(10);

/// What one root contributes.
pub struct RootMeter {
    pub root: i64,
    pub name: String,
    pub destination: bool,
    work: AtomicU8,
    pub files_done: AtomicU64,
    pub files_total: AtomicU64,
    pub bytes_done: AtomicU64,
    pub bytes_total: AtomicU64,
    pub free: AtomicU64,
    rate: Mutex<Rate>,
}

/// Counters of one run.
pub struct Meter {
    job: String,
    started: Instant,
    phase: Mutex<PhaseMeter>,
    pub files_done: AtomicU64,
    pub files_total: AtomicU64,
    pub bytes_done: AtomicU64,
    pub bytes_total: AtomicU64,
    /// Content bytes read from sources.
    pub source_read: AtomicU64,
    /// Content bytes read from archives.
    pub archive_read: AtomicU64,
    /// Content bytes written to destinations.
    pub written: AtomicU64,
    pub problems: AtomicU64,
    pub sleep_prevented: std::sync::atomic::AtomicBool,
    roots: Mutex<Vec<Arc<RootMeter>>>,
    current: Mutex<BTreeMap<u64, CurrentFile>>,
    next_current: AtomicU64,
    equations: Mutex<BTreeMap<i64, Equation>>,
}

struct PhaseMeter {
    now: Option<Phase>,
    done: Vec<Phase>,
    started: Instant,
    rate: Rate,
}

impl RootMeter {
    fn new(root: i64, name: String, destination: bool) -> Self {
        Self {
            root,
            name,
            destination,
            work: AtomicU8::new(0),
            files_done: AtomicU64::new(0),
            files_total: AtomicU64::new(0),
            bytes_done: AtomicU64::new(0),
            bytes_total: AtomicU64::new(0),
            free: AtomicU64::new(0),
            rate: Mutex::default(),
        }
    }

    /// Says what the drive does.
    pub fn set_work(&self, work: DriveWork) {
        self.work.store(WORKS.iter().position(|w| *w == work).unwrap_or(0) as u8, Relaxed);
    }

    /// What the drive does.
    #[must_use]
    pub fn work(&self) -> DriveWork {
        WORKS[usize::from(self.work.load(Relaxed)).min(WORKS.len() - 1)]
    }

    /// Begins to count anew, for another phase.
    pub fn begin(&self, work: DriveWork, total: Tally) {
        self.files_done.store(0, Relaxed);
        self.bytes_done.store(0, Relaxed);
        self.files_total.store(total.files, Relaxed);
        self.bytes_total.store(total.bytes, Relaxed);
        self.set_work(work);
    }

    /// Counts bytes moved.
    pub fn moved(&self, bytes: u64) {
        self.bytes_done.fetch_add(bytes, Relaxed);
    }

    fn line(&self) -> DriveLine {
        let bytes_done = self.bytes_done.load(Relaxed);
        DriveLine {
            root: self.root,
            name: self.name.clone(),
            destination: self.destination,
            work: self.work(),
            files_done: self.files_done.load(Relaxed),
            files_total: self.files_total.load(Relaxed),
            bytes_done,
            bytes_total: self.bytes_total.load(Relaxed).max(bytes_done),
            rate: self.rate.lock().map_or(0, |mut r| r.per_second(bytes_done)),
            free: self.free.load(Relaxed),
        }
    }
}

const WORKS: [DriveWork; 8] = [
    DriveWork::Waiting,
    DriveWork::Looking,
    DriveWork::Reading,
    DriveWork::Writing,
    DriveWork::ReadingBack,
    DriveWork::Finished,
    DriveWork::Missing,
    DriveWork::Full,
];

impl Meter {
    /// Counters for a job.
    #[must_use]
    pub fn new(job: String) -> Self {
        let now = Instant::now();
        Self {
            job,
            started: now,
            phase: Mutex::new(PhaseMeter {
                now: None,
                done: Vec::new(),
                started: now,
                rate: Rate::default(),
            }),
            files_done: AtomicU64::new(0),
            files_total: AtomicU64::new(0),
            bytes_done: AtomicU64::new(0),
            bytes_total: AtomicU64::new(0),
            source_read: AtomicU64::new(0),
            archive_read: AtomicU64::new(0),
            written: AtomicU64::new(0),
            problems: AtomicU64::new(0),
            sleep_prevented: std::sync::atomic::AtomicBool::new(false),
            roots: Mutex::default(),
            current: Mutex::default(),
            next_current: AtomicU64::new(0),
            equations: Mutex::default(),
        }
    }

    /// Adds a line for a root.
    pub fn add_root(&self, root: i64, name: String, destination: bool) -> Arc<RootMeter> {
        let meter = Arc::new(RootMeter::new(root, name, destination));
        if let Ok(mut roots) = self.roots.lock() {
            roots.push(Arc::clone(&meter));
        }
        meter
    }

    /// Begins a phase with what it has to do, as far as that is known.
    pub fn begin(&self, phase: Phase, total: Tally) {
        self.files_done.store(0, Relaxed);
        self.bytes_done.store(0, Relaxed);
        self.set_total(total);
        if let Ok(mut meter) = self.phase.lock() {
            meter.now = Some(phase);
            meter.started = Instant::now();
            meter.rate = Rate::default();
        }
    }

    /// Says how much there is to do.
    pub fn set_total(&self, total: Tally) {
        self.files_total.store(total.files, Relaxed);
        self.bytes_total.store(total.bytes, Relaxed);
    }

    /// Ends a phase.
    pub fn end(&self, phase: Phase) {
        if let Ok(mut meter) = self.phase.lock() {
            meter.now = None;
            meter.done.push(phase);
        }
    }

    /// The phase that runs.
    #[must_use]
    pub fn phase(&self) -> Option<Phase> {
        self.phase.lock().ok().and_then(|p| p.now)
    }

    /// Counts a settled file.
    pub fn file_done(&self) {
        self.files_done.fetch_add(1, Relaxed);
    }

    /// Counts bytes of progress.
    pub fn moved(&self, bytes: u64) {
        self.bytes_done.fetch_add(bytes, Relaxed);
    }

    /// Shows a file as being read, until [`Meter::hide`].
    pub fn show(&self, drive: &str, path: String, size: u64) -> u64 {
        let key = self.next_current.fetch_add(1, Relaxed);
        if let Ok(mut current) = self.current.lock() {
            current.insert(key, CurrentFile { drive: drive.to_owned(), path, bytes_done: 0, size });
        }
        key
    }

    /// Says how far a shown file is.
    pub fn advance(&self, key: u64, bytes: u64) {
        if let Ok(mut current) = self.current.lock()
            && let Some(file) = current.get_mut(&key)
        {
            file.bytes_done += bytes;
        }
    }

    /// Ends showing a file.
    pub fn hide(&self, key: u64) {
        if let Ok(mut current) = self.current.lock() {
            current.remove(&key);
        }
    }

    /// Replaces a destination's equation by a counted one.
    pub fn set_equation(&self, destination: i64, equation: Equation) {
        if let Ok(mut equations) = self.equations.lock() {
            equations.insert(destination, equation);
        }
    }

    /// Moves a file that was to do to another term.
    pub fn settled(&self, destination: i64, status: CopyStatus, reason: Reason, size: u64) {
        let Ok(mut equations) = self.equations.lock() else { return };
        let Some(equation) = equations.get_mut(&destination) else { return };
        equation.to_do.files = equation.to_do.files.saturating_sub(1);
        equation.to_do.bytes = equation.to_do.bytes.saturating_sub(size);
        let found = equation.found;
        equation.count(Term::of(status, reason), Tally { files: 1, bytes: size });
        equation.found = found;
    }

    /// Moves a file that had failed back to what is to do.
    pub fn reopened(&self, destination: i64, size: u64) {
        let Ok(mut equations) = self.equations.lock() else { return };
        let Some(equation) = equations.get_mut(&destination) else { return };
        equation.failed.files = equation.failed.files.saturating_sub(1);
        equation.failed.bytes = equation.failed.bytes.saturating_sub(size);
        equation.to_do.files += 1;
        equation.to_do.bytes += size;
    }

    /// The headline: the destination with the most failed and to do.
    #[must_use]
    pub fn worst(&self) -> Equation {
        let Ok(equations) = self.equations.lock() else { return Equation::default() };
        equations
            .values()
            .copied()
            .max_by_key(|e| (e.failed.files + e.to_do.files, e.to_do.bytes))
            .unwrap_or_default()
    }

    /// The state as of now.
    #[must_use]
    pub fn snapshot(&self, state: JobState, cancel: &Cancel) -> JobSnapshot {
        let bytes_done = self.bytes_done.load(Relaxed);
        let bytes_total = self.bytes_total.load(Relaxed);
        let mut drives: Vec<_> =
            self.roots.lock().map_or(Vec::new(), |r| r.iter().map(|m| m.line()).collect());
        let (phase, phases_done, rate, phase_time, still) = match self.phase.lock() {
            Ok(mut p) => {
                let rate = p.rate.per_second(bytes_done);
                (p.now, p.done.clone(), rate, p.started.elapsed(), p.rate.unmoved_for())
            }
            Err(_) => (None, Vec::new(), 0, Duration::ZERO, Duration::ZERO),
        };
        let paused = cancel.is_paused();
        let rate = if paused { 0 } else { rate };
        drives.iter_mut().filter(|_| paused).for_each(|line| line.rate = 0);
        JobSnapshot {
            job: self.job.clone(),
            state: if paused && state == JobState::Running { JobState::Paused } else { state },
            paused: pause_reason(paused, &drives),
            phase,
            phases_done,
            bytes_done,
            bytes_total,
            files_done: self.files_done.load(Relaxed),
            files_total: self.files_total.load(Relaxed),
            rate,
            eta_s: seconds_left(bytes_done, bytes_total, rate, phase_time),
            stalled_s: (still > SILENT_AT_FIRST && !paused && phase.is_some()).then_some(still.as_secs()),
            drives,
            current: self.current.lock().map_or(Vec::new(), |c| c.values().take(4).cloned().collect()),
            equation: self.worst(),
            problems: self.problems.load(Relaxed),
            elapsed_s: self.started.elapsed().as_secs(),
            sleep_prevented: self.sleep_prevented.load(Relaxed),
        }
    }
}

fn pause_reason(paused: bool, drives: &[DriveLine]) -> Option<PauseReason> {
    if paused {
        return Some(PauseReason::User);
    }
    let first = |work| drives.iter().any(|d| d.work == work);
    if first(DriveWork::Full) {
        Some(PauseReason::Full)
    } else if first(DriveWork::Missing) {
        Some(PauseReason::DriveMissing)
    } else {
        None
    }
}

fn seconds_left(done: u64, total: u64, rate: u64, running: Duration) -> Option<u64> {
    if running < SILENT_AT_FIRST || total == 0 || done == 0 || rate == 0 {
        return None;
    }
    // The mean over the phase is steadier than the last seconds; both count.
    let mean = u64::try_from(u128::from(done) * 1000 / running.as_millis().max(1)).unwrap_or(u64::MAX).max(1);
    Some(total.saturating_sub(done) / ((rate + mean) / 2).max(1))
}
