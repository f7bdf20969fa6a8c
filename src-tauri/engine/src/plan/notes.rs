//! What is noted of a file that is left out or was read with pains: short text, because there may be millions, and the
//! words that it is for people.

use super::is_system_folder;
use crate::text::Words;
use crate::words;

/// What is noted of a link: this, then its target in text form.
pub const LINK_TO: &str = "link to ";
const EXCLUDE: &str = "exclude ";
const SYSTEM_FOLDER: &str = "system folder ";
const RECOVERED: (&str, &str) = ("recovered on retry ", ": a drive to stop using");

/// The note of what a pattern leaves out.
pub(super) fn excluded(glob: &str) -> String {
    format!("{EXCLUDE}{glob}")
}

/// The note of a folder that is an operating system's, or ours.
pub(super) fn system_folder(name: &[u8]) -> String {
    format!("{SYSTEM_FOLDER}{}", String::from_utf8_lossy(name))
}

/// The note of a file that was read only at a later try.
#[must_use]
pub fn recovered(tried: u32) -> String {
    format!("{}{tried}{}", RECOVERED.0, RECOVERED.1)
}

/// A note, also of an earlier version, as words.
#[must_use]
pub fn note_words(note: String) -> Words {
    if let Some(to) = note.strip_prefix(LINK_TO) {
        return words!("link to {target}", target = Text(to));
    }
    if let Some(glob) = note.strip_prefix(EXCLUDE) {
        return words!("exclude {pattern}", pattern = Text(glob));
    }
    if let Some(name) = note.strip_prefix(SYSTEM_FOLDER).filter(|name| is_system_folder(name.as_bytes())) {
        return words!("system folder {name}", name = Text(name));
    }
    let tried = note.strip_prefix(RECOVERED.0).and_then(|rest| rest.strip_suffix(RECOVERED.1));
    match tried.and_then(|n| n.parse::<u64>().ok()) {
        Some(n) => words!("recovered on retry {n}: a drive to stop using", n = Plain(n)),
        None => Words::of_kept(note),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::repair_folder_left_out;

    #[test]
    fn notes_are_words_that_read_like_them() {
        let notes = [
            excluded("*.{tmp,bak}"),
            system_folder(b"$RECYCLE.BIN"),
            recovered(2),
            format!("{LINK_TO}../{{a}}"),
            repair_folder_left_out().note,
        ];
        for note in notes {
            assert_eq!(note_words(note.clone()), note.as_str());
        }
        let wire = serde_json::to_value(note_words(excluded("*.tmp"))).unwrap();
        assert_eq!(wire["template"], "exclude {pattern}");
        assert_eq!(wire["values"], serde_json::json!({ "pattern": "*.tmp" }));
        assert_eq!(serde_json::to_value(note_words("its own words".into())).unwrap(), "its own words");
    }
}
