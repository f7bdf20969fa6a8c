//! What systems say of an error, in our own words where it is a common one: theirs are in one language only, and mean
//! little to most people. A rare one is handed on as it is.

use std::io::{self, ErrorKind};

use super::Words;
use crate::words;

/// EIO, for which there is no kind. The same number of Windows has one.
const INPUT_OUTPUT: i32 = 5;

/// What an error of the system means.
#[must_use]
pub fn of_system(error: &io::Error) -> Words {
    of_kind(error.kind()).unwrap_or_else(|| raw(error))
}

/// By the stable code that reports have for it; `None` for one that says nothing more.
#[must_use]
pub fn of_code(code: &str) -> Option<Words> {
    Some(match code {
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
        _ => return None,
    })
}

#[allow(clippy::wildcard_enum_match_arm)] // not ours, and most of it is rare
fn of_kind(kind: ErrorKind) -> Option<Words> {
    match kind {
        ErrorKind::NotFound => Some(words!("it is not there")),
        ErrorKind::PermissionDenied => of_code("not_allowed"),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => of_code("no_space"),
        ErrorKind::FileTooLarge => of_code("too_large"),
        ErrorKind::InvalidFilename => of_code("name_too_long"),
        ErrorKind::ReadOnlyFilesystem => of_code("read_only"),
        ErrorKind::CrossesDevices => of_code("link_in_path"),
        ErrorKind::IsADirectory => Some(words!("it is a folder now")),
        ErrorKind::NotADirectory => of_code("no_folder"),
        ErrorKind::NotConnected | ErrorKind::StaleNetworkFileHandle => of_code("drive_missing"),
        ErrorKind::AlreadyExists => Some(words!("something of that name is there already")),
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => Some(words!("it is in use")),
        ErrorKind::TimedOut => Some(words!("it did not answer in time")),
        ErrorKind::OutOfMemory => Some(words!("there is not enough memory")),
        ErrorKind::WouldBlock => Some(words!("the computer has too much to do at the moment")),
        ErrorKind::Unsupported => Some(words!("the file system cannot do that")),
        _ => None,
    }
}

/// A number of the system's tells a person nothing; it stands in the log.
fn raw(error: &io::Error) -> Words {
    let text = error.to_string();
    match error.raw_os_error() {
        Some(INPUT_OUTPUT) => of_code("read_failed").unwrap_or_default(),
        Some(_) => {
            let said = text.split(" (os error").next().unwrap_or(&text);
            words!("the system says: {said}", said = Text(said))
        }
        None => Words::name(&text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_number_of_the_system_is_shown() {
        for number in 1..134 {
            let words = of_system(&io::Error::from_raw_os_error(number));
            assert!(!words.is_empty() && !words.contains("os error"), "{number}: {words}");
        }
        assert_eq!(of_system(&io::Error::other("its own words")), "its own words");
    }

    #[test]
    fn common_errors_have_words_that_other_languages_know() {
        let said = |kind: ErrorKind| of_system(&kind.into());
        assert_eq!(said(ErrorKind::PermissionDenied), "permission denied");
        assert_eq!(said(ErrorKind::StorageFull), "no space left");
        assert_eq!(said(ErrorKind::ReadOnlyFilesystem), "the drive is read-only");
        assert_eq!(said(ErrorKind::NotFound), "it is not there");
        assert!(said(ErrorKind::PermissionDenied).parts().is_none(), "a key of the catalogues as it is");
    }
}
