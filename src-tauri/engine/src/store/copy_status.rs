//! Where each file stands for each destination. Only here does a status change.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::companions::Followed;
use super::empty_files::know_empty;
use super::source_files::print_at;
use crate::clock;
use crate::error::Result;
use crate::model::{Checksum, Fingerprint, Reason, RelPath, display_bytes};
use crate::words;

/// A file that is still to be settled for at least one destination.
#[derive(Debug, Clone)]
pub struct PendingFile {
    pub id: i64,
    pub root: i64,
    pub folder: RelPath,
    pub name: Vec<u8>,
    pub print: Fingerprint,
    pub links: u64,
    pub sample: Option<[u8; 16]>,
    pub checksum: Option<Checksum>,
    /// 0: no other file can hold the same; 1: another source file; 2: a file of the archive too.
    pub shared: u8,
    /// When it, or what it follows, was taken by its own word, as the camera's clock showed it, seconds since the epoch.
    pub taken_s: Option<i64>,
    /// A person wants it copied even if its content is there already.
    pub anyway: bool,
    /// The file of its folder that it belongs to: it goes where that one is.
    pub follows: Option<Followed>,
    /// The folder that is whole and in which it lies.
    pub bundle: Option<i64>,
    /// The destinations that wait for it.
    pub targets: Vec<TargetRow>,
}

/// What is planned for a file at one destination.
#[derive(Debug, Clone)]
pub struct TargetRow {
    pub destination: i64,
    pub reason: Reason,
    pub folder: Option<i64>,
    /// `None`: the source's own name.
    pub name: Option<Vec<u8>>,
    /// Another file of the job has that name.
    pub suffixed: bool,
}

impl PendingFile {
    /// The path below the source's root.
    #[must_use]
    pub fn path(&self) -> RelPath {
        self.folder.join(&self.name)
    }
}

/// Gives every file a row for every destination, and brings the rows of files that are new, different or gone since
/// the last look that was followed up to date. Run after each look, also one that was broken off, so that the numbers
/// add up at every moment.
pub fn follow_scans(db: &Connection) -> Result<()> {
    let followed: i64 = db.query_row("SELECT followed FROM job", [], |r| r.get(0))?;
    db.execute(
        "INSERT INTO copy_status (file, destination, status, reason, vanished, size, message, error_code)
         SELECT s.id, d.id,
           CASE WHEN s.left_out IS NOT NULL THEN 'done' WHEN s.kind = 4 THEN 'error' ELSE 'pending' END,
           coalesce(s.left_out, 'new'), s.vanished, CASE WHEN s.kind = 0 THEN s.size ELSE 0 END,
           CASE WHEN s.kind = 4 THEN s.note END, CASE WHEN s.kind = 4 THEN 'folder_unreadable' END
         FROM roots d JOIN source_files s ON s.changed > ?1
              OR NOT EXISTS (SELECT 1 FROM copy_status n WHERE n.destination = d.id)
         WHERE d.kind = 'destination' AND d.removed = 0
           AND NOT EXISTS (SELECT 1 FROM copy_status c WHERE c.file = s.id AND c.destination = d.id)",
        [followed],
    )?;
    db.execute(
        "UPDATE copy_status AS c SET vanished = s.vanished, size = CASE WHEN s.kind = 0 THEN s.size ELSE 0 END,
           status = CASE WHEN s.vanished THEN c.status WHEN s.left_out IS NOT NULL THEN 'done' WHEN s.kind = 4 THEN 'error' ELSE 'pending' END,
           reason = CASE WHEN s.vanished THEN c.reason WHEN s.left_out IS NOT NULL THEN s.left_out
                         WHEN c.status = 'done' AND c.reason IN ('new', 'restored', 'changed_source') THEN 'changed_source'
                         ELSE 'new' END,
           twin = CASE WHEN s.vanished THEN c.twin END, twin_source = NULL, undecided = 0, attempts = 0,
           error_code = CASE WHEN s.kind = 4 THEN 'folder_unreadable' END, message = CASE WHEN s.kind = 4 THEN s.note END
         FROM source_files s WHERE s.id = c.file AND s.changed > ?1
           AND (c.vanished <> s.vanished OR c.status <> 'pending' OR c.size <> s.size)
           AND NOT (c.status = 'done' AND s.left_out IS c.reason AND c.vanished = s.vanished
                    AND c.size = CASE WHEN s.kind = 0 THEN s.size ELSE 0 END)",
        [followed],
    )?;
    db.execute("UPDATE job SET followed = scan", [])?;
    Ok(())
}

/// What is wrong with the copy or twin of a settled file.
#[derive(Debug, Clone)]
pub struct Lost {
    pub file: i64,
    pub destination: i64,
    /// The copy's path in its archive.
    pub path: RelPath,
    /// Gone from its place, rather than damaged or changed there.
    pub gone: bool,
}

/// Settled files whose copy or twin is gone, damaged or changed wait again. Returns them.
pub fn reopen_lost(db: &Connection) -> Result<Vec<Lost>> {
    let lost = lost(db)?;
    let mut reopen = db.prepare(
        "UPDATE copy_status SET status = 'pending', settled_ms = NULL, message = ?3,
           reason = CASE WHEN reason IN ('in_destination', 'in_pool') THEN 'new' ELSE 'restored' END
         WHERE file = ?1 AND destination = ?2",
    )?;
    for one in &lost {
        let place = display_bytes(&one.path.0);
        let message = match one.gone {
            true => words!("its copy is not at {place} any more", place = Text(place)),
            false => words!("its copy at {place} was damaged or changed", place = Text(place)),
        };
        reopen.execute(params![one.file, one.destination, message.kept()])?;
    }
    Ok(lost)
}

fn lost(db: &Connection) -> Result<Vec<Lost>> {
    let mut statement = db.prepare(
        "SELECT c.file, c.destination, coalesce(f.path, x''), coalesce(a.name, x''), coalesce(a.vanished, 1)
         FROM copy_status c JOIN source_files s ON s.id = c.file
         LEFT JOIN archive_files a ON a.id = c.twin LEFT JOIN folders f ON f.id = a.folder
         WHERE c.status = 'done' AND c.vanished = 0
           AND c.reason IN ('new', 'restored', 'changed_source', 'in_destination', 'in_pool', 'of_source', 'hard_link')
           AND (a.id IS NULL OR a.vanished OR a.alias OR a.checksum IS NOT s.checksum
                OR (a.outcome IS NOT NULL AND a.outcome <> 'ok'))",
    )?;
    let rows = statement.query_map([], |row| {
        let name: Vec<u8> = row.get(3)?;
        Ok(Lost {
            file: row.get(0)?,
            destination: row.get(1)?,
            path: RelPath(row.get(2)?).join(&name),
            gone: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Which files are asked for: those that stand for themselves are settled before those that follow one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    Leading,
    /// Those that stand for themselves, and of which the plan knew that they repeat another.
    Repeating,
    Following,
}

const PENDING_FILE: &str =
    "SELECT s.id, f.root, f.path, s.name, s.size, s.mtime_ns, s.ctime_ns, s.inode, s.links, s.sample, s.checksum, s.shared,
       EXISTS (SELECT 1 FROM overrides o WHERE o.file = s.id AND o.decision = 'copy_anyway'), p.id, p.name, p.mtime_ns,
       coalesce(p.taken_s, s.taken_s), f.bundle";

/// The next files to settle, in the order of the drive: folder, then name, both after `after`.
pub fn pending_batch(
    db: &Connection,
    (root, which): (i64, Which),
    after: (&[u8], &[u8]),
    limit: usize,
) -> Result<Vec<PendingFile>> {
    let follows = if which == Which::Following { "IS NOT NULL" } else { "IS NULL" };
    let mut statement = db.prepare_cached(&format!(
        "{PENDING_FILE} FROM folders f CROSS JOIN source_files s ON s.folder = f.id
           LEFT JOIN source_files p ON p.id = s.follows AND f.bundle IS NULL
         WHERE f.root = ?1 AND f.path >= ?2 AND (f.path > ?2 OR s.name > ?3)
           AND s.vanished = 0 AND (s.follows {follows} OR f.bundle IS NOT NULL)
           AND EXISTS (SELECT 1 FROM copy_status c WHERE c.file = s.id AND c.status = 'pending')
         ORDER BY f.path, s.name LIMIT ?4"
    ))?;
    let mut files = statement
        .query_map(params![root, after.0, after.1, limit], pending_file)?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    for file in &mut files {
        file.targets = targets(db, file.id)?;
    }
    Ok(files)
}

/// One pending file again, with what is still open for it.
pub fn pending_one(db: &Connection, id: i64) -> Result<Option<PendingFile>> {
    let mut statement = db.prepare_cached(&format!(
        "{PENDING_FILE} FROM source_files s JOIN folders f ON f.id = s.folder
           LEFT JOIN source_files p ON p.id = s.follows AND f.bundle IS NULL WHERE s.id = ?1"
    ))?;
    let Some(mut file) = statement.query_row([id], pending_file).optional()? else { return Ok(None) };
    file.targets = targets(db, id)?;
    Ok(Some(file))
}

fn pending_file(row: &Row<'_>) -> rusqlite::Result<PendingFile> {
    let follows = match row.get::<_, Option<i64>>(13)? {
        Some(file) => Some(Followed { file, name: row.get(14)?, mtime_ns: row.get(15)? }),
        None => None,
    };
    Ok(PendingFile {
        id: row.get(0)?,
        root: row.get(1)?,
        folder: RelPath(row.get(2)?),
        name: row.get(3)?,
        print: print_at(row, 4)?,
        links: row.get(8)?,
        sample: row.get(9)?,
        checksum: row.get::<_, Option<[u8; 32]>>(10)?.map(Checksum),
        shared: row.get(11)?,
        anyway: row.get(12)?,
        follows,
        bundle: row.get(17)?,
        taken_s: row.get::<_, Option<i64>>(16)?.filter(|s| *s != 0),
        targets: Vec::new(),
    })
}

fn targets(db: &Connection, file: i64) -> Result<Vec<TargetRow>> {
    let mut statement = db.prepare_cached(
        "SELECT destination, reason, target_folder, target_name, suffixed FROM copy_status
         WHERE file = ?1 AND status = 'pending' ORDER BY destination",
    )?;
    let rows = statement.query_map([file], |row| {
        let reason: String = row.get(1)?;
        Ok(TargetRow {
            destination: row.get(0)?,
            reason: Reason::parse(&reason).unwrap_or(Reason::New),
            folder: row.get(2)?,
            name: row.get(3)?,
            suffixed: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// How a file was settled without, or by, a copy.
#[derive(Debug, Clone)]
pub struct Settled {
    pub file: i64,
    pub destination: i64,
    pub reason: Reason,
    /// The archive file that holds its content.
    pub twin: i64,
    /// The source file of which it is a repeat.
    pub twin_source: Option<i64>,
    pub message: Option<String>,
}

/// Settles a file.
pub fn settle(db: &Connection, settled: &Settled) -> Result<()> {
    db.prepare_cached(
        "UPDATE copy_status SET status = 'done', reason = ?3, twin = ?4, twin_source = ?5, undecided = 0, staged = NULL,
           error_code = NULL, message = CASE WHEN ?3 = 'restored' THEN coalesce(?6, message) ELSE ?6 END, settled_ms = ?7 WHERE file = ?1 AND destination = ?2",
    )?
    .execute(params![
        settled.file, settled.destination, settled.reason.as_str(), settled.twin, settled.twin_source,
        settled.message, clock::now_ms()
    ])?;
    know_empty(db, settled.file, settled.twin)
}

/// The durable word that a whole staged file is about to get its final name.
pub fn intend(
    db: &Connection,
    (file, destination): (i64, i64),
    staged: &str,
    target: (i64, &[u8]),
) -> Result<()> {
    db.prepare_cached(
        "UPDATE copy_status SET status = 'placing', staged = ?3, target_folder = ?4, target_name = ?5
         WHERE file = ?1 AND destination = ?2",
    )?
    .execute(params![file, destination, staged, target.0, target.1])?;
    Ok(())
}

/// Puts a file back among those to do, e.g. after a staged copy was given up.
pub fn reopen(db: &Connection, file: i64, destination: i64) -> Result<()> {
    db.prepare_cached(
        "UPDATE copy_status SET status = 'pending', staged = NULL WHERE file = ?1 AND destination = ?2 AND status <> 'done'",
    )?
    .execute([file, destination])?;
    Ok(())
}

/// Says of all that waits for a destination why it does.
pub fn note_waiting(db: &Connection, destination: i64, why: &str) -> Result<()> {
    db.execute(
        "UPDATE copy_status SET message = ?2 WHERE destination = ?1 AND vanished = 0 AND status = 'pending' AND message IS NULL",
        params![destination, why],
    )?;
    Ok(())
}

/// Why a file failed.
#[derive(Debug, Clone)]
pub struct Failure {
    pub file: i64,
    /// `None`: for all destinations that still wait for it.
    pub destination: Option<i64>,
    pub code: &'static str,
    pub message: String,
    pub attempts: u32,
}

/// Records a failure.
pub fn fail(db: &Connection, failure: &Failure) -> Result<()> {
    db.prepare_cached(
        "UPDATE copy_status SET status = 'error', error_code = ?3, message = ?4, attempts = ?5, settled_ms = ?6, staged = NULL
         WHERE file = ?1 AND (?2 IS NULL OR destination = ?2) AND status IN ('pending', 'in_progress', 'placing')",
    )?
    .execute(params![
        failure.file, failure.destination, failure.code, failure.message, failure.attempts, clock::now_ms()
    ])?;
    Ok(())
}

/// A file that was being placed when a run broke off.
#[derive(Debug, Clone)]
pub struct PlacingRow {
    pub file: i64,
    pub staged: String,
    pub folder: i64,
    pub name: Vec<u8>,
    pub size: u64,
    /// `None`: it was not recorded, for want of room.
    pub checksum: Option<Checksum>,
    pub reason: Reason,
}

/// All such files of a destination.
pub fn placing(db: &Connection, destination: i64) -> Result<Vec<PlacingRow>> {
    let mut statement = db.prepare(
        "SELECT c.file, c.staged, c.target_folder, c.target_name, s.size, s.checksum, c.reason
         FROM copy_status c JOIN source_files s ON s.id = c.file
         WHERE c.destination = ?1 AND c.status = 'placing'",
    )?;
    let rows = statement.query_map([destination], |row| {
        let reason: String = row.get(6)?;
        Ok(PlacingRow {
            file: row.get(0)?,
            staged: row.get(1)?,
            folder: row.get(2)?,
            name: row.get(3)?,
            size: row.get(4)?,
            checksum: row.get::<_, Option<_>>(5)?.map(Checksum),
            reason: Reason::parse(&reason).unwrap_or(Reason::New),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Root and path of a source file.
pub fn source_path(db: &Connection, file: i64) -> Result<Option<(i64, RelPath)>> {
    let sql =
        "SELECT f.root, f.path, s.name FROM source_files s JOIN folders f ON f.id = s.folder WHERE s.id = ?1";
    Ok(db.query_row(sql, [file], root_and_path).optional()?)
}

/// Root and path of the archive file that is a file's copy or makes one needless.
pub fn copy_path(db: &Connection, file: i64, destination: i64) -> Result<Option<(i64, RelPath)>> {
    let sql = "SELECT f.root, f.path, a.name FROM copy_status c JOIN archive_files a ON a.id = c.twin
               JOIN folders f ON f.id = a.folder WHERE c.file = ?1 AND c.destination = ?2";
    Ok(db.query_row(sql, [file, destination], root_and_path).optional()?)
}

/// The file of a source whose content a file repeats, while that one has no copy yet.
pub fn twin_source(db: &Connection, file: i64, destination: i64) -> Result<Option<i64>> {
    let sql = "SELECT twin_source FROM copy_status WHERE file = ?1 AND destination = ?2";
    Ok(db.query_row(sql, [file, destination], |row| row.get(0)).optional()?.flatten())
}

fn root_and_path(row: &Row<'_>) -> rusqlite::Result<(i64, RelPath)> {
    let name: Vec<u8> = row.get(2)?;
    Ok((row.get(0)?, RelPath(row.get(1)?).join(&name)))
}
