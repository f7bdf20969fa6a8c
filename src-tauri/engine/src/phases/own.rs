//! Where we keep our own records: the job's folder, the catalogue, the data folder. On a drive of the job they are none
//! of its files, and in an archive they archive nothing: they change while the job runs.

use std::path::{Path, PathBuf};

use crate::fs::{DirId, Root, Seen};
use crate::plan::{LeftOut, OWN_RECORDS, own_left_out};
use crate::said;
use crate::volume::{self, Tie};

/// What lies in a data folder. A catalogue that lies among other things lies in somebody else's folder.
const FOLDERS: [&[u8]; 4] = [b"jobs", b"certificates", b"logs", b"samples"];
/// Names with which the files there begin.
const FILES: [&[u8]; 2] = [b"settings.yaml", b"catalog.db"];

/// Our own folders and files, by identity: a drive may be met under any path.
#[derive(Debug, Default)]
pub struct Own {
    job: Option<DirId>,
    folders: Vec<DirId>,
    /// The folder of the catalogue, and its name, with which those of its journals begin.
    catalog: Option<(DirId, Vec<u8>)>,
    /// Where the job and the catalogue lie.
    places: Vec<PathBuf>,
}

impl Own {
    /// Of a job, if there is one, and the catalogue.
    #[must_use]
    pub fn of(job: Option<&Path>, catalog: &Path) -> Self {
        let id = |path: &Path| Root::open(path).ok().map(|root| root.id());
        let beside = std::path::absolute(catalog).ok();
        let data = beside.as_deref().and_then(Path::parent);
        let places = job.into_iter().chain(data).map(Path::to_owned).collect();
        let job = job.and_then(id);
        let mut folders: Vec<DirId> = job.into_iter().collect();
        let name = catalog.file_name().map(|n| n.as_encoded_bytes().to_vec());
        folders.extend(data.filter(|d| is_data_folder(d)).and_then(id));
        folders.extend(data.map(|d| d.join("jobs")).filter(|jobs| holds_jobs(jobs)).as_deref().and_then(id));
        Self { job, folders, catalog: data.and_then(id).zip(name), places }
    }

    /// Whether the job's records lie on a device, and whether the catalogue does.
    #[must_use]
    pub fn on(&self, device: u64) -> (bool, bool) {
        let catalog = self.catalog.as_ref().is_some_and(|(folder, _)| folder.device == device);
        (self.job.is_some_and(|folder| folder.device == device), catalog)
    }

    /// Whether any of it goes when the disk that a folder is on goes.
    #[must_use]
    pub fn goes_with(&self, folder: &Path) -> bool {
        self.places.iter().any(|place| volume::tie(place, folder) == Some(Tie::SameDisk))
    }

    /// Why a folder is left out with all that is in it.
    #[must_use]
    pub fn folder(&self, seen: &Seen) -> Option<LeftOut> {
        self.folders.contains(&seen.dir_id()).then(|| own_left_out(OWN_RECORDS))
    }

    /// Why a file is left out, with the folder that it lies in.
    #[must_use]
    pub fn file(&self, folder: &Seen, name: &[u8]) -> Option<LeftOut> {
        let (place, catalog) = self.catalog.as_ref()?;
        let rest = name.strip_prefix(catalog.as_slice())?;
        let is_ours = *place == folder.dir_id()
            && (matches!(rest, b"" | b"-wal" | b"-shm" | b"-journal") || rest.starts_with(b".damaged-"));
        is_ours.then(|| own_left_out(said!("Ingather's catalogue of drives: it changes while it is used")))
    }
}

fn is_data_folder(folder: &Path) -> bool {
    let ours = |name: &[u8]| FOLDERS.contains(&name) || FILES.iter().any(|known| name.starts_with(known));
    std::fs::read_dir(folder)
        .is_ok_and(|mut all| all.all(|e| e.is_ok_and(|e| ours(e.file_name().as_encoded_bytes()))))
}

fn holds_jobs(folder: &Path) -> bool {
    let is_job = |e: std::fs::DirEntry| e.path().join("job.db").exists();
    std::fs::read_dir(folder).is_ok_and(|all| all.flatten().any(is_job))
}
