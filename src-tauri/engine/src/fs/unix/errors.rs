//! Error numbers of Unix.

use std::io;

use rustix::io::Errno;

/// The stable code of a system error, for reports.
pub fn code_of(error: &io::Error) -> &'static str {
    match Errno::from_io_error(error) {
        Some(Errno::IO) => "read_failed",
        Some(Errno::NOENT) => "vanished",
        Some(Errno::ACCESS | Errno::PERM) => "not_allowed",
        Some(Errno::NOSPC | Errno::DQUOT) => "no_space",
        Some(Errno::FBIG) => "too_large",
        Some(Errno::NAMETOOLONG) => "name_too_long",
        Some(Errno::ROFS) => "read_only",
        Some(Errno::LOOP | Errno::XDEV) => "link_in_path",
        Some(Errno::NOTDIR) => "no_folder",
        Some(Errno::NODEV | Errno::NXIO | Errno::NOTCONN | Errno::STALE) => "drive_missing",
        _ => "io_error",
    }
}

/// Says that something else is mounted over a folder.
pub fn other_mount() -> io::Error {
    Errno::XDEV.into()
}

/// Whether an error says so.
pub fn is_other_mount(error: &io::Error) -> bool {
    Errno::from_io_error(error) == Some(Errno::XDEV)
}
