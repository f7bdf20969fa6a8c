//! What a file and what a byte cost on one drive, fitted to the time that was seen, in this run and in earlier ones.

use std::ops::Add;

use crate::model::{Costs, Tally};

/// How many bytes a file costs by itself as long as nothing else is known: a seek, an open, a row.
const FILE_AS_BYTES: f64 = 196_608.0;
/// What slows an archive's bytes, an old cable or a second archive, hardly slows the way to another file: so many seconds
/// one is guessed to cost at most by itself in writing.
const LONGEST_S: f64 = 0.01;
/// And at least as much as so many bytes, however slow they are: it may be the files that make them look slow.
const LEAST_AS_BYTES: f64 = FILE_AS_BYTES / 3.0;
/// Where what earlier runs say of it is believed.
const POSSIBLE: (f64, f64) = (1_000.0, 64_000_000.0);
/// How much that guess weighs against what was seen.
const GUESS: f64 = 0.06;
/// The same of what earlier runs saw, if they could tell files and bytes apart.
const SEEN_EARLIER: f64 = 0.2;
/// Which part of being slower than in earlier runs files and bytes are taken to share, in powers: a busy machine slows
/// both, a busy disk or a long film the one.
const CARRIED_OVER: f64 = 0.25;
/// After so many seconds' worth of one kind, files or bytes, half of its pace is taken from what was seen of it, half from
/// all that was seen.
const OWN_PACE_S: f64 = 30.0;

/// How much of the weight of what was seen earlier stays when a span is added.
#[derive(Debug, Clone, Copy)]
pub struct Keep {
    /// Of how fast things go, which changes.
    pub speed: f64,
    /// Of what a file costs beside what a byte costs, which is the drive's nature.
    pub prices: f64,
}

/// What was seen, older spans counting less.
#[derive(Debug, Clone, Copy, Default)]
pub struct Fit {
    all: Sums,
    /// Of each span the part that its files took by themselves, and the part that its bytes took.
    of_files: Sums,
    of_bytes: Sums,
    seen: Costs,
    earlier: Costs,
}

/// So much took so long.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    files: f64,
    bytes: f64,
    seconds: f64,
}

impl Fit {
    /// Begins with what earlier runs have seen.
    #[must_use]
    pub fn after(earlier: Costs) -> Self {
        Self { earlier, ..Self::default() }
    }

    /// Takes in that so much took so many seconds.
    pub fn learn(&mut self, done: Tally, seconds: f64, keep: Keep) {
        let span = Sums { files: done.files as f64, bytes: done.bytes as f64, seconds };
        self.seen = self.seen.weighing(keep.prices) + Costs::of(span.files, span.bytes, seconds);
        self.all = self.all.weighing(keep.speed) + span;
        let (file, byte) = self.prices(FILE_AS_BYTES);
        let (of_files, of_bytes) = (file * span.files, byte * span.bytes);
        let share = if of_files + of_bytes > 0.0 { of_files / (of_files + of_bytes) } else { 0.5 };
        let after = |sums: Sums, share: f64| sums.weighing(keep.speed.powf(share)) + span.weighing(share);
        self.of_files = after(self.of_files, share);
        self.of_bytes = after(self.of_bytes, 1.0 - share);
    }

    /// What this run has seen.
    #[must_use]
    pub fn seen(&self) -> Costs {
        self.seen
    }

    /// The seconds that so much takes; `None` before anything was seen, in this run or an earlier one.
    #[must_use]
    pub fn cost(&self, ahead: Tally) -> Option<f64> {
        self.cost_guessing(ahead, FILE_AS_BYTES)
    }

    /// The same where what was seen is writing.
    #[must_use]
    pub fn cost_of_writing(&self, ahead: Tally) -> Option<f64> {
        let of_bytes = self.all.seconds - LONGEST_S * self.all.files;
        let file_as_bytes =
            if of_bytes > 0.0 { LONGEST_S * self.all.bytes / of_bytes } else { FILE_AS_BYTES };
        self.cost_guessing(ahead, file_as_bytes.clamp(LEAST_AS_BYTES, FILE_AS_BYTES))
    }

    fn cost_guessing(&self, ahead: Tally, file_as_bytes: f64) -> Option<f64> {
        if ahead.files == 0 && ahead.bytes == 0 {
            return Some(0.0);
        }
        let (files, bytes) = (ahead.files as f64, ahead.bytes as f64);
        if self.all.seconds <= 0.0 || (self.all.files < 1.0 && self.all.bytes < 1.0) {
            let (file, byte) = earlier_prices(&self.earlier);
            return (!self.earlier.is_nothing()).then_some(file * files + byte * bytes);
        }
        let (file, byte) = self.prices(file_as_bytes);
        // What was seen is met, however badly the single spans fit: films that went slower than the prices say tell what
        // other films will take, also after an hour of small files that went faster.
        let pace_of = |kind: &Sums| {
            let own = kind.seconds / (kind.seconds + OWN_PACE_S);
            let of_all = self.all.pace(file, byte).unwrap_or(1.0);
            kind.pace(file, byte).map_or(of_all, |pace| own * pace + (1.0 - own) * of_all)
        };
        Some(file * files * pace_of(&self.of_files) + byte * bytes * pace_of(&self.of_bytes))
    }

    /// Seconds a file and seconds a byte, drawn a little towards the ratio that earlier runs lead to expect.
    fn prices(&self, file_as_bytes: f64) -> (f64, f64) {
        if self.earlier.is_nothing() {
            return prices(&self.seen, file_as_bytes, GUESS);
        }
        let weight = GUESS + (SEEN_EARLIER - GUESS) * self.earlier.contrast();
        prices(&self.seen, self.expected_ratio().clamp(POSSIBLE.0, POSSIBLE.1), weight)
    }

    /// How many bytes a file costs by itself, by earlier runs. Where this one goes faster or slower than they did with
    /// what it has met so far, it does so only in part with what it has not met.
    fn expected_ratio(&self) -> f64 {
        let (file, byte) = earlier_prices(&self.earlier);
        if byte <= 0.0 {
            return f64::INFINITY;
        }
        let (of_files, of_bytes) = (file * self.all.files, byte * self.all.bytes);
        let then = of_files + of_bytes;
        if then <= 0.0 || self.all.seconds <= 0.0 {
            return file / byte;
        }
        let slower = self.all.seconds / then;
        file / byte * slower.powf((1.0 - CARRIED_OVER) * (of_files - of_bytes) / then)
    }
}

impl Sums {
    fn weighing(self, part: f64) -> Self {
        Self { files: self.files * part, bytes: self.bytes * part, seconds: self.seconds * part }
    }

    /// How many times as long it took as these prices say; `None` if they say nothing.
    fn pace(&self, file: f64, byte: f64) -> Option<f64> {
        let said = file * self.files + byte * self.bytes;
        (said > 0.0).then(|| self.seconds / said)
    }
}

impl Add for Sums {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            files: self.files + other.files,
            bytes: self.bytes + other.bytes,
            seconds: self.seconds + other.seconds,
        }
    }
}

/// The better they could be told apart, the less a guess has to say.
fn earlier_prices(earlier: &Costs) -> (f64, f64) {
    prices(earlier, FILE_AS_BYTES, GUESS * (1.0 - earlier.contrast()))
}

/// Seconds a file and seconds a byte: least squares, drawn towards a file's costing as much as so many bytes, never below
/// zero.
fn prices(seen: &Costs, file_as_bytes: f64, weight: f64) -> (f64, f64) {
    let weight = weight * (seen.files_files + seen.bytes_bytes / (file_as_bytes * file_as_bytes));
    let ff = seen.files_files + weight;
    let fb = seen.files_bytes - weight * file_as_bytes;
    let bb = seen.bytes_bytes + weight * file_as_bytes * file_as_bytes;
    let determinant = ff * bb - fb * fb;
    if determinant <= 0.0 {
        return (file_as_bytes, 1.0);
    }
    let file = (seen.files_seconds * bb - seen.bytes_seconds * fb) / determinant;
    let byte = (seen.bytes_seconds * ff - seen.files_seconds * fb) / determinant;
    match (file > 0.0, byte > 0.0) {
        (true, true) => (file, byte),
        (false, true) => (0.0, seen.bytes_seconds / seen.bytes_bytes),
        (true, false) => (seen.files_seconds / seen.files_files, 0.0),
        (false, false) => (file_as_bytes, 1.0),
    }
}

/// The seconds that reading so much takes where reading `seen` took `seconds`, by what earlier runs saw of what a file costs
/// by itself, or else by the guess; `None` if nothing was seen.
#[must_use]
pub fn reading_takes(ahead: Tally, seen: Tally, seconds: f64, earlier: Costs) -> Option<f64> {
    let mut fit = Fit::after(earlier);
    fit.learn(seen, seconds, Keep { speed: 1.0, prices: 1.0 });
    fit.cost(ahead)
}

impl<'a> std::iter::Sum<&'a Self> for Fit {
    fn sum<I: Iterator<Item = &'a Self>>(fits: I) -> Self {
        fits.fold(Self::default(), |sum, fit| Self {
            all: sum.all + fit.all,
            of_files: sum.of_files + fit.of_files,
            of_bytes: sum.of_bytes + fit.of_bytes,
            seen: sum.seen + fit.seen,
            earlier: sum.earlier + fit.earlier,
        })
    }
}
