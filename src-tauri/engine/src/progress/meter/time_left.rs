//! How long the run still takes, reckoned from the counters as they are read.

use super::Meter;
use crate::model::Phase;
use crate::progress::estimate::{Known, Reading};

impl Meter {
    /// What the time left is reckoned from; `None` in phases of which nothing is known beforehand.
    #[must_use]
    pub fn reading(&self, paused: bool) -> Option<Reading> {
        let phase = self.phase().filter(|p| matches!(p, Phase::Checksum | Phase::Copy | Phase::Verify))?;
        let roots = self.roots.lock().ok()?;
        Some(Reading {
            at_ms: self.at_ms(),
            phase,
            paused,
            found: self.worst().found.files,
            drives: roots.iter().map(|root| root.reading(phase)).collect(),
        })
    }

    fn at_ms(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// Begins with what earlier runs have seen of the drives.
    pub fn know_costs(&self, known: &Known) {
        if let Ok(mut estimator) = self.estimator.lock() {
            estimator.know(known);
        }
    }

    /// What this run has seen of them; `whole`: it has just come to its end.
    #[must_use]
    pub fn costs_seen(&self, whole: bool) -> Known {
        let at_ms = whole.then(|| self.at_ms());
        self.estimator.lock().map_or_else(|_| Known::default(), |estimator| estimator.seen(at_ms))
    }

    /// Looks at the counters: what the drives cost is learned by looking again and again. Seconds to the end of the run,
    /// rounded up.
    pub fn time_left(&self, paused: bool) -> Option<u64> {
        let now = self.reading(paused);
        let mut estimator = self.estimator.lock().ok()?;
        match &now {
            Some(now) => estimator.observe(now),
            None => estimator.coast(self.at_ms()),
        }
        estimator.seconds_left().filter(|_| !paused).map(|seconds| seconds.ceil() as u64)
    }
}
