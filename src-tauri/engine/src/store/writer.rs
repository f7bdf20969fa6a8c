//! One thread writes to a database, many changes to a transaction: the only way in which a job's rows change.

use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, bounded};
use rusqlite::Connection;

use crate::error::{Error, Result};
use crate::text::of_system;
use crate::words;

type Change = Box<dyn FnOnce(&Connection) -> Result<()> + Send>;

enum Message {
    /// Goes into the open batch; durable some time within [`BATCH_TIME`].
    Later(Change),
    /// Ends the batch; the answer is sent when everything up to here is on the device.
    Now(Change, Sender<Result<()>>),
}

const BATCH: usize = 4096;
const BATCH_TIME: Duration = Duration::from_millis(500);

/// Hands changes to the writing thread.
pub struct Writer {
    queue: Option<Sender<Message>>,
    thread: Option<JoinHandle<()>>,
    failure: Arc<Mutex<Option<Error>>>,
}

impl Writer {
    /// Starts the thread.
    pub fn start(db: Connection) -> Result<Self> {
        let (queue, changes) = bounded(1024);
        let failure = Arc::new(Mutex::new(None));
        let seen = Arc::clone(&failure);
        let thread = std::thread::Builder::new()
            .name("job-db".into())
            .spawn(move || Loop { db, failure: seen }.run(&changes))
            .map_err(|e| {
                Error::blocked(
                    "no_thread",
                    words!("no thread could be started: {e}", e = Words(of_system(&e))),
                )
            })?;
        Ok(Self { queue: Some(queue), thread: Some(thread), failure })
    }

    /// Adds a change to the batch. An earlier failure of the database comes back here.
    pub fn later(&self, change: impl FnOnce(&Connection) -> Result<()> + Send + 'static) -> Result<()> {
        self.send(Message::Later(Box::new(change)))
    }

    /// Makes a change and returns when it and all before it are durable.
    pub fn now(&self, change: impl FnOnce(&Connection) -> Result<()> + Send + 'static) -> Result<()> {
        let (answer, wait) = bounded(1);
        self.send(Message::Now(Box::new(change), answer))?;
        wait.recv().map_err(|_| self.broken())?
    }

    /// Like [`Writer::now`], for a change that has an answer.
    pub fn ask<T: Send + 'static>(
        &self,
        change: impl FnOnce(&Connection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let slot = Arc::new(Mutex::new(None));
        let filled = Arc::clone(&slot);
        self.now(move |db| {
            let answer = change(db)?;
            if let Ok(mut slot) = filled.lock() {
                *slot = Some(answer);
            }
            Ok(())
        })?;
        let answer = slot.lock().ok().and_then(|mut s| s.take());
        answer.ok_or_else(|| self.broken())
    }

    /// Waits until all changes so far are durable.
    pub fn flush(&self) -> Result<()> {
        self.now(|_| Ok(()))
    }

    fn send(&self, message: Message) -> Result<()> {
        if let Some(error) = self.failure.lock().ok().and_then(|f| f.clone()) {
            return Err(error);
        }
        let queue = self.queue.as_ref().ok_or_else(|| self.broken())?;
        queue.send(message).map_err(|_| self.broken())
    }

    fn broken(&self) -> Error {
        let failure = self.failure.lock().ok().and_then(|f| f.clone());
        failure.unwrap_or_else(|| Error::blocked("database", "the job's database cannot be written any more"))
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.queue = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

struct Loop {
    db: Connection,
    failure: Arc<Mutex<Option<Error>>>,
}

impl Loop {
    fn run(&self, changes: &Receiver<Message>) {
        while let Ok(first) = changes.recv() {
            if let Err(error) = self.batch(first, changes) {
                let _ = self.db.execute_batch("ROLLBACK");
                if let Ok(mut failure) = self.failure.lock() {
                    failure.get_or_insert(error);
                }
            }
        }
        let _ = self.db.execute_batch("PRAGMA wal_checkpoint(PASSIVE)");
    }

    fn batch(&self, first: Message, changes: &Receiver<Message>) -> Result<()> {
        self.db.execute_batch("BEGIN IMMEDIATE")?;
        let end = Instant::now() + BATCH_TIME;
        let mut next = Some(first);
        let mut count = 0;
        while let Some(message) = next.take() {
            match message {
                Message::Later(change) => change(&self.db)?,
                Message::Now(change, answer) => return self.close_with(change, &answer),
            }
            count += 1;
            if count < BATCH && Instant::now() < end {
                next = changes.recv_deadline(end).ok();
            }
        }
        Ok(self.db.execute_batch("COMMIT")?)
    }

    fn close_with(&self, change: Change, answer: &Sender<Result<()>>) -> Result<()> {
        let done = change(&self.db).and_then(|()| Ok(self.db.execute_batch("COMMIT")?));
        let _ = answer.send(done.clone());
        done
    }
}
