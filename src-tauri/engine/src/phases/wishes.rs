//! What a person wants of a run that goes on: failed files tried again, or, where something is missing or full, a word
//! on how to go on. The copy takes it up before it ends.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::error::{Error, Kind, Result};
use crate::progress::Meter;
use crate::store::{Writer, write};
use crate::views::WayOn;

/// Ends a look at copies early, because a person has answered meanwhile.
pub const ANSWERED: &str = "answered";

/// Shared by a run and the handle that steers it.
pub struct Wishes {
    meter: Arc<Meter>,
    state: Mutex<State>,
    /// Whether there is an answer; asked between any two files.
    answered: AtomicBool,
    came: Condvar,
}

struct State {
    /// Gone once the run takes nothing up any more.
    writer: Option<Arc<Writer>>,
    retries: bool,
    answers: Vec<WayOn>,
}

impl Wishes {
    /// For a run that writes through this writer and counts with this meter.
    #[must_use]
    pub fn new(writer: Arc<Writer>, meter: Arc<Meter>) -> Self {
        let state = State { writer: Some(writer), retries: false, answers: Vec::new() };
        Self { meter, state: Mutex::new(state), answered: AtomicBool::new(false), came: Condvar::new() }
    }

    /// These files wait again, if they had failed. Returns their number; refuses when the run is past its copy.
    pub fn retry(&self, files: Vec<i64>) -> Result<u64> {
        let mut state = self.state();
        let Some(writer) = &state.writer else { return Err(too_late()) };
        let reopened = writer.ask(move |db| write::retry_planned(db, &files))?;
        let mut tried: Vec<i64> = reopened.iter().map(|one| one.file).collect();
        for one in reopened {
            self.meter.reopened(one.destination, one.size);
        }
        tried.dedup();
        state.retries |= !tried.is_empty();
        self.came.notify_all();
        Ok(tried.len() as u64)
    }

    /// Says how to go on; refuses when the run is past its copy.
    pub fn answer(&self, answer: WayOn) -> Result<()> {
        let mut state = self.state();
        if state.writer.is_none() {
            return Err(too_late());
        }
        if !state.answers.contains(&answer) {
            state.answers.push(answer);
        }
        self.answered.store(true, Ordering::Release);
        self.meter.answered.store(true, Ordering::Relaxed);
        self.came.notify_all();
        Ok(())
    }

    /// Whether somebody has said how to go on: then the files in hand are finished, and no others begun.
    #[must_use]
    pub fn is_answered(&self) -> bool {
        self.answered.load(Ordering::Acquire)
    }

    /// The same for work that may be broken off at any file.
    pub fn break_off_if_answered(&self) -> Result<()> {
        match self.is_answered() {
            true => Err(Error::new(Kind::Stopped, ANSWERED, "broken off to go on with what is there again")),
            false => Ok(()),
        }
    }

    /// What was answered since the last time.
    #[must_use]
    pub fn take_answers(&self) -> Vec<WayOn> {
        let mut state = self.state();
        self.answered.store(false, Ordering::Release);
        self.meter.answered.store(false, Ordering::Relaxed);
        std::mem::take(&mut state.answers)
    }

    /// Whether files were asked for since the last time.
    #[must_use]
    pub fn take_retries(&self) -> bool {
        std::mem::take(&mut self.state().retries)
    }

    /// Waits a moment for a wish; whether there is one.
    #[must_use]
    pub fn wait(&self, moment: Duration) -> bool {
        let state = self.state();
        if state.wants_something() {
            return true;
        }
        self.came.wait_timeout(state, moment).is_ok_and(|(state, _)| state.wants_something())
    }

    /// Where nothing was wished for, nothing can be from now on: then it is true.
    #[must_use]
    pub fn close_if_none(&self) -> bool {
        let mut state = self.state();
        if !state.wants_something() {
            state.writer = None;
        }
        state.writer.is_none()
    }

    /// The run takes nothing up any more.
    pub fn close(&self) {
        self.state().writer = None;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn wants_something(&self) -> bool {
        self.retries || !self.answers.is_empty()
    }
}

fn too_late() -> Error {
    Error::usage("not_running", "the run is about to end").hint("try again in a moment")
}
