//! Files that may hold the same content decide in the order of the drive, so that the first of them is the one copied,
//! in every run.

use std::collections::{HashMap, VecDeque};
use std::sync::{Condvar, Mutex};

/// Queues by what could be equal: a size, or size and sample.
#[derive(Default)]
pub struct Turns {
    queues: Mutex<HashMap<u64, VecDeque<u64>>>,
    moved: Condvar,
}

/// A place in a queue; given up when dropped.
pub struct Turn<'a> {
    turns: &'a Turns,
    key: u64,
    number: u64,
}

impl Turns {
    /// Takes a place. Must be called in the order of the drive; `number` grows with each call.
    pub fn take(&self, key: u64, number: u64) -> Turn<'_> {
        if let Ok(mut queues) = self.queues.lock() {
            queues.entry(key).or_default().push_back(number);
        }
        Turn { turns: self, key, number }
    }
}

impl Turn<'_> {
    /// Waits until all before it have decided. They are in other threads' hands already, so this ends.
    pub fn wait(&self) {
        let Ok(mut queues) = self.turns.queues.lock() else { return };
        while queues.get(&self.key).and_then(|q| q.front()).is_some_and(|first| *first != self.number) {
            queues = match self.turns.moved.wait(queues) {
                Ok(queues) => queues,
                Err(_) => return,
            };
        }
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        if let Ok(mut queues) = self.turns.queues.lock() {
            if let Some(queue) = queues.get_mut(&self.key) {
                queue.retain(|n| *n != self.number);
                if queue.is_empty() {
                    queues.remove(&self.key);
                }
            }
            self.turns.moved.notify_all();
        }
    }
}
