//! What other programs and machines recorded of files, as taken over into the catalogue. It may say that a file
//! differs; it never says that a file exists.

use std::collections::HashMap;

use rusqlite::{OptionalExtension, Row, params};

use super::catalog::{Catalog, Sighting};
use crate::clock;
use crate::error::Result;
use crate::model::{Algorithm, RelPath, UidPath, VolumeUid};

/// Where records came from, and the folder to which their paths are relative.
#[derive(Debug, Clone)]
pub struct ImportRow {
    pub id: i64,
    pub origin: String,
    /// The volume as its origin calls it; empty if it names none.
    pub wanted: String,
    /// `None`: not known yet.
    pub place: Option<UidPath>,
}

/// One record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedRow {
    pub path: RelPath,
    pub algorithm: Algorithm,
    pub digest: Vec<u8>,
    pub size: Option<u64>,
    pub mtime_ns: Option<i64>,
    pub recorded_ms: i64,
}

impl ImportedRow {
    /// Whether it is about a file of this size and date: what was recorded of them must agree.
    #[must_use]
    pub fn is_about(&self, size: u64, mtime_ns: i64) -> bool {
        const SECOND: i64 = 1_000_000_000;
        // Programs record whole seconds, or milliseconds, microseconds and ticks, cut off or rounded.
        let grain = |recorded: i64| [SECOND, 1_000_000, 1_000, 100].into_iter().find(|g| recorded % g == 0);
        let same_date = self.mtime_ns.is_none_or(|recorded| match grain(recorded) {
            Some(SECOND) => recorded == mtime_ns.div_euclid(SECOND) * SECOND,
            Some(grain) => recorded.abs_diff(mtime_ns) < grain.unsigned_abs(),
            None => recorded == mtime_ns,
        });
        same_date && self.size.is_none_or(|recorded| recorded == size)
    }
}

/// What the catalogue has for the path and algorithm of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordStanding {
    New,
    /// An older one.
    Newer,
    /// The same or a newer one.
    Known,
}

impl Catalog {
    /// Every volume ever seen, with the name a person gave it, else its label.
    pub fn volume_names(&self) -> Result<Vec<(VolumeUid, Option<String>)>> {
        let mut statement = self.db.prepare(
            "SELECT uid, coalesce(nullif(name, ''), label) FROM volumes ORDER BY last_seen_ms DESC",
        )?;
        let rows = statement.query_map([], |row| Ok((VolumeUid(row.get(0)?), row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Every import.
    pub fn imports(&self) -> Result<Vec<ImportRow>> {
        let mut statement =
            self.db.prepare_cached("SELECT id, origin, wanted, volume, path FROM imports ORDER BY id")?;
        let rows = statement.query_map([], import_row)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The number of records of every import, and when it was last taken over, by its id.
    pub fn import_counts(&self) -> Result<HashMap<i64, (u64, i64)>> {
        let mut statement = self.db.prepare_cached(
            "SELECT i.id, count(r.import), i.imported_ms FROM imports i LEFT JOIN imported r ON r.import = i.id
             GROUP BY i.id",
        )?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The import from that file about that volume, if there was one.
    pub fn import_from(&self, origin: &str, wanted: &str) -> Result<Option<ImportRow>> {
        let sql = "SELECT id, origin, wanted, volume, path FROM imports WHERE origin = ?1 AND wanted = ?2";
        Ok(self.db.query_row(sql, [origin, wanted], import_row).optional()?)
    }

    /// The id of an import, made if need be. A place that is given replaces the known one.
    pub fn ensure_import(&self, origin: &str, wanted: &str, place: Option<&UidPath>) -> Result<i64> {
        let sql =
            "INSERT INTO imports (origin, wanted, volume, path, imported_ms) VALUES (?1, ?2, ?3, ?4, ?5)
                   ON CONFLICT (origin, wanted) DO UPDATE SET volume = coalesce(?3, volume),
                     path = CASE WHEN ?3 IS NULL THEN path ELSE ?4 END, imported_ms = ?5 RETURNING id";
        let (volume, path) = (place.map(|p| &p.volume.0), place.map(|p| &p.path.0));
        Ok(self.db.query_row(sql, params![origin, wanted, volume, path, clock::now_ms()], |r| r.get(0))?)
    }

    /// Records to which folder the paths of an import are relative.
    pub fn place_import(&self, id: i64, place: &UidPath) -> Result<()> {
        self.db.execute(
            "UPDATE imports SET volume = ?2, path = ?3 WHERE id = ?1",
            params![id, place.volume.0, place.path.0],
        )?;
        Ok(())
    }

    /// Forgets all that was taken over from a file. Returns the number of records.
    pub fn forget_import(&self, origin: &str) -> Result<u64> {
        let mut gone = 0;
        self.all_or_nothing(|| {
            let sql = "DELETE FROM imported WHERE import IN (SELECT id FROM imports WHERE origin = ?1)";
            gone = self.db.execute(sql, [origin])? as u64;
            self.db.execute("DELETE FROM imports WHERE origin = ?1", [origin])?;
            Ok(())
        })?;
        Ok(gone)
    }

    /// How a record stands to what is known.
    pub fn standing(&self, import: i64, row: &ImportedRow) -> Result<RecordStanding> {
        let mut statement = self.db.prepare_cached(
            "SELECT recorded_ms FROM imported WHERE import = ?1 AND path = ?2 AND algorithm = ?3",
        )?;
        let known: Option<i64> = statement
            .query_row(params![import, row.path.0, row.algorithm.as_str()], |r| r.get(0))
            .optional()?;
        Ok(match known {
            None => RecordStanding::New,
            Some(at) if at < row.recorded_ms => RecordStanding::Newer,
            Some(_) => RecordStanding::Known,
        })
    }

    /// Takes records over in one transaction. An older one never replaces a newer one.
    pub fn take_over(&self, import: i64, rows: &[ImportedRow]) -> Result<()> {
        self.all_or_nothing(|| {
            let mut statement = self.db.prepare_cached(
                "INSERT INTO imported (import, path, algorithm, digest, size, mtime_ns, recorded_ms)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                 ON CONFLICT (import, path, algorithm) DO UPDATE SET digest = ?4, size = ?5, mtime_ns = ?6, recorded_ms = ?7,
                   accepted = CASE WHEN digest = ?4 THEN accepted END
                   WHERE recorded_ms < ?7",
            )?;
            for row in rows {
                statement.execute(params![
                    import, row.path.0, row.algorithm.as_str(), row.digest, row.size, row.mtime_ns, row.recorded_ms
                ])?;
            }
            Ok(())
        })
    }

    /// Makes another catalogue's sightings count as our own, and marks them: a certificate does not rest on them. One that is
    /// newer here stays. Returns how many were taken.
    pub fn adopt(&self, sightings: &[Sighting]) -> Result<u64> {
        let mut taken = 0;
        self.all_or_nothing(|| {
            for sighting in sightings {
                let folder = self.folder_row(&sighting.folder)?;
                let content = self.content(sighting.print.size, sighting.checksum)?;
                let print = &sighting.print;
                taken += self
                    .db
                    .prepare_cached(
                        "INSERT INTO sightings (folder, name, content, size, mtime_ns, ctime_ns, inode, hashed_ns, first_seen_ms, last_seen_ms, trusted)
                         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8 / 1000000, ?8 / 1000000, 1)
                         ON CONFLICT (folder, name, content) DO UPDATE SET mtime_ns = ?5, ctime_ns = ?6, inode = ?7, trusted = 1,
                           hashed_ns = ?8, last_seen_ms = max(last_seen_ms, ?8 / 1000000) WHERE hashed_ns < ?8",
                    )?
                    .execute(params![
                        folder, sighting.name, content, print.size, print.mtime_ns, print.ctime_ns,
                        print.inode.cast_signed(), sighting.hashed_ns
                    ])? as u64;
            }
            Ok(())
        })?;
        Ok(taken)
    }

    /// Records of an import whose path is `below` or lies in it, in the order of the paths.
    pub fn imported(
        &self,
        import: i64,
        below: &RelPath,
        each: &mut dyn FnMut(ImportedRow) -> Result<()>,
    ) -> Result<()> {
        let mut statement = self.db.prepare(
            "SELECT path, algorithm, digest, size, mtime_ns, recorded_ms FROM imported
             WHERE import = ?1 AND path >= ?2 AND (length(?2) = 0 OR path < CAST(?2 || x'30' AS BLOB)) ORDER BY path",
        )?;
        let mut rows = statement.query(params![import, below.0])?;
        while let Some(row) = rows.next()? {
            if let Some(row) = imported_row(row)?.filter(|r| r.path.is_within(below)) {
                each(row)?;
            }
        }
        Ok(())
    }

    /// What an import says of one file, with why other bytes are right if a person said so.
    pub fn imported_of(&self, import: i64, path: &RelPath) -> Result<Vec<(ImportedRow, Option<String>)>> {
        let mut statement = self.db.prepare_cached(
            "SELECT path, algorithm, digest, size, mtime_ns, recorded_ms, accepted FROM imported
             WHERE import = ?1 AND path = ?2",
        )?;
        let rows = statement.query_map(params![import, path.0], |row| {
            Ok(imported_row(row)?.map(|imported| (imported, row.get(6))))
        })?;
        let known = rows.collect::<rusqlite::Result<Vec<_>>>()?.into_iter().flatten();
        known.map(|(row, accepted)| Ok((row, accepted?))).collect()
    }

    /// A person says that a file of an archive is right although other bytes were recorded of it.
    pub fn accept_imported(&self, place: &UidPath, reason: &str) -> Result<()> {
        for import in self.imports()? {
            let base = import.place.filter(|base| base.volume == place.volume);
            let Some(path) = base.and_then(|base| place.path.below(&base.path)) else { continue };
            self.db
                .prepare_cached("UPDATE imported SET accepted = ?3 WHERE import = ?1 AND path = ?2")?
                .execute(params![import.id, path.0, reason])?;
        }
        Ok(())
    }

    /// The first records of an import.
    pub fn imported_sample(&self, import: i64, most: usize, rows: &mut Vec<ImportedRow>) -> Result<()> {
        let mut statement = self.db.prepare_cached(
            "SELECT path, algorithm, digest, size, mtime_ns, recorded_ms FROM imported WHERE import = ?1 LIMIT ?2",
        )?;
        let found = statement.query_map(params![import, most], imported_row)?;
        rows.extend(found.collect::<rusqlite::Result<Vec<_>>>()?.into_iter().flatten());
        Ok(())
    }
}

/// `None` for an algorithm that this version does not know.
fn imported_row(row: &Row<'_>) -> rusqlite::Result<Option<ImportedRow>> {
    let algorithm: String = row.get(1)?;
    let Some(algorithm) = Algorithm::parse(&algorithm) else { return Ok(None) };
    Ok(Some(ImportedRow {
        path: RelPath(row.get(0)?),
        algorithm,
        digest: row.get(2)?,
        size: row.get(3)?,
        mtime_ns: row.get(4)?,
        recorded_ms: row.get(5)?,
    }))
}

fn import_row(row: &Row<'_>) -> rusqlite::Result<ImportRow> {
    let place = match (row.get::<_, Option<String>>(3)?, row.get::<_, Option<Vec<u8>>>(4)?) {
        (Some(volume), Some(path)) => Some(UidPath { volume: VolumeUid(volume), path: RelPath(path) }),
        _ => None,
    };
    Ok(ImportRow { id: row.get(0)?, origin: row.get(1)?, wanted: row.get(2)?, place })
}
