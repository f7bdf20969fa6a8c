//! Failed files that a person wants tried again while the run goes on: they wait again at once, and the copy takes them up
//! before it ends.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::error::{Error, Result};
use crate::progress::Meter;
use crate::store::{Writer, write};

/// Shared by a run and the handle that steers it.
pub struct Retries {
    meter: Arc<Meter>,
    state: Mutex<State>,
}

struct State {
    /// Gone once the run takes nothing up any more.
    writer: Option<Arc<Writer>>,
    asked: bool,
}

impl Retries {
    /// For a run that writes through this writer and counts with this meter.
    #[must_use]
    pub fn new(writer: Arc<Writer>, meter: Arc<Meter>) -> Self {
        Self { meter, state: Mutex::new(State { writer: Some(writer), asked: false }) }
    }

    /// These files wait again, if they had failed. Returns their number; refuses when the run is past its copy.
    pub fn ask(&self, files: Vec<i64>) -> Result<u64> {
        let mut state = self.state();
        let Some(writer) = &state.writer else {
            return Err(Error::usage("not_running", "the run is about to end").hint("try again in a moment"));
        };
        let reopened = writer.ask(move |db| write::retry_planned(db, &files))?;
        let mut tried: Vec<i64> = reopened.iter().map(|one| one.file).collect();
        for one in reopened {
            self.meter.reopened(one.destination, one.size);
        }
        tried.dedup();
        state.asked |= !tried.is_empty();
        Ok(tried.len() as u64)
    }

    /// Whether files were asked for since the last time.
    #[must_use]
    pub fn take(&self) -> bool {
        std::mem::take(&mut self.state().asked)
    }

    /// Like [`Retries::take`]; where nothing was asked for, nothing can be from now on.
    #[must_use]
    pub fn take_or_close(&self) -> bool {
        let mut state = self.state();
        let asked = std::mem::take(&mut state.asked);
        if !asked {
            state.writer = None;
        }
        asked
    }

    /// The run takes nothing up any more.
    pub fn close(&self) {
        self.state().writer = None;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
