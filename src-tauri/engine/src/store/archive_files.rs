//! What destinations and pools hold, as far as the job has looked: the files that may justify a skip.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, params};

use super::folders;
use super::source_files::{ToRead, print_at, stream};
use crate::error::Result;
use crate::model::{Checksum, Fingerprint, Method, Outcome, RelPath};
use crate::plan::ARCHIVE_LIES_HERE;

/// A file of an archive as a look at it found it.
#[derive(Debug, Clone)]
pub struct ArchiveRow {
    pub name: Vec<u8>,
    pub print: Fingerprint,
}

/// Files of an archive: all, those with a checksum, those that failed their verification.
#[derive(Debug, Clone, Copy)]
pub struct ArchiveCount {
    pub files: u64,
    pub bytes: u64,
    pub known: u64,
    pub bad: u64,
}

/// A file that was just placed.
#[derive(Debug, Clone)]
pub struct Placed {
    pub folder: i64,
    pub name: Vec<u8>,
    pub print: Fingerprint,
    pub checksum: Checksum,
    /// How it was read back, if it was.
    pub method: Option<Method>,
}

/// A file of known content in an archive.
#[derive(Debug, Clone, Copy)]
pub struct Twin {
    pub id: i64,
    pub root: i64,
    pub checksum: Checksum,
}

/// Records what a folder of an archive holds. Rows of files that are as they were are left alone; a changed file loses
/// its checksum and its verdict, and one that is not listed any more is not there any more.
pub fn record_folder(
    db: &Connection,
    root: i64,
    (path, device): (&RelPath, u64),
    files: &[ArchiveRow],
    scan: i64,
) -> Result<()> {
    let facts = folders::FolderFacts { mode: 0o755, device, ..folders::FolderFacts::default() };
    let folder = folders::seen(db, root, path, &facts, scan)?;
    let mut known = known_in(db, folder)?;
    for file in files {
        match known.remove(&file.name) {
            Some((_, print, false)) if print == file.print => {}
            Some((id, print, _)) => replace(db, id, &file.print, print == file.print)?,
            None => insert(db, folder, file)?,
        }
    }
    for (id, _, vanished) in known.into_values() {
        if !vanished {
            db.prepare_cached("UPDATE archive_files SET vanished = 1 WHERE id = ?1")?.execute([id])?;
        }
    }
    Ok(())
}

type KnownFiles = HashMap<Vec<u8>, (i64, Fingerprint, bool)>;

fn known_in(db: &Connection, folder: i64) -> Result<KnownFiles> {
    let mut statement = db.prepare_cached(
        "SELECT name, id, size, mtime_ns, ctime_ns, inode, vanished FROM archive_files WHERE folder = ?1",
    )?;
    let rows = statement
        .query_map([folder], |row| Ok((row.get(0)?, (row.get(1)?, print_at(row, 2)?, row.get(6)?))))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn replace(db: &Connection, id: i64, print: &Fingerprint, same: bool) -> Result<()> {
    db.prepare_cached(
        "UPDATE archive_files SET size = ?2, mtime_ns = ?3, ctime_ns = ?4, inode = ?5, vanished = 0, alias = 0,
           checksum = CASE WHEN ?6 THEN checksum END, sample = CASE WHEN ?6 THEN sample END,
           outcome = CASE WHEN ?6 THEN outcome END, method = CASE WHEN ?6 THEN method END
         WHERE id = ?1",
    )?
    .execute(params![id, print.size, print.mtime_ns, print.ctime_ns, print.inode.cast_signed(), same])?;
    Ok(())
}

fn insert(db: &Connection, folder: i64, file: &ArchiveRow) -> Result<()> {
    let print = &file.print;
    db.prepare_cached(
        "INSERT INTO archive_files (folder, name, size, mtime_ns, ctime_ns, inode) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![folder, file.name, print.size, print.mtime_ns, print.ctime_ns, print.inode.cast_signed()])?;
    Ok(())
}

/// Ends a look at an archive: files of folders that it did not meet are not there any more.
pub fn finish_scan(db: &Connection, root: i64, scan: i64) -> Result<u64> {
    let gone = db.execute(
        "UPDATE archive_files SET vanished = 1 WHERE vanished = 0
           AND folder IN (SELECT id FROM folders WHERE root = ?1 AND scan < ?2)",
        params![root, scan],
    )?;
    Ok(gone as u64)
}

/// Whether some source's file has just this size and these times.
pub fn is_a_source(db: &Connection, print: &Fingerprint) -> Result<bool> {
    let mut statement = db.prepare_cached(
        "SELECT 1 FROM source_files
         WHERE size = ?1 AND mtime_ns = ?2 AND ctime_ns = ?3 AND ctime_ns <> 0 AND kind = 0 AND vanished = 0
           AND note IS NOT ?4",
    )?;
    Ok(statement.exists(params![print.size, print.mtime_ns, print.ctime_ns, ARCHIVE_LIES_HERE])?)
}

/// Files of a source with just this size, changed in the same step of that many nanoseconds.
pub fn sources_like(db: &Connection, root: i64, print: &Fingerprint, step_ns: i64) -> Result<Vec<RelPath>> {
    let mut statement = db.prepare_cached(
        "SELECT f.path, s.name FROM source_files s JOIN folders f ON f.id = s.folder
         WHERE s.size = ?1 AND s.kind = 0 AND s.vanished = 0 AND f.root = ?2
           AND s.mtime_ns / ?4 = ?3 / ?4 AND s.note IS NOT ?5",
    )?;
    let rows = statement
        .query_map(params![print.size, root, print.mtime_ns, step_ns, ARCHIVE_LIES_HERE], |row| {
            Ok((RelPath(row.get(0)?), row.get::<_, Vec<u8>>(1)?))
        })?;
    let found = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(found.into_iter().map(|(folder, name)| folder.join(&name)).collect())
}

/// Whether a source and an archive lie on the same volume, so that one file could be met in both.
pub fn aliases_possible(db: &Connection) -> Result<bool> {
    Ok(db.query_row(
        "SELECT EXISTS (SELECT 1 FROM roots s JOIN roots a ON a.volume = s.volume
                        WHERE s.kind = 'source' AND a.kind <> 'source')",
        [],
        |r| r.get(0),
    )?)
}

/// Marks archive files that are the very same file as a source's, by another name or mount: they prove nothing. Files of
/// two subvolumes may have one inode's number; that they are on different devices counts if both were seen in one look.
pub fn mark_aliases(db: &Connection) -> Result<()> {
    db.execute_batch(
        "CREATE TEMP TABLE IF NOT EXISTS source_inodes (volume TEXT, inode INTEGER, device INTEGER, scan INTEGER,
           PRIMARY KEY (volume, inode, device, scan)) WITHOUT ROWID;
         DELETE FROM source_inodes;
         INSERT OR IGNORE INTO source_inodes SELECT r.volume, s.inode, f.device, f.scan FROM source_files s
           JOIN folders f ON f.id = s.folder JOIN roots r ON r.id = f.root
           WHERE s.kind = 0 AND s.inode <> 0 AND s.vanished = 0
             AND r.volume IN (SELECT volume FROM roots WHERE kind <> 'source');
         UPDATE archive_files AS a SET alias = 1 WHERE alias = 0 AND inode <> 0 AND EXISTS (
           SELECT 1 FROM folders f JOIN roots r ON r.id = f.root
             JOIN source_inodes i ON i.volume = r.volume AND i.inode = a.inode
             WHERE f.id = a.folder AND (i.device = f.device OR i.scan <> f.scan));
         DELETE FROM source_inodes;",
    )?;
    Ok(())
}

const TO_READ: &str = "SELECT a.id, f.root, f.path, a.name, a.size, a.mtime_ns, a.ctime_ns, a.inode
     FROM archive_files a JOIN folders f ON f.id = a.folder
     WHERE a.vanished = 0 AND a.alias = 0 AND a.checksum IS NULL";

/// Sizes of source files for which a twin is looked for.
const WANTED: &str = "SELECT size FROM copy_status WHERE vanished = 0 AND status IN ('pending', 'error')";

/// Large files of the archive whose size occurs in the sources and that have no sample yet.
pub fn sample_candidates(
    db: &Connection,
    larger_than: u64,
    each: &mut dyn FnMut(ToRead) -> Result<()>,
) -> Result<()> {
    let sql = format!(
        "{TO_READ} AND a.size > ?1 AND a.sample IS NULL AND a.size IN ({WANTED}) ORDER BY f.root, f.path, a.name"
    );
    stream(db, &sql, larger_than, each)
}

/// Every file of an archive that has no checksum.
pub fn unhashed_of(db: &Connection, root: i64, each: &mut dyn FnMut(ToRead) -> Result<()>) -> Result<()> {
    let root = u64::try_from(root).unwrap_or_default();
    stream(db, &format!("{TO_READ} AND f.root = ?1 ORDER BY f.path, a.name"), root, each)
}

/// How much of an archive is known.
pub fn count(db: &Connection, root: i64) -> Result<ArchiveCount> {
    let sql = "SELECT count(*), coalesce(sum(a.size), 0), coalesce(sum(a.checksum IS NOT NULL), 0),
                 coalesce(sum(a.outcome IS NOT NULL AND a.outcome <> 'ok'), 0)
               FROM folders f JOIN archive_files a ON a.folder = f.id WHERE f.root = ?1 AND a.vanished = 0";
    Ok(db.query_row(sql, [root], |r| {
        Ok(ArchiveCount { files: r.get(0)?, bytes: r.get(1)?, known: r.get(2)?, bad: r.get(3)? })
    })?)
}

/// Files of the archive that have to be hashed: small ones by size, large ones if size and sample are a source's.
pub fn hash_candidates(
    db: &Connection,
    larger_than: u64,
    each: &mut dyn FnMut(ToRead) -> Result<()>,
) -> Result<()> {
    let sql = format!(
        "{TO_READ} AND a.size > 0 AND a.size IN ({WANTED}) AND (a.size <= ?1
           OR EXISTS (SELECT 1 FROM source_files s WHERE s.kind = 0 AND s.size = a.size AND s.sample = a.sample
                      AND s.vanished = 0 AND s.left_out IS NULL)
           OR EXISTS (SELECT 1 FROM source_files s WHERE s.kind = 0 AND s.size = a.size AND s.sample IS NULL
                      AND s.vanished = 0 AND s.left_out IS NULL))
         ORDER BY f.root, f.path, a.name"
    );
    stream(db, &sql, larger_than, each)
}

/// Hands out every trustworthy file of the archives whose size is that of a file still to be settled.
pub fn known_contents(db: &Connection, each: &mut dyn FnMut(Twin)) -> Result<()> {
    let sql = format!(
        "SELECT a.id, f.root, a.checksum FROM archive_files a JOIN folders f ON f.id = a.folder
         WHERE a.vanished = 0 AND a.alias = 0 AND a.checksum IS NOT NULL AND a.size > 0
           AND (a.outcome IS NULL OR a.outcome = 'ok') AND a.size IN ({WANTED})
         ORDER BY f.root, f.path, a.name"
    );
    let mut statement = db.prepare(&sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if let Some(checksum) = Checksum::from_slice(row.get_ref(2)?.as_blob().unwrap_or_default()) {
            each(Twin { id: row.get(0)?, root: row.get(1)?, checksum });
        }
    }
    Ok(())
}

/// The empty file of that path in an archive, if one is there.
pub fn empty_file_at(db: &Connection, root: i64, folder: &RelPath, name: &[u8]) -> Result<Option<i64>> {
    let mut statement = db.prepare_cached(
        "SELECT a.id FROM folders f JOIN archive_files a ON a.folder = f.id AND a.name = ?3
         WHERE f.root = ?1 AND f.path = ?2 AND a.size = 0 AND a.vanished = 0 AND a.alias = 0",
    )?;
    Ok(statement.query_row(params![root, folder.0, name], |r| r.get(0)).optional()?)
}

/// An archive file's root, path and fingerprint.
pub fn path_of(db: &Connection, id: i64) -> Result<(i64, RelPath, Fingerprint)> {
    let mut statement = db.prepare_cached(
        "SELECT f.root, f.path, a.name, a.size, a.mtime_ns, a.ctime_ns, a.inode
         FROM archive_files a JOIN folders f ON f.id = a.folder WHERE a.id = ?1",
    )?;
    Ok(statement.query_row([id], |row| {
        let folder = RelPath(row.get(1)?);
        let name: Vec<u8> = row.get(2)?;
        Ok((row.get(0)?, folder.join(&name), print_at(row, 3)?))
    })?)
}

/// Records a sample.
pub fn set_sample(db: &Connection, id: i64, sample: &[u8; 16]) -> Result<()> {
    db.prepare_cached("UPDATE archive_files SET sample = ?2 WHERE id = ?1")?.execute(params![id, sample])?;
    Ok(())
}

/// Records the checksum of what is there, and that it was read back if it was.
pub fn set_checksum(
    db: &Connection,
    id: i64,
    checksum: Checksum,
    print: &Fingerprint,
    hashed: (i64, Option<Method>),
) -> Result<()> {
    let (hashed_ns, method) = hashed;
    db.prepare_cached(
        "UPDATE archive_files SET checksum = ?2, size = ?3, mtime_ns = ?4, ctime_ns = ?5, inode = ?6, hashed_ns = ?7,
           outcome = CASE WHEN ?8 IS NULL THEN NULL ELSE 'ok' END, method = ?8,
           verified_ms = CASE WHEN ?8 IS NULL THEN NULL ELSE ?7 / 1000000 END
         WHERE id = ?1",
    )?
    .execute(params![
        id, checksum.0, print.size, print.mtime_ns, print.ctime_ns, print.inode.cast_signed(), hashed_ns,
        method.map(Method::as_str)
    ])?;
    db.prepare_cached("INSERT INTO catalog_outbox (kind, row) VALUES ('archive', ?1)")?.execute([id])?;
    Ok(())
}

/// Records a copy that now stands under its final name; returns its id.
pub fn placed(db: &Connection, file: &Placed, now_ns: i64) -> Result<i64> {
    let mut statement = db.prepare_cached(
        "INSERT INTO archive_files (folder, name, size, mtime_ns, ctime_ns, inode, checksum, hashed_ns, outcome, method, verified_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
         ON CONFLICT (folder, name) DO UPDATE SET size = ?3, mtime_ns = ?4, ctime_ns = ?5, inode = ?6, sample = NULL,
           checksum = ?7, hashed_ns = ?8, outcome = ?9, method = ?10, verified_ms = ?11, vanished = 0, alias = 0
         RETURNING id",
    )?;
    let print = &file.print;
    let outcome = file.method.map(|_| Outcome::Ok.as_str());
    let id: i64 = statement.query_row(
        params![
            file.folder,
            file.name,
            print.size,
            print.mtime_ns,
            print.ctime_ns,
            print.inode.cast_signed(),
            file.checksum.0,
            now_ns,
            outcome,
            file.method.map(Method::as_str),
            file.method.map(|_| now_ns / 1_000_000)
        ],
        |r| r.get(0),
    )?;
    db.prepare_cached("INSERT INTO catalog_outbox (kind, row) VALUES ('archive', ?1)")?.execute([id])?;
    Ok(id)
}

/// Records what a verification found.
pub fn set_verified(db: &Connection, id: i64, outcome: Outcome, method: Method, at_ms: i64) -> Result<()> {
    db.prepare_cached("UPDATE archive_files SET outcome = ?2, method = ?3, verified_ms = ?4 WHERE id = ?1")?
        .execute(params![id, outcome.as_str(), method.as_str(), at_ms])?;
    Ok(())
}

/// Whether the file's content was read back and was right, by the last verdict of it.
pub fn is_read_back(db: &Connection, id: i64) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM archive_files WHERE id = ?1 AND outcome = 'ok' AND method IN ('content', 'device'))";
    Ok(db.prepare_cached(sql)?.query_row([id], |r| r.get(0))?)
}
