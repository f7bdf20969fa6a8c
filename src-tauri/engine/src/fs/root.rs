//! A folder held open. What is below it is reached through the handle alone, without following links.

use std::fs::File;
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::path::{Path, PathBuf};

use rustix::fs::{AtFlags, FileType, Mode, OFlags, RenameFlags, Stat};
use rustix::io::Errno;

use super::os;
use crate::model::{Fingerprint, RelPath};

/// Device and inode of a folder: which folder it is while it is mounted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DirId {
    pub device: u64,
    pub inode: u64,
}

/// What kind of entry was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeenKind {
    File,
    Folder,
    Link,
    /// Pipe, socket or device.
    Special,
}

/// An entry as the system reports it, links not followed.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    pub kind: SeenKind,
    pub print: Fingerprint,
    /// Permission bits.
    pub mode: u32,
    /// Number of names.
    pub links: u64,
    /// Bytes allocated on the device; less than the size for a sparse file.
    pub allocated: u64,
    pub device: u64,
}

/// A folder held open.
#[derive(Debug)]
pub struct Root {
    pub(super) dir: OwnedFd,
    pub(super) path: PathBuf,
    pub(super) id: DirId,
    /// What is mounted over a folder below is not reached.
    pub(super) one_mount: bool,
}

impl Root {
    /// Opens a folder; a link in its own path is followed, as a person who names it would expect.
    pub fn open(path: &Path) -> io::Result<Self> {
        let dir =
            rustix::fs::open(path, OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())?;
        let stat = rustix::fs::fstat(&dir)?;
        Ok(Self { dir, path: path.to_owned(), id: id_of(&stat), one_mount: false })
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
        rustix::fs::stat(&self.path).is_ok_and(|s| id_of(&s) == self.id)
            && rustix::fs::fstatfs(&self.dir).is_ok()
    }

    /// A path that leads through the held handle, for listing.
    #[must_use]
    pub fn listing_path(&self, folder: &RelPath) -> PathBuf {
        let mut base = handle_path(&self.dir).unwrap_or_else(|| self.path.clone());
        if !folder.0.is_empty() {
            base.push(bytes_path(&folder.0));
        }
        base
    }

    /// Opens a file for reading. Neither a link nor a pipe is ever followed or waited for.
    pub fn open_read(&self, path: &RelPath) -> io::Result<File> {
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        match self.open_beneath(path, flags | NO_ACCESS_TIME, Mode::empty()) {
            // Only a file's owner may keep its access time.
            Err(Errno::PERM) => Ok(self.open_beneath(path, flags, Mode::empty())?.into()),
            other => Ok(other?.into()),
        }
    }

    /// Holds a folder below as a root of its own.
    pub fn hold_folder(&self, path: &RelPath) -> io::Result<Self> {
        let dir = self.open_folder(path)?;
        let id = id_of(&rustix::fs::fstat(&dir)?);
        Ok(Self { dir, path: self.path.join(bytes_path(&path.0)), id, one_mount: self.one_mount })
    }

    /// The names in the folder itself.
    pub(super) fn names(&self) -> io::Result<Vec<Vec<u8>>> {
        use std::os::unix::ffi::OsStringExt;
        std::fs::read_dir(self.listing_path(&RelPath::default()))?
            .map(|entry| entry.map(|e| e.file_name().into_vec()))
            .collect()
    }

    /// Looks at the folder itself.
    pub fn look_here(&self) -> io::Result<Seen> {
        Ok(seen(&rustix::fs::fstat(&self.dir)?))
    }

    /// The target of a link, as bytes.
    pub fn read_link(&self, path: &RelPath) -> io::Result<Vec<u8>> {
        let (folder, name) = path.split();
        Ok(rustix::fs::readlinkat(self.open_folder(&folder)?, name, Vec::new())?.into_bytes())
    }

    /// Opens a folder below.
    pub fn open_folder(&self, path: &RelPath) -> io::Result<OwnedFd> {
        if path.0.is_empty() {
            return self.dir.try_clone();
        }
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        Ok(self.open_beneath(path, flags, Mode::empty())?)
    }

    /// Looks at an entry without following a link; `None` if there is nothing of that name.
    pub fn look(&self, path: &RelPath) -> io::Result<Option<Seen>> {
        let (folder, name) = path.split();
        let dir = match self.open_folder(&folder) {
            Ok(dir) => dir,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(e),
        };
        look_in(&dir, name)
    }

    /// Makes a folder and those above it. `made` receives each one that was not there before, the topmost first.
    pub fn make_folder(&self, path: &RelPath, made: &mut Vec<RelPath>) -> io::Result<OwnedFd> {
        match self.open_folder(path) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => {}
            other => return other,
        }
        let (parent, name) = path.split();
        let above = self.make_folder(&parent, made)?;
        match rustix::fs::mkdirat(&above, name, Mode::from_raw_mode(0o777)) {
            Ok(()) => made.push(path.clone()),
            Err(Errno::EXIST) => {}
            Err(e) => return Err(e.into()),
        }
        self.open_folder(path)
    }

    /// Creates a file that must not be there yet, readable by its owner only.
    pub fn create_new(&self, path: &RelPath) -> io::Result<File> {
        let flags = OFlags::RDWR | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        Ok(self.open_beneath(path, flags, Mode::from_raw_mode(0o600))?.into())
    }

    /// Opens a file of our own folder for writing, made if need be.
    pub(super) fn open_own(&self, path: &RelPath) -> io::Result<File> {
        let flags = OFlags::RDWR | OFlags::CREATE | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        Ok(self.open_beneath(path, flags, Mode::from_raw_mode(0o600))?.into())
    }

    /// Moves a staged file to its final place; `false` if the name is taken. Nothing is ever replaced.
    pub fn place(&self, staging: &OwnedFd, staged: &[u8], folder: &OwnedFd, name: &[u8]) -> io::Result<bool> {
        match rename_new(staging, staged, folder, name) {
            Ok(()) => Ok(true),
            Err(Errno::EXIST) => Ok(false),
            // FAT drivers of old know no such flag; the destination's lock keeps our own runs apart.
            Err(Errno::INVAL | Errno::NOSYS) => place_by_looking(staging, staged, folder, name),
            Err(e) => Err(e.into()),
        }
    }

    /// Flushes a folder's list of names.
    pub fn flush_folder(&self, path: &RelPath) -> io::Result<()> {
        os::flush(self.open_folder(path)?)
    }

    /// Removes a file; the caller has made sure that it is a staged one.
    pub(super) fn remove_own(&self, path: &RelPath) -> io::Result<()> {
        let (folder, name) = path.split();
        Ok(rustix::fs::unlinkat(self.open_folder(&folder)?, name, AtFlags::empty())?)
    }

    /// Removes an empty folder of our own.
    pub(super) fn remove_own_folder(&self, path: &RelPath) -> io::Result<()> {
        let (folder, name) = path.split();
        Ok(rustix::fs::unlinkat(self.open_folder(&folder)?, name, AtFlags::REMOVEDIR)?)
    }

    #[cfg(target_os = "linux")]
    fn open_beneath(&self, path: &RelPath, flags: OFlags, mode: Mode) -> rustix::io::Result<OwnedFd> {
        use rustix::fs::ResolveFlags;
        let mut resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS | ResolveFlags::NO_MAGICLINKS;
        if self.one_mount {
            resolve |= ResolveFlags::NO_XDEV;
        }
        match rustix::fs::openat2(&self.dir, path.0.as_slice(), flags, mode, resolve) {
            Err(Errno::NOSYS | Errno::NAMETOOLONG) => self.open_by_parts(path, flags, mode),
            other => other,
        }
    }

    #[cfg(not(target_os = "linux"))]
    fn open_beneath(&self, path: &RelPath, flags: OFlags, mode: Mode) -> rustix::io::Result<OwnedFd> {
        self.open_by_parts(path, flags, mode)
    }

    /// Where the system cannot refuse links in a whole path, and where a path is longer than it takes at once.
    fn open_by_parts(&self, path: &RelPath, flags: OFlags, mode: Mode) -> rustix::io::Result<OwnedFd> {
        let (folder, name) = path.split();
        let step = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let mut at = self.dir.try_clone().map_err(|_| Errno::MFILE)?;
        for part in folder.parts() {
            if part == b".." {
                return Err(Errno::XDEV);
            }
            at = rustix::fs::openat(&at, part, step, Mode::empty())?;
        }
        rustix::fs::openat(&at, name, flags, mode)
    }
}

#[cfg(target_os = "linux")]
const NO_ACCESS_TIME: OFlags = OFlags::NOATIME;
#[cfg(not(target_os = "linux"))]
const NO_ACCESS_TIME: OFlags = OFlags::empty();

#[cfg(target_os = "linux")]
fn handle_path(dir: &OwnedFd) -> Option<PathBuf> {
    use std::os::fd::AsRawFd;
    Some(PathBuf::from(format!("/proc/self/fd/{}", dir.as_raw_fd())))
}

#[cfg(not(target_os = "linux"))]
fn handle_path(_dir: &OwnedFd) -> Option<PathBuf> {
    None
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn rename_new(from: &OwnedFd, old: &[u8], to: &OwnedFd, new: &[u8]) -> rustix::io::Result<()> {
    rustix::fs::renameat_with(from, old, to, new, RenameFlags::NOREPLACE)
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn rename_new(_from: &OwnedFd, _old: &[u8], _to: &OwnedFd, _new: &[u8]) -> rustix::io::Result<()> {
    Err(Errno::NOSYS)
}

fn place_by_looking(from: &OwnedFd, old: &[u8], to: &OwnedFd, new: &[u8]) -> io::Result<bool> {
    if look_in(to, new)?.is_some() {
        return Ok(false);
    }
    rustix::fs::renameat(from, old, to, new)?;
    Ok(true)
}

/// Looks at a name in an open folder; `None` if there is nothing of that name.
pub fn look_in(dir: impl AsFd, name: &[u8]) -> io::Result<Option<Seen>> {
    match rustix::fs::statat(dir, name, AtFlags::SYMLINK_NOFOLLOW) {
        Ok(stat) => Ok(Some(seen(&stat))),
        Err(Errno::NOENT | Errno::NOTDIR) => Ok(None),
        Err(e) => Err(e.into()),
    }
}

impl Seen {
    /// What an open file is.
    pub fn of_file(file: &File) -> io::Result<Self> {
        Ok(seen(&rustix::fs::fstat(file)?))
    }

    /// What `std` has read of an entry.
    #[must_use]
    pub fn of_metadata(meta: &std::fs::Metadata) -> Self {
        use std::os::unix::fs::{FileTypeExt, MetadataExt};
        let kind = meta.file_type();
        let special = kind.is_fifo() || kind.is_socket() || kind.is_block_device() || kind.is_char_device();
        Self {
            kind: match (kind.is_dir(), kind.is_symlink(), special) {
                (true, _, _) => SeenKind::Folder,
                (_, true, _) => SeenKind::Link,
                (_, _, true) => SeenKind::Special,
                (false, false, false) => SeenKind::File,
            },
            print: Fingerprint {
                size: meta.len(),
                mtime_ns: nanos(meta.mtime(), meta.mtime_nsec()),
                ctime_ns: nanos(meta.ctime(), meta.ctime_nsec()),
                inode: meta.ino(),
            },
            mode: meta.mode() & 0o7777,
            links: meta.nlink(),
            allocated: meta.blocks() * 512,
            device: meta.dev(),
        }
    }

    /// Which folder it is, if it is one.
    #[must_use]
    pub fn dir_id(&self) -> DirId {
        DirId { device: self.device, inode: self.print.inode }
    }
}

#[allow(clippy::unnecessary_cast)] // the widths differ between targets
fn seen(stat: &Stat) -> Seen {
    Seen {
        kind: match FileType::from_raw_mode(stat.st_mode) {
            FileType::RegularFile => SeenKind::File,
            FileType::Directory => SeenKind::Folder,
            FileType::Symlink => SeenKind::Link,
            FileType::Fifo
            | FileType::Socket
            | FileType::CharacterDevice
            | FileType::BlockDevice
            | FileType::Unknown => SeenKind::Special,
        },
        print: Fingerprint {
            size: stat.st_size as u64,
            mtime_ns: nanos(stat.st_mtime as i64, stat.st_mtime_nsec as i64),
            ctime_ns: nanos(stat.st_ctime as i64, stat.st_ctime_nsec as i64),
            inode: stat.st_ino as u64,
        },
        mode: stat.st_mode as u32 & 0o7777,
        links: stat.st_nlink as u64,
        allocated: stat.st_blocks as u64 * 512,
        device: stat.st_dev as u64,
    }
}

#[allow(clippy::unnecessary_cast)] // the widths differ between targets
pub(super) fn id_of(stat: &Stat) -> DirId {
    DirId { device: stat.st_dev as u64, inode: stat.st_ino as u64 }
}

fn nanos(seconds: i64, rest: i64) -> i64 {
    seconds.saturating_mul(1_000_000_000).saturating_add(rest)
}

/// The bytes of a relative path as a path.
#[must_use]
pub fn bytes_path(bytes: &[u8]) -> &Path {
    use std::os::unix::ffi::OsStrExt;
    Path::new(std::ffi::OsStr::from_bytes(bytes))
}
