//! Numbers events and hands them to the observer, one at a time and in order.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use super::Observer;
use crate::error::Error;
use crate::text::Words;
use crate::views::JobEvent;

/// At most this many failed files are told one by one; all are in the database and in the reports.
const MOST_FAILURES: u64 = 200;

/// The stream of one run's events.
pub struct Events {
    observer: Arc<dyn Observer>,
    next: Mutex<u64>,
    failures: AtomicU64,
}

impl Events {
    /// A stream that begins with number 1.
    #[must_use]
    pub fn new(observer: Arc<dyn Observer>) -> Self {
        Self { observer, next: Mutex::new(1), failures: AtomicU64::new(0) }
    }

    /// Tells an event, to the log as well.
    pub fn tell(&self, event: &JobEvent) {
        match event {
            // Each is told, also those that are too many for the screens.
            JobEvent::FileFailed { .. } => {}
            JobEvent::Attention { problem } => tracing::warn!(code = problem.code, "{}", event.told()),
            JobEvent::PhaseStarted { .. }
            | JobEvent::PhaseFinished { .. }
            | JobEvent::Remark { .. }
            | JobEvent::StateChanged { .. }
            | JobEvent::Finished { .. } => tracing::info!("{}", event.told()),
        }
        let Ok(mut next) = self.next.lock() else { return };
        self.observer.event(*next, event);
        *next += 1;
    }

    /// Tells that a file failed.
    pub fn file_failed(&self, error: &Error) {
        let problem = error.to_problem();
        tracing::error!(code = error.code, "{}", problem.told());
        if self.failures.fetch_add(1, Ordering::Relaxed) < MOST_FAILURES {
            self.tell(&JobEvent::FileFailed { problem });
        }
    }

    /// Tells that somebody has to do something.
    pub fn attention(&self, error: &Error) {
        self.tell(&JobEvent::Attention { problem: error.to_problem() });
    }

    /// Tells something that needs nobody.
    pub fn remark(&self, text: impl Into<Words>) {
        self.tell(&JobEvent::Remark { text: text.into() });
    }

    /// Failed files so far.
    #[must_use]
    pub fn failures(&self) -> u64 {
        self.failures.load(Ordering::Relaxed)
    }

    /// Who listens.
    #[must_use]
    pub fn observer(&self) -> &Arc<dyn Observer> {
        &self.observer
    }
}
