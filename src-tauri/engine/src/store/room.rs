//! What a destination will need for what waits: bytes, and files where their number is limited.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use rusqlite::{Connection, params};

use crate::error::Result;
use crate::model::RelPath;

/// How files take up room at a destination.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    /// Files are rounded up to whole blocks of so many bytes.
    pub block: u64,
    /// Holes stay holes.
    pub keeps_holes: bool,
    /// How many lists of further checksums are written.
    pub lists: u64,
}

/// Bytes that a destination will need for what waits, and for the lists and stories that tell of it: those that are
/// certain, and all at most.
pub fn space_needed(db: &Connection, destination: i64, room: Room) -> Result<(u64, u64)> {
    let sql = "WITH waits AS (
                 SELECT c.undecided, CASE WHEN ?3 THEN min(c.size, coalesce(s.occupied, c.size)) ELSE c.size END AS size
                 FROM copy_status c JOIN source_files s ON s.id = c.file
                 WHERE c.destination = ?1 AND c.vanished = 0 AND c.status = 'pending'
                   AND c.reason NOT IN ('of_source', 'hard_link'))
               SELECT coalesce(sum(CASE WHEN undecided = 0 THEN (size + ?2 - 1) / ?2 * ?2 ELSE 0 END), 0),
                      coalesce(sum((size + ?2 - 1) / ?2 * ?2), 0), count(*) FROM waits";
    let (certain, at_most, files): (u64, u64, u64) =
        db.query_row(sql, params![destination, room.block.max(1), room.keeps_holes], |r| {
            Ok((r.get(0)?, r.get(1)?, r.get(2)?))
        })?;
    if files == 0 {
        return Ok((0, 0));
    }
    let more = files * ENTRY + told_in(db, room.lists)?;
    Ok((certain + more, at_most + more))
}

/// Files and folders that a destination will need for what waits, with ours: those that are certain, and all at most.
pub fn files_needed(db: &Connection, destination: i64) -> Result<(u64, u64)> {
    let sql = "SELECT coalesce(sum(undecided = 0), 0), count(*) FROM copy_status
               WHERE destination = ?1 AND vanished = 0 AND status = 'pending' AND reason NOT IN ('of_source', 'hard_link')";
    let (certain, at_most): (u64, u64) =
        db.query_row(sql, [destination], |row| Ok((row.get(0)?, row.get(1)?)))?;
    if at_most == 0 {
        return Ok((0, 0));
    }
    let (folders, more) = (new_folders(db, destination)?, OUR_FILES);
    // A folder is certain only with a file that is; which one is, is not asked for each.
    let surely = if certain == at_most { folders } else { 0 };
    Ok((certain + surely + more, at_most + folders + more))
}

/// Our folder, its staging, lists and stories.
const OUR_FILES: u64 = 20;

/// Folders that the last look did not meet and that files are to go to, with those above them.
fn new_folders(db: &Connection, destination: i64) -> Result<u64> {
    let mut statement = db.prepare(
        "SELECT path FROM folders WHERE root = ?1 AND scan = 0 AND id IN (
           SELECT target_folder FROM copy_status WHERE destination = ?1 AND vanished = 0 AND status = 'pending')",
    )?;
    let mut was_met =
        db.prepare("SELECT EXISTS (SELECT 1 FROM folders WHERE root = ?1 AND path = ?2 AND scan > 0)")?;
    let mut counted: HashSet<u64> = HashSet::new();
    let mut rows = statement.query([destination])?;
    while let Some(row) = rows.next()? {
        let mut path = RelPath(row.get(0)?);
        while !path.0.is_empty() && !was_met.query_row(params![destination, path.0], |r| r.get(0))? {
            let mut hasher = DefaultHasher::new();
            path.0.hash(&mut hasher);
            if !counted.insert(hasher.finish()) {
                break;
            }
            path = path.split().0;
        }
    }
    Ok(counted.len() as u64)
}

/// What a file's entry in its folder takes, bytes.
const ENTRY: u64 = 256;

/// About what the list of checksums and the stories take, bytes: a row in each for every file, with its path there and its
/// path here, while the older ones stand beside them.
fn told_in(db: &Connection, lists: u64) -> Result<u64> {
    const PAGES: u64 = 64 << 10;
    const WORDS: u64 = 330;
    const LONGEST_DIGEST: u64 = 132;
    let sql = "SELECT count(*), coalesce(sum(length(name)), 0), (SELECT coalesce(avg(length(path)), 0) FROM folders)
               FROM source_files WHERE vanished = 0";
    let (files, names, folder): (u64, u64, f64) =
        db.query_row(sql, [], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
    let words = WORDS + lists * LONGEST_DIGEST;
    Ok(PAGES + files * (words + (3 + lists) * folder.ceil() as u64) + (3 + lists) * names)
}
