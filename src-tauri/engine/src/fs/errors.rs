//! What went wrong, as a stable code and in words: the system's own numbers are its module's business.

use std::io;

pub use super::os::code_of;

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
        "no_folder" => "a file or a link stands where a folder should be".into(),
        "drive_missing" => "the drive is gone".into(),
        "file_locked" => "another program keeps it locked".into(),
        "in_the_cloud" => "its content is kept elsewhere and cannot be fetched now".into(),
        _ if error.kind() == io::ErrorKind::IsADirectory => "it is a folder now".into(),
        _ if error.kind() == io::ErrorKind::NotADirectory => "a file stands where a folder was".into(),
        _ => without_number(&error.to_string()),
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
