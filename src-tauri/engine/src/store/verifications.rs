//! What verifications looked for and found: a history that is only ever added to.

use rusqlite::{Connection, OptionalExtension, params};

use super::source_files::print_at;
use crate::clock;
use crate::error::Result;
use crate::model::{Checksum, Depth, Fingerprint, Method, Outcome, RelPath};

/// A copy or twin that a verification has to look at.
#[derive(Debug, Clone)]
pub struct Due {
    pub id: i64,
    pub root: i64,
    pub path: RelPath,
    pub print: Fingerprint,
    /// The content of the source file that rests on it; `None` if none does.
    pub expected: Option<Checksum>,
}

/// What was found.
#[derive(Debug, Clone)]
pub struct Finding {
    pub file: i64,
    pub outcome: Outcome,
    pub method: Method,
    pub expected: Option<Checksum>,
    pub found: Option<Checksum>,
    pub message: Option<String>,
    /// Not read, and to the last detail as it was when it was read back: that proof still holds.
    pub unchanged: bool,
}

/// Begins a verification, or continues an interrupted one of the same depth unless `afresh`.
pub fn begin(db: &Connection, depth: Depth, afresh: bool) -> Result<i64> {
    let open: Option<i64> = db
        .query_row(
            "SELECT id FROM verification_sessions WHERE finished_ms IS NULL AND depth = ?1 ORDER BY id DESC LIMIT 1",
            [depth.as_str()],
            |r| r.get(0),
        )
        .optional()?;
    if let (Some(id), false) = (open, afresh) {
        return Ok(id);
    }
    db.execute(
        "INSERT INTO verification_sessions (depth, started_ms) VALUES (?1, ?2)",
        params![depth.as_str(), clock::now_ms()],
    )?;
    Ok(db.last_insert_rowid())
}

/// Ends a verification that looked at everything.
pub fn end(db: &Connection, session: i64) -> Result<()> {
    db.execute(
        "UPDATE verification_sessions SET finished_ms = ?2 WHERE id = ?1",
        params![session, clock::now_ms()],
    )?;
    Ok(())
}

/// Every copy and every twin that justified a skip and that the session has not looked at yet, in the order of the
/// archives. `only_new`: those without a verdict of at least this depth.
pub fn due(
    db: &Connection,
    session: i64,
    only_new: Option<Depth>,
    each: &mut dyn FnMut(Due) -> Result<()>,
) -> Result<()> {
    let without_verdict = without_verdict(only_new);
    let sql = format!(
        "SELECT a.id, f.root, f.path, a.name, a.size, a.mtime_ns, a.ctime_ns, a.inode, e.checksum
         FROM (SELECT c.twin AS id, max(s.checksum) AS checksum FROM copy_status c JOIN source_files s ON s.id = c.file
               WHERE c.status = 'done' AND c.vanished = 0 AND c.twin IS NOT NULL AND s.checksum IS NOT NULL
               GROUP BY c.twin) e
         JOIN archive_files a ON a.id = e.id JOIN folders f ON f.id = a.folder
         WHERE {without_verdict}
           AND NOT EXISTS (SELECT 1 FROM verification_results v WHERE v.session = ?1 AND v.file = a.id)
         ORDER BY f.root, f.path, a.name"
    );
    stream(db, &sql, session, each)
}

/// Of a file of an archive `a`: what says that it has no verdict of at least that depth.
fn without_verdict(depth: Option<Depth>) -> &'static str {
    match depth {
        None | Some(Depth::None) => "1",
        Some(Depth::Shallow) => "a.outcome IS NULL",
        Some(Depth::Deep) => {
            "(a.outcome IS NULL OR (a.outcome = 'ok' AND a.method NOT IN ('content', 'device')))"
        }
    }
}

/// Whether a file of a source rests on a copy or twin that a verification of that depth has yet to look at, or that is not
/// as it should be.
pub fn awaits_verdict(db: &Connection, source: i64, depth: Depth) -> Result<bool> {
    if depth == Depth::None {
        return Ok(false);
    }
    let sql = format!(
        "SELECT EXISTS (SELECT 1 FROM folders f JOIN source_files s ON s.folder = f.id
         JOIN copy_status c ON c.file = s.id JOIN archive_files a ON a.id = c.twin
         WHERE f.root = ?1 AND s.vanished = 0 AND c.vanished = 0 AND c.status = 'done'
           AND ({} OR a.outcome <> 'ok'))",
        without_verdict(Some(depth))
    );
    Ok(db.query_row(&sql, [source], |r| r.get(0))?)
}

/// Files of archives of which something is recorded and that the session has not looked at: nothing of the job rests on
/// them.
pub fn recorded_due(db: &Connection, session: i64, each: &mut dyn FnMut(Due) -> Result<()>) -> Result<()> {
    let sql = "SELECT a.id, f.root, f.path, a.name, a.size, a.mtime_ns, a.ctime_ns, a.inode, NULL
         FROM (SELECT DISTINCT file AS id FROM archive_records WHERE current = 1) e
         JOIN archive_files a ON a.id = e.id JOIN folders f ON f.id = a.folder
         WHERE a.vanished = 0 AND a.alias = 0
           AND NOT EXISTS (SELECT 1 FROM verification_results v WHERE v.session = ?1 AND v.file = a.id)
         ORDER BY f.root, f.path, a.name";
    stream(db, sql, session, each)
}

fn stream(db: &Connection, sql: &str, session: i64, each: &mut dyn FnMut(Due) -> Result<()>) -> Result<()> {
    let mut statement = db.prepare(sql)?;
    let mut rows = statement.query([session])?;
    while let Some(row) = rows.next()? {
        let folder = RelPath(row.get(2)?);
        let name: Vec<u8> = row.get(3)?;
        each(Due {
            id: row.get(0)?,
            root: row.get(1)?,
            path: folder.join(&name),
            print: print_at(row, 4)?,
            expected: row.get::<_, Option<[u8; 32]>>(8)?.map(Checksum),
        })?;
    }
    Ok(())
}

/// Appends what was found.
pub fn record(db: &Connection, session: i64, finding: &Finding) -> Result<()> {
    let now = clock::now_ms();
    db.prepare_cached(
        "INSERT OR REPLACE INTO verification_results (session, file, outcome, method, expected, found, message, verified_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        session, finding.file, finding.outcome.as_str(), finding.method.as_str(), finding.expected.map(|c| c.0),
        finding.found.map(|c| c.0), finding.message, now
    ])?;
    if finding.unchanged && super::archive_files::is_read_back(db, finding.file)? {
        return Ok(());
    }
    super::archive_files::set_verified(db, finding.file, finding.outcome, finding.method, now)?;
    db.prepare_cached("INSERT INTO catalog_outbox (kind, row) VALUES ('archive', ?1)")?
        .execute([finding.file])?;
    Ok(())
}

/// Counts by outcome of a session.
pub fn results(db: &Connection, session: i64) -> Result<Vec<(Outcome, u64)>> {
    let mut statement =
        db.prepare("SELECT outcome, count(*) FROM verification_results WHERE session = ?1 GROUP BY outcome")?;
    let rows = statement.query_map([session], |row| {
        let outcome: String = row.get(0)?;
        Ok((Outcome::parse(&outcome).unwrap_or(Outcome::Unreadable), row.get(1)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
