//! What a person decides about rows of a list: leave out, copy anyway, accept, try again. Records change, never a disk.

use super::Job;
use crate::error::{Error, Result};
use crate::store::{read, write};
use crate::views::Selection;

impl Job {
    /// Leaves files, or folders with all below them, out of the job; `reason` is kept and shown with each. What was
    /// copied of them stays. Returns the number of files.
    pub fn leave_out_rows(&self, selection: &Selection, reason: &str) -> Result<u64> {
        let files = self.selected(selection)?;
        let reason = said(reason, "left out by hand");
        self.change(move |db| write::leave_out_files(db, &files, &reason))
    }

    /// Takes in what a rule or a person left out, and has copied what needs no copy because its content is there (a
    /// repeat, or already in the archive). Returns the number of files that wait now and did not before; the next plan
    /// gives them their places.
    pub fn take_in_rows(&self, selection: &Selection, reason: &str) -> Result<u64> {
        let files = self.selected(selection)?;
        let reason = said(reason, "taken in by hand");
        self.change(move |db| write::take_in_files(db, &files, &reason))
    }

    /// Files whose bytes are not those that others recorded are right as they are; `reason` is kept and shown with each.
    /// Those that failed for it wait again. Returns the number of files of which something is recorded.
    pub fn accept_rows(&self, selection: &Selection, reason: &str) -> Result<u64> {
        let files = self.selected(selection)?;
        let reason = said(reason, "accepted by hand");
        self.change(move |db| write::accept_record(db, &files, &reason))
    }

    /// Files that failed wait again: the selected ones, or all. Returns their number.
    pub fn retry(&self, selection: Option<&Selection>) -> Result<u64> {
        let files = self.failed(selection)?;
        self.change(move |db| write::retry(db, &files))
    }

    /// What a retry is about: the selected files, or all that failed. For [`crate::runner::JobHandle::retry`], too.
    pub fn failed(&self, selection: Option<&Selection>) -> Result<Vec<i64>> {
        match selection {
            Some(selection) => self.selected(selection),
            None => read::failed(&self.reader()?),
        }
    }

    fn selected(&self, selection: &Selection) -> Result<Vec<i64>> {
        let files = read::selected(&self.reader()?, selection)?;
        if files.is_empty() {
            return Err(Error::usage("not_in_job", "none of these files is in the job any more")
                .hint("look at the list again"));
        }
        Ok(files)
    }
}

fn said(reason: &str, otherwise: &str) -> String {
    let reason = reason.trim();
    if reason.is_empty() { otherwise.to_owned() } else { reason.to_owned() }
}
