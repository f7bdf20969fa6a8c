//! Bytes per second over the last seconds.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

const RATE_WINDOW: Duration = Duration::from_secs(8);

/// Totals of the last seconds with their times.
#[derive(Default)]
pub struct Rate {
    points: VecDeque<(Instant, u64)>,
}

impl Rate {
    /// Adds the total as of now; answers the bytes per second over the window.
    pub fn per_second(&mut self, total: u64) -> u64 {
        let now = Instant::now();
        self.points.push_back((now, total));
        while self.points.len() > 2 && self.points.front().is_some_and(|(at, _)| now - *at > RATE_WINDOW) {
            self.points.pop_front();
        }
        let Some((at, first)) = self.points.front() else { return 0 };
        let elapsed = (now - *at).as_millis().max(1);
        u64::try_from(u128::from(total.saturating_sub(*first)) * 1000 / elapsed).unwrap_or(u64::MAX)
    }
}
