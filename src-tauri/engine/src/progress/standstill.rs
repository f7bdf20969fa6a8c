//! For how long nothing has moved.

use std::time::{Duration, Instant};

/// Bytes and files of the phase, bytes read of archives and of sources.
pub type Moved = (u64, u64, u64, u64);

/// When something moved last.
pub struct Standstill {
    last: Moved,
    since: Instant,
}

impl Standstill {
    /// Nothing stands still yet.
    #[must_use]
    pub fn new(now: Instant) -> Self {
        Self { last: Moved::default(), since: now }
    }

    /// How long these counts have stood. A pause is no standstill, and the time before it does not count after it.
    pub fn as_of_now(&mut self, moved: Moved, paused: bool) -> Duration {
        let now = Instant::now();
        if paused || moved != self.last {
            self.last = moved;
            self.since = now;
        }
        now - self.since
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_moves_or_a_pause_ends_a_standstill() {
        let began = Instant::now().checked_sub(Duration::from_secs(40)).expect("the clock is that old");
        let mut still = Standstill::new(began);
        let nothing = Moved::default();
        assert!(still.as_of_now(nothing, false) >= Duration::from_secs(40));
        assert!(still.as_of_now(nothing, true) < Duration::from_secs(40));
        assert!(still.as_of_now(nothing, false) < Duration::from_secs(40), "the pause itself is none");
        still.since = began;
        assert!(still.as_of_now((1, 0, 0, 0), false) < Duration::from_secs(40));
    }
}
