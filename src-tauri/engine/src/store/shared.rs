//! Which files may hold the same content as another: by size, for large files also by sample.

use rusqlite::Connection;

use crate::error::Result;

/// Says of each file without checksum whether another may hold the same: by size, for large files also by sample.
pub fn mark_shared(db: &Connection, larger_than: u64) -> Result<()> {
    const OPEN: &str = "kind = 0 AND vanished = 0 AND left_out IS NULL AND checksum IS NULL";
    const OTHER_SOURCE: &str =
        "SELECT 1 FROM source_files o WHERE o.kind = 0 AND o.size = s.size AND o.id <> s.id
         AND o.vanished = 0 AND o.left_out IS NULL";
    const IN_ARCHIVE: &str =
        "SELECT 1 FROM archive_files a WHERE a.size = s.size AND a.vanished = 0 AND a.alias = 0";
    db.execute(&format!("UPDATE source_files SET shared = 0 WHERE shared <> 0 AND {OPEN}"), [])?;
    let small = [
        "SELECT size FROM source_files WHERE kind = 0 AND vanished = 0 AND left_out IS NULL AND size BETWEEN 1 AND ?1
           GROUP BY size HAVING count(*) > 1",
        "SELECT size FROM archive_files WHERE vanished = 0 AND alias = 0 AND size BETWEEN 1 AND ?1",
    ];
    let large = [
        format!(
            "EXISTS ({OTHER_SOURCE} AND o.sample = s.sample) OR EXISTS ({OTHER_SOURCE} AND o.sample IS NULL)"
        ),
        format!(
            "EXISTS ({IN_ARCHIVE} AND a.sample = s.sample) OR EXISTS ({IN_ARCHIVE} AND a.sample IS NULL)"
        ),
    ];
    for (shared, (small, large)) in [1, 2].into_iter().zip(small.iter().zip(&large)) {
        db.execute(
            &format!("UPDATE source_files SET shared = {shared} WHERE {OPEN} AND size IN ({small})"),
            [larger_than],
        )?;
        db.execute(
            &format!(
                "UPDATE source_files AS s SET shared = {shared}
                 WHERE {OPEN} AND size > ?1 AND s.sample IS NOT NULL AND ({large})"
            ),
            [larger_than],
        )?;
    }
    Ok(())
}
