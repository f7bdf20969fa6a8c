//! A drive as it was, rebuilt from the archives. Nothing is overwritten; every file is compared with the checksum that
//! the drive's own file had.

use std::collections::HashMap;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use super::clearance::Progress;
use super::goal;
use super::which_drive;
use crate::cancel::Cancel;
use crate::databases::open_catalog;
use crate::error::{Error, Kind, Result};
use crate::fs::{self, Buffer, Metadata, Reader, Root, Staging, durable, hash_file};
use crate::job::Job;
use crate::library::Library;
use crate::model::{Checksum, OUR_FOLDER, RelPath, display_bytes, display_path};
use crate::phases::parallel::feed;
use crate::store::{EntryKind, RootKind, RootRow, ToRestore, read};
use crate::views::{RestoreReport, Unrestored};
use crate::volume;

/// What is asked.
#[derive(Debug, Clone)]
pub struct RestoreRequest {
    /// The drive's name, its identity, or the path at which it was a source.
    pub drive: String,
    /// Where it shall be rebuilt; made if need be.
    pub to: PathBuf,
    /// The job that brought it home, if not the last one that the catalogue knows.
    pub job: Option<PathBuf>,
}

impl Library {
    /// Rebuilds a drive from the archives that are connected.
    pub fn restore(
        &self,
        request: &RestoreRequest,
        cancel: &Cancel,
        progress: &Progress<'_>,
    ) -> Result<RestoreReport> {
        fs::open_files_allowed();
        let job = Job::open(&which_drive::job(self, request)?, self.catalog())?;
        let db = job.reader()?;
        let roots = read::roots(&db)?;
        let source = which_drive::source(self, &roots, &request.drive)?;
        goal::refuse(&roots, &open_catalog(self.catalog())?, &request.to)?;
        let restoring = Restoring::begin(archives_here(&roots), &request.to, cancel, progress)?;
        let restored =
            feed(4, |each| read::entries_to_restore(&db, source.id, each), |entry| restoring.entry(&entry));
        let mut folders = Vec::new();
        read::folders_of(&db, source.id, false, &mut |folder| {
            folders.push((folder.path, Some((folder.mode, folder.mtime_ns))));
        })?;
        let drive = Drive { name: source.name.clone(), job: job.id(), scanned_ms: source.scanned_ms };
        restoring.end(folders, drive, restored)
    }
}

/// The archives of a job that are connected, by their numbers in it.
fn archives_here(roots: &[RootRow]) -> HashMap<i64, Root> {
    let here = |r: &RootRow| {
        let path = volume::locate(&r.place.volume, &r.place.path, &fs::bytes_path(&r.path))?;
        Some((r.id, Root::open(&path).ok()?))
    };
    roots.iter().filter(|r| r.kind != RootKind::Source).filter_map(here).collect()
}

/// Which drive is rebuilt, and from which look at it.
pub struct Drive {
    pub name: Vec<u8>,
    pub job: String,
    pub scanned_ms: Option<i64>,
}

/// A folder of the drive, with its mode and its date if they are known.
pub type Folder = (RelPath, Option<(u32, i64)>);

/// Puts file after file in place.
pub struct Restoring<'a> {
    to: Root,
    staging: Staging,
    archives: HashMap<i64, Root>,
    cancel: &'a Cancel,
    progress: &'a Progress<'a>,
    files: AtomicU64,
    bytes: AtomicU64,
    already: AtomicU64,
    not: Mutex<Vec<Unrestored>>,
}

impl<'a> Restoring<'a> {
    pub fn begin(
        archives: HashMap<i64, Root>,
        to: &Path,
        cancel: &'a Cancel,
        progress: &'a Progress<'a>,
    ) -> Result<Self> {
        let blocked = |e: io::Error| {
            Error { kind: Kind::Blocked, ..fs::file_error("the folder cannot be written", &e) }.at_path(to)
        };
        if !to.exists() {
            std::fs::create_dir(to).map_err(blocked)?;
        }
        let root = Root::open(to).map_err(blocked)?;
        // What restores that were killed have left; what else lies there stays.
        Staging::sweep(&root).map_err(blocked)?;
        let staging = Staging::open(&root, &format!("restore-{}", std::process::id())).map_err(blocked)?;
        Ok(Self {
            to: root,
            staging,
            archives,
            cancel,
            progress,
            files: AtomicU64::new(0),
            bytes: AtomicU64::new(0),
            already: AtomicU64::new(0),
            not: Mutex::default(),
        })
    }

    /// One entry of the drive.
    pub fn entry(&self, entry: &ToRestore) -> Result<()> {
        self.cancel.check()?;
        let outcome = match entry.kind {
            EntryKind::File => self.file(entry),
            EntryKind::Link => self.link(entry),
            EntryKind::Special => {
                Err(Error::file("special", "it is a pipe, socket or device, or another folder of the job"))
            }
            EntryKind::UnreadableFolder => {
                Err(Error::file("unreadable", "it could not be read on the drive"))
            }
        };
        match outcome {
            Ok(()) => Ok(()),
            Err(error) if error.kind == Kind::File => self.not_restored(entry, &error),
            Err(error) => Err(error),
        }
    }

    /// Names a file that stays away.
    pub fn not_restored(&self, entry: &ToRestore, error: &Error) -> Result<()> {
        let mut not = self.not.lock().map_err(|_| super::look::broken())?;
        not.push(Unrestored {
            path: display_bytes(&entry.path.0),
            size: entry.size,
            code: error.code.to_owned(),
            message: error.message.clone(),
        });
        Ok(())
    }

    /// A link is made again as it was, whether or not anything is at its target.
    fn link(&self, entry: &ToRestore) -> Result<()> {
        match goal::make_link(&self.to, entry)? {
            true => self.files.fetch_add(1, Relaxed),
            false => self.already.fetch_add(1, Relaxed),
        };
        Ok(())
    }

    /// From the first copy that is here and whole.
    fn file(&self, entry: &ToRestore) -> Result<()> {
        let Some(checksum) = entry.checksum.filter(|_| !entry.kept.is_empty()) else {
            return Err(Error::file("not_archived", "it is in no archive of the job"));
        };
        let mut last = Error::file("copy_away", "its copy is on a drive that is not connected");
        for (root, path) in &entry.kept {
            let Some(archive) = self.archives.get(root) else { continue };
            let copied = archive
                .open_read(path)
                .map_err(|e| fs::file_error("its copy cannot be opened", &e))
                .and_then(|file| self.copy(entry, checksum, file));
            match copied {
                Ok(()) => return Ok(()),
                Err(error)
                    if error.kind == Kind::File && !matches!(error.code, "name_taken" | "write_failed") =>
                {
                    last = error
                }
                Err(error) => return Err(error),
            }
        }
        Err(last)
    }

    fn copy(&self, entry: &ToRestore, checksum: Checksum, file: File) -> Result<()> {
        let wrong = |e: io::Error| {
            let error = fs::file_error("it cannot be written", &e);
            if fs::is_full(&e) {
                Error { kind: Kind::Blocked, ..error }
            } else {
                Error { code: "write_failed", ..error }
            }
        };
        let mut staged = self.staging.create(&self.to, false).map_err(wrong)?;
        let name = staged.name.clone();
        let mut write = || {
            let mut reader = Reader::new(&file, false)?;
            let of_copy = fs::metadata_of(&file, reader.seen());
            let mode = entry.mode.unwrap_or(of_copy.mode) & 0o1777;
            let meta = Metadata { mtime_ns: entry.mtime_ns, mode, ..of_copy };
            let sparse = reader.seen().allocated < reader.seen().print.size;
            let mut buffer =
                Buffer::new(usize::try_from(entry.size + 1).map_or(1 << 20, |s| s.clamp(4096, 1 << 20)));
            let mut hasher = blake3::Hasher::new();
            loop {
                self.cancel.check()?;
                let n = reader.next(&mut buffer)?;
                if n == 0 {
                    break;
                }
                hasher.update(buffer.filled(n));
                staged.write(buffer.filled(n), sparse).map_err(wrong)?;
                let done = self.bytes.fetch_add(n as u64, Relaxed) + n as u64;
                (self.progress)("restoring", self.files.load(Relaxed), done, 0);
            }
            if Checksum(*hasher.finalize().as_bytes()) != checksum {
                return Err(Error::file(
                    "copy_damaged",
                    "its copy has other bytes than it had: damaged, or changed since",
                ));
            }
            staged.finish(&meta, sparse).map_err(wrong)?;
            staged.flush().map_err(wrong)
        };
        let placed = write().and_then(|()| self.place(entry, checksum, &name));
        if !matches!(placed, Ok(true)) {
            let _ = self.staging.discard(&self.to, &name);
        }
        match placed? {
            true => self.files.fetch_add(1, Relaxed),
            false => self.already.fetch_add(1, Relaxed),
        };
        Ok(())
    }

    /// `false`: the very content stands there already.
    fn place(&self, entry: &ToRestore, checksum: Checksum, staged: &str) -> Result<bool> {
        let wrong =
            |e: io::Error| Error { code: "write_failed", ..fs::file_error("it cannot be put in place", &e) };
        let (folder, name) = entry.path.split();
        let mut made = Vec::new();
        let dir = self.to.make_folder(&folder, &mut made).map_err(wrong)?;
        if self.to.place(self.staging.dir(), staged.as_bytes(), &dir, name).map_err(wrong)? {
            return Ok(true);
        }
        let mut buffer = Buffer::new(1 << 16);
        let there = self.to.open_read(&entry.path).map_err(|e| fs::file_error("it cannot be opened", &e));
        let same = there.and_then(|file| hash_file(&file, false, &mut buffer, self.cancel, &|_| {}));
        if same.is_ok_and(|(found, _, _)| found == checksum) {
            return Ok(false);
        }
        Err(Error::file("name_taken", "another file has its name there; nothing is overwritten"))
    }

    /// Folders get their dates when nothing changes in them any more, the innermost first; then all is flushed.
    pub fn end(self, mut folders: Vec<Folder>, drive: Drive, restored: Result<()>) -> Result<RestoreReport> {
        folders.sort_by(|a, b| b.0.cmp(&a.0));
        for (path, _) in folders.iter().filter(|_| restored.is_ok()) {
            let _ = self.to.make_folder(path, &mut Vec::new());
        }
        for (path, was) in &folders {
            if restored.is_ok()
                && let Ok(dir) = self.to.make_folder(path, &mut Vec::new())
            {
                let dir = File::from(dir);
                if let Some((mode, mtime_ns)) = was.filter(|_| !path.0.is_empty()) {
                    let meta = Metadata { mtime_ns, mode: mode & 0o1777, ..Metadata::default() };
                    let _ = fs::apply_metadata(&dir, &meta);
                }
                let _ = fs::flush(&dir);
            }
        }
        self.staging.close(&self.to);
        durable::remove_our_empty_folder(&self.to, &RelPath(OUR_FOLDER.as_bytes().to_vec()));
        restored?;
        let mut not = self.not.into_inner().map_err(|_| super::look::broken())?;
        not.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(RestoreReport {
            drive: display_bytes(&drive.name),
            job: drive.job,
            to: display_path(self.to.path()),
            scanned_ms: drive.scanned_ms,
            restored: self.files.into_inner(),
            bytes: self.bytes.into_inner(),
            already_there: self.already.into_inner(),
            not_restored: not,
        })
    }
}
