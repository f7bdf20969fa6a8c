//! Where a user's jobs and the catalogue live, and how they are found again.

use std::path::{Path, PathBuf};

use crate::archive::{self, Archives, Standing};
use crate::databases::{open_catalog, settled};
use crate::error::{Error, Result};
use crate::fs::{self, durable};
use crate::job::{self, Job};
use crate::model::{JobState, RelPath, VolumeUid, display_bytes, display_path};
use crate::store::{Catalog, ScanRecord};
use crate::text::of_system;
use crate::views::{DriveView, JobCard, JobConfig, KnownDrive, SafeToWipe};
use crate::volume::{self, Volume};
use crate::words;

/// What has less room is no drive of anybody's. 1 MB.
const SMALLEST_DRIVE: u64 = 1_000_000;

/// The data folder with all jobs, and the catalogue that they share.
#[derive(Debug, Clone)]
pub struct Library {
    data_dir: PathBuf,
    catalog: PathBuf,
}

impl Library {
    /// The user's data folder: `INGATHER_DATA_DIR`, else the system's place for application data.
    pub fn open_default() -> Result<Self> {
        let dir = Self::default_folder().ok_or_else(|| {
            Error::usage("no_data_folder", "there is no place for the program's data")
                .hint("set INGATHER_DATA_DIR")
        })?;
        Self::open(&dir)
    }

    /// Where the program's data is, unless told otherwise; it need not be there yet.
    #[must_use]
    pub fn default_folder() -> Option<PathBuf> {
        std::env::var_os("INGATHER_DATA_DIR").map(PathBuf::from).or_else(fs::data_folder)
    }

    /// A library in that folder, created if need be.
    pub fn open(data_dir: &Path) -> Result<Self> {
        let data_dir = std::path::absolute(data_dir).map_err(|e| {
            Error::usage(
                "bad_path",
                words!(
                    "{path} is not a path: {e}",
                    path = Text(data_dir.display().to_string()),
                    e = Words(of_system(&e))
                ),
            )
        })?;
        durable::make_private_folder(&data_dir).map_err(|e| {
            Error::blocked(
                "data_folder",
                words!("the data folder cannot be made: {e}", e = Words(of_system(&e))),
            )
            .at_path(&data_dir)
            .hint("set INGATHER_DATA_DIR to a folder that can be written")
        })?;
        Ok(Self { catalog: data_dir.join("catalog.db"), data_dir })
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

    /// The folder of the job that took in a drive last: the one that is recorded, else that of its id.
    #[must_use]
    pub(crate) fn folder_of(&self, scan: &ScanRecord) -> PathBuf {
        let recorded = scan.folder.as_deref().map(|bytes| fs::bytes_path(bytes).into_owned());
        recorded.unwrap_or_else(|| self.job_folder(&scan.job))
    }

    /// All jobs, unfinished ones first, then the newest.
    pub fn jobs(&self) -> Result<Vec<JobCard>> {
        let Ok(entries) = std::fs::read_dir(self.data_dir.join("jobs")) else { return Ok(Vec::new()) };
        let mut jobs: Vec<JobCard> =
            entries.flatten().map(|e| e.path()).filter(|p| Job::was_in(p)).map(|p| self.card(&p)).collect();
        let settled = |c: &JobCard| matches!(c.state, JobState::Completed | JobState::CompletedWithErrors);
        jobs.sort_by_key(|card| (settled(card), std::cmp::Reverse(card.updated_ms)));
        Ok(jobs)
    }

    fn card(&self, folder: &Path) -> JobCard {
        let card = Job::open(folder, &self.catalog).and_then(|job| job::job_card(&job)).map_err(settled);
        card.unwrap_or_else(|error| JobCard {
            id: folder.file_name().map_or_else(String::new, |n| display_bytes(n.as_encoded_bytes())),
            name: folder.file_name().map_or_else(String::new, |n| display_bytes(n.as_encoded_bytes())),
            state: JobState::Failed,
            phase: None,
            created_ms: 0,
            updated_ms: 0,
            equation: crate::model::Equation::default(),
            drives: Vec::new(),
            trouble: Some(error.in_full()),
        })
    }

    /// Makes a new job in the library and returns its id: the name, made fit for a folder, with a number if taken.
    pub fn create_job(&self, config: &JobConfig) -> Result<String> {
        let wanted = folder_for(&config.name);
        let mut id = wanted.clone();
        let mut number = 2;
        while self.job_folder(&id).exists() {
            id = format!("{wanted}-{number}");
            number += 1;
        }
        let named = JobConfig {
            name: if config.name.trim().is_empty() { id.clone() } else { config.name.clone() },
            ..config.clone()
        };
        Job::create(&self.job_folder(&id), &self.catalog, &named)?;
        Ok(id)
    }

    /// Mounted drives, archives among them.
    pub fn drives(&self) -> Result<Vec<DriveView>> {
        let catalog = open_catalog(&self.catalog)?;
        let drives = volume::probe_for(|volume| archive::is_archive(&volume.mount_point))?.into_iter();
        let drives = drives.filter(|(volume, _)| volume.capacity >= SMALLEST_DRIVE);
        drives.map(|(volume, archive)| drive_view(&volume, archive, &catalog)).collect()
    }

    /// Every drive ever scanned, by risk: those that would lose files first.
    pub fn known_drives(&self) -> Result<Vec<KnownDrive>> {
        let catalog = open_catalog(&self.catalog)?;
        let mut known: Vec<KnownDrive> = Vec::new();
        let archives = Archives::of(&catalog)?;
        for scan in catalog.scans()? {
            known.push(known_drive(scan, &catalog, &archives)?);
        }
        known.sort_by_key(|drive| (drive.verdict, std::cmp::Reverse(drive.last_scan_ms)));
        Ok(known)
    }

    /// Gives a drive the name by which people shall know it.
    pub fn name_drive(&self, volume: &str, name: &str) -> Result<()> {
        open_catalog(&self.catalog)?.name_volume(&VolumeUid(volume.to_owned()), name.trim())
    }
}

fn folder_for(name: &str) -> String {
    let fit: String =
        name.trim()
            .chars()
            .map(|c| {
                if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c.to_ascii_lowercase() } else { '-' }
            })
            .take(60)
            .collect();
    let fit = fit.trim_matches(['-', '.']).to_owned();
    if fit.is_empty() { "job".into() } else { fit }
}

fn drive_view(volume: &Volume, archive: bool, catalog: &Catalog) -> Result<DriveView> {
    let known = catalog.volume(&volume.uid)?;
    let mount_point = display_path(&volume.mount_point);
    let last_part = volume.mount_point.file_name().map(|n| display_bytes(n.as_encoded_bytes()));
    let given = known.as_ref().and_then(|k| k.name.clone()).filter(|n| !n.is_empty());
    Ok(DriveView {
        volume: volume.uid.0.clone(),
        weak: volume.uid.is_weak(),
        name: given.or_else(|| volume.label.clone()).or(last_part).unwrap_or_else(|| mount_point.clone()),
        mount_point,
        file_system: volume.file_system.clone(),
        capacity: volume.capacity,
        free: volume.free,
        removable: volume.removable,
        rotational: volume.rotational,
        read_only: volume.read_only,
        archive,
        last_scan_ms: known.and_then(|k| k.last_scan_ms),
    })
}

fn known_drive(scan: ScanRecord, catalog: &Catalog, archives: &Archives) -> Result<KnownDrive> {
    let volume = catalog.volume(&scan.place.volume)?;
    let now = volume::locate(&scan.place.volume, &scan.place.path, Path::new(""));
    let whole_volume = scan.place.path == RelPath::default();
    let given = volume.as_ref().and_then(|v| v.name.clone()).filter(|n| whole_volume && !n.is_empty());
    let here = now.as_deref().and_then(volume::real_path);
    let standing = archives.standing(&scan.place, here.as_deref(), scan.scanned_ms);
    let (verdict, why) = match standing {
        Some(standing) if scan.verdict == SafeToWipe::Safe => (SafeToWipe::CheckFirst, standing.why()),
        Some(_) | None => job::as_of_today(scan.verdict, &scan.why, scan.scanned_ms),
    };
    Ok(KnownDrive {
        volume: scan.place.volume.0.clone(),
        path: display_bytes(&scan.place.path.0),
        weak: scan.place.volume.is_weak(),
        name: given.unwrap_or(scan.name),
        connected: now.is_some(),
        archive: standing.is_some_and(Standing::is_part_of_one),
        mount_point: now.map(|p| display_path(&p)),
        file_system: volume.as_ref().map_or_else(String::new, |v| v.file_system.clone()),
        capacity: volume.as_ref().map_or(0, |v| v.capacity),
        last_scan_ms: Some(scan.scanned_ms),
        files: scan.files,
        bytes: scan.bytes,
        verdict,
        why,
        job: Some(scan.job),
    })
}
