//! A drive rebuilt from its story on an archive: the way when neither the job nor the catalogue is left. The story is
//! untrusted: its paths lead nowhere but below the two folders, and each file is compared with its checksum.

use std::collections::BTreeMap;
use std::io::BufReader;
use std::path::PathBuf;
use std::sync::Mutex;

use super::clearance::Progress;
use super::goal;
use super::lists::leads_inside;
use super::look::broken;
use super::restore::{Drive, Restoring};
use crate::archive::DriveNames;
use crate::cancel::Cancel;
use crate::error::{Error, Kind, Result};
use crate::fs::{self, Root};
use crate::model::{Checksum, OUR_FOLDER, Reason, RelPath, display_bytes, parse_display};
use crate::phases::parallel::feed;
use crate::report::{StoryLine, read_story, read_story_folders};
use crate::store::{EntryKind, ToRestore};
use crate::text::Words;
use crate::views::RestoreReport;
use crate::words;

/// What is asked.
#[derive(Debug, Clone)]
pub struct RestoreTold {
    /// The archive's folder.
    pub archive: PathBuf,
    /// The drive's name in the archive, or its identity.
    pub drive: String,
    /// Where it shall be rebuilt; made if need be.
    pub to: PathBuf,
}

/// The archive's number among those of a job; here it is the only one.
const THE_ARCHIVE: i64 = 0;
/// How the names of stories begin, and those of the lists of folders beside them.
const STORY: &[u8] = b"story-";
const FOLDERS: &[u8] = b"folders-";

/// Rebuilds a drive from what its archive tells of it.
pub fn restore_as_told(
    request: &RestoreTold,
    cancel: &Cancel,
    progress: &Progress<'_>,
) -> Result<RestoreReport> {
    fs::open_files_allowed();
    let archive = Root::open(&request.archive).map_err(|e| {
        let error = fs::file_error("the archive cannot be looked at", &e);
        Error::usage("not_found", error.message).at_path(&request.archive)
    })?;
    let name = drive_called(&archive, &request.drive)?;
    let (story, job) = newest_story(&archive, &name)?;
    goal::refuse_archive(&request.to)?;
    let held = Root::open(&request.archive).map_err(|e| unreadable(&e, &story))?;
    let restoring =
        Restoring::begin([(THE_ARCHIVE, held)].into_iter().collect(), &request.to, cancel, progress)?;
    let folders = Mutex::new(folders_told(&archive, &story)?);
    let file = archive.open_read(&story).map_err(|e| unreadable(&e, &story))?;
    let restored = feed(
        4,
        |each| {
            read_story(BufReader::new(file), &mut |line, number| {
                cancel.check()?;
                match told(&archive, line, number) {
                    Some(entry) => each(entry),
                    None => Ok(()),
                }
            })
            .map_err(|error| error.at(&story.0))
        },
        |(entry, missing): Told| {
            folders.lock().map_err(|_| broken())?.entry(entry.path.split().0).or_insert(None);
            match missing {
                None => restoring.entry(&entry),
                Some(error) => restoring.not_restored(&entry, &error),
            }
        },
    );
    let folders = folders.into_inner().map_err(|_| broken())?;
    restoring.end(folders.into_iter().collect(), Drive { name, job, scanned_ms: None }, restored)
}

/// The folders that are told beside a story; stories of old tell none.
fn folders_told(archive: &Root, story: &RelPath) -> Result<BTreeMap<RelPath, Option<(u32, i64)>>> {
    let (folder, name) = story.split();
    let mut told = BTreeMap::new();
    let beside = match name.strip_prefix(STORY) {
        Some(rest) => folder.join(&[FOLDERS, rest].concat()),
        None => return Ok(told),
    };
    let file = match archive.open_read(&beside) {
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(told),
        opened => opened.map_err(|e| unreadable(&e, &beside))?,
    };
    read_story_folders(BufReader::new(file), &mut |line| {
        if let Some(path) = parse_display(&line.path).filter(|path| leads_inside(path)) {
            told.insert(RelPath(path), line.facts);
        }
    })
    .map_err(|error| error.at(&beside.0))?;
    Ok(told)
}

fn unreadable(e: &std::io::Error, path: &RelPath) -> Error {
    Error { kind: Kind::Blocked, ..fs::file_error("the drive's story cannot be read", e) }.at(&path.0)
}

/// A file of the drive, with why it cannot be rebuilt from here.
type Told = (ToRestore, Option<Error>);

/// What a line tells; nothing of a file that was not on the drive any more.
fn told(archive: &Root, line: StoryLine, number: u64) -> Option<Told> {
    if line.is_gone() {
        return None;
    }
    let path = parse_display(&line.path).filter(|path| leads_inside(path));
    let kind = match Reason::parse(&line.reason) {
        Some(Reason::Link) => EntryKind::Link,
        Some(Reason::Special) => EntryKind::Special,
        _ => EntryKind::File,
    };
    let mut entry = ToRestore {
        path: RelPath(path.clone().unwrap_or_else(|| format!("line {number}").into_bytes())),
        kind,
        size: line.size,
        mtime_ns: line.mtime_ns,
        mode: line.mode,
        checksum: None,
        kept: Vec::new(),
        note: Some(line.message.clone()),
    };
    if path.is_none() {
        return Some((entry, Some(Error::file("not_understood", "the story names no path here"))));
    }
    let missing = if kind == EntryKind::File { kept(archive, &line, &mut entry).err() } else { None };
    Some((entry, missing))
}

/// Takes over where the copy lies and what its content must be.
fn kept(archive: &Root, line: &StoryLine, entry: &mut ToRestore) -> Result<()> {
    if !line.is_kept() {
        let why = if line.message.is_empty() { &line.became } else { &line.message };
        return Err(Error::file(
            "not_archived",
            words!("this archive has no copy of it: {why}", why = Words(Words::from(why.clone()))),
        ));
    }
    let Some(checksum) = Checksum::from_hex(&line.checksum) else {
        return Err(Error::file("no_checksum", "the story holds no checksum to compare it with"));
    };
    let at = parse_display(&line.now_at).filter(|path| leads_inside(path)).map(RelPath);
    let here = at.as_ref().is_some_and(|path| archive.look(path).is_ok_and(|seen| seen.is_some()));
    match (at, line.now_at.split_once(": ")) {
        (Some(path), _) if here => entry.kept = vec![(THE_ARCHIVE, path)],
        (_, Some((place, path))) => {
            let message = words!(
                "its copy is in {place}, not in this archive: {path}",
                place = Text(place.to_string()),
                path = Text(path.to_string())
            );
            return Err(Error::file("copy_elsewhere", message));
        }
        (Some(path), None) => {
            let message = words!("its copy is not at {place} any more", place = Text(display_bytes(&path.0)));
            return Err(Error::file("copy_gone", message));
        }
        (None, None) => {
            return Err(Error::file("not_understood", "the story does not say where its copy is"));
        }
    }
    entry.checksum = Some(checksum);
    Ok(())
}

fn stories() -> RelPath {
    RelPath(format!("{OUR_FOLDER}/drives").into_bytes())
}

/// The name that a drive has in an archive, from that name or its identity.
fn drive_called(archive: &Root, asked: &str) -> Result<Vec<u8>> {
    let mut names = archive.hold_folder(&stories()).and_then(|held| held.names()).unwrap_or_default();
    names.sort();
    if names.is_empty() {
        return Err(Error::usage("no_story", "this folder tells the story of no drive")
            .at_path(archive.path())
            .hint("name the folder of an archive that Ingather has copied to"));
    }
    let by_identity = DriveNames::read(archive).unwrap_or_default().called(asked);
    let mut found: Vec<Vec<u8>> = names
        .iter()
        .filter(|name| display_bytes(name) == asked || by_identity.contains(name))
        .cloned()
        .collect();
    let all = |names: &[Vec<u8>]| names.iter().map(|n| display_bytes(n)).collect::<Vec<_>>().join(", ");
    match (found.pop(), found.is_empty()) {
        (Some(name), true) => Ok(name),
        (Some(last), false) => {
            found.push(last);
            let what = words!(
                "{n} drives are called {name}",
                n = Plain(found.len() as u64),
                name = Text(asked.to_string())
            );
            Err(Error::usage("which_drive", what)
                .hint(words!("say which: {what}", what = Text(all(&found).to_string()))))
        }
        (None, _) => Err(Error::usage(
            "no_drive",
            words!("the archive tells of no drive called {asked}", asked = Text(asked.to_string())),
        )
        .at_path(archive.path())
        .hint(words!("it tells of: {what}", what = Text(all(&names).to_string())))),
    }
}

/// The story that was written last, with the job that wrote it: each tells all of the drive as that job last saw it.
fn newest_story(archive: &Root, drive: &[u8]) -> Result<(RelPath, String)> {
    let folder = stories().join(drive);
    let names = archive.hold_folder(&folder).and_then(|held| held.names()).unwrap_or_default();
    let story = |name: Vec<u8>| {
        let job = name.strip_prefix(STORY)?.strip_suffix(b".csv").map(display_bytes)?;
        let path = folder.join(&name);
        let written = archive.look(&path).ok()??.print.mtime_ns;
        Some((written, path, job))
    };
    let newest = names.into_iter().filter_map(story).max();
    newest.map(|(_, path, job)| (path, job)).ok_or_else(|| {
        let what = words!("the archive has no story of {name}", name = Text(display_bytes(drive)));
        Error::usage("no_story", what)
            .at_path(archive.path())
            .hint("it is written at the end of a run; if the job is still there: ingather restore --job DIR")
    })
}
