//! Empty files of a drive, and their copies. Nothing but its place tells one from another, so none stands for another:
//! of a drive that is inspected each is matched to the copy that the job made of it, or, if no job did, to one that has
//! its name in a folder of the same name.

use rusqlite::{Connection, params};

use super::inspection::Inspection;
use crate::clock;
use crate::error::Result;
use crate::model::{Checksum, RelPath, UidPath};

const BATCH: usize = 512;

/// Where the job that knows the drive keeps a file of it.
pub type KeptAt<'a> = dyn Fn(&RelPath) -> Result<Vec<UidPath>> + 'a;

/// Records the content of an empty file and of the empty file that it rests on, as if they had been read: of what nobody
/// reads there would be nothing to verify. Of other files nothing is recorded.
pub fn know_empty(db: &Connection, file: i64, twin: i64) -> Result<()> {
    for (table, kind, id) in [("source_files", "source", file), ("archive_files", "archive", twin)] {
        let is_news = db
            .prepare_cached(&format!(
                "UPDATE {table} SET checksum = ?2, hashed_ns = ?3 WHERE id = ?1 AND size = 0 AND checksum IS NULL"
            ))?
            .execute(params![id, Checksum::of(b"").0, clock::now_ns()])?;
        if is_news > 0 {
            db.prepare_cached("INSERT INTO catalog_outbox (kind, row) VALUES (?1, ?2)")?
                .execute(params![kind, id])?;
        }
    }
    Ok(())
}

impl Inspection {
    /// Gives every empty file of the table a key, and each place at which an empty file was seen the keys that fit it.
    pub fn match_empty_files(&self, kept: &KeptAt<'_>) -> Result<()> {
        self.catalog.db.execute_batch(
            "CREATE TEMP TABLE empties (sighting INTEGER NOT NULL, key BLOB NOT NULL);
             CREATE INDEX temp.empties_key ON empties (key);",
        )?;
        self.catalog.db.execute_batch("SAVEPOINT empties")?;
        let mut after = 0;
        loop {
            let batch = self.empty_files(after)?;
            let Some((last, _)) = batch.last() else { break };
            after = *last;
            for (id, path) in &batch {
                self.match_one(*id, path, &kept(path)?)?;
            }
        }
        self.by_name()?;
        Ok(self.catalog.db.execute_batch("RELEASE empties")?)
    }

    fn empty_files(&self, after: i64) -> Result<Vec<(i64, RelPath)>> {
        let mut statement = self.catalog.db.prepare_cached(
            "SELECT id, folder, name FROM temp.met WHERE id > ?1 AND shut = 0 AND size = 0 ORDER BY id LIMIT ?2",
        )?;
        let rows = statement.query_map(params![after, BATCH], |row| {
            let name: Vec<u8> = row.get(2)?;
            Ok((row.get(0)?, RelPath(row.get(1)?).join(&name)))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn match_one(&self, id: i64, path: &RelPath, kept: &[UidPath]) -> Result<()> {
        // No key by name begins so.
        let of_this_one = [b"/", path.0.as_slice()].concat();
        for place in kept {
            let (folder, name) = place.path.split();
            self.catalog
                .db
                .prepare_cached(
                    "INSERT INTO temp.empties SELECT s.id, ?4 FROM volumes v JOIN folders f ON f.volume = v.id
                     JOIN sightings s ON s.folder = f.id JOIN contents c ON c.id = s.content
                     WHERE v.uid = ?1 AND f.path = ?2 AND s.name = ?3 AND c.size = 0",
                )?
                .execute(params![place.volume.0, folder.0, name, of_this_one])?;
        }
        let key = if kept.is_empty() { below_its_folder(path) } else { of_this_one };
        self.catalog
            .db
            .prepare_cached("UPDATE temp.met SET key = ?2 WHERE id = ?1")?
            .execute(params![id, key])?;
        Ok(())
    }

    /// There may be thousands on both sides. A copy whose name was taken carries the suffix of its content, which is the
    /// same for all of them. Where a drive itself begins there is no name of a folder.
    fn by_name(&self) -> Result<()> {
        let suffix = format!("~{}", &Checksum::of(b"").to_hex()[..8]).into_bytes();
        let mut insert =
            self.catalog.db.prepare_cached("INSERT INTO temp.empties (sighting, key) VALUES (?1, ?2)")?;
        let mut seen = self.catalog.db.prepare_cached(
            "SELECT s.id, f.path, s.name FROM contents c JOIN sightings s ON s.content = c.id
             JOIN folders f ON f.id = s.folder WHERE c.size = 0",
        )?;
        let mut rows = seen.query([])?;
        while let Some(row) = rows.next()? {
            let (sighting, folder, name): (i64, Vec<u8>, Vec<u8>) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let folder = RelPath(folder);
            for name in std::iter::once(name.clone()).chain(without(&name, &suffix)) {
                insert.execute(params![sighting, below_its_folder(&folder.join(&name))])?;
                insert.execute(params![sighting, name])?;
            }
        }
        Ok(())
    }
}

/// `DCIM/1.jpg` of `card/DCIM/1.jpg`.
fn below_its_folder(path: &RelPath) -> Vec<u8> {
    let parts: Vec<&[u8]> = path.0.split(|b| *b == b'/').collect();
    parts[parts.len().saturating_sub(2)..].join(&b'/')
}

fn without(name: &[u8], suffix: &[u8]) -> Option<Vec<u8>> {
    let at = name.windows(suffix.len()).position(|part| part == suffix)?;
    Some([&name[..at], &name[at + suffix.len()..]].concat())
}
