//! Runs work on several threads, fed by one: a bounded queue between a database cursor and those who touch files.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};

use crossbeam_channel::bounded;

use crate::error::{Error, Result};

/// Feeds what `produce` hands out to `threads` workers. The first error ends it; a panic in a worker is an error.
pub fn feed<T: Send>(
    threads: usize,
    produce: impl FnOnce(&mut dyn FnMut(T) -> Result<()>) -> Result<()>,
    work: impl Fn(T) -> Result<()> + Sync,
) -> Result<()> {
    let (queue, items) = bounded::<T>(threads * 4);
    let failure: Mutex<Option<Error>> = Mutex::new(None);
    let produced = std::thread::scope(|scope| {
        for _ in 0..threads {
            let items = items.clone();
            let (failure, work) = (&failure, &work);
            scope.spawn(move || {
                for item in items {
                    if let Err(error) = guarded(|| work(item)) {
                        if let Ok(mut first) = failure.lock() {
                            first.get_or_insert(error);
                        }
                        return;
                    }
                }
            });
        }
        drop(items);
        let produced = produce(&mut |item| {
            // Nobody takes it any more: all workers have failed, and one of them has said why.
            queue.send(item).map_err(|_| Error::blocked("panic", "the workers have ended"))
        });
        drop(queue);
        produced
    });
    match failure.into_inner() {
        Ok(Some(error)) => Err(error),
        Ok(None) => produced,
        Err(_) => Err(broken_down()),
    }
}

/// Does something with each item on several threads; the answers come in the order of the items.
pub fn spread<T: Send, R: Send>(threads: usize, items: Vec<T>, work: impl Fn(T) -> R + Sync) -> Vec<R> {
    let count = items.len();
    let queue = Mutex::new(items.into_iter().enumerate());
    let answers: Mutex<Vec<(usize, R)>> = Mutex::new(Vec::with_capacity(count));
    std::thread::scope(|scope| {
        for _ in 0..threads.min(count) {
            scope.spawn(|| {
                while let Some((at, item)) = next(&queue) {
                    let answer = work(item);
                    answers.lock().unwrap_or_else(PoisonError::into_inner).push((at, answer));
                }
            });
        }
    });
    let mut answers = answers.into_inner().unwrap_or_else(PoisonError::into_inner);
    answers.sort_unstable_by_key(|(at, _)| *at);
    answers.into_iter().map(|(_, answer)| answer).collect()
}

fn next<I: Iterator>(queue: &Mutex<I>) -> Option<I::Item> {
    queue.lock().unwrap_or_else(PoisonError::into_inner).next()
}

/// Turns a panic into an error, so that one bad file is one failed file and not a dead job.
pub fn guarded<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(broken_down()))
}

fn broken_down() -> Error {
    Error::file("panic", "the program broke down on this file; the job's log says where")
}
