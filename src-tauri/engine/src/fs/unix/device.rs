//! Reading past the page cache, flushing, holes and limits on Unix.

use std::fs::File;
use std::io::{self, Read};
use std::os::fd::AsFd;
use std::os::unix::fs::FileExt;
use std::path::Path;

#[cfg(target_os = "linux")]
use rustix::fs::{Advice, OFlags};
use rustix::io::Errno;

use super::super::buffer::ALIGN;

/// A file read front to back; past the page cache if that was asked for, as far as the system and the file go.
pub struct Sight<'f> {
    file: &'f File,
    direct: bool,
}

impl<'f> Sight<'f> {
    /// Starts at the front.
    pub fn of(file: &'f File, direct: bool) -> Self {
        Self { file, direct: direct && set_direct(file, true) }
    }

    /// The file itself.
    pub fn file(&self) -> &'f File {
        self.file
    }

    /// Whether all that was read so far came past the page cache.
    pub fn is_direct(&self) -> bool {
        self.direct
    }

    /// Reads on; `at` is how far it came.
    pub fn read(&mut self, at: u64, space: &mut [u8]) -> io::Result<usize> {
        if self.direct && !at.is_multiple_of(ALIGN as u64) {
            // Only the last piece of a file has an odd length: what follows it, if anything, is read plainly.
            self.go_plain();
        }
        match self.file.read(space) {
            Err(e) if self.direct && Errno::from_io_error(&e) == Some(Errno::INVAL) => {
                self.go_plain();
                self.file.read(space)
            }
            other => other,
        }
    }

    fn go_plain(&mut self) {
        set_direct(self.file, false);
        self.direct = false;
    }
}

/// Fills the space from that place of the file.
pub fn read_exact_at(file: &File, space: &mut [u8], at: u64) -> io::Result<()> {
    file.read_exact_at(space, at)
}

/// Writes all of it at that place of the file.
pub fn write_all_at(file: &File, bytes: &[u8], at: u64) -> io::Result<()> {
    file.write_all_at(bytes, at)
}

/// What is passed over in a new file is a hole here anyway.
pub fn allow_holes(_file: &File) {}

/// Switches reading or writing past the page cache on or off; `false` where the file system does not offer it.
#[cfg(target_os = "linux")]
pub fn set_direct(file: &File, on: bool) -> bool {
    let Ok(flags) = rustix::fs::fcntl_getfl(file) else { return false };
    let wanted = if on { flags | OFlags::DIRECT } else { flags - OFlags::DIRECT };
    rustix::fs::fcntl_setfl(file, wanted).is_ok()
}

/// Switches reading or writing past the page cache on or off; `false` where the file system does not offer it.
#[cfg(not(target_os = "linux"))]
pub fn set_direct(_file: &File, _on: bool) -> bool {
    false
}

/// Whether the file lies on a device at all: what is kept in memory cannot be read back from anywhere else.
#[cfg(target_os = "linux")]
pub fn is_on_device(file: &File) -> bool {
    const TMPFS: i64 = 0x0102_1994;
    const RAMFS: i64 = 0x8584_58f6;
    const NETWORK: [i64; 4] = [0x6969, 0xFF53_4D42, 0xFE53_4D42, 0x0102_1997];
    rustix::fs::fstatfs(file).is_ok_and(|s| {
        #[allow(clippy::unnecessary_cast)] // the width differs between targets
        let kind = s.f_type as i64;
        kind != TMPFS && kind != RAMFS && !NETWORK.contains(&kind)
    })
}

#[cfg(not(target_os = "linux"))]
pub fn is_on_device(_file: &File) -> bool {
    false
}

/// Asks the system to forget the file's pages, so that the next read comes from the device.
#[cfg(target_os = "linux")]
pub fn forget_pages(file: &File) {
    let _ = rustix::fs::fadvise(file, 0, None, Advice::DontNeed);
}

#[cfg(not(target_os = "linux"))]
pub fn forget_pages(_file: &File) {}

/// Says that the file will be read from front to back.
#[cfg(target_os = "linux")]
pub fn will_read(file: &File) {
    let _ = rustix::fs::fadvise(file, 0, None, Advice::Sequential);
}

#[cfg(not(target_os = "linux"))]
pub fn will_read(_file: &File) {}

/// Says that only some places of the file will be read, so that the system does not read on by itself.
#[cfg(target_os = "linux")]
pub fn reads_here_and_there(file: &File) {
    let _ = rustix::fs::fadvise(file, 0, None, Advice::Random);
}

#[cfg(not(target_os = "linux"))]
pub fn reads_here_and_there(_file: &File) {}

/// Flushes a file or folder to the device.
pub fn flush(file: impl AsFd) -> io::Result<()> {
    #[cfg(target_vendor = "apple")]
    rustix::fs::fcntl_fullfsync(file)?;
    #[cfg(not(target_vendor = "apple"))]
    rustix::fs::fsync(file)?;
    Ok(())
}

/// Raises the number of files that may be open to what the system allows, and returns it.
pub fn open_files_allowed() -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    let wanted = limit.maximum.unwrap_or(65_536).min(65_536);
    if limit.current.is_some_and(|now| now < wanted) {
        let _ = setrlimit(Resource::Nofile, Rlimit { current: Some(wanted), maximum: limit.maximum });
    }
    usize::try_from(getrlimit(Resource::Nofile).current.unwrap_or(wanted)).unwrap_or(256)
}

/// Whether flushing the whole file system reports every failed write, and may so stand for flushing each file: the
/// kernel does from 5.8 on, on the file systems that are kept on a disk of their own.
#[cfg(target_os = "linux")]
pub fn whole_flush_reports_errors(dir: impl AsFd) -> bool {
    const EXT: i64 = 0xEF53;
    const XFS: i64 = 0x5846_5342;
    const BTRFS: i64 = 0x9123_683E;
    #[allow(clippy::unnecessary_cast)] // the width differs between targets
    let kind = rustix::fs::fstatfs(dir).map_or(0, |s| s.f_type as i64);
    let uname = rustix::system::uname();
    let mut numbers =
        uname.release().to_str().unwrap_or_default().split(['.', '-']).map(|n| n.parse::<u32>().unwrap_or(0));
    let version = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    [EXT, XFS, BTRFS].contains(&kind) && version >= (5, 8)
}

#[cfg(not(target_os = "linux"))]
pub fn whole_flush_reports_errors(_dir: impl AsFd) -> bool {
    false
}

/// Flushes the whole file system on which the folder lies.
#[cfg(target_os = "linux")]
pub fn flush_whole(dir: impl AsFd) -> io::Result<()> {
    Ok(rustix::fs::syncfs(dir)?)
}

#[cfg(not(target_os = "linux"))]
pub fn flush_whole(_dir: impl AsFd) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Flushes the list of names of a folder that is held open.
pub fn flush_folder(dir: impl AsFd) -> io::Result<()> {
    flush(dir)
}

/// The same for an ordinary folder.
pub fn flush_folder_at(path: &Path) -> io::Result<()> {
    flush(File::open(path)?)
}
