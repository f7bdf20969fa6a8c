//! Hands out the files of one device, in the order of the drive, to the threads that read from it.

use std::collections::{HashMap, VecDeque};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use rusqlite::Connection;

use super::bundled::round_of;
use super::turns::{Turn, Turns};
use crate::error::{Error, Result};
use crate::model::Reason;
use crate::phases::LiveRoot;
use crate::store::{PendingFile, Which, read};
use crate::views::DriveWork;

const BATCH: usize = 256;

/// A file to settle, how often it was tried, and its place among files that may hold the same.
pub struct Job<'t> {
    pub file: PendingFile,
    pub tried: u32,
    pub turn: Option<Turn<'t>>,
}

/// The files of one device.
pub struct Lane {
    state: Mutex<State>,
    roots: Vec<i64>,
    readers: AtomicUsize,
}

struct State {
    db: Connection,
    roots: VecDeque<i64>,
    which: Which,
    after: (Vec<u8>, Vec<u8>),
    ready: VecDeque<PendingFile>,
    again: VecDeque<(i64, u32)>,
    kept_back: bool,
}

impl Lane {
    /// A lane over these sources, in their order; `again`: files of an earlier round with the number of their tries.
    pub fn new(db: Connection, (roots, which): (Vec<i64>, Which), again: Vec<(i64, u32)>) -> Self {
        let state = State {
            db,
            roots: roots.clone().into(),
            which,
            after: (Vec::new(), Vec::new()),
            ready: VecDeque::new(),
            again: again.into(),
            kept_back: false,
        };
        Self { state: Mutex::new(state), roots, readers: AtomicUsize::new(0) }
    }

    /// A thread begins to read from it.
    pub fn enter(&self) {
        self.readers.fetch_add(1, Ordering::Relaxed);
    }

    /// A thread finds nothing more in it. When the last one does, a drive of which something is left waits.
    pub fn leave(&self, sources: &HashMap<i64, &LiveRoot>) {
        if self.readers.fetch_sub(1, Ordering::Relaxed) > 1 {
            return;
        }
        for source in self.roots.iter().filter_map(|root| sources.get(root)) {
            if source.meter.shown_work() == DriveWork::Reading {
                source.meter.set_work(DriveWork::Waiting);
            }
        }
    }

    /// Whether files that repeat another were left for a later round.
    pub fn kept_back(&self) -> bool {
        self.state.lock().is_ok_and(|state| state.kept_back)
    }

    /// The next file; `None` when there is none left.
    pub fn next<'t>(&self, turns: &'t Turns, numbers: &AtomicU64) -> Result<Option<Job<'t>>> {
        let mut state =
            self.state.lock().map_err(|_| Error::blocked("panic", "a reading thread broke down"))?;
        let Some((file, tried)) = state.next()? else { return Ok(None) };
        let may_repeat = file.follows.is_some()
            || file.print.size > 0 && (file.shared > 0 || file.checksum.is_some() || file.links > 1);
        let turn = may_repeat.then(|| turns.take(turn_key(&file), numbers.fetch_add(1, Ordering::Relaxed)));
        Ok(Some(Job { file, tried, turn }))
    }
}

impl State {
    /// A file that follows another waits as long as that one does; one that repeats another by the plan, a round: the one
    /// that the plan named is then the one that was copied, on whichever drive it is.
    fn keep_those_that_can_go(&mut self) -> Result<()> {
        for file in &mut self.ready {
            if file.bundle.is_some() {
                file.targets.retain(|target| round_of(target) == self.which);
            } else if self.which == Which::Leading && file.checksum.is_some() {
                let before = file.targets.len();
                file.targets.retain(|target| target.reason != Reason::OfSource);
                self.kept_back |= file.targets.len() < before;
            }
            let Some(followed) = &file.follows else { continue };
            let mut can_go = Vec::new();
            for target in std::mem::take(&mut file.targets) {
                if !read::waits(&self.db, followed.file, target.destination)? {
                    can_go.push(target);
                }
            }
            file.targets = can_go;
        }
        self.ready.retain(|file| !file.targets.is_empty());
        Ok(())
    }

    fn next(&mut self) -> Result<Option<(PendingFile, u32)>> {
        loop {
            if let Some(file) = self.ready.pop_front() {
                return Ok(Some((file, 0)));
            }
            if let Some((id, tried)) = self.again.pop_front() {
                match read::pending_one(&self.db, id)? {
                    Some(file) if !file.targets.is_empty() => return Ok(Some((file, tried))),
                    Some(_) | None => continue,
                }
            }
            let Some(root) = self.roots.front().copied() else { return Ok(None) };
            let batch =
                read::pending_batch(&self.db, (root, self.which), (&self.after.0, &self.after.1), BATCH)?;
            match batch.last() {
                Some(last) => {
                    self.after = (last.folder.0.clone(), last.name.clone());
                    self.ready = batch.into();
                    self.keep_those_that_can_go()?;
                }
                None => {
                    self.roots.pop_front();
                    self.after = (Vec::new(), Vec::new());
                }
            }
        }
    }
}

/// Those that follow others may want one name, whatever they hold.
fn turn_key(file: &PendingFile) -> u64 {
    if file.follows.is_some() {
        return u64::MAX;
    }
    let sample =
        file.sample.map_or(0, |s| u64::from_le_bytes([s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7]]));
    file.print.size ^ sample
}
