//! Where each file stands for one destination, and what a query asks of that.

use rusqlite::Connection;

use super::names::Names;
use crate::error::Result;
use crate::model::{CopyStatus, Reason, Term};
use crate::store::{Listed, read};
use crate::views::FilesQuery;

/// All files of a destination.
pub(super) struct Standings {
    pub destination: i64,
    /// By slot; those that vanished have none.
    of: Vec<Option<Listed>>,
}

impl Standings {
    pub fn read(db: &Connection, names: &Names, destination: i64) -> Result<Self> {
        let mut of = vec![None; names.ids.len()];
        read::standings(db, destination, &mut |file, listed| {
            if let Some(slot) = names.slots.get(file) {
                of[slot] = Some(listed);
            }
        })?;
        Ok(Self { destination, of })
    }

    pub fn at(&self, slot: usize) -> Option<&Listed> {
        self.of[slot].as_ref()
    }
}

impl Listed {
    /// Whether it is one of those that a query names by where they stand.
    pub fn is_asked_for(&self, query: &FilesQuery) -> bool {
        query.term.is_none_or(|term| term == self.listed_as())
            && query.status.is_none_or(|status| status == self.status)
            && query.reason.is_none_or(|reason| reason == self.reason)
    }

    /// The list in which it stands: those that wait for the copy of the file that they repeat are with the repeats.
    fn listed_as(&self) -> Term {
        match (Term::of(self.status, self.reason), self.reason) {
            (Term::ToDo, Reason::OfSource | Reason::HardLink) => Term::Repeat,
            (term, _) => term,
        }
    }

    /// Whether an archive has its content, or another drive of the job that was copied. What was left out is in none.
    pub fn is_archived(&self) -> bool {
        self.status == CopyStatus::Done
            && matches!(Term::of(self.status, self.reason), Term::Copied | Term::AlreadyThere | Term::Repeat)
    }
}
