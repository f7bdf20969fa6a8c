//! What a running job tells: the engine defines it, the window and the command line show it.

mod estimate;
mod events;
mod meter;
mod pace;
mod rate;
mod root_meter;
mod standstill;
mod ticker;

pub use estimate::{DriveReading, Estimator, Known, Reading, beforehand, dearest, reading_takes};
pub use events::Events;
pub use meter::Meter;
pub use pace::{Ahead, Pace};
pub use root_meter::{Part, RootMeter};
pub use ticker::Ticker;

use crate::views::{JobEvent, JobSnapshot};

/// Receives what a job says. Called from worker threads; must return quickly and never panic.
pub trait Observer: Send + Sync {
    /// Something happened; `number` counts up without gaps within one run.
    fn event(&self, number: u64, event: &JobEvent);
    /// The state as of now, cumulative, at most ten times a second. Missing one loses nothing.
    fn snapshot(&self, snapshot: &JobSnapshot);
    /// Whether there is anybody: for nobody no snapshots are made.
    fn is_there(&self) -> bool {
        true
    }
}

/// Hears nothing.
pub struct Silent;

impl Observer for Silent {
    fn event(&self, _number: u64, _event: &JobEvent) {}
    fn snapshot(&self, _snapshot: &JobSnapshot) {}
    fn is_there(&self) -> bool {
        false
    }
}
