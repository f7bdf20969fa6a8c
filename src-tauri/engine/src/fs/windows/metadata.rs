//! Times and the read-only attribute on Windows. Other streams are noticed, and not carried.

use std::fs::File;
use std::io;
use std::os::windows::io::AsHandle;

use super::super::buffer::Buffer;
use super::super::foreign;
use super::super::metadata::Metadata;
use super::super::seen::Seen;
use super::{beneath, nt, see};

const BASIC: i32 = 0;

/// Reads what the copy of an open file shall keep.
#[must_use]
pub fn of_file(file: &File, seen: &Seen) -> Metadata {
    let mut basic = Buffer::new(40);
    let created = nt::ask(file, BASIC, &mut basic.space()[..40]).ok();
    let created = created.and_then(|()| foreign::i64_at(basic.filled(40), 0));
    Metadata {
        mtime_ns: seen.print.mtime_ns,
        created_ns: created.filter(|time| *time > 0).map(foreign::nanos_of),
        mode: seen.mode,
        attributes: Vec::new(),
        has_more: has_more(file),
    }
}

fn has_more(file: &File) -> bool {
    const STREAMS: i32 = 7;
    let mut answer = Buffer::new(64 << 10);
    // Only NTFS and ReFS have such streams.
    nt::ask(file, STREAMS, answer.space()).is_ok()
        && foreign::has_more_streams(&foreign::chained_names(answer.space(), foreign::STREAM))
}

/// Sets it on an open copy. What the file system cannot keep is no failure; `false` says that something was not kept.
pub fn apply(file: &File, meta: &Metadata) -> io::Result<bool> {
    let (attributes, _) = see::attributes(file)?;
    let read_only = attributes & 0x10 == 0 && meta.mode & 0o222 == 0;
    let kept = set_basic(file, times(meta), with_read_only(attributes, read_only)).is_ok();
    Ok(kept && !meta.has_more)
}

/// Sets or takes away the read-only attribute.
pub fn set_read_only(file: &impl AsHandle, read_only: bool) -> io::Result<()> {
    let (attributes, _) = see::attributes(file)?;
    set_basic(file, [0; 4], with_read_only(attributes, read_only))
}

fn with_read_only(attributes: u32, read_only: bool) -> u32 {
    const NORMAL: u32 = 0x80;
    let others = attributes & !(foreign::READ_ONLY | NORMAL);
    match others | if read_only { foreign::READ_ONLY } else { 0 } {
        0 => NORMAL,
        some => some,
    }
}

/// Made, opened, written, changed; 0 leaves one as it is.
fn times(meta: &Metadata) -> [i64; 4] {
    let written = foreign::time_of(meta.mtime_ns);
    [meta.created_ns.map_or(0, foreign::time_of), written, written, 0]
}

fn set_basic(file: &impl AsHandle, times: [i64; 4], attributes: u32) -> io::Result<()> {
    let mut basic = Buffer::new(40);
    for (at, time) in times.iter().enumerate() {
        basic.space()[at * 8..at * 8 + 8].copy_from_slice(&time.to_le_bytes());
    }
    basic.space()[32..36].copy_from_slice(&attributes.to_le_bytes());
    match nt::set(file, BASIC, basic.filled(40)) {
        // Folders are held without the right to change them.
        Err(e) if e.kind() == io::ErrorKind::PermissionDenied => {
            nt::set(&beneath::reopen_for_attributes(file)?, BASIC, basic.filled(40))
        }
        other => other,
    }
}
