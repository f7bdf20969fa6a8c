//! Is the catalogue sound, and how much of it can be seen to be true today?

use super::places::Places;
use crate::cancel::Cancel;
use crate::databases::open_catalog;
use crate::error::Result;
use crate::library::Library;
use crate::model::{Fingerprint, UidPath, display_bytes, display_path};
use crate::views::{CatalogReport, PruneReport, StaleFile};

/// Files of archives that are named one by one.
const MOST_NAMED: usize = 1_000;

impl Library {
    /// Checks the catalogue's database, and looks for every file of the drives that are connected. Reads no content.
    pub fn check_catalog(&self, cancel: &Cancel) -> Result<CatalogReport> {
        let catalog = open_catalog(self.catalog())?;
        let rows = catalog.rows()?;
        let mut report = CatalogReport {
            path: display_path(self.catalog()),
            bytes: self.catalog_bytes(),
            complaint: catalog.complaint()?,
            volumes: rows.volumes,
            contents: rows.contents,
            sightings: rows.sightings,
            readbacks: rows.readbacks,
            as_seen: 0,
            changed: 0,
            gone: 0,
            away: 0,
            stale: Vec::new(),
            stale_total: 0,
        };
        let mut places = Places::of(&catalog)?;
        catalog.last_sightings(&mut |folder, name, print, last_seen_ms| {
            cancel.check()?;
            let now = places.now(&folder, name).and_then(|path| path.symlink_metadata().ok());
            let gone = match now {
                Some(meta) if is_as_seen(&meta, print.size, print.mtime_ns) => {
                    report.as_seen += 1;
                    return Ok(());
                }
                None if !places.is_connected(&folder.volume) => {
                    report.away += 1;
                    return Ok(());
                }
                Some(_) => false,
                None => true,
            };
            *(if gone { &mut report.gone } else { &mut report.changed }) += 1;
            if places.archive(&folder).is_some() {
                report.stale_total += 1;
                if report.stale.len() < MOST_NAMED {
                    report.stale.push(stale(&places, &folder, name, print, gone, last_seen_ms)?);
                }
            }
            Ok(())
        })?;
        Ok(report)
    }

    /// Removes from the catalogue what says nothing any more. What is known of where contents were seen stays.
    pub fn prune_catalog(&self) -> Result<PruneReport> {
        let before = self.catalog_bytes();
        let rows = open_catalog(self.catalog())?.prune()?;
        Ok(PruneReport { rows, before, after: self.catalog_bytes() })
    }

    fn catalog_bytes(&self) -> u64 {
        std::fs::metadata(self.catalog()).map_or(0, |m| m.len())
    }
}

fn stale(
    places: &Places<'_>,
    folder: &UidPath,
    name: &[u8],
    print: Fingerprint,
    gone: bool,
    last_seen_ms: i64,
) -> Result<StaleFile> {
    let (drive, top) = places.called(folder)?;
    let path = folder.path.join(name);
    let path = display_bytes(&path.below(&top).unwrap_or(path).0);
    Ok(StaleFile { drive, path, size: print.size, gone, last_seen_ms })
}

/// Size and time of last change; FAT rounds the latter to two seconds.
fn is_as_seen(meta: &std::fs::Metadata, size: u64, mtime_ns: i64) -> bool {
    const STEP_NS: i64 = 2_000_000_000;
    let seen = crate::fs::Seen::of_metadata(meta).print;
    seen.size == size && (seen.mtime_ns - mtime_ns).abs() < STEP_NS
}
