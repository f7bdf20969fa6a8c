//! Folders of all roots. A path stands once, here.

use rusqlite::{Connection, params};

use crate::error::Result;
use crate::model::RelPath;

/// The folder's id, with a row made if there is none.
pub fn ensure(db: &Connection, root: i64, path: &RelPath) -> Result<i64> {
    let mut find = db.prepare_cached("SELECT id FROM folders WHERE root = ?1 AND path = ?2")?;
    let mut rows = find.query(params![root, path.0])?;
    if let Some(row) = rows.next()? {
        return Ok(row.get(0)?);
    }
    db.prepare_cached("INSERT INTO folders (root, path) VALUES (?1, ?2)")?.execute(params![root, path.0])?;
    Ok(db.last_insert_rowid())
}

/// What is kept of a folder itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct FolderFacts {
    pub mtime_ns: i64,
    pub mode: u32,
    /// Nothing at all is in it.
    pub empty: bool,
    /// The system's number of what it is on, for this look.
    pub device: u64,
}

/// Records that a folder was seen; returns its id.
pub fn seen(db: &Connection, root: i64, path: &RelPath, facts: &FolderFacts, scan: i64) -> Result<i64> {
    let mut statement = db.prepare_cached(
        "INSERT INTO folders (root, path, mtime_ns, mode, empty, device, scan) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (root, path) DO UPDATE SET mtime_ns = ?3, mode = ?4, empty = ?5, device = ?6, scan = ?7
         RETURNING id",
    )?;
    let FolderFacts { mtime_ns, mode, empty, device } = *facts;
    let values = params![root, path.0, mtime_ns, mode, empty, device.cast_signed(), scan];
    Ok(statement.query_row(values, |r| r.get(0))?)
}

/// The folder's path below its root.
pub fn path(db: &Connection, id: i64) -> Result<RelPath> {
    let mut statement = db.prepare_cached("SELECT path FROM folders WHERE id = ?1")?;
    Ok(RelPath(statement.query_row([id], |r| r.get(0))?))
}

/// A folder of a source.
#[derive(Debug, Clone)]
pub struct SourceFolder {
    pub path: RelPath,
    pub mode: u32,
    pub mtime_ns: i64,
    /// The folder that is whole and that it is or lies in, with its path.
    pub bundle: Option<(i64, RelPath)>,
}

/// Folders of a source: all of them, or only those with nothing in them.
pub fn of_source(
    db: &Connection,
    root: i64,
    only_empty: bool,
    each: &mut dyn FnMut(SourceFolder),
) -> Result<()> {
    let mut statement = db.prepare_cached(
        "SELECT f.path, f.mode, f.mtime_ns, b.id, b.path FROM folders f LEFT JOIN folders b ON b.id = f.bundle
         WHERE f.root = ?1 AND (f.empty = 1 OR NOT ?2) AND f.scan > 0 ORDER BY f.path",
    )?;
    let mut rows = statement.query(params![root, only_empty])?;
    while let Some(row) = rows.next()? {
        let bundle = match row.get::<_, Option<i64>>(3)? {
            Some(id) => Some((id, RelPath(row.get(4)?))),
            None => None,
        };
        each(SourceFolder { path: RelPath(row.get(0)?), mode: row.get(1)?, mtime_ns: row.get(2)?, bundle });
    }
    Ok(())
}
