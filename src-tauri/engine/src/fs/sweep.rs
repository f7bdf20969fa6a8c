//! Clears what broken-off runs left in staging: files under names that only we give, in folders that only we make, on
//! the destination's own mount. Whatever else lies there is somebody's, and stays.

use std::fs::TryLockError;
use std::io;

use super::os::FolderLock;
use super::root::Root;
use super::seen::SeenKind;
use super::stage::{SHELVES, Staging};
use crate::model::RelPath;

/// As many unknown things are named; more would tell a person no more.
const NAMED: usize = 20;

impl Staging {
    /// Removes what runs that are over have left in staging. What is not ours, or lies behind another mount, stays;
    /// its paths come back. A folder whose run is still alive is passed over.
    pub fn sweep(root: &Root) -> io::Result<Vec<RelPath>> {
        let mut sweep = Sweep { root, unknown: Vec::new() };
        let all = Self::all();
        match root.hold_own_folder(&all) {
            Ok(held) => sweep.jobs(&held, &all)?,
            Err(e) if e.kind() == io::ErrorKind::NotFound => {}
            Err(_) => sweep.stays(all),
        }
        Ok(sweep.unknown)
    }
}

struct Sweep<'a> {
    root: &'a Root,
    unknown: Vec<RelPath>,
}

impl Sweep<'_> {
    fn stays(&mut self, path: RelPath) {
        if self.unknown.len() < NAMED {
            self.unknown.push(path);
        }
    }

    fn jobs(&mut self, held: &Root, at: &RelPath) -> io::Result<()> {
        for name in held.names()? {
            let path = at.join(&name);
            if !is_job_folder(&name) {
                self.stays(path);
                continue;
            }
            let Ok(job) = self.root.hold_own_folder(&path) else {
                self.stays(path);
                continue;
            };
            // Held by the run that stages there, for as long as it lives.
            let lock = match FolderLock::take(job.open_folder(&RelPath::default())?) {
                Err(TryLockError::WouldBlock) => continue,
                taken => taken.ok(),
            };
            self.shelves(&job, &path)?;
            drop(job);
            let _ = match lock {
                Some(lock) => self.root.remove_locked_folder(&path, lock),
                None => self.root.remove_own_folder(&path),
            };
        }
        let _ = self.root.remove_own_folder(at);
        Ok(())
    }

    fn shelves(&mut self, job: &Root, at: &RelPath) -> io::Result<()> {
        for name in job.names()? {
            let path = at.join(&name);
            if !is_shelf(&name) {
                self.stays(path);
                continue;
            }
            match self.root.hold_own_folder(&path) {
                Ok(shelf) => self.files(&shelf, &path)?,
                Err(_) => self.stays(path.clone()),
            }
            let _ = self.root.remove_own_folder(&path);
        }
        Ok(())
    }

    fn files(&mut self, shelf: &Root, at: &RelPath) -> io::Result<()> {
        for name in shelf.names()? {
            let own = RelPath(name.clone());
            let is_ours = is_staged(&name)
                && shelf
                    .look(&own)?
                    .is_some_and(|s| s.kind == SeenKind::File && s.device == self.root.id().device);
            // A file that something is mounted on, or that nobody may remove, stays as well.
            if !is_ours || shelf.remove_own(&own).is_err() {
                self.stays(at.join(&name));
            }
        }
        Ok(())
    }
}

fn is_job_folder(name: &[u8]) -> bool {
    match name.strip_prefix(b"restore-") {
        Some(process) => !process.is_empty() && process.iter().all(u8::is_ascii_digit),
        None => name.len() == 16 && is_hex(name),
    }
}

fn is_shelf(name: &[u8]) -> bool {
    matches!(name, [digit] if (b'0'..b'0' + SHELVES as u8).contains(digit))
}

fn is_staged(name: &[u8]) -> bool {
    (8..=16).contains(&name.len()) && is_hex(name)
}

fn is_hex(name: &[u8]) -> bool {
    name.iter().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}
