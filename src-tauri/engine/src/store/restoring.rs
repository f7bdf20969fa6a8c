//! A drive as it was at the last look, with where each of its files is kept: for rebuilding it.

use rusqlite::{Connection, params};

use super::source_files::EntryKind;
use crate::error::Result;
use crate::model::{Checksum, RelPath};

/// A file of the drive.
#[derive(Debug, Clone)]
pub struct ToRestore {
    pub path: RelPath,
    pub kind: EntryKind,
    pub size: u64,
    pub mtime_ns: i64,
    /// `None`: as its copy has it.
    pub mode: Option<u32>,
    pub checksum: Option<Checksum>,
    /// Root and path of each copy or twin.
    pub kept: Vec<(i64, RelPath)>,
    /// What was recorded beside it: of a link, where it leads.
    pub note: Option<String>,
}

/// Every entry of a source that was there at the last look, folder by folder.
pub fn entries(db: &Connection, root: i64, each: &mut dyn FnMut(ToRestore) -> Result<()>) -> Result<()> {
    let mut statement = db.prepare(
        "SELECT s.id, f.path, s.name, s.kind, s.size, s.mtime_ns, s.mode, s.checksum, s.note
         FROM folders f CROSS JOIN source_files s ON s.folder = f.id
         WHERE f.root = ?1 AND s.vanished = 0 ORDER BY f.path, s.name",
    )?;
    let mut kept = db.prepare(
        "SELECT DISTINCT f.root, f.path, a.name FROM copy_status c JOIN archive_files a ON a.id = c.twin
         JOIN folders f ON f.id = a.folder
         WHERE c.file = ?1 AND c.status = 'done' AND a.vanished = 0 AND (a.outcome IS NULL OR a.outcome = 'ok')",
    )?;
    let mut rows = statement.query(params![root])?;
    while let Some(row) = rows.next()? {
        let name: Vec<u8> = row.get(2)?;
        let places = kept.query_map([row.get::<_, i64>(0)?], |place| {
            let name: Vec<u8> = place.get(2)?;
            Ok((place.get(0)?, RelPath(place.get(1)?).join(&name)))
        })?;
        each(ToRestore {
            path: RelPath(row.get(1)?).join(&name),
            kind: EntryKind::of_code(row.get(3)?),
            size: row.get(4)?,
            mtime_ns: row.get(5)?,
            mode: Some(row.get(6)?),
            checksum: row.get::<_, Option<[u8; 32]>>(7)?.map(Checksum),
            kept: places.collect::<rusqlite::Result<_>>()?,
            note: row.get(8)?,
        })?;
    }
    Ok(())
}

/// Root and path of each copy or twin that was made or found for the source's file of that path.
pub fn kept_for(db: &Connection, source: i64, path: &RelPath) -> Result<Vec<(i64, RelPath)>> {
    let (folder, name) = path.split();
    let mut statement = db.prepare_cached(
        "SELECT DISTINCT f.root, f.path, a.name FROM folders h JOIN source_files s ON s.folder = h.id AND s.name = ?3
         JOIN copy_status c ON c.file = s.id JOIN archive_files a ON a.id = c.twin JOIN folders f ON f.id = a.folder
         WHERE h.root = ?1 AND h.path = ?2 AND s.kind = 0 AND c.status = 'done'",
    )?;
    let rows = statement.query_map(params![source, folder.0, name], |place| {
        let name: Vec<u8> = place.get(2)?;
        Ok((place.get(0)?, RelPath(place.get(1)?).join(&name)))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
