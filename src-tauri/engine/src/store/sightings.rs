//! Questions to the catalogue about contents: by checksum, by place, by name; and where each was ever seen.

use rusqlite::{OptionalExtension, params};

use super::catalog::Catalog;
use crate::error::Result;
use crate::model::{Checksum, Method, Outcome, RelPath, UidPath, VolumeUid};

/// One place at which a content was seen.
#[derive(Debug, Clone)]
pub struct SightingRow {
    pub folder: UidPath,
    pub name: Vec<u8>,
    pub size: u64,
    pub mtime_ns: i64,
    pub first_seen_ms: i64,
    pub last_seen_ms: i64,
    /// The last verification.
    pub verified: Option<(Outcome, Method, i64)>,
}

/// A copy that was read and is not what was seen there.
#[derive(Debug, Clone, Copy)]
pub struct BadCopy {
    pub sighting: i64,
    pub outcome: Outcome,
    pub method: Method,
    pub at_ms: i64,
}

impl Catalog {
    /// Records copies that are not what was seen at their places.
    pub fn record_bad(&self, copies: &[BadCopy]) -> Result<()> {
        for copy in copies {
            self.db
                .prepare_cached("INSERT OR IGNORE INTO readbacks (sighting, method, outcome, verified_ms) VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![copy.sighting, copy.method.as_str(), copy.outcome.as_str(), copy.at_ms])?;
        }
        Ok(())
    }

    /// The content with this checksum.
    pub fn content_of(&self, checksum: Checksum) -> Result<Option<i64>> {
        let sql = "SELECT id FROM contents WHERE blake3 = ?1";
        Ok(self.db.query_row(sql, [checksum.0], |r| r.get(0)).optional()?)
    }

    /// Every content ever seen under a path.
    pub fn contents_at(&self, path: &UidPath) -> Result<Vec<i64>> {
        let (folder, name) = path.path.split();
        let mut statement = self.db.prepare_cached(
            "SELECT DISTINCT s.content FROM volumes v JOIN folders f ON f.volume = v.id AND f.path = ?2
             JOIN sightings s ON s.folder = f.id AND s.name = ?3 WHERE v.uid = ?1",
        )?;
        let rows = statement.query_map(params![path.volume.0, folder.0, name], |r| r.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// A content's checksum and size.
    pub fn content_row(&self, id: i64) -> Result<(Checksum, u64)> {
        let sql = "SELECT blake3, size FROM contents WHERE id = ?1";
        Ok(self.db.query_row(sql, [id], |r| Ok((Checksum(r.get(0)?), r.get(1)?)))?)
    }

    /// Every place at which a content was seen, the last one first.
    pub fn sightings_of(&self, content: i64) -> Result<Vec<SightingRow>> {
        let mut statement = self.db.prepare_cached(
            "SELECT v.uid, f.path, s.name, s.size, s.mtime_ns, s.first_seen_ms, s.last_seen_ms, r.outcome, r.method, r.verified_ms
             FROM sightings s JOIN folders f ON f.id = s.folder JOIN volumes v ON v.id = f.volume
             LEFT JOIN readbacks r ON r.sighting = s.id
               AND r.verified_ms = (SELECT max(verified_ms) FROM readbacks WHERE sighting = s.id)
             WHERE s.content = ?1 ORDER BY s.last_seen_ms DESC, s.id",
        )?;
        let rows = statement.query_map([content], |row| {
            let outcome: Option<String> = row.get(7)?;
            let method: Option<String> = row.get(8)?;
            let verified =
                outcome.as_deref().and_then(Outcome::parse).zip(method.as_deref().and_then(Method::parse));
            let at: Option<i64> = row.get(9)?;
            Ok(SightingRow {
                folder: UidPath { volume: VolumeUid(row.get(0)?), path: RelPath(row.get(1)?) },
                name: row.get(2)?,
                size: row.get(3)?,
                mtime_ns: row.get(4)?,
                first_seen_ms: row.get(5)?,
                last_seen_ms: row.get(6)?,
                verified: verified.zip(at).map(|((outcome, method), at)| (outcome, method, at)),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Every volume with the place at which it was last mounted.
    pub fn mount_points(&self) -> Result<Vec<(VolumeUid, Vec<u8>)>> {
        let mut statement = self.db.prepare(
            "SELECT uid, mount_point FROM volumes WHERE mount_point IS NOT NULL ORDER BY last_seen_ms DESC",
        )?;
        let rows = statement.query_map([], |row| Ok((VolumeUid(row.get(0)?), row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
