//! Whether a file of a drive is still as it was recorded.

use rusqlite::{Connection, params};

use crate::error::Result;
use crate::model::{Fingerprint, RelPath};

/// Whether a file is recorded with just this fingerprint.
pub fn is_recorded(
    db: &Connection,
    root: i64,
    folder: &RelPath,
    name: &[u8],
    print: &Fingerprint,
) -> Result<bool> {
    let mut statement = db.prepare_cached(
        "SELECT 1 FROM folders f JOIN source_files s ON s.folder = f.id AND s.name = ?3
         WHERE f.root = ?1 AND f.path = ?2 AND s.vanished = 0
           AND s.size = ?4 AND s.mtime_ns = ?5 AND s.ctime_ns = ?6 AND s.inode = ?7",
    )?;
    let inode = print.inode.cast_signed();
    Ok(statement.exists(params![root, folder.0, name, print.size, print.mtime_ns, print.ctime_ns, inode])?)
}
