//! Where a user's jobs and the catalogue live, and how they are found again.

use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::views::{DriveView, JobCard, JobConfig, KnownDrive};

/// The data folder with all jobs, and the catalogue that they share.
#[derive(Debug, Clone)]
pub struct Library {
    data_dir: PathBuf,
    catalog: PathBuf,
}

impl Library {
    /// The user's data folder: `INGATHER_DATA_DIR`, else the system's place for application data.
    pub fn open_default() -> Result<Self> {
        Err(Error::usage("unfinished", "unfinished"))
    }

    /// A library in that folder, created if need be.
    pub fn open(data_dir: &Path) -> Result<Self> {
        Ok(Self { data_dir: data_dir.to_owned(), catalog: data_dir.join("catalog.db") })
    }

    /// The same jobs with another catalogue (`--catalog`).
    #[must_use]
    pub fn with_catalog(mut self, catalog: PathBuf) -> Self {
        self.catalog = catalog;
        self
    }

    /// The folder that holds everything.
    #[must_use]
    pub fn data_dir(&self) -> &Path {
        &self.data_dir
    }

    /// The catalogue's file.
    #[must_use]
    pub fn catalog(&self) -> &Path {
        &self.catalog
    }

    /// The folder of the job of that id.
    #[must_use]
    pub fn job_folder(&self, id: &str) -> PathBuf {
        self.data_dir.join("jobs").join(id)
    }

    /// All jobs, unfinished ones first, then the newest.
    pub fn jobs(&self) -> Result<Vec<JobCard>> {
        Ok(Vec::new())
    }

    /// Makes a new job in the library and returns its id: the name, made fit for a folder, with a number if taken.
    pub fn create_job(&self, _config: &JobConfig) -> Result<String> {
        Err(Error::usage("unfinished", "unfinished"))
    }

    /// Mounted drives, archives among them.
    pub fn drives(&self) -> Result<Vec<DriveView>> {
        Ok(Vec::new())
    }

    /// Every drive ever scanned, by risk: those that would lose files first.
    pub fn known_drives(&self) -> Result<Vec<KnownDrive>> {
        Ok(Vec::new())
    }
}
