//! From the folders that a person names to the job's roots: who they are, whether they may be what they are meant to
//! be, and, at each start, where they are now.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::Connection;

use crate::archive::{self, DriveNames};
use crate::error::{Error, Result};
use crate::fs::{self, DirId, Root, bytes_path};
use crate::model::{RelPath, UidPath, display_bytes, display_path, parse_display, path_bytes};
use crate::store::{Catalog, RootKind, RootRow, write};
use crate::text::of_system;
use crate::views::JobConfig;
use crate::volume::{self, Tie, Volume};
use crate::words;

struct Found {
    row: RootRow,
    root: Root,
}

/// Looks at every folder that the configuration names. One that the job knows already may be away or elsewhere.
pub fn find(config: &JobConfig, catalog: &Catalog, known: &[RootRow]) -> Result<Vec<RootRow>> {
    let mut found: Vec<Found> = Vec::new();
    for (kind, paths) in [
        (RootKind::Destination, &config.destinations),
        (RootKind::Source, &config.sources),
        (RootKind::Pool, &config.pools),
    ] {
        for text in paths {
            let path = path_of(text)?;
            let is_known = known.iter().any(|r| r.kind == kind && r.path == *path_bytes(&path));
            if is_known && !path.is_dir() {
                continue;
            }
            if kind == RootKind::Destination {
                make_destination(&path, catalog)?;
            }
            let Some(one) = look(kind, &path)? else {
                return Err(not_there(kind, &path));
            };
            if !is_known_as(&found, kind, one.root.id()) {
                check_overlap(&found, &one)?;
                found.push(one);
            }
        }
    }
    name_drives(&mut found);
    Ok(found.into_iter().map(|f| f.row).collect())
}

/// Saves roots, those that are known already under the same identity included.
pub fn save(db: &Connection, roots: &[RootRow]) -> Result<()> {
    for root in roots {
        write::add_root(db, root)?;
    }
    Ok(())
}

fn path_of(text: &str) -> Result<PathBuf> {
    let bytes = parse_display(text).unwrap_or_else(|| text.as_bytes().to_vec());
    std::path::absolute(bytes_path(&bytes)).map_err(|e| {
        Error::usage(
            "bad_path",
            words!("{text} is not a path: {e}", text = Text(text.to_string()), e = Words(of_system(&e))),
        )
    })
}

/// A new archive's folder is made if the folder above it is there. One that was an archive once is never made anew: its
/// drive is not connected.
fn make_destination(path: &Path, catalog: &Catalog) -> Result<()> {
    if path.exists() {
        return Ok(());
    }
    if catalog.archive_at(&path_bytes(path))?.is_some() {
        return Err(Error::blocked(
            "drive_missing",
            words!("the archive {path} is not connected", path = Text(path.display().to_string())),
        )
        .at_path(path)
        .hint("connect its drive, then try again"));
    }
    std::fs::create_dir(path).map_err(|e| {
        let error = fs::file_error("the archive's folder cannot be made", &e);
        Error::usage("not_found", error.message)
            .at_path(path)
            .hint("make the folder above it, or choose another")
    })
}

fn not_there(kind: RootKind, path: &Path) -> Error {
    let shown = display_path(path);
    let message = match kind {
        RootKind::Source => {
            words!("the drive or folder {path} is not there or is not a folder", path = Text(shown))
        }
        RootKind::Destination => {
            words!("the archive {path} is not there or is not a folder", path = Text(shown))
        }
        RootKind::Pool => {
            words!(
                "the folder that counts as archived {path} is not there or is not a folder",
                path = Text(shown)
            )
        }
    };
    Error::usage("not_found", message).at_path(path).hint("check the path, and that the drive is connected")
}

fn look(kind: RootKind, path: &Path) -> Result<Option<Found>> {
    let root = match Root::open(path) {
        Ok(root) => root,
        Err(e) if matches!(e.kind(), std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(e) => {
            let error = fs::file_error("the folder cannot be opened", &e);
            return Err(Error::usage(error.code, error.message)
                .at_path(path)
                .hint("check that you may read it"));
        }
    };
    let (volume, rel) = volume::of_path(path)?;
    let row = RootRow {
        id: 0,
        kind,
        path: path_bytes(path).into_owned(),
        name: wanted_name(&volume, &rel, path),
        file_system: volume.file_system.clone(),
        strong: volume.traits.strong_fingerprint,
        marker: archive::read_marker(&root)
            .ok()
            .flatten()
            .map(|m| m.id)
            .filter(|_| kind == RootKind::Destination),
        capacity: volume.capacity,
        used: volume.capacity.saturating_sub(volume.free),
        scanned_ms: None,
        place: UidPath { volume: volume.uid, path: rel },
    };
    Ok(Some(Found { row, root }))
}

/// The name by which a folder would be known in an archive that does not know it yet.
pub fn drive_name(path: &Path) -> Vec<u8> {
    let last = || path.file_name().map_or_else(|| b"drive".to_vec(), |n| n.as_encoded_bytes().to_vec());
    crate::plan::folder_name(
        &volume::of_path(path).map_or_else(|_| last(), |(volume, rel)| wanted_name(&volume, &rel, path)),
    )
}

/// The volume's label if the folder is the whole volume, else the folder's own name.
fn wanted_name(volume: &Volume, rel: &RelPath, path: &Path) -> Vec<u8> {
    if rel.0.is_empty()
        && let Some(label) = volume.label.as_deref().filter(|l| !l.trim().is_empty())
    {
        return label.as_bytes().to_vec();
    }
    let canonical = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    canonical.file_name().map_or_else(|| b"drive".to_vec(), |n| n.as_encoded_bytes().to_vec())
}

fn is_known_as(found: &[Found], kind: RootKind, id: DirId) -> bool {
    found.iter().any(|f| f.row.kind == kind && f.root.id() == id)
}

fn check_overlap(found: &[Found], new: &Found) -> Result<()> {
    for other in found {
        let same = other.root.id() == new.root.id();
        let clash = match (other.row.kind, new.row.kind) {
            (RootKind::Destination, RootKind::Source) | (RootKind::Source, RootKind::Pool) => same,
            (RootKind::Destination, RootKind::Destination) => {
                other.row.place.volume == new.row.place.volume
                    && (other.row.place.path.is_within(&new.row.place.path)
                        || new.row.place.path.is_within(&other.row.place.path))
            }
            _ => false,
        };
        if clash {
            let path = display_bytes(&new.row.path);
            let (code, message) = match new.row.kind {
                RootKind::Destination => {
                    let other = display_bytes(&other.row.path);
                    let lie = words!(
                        "{path} and {other} lie in one another",
                        path = Text(path),
                        other = Text(other)
                    );
                    ("overlap", lie)
                }
                RootKind::Source | RootKind::Pool => {
                    ("same_folder", words!("{path} is the drive and the archive at once", path = Text(path)))
                }
            };
            return Err(Error::usage(code, message).at(&new.row.path).hint("choose two different folders"));
        }
    }
    Ok(())
}

/// Each drive gets the folder name by which the archives know it, or a new one that no other drive has.
fn name_drives(found: &mut [Found]) {
    let mut names = DriveNames::default();
    for one in found.iter().filter(|f| f.row.kind == RootKind::Destination) {
        if let Ok(known) = DriveNames::read(&one.root) {
            names.add_all(&known);
        }
    }
    for one in found.iter_mut().filter(|f| f.row.kind == RootKind::Source) {
        one.row.name = names.name_of(&one.row.place, &one.row.name);
    }
}

/// What ties an archive to a drive, if that can be seen now: the same volume, or what lies beneath where both are.
pub fn tied(archive: &RootRow, source: &RootRow) -> Option<Option<Tie>> {
    if archive.place.volume == source.place.volume {
        return Some(Some(Tie::SameDisk));
    }
    let now = |root: &RootRow| volume::locate(&root.place.volume, &root.place.path, &bytes_path(&root.path));
    Some(volume::tie(&now(archive)?, &now(source)?))
}

/// A root as it is at this moment.
pub struct Present {
    pub root: Arc<Root>,
    pub volume: Volume,
    pub path: Vec<u8>,
}

/// Finds a root of the job wherever its volume is mounted now. A destination without the marker that it once had, on
/// another volume, is a bare mount point: refused, not one byte is written there.
pub fn locate(row: &RootRow, catalog: &Catalog, new_destination: bool) -> Result<Present> {
    let hint = bytes_path(&row.path);
    let located = volume::locate(&row.place.volume, &row.place.path, &hint);
    let path = match located {
        Some(path) => path,
        None if row.kind == RootKind::Destination && hint.is_dir() => hint.into_owned(),
        None => return Err(missing(row)),
    };
    // A drive that does not answer says so here, and would never say anything to who opens a folder of it.
    let (volume, _) = volume::of_path(&path)?;
    let root = Root::open(&path).map_err(|_| missing(row))?;
    if row.kind == RootKind::Destination && !new_destination {
        check_marker(row, &root, &volume, catalog)?;
    }
    Ok(Present { path: path_bytes(&path).into_owned(), root: Arc::new(root), volume })
}

fn check_marker(row: &RootRow, root: &Root, volume: &Volume, catalog: &Catalog) -> Result<()> {
    let marker = archive::read_marker(root).map_err(|_| missing(row))?.map(|m| m.id);
    let known_volume = match (&row.marker, &marker) {
        (Some(known), Some(found)) if known == found => return Ok(()),
        (Some(_), Some(_)) => return Err(another(row)),
        (Some(_), None) => Some(row.place.volume.clone()),
        (None, Some(_)) => return Ok(()),
        (None, None) => catalog.archive_at(&row.path)?.or_else(|| Some(row.place.volume.clone())),
    };
    match known_volume {
        Some(known) if known != volume.uid => Err(missing(row)),
        Some(_) | None => Ok(()),
    }
}

fn missing(row: &RootRow) -> Error {
    let path = display_bytes(&row.path);
    if volume::clones().is_ok_and(|clones| clones.contains(&row.place.volume)) {
        let what = words!(
            "{path} cannot be told from another drive that is connected and has the same identity",
            path = Text(path)
        );
        return Error::blocked("drive_missing", what)
            .at(&row.path)
            .hint("one is a copy of the other, sector by sector: disconnect that one, then resume");
    }
    let message = match row.kind {
        RootKind::Source => words!(
            "the drive {name} ({path}) is not connected",
            name = Text(display_bytes(&row.name)),
            path = Text(path)
        ),
        RootKind::Destination => {
            words!("the archive {path} is not connected: its drive is not mounted there", path = Text(path))
        }
        RootKind::Pool => {
            words!("the folder {path}, which counts as archived, is not connected", path = Text(path))
        }
    };
    let error = Error::blocked("drive_missing", message).at(&row.path);
    if row.kind == RootKind::Destination {
        error.hint("connect its drive, then resume; nothing was written. If the archive has moved on purpose, add --new-destination")
    } else {
        error.hint("connect it, then resume")
    }
}

fn another(row: &RootRow) -> Error {
    Error::blocked(
        "another_archive",
        words!("{path} is another archive than the job's", path = Text(display_bytes(&row.path))),
    )
    .at(&row.path)
    .hint("connect the right drive, then resume; nothing was written")
}
