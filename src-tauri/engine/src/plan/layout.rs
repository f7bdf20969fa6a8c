//! Where a file goes below an archive's root.

use super::names::{folder_name, split_extension};
use crate::error::{Error, Result};
use crate::model::RelPath;
use crate::text::Words;
use crate::words;

/// How the archive is laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Layout {
    /// Each drive keeps its tree in a folder named after it.
    Drive,
    /// All drives in one tree.
    Merge,
    /// As a template says.
    Template(Vec<Piece>),
}

/// A part of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    Text(String),
    Drive,
    Path,
    Name,
    Stem,
    Ext,
    /// A `strftime` pattern.
    Date(String),
}

/// What a template can use of a file.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    pub drive: &'a [u8],
    pub folder: &'a RelPath,
    pub name: &'a [u8],
    pub mtime_ns: i64,
    /// When it was taken by its own word, as the camera's clock showed it: seconds since the epoch without a time zone.
    pub taken_s: Option<i64>,
}

impl Layout {
    /// Reads `drive`, `merge` or a template.
    pub fn parse(text: &str) -> Result<Self> {
        match text {
            "drive" | "" => return Ok(Self::Drive),
            "merge" => return Ok(Self::Merge),
            _ => {}
        }
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some(open) = rest.find('{') {
            if open > 0 {
                pieces.push(Piece::Text(rest[..open].to_owned()));
            }
            let close =
                rest[open..].find('}').ok_or_else(|| wrong(text, words!("a { is not closed")))? + open;
            pieces.push(piece(text, &rest[open + 1..close])?);
            rest = &rest[close + 1..];
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.to_owned()));
        }
        let has_name = pieces.iter().any(|p| matches!(p, Piece::Name | Piece::Stem | Piece::Path));
        if !has_name {
            return Err(wrong(text, words!("it has neither {path} nor {name} nor {stem}")));
        }
        Ok(Self::Template(pieces))
    }

    /// Whether places depend on when a file was taken.
    #[must_use]
    pub fn has_date(&self) -> bool {
        match self {
            Self::Drive | Self::Merge => false,
            Self::Template(pieces) => pieces.iter().any(|p| matches!(p, Piece::Date(_))),
        }
    }

    /// Folder and name of a file in the archive.
    #[must_use]
    pub fn place(&self, facts: Facts<'_>) -> (RelPath, Vec<u8>) {
        match self {
            Self::Drive => (RelPath(facts.drive.to_vec()).join(&facts.folder.0), facts.name.to_vec()),
            Self::Merge => (facts.folder.clone(), facts.name.to_vec()),
            Self::Template(pieces) => fill(pieces, facts),
        }
    }

    /// The folder for an empty folder of a source; `None` where folders do not keep their place.
    #[must_use]
    pub fn folder(&self, drive: &[u8], folder: &RelPath) -> Option<RelPath> {
        match self {
            Self::Drive => Some(RelPath(drive.to_vec()).join(&folder.0)),
            Self::Merge => Some(folder.clone()),
            Self::Template(_) => None,
        }
    }
}

fn piece(template: &str, word: &str) -> Result<Piece> {
    Ok(match word {
        "drive" => Piece::Drive,
        "path" => Piece::Path,
        "name" => Piece::Name,
        "stem" => Piece::Stem,
        "ext" => Piece::Ext,
        _ => match word.strip_prefix("date:") {
            Some(pattern) => Piece::Date(checked_pattern(template, pattern)?),
            None => {
                return Err(wrong(
                    template,
                    words!("{word} is not known", word = Text(format!("{{{word}}}"))),
                ));
            }
        },
    })
}

fn checked_pattern(template: &str, pattern: &str) -> Result<String> {
    let pattern = pattern.replace("YYYY", "%Y").replace("MM", "%m").replace("DD", "%d");
    if pattern.contains('%') && format_date(&pattern, 0, None).is_some() {
        Ok(pattern)
    } else {
        Err(wrong(template, words!("the date {pattern} is not understood", pattern = Text(pattern))))
    }
}

fn wrong(template: &str, why: Words) -> Error {
    Error::usage(
        "bad_layout",
        words!(
            "the layout {template} cannot be used: {why}",
            template = Text(template.to_string()),
            why = Words(why)
        ),
    )
    .hint("use drive, merge, or a template of {drive} {path} {name} {stem} {ext} {date:%Y/%m}")
}

fn fill(pieces: &[Piece], facts: Facts<'_>) -> (RelPath, Vec<u8>) {
    let (stem, extension) = split_extension(facts.name);
    let mut out = Vec::new();
    let mut ends_with_name = false;
    for piece in pieces {
        ends_with_name = matches!(piece, Piece::Name | Piece::Stem | Piece::Ext);
        match piece {
            Piece::Text(text) => out.extend_from_slice(text.as_bytes()),
            Piece::Drive => out.extend_from_slice(facts.drive),
            Piece::Path => out.extend_from_slice(&facts.folder.0),
            Piece::Name => out.extend_from_slice(facts.name),
            Piece::Stem => out.extend_from_slice(stem),
            Piece::Ext => out.extend_from_slice(extension.strip_prefix(b".").unwrap_or(extension)),
            Piece::Date(pattern) => {
                out.extend_from_slice(
                    format_date(pattern, facts.mtime_ns, facts.taken_s).unwrap_or_default().as_bytes(),
                );
            }
        }
    }
    if !ends_with_name {
        out.push(b'/');
        out.extend_from_slice(facts.name);
    }
    let parts: Vec<Vec<u8>> =
        out.split(|b| *b == b'/').filter(|p| !p.is_empty() && *p != b".").map(safe_part).collect();
    let path = RelPath(parts.join(&b'/'));
    let (folder, name) = path.split();
    (folder, if name.is_empty() { facts.name.to_vec() } else { name.to_vec() })
}

fn safe_part(part: &[u8]) -> Vec<u8> {
    if part == b".." {
        b"_".to_vec()
    } else if part.starts_with(b".ingather") {
        folder_name(part)
    } else {
        part.to_vec()
    }
}

/// The camera's clock as it stood, without a shift of zones; else the time of the last change where we are.
fn format_date(pattern: &str, mtime_ns: i64, taken_s: Option<i64>) -> Option<String> {
    let taken = taken_s.and_then(|s| jiff::Timestamp::from_second(s).ok());
    let zoned = match taken {
        Some(at) => at.to_zoned(jiff::tz::TimeZone::UTC),
        None => jiff::Timestamp::from_nanosecond(i128::from(mtime_ns))
            .ok()?
            .to_zoned(jiff::tz::TimeZone::system()),
    };
    jiff::fmt::strtime::format(pattern, &zoned).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(folder: &RelPath) -> Facts<'_> {
        Facts {
            drive: b"Photos 2009",
            folder,
            name: b"IMG_1.CR2",
            mtime_ns: 1_250_000_000_000_000_000,
            taken_s: None,
        }
    }

    #[test]
    fn each_layout_keeps_the_name() {
        let folder = RelPath(b"Lisbon/selects".to_vec());
        let place = |text: &str| {
            let (folder, name) = Layout::parse(text).unwrap().place(facts(&folder));
            String::from_utf8(folder.join(&name).0).unwrap()
        };
        assert_eq!(place("drive"), "Photos 2009/Lisbon/selects/IMG_1.CR2");
        assert_eq!(place("merge"), "Lisbon/selects/IMG_1.CR2");
        assert_eq!(place("{date:%Y}/{drive}/{path}"), "2009/Photos 2009/Lisbon/selects/IMG_1.CR2");
        assert_eq!(place("{date:YYYY}/{stem}.{ext}"), "2009/IMG_1.CR2");
    }

    #[test]
    fn a_pictures_own_date_stands_above_the_files() {
        let folder = RelPath(b"x".to_vec());
        let layout = Layout::parse("{date:%Y-%m-%d}/{name}").unwrap();
        // 23:59:59 on the last day of the year: no time zone may move it.
        let facts = Facts { taken_s: Some(1_009_843_199), ..facts(&folder) };
        assert_eq!(layout.place(facts).0, RelPath(b"2001-12-31".to_vec()));
        assert!(layout.has_date() && !Layout::parse("{path}/{name}").unwrap().has_date());
    }

    #[test]
    fn a_template_that_would_lose_names_is_refused() {
        assert_eq!(Layout::parse("{drive}").unwrap_err().code, "bad_layout");
        assert_eq!(Layout::parse("{nme}").unwrap_err().code, "bad_layout");
    }
}
