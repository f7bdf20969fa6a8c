//! One record of a file's content, in the words that all formats share.

use crate::error::{Error, Result};
use crate::model::{Algorithm, Fingerprint, RelPath};
use crate::store::ImportedRow;
use crate::text::Words;
use crate::words;

/// How much is taken from one file, so that a hostile one fills neither memory nor disk.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of a list or a database.
    pub bytes: u64,
    /// Bytes of a media hash list, of which a part may have to be held in memory.
    pub xml_bytes: u64,
    /// Records.
    pub records: u64,
}

/// Twenty million files are more than any drawer of drives holds.
pub const LIMITS: Limits = Limits { bytes: 8 << 30, xml_bytes: 512 << 20, records: 20_000_000 };
/// Longest path, bytes.
const LONGEST: usize = 16 << 10;

/// To what a record's path is relative.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// To a folder that nothing is said about.
    Unsaid,
    /// To the root of a volume, in the words of who recorded it.
    Volume(String),
    /// To the root of the machine that it was recorded on.
    Machine,
}

/// One record.
#[derive(Debug, Clone)]
pub struct Record {
    pub anchor: Anchor,
    pub row: ImportedRow,
    /// The fingerprint for which the checksum was computed, and when: of our own catalogues.
    pub print: Option<(Fingerprint, i64)>,
}

/// Takes records; an error ends the reading.
pub type Each<'a> = dyn FnMut(Record) -> Result<()> + 'a;

impl Record {
    /// A line of a list: a path and a digest, nothing else.
    #[must_use]
    pub fn of_line(path: &[u8], algorithm: Algorithm, digest: Vec<u8>, recorded_ms: i64) -> Option<Self> {
        let (anchor, path) = match path {
            [b'/', ..] => (Anchor::Machine, path),
            [drive, b':', b'/', rest @ ..] if drive.is_ascii_alphabetic() => (Anchor::Unsaid, rest),
            _ => (Anchor::Unsaid, path),
        };
        let row =
            ImportedRow { path: inside(path)?, algorithm, digest, size: None, mtime_ns: None, recorded_ms };
        Some(Self { anchor, row, print: None })
    }
}

/// A path without `.`; `None` if it leads outside, or nowhere.
#[must_use]
pub fn inside(path: &[u8]) -> Option<RelPath> {
    if path.len() > LONGEST || path.contains(&0) {
        return None;
    }
    let parts: Vec<&[u8]> = path.split(|b| *b == b'/').filter(|p| !p.is_empty() && *p != b".").collect();
    let leads_inside = !parts.is_empty() && !parts.contains(&&b".."[..]) && !path.ends_with(b"/");
    leads_inside.then(|| RelPath(parts.join(&b'/')))
}

/// Says that there is too much of it.
#[must_use]
pub fn too_large(what: Words) -> Error {
    Error::usage(
        "import_too_large",
        words!("it holds more than can be taken over: {what}", what = Words(what)),
    )
    .hint("nothing was taken over from it; take it over in parts, if it is to be trusted")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leads_outside() {
        for bad in ["", ".", "..", "a/../../b", "../a", "a/..", "a/", "/"] {
            assert_eq!(inside(bad.as_bytes()), None, "{bad}");
        }
        assert_eq!(inside(b"a\0b"), None);
        assert_eq!(inside(b"./a//b/./c"), Some(RelPath(b"a/b/c".to_vec())));
    }
}
