//! Which drive is meant by a name, and which job brought it home last, wherever that job's folder is.

use std::path::{Path, PathBuf};

use super::RestoreRequest;
use crate::databases::open_catalog;
use crate::error::{Error, Result};
use crate::fs;
use crate::job::Job;
use crate::library::Library;
use crate::model::display_bytes;
use crate::store::{Catalog, RootKind, RootRow, ScanRecord};
use crate::text;
use crate::volume;
use crate::words;

/// The folder of the job that knows the drive, if it is not named: of several drives of one name none is guessed at.
pub fn job(library: &Library, request: &RestoreRequest) -> Result<PathBuf> {
    if let Some(job) = &request.job {
        return Ok(job.clone());
    }
    let catalog = open_catalog(library.catalog())?;
    let mut known = Vec::new();
    for scan in catalog.scans()? {
        if is_called(&catalog, &scan, &request.drive)? {
            known.push(scan);
        }
    }
    known.sort_by_key(|scan| std::cmp::Reverse(scan.scanned_ms));
    match known.as_slice() {
        [] => Err(Error::usage(
            "no_drive",
            words!(
                "no job that is known has brought home a drive called {what}",
                what = Text(request.drive.to_string())
            ),
        )
        .hint("see: ingather catalog list; or name the job's folder with --job")),
        [scan] => match library.folder_of(scan) {
            folder if Job::was_in(&folder) => Ok(folder),
            folder => Err(Error::usage("no_job", "the job that brought it home is not there any more")
                .at_path(&folder)
                .hint("if its folder has moved, name it with --job")),
        },
        several => {
            let drives: Vec<String> =
                several.iter().map(|scan| told_apart(library, &catalog, scan)).collect();
            let what = words!(
                "{n} drives are called {name}",
                n = Plain(several.len() as u64),
                name = Text(request.drive.clone())
            );
            Err(Error::usage("which_drive", what)
                .hint(words!("say which: {what}", what = Text(drives.join("; ")))))
        }
    }
}

/// The drive of a job that is called so.
pub fn source<'a>(library: &Library, roots: &'a [RootRow], drive: &str) -> Result<&'a RootRow> {
    let catalog = open_catalog(library.catalog())?;
    for root in roots.iter().filter(|r| r.kind == RootKind::Source) {
        let given = catalog.volume(&root.place.volume)?.and_then(|v| v.name);
        let names = [display_bytes(&root.name), display_bytes(&root.path), root.place.volume.0.clone()];
        let by_place = || is_at(&catalog, &root.place, drive);
        if names.iter().any(|n| n == drive) || given.as_deref() == Some(drive) || by_place()? {
            return Ok(root);
        }
    }
    Err(Error::usage(
        "no_drive",
        words!("the job knows no drive called {drive}", drive = Text(drive.to_string())),
    )
    .hint("see: ingather source list"))
}

/// By the name it has in its archives or was given, by its identity, or by the path at which it is or was last.
fn is_called(catalog: &Catalog, scan: &ScanRecord, text: &str) -> Result<bool> {
    let given = catalog.volume(&scan.place.volume)?.and_then(|v| v.name);
    Ok(scan.name == text
        || scan.place.volume.0 == text
        || given.as_deref() == Some(text)
        || is_at(catalog, &scan.place, text)?)
}

/// Whether a path is where a folder of a drive is now or was last.
fn is_at(catalog: &Catalog, place: &crate::model::UidPath, text: &str) -> Result<bool> {
    if !text.contains(['/', '\\']) {
        return Ok(false);
    }
    let below = fs::bytes_path(&place.path.0);
    let mounts = catalog.mount_points()?.into_iter().filter(|(uid, _)| *uid == place.volume);
    let mut was = mounts.map(|(_, mount)| fs::bytes_path(&mount).join(&below));
    let now = || volume::locate(&place.volume, &place.path, Path::new(""));
    let asked = std::path::absolute(text).unwrap_or_else(|_| PathBuf::from(text));
    // Part by part: the path of a whole volume ends in a separator.
    let is = |path: PathBuf| path.components().eq(asked.components());
    Ok(was.any(is) || now().is_some_and(is))
}

/// How to name one of several drives of a name.
fn told_apart(library: &Library, catalog: &Catalog, scan: &ScanRecord) -> String {
    let folder = match scan.place.path.0.as_slice() {
        [] => String::new(),
        path => format!(", folder {}", display_bytes(path)),
    };
    let known = catalog.volume(&scan.place.volume).ok().flatten();
    let label = known.and_then(|v| v.name.filter(|n| !n.is_empty()).or(v.label)).unwrap_or_default();
    format!(
        "--job '{}' ({label} {}{folder}, looked at {})",
        library.folder_of(scan).display(),
        scan.place.volume.0,
        text::local_time(scan.scanned_ms)
    )
}
