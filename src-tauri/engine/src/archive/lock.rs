//! One job at a time writes to a destination.

use std::fs::{File, TryLockError};

use super::ours;
use crate::error::{Error, Kind, Result};
use crate::fs::{Root, durable, file_error};
use crate::words;

/// Held while a job writes; given back when it is dropped or the process ends, however it ends.
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock, or says who cannot: the caller's second process exits with 4.
    pub fn take(root: &Root) -> Result<Self> {
        super::make_our_folder(root)
            .map_err(|e| Error { kind: Kind::Blocked, ..file_error("the archive cannot be written", &e) })?;
        let file = durable::open_at(root, &ours("lock"))
            .map_err(|e| Error { kind: Kind::Blocked, ..file_error("the archive cannot be written", &e) })?;
        match file.try_lock() {
            // Some network drives know no locks; the job's own lock still holds.
            Ok(()) | Err(TryLockError::Error(_)) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(Error::new(
                Kind::InUse,
                "archive_in_use",
                words!("another job is writing to {path}", path = Text(root.path().display().to_string())),
            )
            .hint("wait until it has finished, then try again")),
        }
    }
}
