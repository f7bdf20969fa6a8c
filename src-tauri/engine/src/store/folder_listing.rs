//! Folders for people: where one is, and where else its contents are.

use rusqlite::{Connection, OptionalExtension, params};

use crate::error::Result;
use crate::model::display_bytes;
use crate::views::AlsoIn;

/// A folder of a source: the source, the name of its drive, and the path, both in text form.
pub fn place(db: &Connection, folder: i64) -> Result<(i64, String, String)> {
    let mut statement = db.prepare_cached(
        "SELECT f.root, r.name, f.path FROM folders f JOIN roots r ON r.id = f.root WHERE f.id = ?1",
    )?;
    let text = |bytes: Vec<u8>| display_bytes(&bytes);
    Ok(statement.query_row([folder], |r| Ok((r.get(0)?, text(r.get(1)?), text(r.get(2)?))))?)
}

/// The folder that holds most of what need not be copied of this one with `all` files: of an archive, or of a drive of
/// the job.
pub fn also_in(db: &Connection, folder: i64, all: u64, destination: i64) -> Result<Option<AlsoIn>> {
    let mut statement = db.prepare_cached(
        "SELECT r.name, o.path, count(*), sum(c.size) AS bytes
         FROM source_files s JOIN copy_status c ON c.file = s.id AND c.destination = ?2
           LEFT JOIN archive_files a ON a.id = c.twin
           LEFT JOIN source_files w ON w.id = c.twin_source
           JOIN folders o ON o.id = coalesce(w.folder, a.folder) JOIN roots r ON r.id = o.root
         WHERE s.folder = ?1 AND c.vanished = 0 AND c.status IN ('pending', 'done')
           AND c.reason IN ('in_destination', 'in_pool', 'of_source', 'hard_link')
         GROUP BY o.id ORDER BY bytes DESC, o.id LIMIT 1",
    )?;
    let found = statement.query_row(params![folder, destination], |row| {
        let (drive, path): (Vec<u8>, Vec<u8>) = (row.get(0)?, row.get(1)?);
        let files = row.get(2)?;
        Ok(AlsoIn {
            drive: display_bytes(&drive),
            path: display_bytes(&path),
            files,
            bytes: row.get(3)?,
            all: files == all,
        })
    });
    Ok(found.optional()?)
}
