//! A job is a folder: its database, its configuration, its logs and reports.

use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::views::{FilesPage, FilesQuery, FoldersPage, JobConfig, JobView, ResultsView};

/// A job opened for looking at. Running it is `runner`'s business; both may happen at once.
pub struct Job {
    folder: PathBuf,
}

impl Job {
    /// Makes the folder and its database; safe to call again on an existing job, which then takes new roots and given
    /// options and drops nothing.
    pub fn create(folder: &Path, _catalog: &Path, _config: &JobConfig) -> Result<Self> {
        Ok(Self { folder: folder.to_owned() })
    }

    /// Opens an existing job, brings its database up to date and settles what an interrupted run left open in it.
    pub fn open(folder: &Path, _catalog: &Path) -> Result<Self> {
        Ok(Self { folder: folder.to_owned() })
    }

    /// The job's folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The job with its drives and equations.
    pub fn view(&self) -> Result<JobView> {
        Err(Error::usage("unfinished", "unfinished"))
    }

    /// A page of its files.
    pub fn files(&self, _query: &FilesQuery) -> Result<FilesPage> {
        Err(Error::usage("unfinished", "unfinished"))
    }

    /// A page of its folders.
    pub fn folders(&self, _query: &FilesQuery) -> Result<FoldersPage> {
        Err(Error::usage("unfinished", "unfinished"))
    }

    /// What came out, with a certificate per source.
    pub fn results(&self) -> Result<ResultsView> {
        Err(Error::usage("unfinished", "unfinished"))
    }

    /// Replaces the configuration of a job that has copied nothing yet; adds to one that has.
    pub fn configure(&self, _config: &JobConfig) -> Result<()> {
        Err(Error::usage("unfinished", "unfinished"))
    }
}
