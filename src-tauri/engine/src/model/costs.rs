//! What work has cost so far, as sums of which the price of a file and of a byte can be taken, in this run or a later one.

use std::ops::Add;

/// Spans of time: the files, bytes and seconds of each, multiplied with one another and added up.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Costs {
    pub files_files: f64,
    pub files_bytes: f64,
    pub bytes_bytes: f64,
    pub files_seconds: f64,
    pub bytes_seconds: f64,
}

impl Costs {
    /// Of one span.
    #[must_use]
    pub fn of(files: f64, bytes: f64, seconds: f64) -> Self {
        Self {
            files_files: files * files,
            files_bytes: files * bytes,
            bytes_bytes: bytes * bytes,
            files_seconds: files * seconds,
            bytes_seconds: bytes * seconds,
        }
    }

    /// A part of their weight; what they say stays the same.
    #[must_use]
    pub fn weighing(self, part: f64) -> Self {
        Self::from(self.sums().map(|sum| sum * part))
    }

    /// Whether nothing was seen.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.files_seconds <= 0.0 && self.bytes_seconds <= 0.0
    }

    /// How well what a file costs by itself can be told from what its bytes cost: 0, every span had the same of both; 1,
    /// each had only one of them.
    #[must_use]
    pub fn contrast(&self) -> f64 {
        let most = self.files_files * self.bytes_bytes;
        if most > 0.0 { (1.0 - self.files_bytes * self.files_bytes / most).max(0.0) } else { 0.0 }
    }

    /// In the order of the fields.
    #[must_use]
    pub fn sums(&self) -> [f64; 5] {
        [self.files_files, self.files_bytes, self.bytes_bytes, self.files_seconds, self.bytes_seconds]
    }
}

impl From<[f64; 5]> for Costs {
    fn from([files_files, files_bytes, bytes_bytes, files_seconds, bytes_seconds]: [f64; 5]) -> Self {
        Self { files_files, files_bytes, bytes_bytes, files_seconds, bytes_seconds }
    }
}

impl Add for Costs {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let (mut sums, others) = (self.sums(), other.sums());
        sums.iter_mut().zip(others).for_each(|(sum, other)| *sum += other);
        Self::from(sums)
    }
}
