//! Few at a time, and the newest first: in a list that is scrolled, what was asked for last is what is on the screen.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Those that wait beyond this give way, the oldest first.
const MOST_WAITING: usize = 64;

#[derive(Default)]
struct Line {
    working: usize,
    next: u64,
    /// Tickets, the newest last.
    waiting: Vec<u64>,
}

/// Lets some work while others wait.
pub struct Gate {
    most: usize,
    line: Mutex<Line>,
    moved: Condvar,
}

impl Gate {
    pub fn new(most: usize) -> Self {
        Self { most, line: Mutex::default(), moved: Condvar::new() }
    }

    /// Waits for a place; `None` if too many newer ones came meanwhile.
    pub fn wait(&self) -> Option<Turn<'_>> {
        let mut line = self.line();
        let ticket = line.next;
        line.next += 1;
        line.waiting.push(ticket);
        if line.waiting.len() > MOST_WAITING {
            line.waiting.remove(0);
            self.moved.notify_all();
        }
        loop {
            if !line.waiting.contains(&ticket) {
                return None;
            }
            if line.working < self.most && line.waiting.last() == Some(&ticket) {
                line.waiting.pop();
                line.working += 1;
                // The next one may have a place as well.
                self.moved.notify_all();
                return Some(Turn { gate: self });
            }
            line = self.moved.wait(line).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A place to work, until it is dropped.
pub struct Turn<'a> {
    gate: &'a Gate,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.gate.line().working -= 1;
        self.gate.moved.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
    use std::time::{Duration, Instant};

    use super::*;

    #[test]
    fn never_more_at_a_time_and_too_many_give_way_to_the_newest() {
        let gate = Gate::new(2);
        let (now, most, gave_way, done) =
            (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            let held = [gate.wait().unwrap(), gate.wait().unwrap()];
            for _ in 0..100 {
                scope.spawn(|| match gate.wait() {
                    None => {
                        gave_way.fetch_add(1, SeqCst);
                    }
                    Some(_turn) => {
                        most.fetch_max(now.fetch_add(1, SeqCst) + 1, SeqCst);
                        // The first keeps its place till a second has one.
                        let until = Instant::now() + Duration::from_secs(60);
                        while most.load(SeqCst) < 2 && Instant::now() < until {
                            std::thread::sleep(Duration::from_millis(1));
                        }
                        now.fetch_sub(1, SeqCst);
                        done.fetch_add(1, SeqCst);
                    }
                });
            }
            while gave_way.load(SeqCst) < 100 - MOST_WAITING {
                std::thread::sleep(Duration::from_millis(1));
            }
            assert_eq!(done.load(SeqCst), 0, "both places are taken");
            drop(held);
        });
        assert_eq!((gave_way.load(SeqCst), done.load(SeqCst)), (100 - MOST_WAITING, MOST_WAITING));
        assert_eq!(most.load(SeqCst), 2);
    }
}
