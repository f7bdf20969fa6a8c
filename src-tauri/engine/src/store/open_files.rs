//! What waits on one drive, file by file, as far as it tells how long it will take.

use rusqlite::{Connection, params};

use crate::error::Result;
use crate::model::RelPath;

/// A file that waits for a destination.
#[derive(Debug, Clone, Copy)]
pub struct OpenFile {
    pub size: u64,
    /// Its content was read or recalled already.
    pub is_known: bool,
    /// It is settled as a repeat of another without being read.
    pub repeats: bool,
    /// 0: no other file can hold the same; 1: another source file; 2: a file of the archive too.
    pub shared: u8,
    pub sample: Option<[u8; 16]>,
}

/// Every file of a source that waits for a destination.
pub fn open_files(
    db: &Connection,
    source: i64,
    destination: i64,
    each: &mut dyn FnMut(OpenFile),
) -> Result<()> {
    let mut statement = db.prepare_cached(
        "SELECT c.size, s.checksum IS NOT NULL, c.reason IN ('of_source', 'hard_link'), s.shared, s.sample
         FROM folders f JOIN source_files s ON s.folder = f.id JOIN copy_status c ON c.file = s.id
         WHERE f.root = ?1 AND c.destination = ?2 AND c.vanished = 0
           AND c.status IN ('pending', 'in_progress', 'placing')",
    )?;
    let mut rows = statement.query(params![source, destination])?;
    while let Some(row) = rows.next()? {
        each(OpenFile {
            size: row.get(0)?,
            is_known: row.get(1)?,
            repeats: row.get(2)?,
            shared: row.get(3)?,
            sample: row.get(4)?,
        });
    }
    Ok(())
}

/// Which of the files that have to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// Of average size or more, the largest first.
    Large,
    /// Smaller than that, as they follow one another on the drive.
    Small,
}

/// Files of a source that wait and have to be read, `most` at most.
pub fn some_open_files(db: &Connection, source: i64, share: Share, most: usize) -> Result<Vec<RelPath>> {
    let which = match share {
        Share::Large => "size >= (SELECT avg(size) FROM open) ORDER BY size DESC",
        Share::Small => "size < (SELECT avg(size) FROM open) ORDER BY path, name",
    };
    let mut statement = db.prepare(&format!(
        "WITH open AS MATERIALIZED (
           SELECT f.path, s.name, s.size FROM folders f JOIN source_files s ON s.folder = f.id
           WHERE f.root = ?1 AND s.kind = 0 AND s.vanished = 0 AND s.size > 0 AND EXISTS (
             SELECT 1 FROM copy_status c WHERE c.file = s.id AND c.vanished = 0
               AND c.status IN ('pending', 'in_progress', 'placing') AND c.reason NOT IN ('of_source', 'hard_link')))
         SELECT path, name FROM open WHERE {which} LIMIT ?2"
    ))?;
    let rows = statement.query_map(params![source, most as u64], |row| {
        Ok(RelPath(row.get(0)?).join(&row.get::<_, Vec<u8>>(1)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
