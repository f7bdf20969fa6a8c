//! Counts what becomes of files at a destination, and of what was written there.

use super::Copying;
use super::output::Output;
use crate::model::{CopyStatus, Reason};

impl Copying<'_> {
    /// Counts a file as settled at a destination.
    pub fn settled(&self, destination: i64, reason: Reason, size: u64) {
        self.ctx.meter.settled(destination, CopyStatus::Done, reason, size);
        self.count_settled(destination);
    }

    /// The same of a file that is safe at its place.
    pub fn copied(&self, destination: i64, reason: Reason, size: u64) {
        self.ctx.meter.copied(destination, reason, size);
        self.count_settled(destination);
    }

    fn count_settled(&self, destination: i64) {
        if self.outputs.keys().next() == Some(&destination) {
            self.ctx.meter.file_done();
        }
    }
}

/// Removes a staged file that is not placed: what was written of it, in bytes, is no part of the copy any more.
pub fn take_back(copying: &Copying<'_>, output: &Output<'_>, staged: &str, written: u64) {
    let _ = output.staging.discard(&output.root, staged);
    copying.ctx.meter.taken_back(output.id(), written);
}
