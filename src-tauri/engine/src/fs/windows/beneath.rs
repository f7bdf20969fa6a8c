//! Reaching what lies below a held folder on Windows: one name at a time through the open folder above it, nothing that
//! stands for another place is followed.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::os::windows::fs::OpenOptionsExt;
use std::os::windows::io::{AsHandle, OwnedHandle};
use std::path::Path;

use super::super::buffer::Buffer;
use super::super::foreign;
use super::super::seen::{Opening, SeenKind};
use super::errors::{link_in_path, other_mount};
use super::nt::{self, Wish};
use super::see::{attributes, see};
use crate::model::RelPath;

/// A folder held open.
pub type Held = OwnedHandle;

const READ_DATA: u32 = 0x1;
const WRITE_DATA: u32 = 0x2;
const TRAVERSE: u32 = 0x20;
const READ_ATTRIBUTES: u32 = 0x80;
const WRITE_ATTRIBUTES: u32 = 0x100;
const DELETE: u32 = 0x1_0000;

const SHARE_ALL: u32 = 0x7;
const SHARE_NO_DELETE: u32 = 0x3;

const OPEN: u32 = 1;
const CREATE: u32 = 2;
const OPEN_IF: u32 = 3;

const DIRECTORY: u32 = 0x1;
const NON_DIRECTORY: u32 = 0x40;
const NO_BUFFERING: u32 = 0x8;
const REPARSE_POINT_ITSELF: u32 = 0x20_0000;
/// What lies in slow storage or in the cloud is not fetched.
const NO_RECALL: u32 = 0x40_0000;

const FOLDER: Wish = Wish {
    access: READ_DATA | TRAVERSE | READ_ATTRIBUTES,
    share: SHARE_ALL,
    disposition: OPEN,
    options: DIRECTORY,
};

/// Holds a folder; a link in its own path is followed, as a person who names it would expect.
pub fn open_root(path: &Path) -> io::Result<Held> {
    const BACKUP_SEMANTICS: u32 = 0x0200_0000;
    let file = OpenOptions::new()
        .access_mode(FOLDER.access)
        .share_mode(SHARE_ALL)
        .custom_flags(BACKUP_SEMANTICS)
        .open(path)?;
    match see(&file)?.kind {
        SeenKind::Folder => Ok(file.into()),
        SeenKind::File | SeenKind::Link | SeenKind::Special | SeenKind::Placeholder => {
            Err(io::ErrorKind::NotADirectory.into())
        }
    }
}

/// Whether the device behind the handle still answers.
pub fn answers(dir: &Held) -> bool {
    see(dir).is_ok()
}

/// The same folder by a new handle.
pub fn reopen_folder(dir: &Held) -> io::Result<Held> {
    nt::open(dir, &[], FOLDER)
}

/// The same file or folder by a new handle, for setting its attributes.
pub fn reopen_for_attributes(file: &impl AsHandle) -> io::Result<OwnedHandle> {
    reopen(file, READ_ATTRIBUTES | WRITE_ATTRIBUTES, REPARSE_POINT_ITSELF)
}

/// The same file or folder by a new handle, for flushing it.
pub fn reopen_for_flushing(file: &impl AsHandle) -> io::Result<OwnedHandle> {
    reopen(file, READ_ATTRIBUTES | WRITE_DATA, 0)
}

/// The same file by a new handle that reads past the cache.
pub fn reopen_uncached(file: &File) -> io::Result<File> {
    Ok(reopen(file, READ_DATA | READ_ATTRIBUTES, NON_DIRECTORY | NO_BUFFERING | NO_RECALL)?.into())
}

fn reopen(file: &impl AsHandle, access: u32, options: u32) -> io::Result<OwnedHandle> {
    nt::open(file, &[], Wish { access, share: SHARE_ALL, disposition: OPEN, options })
}

/// Opens an entry only to look at it: nothing is fetched, nobody is kept out.
pub fn open_to_look(dir: &Held, name: &[u8]) -> io::Result<OwnedHandle> {
    let wish =
        Wish { access: READ_ATTRIBUTES, share: SHARE_ALL, disposition: OPEN, options: REPARSE_POINT_ITSELF };
    nt::open(dir, &foreign::name_units(name)?, wish)
}

/// Opens one name. What stands for another place is refused; what a part of the system keeps (deduplicated files) is
/// opened through it, and must be the very same file.
fn open_here(dir: &Held, name: &[u8], wish: Wish) -> io::Result<OwnedHandle> {
    let units = foreign::name_units(name)?;
    let opened = nt::open(dir, &units, Wish { options: wish.options | REPARSE_POINT_ITSELF, ..wish })?;
    let (attributes, tag) = attributes(&opened)?;
    match foreign::kind_of(attributes, tag) {
        SeenKind::Link if foreign::is_mounted_over(attributes, tag) => return Err(other_mount()),
        SeenKind::Link => return Err(link_in_path()),
        SeenKind::Placeholder | SeenKind::Special => return Err(io::ErrorKind::Unsupported.into()),
        SeenKind::File | SeenKind::Folder => {}
    }
    if !foreign::is_kept_by_a_filter(attributes, tag) {
        return Ok(opened);
    }
    let shown = nt::open(dir, &units, Wish { disposition: OPEN, ..wish })?;
    let (one, other) = (see(&opened)?, see(&shown)?);
    if one.dir_id() == other.dir_id() { Ok(shown) } else { Err(link_in_path()) }
}

/// Opens a file below.
pub fn open_file(dir: &Held, path: &RelPath, how: Opening, one_mount: bool) -> io::Result<File> {
    let (folder, name) = path.split();
    let above = open_folder(dir, &folder, one_mount)?;
    let read = READ_DATA | READ_ATTRIBUTES;
    let write = read | WRITE_DATA | WRITE_ATTRIBUTES;
    let (access, disposition, options) = match how {
        Opening::Read => (read, OPEN, NON_DIRECTORY | NO_RECALL),
        Opening::New => (write, CREATE, NON_DIRECTORY),
        Opening::Own => (write, OPEN_IF, NON_DIRECTORY),
    };
    Ok(open_here(&above, name, Wish { access, share: SHARE_ALL, disposition, options })?.into())
}

/// Holds a folder below. Where a volume is mounted on a folder, Windows makes that a link, which is not followed.
pub fn open_folder(dir: &Held, path: &RelPath, _one_mount: bool) -> io::Result<Held> {
    let mut at = dir.try_clone()?;
    for name in path.parts() {
        at = open_here(&at, name, FOLDER)?;
    }
    Ok(at)
}

/// The same, refused as [`super::is_other_mount`] if anything is mounted over a folder on the way.
pub fn open_on_this_mount(dir: &Held, path: &RelPath) -> io::Result<Held> {
    open_folder(dir, path, true)
}

/// Makes a folder; `false` if something of that name is there.
pub fn make_folder(dir: &Held, name: &[u8]) -> io::Result<bool> {
    match nt::open(dir, &foreign::name_units(name)?, Wish { disposition: CREATE, ..FOLDER }) {
        Ok(_) => Ok(true),
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(e) => Err(e),
    }
}

/// Moves a file to a name that must be free; `false` if it is taken. Nothing is ever replaced.
pub fn place(from: &Held, old: &[u8], to: &Held, new: &[u8]) -> io::Result<bool> {
    match rename(from, old, to, new, false) {
        Ok(()) => Ok(true),
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(e) => Err(e),
    }
}

/// Gives a file of our own the name of an earlier one of our own.
pub fn replace(dir: &Held, old: &[u8], new: &[u8]) -> io::Result<()> {
    rename(dir, old, dir, new, true)
}

fn rename(from: &Held, old: &[u8], to: &Held, new: &[u8], replace: bool) -> io::Result<()> {
    // Staged files are named with the shelf that they lie on.
    let (old, new) = (RelPath(old.to_vec()), RelPath(new.to_vec()));
    let ((old_folder, old_name), (new_folder, new_name)) = (old.split(), new.split());
    let file = open_to_change(&open_folder(from, &old_folder, true)?, old_name, NON_DIRECTORY)?;
    let folder = open_folder(to, &new_folder, true)?;
    let units = foreign::name_units(new_name)?;
    nt::retried(|| nt::rename(&file, &folder, &units, replace))
}

fn open_to_change(dir: &Held, name: &[u8], options: u32) -> io::Result<OwnedHandle> {
    let options = options | REPARSE_POINT_ITSELF;
    let access = DELETE | READ_ATTRIBUTES;
    nt::open(dir, &foreign::name_units(name)?, Wish { access, share: SHARE_ALL, disposition: OPEN, options })
}

/// Removes a file; the caller has made sure that it is one of ours.
pub fn remove_file(dir: &Held, name: &[u8]) -> io::Result<()> {
    remove(&open_to_change(dir, name, NON_DIRECTORY)?)
}

/// Removes an empty folder.
pub fn remove_folder(dir: &Held, name: &[u8]) -> io::Result<()> {
    remove(&open_to_change(dir, name, DIRECTORY)?)
}

fn remove(entry: &OwnedHandle) -> io::Result<()> {
    const DISPOSITION: i32 = 4;
    const DISPOSITION_EX: i32 = 21;
    // At once, whoever still has it open, and read-only files too.
    const NOW: u32 = 0x1 | 0x2 | 0x10;
    match nt::set(entry, DISPOSITION_EX, &NOW.to_le_bytes()) {
        Ok(()) => Ok(()),
        Err(e) if e.kind() == io::ErrorKind::DirectoryNotEmpty => Err(e),
        // File systems of old, and FAT, know only the plain way.
        Err(_) => {
            let _ = super::metadata::set_read_only(entry, false);
            nt::set(entry, DISPOSITION, &[1])
        }
    }
}

/// The target of a link.
pub fn read_link(dir: &Held, name: &[u8]) -> io::Result<Vec<u8>> {
    const GET_REPARSE_POINT: u32 = 0x9_00A8;
    let mut answer = Buffer::new(16 << 10);
    let length = nt::control(&open_to_look(dir, name)?, GET_REPARSE_POINT, answer.space())?;
    foreign::link_target(answer.filled(length)).ok_or_else(|| io::ErrorKind::InvalidData.into())
}

/// Links can be made only by administrators here; what they led to is named in the report.
pub fn make_link(_dir: &Held, _name: &[u8], _target: &[u8]) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Says to other processes that a folder is in use, until it is dropped or the process ends. Folders cannot be locked
/// here; but of two handles that may remove a folder, each can keep the other out.
pub struct FolderLock(Held);

impl FolderLock {
    /// Takes it by a handle of its own.
    pub fn take(dir: Held) -> Result<Self, TryLockError> {
        const LOCKED: i32 = 32;
        let wish = Wish { access: DELETE | FOLDER.access, share: SHARE_NO_DELETE, ..FOLDER };
        match nt::open_once(&dir, &[], wish) {
            Ok(lock) => Ok(Self(lock)),
            Err(e) if e.raw_os_error() == Some(LOCKED) => Err(TryLockError::WouldBlock),
            Err(e) => Err(TryLockError::Error(e)),
        }
    }

    /// Removes the folder, if it is empty, and gives the lock back.
    pub fn remove(self, _above: &Held, _name: &[u8]) -> io::Result<()> {
        remove(&self.0)
    }
}
