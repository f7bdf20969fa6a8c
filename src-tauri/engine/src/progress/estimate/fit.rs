//! What a file and what a byte cost on one drive, fitted to the time that was seen, in this run and in earlier ones.

use crate::model::{Costs, Tally};

/// How many bytes a file costs by itself as long as nothing else is known: a seek, an open, a row.
const FILE_AS_BYTES: f64 = 196_608.0;
/// Where what earlier runs say of it is believed.
const POSSIBLE: (f64, f64) = (1_000.0, 64_000_000.0);
/// How much that guess weighs against what was seen.
const GUESS: f64 = 0.03;
/// The same of what earlier runs saw, if they could tell files and bytes apart.
const SEEN_EARLIER: f64 = 0.2;

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
    files: f64,
    bytes: f64,
    seconds: f64,
    seen: Costs,
    earlier: Costs,
}

impl Fit {
    /// Begins with what earlier runs have seen.
    #[must_use]
    pub fn after(earlier: Costs) -> Self {
        Self { earlier, ..Self::default() }
    }

    /// Takes in that so much took so many seconds.
    pub fn learn(&mut self, done: Tally, seconds: f64, keep: Keep) {
        let (files, bytes) = (done.files as f64, done.bytes as f64);
        let speed = |sum: &mut f64, value: f64| *sum = *sum * keep.speed + value;
        speed(&mut self.files, files);
        speed(&mut self.bytes, bytes);
        speed(&mut self.seconds, seconds);
        self.seen = self.seen.weighing(keep.prices) + Costs::of(files, bytes, seconds);
    }

    /// What this run has seen.
    #[must_use]
    pub fn seen(&self) -> Costs {
        self.seen
    }

    /// The seconds that so much takes; `None` before anything was seen, in this run or an earlier one.
    #[must_use]
    pub fn cost(&self, ahead: Tally) -> Option<f64> {
        if ahead.files == 0 && ahead.bytes == 0 {
            return Some(0.0);
        }
        let of = |(file, byte): (f64, f64)| file * ahead.files as f64 + byte * ahead.bytes as f64;
        if self.seconds <= 0.0 || (self.files < 1.0 && self.bytes < 1.0) {
            return (!self.earlier.is_nothing()).then(|| of(earlier_prices(&self.earlier)));
        }
        let (file, byte) = self.prices();
        let seen = file * self.files + byte * self.bytes;
        // What was seen in all is met exactly, however badly the single spans fit.
        let scale = if seen > 0.0 { self.seconds / seen } else { 1.0 };
        Some(of((file, byte)) * scale)
    }

    /// Seconds a file and seconds a byte, drawn a little towards what earlier runs saw of their ratio. How fast things
    /// went then says nothing: a busier machine makes both dearer.
    fn prices(&self) -> (f64, f64) {
        if self.earlier.is_nothing() {
            return prices(&self.seen, FILE_AS_BYTES, GUESS);
        }
        let (file, byte) = earlier_prices(&self.earlier);
        let ratio = if byte > 0.0 { file / byte } else { f64::INFINITY };
        let weight = GUESS + (SEEN_EARLIER - GUESS) * self.earlier.contrast();
        prices(&self.seen, ratio.clamp(POSSIBLE.0, POSSIBLE.1), weight)
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
            files: sum.files + fit.files,
            bytes: sum.bytes + fit.bytes,
            seconds: sum.seconds + fit.seconds,
            seen: sum.seen + fit.seen,
            earlier: sum.earlier + fit.earlier,
        })
    }
}
