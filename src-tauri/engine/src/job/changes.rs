//! What a person decides about a job's files, and what its roots are. It changes the job's records, never a disk.

use std::path::PathBuf;

use super::{Job, JobLock, view};
use crate::databases::open_catalog;
use crate::error::{Error, Result};
use crate::fs::bytes_path;
use crate::model::{JobState, RelPath, UidPath, display_bytes, display_path, parse_display};
use crate::store::{RootKind, RootRow, Side, Writer, read, write};
use crate::text::of_system;
use crate::views::{ArchiveView, JobConfig, RootPlace};
use crate::volume;
use crate::words;

impl Job {
    /// Refuses a path of which the job knows no file, before anything is done with others named beside it.
    pub fn refuse_unknown(&self, text: &str) -> Result<()> {
        if self.archived(text)?.is_some() {
            return Ok(());
        }
        let (root, path) = self.file_meant(text)?;
        if read::files_at(&self.reader()?, root, &path)?.is_empty() {
            Err(unknown_file(text))
        } else {
            Ok(())
        }
    }

    /// Takes a file, or all below a folder, out of the job. Returns the number of files.
    pub fn leave_out(&self, text: &str, reason: &str) -> Result<u64> {
        let (root, path) = self.file_meant(text)?;
        let reason = reason.to_owned();
        let files = self.change(move |db| write::leave_out(db, root, &path, &reason))?;
        if files == 0 { Err(unknown_file(text)) } else { Ok(files) }
    }

    /// Takes a file, or all below a folder, into the job although a rule or an earlier decision leaves it out. Returns
    /// the number of files that were left out till now.
    pub fn take_in(&self, text: &str) -> Result<u64> {
        let (root, path) = self.file_meant(text)?;
        let (files, taken) = self.change(move |db| write::take_in(db, root, &path))?;
        if files == 0 { Err(unknown_file(text)) } else { Ok(taken) }
    }

    /// Takes a file, or all below a folder, in, and has it copied even if its content is in the archive or repeats.
    /// Returns the number of files that wait now and did not before.
    pub fn copy_anyway(&self, text: &str, reason: &str) -> Result<u64> {
        let (root, path) = self.file_meant(text)?;
        let files = read::files_at(&self.reader()?, root, &path)?;
        if files.is_empty() {
            return Err(unknown_file(text));
        }
        let reason = reason.to_owned();
        self.change(move |db| write::take_in_files(db, &files, &reason))
    }

    /// A file, or all below a folder, is right as it is although its bytes are not those that others recorded. Returns the
    /// number of files of which something is recorded.
    pub fn accept(&self, text: &str, reason: &str) -> Result<u64> {
        let reason = reason.to_owned();
        let accepted = if let Some((file, place)) = self.archived(text)? {
            open_catalog(&self.catalog)?.accept_imported(&place, &reason)?;
            u64::from(self.change(move |db| write::accept_archived(db, file, &reason))?)
        } else {
            let (root, path) = self.file_meant(text)?;
            let files = read::files_at(&self.reader()?, root, &path)?;
            self.change(move |db| write::accept_record(db, &files, &reason))?
        };
        if accepted == 0 {
            return Err(Error::usage(
                "no_record",
                words!("nothing was ever taken over about {text}", text = Text(text.to_string())),
            )
            .hint("see which files differ from a record: ingather file list --status error"));
        }
        Ok(accepted)
    }

    /// Where the job's drives, archives or pools are now, in the order in which they were added.
    pub fn places(&self, kind: RootKind) -> Result<Vec<RootPlace>> {
        let place = |root: RootRow| {
            let now = view::now_at(&root).map(|(path, _)| display_path(&path));
            let connected = now.is_some();
            let path = now.unwrap_or_else(|| display_bytes(&root.path));
            RootPlace { path, name: display_bytes(&root.name), connected }
        };
        Ok(self.roots(kind)?.into_iter().map(place).collect())
    }

    /// Everything that counts as archived, as far as it is known.
    pub fn archives(&self) -> Result<Vec<ArchiveView>> {
        let db = self.reader()?;
        let roots = read::roots(&db)?.into_iter().filter(|r| r.kind != RootKind::Source);
        roots
            .map(|root| {
                let count = read::archive_count(&db, root.id)?;
                Ok(ArchiveView {
                    name: display_bytes(&root.name),
                    path: display_bytes(&root.path),
                    connected: view::now_at(&root).is_some(),
                    destination: root.kind == RootKind::Destination,
                    files: count.files,
                    bytes: count.bytes,
                    known: count.known,
                    bad: count.bad,
                })
            })
            .collect()
    }

    /// What an earlier configuration named and this one does not leaves the job. A drive that is mounted elsewhere today
    /// is still named.
    pub(super) fn drop_unnamed(&self, before: &JobConfig, now: &JobConfig) -> Result<()> {
        for root in read::roots(&self.reader()?)? {
            let (was, is) = match root.kind {
                RootKind::Source => (&before.sources, &now.sources),
                RootKind::Destination => (&before.destinations, &now.destinations),
                RootKind::Pool => (&before.pools, &now.pools),
            };
            let at = |text: &String| absolute(text).is_ok_and(|path| is_at(&root, &path));
            if is.iter().any(at) || !was.iter().any(at) {
                continue;
            }
            let id = root.id;
            self.change(move |db| match root.kind {
                RootKind::Source => write::remove_source(db, id),
                RootKind::Destination => write::remove_destination(db, id),
                RootKind::Pool => write::remove_pool(db, id).map(|_| ()),
            })?;
        }
        Ok(())
    }

    pub(super) fn roots(&self, kind: RootKind) -> Result<Vec<RootRow>> {
        Ok(read::roots(&self.reader()?)?.into_iter().filter(|r| r.kind == kind).collect())
    }

    /// One transaction under the job's lock. A finished job that has something to do again says so.
    pub(super) fn change<T: Send + 'static>(
        &self,
        change: impl FnOnce(&rusqlite::Connection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let _lock = JobLock::take(self.folder())?;
        let finished = matches!(self.row()?.state, JobState::Completed | JobState::CompletedWithErrors);
        Writer::start(self.database().writer()?)?.ask(move |db| {
            let answer = change(db)?;
            let waits = view::worst_destination(db)?.is_some_and(|(_, e)| e.to_do.files > 0);
            if finished && waits {
                write::set_state(db, JobState::Ready, None)?;
            }
            Ok(answer)
        })
    }

    /// The file of an archive or pool that a path names, and where it is.
    fn archived(&self, text: &str) -> Result<Option<(i64, UidPath)>> {
        let path = absolute(text)?;
        let db = self.reader()?;
        for root in read::roots(&db)?.iter().filter(|r| r.kind != RootKind::Source) {
            for base in bases(root) {
                let Ok(below) = path.strip_prefix(&base) else { continue };
                let below = RelPath::of(below);
                if let Some(file) = read::recorded_file(&db, Side::Archives, root.id, &below)? {
                    let path = root.place.path.join(&below.0);
                    return Ok(Some((file.file, UidPath { volume: root.place.volume.clone(), path })));
                }
            }
        }
        Ok(None)
    }

    /// The source that a path lies in, and the path below it.
    fn file_meant(&self, text: &str) -> Result<(i64, RelPath)> {
        let path = absolute(text)?;
        for root in self.roots(RootKind::Source)? {
            for base in bases(&root) {
                let Ok(below) = path.strip_prefix(&base) else { continue };
                let below = RelPath::of(below);
                if below.0.is_empty() {
                    return Err(Error::usage(
                        "whole_source",
                        words!("{text} is the whole drive", text = Text(text.to_string())),
                    )
                    .hint("see: ingather source remove, ingather source add"));
                }
                return Ok((root.id, below));
            }
        }
        Err(unknown_file(text))
    }
}

/// Where a root is now, and where it was last.
fn bases(root: &RootRow) -> Vec<PathBuf> {
    let now = view::now_at(root).map(|(path, _)| path);
    now.into_iter().chain([bytes_path(&root.path).into_owned()]).collect()
}

fn unknown_file(text: &str) -> Error {
    Error::usage("not_in_job", words!("{text} is no file of this job", text = Text(text.to_string())))
        .hint("give its path on one of the job's drives; a file that is new there needs analyze first")
}

pub(super) fn absolute(text: &str) -> Result<PathBuf> {
    let bytes = parse_display(text).unwrap_or_else(|| text.as_bytes().to_vec());
    std::path::absolute(bytes_path(&bytes)).map_err(|e| {
        Error::usage(
            "bad_path",
            words!("{text} is not a path: {e}", text = Text(text.to_string()), e = Words(of_system(&e))),
        )
    })
}

/// By path, or by identity through another mount.
pub(super) fn is_at(root: &RootRow, path: &std::path::Path) -> bool {
    let same_path = bytes_path(&root.path).components().eq(path.components());
    same_path
        || path.exists()
            && volume::of_path(path)
                .is_ok_and(|(v, rel)| v.uid == root.place.volume && rel == root.place.path)
}
