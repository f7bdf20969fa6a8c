//! Paths are bytes, relative to a volume with an identity; text is only a way to show them.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::{Component, MAIN_SEPARATOR, Path};

/// The folder that we keep at a destination.
pub const OUR_FOLDER: &str = ".ingather";

/// The identity of a volume, e.g. `ext4:4f1c…`, `vfat:1234-ABCD` or `weak:…` (see `volume/`).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VolumeUid(pub String);

impl VolumeUid {
    /// Whether the identity may be shared by other volumes or change with the next mount.
    #[must_use]
    pub fn is_weak(&self) -> bool {
        let (family, id) = self.0.split_once(':').unwrap_or(("weak", ""));
        matches!(family, "weak" | "vfat" | "exfat") || id.bytes().all(|b| b == b'0' || b == b'-')
    }

    /// Whether another program means this volume by that text: our own form, or only the identity that is written on it.
    #[must_use]
    pub fn is_called(&self, text: &str) -> bool {
        let id = self.0.split_once(':').filter(|(family, _)| *family != "weak").map(|(_, id)| id);
        self.0 == text || id.is_some_and(|id| !id.is_empty() && id.eq_ignore_ascii_case(text.trim()))
    }
}

/// A path relative to a root, `/` between its parts, without leading or trailing `/`; empty for the root itself.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct RelPath(pub Vec<u8>);

impl RelPath {
    /// From a path as the system writes it. Only its plain parts count.
    #[must_use]
    pub fn of(path: &Path) -> Self {
        let plain = path.components().filter_map(|part| match part {
            Component::Normal(name) => Some(name.as_encoded_bytes()),
            Component::Prefix(_) | Component::RootDir | Component::CurDir | Component::ParentDir => None,
        });
        Self(plain.collect::<Vec<_>>().join(&b'/'))
    }

    /// This folder's entry of that name.
    #[must_use]
    pub fn join(&self, name: &[u8]) -> Self {
        let mut bytes = Vec::with_capacity(self.0.len() + name.len() + 1);
        bytes.extend_from_slice(&self.0);
        if !bytes.is_empty() && !name.is_empty() {
            bytes.push(b'/');
        }
        bytes.extend_from_slice(name);
        Self(bytes)
    }

    /// Folder and last part; the folder is empty for an entry of the root.
    #[must_use]
    pub fn split(&self) -> (Self, &[u8]) {
        match self.0.iter().rposition(|b| *b == b'/') {
            Some(at) => (Self(self.0[..at].to_vec()), &self.0[at + 1..]),
            None => (Self::default(), &self.0),
        }
    }

    /// Its parts from the top.
    pub fn parts(&self) -> impl Iterator<Item = &[u8]> {
        self.0.split(|b| *b == b'/').filter(|p| !p.is_empty())
    }

    /// The path below `other`, if it is that folder or lies in it.
    #[must_use]
    pub fn below(&self, other: &Self) -> Option<Self> {
        let rest = self.is_within(other).then(|| &self.0[other.0.len()..])?;
        Some(Self(rest.strip_prefix(b"/").unwrap_or(rest).to_vec()))
    }

    /// Whether it is `other` or lies below it: `/vol` is not above `/vol2`.
    #[must_use]
    pub fn is_within(&self, other: &Self) -> bool {
        other.0.is_empty()
            || (self.0.starts_with(&other.0) && matches!(self.0.get(other.0.len()), None | Some(b'/')))
    }
}

impl std::fmt::Debug for RelPath {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&display_bytes(&self.0))
    }
}

/// A folder or file by volume identity: it stays the same wherever the volume is mounted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct UidPath {
    /// The volume.
    pub volume: VolumeUid,
    /// The path below the volume's root.
    pub path: RelPath,
}

/// The bytes of a path, `/` between its parts on every system.
#[must_use]
pub fn path_bytes(path: &Path) -> Cow<'_, [u8]> {
    let bytes = path.as_os_str().as_encoded_bytes();
    if MAIN_SEPARATOR == '/' { bytes.into() } else { with_strokes(bytes).into() }
}

/// The form of a path of Windows in which we keep it: strokes as everywhere, and nothing of `\\\\?\\`, which only says that
/// the path may be long. No name there can hold either stroke.
fn with_strokes(bytes: &[u8]) -> Vec<u8> {
    let (start, rest) = match bytes.strip_prefix(br"\\?\") {
        Some(rest) => match rest.strip_prefix(br"UNC\") {
            Some(share) => (&b"//"[..], share),
            None if rest.get(1) == Some(&b':') => (&b""[..], rest),
            None => (&b""[..], bytes),
        },
        None => (&b""[..], bytes),
    };
    let strokes = rest.iter().map(|b| if *b == b'\\' { b'/' } else { *b });
    start.iter().copied().chain(strokes).collect()
}

/// The lossless text form: valid UTF-8 stays, while bad bytes, control and bidi characters and `\` become `\xNN`.
#[must_use]
pub fn display_bytes(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            if must_be_escaped(c) {
                let mut buffer = [0; 4];
                escape_bytes(&mut out, c.encode_utf8(&mut buffer).as_bytes());
            } else {
                out.push(c);
            }
        }
        escape_bytes(&mut out, chunk.invalid());
    }
    out
}

/// The same of a path.
#[must_use]
pub fn display_path(path: &Path) -> String {
    display_bytes(&path_bytes(path))
}

/// The bytes that [`display_bytes`] was given; `None` where a `\` does not begin `\xNN`.
#[must_use]
pub fn parse_display(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        if first != b'\\' {
            out.push(first);
            rest = tail;
            continue;
        }
        let hex = tail.strip_prefix(b"x")?.get(..2)?;
        out.push(u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok()?);
        rest = &tail[3..];
    }
    Some(out)
}

fn escape_bytes(out: &mut String, bytes: &[u8]) {
    for byte in bytes {
        let _ = write!(out, "\\x{byte:02X}");
    }
}

fn must_be_escaped(c: char) -> bool {
    c == '\\' || is_misleading(c)
}

/// Whether a character moves a cursor, commands a terminal or turns the text around it.
#[must_use]
pub fn is_misleading(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        || matches!(c, '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_windows_are_kept_with_strokes_and_without_marks_of_length() {
        let kept = |text: &str| String::from_utf8(with_strokes(text.as_bytes())).unwrap();
        assert_eq!(kept(r"C:\Users\Zoë"), "C:/Users/Zoë");
        assert_eq!(kept(r"\\?\C:\Users"), "C:/Users", "as `canonicalize` writes it");
        assert_eq!(kept(r"\\?\UNC\nas\photos\2019"), "//nas/photos/2019");
        assert_eq!(kept(r"\\nas\photos"), "//nas/photos");
        assert_eq!(kept(r"\\?\Volume{a}\x"), "//?/Volume{a}/x", "without a letter there is no shorter form");
        assert_eq!(RelPath::of(Path::new("2019/./Lisbon/")), RelPath(b"2019/Lisbon".to_vec()));
        assert_eq!(RelPath::of(Path::new("/")), RelPath::default());
    }

    #[test]
    fn every_byte_string_comes_back_from_its_text_form() {
        for bytes in [
            &b"a\xFFb"[..],
            b"new\nline",
            "rtl\u{202E}gpj.exe".as_bytes(),
            b"back\\slash\\x41",
            "Zo\u{e9}".as_bytes(),
        ] {
            let text = display_bytes(bytes);
            assert!(
                !text.contains('\n') && !text.contains('\u{202E}'),
                "nothing that moves a cursor: {text:?}"
            );
            assert_eq!(parse_display(&text).as_deref(), Some(bytes));
        }
    }

    #[test]
    fn vol_is_not_above_vol2() {
        let at = |s: &str| RelPath(s.as_bytes().to_vec());
        assert!(
            at("vol/a").is_within(&at("vol"))
                && at("vol").is_within(&at("vol"))
                && at("x").is_within(&at(""))
        );
        assert!(!at("vol2").is_within(&at("vol")));
    }
}
