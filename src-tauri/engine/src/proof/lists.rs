//! The lists of checksums in an archive, as `b3sum` writes and reads them.

use std::io::{BufRead, BufReader, Read};

use crate::error::{Error, Kind, Result};
use crate::fs::{self, Root};
use crate::model::{Checksum, OUR_FOLDER, RelPath, parse_display};

/// Longer than any path with its checksum, every byte escaped.
const LONGEST_LINE: u64 = 64 << 10;

/// A file as a list has it.
pub struct Line {
    pub checksum: Checksum,
    pub path: RelPath,
}

/// The lists of an archive; refused where there are none.
pub fn lists_of(root: &Root) -> Result<Vec<RelPath>> {
    let folder = RelPath(format!("{OUR_FOLDER}/checksums").into_bytes());
    let mut lists = Vec::new();
    if let Ok(names) = root.hold_folder(&folder).and_then(|held| held.names()) {
        for name in names {
            if name.ends_with(b".b3") || name.ends_with(b".odd-names.txt") {
                lists.push(folder.join(&name));
            }
        }
    }
    lists.sort();
    if lists.is_empty() {
        return Err(Error::usage("no_lists", "there are no lists of checksums in this folder")
            .at_path(root.path())
            .hint("name the folder of an archive that Ingather has copied to"));
    }
    Ok(lists)
}

/// Hands out the lines of a list; returns the number of those that are none.
pub fn read_list(root: &Root, list: &RelPath, each: &mut dyn FnMut(Line) -> Result<()>) -> Result<u64> {
    let blocked = |e: &std::io::Error| {
        Error { kind: Kind::Blocked, ..fs::file_error("a list of checksums cannot be read", e) }.at(&list.0)
    };
    let odd = list.0.ends_with(b".txt");
    let mut lines = BufReader::new(root.open_read(list).map_err(|e| blocked(&e))?);
    let (mut line, mut malformed) = (Vec::new(), 0);
    loop {
        line.clear();
        let read = Read::by_ref(&mut lines)
            .take(LONGEST_LINE)
            .read_until(b'\n', &mut line)
            .map_err(|e| blocked(&e))?;
        if read == 0 {
            return Ok(malformed);
        }
        match parse(&line, odd) {
            Some(line) => each(line)?,
            None => malformed += 1,
        }
    }
}

fn parse(line: &[u8], odd: bool) -> Option<Line> {
    let text = std::str::from_utf8(line).ok()?;
    let text = text.strip_suffix('\n').unwrap_or(text);
    let (text, escaped) = text.strip_prefix('\\').map_or((text, false), |rest| (rest, true));
    let (digest, name) = text.split_once("  ")?;
    let path = match (odd, escaped) {
        (true, _) => parse_display(name)?,
        (false, true) => unescaped(name)?,
        (false, false) => name.as_bytes().to_vec(),
    };
    leads_inside(&path).then_some(Line { checksum: Checksum::from_hex(digest)?, path: RelPath(path) })
}

/// Whether a path that somebody wrote down stays below the folder that it is relative to.
pub fn leads_inside(path: &[u8]) -> bool {
    !path.is_empty()
        && !path.contains(&0)
        && path.split(|b| *b == b'/').all(|part| !matches!(part, b"" | b"." | b".."))
}

fn unescaped(name: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(name.len());
    let mut bytes = name.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\\' => out.push(match bytes.next()? {
                b'\\' => b'\\',
                b'n' => b'\n',
                b'r' => b'\r',
                _ => return None,
            }),
            other => out.push(other),
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_lead_nowhere_but_into_the_archive() {
        let digest = Checksum::of(b"x").to_hex();
        let path = |line: String, odd| parse(line.as_bytes(), odd).map(|l| l.path.0);
        assert_eq!(path(format!("{digest}  a/b c.jpg\n"), false), Some(b"a/b c.jpg".to_vec()));
        assert_eq!(path(format!("\\{digest}  a\\nb\\\\\n"), false), Some(b"a\nb\\".to_vec()));
        assert_eq!(path(format!("{digest}  a\\xFF\n"), true), Some(b"a\xFF".to_vec()));
        for bad in ["/etc/passwd", "../x", "a/../../x", ""] {
            assert_eq!(path(format!("{digest}  {bad}\n"), false), None, "{bad}");
        }
        assert_eq!(path("zz  a\n".into(), false), None, "no checksum");
    }
}
