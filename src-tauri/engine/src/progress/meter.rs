//! Counts what a running job does. Workers add to atomics; one thread turns them into snapshots.

mod snapshot;
mod time_left;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use super::estimate::Estimator;
use super::rate::Rate;
use super::root_meter::{Part, RootMeter};
use super::standstill::Standstill;
use crate::model::{CopyStatus, Equation, Phase, Reason, Tally};
use crate::views::CurrentFile;

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
    /// The same, only to see how fast they are.
    pub tried: AtomicU64,
    /// Content bytes read from archives.
    pub archive_read: AtomicU64,
    /// Content bytes written to destinations.
    pub written: AtomicU64,
    pub problems: AtomicU64,
    pub sleep_prevented: AtomicBool,
    /// The run stands still until somebody says how to go on.
    waits: AtomicBool,
    /// Somebody has said so; the files in hand are finished first.
    pub answered: AtomicBool,
    roots: Mutex<Vec<Arc<RootMeter>>>,
    current: Mutex<BTreeMap<u64, CurrentFile>>,
    next_current: AtomicU64,
    standings: Mutex<BTreeMap<i64, Standing>>,
    /// Volumes by the number of their lane.
    lanes: Mutex<Vec<String>>,
    estimator: Mutex<Estimator>,
}

/// Where one destination stands.
#[derive(Default)]
struct Standing {
    equation: Equation,
    /// Bytes written to it that are not safe under their names yet.
    in_hand: u64,
}

struct PhaseMeter {
    now: Option<Phase>,
    done: Vec<Phase>,
    /// What waits is planned anew in the midst of the copy, which is what people see.
    replans: bool,
    rate: Rate,
    still: Standstill,
}

impl PhaseMeter {
    fn shown(&self) -> Option<Phase> {
        if self.replans { Some(Phase::Copy) } else { self.now }
    }
}

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
                replans: false,
                rate: Rate::default(),
                still: Standstill::new(now),
            }),
            files_done: AtomicU64::new(0),
            files_total: AtomicU64::new(0),
            bytes_done: AtomicU64::new(0),
            bytes_total: AtomicU64::new(0),
            source_read: AtomicU64::new(0),
            tried: AtomicU64::new(0),
            archive_read: AtomicU64::new(0),
            written: AtomicU64::new(0),
            problems: AtomicU64::new(0),
            sleep_prevented: AtomicBool::new(false),
            waits: AtomicBool::new(false),
            answered: AtomicBool::new(false),
            roots: Mutex::default(),
            current: Mutex::default(),
            next_current: AtomicU64::new(0),
            standings: Mutex::default(),
            lanes: Mutex::default(),
            estimator: Mutex::default(),
        }
    }

    /// Adds a line for a root, on a volume of this identity.
    pub fn add_root(&self, root: i64, name: String, part: Part, volume: &str) -> Arc<RootMeter> {
        let meter = Arc::new(RootMeter::new(root, name, part, self.lane(volume)));
        if let Ok(mut roots) = self.roots.lock() {
            roots.push(Arc::clone(&meter));
        }
        meter
    }

    fn lane(&self, volume: &str) -> u32 {
        let Ok(mut lanes) = self.lanes.lock() else { return 0 };
        let known = lanes.iter().position(|known| known == volume);
        let lane = known.unwrap_or_else(|| {
            lanes.push(volume.to_owned());
            lanes.len() - 1
        });
        u32::try_from(lane).unwrap_or(0)
    }

    /// Begins a phase with what it has to do, as far as that is known.
    pub fn begin(&self, phase: Phase, total: Tally) {
        for counter in [&self.files_done, &self.bytes_done] {
            counter.store(0, Relaxed);
        }
        self.set_total(total);
        if let Ok(mut standings) = self.standings.lock() {
            standings.values_mut().for_each(|standing| standing.in_hand = 0);
        }
        if let Ok(mut meter) = self.phase.lock() {
            meter.now = Some(phase);
            meter.replans = phase <= Phase::Plan && meter.done.contains(&Phase::Plan);
            meter.still = Standstill::new(Instant::now());
        }
    }

    /// The copy stands still, with this much to do, until somebody says how to go on.
    pub fn wait_for_word(&self, to_do: Tally) {
        self.begin(Phase::Copy, to_do);
        if let Ok(mut meter) = self.phase.lock() {
            meter.done.retain(|phase| *phase < Phase::Copy);
        }
        self.waits.store(true, Relaxed);
    }

    /// What is there is looked through anew, and all that comes after it.
    pub fn start_over(&self) {
        if let Ok(mut meter) = self.phase.lock() {
            meter.done.clear();
        }
    }

    /// Somebody has said so.
    pub fn go_on(&self) {
        self.waits.store(false, Relaxed);
    }

    /// Whether the run stands still until somebody says how to go on.
    #[must_use]
    pub fn waits_for_word(&self) -> bool {
        self.waits.load(Relaxed)
    }

    /// An archive has left the job.
    pub fn remove_archive(&self, root: i64) {
        if let Ok(mut roots) = self.roots.lock() {
            roots.retain(|meter| meter.root != root || !meter.destination);
        }
        if let Ok(mut standings) = self.standings.lock() {
            standings.remove(&root);
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
            meter.done.retain(|done| *done != phase);
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

    /// Shows a file as being read, to be copied or only compared, until [`Meter::hide`].
    pub fn show(&self, drive: &str, path: String, size: u64, compares: bool) -> u64 {
        let key = self.next_current.fetch_add(1, Relaxed);
        if let Ok(mut current) = self.current.lock() {
            current.insert(key, CurrentFile { drive: drive.to_owned(), path, bytes_done: 0, size, compares });
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
        if let Ok(mut standings) = self.standings.lock() {
            standings.entry(destination).or_default().equation = equation;
        }
    }

    /// Does something with where a destination stands.
    fn stands(&self, destination: i64, act: impl FnOnce(&mut Standing)) {
        if let Ok(mut standings) = self.standings.lock()
            && let Some(standing) = standings.get_mut(&destination)
        {
            act(standing);
        }
    }

    /// Counts bytes written to a destination, until their file is safe there or is taken back.
    pub fn in_hand(&self, destination: i64, bytes: u64) {
        self.stands(destination, |standing| standing.in_hand += bytes);
    }

    /// Bytes that were written to a destination for nothing.
    pub fn taken_back(&self, destination: i64, bytes: u64) {
        self.stands(destination, |standing| standing.in_hand = standing.in_hand.saturating_sub(bytes));
    }

    /// A file of which all was in hand is safe at its place.
    pub fn copied(&self, destination: i64, reason: Reason, size: u64) {
        self.stands(destination, |standing| {
            standing.in_hand = standing.in_hand.saturating_sub(size);
            standing.equation.settle(CopyStatus::Done, reason, size);
        });
    }

    /// Moves a file that was to do to another term.
    pub fn settled(&self, destination: i64, status: CopyStatus, reason: Reason, size: u64) {
        self.stands(destination, |standing| standing.equation.settle(status, reason, size));
    }

    /// Takes a file that was to do out of the count.
    pub fn vanished(&self, destination: i64, size: u64) {
        self.stands(destination, |Standing { equation, .. }| {
            equation.to_do.take(1, size);
            equation.found.take(1, size);
            equation.vanished.add(1, size);
        });
    }

    /// Moves a file that had failed back to what is to do.
    pub fn reopened(&self, destination: i64, size: u64) {
        self.stands(destination, |Standing { equation, .. }| {
            equation.failed.take(1, size);
            equation.to_do.add(1, size);
        });
    }

    /// The headline: the destination with the most failed and to do.
    #[must_use]
    pub fn worst(&self) -> Equation {
        self.headline().0
    }

    /// The same, with the bytes on their way there.
    fn headline(&self) -> (Equation, u64) {
        let Ok(standings) = self.standings.lock() else { return Default::default() };
        standings
            .values()
            .map(|standing| (standing.equation, standing.in_hand))
            .max_by_key(|(e, _)| (e.failed.files + e.to_do.files, e.to_do.bytes))
            .unwrap_or_default()
    }
}
