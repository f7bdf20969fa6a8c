//! The numbers must add up: `found = copied + already there + repeats + left out + failed + to do`.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::status::words;
use super::{CopyStatus, Reason};

words! {
    /// A term of the equation.
    Term {
        Copied = "copied",
        AlreadyThere = "already_there",
        Repeat = "repeat",
        LeftOut = "left_out",
        Failed = "failed",
        ToDo = "to_do",
    }
}

impl Term {
    /// The term to which a file with this status and reason belongs.
    #[must_use]
    pub fn of(status: CopyStatus, reason: Reason) -> Self {
        match status {
            CopyStatus::Pending | CopyStatus::InProgress | CopyStatus::Placing => Self::ToDo,
            CopyStatus::Error => Self::Failed,
            CopyStatus::Done => match reason {
                Reason::New | Reason::Restored | Reason::ChangedSource => Self::Copied,
                Reason::InDestination | Reason::InPool => Self::AlreadyThere,
                Reason::OfSource | Reason::HardLink => Self::Repeat,
                Reason::Rule
                | Reason::User
                | Reason::Link
                | Reason::Special
                | Reason::Placeholder
                | Reason::Clash => Self::LeftOut,
                Reason::WaitingForDrive => Self::ToDo,
            },
        }
    }
}

/// A count of files with the sum of their sizes in bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Tally {
    /// Number of files.
    pub files: u64,
    /// Sum of their sizes, bytes.
    pub bytes: u64,
}

impl Tally {
    /// Counts `files` more of `bytes` in all.
    pub fn add(&mut self, files: u64, bytes: u64) {
        self.files += files;
        self.bytes += bytes;
    }

    /// Counts `files` fewer of `bytes` in all.
    pub fn take(&mut self, files: u64, bytes: u64) {
        *self = self.without(Self { files, bytes });
    }

    /// What is left of it without these, at least nothing.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self { files: self.files.saturating_sub(other.files), bytes: self.bytes.saturating_sub(other.bytes) }
    }
}

impl std::ops::Add for Tally {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { files: self.files + other.files, bytes: self.bytes + other.bytes }
    }
}

/// All terms for one destination.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Equation {
    pub found: Tally,
    pub copied: Tally,
    pub already_there: Tally,
    pub repeats: Tally,
    pub left_out: Tally,
    pub failed: Tally,
    /// Still to do. Before the copy these are the "new" files of the plan.
    pub to_do: Tally,
    /// The part of `to_do` whose content may yet prove to be there already or a repeat.
    pub undecided: Tally,
    /// The part of `to_do` that is known to repeat another file of the job and waits for that one's copy.
    pub expected_repeats: Tally,
    /// Files that were there at an earlier scan and are not any more; outside the equation.
    pub vanished: Tally,
}

impl Equation {
    /// Adds a group of files to the term it belongs to, and to `found`.
    pub fn count(&mut self, term: Term, tally: Tally) {
        self.found = self.found + tally;
        let slot = match term {
            Term::Copied => &mut self.copied,
            Term::AlreadyThere => &mut self.already_there,
            Term::Repeat => &mut self.repeats,
            Term::LeftOut => &mut self.left_out,
            Term::Failed => &mut self.failed,
            Term::ToDo => &mut self.to_do,
        };
        *slot = *slot + tally;
    }

    /// Moves a file of that size, bytes, that was to do to another term.
    pub fn settle(&mut self, status: CopyStatus, reason: Reason, size: u64) {
        let (found, term) = (self.found, Term::of(status, reason));
        self.to_do.take(1, size);
        self.count(term, Tally { files: 1, bytes: size });
        self.found = found;
        // Whichever file of a content is copied: as many of the others are repeats as were expected. Counted as both, what
        // is new would shrink while it is copied.
        if term == Term::Repeat {
            self.expected_repeats.take(1, size);
        }
    }

    /// What a person calls new: copied already, or still to copy as far as is known.
    #[must_use]
    pub fn to_copy(&self) -> Tally {
        self.copied + self.to_do.without(self.expected_repeats)
    }

    /// The sum of all terms; must equal the independently counted `found`.
    #[must_use]
    pub fn sum(&self) -> Tally {
        self.copied + self.already_there + self.repeats + self.left_out + self.failed + self.to_do
    }

    /// Whether `found` equals the sum of the terms, in files and in bytes.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.sum() == self.found
    }
}
