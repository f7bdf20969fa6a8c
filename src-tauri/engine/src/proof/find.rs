//! Where is that old file now? By path, by name or by checksum, over every drive ever seen.

use super::places::Places;
use crate::archive::below;
use crate::databases::open_catalog;
use crate::error::Result;
use crate::fs::bytes_path;
use crate::library::Library;
use crate::model::{Checksum, UidPath, display_bytes, display_path, parse_display, path_bytes};
use crate::store::{Catalog, SightingRow};
use crate::views::{WherePlace, WhereRow};
use crate::volume;

/// Contents in one answer.
const MOST: usize = 200;

impl Library {
    /// Every content that was seen under this path or name, or that has this checksum, with all its places.
    pub fn find(&self, text: &str) -> Result<Vec<WhereRow>> {
        let catalog = open_catalog(self.catalog())?;
        let mut places = Places::of(&catalog)?;
        contents(&catalog, text)?.into_iter().map(|id| row(&catalog, &mut places, id)).collect()
    }
}

fn contents(catalog: &Catalog, text: &str) -> Result<Vec<i64>> {
    if let Some(checksum) = Checksum::from_hex(text.trim()) {
        return Ok(catalog.content_of(checksum)?.into_iter().collect());
    }
    let bytes = parse_display(text).unwrap_or_else(|| text.as_bytes().to_vec());
    let exact = at_path(catalog, &bytes)?;
    if !exact.is_empty() {
        return Ok(exact);
    }
    // The longest part of the path that is known counts: `Red/2009/x.jpg`, `2009/x.jpg`, `x.jpg`.
    let parts: Vec<&[u8]> = bytes.split(|b| *b == b'/').filter(|p| !p.is_empty() && *p != b".").collect();
    let Some((name, folders)) = parts.split_last() else { return Ok(Vec::new()) };
    for from in 0..=folders.len() {
        let found = catalog.contents_named(&folders[from..].join(&b'/'), name, MOST)?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    // Else any part of a name or of a folder's path, or of both with the stroke between them.
    let found = catalog.contents_like(&parts.join(&b'/'), MOST)?;
    if !found.is_empty() || folders.is_empty() {
        return Ok(found);
    }
    catalog.contents_across(&folders.join(&b'/'), name, MOST)
}

/// A path as it is now, or as it was where a drive was mounted last.
fn at_path(catalog: &Catalog, bytes: &[u8]) -> Result<Vec<i64>> {
    let Ok(path) = std::path::absolute(bytes_path(bytes)) else { return Ok(Vec::new()) };
    if let Ok((volume, rel)) = volume::of_path(&path) {
        let found = catalog.contents_at(&UidPath { volume: volume.uid, path: rel })?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    for (uid, mount) in catalog.mount_points()? {
        let Some(rel) = below(&path_bytes(&path), &mount) else { continue };
        let found = catalog.contents_at(&UidPath { volume: uid, path: rel })?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}

fn row(catalog: &Catalog, places: &mut Places<'_>, id: i64) -> Result<WhereRow> {
    let (checksum, size) = catalog.content_row(id)?;
    let sightings = catalog.sightings_of(id)?;
    let mut found: Vec<WherePlace> = sightings.iter().map(|s| place(places, s)).collect::<Result<_>>()?;
    found.sort_by_key(|p| (!p.archive, p.now.is_none()));
    Ok(WhereRow { checksum: checksum.to_hex(), size, places: found })
}

fn place(places: &mut Places<'_>, seen: &SightingRow) -> Result<WherePlace> {
    let now = places.now(&seen.folder, &seen.name);
    // Another size is another file under the old name.
    let now = now.filter(|path| path.symlink_metadata().is_ok_and(|m| m.is_file() && m.len() == seen.size));
    let archive = seen.verified.is_some() || places.archive(&seen.folder).is_some();
    let (drive, top) = places.called(&seen.folder)?;
    let path = seen.folder.path.join(&seen.name);
    Ok(WherePlace {
        drive,
        connected: places.is_connected(&seen.folder.volume),
        volume: seen.folder.volume.0.clone(),
        path: display_bytes(&path.below(&top).unwrap_or(path).0),
        now: now.map(|p| display_path(&p)),
        archive,
        modified_ms: seen.mtime_ns / 1_000_000,
        first_seen_ms: seen.first_seen_ms,
        last_seen_ms: seen.last_seen_ms,
        verified: seen.verified.map(|(outcome, _, _)| outcome),
        method: seen.verified.map(|(_, method, _)| method),
        verified_ms: seen.verified.map(|(_, _, at)| at),
    })
}
