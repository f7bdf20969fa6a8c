//! What an archive proves of a drive: how much of the drive rests on it, and whether it would go with the drive.

use rusqlite::{Connection, params};

use crate::error::Result;

/// Files of a source that are settled at a destination by what lies in one archive.
#[derive(Debug, Clone, Copy)]
pub struct Rest {
    /// The root of that archive: the destination itself or a pool.
    pub archive: i64,
    pub settled: u64,
    pub read_back: u64,
    pub from_device: u64,
    /// Read back before the last look at the drive, on a file system that does not show what changed since, or on a disk
    /// that cannot be told from its clone.
    pub outdated: u64,
    /// The oldest verdict.
    pub verified_ms: Option<i64>,
}

/// On which archives the files of a source rest that are settled at a destination.
pub fn rests(db: &Connection, source: i64, destination: i64) -> Result<Vec<Rest>> {
    let mut statement = db.prepare(
        "SELECT r.id, count(*), coalesce(sum(a.outcome = 'ok' AND a.method IN ('device', 'content') AND r.away = 0), 0),
           coalesce(sum(a.outcome = 'ok' AND a.method = 'device' AND r.away = 0), 0),
           coalesce(sum((r.strong = 0 OR r.volume LIKE 'weak:%' OR r.cloned) AND a.verified_ms < o.scanned_ms), 0), min(a.verified_ms)
         FROM folders f JOIN roots o ON o.id = f.root JOIN source_files s ON s.folder = f.id
         JOIN copy_status c ON c.file = s.id
         JOIN archive_files a ON a.id = c.twin JOIN folders af ON af.id = a.folder JOIN roots r ON r.id = af.root
         WHERE f.root = ?1 AND c.destination = ?2 AND c.vanished = 0 AND c.status = 'done'
           AND (a.outcome IS NULL OR a.outcome = 'ok') GROUP BY r.id",
    )?;
    let rows = statement.query_map([source, destination], |r| {
        Ok(Rest {
            archive: r.get(0)?,
            settled: r.get(1)?,
            read_back: r.get(2)?,
            from_device: r.get(3)?,
            outdated: r.get(4)?,
            verified_ms: r.get(5)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Files of a source whose content is known only from before the last look at it.
pub fn read_before_look(db: &Connection, source: i64) -> Result<u64> {
    let sql =
        "SELECT count(*) FROM folders f JOIN roots o ON o.id = f.root JOIN source_files s ON s.folder = f.id
               WHERE f.root = ?1 AND s.vanished = 0 AND s.kind = 0 AND s.size > 0 AND s.left_out IS NULL
                 AND s.hashed_ns / 1000000 < o.scanned_ms";
    Ok(db.query_row(sql, [source], |r| r.get(0))?)
}

/// Records by what an archive goes with a drive, in the word of a tie; `None`: it does not.
pub fn set_tie(db: &Connection, source: i64, archive: i64, tie: Option<&str>) -> Result<()> {
    match tie {
        None => db.execute("DELETE FROM ties WHERE source = ?1 AND archive = ?2", [source, archive])?,
        Some(tie) => db.execute(
            "INSERT OR REPLACE INTO ties (source, archive, tie) VALUES (?1, ?2, ?3)",
            params![source, archive, tie],
        )?,
    };
    Ok(())
}

/// The archives that go with a drive, as last recorded, each with the word of the tie.
pub fn ties(db: &Connection, source: i64) -> Result<Vec<(i64, String)>> {
    let mut statement = db.prepare("SELECT archive, tie FROM ties WHERE source = ?1")?;
    let rows = statement.query_map([source], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Records that another drive with the identity of this one was seen.
pub fn set_cloned(db: &Connection, root: i64) -> Result<()> {
    db.execute("UPDATE roots SET cloned = 1 WHERE id = ?1", [root])?;
    Ok(())
}

/// Whether another drive with the identity of this one was seen.
pub fn is_cloned(db: &Connection, root: i64) -> Result<bool> {
    Ok(db.query_row("SELECT cloned FROM roots WHERE id = ?1", [root], |r| r.get(0))?)
}
