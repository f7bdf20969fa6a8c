//! Files that are made safe together: flushed, read back, placed and committed as one.

use std::time::{Duration, Instant};

use crate::fs::Staged;
use crate::model::{Checksum, Reason, RelPath};

/// A staged file with everything that is needed to place it.
pub struct Member {
    pub file: i64,
    pub size: u64,
    pub checksum: Checksum,
    pub reason: Reason,
    pub staged: Staged,
    /// What others may wait for, as those that it leads: its content, for a dependant content and place.
    pub leads: Option<Checksum>,
    pub folder_id: i64,
    pub folder: RelPath,
    pub name: Vec<u8>,
    pub suffixed: bool,
    /// Part of a bundle, in which no name may be another.
    pub in_bundle: bool,
    pub tried: u32,
    /// What is to be said of the copy.
    pub message: Option<String>,
    /// The source's inode on the destination's own volume, else 0: it can never be its own copy.
    pub source_inode: u64,
}

/// Where a file shall go.
#[derive(Debug, Clone)]
pub struct Place {
    /// The archive's folder, by its row.
    pub folder: i64,
    pub name: Vec<u8>,
    /// Another file of the job has that name.
    pub suffixed: bool,
}

/// An open group.
#[derive(Default)]
pub struct Group {
    pub members: Vec<Member>,
    bytes: u64,
    since: Option<Instant>,
}

impl Group {
    /// Adds a file.
    pub fn push(&mut self, member: Member) {
        self.since.get_or_insert_with(Instant::now);
        self.bytes += member.size;
        self.members.push(member);
    }

    /// Whether it has to be closed.
    #[must_use]
    pub fn is_full(&self, files: usize, bytes: u64, wait: Duration) -> bool {
        self.members.len() >= files
            || self.bytes >= bytes
            || self.since.is_some_and(|at| at.elapsed() >= wait)
    }

    /// The sum of its files' sizes.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.bytes
    }
}
