//! One flush for many small files. A journal commit for each of them is what makes careful copiers slow.
//!
//! The kernel reports a failed write once to every handle that was open before it. A handle opened before the first
//! staged file therefore learns of every failure, but perhaps with an earlier group than the file's own. So after the
//! first error nothing is flushed this way any more: each file's own handle then says whether it was that file.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};

use super::os::{self, Held};
use super::root::Root;
use super::stage::Staging;

/// One thread's handle for flushing a destination as a whole.
pub struct WholeFlush<'a> {
    dir: Held,
    trusted: &'a AtomicBool,
}

impl<'a> WholeFlush<'a> {
    /// Opens the handle; has to happen before anything is staged. `trusted` is shared by all threads of a destination.
    pub fn open(root: &Root, staging: &Staging, trusted: &'a AtomicBool) -> io::Result<Self> {
        let dir = root.open_folder(staging.folder())?;
        if !os::whole_flush_reports_errors(&dir) {
            trusted.store(false, Ordering::Release);
        }
        Ok(Self { dir, trusted })
    }

    /// Flushes everything; `false` if that is not to be trusted, and each file has to be flushed by itself.
    #[must_use]
    pub fn flush(&self) -> bool {
        let done = self.trusted.load(Ordering::Acquire) && os::flush_whole(&self.dir).is_ok();
        if !done {
            self.trusted.store(false, Ordering::Release);
        }
        done && self.trusted.load(Ordering::Acquire)
    }
}
