//! Is an archive what its own lists say? Needs neither a job nor a catalogue: the lists lie in the archive, and `b3sum`
//! could check them as well. Where the catalogue knows what others recorded of its files, that is compared in the same
//! read.

use std::collections::HashMap;
use std::fs::File;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use super::clearance::Progress;
use super::lists::{lists_of, read_list};
use super::look::broken;
use super::recorded::{ArchiveRecords, Comparison};
use crate::cancel::Cancel;
use crate::error::{Error, Kind, Result};
use crate::fs::{self, Buffer, Root, SeenKind, read_back_with};
use crate::model::{Checksum, Method, RelPath, display_bytes, display_path};
use crate::phases::parallel::feed;
use crate::text::Words;
use crate::views::{ArchiveFault, ArchiveProblem, ArchiveReport};
use crate::volume;
use crate::words;

/// A file that is looked at, with what a list says of it.
struct Item {
    path: RelPath,
    listed: Option<Checksum>,
}

struct Bad {
    path: RelPath,
    /// What it is instead of what the list says.
    found: Option<Checksum>,
    problem: ArchiveProblem,
}

struct Check<'a> {
    root: &'a Root,
    deep: bool,
    records: Option<ArchiveRecords>,
    cancel: &'a Cancel,
    progress: &'a Progress<'a>,
    ok: AtomicU64,
    from_device: AtomicU64,
    recorded: AtomicU64,
    bytes: AtomicU64,
    bad: Mutex<Vec<Bad>>,
}

/// Looks for every file of the archive's lists; `deep` reads each back and compares, also with what the catalogue says
/// that others recorded of it.
pub fn check_archive(
    dir: &Path,
    deep: bool,
    catalog: Option<&Path>,
    cancel: &Cancel,
    progress: &Progress<'_>,
) -> Result<ArchiveReport> {
    fs::open_files_allowed();
    let root = Root::open(dir).map_err(|e| {
        Error::usage("not_found", fs::file_error("the archive cannot be looked at", &e).message).at_path(dir)
    })?;
    let lists = lists_of(&root)?;
    let records = match catalog.filter(|_| deep) {
        Some(catalog) => ArchiveRecords::of(catalog, dir)?,
        None => None,
    };
    let check = Check {
        root: &root,
        deep,
        records,
        cancel,
        progress,
        ok: AtomicU64::new(0),
        from_device: AtomicU64::new(0),
        recorded: AtomicU64::new(0),
        bytes: AtomicU64::new(0),
        bad: Mutex::default(),
    };
    let rotational = volume::of_path(dir).is_ok_and(|(v, _)| v.rotational);
    let (listed, malformed) = check.all(&lists, if rotational { 1 } else { 4 })?;
    check.report(&lists, listed, malformed)
}

impl Check<'_> {
    /// Looks at what is listed, then at what only others recorded. Returns the lines of the lists, good and malformed.
    fn all(&self, lists: &[RelPath], threads: usize) -> Result<(u64, u64)> {
        let (mut listed, mut malformed) = (0, 0);
        feed(
            threads,
            |each| {
                for list in lists {
                    malformed += read_list(self.root, list, &mut |line| {
                        self.cancel.check()?;
                        listed += 1;
                        each(Item { path: line.path, listed: Some(line.checksum) })
                    })?;
                }
                Ok(())
            },
            |item| self.look_at(&item),
        )?;
        if let Some(records) = &self.records {
            feed(
                threads,
                |each| records.each_other(&mut |path| each(Item { path, listed: None })),
                |item| self.look_at(&item),
            )?;
        }
        Ok((listed, malformed))
    }

    fn report(self, lists: &[RelPath], listed: u64, malformed: u64) -> Result<ArchiveReport> {
        let (ok, from_device, bytes_read, recorded) = (
            self.ok.into_inner(),
            self.from_device.into_inner(),
            self.bytes.into_inner(),
            self.recorded.into_inner(),
        );
        let bad = self.bad.into_inner().map_err(|_| broken())?;
        let (problems, excused) = without_contradicted(self.root, lists, bad)?;
        let count = |what: ArchiveFault| problems.iter().filter(|p| p.outcome == what).count() as u64;
        Ok(ArchiveReport {
            path: display_path(self.root.path()),
            deep: self.deep,
            lists: lists.len() as u64,
            listed,
            ok: ok + excused,
            from_device,
            missing: count(ArchiveFault::Missing),
            different: count(ArchiveFault::Damaged),
            unreadable: count(ArchiveFault::Unreadable),
            recorded,
            differing: count(ArchiveFault::DiffersFromRecord),
            malformed,
            bytes_read,
            problems,
        })
    }

    fn look_at(&self, item: &Item) -> Result<()> {
        let seen = match self.root.look(&item.path) {
            Ok(Some(seen)) if seen.kind == SeenKind::File => seen,
            // A record never says that a file exists.
            Ok(_) if item.listed.is_none() => return Ok(()),
            Ok(Some(_)) => return self.record(item, None, ArchiveFault::Unreadable, words!("it is no file")),
            Ok(None) if self.root.is_alive() => {
                return self.record(item, None, ArchiveFault::Missing, words!("it is not there"));
            }
            Ok(None) => return Err(self.gone()),
            Err(e) => {
                let error = fs::file_error("it cannot be looked at", &e);
                return self.record(item, None, ArchiveFault::Unreadable, error.message);
            }
        };
        if !self.deep {
            self.good(false);
            return Ok(());
        }
        let comparison = match &self.records {
            Some(records) => records.about(&item.path, &seen.print)?,
            None => None,
        };
        if item.listed.is_none() && comparison.is_none() {
            return Ok(());
        }
        match self.root.open_read(&item.path) {
            Ok(file) => self.read(item, &file, comparison),
            Err(e) => {
                let error = fs::file_error("it cannot be opened", &e);
                self.record(item, None, ArchiveFault::Unreadable, error.message)
            }
        }
    }

    fn read(&self, item: &Item, file: &File, mut comparison: Option<Comparison>) -> Result<()> {
        let moved = |n: u64| {
            let done = self.bytes.fetch_add(n, Relaxed) + n;
            (self.progress)("reading", self.ok.load(Relaxed), done, 0);
        };
        let size = file.metadata().map_or(0, |m| m.len());
        let piece = usize::try_from(size + 1).map_or(1 << 20, |s| s.clamp(4096, 1 << 20));
        let mut also = |piece: &[u8]| comparison.iter_mut().for_each(|c| c.update(piece));
        match read_back_with(file, &mut Buffer::new(piece), self.cancel, &moved, &mut also) {
            Ok(back) => self.compare(item, back.checksum, back.method, comparison),
            Err(error) if error.kind == Kind::File && self.root.is_alive() => {
                self.record(item, None, ArchiveFault::Unreadable, error.message)
            }
            Err(error) if error.kind == Kind::File => Err(self.gone()),
            Err(error) => Err(error),
        }
    }

    fn compare(
        &self,
        item: &Item,
        found: Checksum,
        method: Method,
        comparison: Option<Comparison>,
    ) -> Result<()> {
        // What is as listed may still not be what somebody recorded long before.
        if let Some(comparison) = comparison {
            self.recorded.fetch_add(1, Relaxed);
            if let Some(why) = comparison.end(found) {
                self.record(item, None, ArchiveFault::DiffersFromRecord, why)?;
            }
        }
        match item.listed {
            Some(listed) if listed != found => {
                let why = words!("its bytes are not those of the list: it is damaged, or was changed since");
                self.record(item, Some(found), ArchiveFault::Damaged, why)
            }
            Some(_) => {
                self.good(method == Method::Device);
                Ok(())
            }
            None => Ok(()),
        }
    }

    fn good(&self, from_device: bool) {
        let files = self.ok.fetch_add(1, Relaxed) + 1;
        self.from_device.fetch_add(u64::from(from_device), Relaxed);
        (self.progress)("looking", files, self.bytes.load(Relaxed), 0);
    }

    fn record(
        &self,
        item: &Item,
        found: Option<Checksum>,
        outcome: ArchiveFault,
        message: Words,
    ) -> Result<()> {
        let path = display_bytes(&item.path.0);
        let problem = ArchiveProblem { path, outcome, message };
        let mut bad = self.bad.lock().map_err(|_| broken())?;
        bad.push(Bad { path: item.path.clone(), found, problem });
        Ok(())
    }

    fn gone(&self) -> Error {
        Error::blocked("drive_missing", "the archive went away while it was looked at")
            .at_path(self.root.path())
            .hint("connect its drive again, then verify again")
    }
}

/// An old list may name a file that was replaced on purpose: if another list knows what is there now, it is right.
fn without_contradicted(root: &Root, lists: &[RelPath], bad: Vec<Bad>) -> Result<(Vec<ArchiveProblem>, u64)> {
    let mut known: HashMap<(RelPath, Checksum), bool> =
        bad.iter().filter_map(|b| Some(((b.path.clone(), b.found?), false))).collect();
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
    let is_excused =
        |b: &Bad| b.found.is_some_and(|found| known.get(&(b.path.clone(), found)).copied().unwrap_or(false));
    let before = bad.len();
    let mut problems: Vec<ArchiveProblem> =
        bad.into_iter().filter(|b| !is_excused(b)).map(|b| b.problem).collect();
    problems.sort_by(|a, b| a.path.cmp(&b.path));
    let excused = (before - problems.len()) as u64;
    Ok((problems, excused))
}
