//! Is an archive what its own lists say? Needs neither a job nor a catalogue: the lists lie in the archive, and `b3sum`
//! could check them as well.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use super::clearance::Progress;
use crate::cancel::Cancel;
use crate::error::{Error, Kind, Result};
use crate::fs::{self, Buffer, Root, SeenKind, read_back};
use crate::model::{
    Checksum, Method, OUR_FOLDER, Outcome, RelPath, display_bytes, display_path, parse_display,
};
use crate::phases::parallel::feed;
use crate::views::{ArchiveProblem, ArchiveReport};
use crate::volume;

/// Longer than any path with its checksum, every byte escaped.
const LONGEST_LINE: u64 = 64 << 10;

struct Line {
    checksum: Checksum,
    path: RelPath,
}

struct Check<'a> {
    root: &'a Root,
    deep: bool,
    cancel: &'a Cancel,
    progress: &'a Progress<'a>,
    ok: AtomicU64,
    from_device: AtomicU64,
    bytes: AtomicU64,
    bad: Mutex<Vec<(RelPath, Option<Checksum>, ArchiveProblem)>>,
}

/// Looks for every file of the archive's lists; `deep` reads each back and compares.
pub fn check_archive(
    dir: &Path,
    deep: bool,
    cancel: &Cancel,
    progress: &Progress<'_>,
) -> Result<ArchiveReport> {
    fs::open_files_allowed();
    let root = Root::open(dir).map_err(|e| {
        Error::usage("not_found", fs::file_error("the archive cannot be looked at", &e).message).at_path(dir)
    })?;
    let lists = lists_of(&root)?;
    let rotational = volume::of_path(dir).is_ok_and(|(v, _)| v.rotational);
    let check = Check {
        root: &root,
        deep,
        cancel,
        progress,
        ok: AtomicU64::new(0),
        from_device: AtomicU64::new(0),
        bytes: AtomicU64::new(0),
        bad: Mutex::default(),
    };
    let (mut listed, mut malformed) = (0, 0);
    feed(
        if rotational { 1 } else { 4 },
        |each| {
            for list in &lists {
                malformed += read_list(&root, list, &mut |line| {
                    cancel.check()?;
                    listed += 1;
                    each(line)
                })?;
            }
            Ok(())
        },
        |line| check.look_at(&line),
    )?;
    let (ok, from_device, bytes_read) =
        (check.ok.into_inner(), check.from_device.into_inner(), check.bytes.into_inner());
    let bad = check.bad.into_inner().map_err(|_| super::look::broken())?;
    let (problems, excused) = without_contradicted(&root, &lists, bad)?;
    let count = |what: Outcome| problems.iter().filter(|p| p.outcome == what).count() as u64;
    Ok(ArchiveReport {
        path: display_path(root.path()),
        deep,
        lists: lists.len() as u64,
        listed,
        ok: ok + excused,
        from_device,
        missing: count(Outcome::Missing),
        different: count(Outcome::Damaged),
        unreadable: count(Outcome::Unreadable),
        malformed,
        bytes_read,
        problems,
    })
}

fn lists_of(root: &Root) -> Result<Vec<RelPath>> {
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
fn read_list(root: &Root, list: &RelPath, each: &mut dyn FnMut(Line) -> Result<()>) -> Result<u64> {
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
    let inside = !path.is_empty() && path[0] != b'/' && path.split(|b| *b == b'/').all(|part| part != b"..");
    inside.then_some(Line { checksum: Checksum::from_hex(digest)?, path: RelPath(path) })
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

impl Check<'_> {
    fn look_at(&self, line: &Line) -> Result<()> {
        match self.root.look(&line.path) {
            Ok(Some(seen)) if seen.kind == SeenKind::File => {}
            Ok(Some(_)) => return self.record(line, None, Outcome::Unreadable, "it is no file"),
            Ok(None) if self.root.is_alive() => {
                return self.record(line, None, Outcome::Missing, "it is not there");
            }
            Ok(None) => return Err(self.gone()),
            Err(e) => {
                let error = fs::file_error("it cannot be looked at", &e);
                return self.record(line, None, Outcome::Unreadable, &error.message);
            }
        }
        if !self.deep {
            self.good(false);
            return Ok(());
        }
        match self.root.open_read(&line.path) {
            Ok(file) => self.compare(line, &file),
            Err(e) => {
                let error = fs::file_error("it cannot be opened", &e);
                self.record(line, None, Outcome::Unreadable, &error.message)
            }
        }
    }

    fn compare(&self, line: &Line, file: &File) -> Result<()> {
        let moved = |n: u64| {
            let done = self.bytes.fetch_add(n, Relaxed) + n;
            (self.progress)("reading", self.ok.load(Relaxed), done, 0);
        };
        let size = file.metadata().map_or(0, |m| m.len());
        let piece = usize::try_from(size + 1).map_or(1 << 20, |s| s.clamp(4096, 1 << 20));
        match read_back(file, &mut Buffer::new(piece), self.cancel, &moved) {
            Ok(back) if back.checksum == line.checksum => {
                self.good(back.method == Method::Device);
                Ok(())
            }
            Ok(back) => self.record(
                line,
                Some(back.checksum),
                Outcome::Damaged,
                "its bytes are not those of the list: it is damaged, or was changed since",
            ),
            Err(error) if error.kind == Kind::File && self.root.is_alive() => {
                self.record(line, None, Outcome::Unreadable, &error.message)
            }
            Err(error) if error.kind == Kind::File => Err(self.gone()),
            Err(error) => Err(error),
        }
    }

    fn good(&self, from_device: bool) {
        let files = self.ok.fetch_add(1, Relaxed) + 1;
        self.from_device.fetch_add(u64::from(from_device), Relaxed);
        (self.progress)("looking", files, self.bytes.load(Relaxed), 0);
    }

    fn record(&self, line: &Line, found: Option<Checksum>, outcome: Outcome, message: &str) -> Result<()> {
        let path = display_bytes(&line.path.0);
        let problem = ArchiveProblem { path, outcome, message: message.to_owned() };
        let mut bad = self.bad.lock().map_err(|_| super::look::broken())?;
        bad.push((line.path.clone(), found, problem));
        Ok(())
    }

    fn gone(&self) -> Error {
        Error::blocked("drive_missing", "the archive went away while it was looked at")
            .at_path(self.root.path())
            .hint("connect its drive again, then verify again")
    }
}

/// An old list may name a file that was replaced on purpose: if another list knows what is there now, it is right.
fn without_contradicted(
    root: &Root,
    lists: &[RelPath],
    bad: Vec<(RelPath, Option<Checksum>, ArchiveProblem)>,
) -> Result<(Vec<ArchiveProblem>, u64)> {
    let mut known: HashMap<(RelPath, Checksum), bool> =
        bad.iter().filter_map(|(path, found, _)| Some(((path.clone(), (*found)?), false))).collect();
    if !known.is_empty() && lists.len() > 1 {
        for list in lists {
            read_list(root, list, &mut |line| {
                if let Some(listed) = known.get_mut(&(line.path, line.checksum)) {
                    *listed = true;
                }
                Ok(())
            })?;
        }
    }
    let is_excused = |path: &RelPath, found: Option<Checksum>| {
        found.is_some_and(|f| known.get(&(path.clone(), f)).copied().unwrap_or(false))
    };
    let before = bad.len();
    let mut problems: Vec<ArchiveProblem> = bad
        .into_iter()
        .filter(|(path, found, _)| !is_excused(path, *found))
        .map(|(_, _, problem)| problem)
        .collect();
    problems.sort_by(|a, b| a.path.cmp(&b.path));
    let excused = (before - problems.len()) as u64;
    Ok((problems, excused))
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
