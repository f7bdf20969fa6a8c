//! The drive or folder that a person asks about, with what the job that brought it home last knows of it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard};

use rusqlite::Connection;

use super::ClearanceRequest;
use crate::error::{Error, Result};
use crate::fs::{self, Root, Seen};
use crate::job::Job;
use crate::library::Library;
use crate::model::{RelPath, UidPath, display_bytes};
use crate::phases::own::Own;
use crate::plan::{LeftOut, Rules};
use crate::store::{Catalog, RootKind, RootRow, ScanRecord, read};
use crate::text::of_system;
use crate::views::JobConfig;
use crate::volume::{self, Volume};
use crate::words;

/// What is looked at.
pub struct Subject {
    pub root: Root,
    pub volume: Volume,
    pub place: UidPath,
    pub name: String,
    /// The last job that took it in, if it can be opened.
    pub job: Option<JobSide>,
    pub scan: Option<ScanRecord>,
    rules: Rules,
    own: Own,
    /// Another drive with this identity was seen.
    cloned: bool,
}

/// The job that knows the drive.
pub struct JobSide {
    pub folder: PathBuf,
    pub root: RootRow,
    db: Mutex<Connection>,
    /// Its archives and other folders that count as such.
    archives: HashMap<i64, UidPath>,
    /// What was asked about, below the job's root.
    below: RelPath,
}

impl JobSide {
    fn db(&self) -> Result<MutexGuard<'_, Connection>> {
        self.db.lock().map_err(|_| Error::blocked("panic", "the job's database is not usable any more"))
    }
}

impl Subject {
    /// Opens the folder and finds the job.
    pub fn open(library: &Library, catalog: &Catalog, request: &ClearanceRequest) -> Result<Self> {
        let path = std::path::absolute(&request.path).map_err(|e| {
            Error::usage("bad_path", words!("not a usable path: {e}", e = Words(of_system(&e))))
                .at_path(&request.path)
        })?;
        let root = Root::open(&path).map_err(|e| {
            let error = fs::file_error("the drive cannot be looked at", &e);
            Error::usage("not_found", error.message)
                .at_path(&path)
                .hint("check the path, and that the drive is connected")
        })?;
        let (volume, rel) = volume::of_path(&path)?;
        let place = UidPath { volume: volume.uid.clone(), path: rel };
        catalog.clones_seen(&volume::clones()?)?;
        let cloned = catalog.has_clones(&place.volume)?;
        let scan = closest_scan(catalog, &place)?;
        let job = job_of(library, request.job.as_deref(), scan.as_ref(), &place)?;
        let (job, config) = job.map_or((None, JobConfig::default()), |(side, config)| (Some(side), config));
        let name = name_of(catalog, &place, scan.as_ref(), &path)?;
        let own = Own::of(job.as_ref().map(|j| j.folder.as_path()), library.catalog());
        Ok(Self { root, volume, place, name, job, scan, rules: Rules::of(&config)?, own, cloned })
    }

    /// Metadata alone may vouch for a content: inodes outlive a mount, and no other drive has this identity.
    pub fn is_strong(&self) -> bool {
        self.volume.traits.strong_fingerprint && !self.place.volume.is_weak() && !self.cloned
    }

    /// The rule by which a folder with all in it is left out.
    pub fn folder_left_out(&self, path: &RelPath) -> Option<LeftOut> {
        self.rules.folder(&self.in_job(path))
    }

    /// Why a folder in which we keep our records is left out as it is.
    pub fn own_folder(&self, folder: &Seen) -> Option<LeftOut> {
        self.own.folder(folder)
    }

    /// The same of a file, with the folder that it lies in.
    pub fn own_file(&self, folder: &Seen, name: &[u8]) -> Option<LeftOut> {
        self.own.file(folder, name)
    }

    /// Why a file is left out, by rule or by a person.
    pub fn left_out(&self, path: &RelPath) -> Result<Option<String>> {
        let in_job = self.in_job(path);
        if let Some(job) = &self.job {
            let (folder, name) = in_job.split();
            if let Some(why) = read::why_left_out(&*job.db()?, job.root.id, &folder, name)? {
                return Ok(Some(why));
            }
        }
        Ok(self.rules.file(&in_job).map(|rule| rule.note))
    }

    /// Where the job keeps a file of the drive.
    pub fn kept_at(&self, path: &RelPath) -> Result<Vec<UidPath>> {
        let Some(job) = &self.job else { return Ok(Vec::new()) };
        let kept = read::kept_for(&*job.db()?, job.root.id, &self.in_job(path))?;
        let place = |(root, path): (i64, RelPath)| {
            let archive = job.archives.get(&root)?;
            Some(UidPath { volume: archive.volume.clone(), path: archive.path.join(&path.0) })
        };
        Ok(kept.into_iter().filter_map(place).collect())
    }

    fn in_job(&self, path: &RelPath) -> RelPath {
        match &self.job {
            Some(job) => job.below.join(&path.0),
            None => path.clone(),
        }
    }
}

/// The last look of a job at this folder, or at the closest one above it.
fn closest_scan(catalog: &Catalog, place: &UidPath) -> Result<Option<ScanRecord>> {
    let mut scans = catalog.scans()?;
    scans.retain(|s| s.place.volume == place.volume && place.path.is_within(&s.place.path));
    Ok(scans.into_iter().max_by_key(|s| (s.place.path.0.len(), s.scanned_ms)))
}

type Known = (JobSide, JobConfig);

fn job_of(
    library: &Library,
    named: Option<&Path>,
    scan: Option<&ScanRecord>,
    place: &UidPath,
) -> Result<Option<Known>> {
    let folder = match (named, scan) {
        (Some(folder), _) => folder.to_owned(),
        (None, Some(scan)) => library.folder_of(scan),
        (None, None) => return Ok(None),
    };
    let job = match Job::open(&folder, library.catalog()) {
        Ok(job) => job,
        Err(error) if named.is_some() => return Err(error),
        // A job that is gone or damaged leaves the catalogue, which is asked anyway.
        Err(_) => return Ok(None),
    };
    let db = job.reader()?;
    let roots = read::roots(&db)?;
    let inside = |r: &RootRow| r.place.volume == place.volume && place.path.is_within(&r.place.path);
    let archives = roots.iter().filter(|r| r.kind != RootKind::Source);
    let archives = archives.map(|r| (r.id, r.place.clone())).collect();
    let root = roots.into_iter().filter(|r| r.kind == RootKind::Source && inside(r));
    let Some(root) = root.max_by_key(|r| r.place.path.0.len()) else { return Ok(None) };
    let below = place.path.0.get(root.place.path.0.len()..).unwrap_or_default();
    let below = RelPath(below.strip_prefix(b"/").unwrap_or(below).to_vec());
    crate::job::relearn(&job, library.catalog())?;
    let config = job.row()?.config;
    Ok(Some((JobSide { folder, root, db: Mutex::new(db), archives, below }, config)))
}

fn name_of(catalog: &Catalog, place: &UidPath, scan: Option<&ScanRecord>, path: &Path) -> Result<String> {
    let whole = place.path == RelPath::default();
    let given = catalog.volume(&place.volume)?.and_then(|v| v.name).filter(|n| whole && !n.is_empty());
    let scanned = scan.filter(|s| s.place == *place).map(|s| s.name.clone());
    let last =
        || path.file_name().map_or_else(|| "drive".to_owned(), |n| display_bytes(n.as_encoded_bytes()));
    Ok(given.or(scanned).unwrap_or_else(last))
}
