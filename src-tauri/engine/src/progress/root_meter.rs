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
        self.work.store(number(work), Relaxed);
    }

    /// Says that it is being read, if it has waited for that.
    pub fn reads(&self) {
        let (waits, reads) = (number(DriveWork::Waiting), number(DriveWork::Reading));
        let _ = self.work.compare_exchange(waits, reads, Relaxed, Relaxed);
    }

    /// What the drive does as far as people are concerned: it is done when its last file is, whatever others still do.
    #[must_use]
    pub fn shown_work(&self) -> DriveWork {
        let (work, total) = (self.work(), self.files_total.load(Relaxed));
        if self.files_done.load(Relaxed) < total {
            work
        } else if work == DriveWork::ReadingBack {
            DriveWork::Finished
        } else if work == DriveWork::Reading && total > 0 {
            // Where nobody has counted what there is to read, nobody knows.
            DriveWork::AllRead
        } else {
            work
        }
    }

    /// What the drive was told to do last.
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

    fn rate(&self) -> u64 {
        self.rate.lock().map_or(0, |mut r| r.per_second(self.carried.load(Relaxed)))
    }

    pub(super) fn line(&self) -> DriveLine {
        let before = self.rounds.lock().map_or_else(|_| Tally::default(), |rounds| rounds.shown());
        let bytes_done = before.bytes + self.bytes_done.load(Relaxed);
        let (work, rate) = (self.shown_work(), self.rate());
        let is_done = matches!(work, DriveWork::AllRead | DriveWork::Finished | DriveWork::Missing);
        DriveLine {
            root: self.root,
            name: self.name.clone(),
            destination: self.destination,
            work,
            files_done: before.files + self.files_done.load(Relaxed),
            files_total: before.files + self.files_total.load(Relaxed),
            bytes_done,
            bytes_total: (before.bytes + self.bytes_total.load(Relaxed)).max(bytes_done),
            rate: if is_done { 0 } else { rate },
            free: self.free.load(Relaxed),
        }
    }
}

fn number(work: DriveWork) -> u8 {
    WORKS.iter().position(|w| *w == work).unwrap_or(0) as u8
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

const WORKS: [DriveWork; 9] = [
    DriveWork::Waiting,
    DriveWork::Looking,
    DriveWork::Reading,
    DriveWork::Writing,
    DriveWork::ReadingBack,
    DriveWork::AllRead,
    DriveWork::Finished,
    DriveWork::Missing,
    DriveWork::Full,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drive_is_done_with_its_last_file_whatever_the_others_do() {
        let drive = RootMeter::new(1, "Red".into(), Part::Source, 0);
        let tally = |files| Tally { files, bytes: 10 * files };
        drive.begin(DriveWork::Reading, Tally::default());
        assert_eq!(drive.line().work, DriveWork::Reading, "nobody knows how much there is to compare");
        drive.begin_round(DriveWork::Waiting, tally(2));
        assert_eq!(drive.line().work, DriveWork::Waiting, "another drive of the device comes first");
        drive.reads();
        drive.files_done.store(1, Relaxed);
        assert_eq!(drive.line().work, DriveWork::Reading);
        drive.files_done.store(2, Relaxed);
        assert_eq!(drive.line().work, DriveWork::AllRead);
        drive.begin_round(DriveWork::Reading, tally(1));
        assert_eq!(drive.line().work, DriveWork::Reading, "another round is another matter");
        drive.set_work(DriveWork::Missing);
        drive.reads();
        assert_eq!(drive.line().work, DriveWork::Missing, "what is gone is not read");

        let archive = RootMeter::new(2, "Archive".into(), Part::Destination, 1);
        archive.begin(DriveWork::ReadingBack, tally(1));
        assert_eq!(archive.line().work, DriveWork::ReadingBack);
        archive.files_done.store(1, Relaxed);
        assert_eq!(archive.line().work, DriveWork::Finished);
        archive.begin(DriveWork::ReadingBack, Tally::default());
        assert_eq!(archive.line().work, DriveWork::Finished, "there was nothing to read back");
    }
}
