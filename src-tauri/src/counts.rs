//! Folders that are being counted for the wizard: each can be stopped when its row is gone.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use ingather_engine::cancel::Cancel;

use crate::state::held;

/// By the text of the path.
#[derive(Default)]
pub struct Counts(Mutex<BTreeMap<String, Arc<Cancel>>>);

impl Counts {
    /// Begins a count; an earlier one of the same folder is asked to end.
    pub fn begin(&self, path: &str) -> Counting<'_> {
        let cancel = Arc::new(Cancel::default());
        if let Some(before) = held(&self.0).insert(path.to_owned(), Arc::clone(&cancel)) {
            before.stop();
        }
        Counting { counts: self, path: path.to_owned(), cancel }
    }

    /// Asks a count to end.
    pub fn stop(&self, path: &str) {
        if let Some(cancel) = held(&self.0).get(path) {
            cancel.stop();
        }
    }
}

/// One count, until it is dropped.
pub struct Counting<'a> {
    counts: &'a Counts,
    path: String,
    cancel: Arc<Cancel>,
}

impl Counting<'_> {
    pub fn cancel(&self) -> &Cancel {
        &self.cancel
    }
}

impl Drop for Counting<'_> {
    fn drop(&mut self) {
        let mut counting = held(&self.counts.0);
        // A newer count of the same folder keeps its place.
        if counting.get(&self.path).is_some_and(|now| Arc::ptr_eq(now, &self.cancel)) {
            counting.remove(&self.path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newer_count_ends_the_older_one_and_keeps_its_place() {
        let counts = Counts::default();
        let first = counts.begin("/a");
        let other = counts.begin("/b");
        let second = counts.begin("/a");
        assert!(first.cancel().is_stopped() && !second.cancel().is_stopped());
        drop(first);
        counts.stop("/a");
        assert!(second.cancel().is_stopped(), "the older one did not take it along");
        assert!(!other.cancel().is_stopped());
    }
}
