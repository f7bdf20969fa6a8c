//! How long a run still takes: the cost of each drive's files and bytes is learned while it runs, what is ahead is
//! known from the plan, and drives that work side by side count once. Pure: readings in, seconds out.

mod beforehand;
mod fit;
mod known;
mod lanes;
mod reading;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::model::{Costs, Phase, Tally};
pub use beforehand::beforehand;
pub use fit::reading_takes;
use fit::{Fit, Keep};
pub use known::{Known, dearest};
use lanes::{Lane, together};
pub use reading::{DriveReading, Reading};

/// Nothing is said in the first seconds of the copy or, in a run without one, of the verification.
const SILENT_AT_FIRST_S: f64 = 10.0;
/// What is learned from: spans of at least this many seconds.
const SPAN_S: f64 = 1.0;
/// A look at size and date, seconds a file, before any was looked at.
const LOOK_S: f64 = 0.000_03;
/// The end of a run: a look whether the drives are as they were, a line of each file in the reports and in the archive's
/// lists, its row in the catalogue. Seconds for each file.
const END_OF_A_FILE_S: f64 = 0.000_06;
/// What the end takes however few they are, in the measure by which it is remembered.
const END_S: f64 = 0.3;
/// A sample is read in two places of a file: so many times what a small file costs.
const SAMPLE_AS_FILES: f64 = 1.5;
/// Of the time in which as much as is on its way was placed so far, the part that it takes at the end: nothing waits for
/// its group to fill any more, and the archive does nothing else.
const AT_WORK: f64 = 0.25;
/// How fast the answer follows what is learned, seconds.
const CALM_S: f64 = 4.0;

/// Learns from readings.
#[derive(Default)]
pub struct Estimator {
    last: Option<Reading>,
    lanes: BTreeMap<u32, Lane>,
    /// Writing, whichever drive it comes from: the archives are there once for all drives.
    write: Fit,
    /// Placing what was staged, in the archive that gets most.
    place: Fit,
    /// Reading back in the verification, by root.
    back: BTreeMap<i64, Fit>,
    /// Seconds seen so far: in all, and of those phases for which an answer is given.
    seen_s: f64,
    answered_s: f64,
    /// As of the last reading that taught something.
    left_s: Option<f64>,
    /// Seconds since then.
    since_s: f64,
    /// When work was last looked at.
    worked_ms: u64,
    /// How many times its measure the end of earlier runs took. One is short and meets much by chance: how far it was off is
    /// believed by half, in powers.
    end: Option<f64>,
}

impl Estimator {
    /// Begins with what earlier runs have seen of the same drives.
    pub fn know(&mut self, known: &Known) {
        for (lane, costs) in &known.read {
            self.lanes.entry(*lane).or_default().read = Fit::after(*costs);
        }
        for (root, costs) in &known.back {
            self.back.insert(*root, Fit::after(*costs));
        }
        self.write = Fit::after(known.write);
        self.place = Fit::after(known.place);
        self.end = (!known.end.is_nothing()).then(|| known.end.files_seconds / known.end.files_files);
    }

    /// What this run has seen, for later ones; `at_ms`: when it had ended, if it came to its end.
    #[must_use]
    pub fn seen(&self, at_ms: Option<u64>) -> Known {
        let end = || {
            let (last, at_ms) = (self.last.as_ref().filter(|last| last.phase >= Phase::Copy)?, at_ms?);
            let took = at_ms.saturating_sub(self.worked_ms) as f64 / 1000.0;
            Some(Costs::of(measure_of_end(last.found), 0.0, took))
        };
        Known {
            read: self.lanes.iter().map(|(lane, own)| (*lane, own.read.seen())).collect(),
            write: self.write.seen(),
            place: self.place.seen(),
            back: self.back.iter().map(|(root, fit)| (*root, fit.seen())).collect(),
            end: end().unwrap_or_default(),
        }
    }

    /// Takes a reading in; those that come too fast or during a pause teach nothing.
    pub fn observe(&mut self, now: &Reading) {
        self.worked_ms = now.at_ms;
        let comparable = |last: &&Reading| last.phase == now.phase && !last.paused && !now.paused;
        let Some(last) = self.last.as_ref().filter(comparable) else {
            self.settle();
            self.last = Some(now.clone());
            return;
        };
        let span = now.at_ms.saturating_sub(last.at_ms) as f64 / 1000.0;
        if span < SPAN_S {
            self.since_s = span;
            return;
        }
        self.since_s = 0.0;
        let last = last.clone();
        self.seen_s += span;
        self.learn(&last, now, span);
        if now.phase >= Phase::Copy {
            self.answered_s += span;
            self.follow(self.reckon(now), span);
        }
        self.last = Some(now.clone());
    }

    /// The time of the end stays as it is while the run is summed up.
    pub fn coast(&mut self, at_ms: u64) {
        let Some(last) = &mut self.last else { return };
        let span = at_ms.saturating_sub(last.at_ms) as f64 / 1000.0;
        last.at_ms = at_ms;
        self.since_s = span;
        self.settle();
    }

    /// What has gone by is no longer left.
    fn settle(&mut self) {
        self.left_s = self.left_s.map(|left| (left - self.since_s).max(0.0));
        self.since_s = 0.0;
    }

    /// Seconds to the end of the run; `None` as long as nothing can be said.
    #[must_use]
    pub fn seconds_left(&self) -> Option<f64> {
        let left = self.left_s.filter(|_| self.answered_s >= SILENT_AT_FIRST_S)?;
        Some((left - self.since_s).max(0.0))
    }

    fn learn(&mut self, last: &Reading, now: &Reading, span: f64) {
        let half_after = |seconds: f64| 0.5_f64.powf(span / seconds);
        let keep = Keep {
            speed: half_after(self.seen_s.clamp(20.0, 600.0)),
            prices: half_after(self.seen_s.clamp(180.0, 3_600.0)),
        };
        let (before, after) = (lanes_of(last), lanes_of(now));
        let mut load = 0.0;
        let mut written = Tally::default();
        for (id, lane) in &after {
            let Some(earlier) = before.get(id) else { continue };
            let own = self.lanes.entry(*id).or_default();
            let span = if now.phase == Phase::Checksum { span / SAMPLE_AS_FILES } else { span };
            load += own.learn(earlier, lane, span, keep);
            written = written + minus(lane.written, earlier.written);
        }
        // Who writes beside others waits for them: what all wrote took the archives no longer than the span.
        if load > 0.0 {
            self.write.learn(written, span * f64::min(load, 1.0), keep);
        }
        let placed = minus(placed_in(now), placed_in(last));
        if placed.files > 0 || placed_in(now).files > 0 {
            self.place.learn(placed, span, keep);
        }
        let moved: Vec<(i64, Tally)> = now
            .archives()
            .filter_map(|a| Some((a.root, minus(a.settled, last.archive(a.root)?.settled))))
            .filter(|(_, moved)| moved.files > 0 || moved.bytes > 0)
            .collect();
        // Archives are read back one after the other.
        for (root, tally) in &moved {
            self.back.entry(*root).or_default().learn(*tally, span / moved.len() as f64, keep);
        }
    }

    /// The seconds as of this reading, from all that was learned.
    fn reckon(&self, now: &Reading) -> Option<f64> {
        let read: Fit = self.lanes.values().map(|lane| &lane.read).sum();
        let work = lanes_of(now);
        let mut ahead = Vec::new();
        let to_write = to_write_yet(&work);
        for (id, lane) in &work {
            let own = self.lanes.get(id);
            let (to_read, to_write) = (lane.to_read_yet(), to_write.get(id).copied().unwrap_or_default());
            let reading = own.and_then(|l| l.read.cost(to_read)).or_else(|| read.cost(to_read))?;
            ahead.push((reading, self.write.cost_of_writing(to_write).unwrap_or(reading)));
        }
        let staged = work.values().fold(Tally::default(), |sum, lane| sum + lane.written);
        // At the end as much is on its way as is now.
        let on_the_way = self.place.cost_of_writing(minus(staged, placed_in(now))).unwrap_or(0.0) * AT_WORK;
        let guess = now.found as f64 * END_OF_A_FILE_S;
        let end = self.end.map_or(guess, |times| times.sqrt() * measure_of_end(now.found));
        Some(together(ahead) + on_the_way + self.reading_back(now, &read) + end)
    }

    fn reading_back(&self, now: &Reading, read: &Fit) -> f64 {
        let of_archive = |a: &DriveReading| {
            let ahead = minus(a.to_settle, a.settled);
            let guess = || match ahead.bytes {
                0 => Some(ahead.files as f64 * LOOK_S),
                // What was written was also read back.
                _ => self.write.cost_of_writing(ahead).map(|s| s / 2.0).or_else(|| read.cost(ahead)),
            };
            self.back.get(&a.root).and_then(|fit| fit.cost(ahead)).or_else(guess).unwrap_or(0.0)
        };
        now.archives().map(of_archive).sum()
    }

    /// Towards the new answer, in small steps, so that it does not jump about.
    fn follow(&mut self, new: Option<f64>, span: f64) {
        self.left_s = match (self.left_s, new) {
            (Some(old), Some(new)) => {
                let expected = (old - span).max(0.0);
                Some(expected + (new - expected) * (1.0 - (-span / CALM_S).exp()))
            }
            (_, new) => new,
        };
    }
}

/// By what the end of a run is compared with that of others.
fn measure_of_end(found: u64) -> f64 {
    END_S + found as f64 * END_OF_A_FILE_S
}

/// The sources' readings, those of one volume as one.
fn lanes_of(reading: &Reading) -> BTreeMap<u32, DriveReading> {
    let mut lanes: BTreeMap<u32, DriveReading> = BTreeMap::new();
    for drive in reading.drives.iter().filter(|d| !d.archive) {
        lanes.entry(drive.lane).and_modify(|lane| lane.join(drive)).or_insert_with(|| drive.clone());
    }
    lanes
}

/// What has its final name.
fn placed_in(reading: &Reading) -> Tally {
    reading.archives().map(|archive| archive.written).max_by_key(|placed| placed.bytes).unwrap_or_default()
}

/// What each drive is expected to write yet. What two drives share is written from the one that comes to it first,
/// whichever the plan thought: all together write no more and no less for it, so what one has written beyond its own is
/// missing from the others, and the rest is written by whoever has something left to read.
fn to_write_yet(lanes: &BTreeMap<u32, DriveReading>) -> BTreeMap<u32, Tally> {
    let mut all = DriveReading::default();
    lanes.values().for_each(|lane| all.join(lane));
    let each = |of: fn(&Tally) -> u64| {
        let own = |lane: &DriveReading| of(&lane.to_write_yet());
        let room = |lane: &DriveReading| of(&lane.to_read_yet()).saturating_sub(own(lane));
        let (expected, planned) = (of(&all.to_write_yet()), lanes.values().map(own).sum::<u64>());
        let (kept, more) = if expected < planned {
            (expected as f64 / planned as f64, 0.0)
        } else {
            let room = lanes.values().map(room).sum::<u64>().max(1) as f64;
            (1.0, ((expected - planned) as f64 / room).min(1.0))
        };
        lanes
            .values()
            .map(|lane| (own(lane) as f64 * kept + room(lane) as f64 * more) as u64)
            .collect::<Vec<_>>()
    };
    let (files, bytes) = (each(|tally| tally.files), each(|tally| tally.bytes));
    lanes
        .keys()
        .copied()
        .zip(files.into_iter().zip(bytes).map(|(files, bytes)| Tally { files, bytes }))
        .collect()
}

/// A part of it.
fn scaled(all: Tally, part: f64) -> Tally {
    Tally { files: (all.files as f64 * part) as u64, bytes: (all.bytes as f64 * part) as u64 }
}

/// What is left of `all`.
fn minus(all: Tally, part: Tally) -> Tally {
    Tally { files: all.files.saturating_sub(part.files), bytes: all.bytes.saturating_sub(part.bytes) }
}
