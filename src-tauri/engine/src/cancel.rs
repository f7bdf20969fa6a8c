//! How a running job is paused and stopped: every loop and every buffer asks.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex};

use crate::error::{Error, Result};

/// Shared by a job's threads and its handle.
#[derive(Debug, Default)]
pub struct Cancel {
    stopped: AtomicBool,
    paused: AtomicBool,
    gate: Mutex<()>,
    opened: Condvar,
}

impl Cancel {
    /// Waits while the job is paused; an error once it is stopped.
    pub fn check(&self) -> Result<()> {
        if self.paused.load(Ordering::Acquire) {
            self.wait_at_gate();
        }
        if self.is_stopped() { Err(Error::stopped()) } else { Ok(()) }
    }

    /// Asks all threads to end.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::Release);
        self.set_paused(false);
    }

    /// Holds all threads, or lets them go on.
    pub fn set_paused(&self, paused: bool) {
        self.paused.store(paused, Ordering::Release);
        let _guard = self.gate.lock();
        self.opened.notify_all();
    }

    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Acquire)
    }

    #[must_use]
    pub fn is_paused(&self) -> bool {
        self.paused.load(Ordering::Acquire)
    }

    fn wait_at_gate(&self) {
        let Ok(mut guard) = self.gate.lock() else { return };
        while self.is_paused() && !self.is_stopped() {
            guard = match self.opened.wait_timeout(guard, std::time::Duration::from_millis(200)) {
                Ok((guard, _)) => guard,
                Err(_) => return,
            };
        }
    }
}
