//! What a person decided about single files, against the rules or beside them.

use rusqlite::{Connection, OptionalExtension, params};

use crate::error::Result;
use crate::model::RelPath;

/// Why a file of a source is left out, in words; `None` if it is not, or is not known.
pub fn why_left_out(db: &Connection, root: i64, folder: &RelPath, name: &[u8]) -> Result<Option<String>> {
    let mut statement = db.prepare_cached(
        "SELECT s.left_out, s.note FROM folders f JOIN source_files s ON s.folder = f.id AND s.name = ?3
         WHERE f.root = ?1 AND f.path = ?2 AND s.left_out IS NOT NULL AND s.kind = 0",
    )?;
    let row = statement.query_row(params![root, folder.0, name], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?))
    });
    Ok(row.optional()?.map(|(reason, note)| note.unwrap_or(reason)))
}
