//! What went wrong, as a stable code and in words: the system's own numbers are its module's business.

use std::io;

pub use super::os::code_of;

use crate::text::Words;
use crate::words;

/// The same in words.
pub fn words_of(error: &io::Error) -> Words {
    match code_of(error) {
        "read_failed" => words!("the drive reports an input/output error"),
        "vanished" => words!("it is not there any more"),
        "not_allowed" => words!("permission denied"),
        "no_space" => words!("no space left"),
        "too_large" => words!("larger than the file system allows"),
        "name_too_long" => words!("the name is too long for the file system"),
        "read_only" => words!("the drive is read-only"),
        "link_in_path" => words!("a link or another mount stands where a folder was"),
        "no_folder" => words!("a file or a link stands where a folder should be"),
        "drive_missing" => words!("the drive is gone"),
        "file_locked" => words!("another program keeps it locked"),
        "in_the_cloud" => words!("its content is kept elsewhere and cannot be fetched now"),
        _ if error.kind() == io::ErrorKind::IsADirectory => words!("it is a folder now"),
        _ if error.kind() == io::ErrorKind::NotADirectory => words!("a file stands where a folder was"),
        _ => Words::name(&without_number(&error.to_string())),
    }
}

/// A number of the system's tells a person nothing; it stands in the log.
fn without_number(text: &str) -> String {
    text.split(" (os error").next().unwrap_or(text).to_owned()
}

/// ENODEV and its like concern every file of the drive; so does a shut-down file system's EIO, which the caller finds
/// out by looking at the root.
pub fn drive_is_gone(error: &io::Error) -> bool {
    code_of(error) == "drive_missing"
}

pub fn is_full(error: &io::Error) -> bool {
    code_of(error) == "no_space"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_number_of_the_system_is_shown() {
        for number in 1..134 {
            let words = words_of(&io::Error::from_raw_os_error(number));
            assert!(!words.is_empty() && !words.contains("os error"), "{number}: {words}");
        }
        assert_eq!(words_of(&io::Error::other("its own words")), "its own words");
    }
}
