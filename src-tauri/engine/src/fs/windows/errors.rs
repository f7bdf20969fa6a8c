//! Error numbers of Windows.

use std::io;

use super::super::foreign;

const OTHER_MOUNT: i32 = 17;
const LINK: i32 = 4395;

/// The stable code of a system error, for reports.
pub fn code_of(error: &io::Error) -> &'static str {
    match error.raw_os_error() {
        Some(number) => foreign::code_of(number),
        None if error.kind() == io::ErrorKind::NotFound => "vanished",
        None if error.kind() == io::ErrorKind::InvalidFilename => "bad_name",
        None => "io_error",
    }
}

/// Says that a link stands where a folder or file was.
pub fn link_in_path() -> io::Error {
    io::Error::from_raw_os_error(LINK)
}

/// Says that something else is mounted over a folder.
pub fn other_mount() -> io::Error {
    io::Error::from_raw_os_error(OTHER_MOUNT)
}

/// Whether an error says so.
pub fn is_other_mount(error: &io::Error) -> bool {
    error.raw_os_error() == Some(OTHER_MOUNT)
}
