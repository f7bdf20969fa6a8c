//! The job's folder on disk, and the lock that keeps two processes from running one job.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use crate::error::{Error, Kind, Result};
use crate::fs::durable;
use crate::text::of_system;
use crate::words;

/// The job's database.
pub const DATABASE: &str = "job.db";

/// Held while a process changes or runs the job.
pub struct JobLock {
    _file: File,
}

impl JobLock {
    /// Takes the lock, or says that another process has it (exit 4).
    pub fn take(folder: &Path) -> Result<Self> {
        let path = folder.join("job.lock");
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path).map_err(|e| {
            Error::blocked(
                "job_folder",
                words!("the job's folder cannot be written: {e}", e = Words(of_system(&e))),
            )
            .at_path(folder)
        })?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => {
                Err(Error::new(Kind::InUse, "job_in_use", "the job is running in another process")
                    .at_path(folder)
                    .hint("wait until it has finished, or stop it there"))
            }
            Err(TryLockError::Error(e)) => Err(Error::blocked(
                "job_folder",
                words!("the job cannot be locked: {e}", e = Words(of_system(&e))),
            )
            .at_path(folder)),
        }
    }
}

/// Makes the folder, for its owner alone: it tells names of files.
pub fn make(folder: &Path) -> Result<()> {
    for path in [folder.to_owned(), folder.join("logs"), folder.join("reports")] {
        durable::make_private_folder(&path).map_err(|e| {
            Error::blocked(
                "job_folder",
                words!("the job's folder cannot be made: {e}", e = Words(of_system(&e))),
            )
            .at_path(&path)
            .hint("choose another place with --job")
        })?;
    }
    Ok(())
}

/// How commands refer to the job in a folder.
pub fn id_of(folder: &Path) -> String {
    let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    absolute.file_name().map_or_else(|| "job".into(), |n| crate::model::display_bytes(n.as_encoded_bytes()))
}
