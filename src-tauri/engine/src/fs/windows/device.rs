//! Reading past the cache, flushing, holes and limits on Windows.

use std::fs::File;
use std::io;
use std::os::windows::fs::FileExt;
use std::os::windows::io::{AsHandle, OwnedHandle};
use std::path::Path;

use super::super::buffer::ALIGN;
use super::super::foreign;
use super::{beneath, metadata, nt, see};

/// A file read front to back; past the cache if that was asked for, as far as the system and the file go. Windows offers
/// that only to a handle of its own.
pub struct Sight<'f> {
    file: &'f File,
    direct: Option<File>,
}

impl<'f> Sight<'f> {
    /// Starts at the front.
    pub fn of(file: &'f File, direct: bool) -> Self {
        Self { file, direct: if direct { beneath::reopen_uncached(file).ok() } else { None } }
    }

    /// The file itself.
    pub fn file(&self) -> &'f File {
        self.file
    }

    /// Whether all that was read so far came past the cache.
    pub fn is_direct(&self) -> bool {
        self.direct.is_some()
    }

    /// Reads on; `at` is how far it came.
    pub fn read(&mut self, at: u64, space: &mut [u8]) -> io::Result<usize> {
        const INVALID_PARAMETER: i32 = 87;
        if let Some(direct) = self.direct.as_ref().filter(|_| at.is_multiple_of(ALIGN as u64)) {
            match direct.seek_read(space, at) {
                Err(e) if e.raw_os_error() == Some(INVALID_PARAMETER) => {}
                other => return other,
            }
        }
        self.direct = None;
        self.file.seek_read(space, at)
    }
}

/// Fills the space from that place of the file.
pub fn read_exact_at(file: &File, space: &mut [u8], at: u64) -> io::Result<()> {
    let mut filled = 0;
    while filled < space.len() {
        match file.seek_read(&mut space[filled..], at + filled as u64)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            n => filled += n,
        }
    }
    Ok(())
}

/// Writes all of it at that place of the file.
pub fn write_all_at(file: &File, bytes: &[u8], at: u64) -> io::Result<()> {
    let mut written = 0;
    while written < bytes.len() {
        match file.seek_write(&bytes[written..], at + written as u64)? {
            0 => return Err(io::ErrorKind::WriteZero.into()),
            n => written += n,
        }
    }
    Ok(())
}

/// Says that what is passed over shall take no room; without it the system writes zeros.
pub fn allow_holes(file: &File) {
    const SET_SPARSE: u32 = 0x9_00C4;
    let _ = nt::control(file, SET_SPARSE, &mut []);
}

/// Writing past the cache is not offered to a handle that was opened otherwise.
pub fn set_direct(_file: &File, _on: bool) -> bool {
    false
}

/// Whether the file lies on a device of this machine: what comes over a network may come from anybody's memory.
pub fn is_on_device(file: &File) -> bool {
    const REMOTE_PROTOCOL: i32 = 13;
    let mut answer = super::super::buffer::Buffer::new(256);
    nt::ask(file, REMOTE_PROTOCOL, &mut answer.space()[..256]).is_err()
}

/// Windows forgets no pages when asked.
pub fn forget_pages(_file: &File) {}

/// Windows finds out by itself.
pub fn will_read(_file: &File) {}

/// Windows finds out by itself.
pub fn reads_here_and_there(_file: &File) {}

/// Flushes a file or folder to the device.
pub fn flush(file: impl AsHandle) -> io::Result<()> {
    match nt::flush(&file) {
        // The right to write is needed, although nothing is changed.
        Err(e) if e.kind() == io::ErrorKind::PermissionDenied => flush_anew(&file),
        other => other,
    }
}

fn flush_anew(file: &impl AsHandle) -> io::Result<()> {
    let (attributes, _) = see::attributes(file)?;
    if attributes & foreign::READ_ONLY == 0 {
        return nt::flush(&beneath::reopen_for_flushing(file)?);
    }
    let changer = beneath::reopen_for_attributes(file)?;
    metadata::set_read_only(&changer, false)?;
    let flushed = beneath::reopen_for_flushing(file).and_then(|writer| nt::flush(&writer));
    metadata::set_read_only(&changer, true)?;
    flushed
}

/// Flushes the list of names of a folder that is held open, where the file system offers that; the others write it
/// with what was renamed into it.
pub fn flush_folder(dir: &OwnedHandle) -> io::Result<()> {
    match beneath::reopen_for_flushing(dir).and_then(|writer| nt::flush(&writer)) {
        Err(e) if foreign::code_of(e.raw_os_error().unwrap_or(0)) == "read_failed" => Err(e),
        Err(e) if foreign::code_of(e.raw_os_error().unwrap_or(0)) == "drive_missing" => Err(e),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// The same for an ordinary folder.
pub fn flush_folder_at(path: &Path) -> io::Result<()> {
    flush_folder(&beneath::open_root(path)?)
}

/// Handles are limited by memory alone.
pub fn open_files_allowed() -> usize {
    8192
}

/// Only administrators may flush a volume.
pub fn whole_flush_reports_errors(_dir: &OwnedHandle) -> bool {
    false
}

/// Only administrators may flush a volume.
pub fn flush_whole(_dir: &OwnedHandle) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
