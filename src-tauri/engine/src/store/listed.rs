//! What lists are made of, each table in one pass: the names of all files, and where each stands for a destination.

use std::num::NonZeroU32;

use rusqlite::{Connection, Row, params};

use crate::error::Result;
use crate::model::{CopyStatus, Reason};

/// Takes the id of a folder, a file's name and its id.
pub type PerName<'a> = dyn FnMut(i64, &[u8], i64) + 'a;

/// Where a file stands for a destination, as far as lists are sorted and filtered by it. There are millions of them.
#[derive(Debug, Clone, Copy)]
pub struct Listed {
    /// Bytes.
    pub size: u64,
    /// Milliseconds; the smallest number if it is not settled.
    pub settled_ms: i64,
    pub status: CopyStatus,
    pub reason: Reason,
    /// Its content may yet prove to be there already.
    pub undecided: bool,
    /// Id of the file of an archive which is the copy, or makes one needless.
    pub twin: Option<NonZeroU32>,
    /// Id of the file of a source of which it is a repeat.
    pub twin_source: Option<NonZeroU32>,
}

/// A number that changes with every change that others made to the database, as this one connection sees it.
pub fn version(db: &Connection) -> Result<i64> {
    Ok(db.query_row("PRAGMA data_version", [], |r| r.get(0))?)
}

/// The id of the newest source file. Names never change, so that the same id means the same names.
pub fn newest_source_file(db: &Connection) -> Result<i64> {
    Ok(db.query_row("SELECT coalesce(max(id), 0) FROM source_files", [], |r| r.get(0))?)
}

/// Id, root and path of every folder of a source, in the order of the drives.
pub fn source_folders(db: &Connection, each: &mut dyn FnMut(i64, i64, &[u8])) -> Result<()> {
    let sql = "SELECT f.id, f.root, f.path FROM folders f JOIN roots r ON r.id = f.root AND r.kind = 'source'
               ORDER BY f.root, f.path";
    let mut statement = db.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        each(row.get(0)?, row.get(1)?, row.get_ref(2)?.as_bytes().unwrap_or_default());
    }
    Ok(())
}

/// Id and path of every folder with an id above `after`.
pub fn folders_after(db: &Connection, after: i64, each: &mut dyn FnMut(i64, &[u8])) -> Result<()> {
    let mut statement = db.prepare("SELECT id, path FROM folders WHERE id > ?1 ORDER BY id")?;
    let mut rows = statement.query([after])?;
    while let Some(row) = rows.next()? {
        each(row.get(0)?, row.get_ref(1)?.as_bytes().unwrap_or_default());
    }
    Ok(())
}

/// Every file of a source, by folder and name.
pub fn source_names(db: &Connection, each: &mut PerName<'_>) -> Result<()> {
    // In the order of the index that has all of it: the table itself is not read.
    per_name(db, "SELECT folder, name, id FROM source_files WHERE ?1 = 0 ORDER BY folder, name", 0, each)
}

/// Every file of an archive with an id above `after`.
pub fn archive_names_after(db: &Connection, after: i64, each: &mut PerName<'_>) -> Result<()> {
    per_name(db, "SELECT folder, name, id FROM archive_files WHERE id > ?1 ORDER BY id", after, each)
}

fn per_name(db: &Connection, sql: &str, after: i64, each: &mut PerName<'_>) -> Result<()> {
    let mut statement = db.prepare(sql)?;
    let mut rows = statement.query([after])?;
    while let Some(row) = rows.next()? {
        each(row.get(0)?, row.get_ref(1)?.as_bytes().unwrap_or_default(), row.get(2)?);
    }
    Ok(())
}

/// Every file that is listed for a destination, with its id.
pub fn standings(db: &Connection, destination: i64, each: &mut dyn FnMut(i64, Listed)) -> Result<()> {
    let mut statement = db.prepare(
        "SELECT file, size, coalesce(settled_ms, ?2), status, reason, twin, twin_source, undecided FROM copy_status
         WHERE destination = ?1 AND vanished = 0",
    )?;
    let mut rows = statement.query(params![destination, i64::MIN])?;
    while let Some(row) = rows.next()? {
        each(row.get(0)?, listed(row)?);
    }
    Ok(())
}

fn listed(row: &Row<'_>) -> rusqlite::Result<Listed> {
    let id = |at: usize| {
        let id: Option<i64> = row.get(at)?;
        Ok::<_, rusqlite::Error>(id.and_then(|id| u32::try_from(id).ok()).and_then(NonZeroU32::new))
    };
    Ok(Listed {
        size: row.get(1)?,
        settled_ms: row.get(2)?,
        status: CopyStatus::parse(row.get_ref(3)?.as_str()?).unwrap_or(CopyStatus::Pending),
        reason: Reason::parse(row.get_ref(4)?.as_str()?).unwrap_or(Reason::New),
        twin: id(5)?,
        twin_source: id(6)?,
        undecided: row.get(7)?,
    })
}
