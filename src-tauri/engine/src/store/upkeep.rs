//! Upkeep of the catalogue: is it sound, how much is in it, and what says nothing any more.

use super::catalog::Catalog;
use super::source_files::print_at;
use crate::error::Result;
use crate::model::{Fingerprint, RelPath, UidPath, VolumeUid};

/// Rows by table.
#[derive(Debug, Clone, Copy)]
pub struct CatalogRows {
    pub volumes: u64,
    pub contents: u64,
    pub sightings: u64,
    pub readbacks: u64,
}

/// Takes a folder, a name in it, what the file looked like, and when that was.
pub type PerSighting<'a> = dyn FnMut(UidPath, &[u8], Fingerprint, i64) -> Result<()> + 'a;

impl Catalog {
    /// Checks every page and index; the first complaint, if there is one.
    pub fn complaint(&self) -> Result<Option<String>> {
        let word: String = self.db.query_row("PRAGMA integrity_check(1)", [], |r| r.get(0))?;
        Ok((word != "ok").then_some(word))
    }

    /// How much is in it.
    pub fn rows(&self) -> Result<CatalogRows> {
        let sql = "SELECT (SELECT count(*) FROM volumes), (SELECT count(*) FROM contents),
                     (SELECT count(*) FROM sightings), (SELECT count(*) FROM readbacks)";
        Ok(self.db.query_row(sql, [], |r| {
            Ok(CatalogRows {
                volumes: r.get(0)?,
                contents: r.get(1)?,
                sightings: r.get(2)?,
                readbacks: r.get(3)?,
            })
        })?)
    }

    /// The last sighting of every path, folder by folder.
    pub fn last_sightings(&self, each: &mut PerSighting<'_>) -> Result<()> {
        let mut statement = self.db.prepare(
            "SELECT v.uid, f.path, s.name, s.size, s.mtime_ns, s.ctime_ns, s.inode, max(s.last_seen_ms)
             FROM folders f JOIN volumes v ON v.id = f.volume JOIN sightings s ON s.folder = f.id
             GROUP BY f.volume, f.id, s.name",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let place = UidPath { volume: VolumeUid(row.get(0)?), path: RelPath(row.get(1)?) };
            let name: Vec<u8> = row.get(2)?;
            each(place, &name, print_at(row, 3)?, row.get(7)?)?;
        }
        Ok(())
    }

    /// Removes what nothing refers to, and verifications that later ones of the same file have overtaken. Where a
    /// content was ever seen is never removed. Returns the number of rows that went.
    pub fn prune(&self) -> Result<u64> {
        self.db.execute_batch("BEGIN IMMEDIATE")?;
        let pruned = self.prune_all();
        self.db.execute_batch(if pruned.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
        let pruned = pruned?;
        self.db.execute_batch("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)")?;
        Ok(pruned)
    }

    fn prune_all(&self) -> Result<u64> {
        let mut gone = 0;
        for sql in [
            // The last of each kind stays: any, good by content, good from the device, bad.
            "DELETE FROM readbacks WHERE EXISTS (
               SELECT 1 FROM readbacks n WHERE n.sighting = readbacks.sighting AND n.verified_ms > readbacks.verified_ms
                 AND n.outcome = readbacks.outcome AND n.method = readbacks.method)",
            "DELETE FROM folders WHERE NOT EXISTS (SELECT 1 FROM sightings s WHERE s.folder = folders.id)",
            "DELETE FROM checksums WHERE NOT EXISTS (SELECT 1 FROM sightings s WHERE s.content = checksums.content)",
            "DELETE FROM contents WHERE NOT EXISTS (SELECT 1 FROM sightings s WHERE s.content = contents.id)",
            "DELETE FROM volumes WHERE name IS NULL AND last_scan_ms IS NULL
               AND NOT EXISTS (SELECT 1 FROM folders f WHERE f.volume = volumes.id)
               AND NOT EXISTS (SELECT 1 FROM scans s WHERE s.volume = volumes.uid)
               AND NOT EXISTS (SELECT 1 FROM archives a WHERE a.volume = volumes.uid)",
        ] {
            gone += self.db.execute(sql, [])? as u64;
        }
        Ok(gone)
    }
}
