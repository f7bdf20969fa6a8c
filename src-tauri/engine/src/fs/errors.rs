//! What went wrong, as a stable code and in words: the system's own numbers are its module's business.

use std::io;

pub use super::os::code_of;

use crate::text::{self, Words};

/// The same in words.
pub fn words_of(error: &io::Error) -> Words {
    text::of_code(code_of(error)).unwrap_or_else(|| text::of_system(error))
}

/// ENODEV and its like concern every file of the drive; so does a shut-down file system's EIO, which the caller finds
/// out by looking at the root.
pub fn drive_is_gone(error: &io::Error) -> bool {
    code_of(error) == "drive_missing"
}

pub fn is_full(error: &io::Error) -> bool {
    code_of(error) == "no_space"
}
