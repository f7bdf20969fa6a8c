//! Reaching what lies below a held folder on Unix: through its handle alone, no link followed.

use std::fs::{File, TryLockError};
use std::io;
use std::os::fd::OwnedFd;
use std::path::Path;

use rustix::fs::{AtFlags, Mode, OFlags, RenameFlags};
use rustix::io::Errno;

use super::super::seen::Opening;
use super::see::look_in;
use crate::model::RelPath;

/// A folder held open.
pub type Held = OwnedFd;

/// Holds a folder; a link in its own path is followed, as a person who names it would expect.
pub fn open_root(path: &Path) -> io::Result<Held> {
    Ok(rustix::fs::open(path, OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())?)
}

/// Whether the device behind the handle still answers.
pub fn answers(dir: &Held) -> bool {
    rustix::fs::fstatfs(dir).is_ok()
}

/// Opens a file below.
pub fn open_file(dir: &Held, path: &RelPath, how: Opening, one_mount: bool) -> io::Result<File> {
    let private = Mode::from_raw_mode(0o600);
    let (flags, mode) = match how {
        Opening::Read => {
            let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
            match open_beneath(dir, path, flags | NO_ACCESS_TIME, Mode::empty(), one_mount) {
                // Only a file's owner may keep its access time.
                Err(Errno::PERM) => (flags, Mode::empty()),
                other => return Ok(other?.into()),
            }
        }
        Opening::New => {
            (OFlags::RDWR | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC, private)
        }
        Opening::Own => (OFlags::RDWR | OFlags::CREATE | OFlags::NOFOLLOW | OFlags::CLOEXEC, private),
    };
    Ok(open_beneath(dir, path, flags, mode, one_mount)?.into())
}

/// Holds a folder below.
pub fn open_folder(dir: &Held, path: &RelPath, one_mount: bool) -> io::Result<Held> {
    if path.0.is_empty() {
        return dir.try_clone();
    }
    Ok(open_beneath(dir, path, FOLDER, Mode::empty(), one_mount)?)
}

/// The same, refused as [`super::is_other_mount`] if anything is mounted over a folder on the way.
#[cfg(target_os = "linux")]
pub fn open_on_this_mount(dir: &Held, path: &RelPath) -> io::Result<Held> {
    use rustix::fs::ResolveFlags;
    let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS | ResolveFlags::NO_XDEV;
    match rustix::fs::openat2(dir, path.0.as_slice(), FOLDER, Mode::empty(), resolve) {
        Err(Errno::NOSYS) => open_folder(dir, path, true),
        other => Ok(other?),
    }
}

/// The same, as far as the system can say whether something is mounted on the way.
#[cfg(not(target_os = "linux"))]
pub fn open_on_this_mount(dir: &Held, path: &RelPath) -> io::Result<Held> {
    open_folder(dir, path, true)
}

/// Makes a folder; `false` if something of that name is there.
pub fn make_folder(dir: &Held, name: &[u8]) -> io::Result<bool> {
    match rustix::fs::mkdirat(dir, name, Mode::from_raw_mode(0o777)) {
        Ok(()) => Ok(true),
        Err(Errno::EXIST) => Ok(false),
        Err(e) => Err(e.into()),
    }
}

/// Moves a file to a name that must be free; `false` if it is taken. Nothing is ever replaced.
pub fn place(from: &Held, old: &[u8], to: &Held, new: &[u8]) -> io::Result<bool> {
    match rename_new(from, old, to, new) {
        Ok(()) => Ok(true),
        Err(Errno::EXIST) => Ok(false),
        // FAT drivers of old know no such flag; the destination's lock keeps our own runs apart.
        Err(Errno::INVAL | Errno::NOSYS) => place_by_looking(from, old, to, new),
        Err(e) => Err(e.into()),
    }
}

/// Gives a file of our own the name of an earlier one of our own.
pub fn replace(dir: &Held, old: &[u8], new: &[u8]) -> io::Result<()> {
    Ok(rustix::fs::renameat(dir, old, dir, new)?)
}

/// Removes a file; the caller has made sure that it is one of ours.
pub fn remove_file(dir: &Held, name: &[u8]) -> io::Result<()> {
    Ok(rustix::fs::unlinkat(dir, name, AtFlags::empty())?)
}

/// Removes an empty folder.
pub fn remove_folder(dir: &Held, name: &[u8]) -> io::Result<()> {
    Ok(rustix::fs::unlinkat(dir, name, AtFlags::REMOVEDIR)?)
}

/// The target of a link.
pub fn read_link(dir: &Held, name: &[u8]) -> io::Result<Vec<u8>> {
    Ok(rustix::fs::readlinkat(dir, name, Vec::new())?.into_bytes())
}

/// Makes a link; what stands there already stays.
pub fn make_link(dir: &Held, name: &[u8], target: &[u8]) -> io::Result<()> {
    Ok(rustix::fs::symlinkat(target, dir, name)?)
}

/// Says to other processes that a folder is in use, until it is dropped or the process ends.
pub struct FolderLock(#[allow(dead_code)] File);

impl FolderLock {
    /// Takes it by a handle of its own.
    pub fn take(dir: Held) -> Result<Self, TryLockError> {
        let file = File::from(dir);
        file.try_lock()?;
        Ok(Self(file))
    }

    /// Removes the folder, if it is empty, and gives the lock back.
    pub fn remove(self, above: &Held, name: &[u8]) -> io::Result<()> {
        remove_folder(above, name)
    }
}

const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);

#[cfg(target_os = "linux")]
const NO_ACCESS_TIME: OFlags = OFlags::NOATIME;
#[cfg(not(target_os = "linux"))]
const NO_ACCESS_TIME: OFlags = OFlags::empty();

#[cfg(target_os = "linux")]
fn open_beneath(
    dir: &Held,
    path: &RelPath,
    flags: OFlags,
    mode: Mode,
    one_mount: bool,
) -> rustix::io::Result<OwnedFd> {
    use rustix::fs::ResolveFlags;
    let mut resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS | ResolveFlags::NO_MAGICLINKS;
    if one_mount {
        resolve |= ResolveFlags::NO_XDEV;
    }
    match rustix::fs::openat2(dir, path.0.as_slice(), flags, mode, resolve) {
        Err(Errno::NOSYS | Errno::NAMETOOLONG) => open_by_parts(dir, path, flags, mode),
        other => other,
    }
}

#[cfg(not(target_os = "linux"))]
fn open_beneath(
    dir: &Held,
    path: &RelPath,
    flags: OFlags,
    mode: Mode,
    _one_mount: bool,
) -> rustix::io::Result<OwnedFd> {
    open_by_parts(dir, path, flags, mode)
}

/// Where the system cannot refuse links in a whole path, and where a path is longer than it takes at once.
fn open_by_parts(dir: &Held, path: &RelPath, flags: OFlags, mode: Mode) -> rustix::io::Result<OwnedFd> {
    let (folder, name) = path.split();
    let mut at = dir.try_clone().map_err(|_| Errno::MFILE)?;
    for part in folder.parts() {
        if part == b".." {
            return Err(Errno::XDEV);
        }
        at = rustix::fs::openat(&at, part, FOLDER, Mode::empty())?;
    }
    rustix::fs::openat(&at, name, flags, mode)
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn rename_new(from: &Held, old: &[u8], to: &Held, new: &[u8]) -> rustix::io::Result<()> {
    rustix::fs::renameat_with(from, old, to, new, RenameFlags::NOREPLACE)
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn rename_new(_from: &Held, _old: &[u8], _to: &Held, _new: &[u8]) -> rustix::io::Result<()> {
    Err(Errno::NOSYS)
}

fn place_by_looking(from: &Held, old: &[u8], to: &Held, new: &[u8]) -> io::Result<bool> {
    if look_in(to, new)?.is_some() {
        return Ok(false);
    }
    rustix::fs::renameat(from, old, to, new)?;
    Ok(true)
}
