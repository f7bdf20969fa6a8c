//! What the time left is reckoned from: what a drive's part of the plan is, how much of it is done, and how long its
//! threads took.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Instant;

use super::estimate::DriveReading;
use crate::model::Tally;

/// What is ahead of a drive in one run.
#[derive(Debug, Clone, Copy, Default)]
pub struct Ahead {
    /// Sources: everything that waits. Archives: what the verification will read back.
    pub to_settle: Tally,
    pub to_read: Tally,
    /// Written at any rate.
    pub fresh: Tally,
    /// Written if it proves to be new: small files, large files.
    pub doubtful: [Tally; 2],
}

/// Files and bytes that several threads add to.
#[derive(Default)]
pub struct Count {
    files: AtomicU64,
    bytes: AtomicU64,
}

impl Count {
    /// Adds files and bytes.
    pub fn add(&self, files: u64, bytes: u64) {
        self.files.fetch_add(files, Relaxed);
        self.bytes.fetch_add(bytes, Relaxed);
    }

    fn restart(&self) {
        self.files.store(0, Relaxed);
        self.bytes.store(0, Relaxed);
    }

    fn tally(&self) -> Tally {
        Tally { files: self.files.load(Relaxed), bytes: self.bytes.load(Relaxed) }
    }
}

/// Plan and counts of one drive.
#[derive(Default)]
pub struct Pace {
    ahead: Mutex<Ahead>,
    /// Content that was read; of archives nothing.
    pub read: Count,
    /// Of sources what was handed to the archives, once whatever their number; of archives what was placed.
    pub written: Count,
    decided: [Count; 2],
    proved_new: [Count; 2],
    reading_ns: AtomicU64,
    /// What that stood at when counting began.
    began_ns: AtomicU64,
    writing_ns: AtomicU64,
}

/// Counts the time until it is dropped.
pub struct Lap<'a> {
    sum: &'a AtomicU64,
    since: Instant,
}

impl Drop for Lap<'_> {
    fn drop(&mut self) {
        let took = u64::try_from(self.since.elapsed().as_nanos()).unwrap_or(u64::MAX);
        self.sum.fetch_add(took, Relaxed);
    }
}

impl Pace {
    /// Says what is ahead; it is counted from here.
    pub fn begin(&self, ahead: Ahead) {
        self.read.restart();
        self.written.restart();
        self.began_ns.store(self.reading_ns.load(Relaxed), Relaxed);
        if let Ok(mut own) = self.ahead.lock() {
            *own = ahead;
        }
    }

    /// Counts time as reading.
    pub fn reading(&self) -> Lap<'_> {
        Lap { sum: &self.reading_ns, since: Instant::now() }
    }

    /// Counts time as writing, with the waiting for those who write.
    pub fn writing(&self) -> Lap<'_> {
        Lap { sum: &self.writing_ns, since: Instant::now() }
    }

    /// Counts a doubtful file as decided; `class`: 0 small, 1 large.
    pub fn decided(&self, class: usize, size: u64, is_new: bool) {
        self.decided[class].add(1, size);
        if is_new {
            self.proved_new[class].add(1, size);
        }
    }

    /// What was read since it began, and for how many milliseconds its threads read, one after the other.
    #[must_use]
    pub fn whole_files(&self) -> (Tally, u64) {
        let ns = self.reading_ns.load(Relaxed).saturating_sub(self.began_ns.load(Relaxed));
        (self.read.tally(), ns / 1_000_000)
    }

    /// As of now; `settled` is counted elsewhere.
    pub fn as_of_now(&self, settled: Tally) -> DriveReading {
        let ahead = self.ahead.lock().map_or_else(|_| Ahead::default(), |a| *a);
        DriveReading {
            to_settle: ahead.to_settle,
            to_read: ahead.to_read,
            fresh: ahead.fresh,
            doubtful: ahead.doubtful,
            settled,
            read: self.read.tally(),
            written: self.written.tally(),
            decided: [self.decided[0].tally(), self.decided[1].tally()],
            proved_new: [self.proved_new[0].tally(), self.proved_new[1].tally()],
            reading_ms: self.reading_ns.load(Relaxed) / 1_000_000,
            writing_ms: self.writing_ns.load(Relaxed) / 1_000_000,
            ..DriveReading::default()
        }
    }
}
