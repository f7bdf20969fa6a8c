//! What others recorded of the files of the job's drives and archives, as far as it is about the files as they are.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::error::Result;
use crate::model::{Algorithm, Checksum, RelPath};
use crate::text::Words;
use crate::words;

/// Whose files are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The drives that are brought home.
    Sources,
    /// Destinations and other folders that count as archived.
    Archives,
}

impl Side {
    fn records(self) -> &'static str {
        match self {
            Self::Sources => "records",
            Self::Archives => "archive_records",
        }
    }
}

/// A record that is about a file of the job.
#[derive(Debug, Clone)]
pub struct Matched {
    pub file: i64,
    pub algorithm: Algorithm,
    pub digest: Vec<u8>,
    /// Of the file to which it was matched.
    pub size: u64,
    pub mtime_ns: i64,
    pub origin: String,
    pub recorded_ms: i64,
}

/// A record as it is compared with what was read.
#[derive(Debug, Clone)]
pub struct Recorded {
    pub algorithm: Algorithm,
    pub digest: Vec<u8>,
    pub size: u64,
    pub mtime_ns: i64,
    pub origin: String,
    /// Why other bytes than these are right, if a person said so.
    pub accepted: Option<String>,
}

/// A file with its size and time of last change.
#[derive(Debug, Clone, Copy)]
pub struct SizeAndDate {
    pub file: i64,
    pub size: u64,
    pub mtime_ns: i64,
}

/// Whether anything was ever recorded.
pub fn any(db: &Connection) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM records) OR EXISTS (SELECT 1 FROM archive_records)";
    Ok(db.query_row(sql, [], |r| r.get(0))?)
}

/// The file of that path, as it was at the last look.
pub fn matching(db: &Connection, side: Side, root: i64, path: &RelPath) -> Result<Option<SizeAndDate>> {
    let (folder, name) = path.split();
    let mut statement = db.prepare_cached(match side {
        Side::Sources => {
            "SELECT s.id, s.size, s.mtime_ns FROM folders f JOIN source_files s ON s.folder = f.id AND s.name = ?3
             WHERE f.root = ?1 AND f.path = ?2 AND s.kind = 0 AND s.vanished = 0"
        }
        Side::Archives => {
            "SELECT a.id, a.size, a.mtime_ns FROM folders f JOIN archive_files a ON a.folder = f.id AND a.name = ?3
             WHERE f.root = ?1 AND f.path = ?2 AND a.vanished = 0 AND a.alias = 0"
        }
    })?;
    let row = statement.query_row(params![root, folder.0, name], |r| {
        Ok(SizeAndDate { file: r.get(0)?, size: r.get(1)?, mtime_ns: r.get(2)? })
    });
    Ok(row.optional()?)
}

/// Nothing is recorded any more, until [`set`] says so.
pub fn begin(db: &Connection) -> Result<()> {
    Ok(db.execute_batch("UPDATE records SET current = 0; UPDATE archive_records SET current = 0;")?)
}

/// Records what is recorded of a file. Of several records the newest counts; what a person accepted of the same one
/// stays accepted.
pub fn set(db: &Connection, side: Side, record: &Matched) -> Result<()> {
    db.prepare_cached(&format!(
        "INSERT INTO {} (file, algorithm, digest, size, mtime_ns, origin, recorded_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (file, algorithm) DO UPDATE SET digest = ?3, size = ?4, mtime_ns = ?5, origin = ?6, recorded_ms = ?7,
           current = 1,
           accepted = CASE WHEN digest = ?3 AND size = ?4 AND mtime_ns = ?5 THEN accepted END
           WHERE current = 0 OR recorded_ms < ?7",
        side.records()
    ))?
    .execute(params![
        record.file, record.algorithm.as_str(), record.digest, record.size, record.mtime_ns, record.origin,
        record.recorded_ms
    ])?;
    Ok(())
}

/// Forgets what nobody says any more, unless a person decided about it. Returns the number of files of
/// the drives with a record.
pub fn end(db: &Connection) -> Result<u64> {
    db.execute_batch(
        "DELETE FROM records WHERE current = 0 AND accepted IS NULL;
         DELETE FROM archive_records WHERE current = 0 AND accepted IS NULL;",
    )?;
    Ok(db.query_row("SELECT count(DISTINCT file) FROM records WHERE current = 1", [], |r| r.get(0))?)
}

/// Files with a record, by id.
pub fn files(db: &Connection, side: Side) -> Result<Vec<i64>> {
    let sql = format!("SELECT DISTINCT file FROM {} WHERE current = 1 ORDER BY file", side.records());
    let mut statement = db.prepare(&sql)?;
    let rows = statement.query_map([], |r| r.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Files with a recorded BLAKE3 that belongs to the file as it is, by id.
pub fn blake3_files(db: &Connection) -> Result<Vec<i64>> {
    let mut statement = db.prepare(
        "SELECT r.file FROM records r JOIN source_files s ON s.id = r.file AND s.size = r.size AND s.mtime_ns = r.mtime_ns
         WHERE r.algorithm = 'blake3' AND r.current = 1 AND r.accepted IS NULL ORDER BY r.file",
    )?;
    let rows = statement.query_map([], |r| r.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Files that were read already and whose BLAKE3 is not the recorded one.
pub fn differing(db: &Connection) -> Result<u64> {
    let sql = "SELECT count(*) FROM records r JOIN source_files s ON s.id = r.file AND s.size = r.size AND s.mtime_ns = r.mtime_ns
               WHERE r.algorithm = 'blake3' AND r.current = 1 AND r.accepted IS NULL AND s.vanished = 0
                 AND s.checksum IS NOT NULL AND s.checksum <> r.digest";
    Ok(db.query_row(sql, [], |r| r.get(0))?)
}

/// What is recorded of a file.
pub fn of(db: &Connection, side: Side, file: i64) -> Result<Vec<Recorded>> {
    let mut statement = db.prepare_cached(&format!(
        "SELECT algorithm, digest, size, mtime_ns, origin, accepted FROM {} WHERE file = ?1 AND current = 1",
        side.records()
    ))?;
    let rows = statement.query_map([file], recorded)?;
    Ok(rows.collect::<rusqlite::Result<Vec<Option<_>>>>()?.into_iter().flatten().collect())
}

fn recorded(row: &Row<'_>) -> rusqlite::Result<Option<Recorded>> {
    let algorithm: String = row.get(0)?;
    let Some(algorithm) = Algorithm::parse(&algorithm) else { return Ok(None) };
    Ok(Some(Recorded {
        algorithm,
        digest: row.get(1)?,
        size: row.get(2)?,
        mtime_ns: row.get(3)?,
        origin: row.get(4)?,
        accepted: row.get(5)?,
    }))
}

impl Recorded {
    /// Whether a file with this BLAKE3 and these other digests is what was recorded.
    #[must_use]
    pub fn is_of(&self, checksum: Checksum, digests: &[(Algorithm, Vec<u8>)]) -> bool {
        match self.blake3() {
            Some(recorded) => recorded == checksum,
            None => digests.iter().any(|(a, digest)| *a == self.algorithm && *digest == self.digest),
        }
    }

    /// That a file is not what was recorded, in words.
    #[must_use]
    pub fn differs(&self) -> Words {
        words!(
            "its bytes are not those that {origin} recorded ({algorithm} differs): it is damaged, or was changed since",
            origin = Text(self.origin.to_string()),
            algorithm = Text(self.algorithm.to_string())
        )
    }

    /// The BLAKE3 that is recorded, if it is one.
    #[must_use]
    pub fn blake3(&self) -> Option<Checksum> {
        (self.algorithm == Algorithm::Blake3).then(|| Checksum::from_slice(&self.digest)).flatten()
    }
}

/// A person says that the bytes of these files are right although other ones were recorded. Those that failed for it wait
/// again. Returns how many there are with a record.
pub fn accept(db: &Connection, files: &[i64], reason: &str) -> Result<u64> {
    let mut accepted = 0;
    for file in files {
        let rows = db
            .prepare_cached("UPDATE records SET accepted = ?2 WHERE file = ?1 AND current = 1")?
            .execute(params![file, reason])?;
        if rows == 0 {
            continue;
        }
        accepted += 1;
        db.prepare_cached(
            "UPDATE copy_status SET status = 'pending', error_code = NULL, message = NULL, attempts = 0
             WHERE file = ?1 AND status = 'error' AND error_code = 'differs_from_record'",
        )?
        .execute([file])?;
    }
    Ok(accepted)
}

/// An archive's file is not what was recorded of it: it justifies nothing until it is accepted.
pub fn distrust(db: &Connection, file: i64) -> Result<()> {
    db.prepare_cached("UPDATE archive_files SET outcome = 'damaged' WHERE id = ?1")?.execute([file])?;
    Ok(())
}

/// A person says that the bytes of an archive's file are right although other ones were recorded. It waits for its next
/// verification. Returns whether anything is recorded of it.
pub fn accept_archived(db: &Connection, file: i64, reason: &str) -> Result<bool> {
    let sql = "UPDATE archive_records SET accepted = ?2 WHERE file = ?1 AND current = 1";
    let is_recorded = db.execute(sql, params![file, reason])? > 0;
    if is_recorded {
        db.execute(
            "UPDATE archive_files SET outcome = NULL, method = NULL WHERE id = ?1 AND outcome = 'damaged'",
            [file],
        )?;
    }
    Ok(is_recorded)
}
