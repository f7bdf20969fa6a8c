//! Takes checksums over that other programs and machines recorded: lists, bags, media hash lists, databases.
//!
//! All of it is untrusted. A record can tell that a file is not what it was; it never tells that a content exists, so
//! no skip rests on one. Only a catalogue of ours, and only when asked to, counts as computed here.

mod lists;
mod mhl;
mod open;
mod places;
mod record;
mod take_over;

use std::path::{Path, PathBuf};

use crate::cancel::Cancel;
use crate::databases::open_catalog;
use crate::error::{Error, Kind, Result};
use crate::job::{Job, JobLock};
use crate::library::Library;
use crate::model::display_path;
use crate::phases::recorded;
use crate::store::{RootKind, Writer, read};
use crate::views::{ImportPreview, ImportReport};

use take_over::Import;

/// What to take over.
#[derive(Debug, Clone, Default)]
pub struct ImportRequest {
    /// Lists, databases, bags, folders with media hash lists.
    pub from: Vec<PathBuf>,
    /// The folder to which the paths of lists are relative, if it is not to be found out.
    pub base: Option<PathBuf>,
    /// The folder of the job whose drives the records may be about.
    pub job: Option<PathBuf>,
    /// What a catalogue of ours computed counts as computed here.
    pub trust: bool,
}

impl Library {
    /// What an import would bring, and how much of it is about which drive. Writes nothing.
    pub fn preview_import(&self, request: &ImportRequest, cancel: &Cancel) -> Result<ImportPreview> {
        Ok(Import::run(self, request, cancel, false)?.preview)
    }

    /// Takes checksums over into the catalogue, and matches them to the files of the job if one is named. To do it again
    /// changes nothing; an older record never replaces a newer one.
    pub fn import(&self, request: &ImportRequest, cancel: &Cancel) -> Result<ImportReport> {
        let mut report = Import::run(self, request, cancel, true)?;
        if let Some(folder) = &request.job
            && let Some(matched) = self.match_job(folder)?
        {
            report.job_files = Some(matched.files);
            report.differing = matched.differing;
        }
        Ok(report)
    }

    /// Forgets what was taken over from these files, which need not be there any more; what a person accepted stays
    /// accepted. What was trusted counts as computed here and stays. Returns the number of records.
    pub fn forget_import(&self, request: &ImportRequest) -> Result<u64> {
        let catalog = open_catalog(self.catalog())?;
        let mut gone = 0;
        for named in &request.from {
            let path = named
                .canonicalize()
                .or_else(|_| std::path::absolute(named))
                .unwrap_or_else(|_| named.clone());
            gone += catalog.forget_import(&display_path(&path))?;
        }
        if gone == 0 {
            return Err(Error::usage("not_imported", "nothing was taken over from there"));
        }
        drop(catalog);
        if let Some(folder) = &request.job {
            self.match_job(folder)?;
        }
        Ok(gone)
    }

    /// A job that runs, or has not looked at its drives yet, finds out by itself at its next look.
    fn match_job(&self, folder: &Path) -> Result<Option<MatchedFiles>> {
        let job = Job::open(folder, self.catalog())?;
        let _lock = match JobLock::take(folder) {
            Ok(lock) => lock,
            Err(error) if error.kind == Kind::InUse => return Ok(None),
            Err(error) => return Err(error),
        };
        let db = job.reader()?;
        let roots = read::roots(&db)?;
        if roots.iter().filter(|r| r.kind == RootKind::Source).all(|r| r.scanned_ms.is_none()) {
            return Ok(None);
        }
        let roots: Vec<_> = roots.iter().collect();
        let writer = Writer::start(job.database().writer()?)?;
        let files = recorded::refresh(&db, &writer, &open_catalog(self.catalog())?, &roots)?;
        Ok(Some(MatchedFiles { files, differing: read::records_differing(&job.reader()?)? }))
    }
}

/// Files of a job with a record.
struct MatchedFiles {
    files: u64,
    /// Of these, read already and of another BLAKE3.
    differing: u64,
}
