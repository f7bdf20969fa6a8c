//! What Windows says of an entry, in our words. Always asked of an open handle: what a folder's listing says of size and
//! times may be older than the file.

use std::borrow::Cow;
use std::ffi::OsString;
use std::fs::File;
use std::io;
use std::os::windows::ffi::OsStringExt;
use std::os::windows::fs::MetadataExt;
use std::os::windows::io::AsHandle;
use std::path::{Path, PathBuf};

use super::super::buffer::Buffer;
use super::super::foreign;
use super::super::seen::{DirId, Seen, SeenKind};
use super::beneath::{self, Held};
use super::nt;
use crate::model::{Fingerprint, wide_of_bytes};

const BASIC: i32 = 0;
const STANDARD: i32 = 1;
const ATTRIBUTE_TAG: i32 = 9;
const FULL_DIR: i32 = 14;
const FULL_DIR_RESTART: i32 = 15;
const ID: i32 = 18;
const NO_MORE_FILES: i32 = 18;

/// Attributes, and the tag of the reparse point if there is one.
pub fn attributes(file: &impl AsHandle) -> io::Result<(u32, u32)> {
    let mut tag = Answer::<8>::default();
    nt::ask(file, ATTRIBUTE_TAG, &mut tag.0)?;
    Ok((tag.u32(0), tag.u32(4)))
}

/// What an open file or folder is.
pub fn see(file: &impl AsHandle) -> io::Result<Seen> {
    let (mut basic, mut standard) = (Answer::<40>::default(), Answer::<24>::default());
    nt::ask(file, BASIC, &mut basic.0)?;
    nt::ask(file, STANDARD, &mut standard.0)?;
    let (attributes, tag) = attributes(file)?;
    let (device, inode) = identity(file)?;
    Ok(Seen {
        kind: foreign::kind_of(attributes, tag),
        print: Fingerprint {
            size: standard.i64(8).cast_unsigned(),
            mtime_ns: foreign::nanos_of(basic.i64(16)),
            ctime_ns: foreign::nanos_of(basic.i64(24)),
            inode,
        },
        mode: foreign::mode_of(attributes),
        links: u64::from(standard.u32(16)).max(1),
        allocated: standard.i64(0).cast_unsigned(),
        device,
    })
}

/// Volume and number of a file. The number is 0 where the file system has none.
fn identity(file: &impl AsHandle) -> io::Result<(u64, u64)> {
    let mut id = Answer::<24>::default();
    if nt::ask(file, ID, &mut id.0).is_ok() {
        let number: [u8; 16] = id.0[8..24].try_into().unwrap_or_default();
        return Ok((id.i64(0).cast_unsigned(), foreign::inode_of(&number)));
    }
    nt::short_identity(file)
}

/// An aligned answer of fixed size.
#[repr(align(8))]
struct Answer<const N: usize>([u8; N]);

impl<const N: usize> Default for Answer<N> {
    fn default() -> Self {
        Self([0; N])
    }
}

impl<const N: usize> Answer<N> {
    fn u32(&self, at: usize) -> u32 {
        foreign::u32_at(&self.0, at).unwrap_or(0)
    }

    fn i64(&self, at: usize) -> i64 {
        foreign::i64_at(&self.0, at).unwrap_or(0)
    }
}

/// What an open file is.
pub fn see_file(file: &File) -> io::Result<Seen> {
    see(file)
}

/// What an open folder is.
pub fn see_folder(dir: &Held) -> io::Result<Seen> {
    see(dir)
}

/// Which folder a path leads to now, links followed.
pub fn id_at(path: &Path) -> io::Result<DirId> {
    Ok(see(&beneath::open_root(path)?)?.dir_id())
}

/// Looks at a name in an open folder; `None` if there is nothing of that name.
pub fn look_in(dir: &Held, name: &[u8]) -> io::Result<Option<Seen>> {
    match beneath::open_to_look(dir, name) {
        Ok(entry) => see(&entry).map(Some),
        Err(e) if matches!(e.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(e) => Err(e),
    }
}

/// The entries of an open folder. An error ends the listing: it says nothing of what it did not reach.
pub fn entries(
    dir: &Held,
    _path: &Path,
) -> io::Result<impl Iterator<Item = io::Result<(Vec<u8>, io::Result<Seen>)>>> {
    // A handle of its own: the place in the listing belongs to the handle.
    let held = beneath::reopen_folder(dir)?;
    let names = names(&held)?;
    Ok(names.into_iter().map(move |name| {
        let seen = look_in(&held, &name).and_then(|seen| seen.ok_or(io::ErrorKind::NotFound.into()));
        Ok((name, seen))
    }))
}

fn names(dir: &Held) -> io::Result<Vec<Vec<u8>>> {
    let mut names = Vec::new();
    let mut class = FULL_DIR_RESTART;
    let mut answer = Buffer::new(64 << 10);
    loop {
        match nt::ask(dir, class, answer.space()) {
            Ok(()) => names.extend(foreign::chained_names(answer.space(), foreign::FULL_DIR)),
            Err(e) if e.raw_os_error() == Some(NO_MORE_FILES) => break,
            // An empty root folder has not even `.` in it.
            Err(e) if class == FULL_DIR_RESTART && e.kind() == io::ErrorKind::NotFound => break,
            Err(e) => return Err(e),
        }
        class = FULL_DIR;
    }
    names.retain(|name| !matches!(name.as_slice(), b"." | b".."));
    Ok(names)
}

/// What `std` has read of an entry: without the numbers that only an open handle tells.
#[must_use]
pub fn see_metadata(meta: &std::fs::Metadata) -> Seen {
    let kind = meta.file_type();
    Seen {
        kind: match (kind.is_symlink(), kind.is_dir()) {
            (true, _) => SeenKind::Link,
            (_, true) => SeenKind::Folder,
            (false, false) => foreign::kind_of(meta.file_attributes(), 0),
        },
        print: Fingerprint {
            size: meta.file_size(),
            mtime_ns: foreign::nanos_of(meta.last_write_time().cast_signed()),
            ctime_ns: 0,
            inode: 0,
        },
        mode: foreign::mode_of(meta.file_attributes()),
        links: 1,
        allocated: meta.file_size(),
        device: 0,
    }
}

/// The bytes of a path as a path. Bytes that are no name of Windows are only shown, and name nothing.
#[must_use]
pub fn bytes_path(bytes: &[u8]) -> Cow<'_, Path> {
    match wide_of_bytes(bytes) {
        Some(units) => Cow::Owned(PathBuf::from(OsString::from_wide(&units))),
        None => Cow::Owned(PathBuf::from(String::from_utf8_lossy(bytes).into_owned())),
    }
}
