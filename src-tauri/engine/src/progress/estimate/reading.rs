//! What the counters of a run stood at, at one moment; one line of cells for each drive in a recording.

use crate::model::{Phase, Tally};

use super::{minus, scaled};

/// One drive's plan and counts. Sources: what is to settle, read and write of its files. Archives: what the
/// verification has to read back (`to_settle`, `settled`) and what was placed (`written`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DriveReading {
    pub root: i64,
    /// The same for drives of one volume, which are read one after the other.
    pub lane: u32,
    pub archive: bool,
    pub to_settle: Tally,
    pub to_read: Tally,
    /// Of what has to be written at any rate.
    pub fresh: Tally,
    /// Of what is written only if its content proves to be new: small files, large files.
    pub doubtful: [Tally; 2],
    pub settled: Tally,
    pub read: Tally,
    pub written: Tally,
    /// Doubtful ones whose content is known by now, and those of them that were new.
    pub decided: [Tally; 2],
    pub proved_new: [Tally; 2],
    /// Its threads' time, milliseconds.
    pub reading_ms: u64,
    pub writing_ms: u64,
}

/// All drives at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Milliseconds since the run began.
    pub at_ms: u64,
    pub phase: Phase,
    pub paused: bool,
    /// Files on all drives: each has a line in the reports.
    pub found: u64,
    pub drives: Vec<DriveReading>,
}

/// What is expected of a doubtful file before any was decided, and how many files that weighs: small files of one
/// size mostly differ or mostly repeat; large ones of one size and sample repeat.
const EXPECTED_NEW: [(f64, f64); 2] = [(0.5, 20.0), (0.05, 5.0)];
/// The class of small files.
const SMALL: usize = 0;

impl DriveReading {
    /// Adds another drive of the same volume.
    pub fn join(&mut self, other: &Self) {
        for (own, others) in self.tallies().into_iter().zip(other.clone().tallies()) {
            *own = *own + *others;
        }
        self.reading_ms += other.reading_ms;
        self.writing_ms += other.writing_ms;
    }

    /// Whether nothing is left of it.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.settled.files >= self.to_settle.files
    }

    /// What has to be read yet.
    #[must_use]
    pub fn to_read_yet(&self) -> Tally {
        if self.is_settled() { Tally::default() } else { minus(self.to_read, self.read) }
    }

    /// What is expected to have to be written yet of this drive, or of several that were joined.
    #[must_use]
    pub fn to_write_yet(&self) -> Tally {
        if self.is_settled() {
            return Tally::default();
        }
        let mut expected = self.fresh;
        for class in 0..EXPECTED_NEW.len() {
            let open = minus(self.doubtful[class], self.decided[class]);
            expected = expected + self.proved_new[class] + scaled(open, self.new_among(class, open.files));
        }
        minus(expected, self.written)
    }

    /// Which part of the doubtful files of a class that are `open` yet is expected to be new.
    fn new_among(&self, class: usize, open: u64) -> f64 {
        let (guess, weight) = EXPECTED_NEW[class];
        let (decided, new) = (self.decided[class].files as f64, self.proved_new[class].files as f64);
        let seen = if class == SMALL {
            // The more sizes were met, the more files have one of them by chance: what was decided early were repeats
            // nearly all, and tells how many repeats are to come, not how many of the doubtful are none.
            let often = (decided - new) / (self.read.files as f64).max(1.0);
            1.0 - (often * self.to_read_yet().files as f64 / open.max(1) as f64).min(1.0)
        } else {
            new / decided.max(1.0)
        };
        (seen * decided + guess * weight) / (decided + weight)
    }

    fn tallies(&mut self) -> [&mut Tally; 12] {
        let [d0, d1] = &mut self.doubtful;
        let [c0, c1] = &mut self.decided;
        let [n0, n1] = &mut self.proved_new;
        [
            &mut self.to_settle,
            &mut self.to_read,
            &mut self.fresh,
            d0,
            d1,
            &mut self.settled,
            &mut self.read,
            &mut self.written,
            c0,
            c1,
            n0,
            n1,
        ]
    }
}

impl Reading {
    /// The archives.
    pub fn archives(&self) -> impl Iterator<Item = &DriveReading> {
        self.drives.iter().filter(|d| d.archive)
    }

    /// The archive of this root.
    #[must_use]
    pub fn archive(&self, root: i64) -> Option<&DriveReading> {
        self.archives().find(|a| a.root == root)
    }

    /// A line for each drive: time, phase, paused, files found, root, lane, archive, then its files and bytes, then its
    /// times.
    #[must_use]
    pub fn lines(&self) -> String {
        let mut text = String::new();
        for drive in &self.drives {
            let (paused, archive) = (u8::from(self.paused), u8::from(drive.archive));
            text.push_str(&format!(
                "{},{},{paused},{},{},{},{archive}",
                self.at_ms,
                self.phase.as_str(),
                self.found,
                drive.root,
                drive.lane
            ));
            for tally in drive.clone().tallies() {
                text.push_str(&format!(",{},{}", tally.files, tally.bytes));
            }
            text.push_str(&format!(",{},{}\n", drive.reading_ms, drive.writing_ms));
        }
        text
    }

    /// The readings of a recording, in their order; lines that are none are passed over.
    #[must_use]
    pub fn parse(text: &str) -> Vec<Self> {
        let mut readings: Vec<Self> = Vec::new();
        for one in text.lines().filter_map(cells) {
            match readings.last_mut().filter(|r| r.at_ms == one.at_ms) {
                Some(reading) => reading.drives.extend(one.drives),
                None => readings.push(one),
            }
        }
        readings
    }
}

/// A reading of one drive.
fn cells(line: &str) -> Option<Reading> {
    let mut cells = line.split(',');
    let at_ms = cells.next()?.parse().ok()?;
    let phase = Phase::parse(cells.next()?)?;
    let mut numbers = cells.map(str::parse::<u64>).map_while(Result::ok);
    let (paused, found) = (numbers.next()? != 0, numbers.next()?);
    let mut drive = DriveReading {
        root: i64::try_from(numbers.next()?).ok()?,
        lane: u32::try_from(numbers.next()?).ok()?,
        archive: numbers.next()? != 0,
        ..DriveReading::default()
    };
    for tally in drive.tallies() {
        *tally = Tally { files: numbers.next()?, bytes: numbers.next()? };
    }
    drive.reading_ms = numbers.next()?;
    drive.writing_ms = numbers.next()?;
    Some(Reading { at_ms, phase, paused, found, drives: vec![drive] })
}
