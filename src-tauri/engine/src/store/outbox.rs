//! Carries what a job has learnt into the shared catalogue: a second step that may be repeated and may be lost.

use rusqlite::{Connection, params};

use super::catalog::{Catalog, Sighting};
use super::source_files::print_at;
use super::writer::Writer;
use crate::error::Result;
use crate::model::{Checksum, RelPath, UidPath, VolumeUid};

const BATCH: i64 = 5000;

/// Empties the job's outbox into the catalogue. `reader` reads the job's database, `writer` removes what was carried.
pub fn drain(reader: &Connection, writer: &Writer, catalog: &mut Catalog) -> Result<()> {
    let mut after = 0;
    loop {
        let (sightings, last) = batch(reader, after)?;
        if last == after {
            return Ok(());
        }
        catalog.record(&sightings)?;
        writer.later(move |db| {
            db.execute("DELETE FROM catalog_outbox WHERE id <= ?1", [last])?;
            Ok(())
        })?;
        after = last;
    }
}

/// Puts all that the job knows of a root into the outbox again: for a catalogue that was lost and is made anew.
pub fn tell_again(db: &Connection, root: i64) -> Result<()> {
    for (kind, table) in [("source", "source_files"), ("archive", "archive_files")] {
        let sql = format!(
            "INSERT INTO catalog_outbox (kind, row) SELECT '{kind}', t.id FROM folders f JOIN {table} t ON t.folder = f.id
             WHERE f.root = ?1 AND t.checksum IS NOT NULL AND t.vanished = 0"
        );
        db.execute(&sql, [root])?;
    }
    Ok(())
}

impl Catalog {
    /// Whether anything was ever seen in that folder of a volume, or below it.
    pub fn knows_place(&self, place: &UidPath) -> Result<bool> {
        let mut below = place.path.clone();
        if !below.0.is_empty() {
            below.0.push(b'/');
        }
        let sql = "SELECT EXISTS (SELECT 1 FROM volumes v JOIN folders f ON f.volume = v.id
                   WHERE v.uid = ?1 AND (f.path = ?2 OR substr(f.path, 1, length(?3)) = ?3))";
        Ok(self.db.query_row(sql, params![place.volume.0, place.path.0, below.0], |r| r.get(0))?)
    }
}

fn batch(db: &Connection, after: i64) -> Result<(Vec<Sighting>, i64)> {
    let mut statement = db.prepare_cached(
        "SELECT o.id, o.kind,
           coalesce(sr.volume, ar.volume), coalesce(sr.volume_path, ar.volume_path), coalesce(sf.path, af.path),
           coalesce(s.name, a.name), coalesce(s.size, a.size), coalesce(s.mtime_ns, a.mtime_ns),
           coalesce(s.ctime_ns, a.ctime_ns), coalesce(s.inode, a.inode), coalesce(s.checksum, a.checksum),
           coalesce(s.hashed_ns, a.hashed_ns), a.outcome, a.method, a.verified_ms
         FROM catalog_outbox o
         LEFT JOIN source_files s ON o.kind = 'source' AND s.id = o.row
         LEFT JOIN folders sf ON sf.id = s.folder LEFT JOIN roots sr ON sr.id = sf.root
         LEFT JOIN archive_files a ON o.kind = 'archive' AND a.id = o.row
         LEFT JOIN folders af ON af.id = a.folder LEFT JOIN roots ar ON ar.id = af.root
         WHERE o.id > ?1 ORDER BY o.id LIMIT ?2",
    )?;
    let mut rows = statement.query(params![after, BATCH])?;
    let mut sightings = Vec::new();
    let mut last = after;
    while let Some(row) = rows.next()? {
        last = row.get(0)?;
        let Some(checksum) = row.get::<_, Option<[u8; 32]>>(10)? else { continue };
        let root = RelPath(row.get(3)?);
        let folder: Vec<u8> = row.get(4)?;
        sightings.push(Sighting {
            folder: UidPath { volume: VolumeUid(row.get(2)?), path: root.join(&folder) },
            name: row.get(5)?,
            print: print_at(row, 6)?,
            checksum: Checksum(checksum),
            hashed_ns: row.get::<_, Option<i64>>(11)?.unwrap_or(0),
            verified: match (
                row.get::<_, Option<String>>(12)?,
                row.get::<_, Option<String>>(13)?,
                row.get(14)?,
            ) {
                (Some(outcome), Some(method), Some(at)) => Some((outcome, method, at)),
                _ => None,
            },
        });
    }
    Ok((sightings, last))
}
