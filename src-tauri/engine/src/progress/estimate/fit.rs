//! What a file and what a byte cost on one drive, fitted to the time that was seen.

use crate::model::Tally;

/// How many bytes a file costs by itself as long as nothing else is known: a seek, an open, a row.
const FILE_AS_BYTES: f64 = 196_608.0;
/// How much that guess weighs against what was seen.
const GUESS: f64 = 0.03;

/// How much of the weight of what was seen earlier stays when a span is added.
#[derive(Debug, Clone, Copy)]
pub struct Keep {
    /// Of how fast things go, which changes.
    pub speed: f64,
    /// Of what a file costs beside what a byte costs, which is the drive's nature.
    pub prices: f64,
}

/// Sums of what was seen, older spans counting less: files, bytes, seconds and their products.
#[derive(Debug, Clone, Default)]
pub struct Fit {
    files: f64,
    bytes: f64,
    seconds: f64,
    files_files: f64,
    files_bytes: f64,
    bytes_bytes: f64,
    files_seconds: f64,
    bytes_seconds: f64,
}

impl Fit {
    /// Takes in that so much took so many seconds.
    pub fn learn(&mut self, done: Tally, seconds: f64, keep: Keep) {
        let (files, bytes) = (done.files as f64, done.bytes as f64);
        let speed = |sum: &mut f64, value: f64| *sum = *sum * keep.speed + value;
        speed(&mut self.files, files);
        speed(&mut self.bytes, bytes);
        speed(&mut self.seconds, seconds);
        let price = |sum: &mut f64, value: f64| *sum = *sum * keep.prices + value;
        price(&mut self.files_files, files * files);
        price(&mut self.files_bytes, files * bytes);
        price(&mut self.bytes_bytes, bytes * bytes);
        price(&mut self.files_seconds, files * seconds);
        price(&mut self.bytes_seconds, bytes * seconds);
    }

    /// The seconds that so much takes; `None` before anything was seen.
    #[must_use]
    pub fn cost(&self, ahead: Tally) -> Option<f64> {
        if ahead.files == 0 && ahead.bytes == 0 {
            return Some(0.0);
        }
        if self.seconds <= 0.0 || (self.files < 1.0 && self.bytes < 1.0) {
            return None;
        }
        let (file, byte) = self.prices();
        let seen = file * self.files + byte * self.bytes;
        // What was seen in all is met exactly, however badly the single spans fit.
        let scale = if seen > 0.0 { self.seconds / seen } else { 1.0 };
        Some((file * ahead.files as f64 + byte * ahead.bytes as f64) * scale)
    }

    /// Seconds a file and seconds a byte: least squares, drawn a little towards the guess, never below zero.
    fn prices(&self) -> (f64, f64) {
        let weight = GUESS * (self.files_files + self.bytes_bytes / (FILE_AS_BYTES * FILE_AS_BYTES));
        let ff = self.files_files + weight;
        let fb = self.files_bytes - weight * FILE_AS_BYTES;
        let bb = self.bytes_bytes + weight * FILE_AS_BYTES * FILE_AS_BYTES;
        let determinant = ff * bb - fb * fb;
        if determinant <= 0.0 {
            return (FILE_AS_BYTES, 1.0);
        }
        let file = (self.files_seconds * bb - self.bytes_seconds * fb) / determinant;
        let byte = (self.bytes_seconds * ff - self.files_seconds * fb) / determinant;
        match (file > 0.0, byte > 0.0) {
            (true, true) => (file, byte),
            (false, true) => (0.0, 1.0),
            (true, false) => (1.0, 0.0),
            (false, false) => (FILE_AS_BYTES, 1.0),
        }
    }
}

/// The seconds that reading so much takes where reading `seen` took `seconds`, by the guess of what a file costs by
/// itself; `None` if nothing was seen.
#[must_use]
pub fn reading_takes(ahead: Tally, seen: Tally, seconds: f64) -> Option<f64> {
    let mut fit = Fit::default();
    fit.learn(seen, seconds, Keep { speed: 1.0, prices: 1.0 });
    fit.cost(ahead)
}

impl<'a> std::iter::Sum<&'a Self> for Fit {
    fn sum<I: Iterator<Item = &'a Self>>(fits: I) -> Self {
        fits.fold(Self::default(), |sum, fit| Self {
            files: sum.files + fit.files,
            bytes: sum.bytes + fit.bytes,
            seconds: sum.seconds + fit.seconds,
            files_files: sum.files_files + fit.files_files,
            files_bytes: sum.files_bytes + fit.files_bytes,
            bytes_bytes: sum.bytes_bytes + fit.bytes_bytes,
            files_seconds: sum.files_seconds + fit.files_seconds,
            bytes_seconds: sum.bytes_seconds + fit.bytes_seconds,
        })
    }
}
