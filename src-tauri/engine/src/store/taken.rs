//! When pictures and films were taken, as far as it was read from them.

use rusqlite::{Connection, params};

use crate::error::Result;
use crate::model::RelPath;

/// A file that may say when it was taken.
#[derive(Debug, Clone)]
pub struct Undated {
    pub id: i64,
    pub path: RelPath,
}

/// Files of a source that are to be placed and were not asked yet, in the order of the drive.
pub fn undated(db: &Connection, root: i64, each: &mut dyn FnMut(Undated) -> Result<()>) -> Result<()> {
    let mut statement = db.prepare(
        "SELECT s.id, f.path, s.name FROM folders f CROSS JOIN source_files s ON s.folder = f.id
         WHERE f.root = ?1 AND s.taken_s IS NULL AND s.kind = 0 AND s.vanished = 0 AND s.left_out IS NULL
           AND EXISTS (SELECT 1 FROM copy_status c WHERE c.file = s.id AND c.status = 'pending')
         ORDER BY f.path, s.name",
    )?;
    let mut rows = statement.query([root])?;
    while let Some(row) = rows.next()? {
        let name: Vec<u8> = row.get(2)?;
        each(Undated { id: row.get(0)?, path: RelPath(row.get(1)?).join(&name) })?;
    }
    Ok(())
}

/// Records what files say; `None` for those that say nothing.
pub fn set_taken(db: &Connection, taken: &[(i64, Option<i64>)]) -> Result<()> {
    let mut update = db.prepare_cached("UPDATE source_files SET taken_s = ?2 WHERE id = ?1")?;
    for (id, seconds) in taken {
        update.execute(params![id, seconds.unwrap_or(0)])?;
    }
    Ok(())
}
