//! Counts what one root contributes to a running job.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering::Relaxed};

use super::estimate::DriveReading;
use super::pace::Pace;
use super::rate::Rate;
use crate::model::{Phase, Tally};
use crate::views::{DriveLine, DriveWork};

/// Which part a root has in the job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Source,
    Destination,
    /// Another folder that counts as archive.
    Pool,
}

/// What one root contributes.
pub struct RootMeter {
    pub root: i64,
    pub name: String,
    pub destination: bool,
    /// A destination or another folder that counts as archive.
    archive: bool,
    work: AtomicU8,
    pub files_done: AtomicU64,
    pub files_total: AtomicU64,
    pub bytes_done: AtomicU64,
    pub bytes_total: AtomicU64,
    pub free: AtomicU64,
    rounds: Mutex<Rounds>,
    /// Bytes read from it and written to it in the whole run; only for its speed.
    carried: AtomicU64,
    rate: Mutex<Rate>,
    /// Drives of one volume have the same.
    lane: u32,
    /// What the time left is reckoned from.
    pub pace: Pace,
    /// Whole files that are read to compare them; only how many, and for how long.
    pub whole: Pace,
}

impl RootMeter {
    pub(super) fn new(root: i64, name: String, part: Part, lane: u32) -> Self {
        Self {
            root,
            name,
            destination: part == Part::Destination,
            archive: part != Part::Source,
            work: AtomicU8::new(0),
            files_done: AtomicU64::new(0),
            files_total: AtomicU64::new(0),
            bytes_done: AtomicU64::new(0),
            bytes_total: AtomicU64::new(0),
            free: AtomicU64::new(0),
            rounds: Mutex::default(),
            carried: AtomicU64::new(0),
            rate: Mutex::default(),
            lane,
            pace: Pace::default(),
            whole: Pace::default(),
        }
    }

    /// The same for drives of one volume.
    #[must_use]
    pub fn lane(&self) -> u32 {
        self.lane
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
        self.count(false, work, total);
    }

    /// Begins a round of the copy: the line goes on from where the last one ended.
    pub fn begin_round(&self, work: DriveWork, total: Tally) {
        self.count(true, work, total);
    }

    fn count(&self, is_round: bool, work: DriveWork, total: Tally) {
        if let Ok(mut rounds) = self.rounds.lock() {
            if rounds.is_round {
                rounds.before.add(self.files_done.load(Relaxed), self.bytes_done.load(Relaxed));
            }
            rounds.is_round = is_round;
        }
        self.files_done.store(0, Relaxed);
        self.bytes_done.store(0, Relaxed);
        self.files_total.store(total.files, Relaxed);
        self.bytes_total.store(total.bytes, Relaxed);
        self.set_work(work);
    }

    /// Counts bytes read from it or written to it.
    pub fn carried(&self, bytes: u64) {
        self.carried.fetch_add(bytes, Relaxed);
    }

    /// The same of bytes written, which take up room.
    pub fn filled(&self, bytes: u64) {
        self.carried(bytes);
        let _ = self.free.fetch_update(Relaxed, Relaxed, |free| Some(free.saturating_sub(bytes)));
    }

    /// Counts bytes settled.
    pub fn moved(&self, bytes: u64) {
        self.bytes_done.fetch_add(bytes, Relaxed);
    }

    /// What the time left is reckoned from, in this phase. A drive that is gone has nothing ahead.
    pub(super) fn reading(&self, phase: Phase) -> DriveReading {
        let done = Tally { files: self.files_done.load(Relaxed), bytes: self.bytes_done.load(Relaxed) };
        let counts_now = phase == if self.archive { Phase::Verify } else { Phase::Copy };
        let mut now = self.pace.as_of_now(if counts_now { done } else { Tally::default() });
        if matches!(self.work(), DriveWork::Missing | DriveWork::Full) {
            now.settled = now.to_settle;
        }
        DriveReading { root: self.root, lane: self.lane, archive: self.archive, ..now }
    }

    pub(super) fn line(&self) -> DriveLine {
        let before = self.rounds.lock().map_or_else(|_| Tally::default(), |rounds| rounds.shown());
        let bytes_done = before.bytes + self.bytes_done.load(Relaxed);
        DriveLine {
            root: self.root,
            name: self.name.clone(),
            destination: self.destination,
            work: self.work(),
            files_done: before.files + self.files_done.load(Relaxed),
            files_total: before.files + self.files_total.load(Relaxed),
            bytes_done,
            bytes_total: (before.bytes + self.bytes_total.load(Relaxed)).max(bytes_done),
            rate: self.rate.lock().map_or(0, |mut r| r.per_second(self.carried.load(Relaxed))),
            free: self.free.load(Relaxed),
        }
    }
}

/// Rounds of the copy in one run, as far as one drive is concerned.
#[derive(Default)]
struct Rounds {
    /// Settled in earlier ones.
    before: Tally,
    /// Whether the counters count one now.
    is_round: bool,
}

impl Rounds {
    /// What the line shows beside what is counted now.
    fn shown(&self) -> Tally {
        if self.is_round { self.before } else { Tally::default() }
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
