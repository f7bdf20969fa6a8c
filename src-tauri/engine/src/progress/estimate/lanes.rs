//! Drives that are read side by side and write to the same archives: what each costs alone, and all together.

use super::fit::{Fit, Keep};
use super::minus;
use super::reading::DriveReading;

/// Threads tell their time in laps, which end now and then: so many seconds back they count half.
const LAPS_S: f64 = 20.0;

/// What was learned of one volume that is read from.
#[derive(Debug, Clone, Default)]
pub struct Lane {
    /// Of its reading, as if nothing else were to wait for.
    pub read: Fit,
    /// Its threads' milliseconds in reading and in writing.
    reading: f64,
    writing: f64,
}

impl Lane {
    /// Takes in what changed within a span of `span` seconds; answers which part of it went into writing.
    pub fn learn(&mut self, last: &DriveReading, now: &DriveReading, span: f64, keep: Keep) -> f64 {
        let nothing_left = last.is_settled() && now.read == last.read && now.written == last.written;
        if nothing_left {
            return 0.0;
        }
        let kept = 0.5_f64.powf(span / LAPS_S);
        self.reading = self.reading * kept + now.reading_ms.saturating_sub(last.reading_ms) as f64;
        self.writing = self.writing * kept + now.writing_ms.saturating_sub(last.writing_ms) as f64;
        let share = self.writing_share();
        self.read.learn(minus(now.read, last.read), span * (1.0 - share), keep);
        share
    }

    /// Which part of its time goes into writing, 0 to 1.
    fn writing_share(&self) -> f64 {
        let all = self.reading + self.writing;
        if all > 0.0 { self.writing / all } else { 0.0 }
    }
}

/// Seconds until all are through, from each one's seconds of reading and of writing alone. Reading goes on side by
/// side; who writes waits for the others who do.
#[must_use]
pub fn together(mut ahead: Vec<(f64, f64)>) -> f64 {
    let mut seconds = 0.0;
    ahead.retain(|(read, write)| read + write > 0.0);
    while !ahead.is_empty() {
        let crowd = crowd(&ahead);
        let alone = |(read, write): &(f64, f64)| read + write * crowd;
        let first = ahead.iter().map(alone).fold(f64::INFINITY, f64::min);
        seconds += first;
        ahead.retain(|lane| alone(lane) > first);
        for lane in &mut ahead {
            let rest = 1.0 - first / (lane.0 + lane.1 * crowd);
            *lane = (lane.0 * rest, lane.1 * rest);
        }
    }
    seconds
}

/// By how much writing is slowed down: how many write at once, on average, but never less than one.
fn crowd(ahead: &[(f64, f64)]) -> f64 {
    let mut crowd = 1.0;
    for _ in 0..20 {
        let writing = |(read, write): &(f64, f64)| write * crowd / (read + write * crowd);
        crowd = ahead.iter().map(writing).sum::<f64>().max(1.0);
    }
    crowd
}
