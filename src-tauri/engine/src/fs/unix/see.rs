//! What Unix says of an entry, in our words.

use std::fs::File;
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::path::Path;

use rustix::fs::{AtFlags, FileType, Stat};
use rustix::io::Errno;
use walkdir::WalkDir;

use super::super::seen::{DirId, Seen, SeenKind};
use crate::model::Fingerprint;

/// Looks at a name in an open folder; `None` if there is nothing of that name.
pub fn look_in(dir: impl AsFd, name: &[u8]) -> io::Result<Option<Seen>> {
    match rustix::fs::statat(dir, name, AtFlags::SYMLINK_NOFOLLOW) {
        Ok(stat) => Ok(Some(seen(&stat))),
        Err(Errno::NOENT | Errno::NOTDIR) => Ok(None),
        Err(e) => Err(e.into()),
    }
}

/// What an open file is.
pub fn see_file(file: &File) -> io::Result<Seen> {
    Ok(seen(&rustix::fs::fstat(file)?))
}

/// What an open folder is.
pub fn see_folder(dir: &OwnedFd) -> io::Result<Seen> {
    Ok(seen(&rustix::fs::fstat(dir)?))
}

/// Which folder a path leads to now, links followed.
pub fn id_at(path: &Path) -> io::Result<DirId> {
    Ok(seen(&rustix::fs::stat(path)?).dir_id())
}

/// The entries of an open folder, whose path is only a way round where the system has none through the handle. An
/// error ends the listing: it says nothing of what it did not reach.
pub fn entries(
    dir: &OwnedFd,
    path: &Path,
) -> io::Result<impl Iterator<Item = io::Result<(Vec<u8>, io::Result<Seen>)>>> {
    use std::os::unix::ffi::OsStrExt;
    let at = handle_path(dir).unwrap_or_else(|| path.to_owned());
    Ok(WalkDir::new(at).min_depth(1).max_depth(1).into_iter().map(|entry| {
        let entry = entry?;
        let seen = entry.metadata().map(|meta| see_metadata(&meta)).map_err(Into::into);
        Ok((entry.file_name().as_bytes().to_vec(), seen))
    }))
}

/// What `std` has read of an entry.
#[must_use]
pub fn see_metadata(meta: &std::fs::Metadata) -> Seen {
    use std::os::unix::fs::{FileTypeExt, MetadataExt};
    let kind = meta.file_type();
    let special = kind.is_fifo() || kind.is_socket() || kind.is_block_device() || kind.is_char_device();
    Seen {
        kind: match (kind.is_dir(), kind.is_symlink(), special) {
            (true, _, _) => SeenKind::Folder,
            (_, true, _) => SeenKind::Link,
            (_, _, true) => SeenKind::Special,
            (false, false, false) => file_kind(meta_flags(meta)),
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

#[allow(clippy::unnecessary_cast)] // the widths differ between targets
fn seen(stat: &Stat) -> Seen {
    Seen {
        kind: match FileType::from_raw_mode(stat.st_mode) {
            FileType::RegularFile => file_kind(stat_flags(stat)),
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

/// By the file's flags: iCloud and its like leave "dataless" files behind.
fn file_kind(flags: u32) -> SeenKind {
    const DATALESS: u32 = 0x4000_0000;
    if flags & DATALESS == 0 { SeenKind::File } else { SeenKind::Placeholder }
}

#[cfg(target_vendor = "apple")]
fn stat_flags(stat: &Stat) -> u32 {
    stat.st_flags
}

#[cfg(not(target_vendor = "apple"))]
fn stat_flags(_stat: &Stat) -> u32 {
    0
}

#[cfg(target_vendor = "apple")]
fn meta_flags(meta: &std::fs::Metadata) -> u32 {
    std::os::macos::fs::MetadataExt::st_flags(meta)
}

#[cfg(not(target_vendor = "apple"))]
fn meta_flags(_meta: &std::fs::Metadata) -> u32 {
    0
}

fn nanos(seconds: i64, rest: i64) -> i64 {
    seconds.saturating_mul(1_000_000_000).saturating_add(rest)
}

#[cfg(target_os = "linux")]
fn handle_path(dir: &OwnedFd) -> Option<std::path::PathBuf> {
    use std::os::fd::AsRawFd;
    Some(format!("/proc/self/fd/{}", dir.as_raw_fd()).into())
}

#[cfg(not(target_os = "linux"))]
fn handle_path(_dir: &OwnedFd) -> Option<std::path::PathBuf> {
    None
}

/// The bytes of a path as a path.
#[must_use]
pub fn bytes_path(bytes: &[u8]) -> std::borrow::Cow<'_, Path> {
    use std::os::unix::ffi::OsStrExt;
    Path::new(std::ffi::OsStr::from_bytes(bytes)).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_whose_content_is_in_the_cloud_is_a_placeholder() {
        assert_eq!(file_kind(0x4000_0020), SeenKind::Placeholder);
        assert_eq!(file_kind(0x20), SeenKind::File);
    }
}
