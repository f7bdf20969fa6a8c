//! A folder held open. What is below it is reached through the handle alone, without following links.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use super::os::{self, Held};
use super::seen::{DirId, Opening, Seen};
use crate::model::RelPath;

/// A folder held open.
#[derive(Debug)]
pub struct Root {
    dir: Held,
    path: PathBuf,
    id: DirId,
    /// What is mounted over a folder below is not reached.
    one_mount: bool,
}

impl Root {
    /// Opens a folder; a link in its own path is followed, as a person who names it would expect.
    pub fn open(path: &Path) -> io::Result<Self> {
        Self::holding(os::open_root(path)?, path.to_owned(), false)
    }

    fn holding(dir: Held, path: PathBuf, one_mount: bool) -> io::Result<Self> {
        let id = os::see_folder(&dir)?.dir_id();
        Ok(Self { dir, path, id, one_mount })
    }

    /// The path by which it was opened, for messages.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Which folder it is.
    #[must_use]
    pub fn id(&self) -> DirId {
        self.id
    }

    /// Whether the folder behind the handle still answers and the path still leads to it.
    #[must_use]
    pub fn is_alive(&self) -> bool {
        os::id_at(&self.path).is_ok_and(|id| id == self.id) && os::answers(&self.dir)
    }

    /// Opens a file for reading. Neither a link nor a pipe is ever followed or waited for.
    pub fn open_read(&self, path: &RelPath) -> io::Result<File> {
        os::open_file(&self.dir, path, Opening::Read, self.one_mount)
    }

    /// Holds a folder below as a root of its own.
    pub fn hold_folder(&self, path: &RelPath) -> io::Result<Self> {
        Self::holding(self.open_folder(path)?, self.path_of(path), self.one_mount)
    }

    /// The same folder, without what is mounted over folders below it: there nothing of ours may be written.
    pub fn on_one_mount(&self) -> io::Result<Self> {
        Ok(Self { dir: self.dir.try_clone()?, path: self.path.clone(), id: self.id, one_mount: true })
    }

    /// Whether something else is mounted over a folder below, or over one on the way to it.
    #[must_use]
    pub fn is_behind_mount(&self, folder: &RelPath) -> bool {
        !folder.0.is_empty()
            && os::open_on_this_mount(&self.dir, folder).is_err_and(|e| os::is_other_mount(&e))
    }

    /// Holds a folder of our own below, which must lie on the same mount: what is mounted over it is not ours.
    pub(super) fn hold_own_folder(&self, path: &RelPath) -> io::Result<Self> {
        let held = Self::holding(os::open_on_this_mount(&self.dir, path)?, self.path_of(path), true)?;
        if held.id.device == self.id.device { Ok(held) } else { Err(os::other_mount()) }
    }

    fn path_of(&self, path: &RelPath) -> PathBuf {
        self.path.join(os::bytes_path(&path.0))
    }

    /// The entries in the folder itself, each with what it is, or why that could not be seen. An error ends the
    /// listing: it says nothing of what it did not reach.
    pub fn entries(&self) -> io::Result<impl Iterator<Item = io::Result<(Vec<u8>, io::Result<Seen>)>>> {
        os::entries(&self.dir, &self.path)
    }

    /// The names in the folder itself.
    pub fn names(&self) -> io::Result<Vec<Vec<u8>>> {
        self.entries()?.map(|entry| entry.map(|(name, _)| name)).collect()
    }

    /// Looks at the folder itself.
    pub fn look_here(&self) -> io::Result<Seen> {
        os::see_folder(&self.dir)
    }

    /// The target of a link, as bytes.
    pub fn read_link(&self, path: &RelPath) -> io::Result<Vec<u8>> {
        let (folder, name) = path.split();
        os::read_link(&self.open_folder(&folder)?, name)
    }

    /// Makes a link; what stands there already stays.
    pub fn make_link(&self, path: &RelPath, target: &[u8]) -> io::Result<()> {
        let (folder, name) = path.split();
        os::make_link(&self.open_folder(&folder)?, name, target)
    }

    /// Opens a folder below.
    pub fn open_folder(&self, path: &RelPath) -> io::Result<Held> {
        os::open_folder(&self.dir, path, self.one_mount)
    }

    /// Looks at an entry without following a link; `None` if there is nothing of that name.
    pub fn look(&self, path: &RelPath) -> io::Result<Option<Seen>> {
        let (folder, name) = path.split();
        let dir = match self.open_folder(&folder) {
            Ok(dir) => dir,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(e),
        };
        os::look_in(&dir, name)
    }

    /// Makes a folder and those above it. `made` receives each one that was not there before, the topmost first.
    pub fn make_folder(&self, path: &RelPath, made: &mut Vec<RelPath>) -> io::Result<Held> {
        match self.open_folder(path) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => {}
            other => return other,
        }
        let (parent, name) = path.split();
        let above = self.make_folder(&parent, made)?;
        if os::make_folder(&above, name)? {
            made.push(path.clone());
        }
        self.open_folder(path)
    }

    /// Creates a file that must not be there yet, readable by its owner only.
    pub fn create_new(&self, path: &RelPath) -> io::Result<File> {
        os::open_file(&self.dir, path, Opening::New, self.one_mount)
    }

    /// Opens a file of our own folder for writing, made if need be.
    pub(super) fn open_own(&self, path: &RelPath) -> io::Result<File> {
        os::open_file(&self.dir, path, Opening::Own, self.one_mount)
    }

    /// Moves a staged file to its final place; `false` if the name is taken. Nothing is ever replaced.
    pub fn place(&self, staging: &Held, staged: &[u8], folder: &Held, name: &[u8]) -> io::Result<bool> {
        os::place(staging, staged, folder, name)
    }

    /// Flushes a folder's list of names.
    pub fn flush_folder(&self, path: &RelPath) -> io::Result<()> {
        os::flush_folder(&self.open_folder(path)?)
    }

    /// Removes a file; the caller has made sure that it is a staged one.
    pub(super) fn remove_own(&self, path: &RelPath) -> io::Result<()> {
        let (folder, name) = path.split();
        os::remove_file(&self.open_folder(&folder)?, name)
    }

    /// Removes an empty folder of our own.
    pub(super) fn remove_own_folder(&self, path: &RelPath) -> io::Result<()> {
        let (folder, name) = path.split();
        os::remove_folder(&self.open_folder(&folder)?, name)
    }

    /// The same for one that is locked by us.
    pub(super) fn remove_locked_folder(&self, path: &RelPath, lock: os::FolderLock) -> io::Result<()> {
        let (folder, name) = path.split();
        lock.remove(&self.open_folder(&folder)?, name)
    }
}

impl Seen {
    /// What an open file is.
    pub fn of_file(file: &File) -> io::Result<Self> {
        os::see_file(file)
    }

    /// What `std` has read of an entry.
    #[must_use]
    pub fn of_metadata(meta: &std::fs::Metadata) -> Self {
        os::see_metadata(meta)
    }
}
