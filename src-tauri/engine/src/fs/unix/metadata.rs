//! Times, mode and extended attributes on Unix.

use std::fs::File;
use std::io;

use rustix::fs::{Mode, Timespec, Timestamps, XattrFlags};

use super::super::metadata::Metadata;
use super::super::seen::Seen;

/// Reads what the copy of an open file shall keep.
#[must_use]
pub fn of_file(file: &File, seen: &Seen) -> Metadata {
    Metadata {
        mtime_ns: seen.print.mtime_ns,
        created_ns: created(file),
        mode: seen.mode & 0o1777,
        attributes: attributes_of(file),
        has_more: false,
    }
}

/// Sets it on an open copy. What the file system cannot keep is no failure; `false` says that something was not kept.
pub fn apply(file: &File, meta: &Metadata) -> io::Result<bool> {
    let mut all_kept = true;
    for (name, value) in &meta.attributes {
        all_kept &= rustix::fs::fsetxattr(file, name.as_slice(), value, XattrFlags::empty()).is_ok();
    }
    #[allow(clippy::cast_possible_truncation)] // the width differs between targets; 12 bits fit in each
    let mode = Mode::from_raw_mode(meta.mode as _);
    all_kept &= rustix::fs::fchmod(file, mode).is_ok();
    // A time of change before the time of making takes the latter with it: that is how it is set where it can be.
    if let Some(created) = meta.created_ns.filter(|created| *created < meta.mtime_ns) {
        all_kept &= rustix::fs::futimens(file, &times(created)).is_ok();
    }
    all_kept &= rustix::fs::futimens(file, &times(meta.mtime_ns)).is_ok();
    Ok(all_kept)
}

fn times(mtime_ns: i64) -> Timestamps {
    let mtime =
        Timespec { tv_sec: mtime_ns.div_euclid(1_000_000_000), tv_nsec: mtime_ns.rem_euclid(1_000_000_000) };
    Timestamps { last_access: mtime, last_modification: mtime }
}

fn attributes_of(file: &File) -> Vec<(Vec<u8>, Vec<u8>)> {
    let mut names = vec![0_u8; 4096];
    let Ok(len) = rustix::fs::flistxattr(file, names.as_mut_slice()) else { return Vec::new() };
    names.truncate(len);
    names
        .split(|b| *b == 0)
        .filter(|name| is_the_users(name))
        .filter_map(|name| Some((name.to_vec(), attribute(file, name)?)))
        .collect()
}

fn is_the_users(name: &[u8]) -> bool {
    name.starts_with(b"user.") || name.starts_with(b"com.apple.")
}

fn attribute(file: &File, name: &[u8]) -> Option<Vec<u8>> {
    let mut value = vec![0_u8; 65536];
    let len = rustix::fs::fgetxattr(file, name, value.as_mut_slice()).ok()?;
    value.truncate(len);
    Some(value)
}

/// When a file was made, in nanoseconds; `None` where a copy cannot be given that time.
#[cfg(target_vendor = "apple")]
fn created(file: &File) -> Option<i64> {
    let created = file.metadata().ok()?.created().ok()?;
    i64::try_from(created.duration_since(std::time::UNIX_EPOCH).ok()?.as_nanos()).ok()
}

#[cfg(not(target_vendor = "apple"))]
fn created(_file: &File) -> Option<i64> {
    None
}
