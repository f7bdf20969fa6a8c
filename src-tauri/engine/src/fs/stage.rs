//! Staging: where a copy is made whole and safe before it gets its final name.

use std::fs::File;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};

use super::buffer::{ALIGN, Buffer};
use super::metadata::Metadata;
use super::os::{self, FolderLock, Held};
use super::read::{ReadBack, read_back};
use super::root::Root;
use crate::cancel::Cancel;
use crate::error::Result;
use crate::model::{OUR_FOLDER, RelPath};

/// Zeros in runs of this many bytes are left as holes.
const HOLE: usize = 64 << 10;
static ZEROS: [u8; HOLE] = [0; HOLE];

/// Staged files lie in this many folders, so that the threads that make them need not wait for one another.
pub(super) const SHELVES: u64 = 8;

/// One job's staging folder at one destination.
pub struct Staging {
    folder: RelPath,
    dir: Held,
    next: AtomicU64,
    /// Says to others that this staging is in use, until the process ends.
    lock: Option<FolderLock>,
}

/// A staged file being written, or whole.
pub struct Staged {
    /// Its name in the staging folder.
    pub name: String,
    file: File,
    at: u64,
    direct: bool,
}

impl Staging {
    /// Where all jobs stage.
    pub(super) fn all() -> RelPath {
        RelPath(format!("{OUR_FOLDER}/staging").into_bytes())
    }

    /// Opens the job's staging folder, made if need be. It must not lie behind another mount.
    pub fn open(root: &Root, job: &str) -> io::Result<Self> {
        let all = Self::all();
        let mut made = Vec::new();
        root.make_folder(&all, &mut made)?;
        root.hold_own_folder(&all)?;
        let folder = all.join(job.as_bytes());
        let dir = root.make_folder(&folder, &mut made)?;
        root.hold_own_folder(&folder)?;
        // Some network drives know no locks; the destination's own lock still holds.
        let lock = FolderLock::take(root.open_folder(&folder)?).ok();
        for shelf in 0..SHELVES {
            root.make_folder(&folder.join(shelf.to_string().as_bytes()), &mut made)?;
        }
        for path in &made {
            root.flush_folder(&path.split().0)?;
        }
        Ok(Self { folder, dir, next: AtomicU64::new(1), lock })
    }

    /// The open folder.
    #[must_use]
    pub fn dir(&self) -> &Held {
        &self.dir
    }

    /// Its path in the destination.
    #[must_use]
    pub fn folder(&self) -> &RelPath {
        &self.folder
    }

    /// Starts a file under a name that owes nothing to the source's.
    pub fn create(&self, root: &Root, direct: bool) -> io::Result<Staged> {
        loop {
            let number = self.next.fetch_add(1, Ordering::Relaxed);
            let name = format!("{}/{number:08x}", number % SHELVES);
            match root.create_new(&self.folder.join(name.as_bytes())) {
                Ok(file) => {
                    let direct = direct && os::set_direct(&file, true);
                    return Ok(Staged { name, file, at: 0, direct });
                }
                Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
                Err(e) => return Err(e),
            }
        }
    }

    /// Opens a staged file for reading back.
    pub fn open_read(&self, root: &Root, name: &str) -> io::Result<File> {
        root.open_read(&self.folder.join(name.as_bytes()))
    }

    /// Removes a staged file: one that was given up, or that an interrupted run left.
    pub fn discard(&self, root: &Root, name: &str) -> io::Result<()> {
        match root.remove_own(&self.folder.join(name.as_bytes())) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
            other => other,
        }
    }

    /// Removes the job's staging folder once nothing is in it.
    pub fn close(self, root: &Root) {
        for shelf in 0..SHELVES {
            let _ = root.remove_own_folder(&self.folder.join(shelf.to_string().as_bytes()));
        }
        let Self { folder, dir, lock, .. } = self;
        drop(dir);
        let _ = match lock {
            Some(lock) => root.remove_locked_folder(&folder, lock),
            None => root.remove_own_folder(&folder),
        };
        let _ = root.remove_own_folder(&folder.split().0);
    }
}

impl Staged {
    /// Appends a piece. Runs of zeros are left as holes if the source is sparse.
    pub fn write(&mut self, bytes: &[u8], sparse: bool) -> io::Result<()> {
        if !sparse {
            return self.append(bytes);
        }
        for part in bytes.chunks(HOLE) {
            // Compared as a whole, which is many times faster than byte for byte.
            if part == &ZEROS[..part.len()] {
                os::allow_holes(&self.file);
                self.at += part.len() as u64;
            } else {
                self.append(part)?;
            }
        }
        Ok(())
    }

    /// Bytes written so far.
    #[must_use]
    pub fn written(&self) -> u64 {
        self.at
    }

    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        let whole = if self.direct { bytes.len() - bytes.len() % ALIGN } else { bytes.len() };
        os::write_all_at(&self.file, &bytes[..whole], self.at)?;
        if whole < bytes.len() {
            os::set_direct(&self.file, false);
            self.direct = false;
            os::write_all_at(&self.file, &bytes[whole..], self.at + whole as u64)?;
        }
        self.at += bytes.len() as u64;
        Ok(())
    }

    /// Ends the writing: sets the length (of a file that ends in a hole) and the metadata.
    /// `false` says that the file system cannot keep some of it.
    pub fn finish(&mut self, meta: &Metadata, sparse: bool) -> io::Result<bool> {
        if sparse {
            self.file.set_len(self.at)?;
        }
        os::apply(&self.file, meta)
    }

    /// Waits until it is on the device. An error here must never be followed by a second try on the same file.
    pub fn flush(&self) -> io::Result<()> {
        os::flush(&self.file)
    }

    /// Reads the flushed file back past the page cache.
    pub fn read_back(&self, buffer: &mut Buffer, cancel: &Cancel, moved: &dyn Fn(u64)) -> Result<ReadBack> {
        read_back(&self.file, buffer, cancel, moved)
    }
}
