//! What differs from system to system below the level of files: error numbers, direct reading, flushing.

use std::fs::File;
use std::io;
use std::os::fd::AsFd;

#[cfg(target_os = "linux")]
use rustix::fs::{Advice, OFlags};
use rustix::io::Errno;

/// The stable code of a system error, for reports.
pub fn code_of(error: &io::Error) -> &'static str {
    match errno(error) {
        Some(Errno::IO) => "read_failed",
        Some(Errno::NOENT) => "vanished",
        Some(Errno::ACCESS | Errno::PERM) => "not_allowed",
        Some(Errno::NOSPC | Errno::DQUOT) => "no_space",
        Some(Errno::FBIG) => "too_large",
        Some(Errno::NAMETOOLONG) => "name_too_long",
        Some(Errno::ROFS) => "read_only",
        Some(Errno::LOOP | Errno::XDEV) => "link_in_path",
        Some(Errno::NODEV | Errno::NXIO | Errno::NOTCONN | Errno::STALE) => "drive_missing",
        _ => "io_error",
    }
}

/// The same in words.
pub fn words_of(error: &io::Error) -> String {
    match code_of(error) {
        "read_failed" => "the drive reports an input/output error".into(),
        "vanished" => "it is not there any more".into(),
        "not_allowed" => "permission denied".into(),
        "no_space" => "no space left".into(),
        "too_large" => "larger than the file system allows".into(),
        "name_too_long" => "the name is too long for the file system".into(),
        "read_only" => "the drive is read-only".into(),
        "link_in_path" => "a link or another mount stands where a folder was".into(),
        "drive_missing" => "the drive is gone".into(),
        _ => error.to_string(),
    }
}

/// ENODEV and its like concern every file of the drive; so does a shut-down file system's EIO, which the caller finds
/// out by looking at the root.
pub fn drive_is_gone(error: &io::Error) -> bool {
    code_of(error) == "drive_missing"
}

pub fn is_full(error: &io::Error) -> bool {
    code_of(error) == "no_space"
}

fn errno(error: &io::Error) -> Option<Errno> {
    Errno::from_io_error(error)
}

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

/// When a file was made, in nanoseconds; `None` where a copy cannot be given that time.
#[cfg(target_vendor = "apple")]
pub fn created(file: &File) -> Option<i64> {
    let created = file.metadata().ok()?.created().ok()?;
    i64::try_from(created.duration_since(std::time::UNIX_EPOCH).ok()?.as_nanos()).ok()
}

#[cfg(not(target_vendor = "apple"))]
pub fn created(_file: &File) -> Option<i64> {
    None
}

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
