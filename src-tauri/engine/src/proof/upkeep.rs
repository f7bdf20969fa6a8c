//! Is the catalogue sound, and how much of it can be seen to be true today?

use super::places::Places;
use crate::cancel::Cancel;
use crate::databases::open_catalog;
use crate::error::Result;
use crate::library::Library;
use crate::model::display_path;
use crate::views::{CatalogReport, PruneReport};

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
        };
        let mut places = Places::of(&catalog)?;
        catalog.last_sightings(&mut |folder, name, print| {
            cancel.check()?;
            let slot = match places.now(&folder, name).and_then(|path| path.symlink_metadata().ok()) {
                Some(meta) if is_as_seen(&meta, print.size, print.mtime_ns) => &mut report.as_seen,
                Some(_) => &mut report.changed,
                None if places.is_connected(&folder.volume) => &mut report.gone,
                None => &mut report.away,
            };
            *slot += 1;
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

/// Size and time of last change; FAT rounds the latter to two seconds.
fn is_as_seen(meta: &std::fs::Metadata, size: u64, mtime_ns: i64) -> bool {
    const STEP_NS: i64 = 2_000_000_000;
    let seen = crate::fs::Seen::of_metadata(meta).print;
    seen.size == size && (seen.mtime_ns - mtime_ns).abs() < STEP_NS
}
