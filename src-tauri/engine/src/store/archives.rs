//! Every archive that was ever written to, by its marker: where it is, connected or not.

use rusqlite::{OptionalExtension, params};

use super::catalog::Catalog;
use crate::clock;
use crate::error::Result;
use crate::model::{RelPath, UidPath, VolumeUid};

/// An archive as it was last seen.
#[derive(Debug, Clone)]
pub struct ArchiveSeen {
    /// Absolute, as bytes.
    pub path: Vec<u8>,
    pub volume: VolumeUid,
    /// Below the volume's root; `None` if that was not recorded.
    pub folder: Option<RelPath>,
    pub seen_ms: i64,
}

impl Catalog {
    /// Records an archive by its marker, as written to now.
    pub fn archive_seen(&self, marker: &str, path: &[u8], place: &UidPath) -> Result<()> {
        self.db.execute(
            "INSERT OR REPLACE INTO archives (marker, path, volume, folder, seen_ms) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![marker, path, place.volume.0, place.path.0, clock::now_ms()],
        )?;
        Ok(())
    }

    /// Every archive ever seen, the last one first.
    pub fn archives(&self) -> Result<Vec<ArchiveSeen>> {
        let mut statement =
            self.db.prepare("SELECT path, volume, folder, seen_ms FROM archives ORDER BY seen_ms DESC")?;
        let rows = statement.query_map([], |row| {
            Ok(ArchiveSeen {
                path: row.get(0)?,
                volume: VolumeUid(row.get(1)?),
                folder: row.get::<_, Option<Vec<u8>>>(2)?.map(RelPath),
                seen_ms: row.get(3)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The volume of the archive that was last at this path.
    pub fn archive_at(&self, path: &[u8]) -> Result<Option<VolumeUid>> {
        let sql = "SELECT volume FROM archives WHERE path = ?1 ORDER BY seen_ms DESC LIMIT 1";
        Ok(self.db.query_row(sql, [path], |r| Ok(VolumeUid(r.get(0)?))).optional()?)
    }

    /// Whether the archive with this marker was ever seen.
    pub fn knows_archive(&self, marker: &str) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM archives WHERE marker = ?1)";
        Ok(self.db.query_row(sql, [marker], |r| r.get(0))?)
    }
}
