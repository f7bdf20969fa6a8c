//! Files that follow another of their folder: which, and where that one stands.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension, params};

use super::source_files::print_at;
use crate::error::Result;
use crate::model::{Checksum, CopyStatus, Fingerprint, Reason, RelPath};

/// The file that another one follows, as the source has it.
#[derive(Debug, Clone)]
pub struct Followed {
    pub file: i64,
    pub name: Vec<u8>,
    pub mtime_ns: i64,
}

/// Where a file stands for one destination.
#[derive(Debug, Clone)]
pub struct Stand {
    pub status: CopyStatus,
    pub reason: Reason,
    /// The file of this job that it is expected to repeat.
    pub repeats: Option<i64>,
    pub undecided: bool,
    /// Its copy, or what makes one needless.
    pub twin: Option<Spot>,
}

/// A place in an archive.
#[derive(Debug, Clone)]
pub struct Spot {
    pub root: i64,
    pub folder_id: i64,
    pub folder: RelPath,
    pub name: Vec<u8>,
}

impl Spot {
    /// The path below the archive's root.
    #[must_use]
    pub fn path(&self) -> RelPath {
        self.folder.join(&self.name)
    }
}

/// A file that follows another.
#[derive(Debug, Clone)]
pub struct Dependant {
    pub path: RelPath,
    pub name: Vec<u8>,
    pub size: u64,
    pub checksum: Option<Checksum>,
}

/// What is known of the file at a place of an archive.
#[derive(Debug, Clone, Copy)]
pub struct Standing {
    pub id: i64,
    pub print: Fingerprint,
    pub checksum: Option<Checksum>,
}

/// Records for the files of a folder which of them follows which, by name. What is not named follows none.
pub fn record(db: &Connection, folder: i64, pairs: &[(&[u8], &[u8])]) -> Result<()> {
    let mut ids: HashMap<Vec<u8>, (i64, Option<i64>)> = HashMap::new();
    let mut statement =
        db.prepare_cached("SELECT name, id, follows FROM source_files WHERE folder = ?1 AND kind = 0")?;
    let mut rows = statement.query([folder])?;
    while let Some(row) = rows.next()? {
        ids.insert(row.get(0)?, (row.get(1)?, row.get(2)?));
    }
    let wanted: HashMap<i64, i64> = pairs
        .iter()
        .filter_map(|(dependant, primary)| Some((ids.get(*dependant)?.0, ids.get(*primary)?.0)))
        .collect();
    for (id, now) in ids.into_values() {
        let follows = wanted.get(&id).copied();
        if follows != now {
            db.prepare_cached("UPDATE source_files SET follows = ?2 WHERE id = ?1")?
                .execute(params![id, follows])?;
        }
    }
    Ok(())
}

/// All files that others follow.
pub fn followed(db: &Connection) -> Result<HashSet<i64>> {
    let mut statement = db.prepare(
        "SELECT DISTINCT s.follows FROM source_files s JOIN folders f ON f.id = s.folder
         WHERE s.follows IS NOT NULL AND s.vanished = 0 AND s.left_out IS NULL AND f.bundle IS NULL",
    )?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Where a file stands for a destination; `None` if it is not in the job any more.
pub fn stand(db: &Connection, file: i64, destination: i64) -> Result<Option<Stand>> {
    let mut statement = db.prepare_cached(
        "SELECT c.status, c.reason, c.twin_source, c.undecided, f.root, f.id, f.path, a.name
         FROM copy_status c LEFT JOIN archive_files a ON a.id = c.twin LEFT JOIN folders f ON f.id = a.folder
         WHERE c.file = ?1 AND c.destination = ?2 AND c.vanished = 0",
    )?;
    let stand = statement.query_row(params![file, destination], |row| {
        let (status, reason): (String, String) = (row.get(0)?, row.get(1)?);
        let twin = match row.get::<_, Option<i64>>(4)? {
            Some(root) => {
                Some(Spot { root, folder_id: row.get(5)?, folder: RelPath(row.get(6)?), name: row.get(7)? })
            }
            None => None,
        };
        Ok(Stand {
            status: CopyStatus::parse(&status).unwrap_or(CopyStatus::Pending),
            reason: Reason::parse(&reason).unwrap_or(Reason::New),
            repeats: row.get(2)?,
            undecided: row.get(3)?,
            twin,
        })
    });
    Ok(stand.optional()?)
}

/// Whether a file is still to be settled for a destination.
pub fn waits(db: &Connection, file: i64, destination: i64) -> Result<bool> {
    let mut statement = db.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM copy_status WHERE file = ?1 AND destination = ?2 AND vanished = 0
                        AND status IN ('pending', 'in_progress', 'placing'))",
    )?;
    Ok(statement.query_row(params![file, destination], |r| r.get(0))?)
}

/// The files that follow this one and are part of the job.
pub fn dependants_of(db: &Connection, file: i64) -> Result<Vec<Dependant>> {
    let mut statement = db.prepare_cached(
        "SELECT f.path, s.name, s.size, s.checksum FROM source_files s JOIN folders f ON f.id = s.folder
         WHERE s.follows = ?1 AND s.vanished = 0 AND s.left_out IS NULL ORDER BY s.name",
    )?;
    let rows = statement.query_map([file], |row| {
        let name: Vec<u8> = row.get(1)?;
        Ok(Dependant {
            path: RelPath(row.get(0)?).join(&name),
            name,
            size: row.get(2)?,
            checksum: row.get::<_, Option<[u8; 32]>>(3)?.map(Checksum),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What a look has found at a place of an archive. The very file of a source, or one that is damaged, stands for nothing.
pub fn standing_at(db: &Connection, spot: &Spot) -> Result<Option<Standing>> {
    let mut statement = db.prepare_cached(
        "SELECT a.id, a.size, a.mtime_ns, a.ctime_ns, a.inode, a.checksum
         FROM folders f JOIN archive_files a ON a.folder = f.id AND a.name = ?3
         WHERE f.root = ?1 AND f.path = ?2 AND a.vanished = 0 AND a.alias = 0
           AND (a.outcome IS NULL OR a.outcome = 'ok')",
    )?;
    let found = statement.query_row(params![spot.root, spot.folder.0, spot.name], |row| {
        Ok(Standing {
            id: row.get(0)?,
            print: print_at(row, 1)?,
            checksum: row.get::<_, Option<[u8; 32]>>(5)?.map(Checksum),
        })
    });
    Ok(found.optional()?)
}
