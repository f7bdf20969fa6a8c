//! Counting every state: of files, and of the verdicts on their copies and twins.

use rusqlite::Connection;

use crate::error::Result;
use crate::model::{CopyStatus, Depth, Method, Outcome, Reason, display_bytes};
use crate::views::{StateCount, VerificationRun, VerifiedCount};

/// All files by destination, status and reason.
pub fn states(db: &Connection) -> Result<Vec<StateCount>> {
    let mut statement = db.prepare(
        "SELECT c.destination, r.name, c.status, c.reason, c.vanished, count(*), coalesce(sum(c.size), 0)
         FROM copy_status c JOIN roots r ON r.id = c.destination WHERE c.vanished < 2
         GROUP BY c.destination, c.vanished, c.status, c.reason",
    )?;
    let rows = statement.query_map([], |row| {
        let (name, status, reason): (Vec<u8>, String, String) = (row.get(1)?, row.get(2)?, row.get(3)?);
        Ok(StateCount {
            destination: row.get(0)?,
            name: display_bytes(&name),
            status: CopyStatus::parse(&status).unwrap_or(CopyStatus::Pending),
            reason: Reason::parse(&reason).unwrap_or(Reason::New),
            vanished: row.get(4)?,
            files: row.get(5)?,
            bytes: row.get(6)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Settled files by the verdict on their copy or twin.
pub fn verified(db: &Connection) -> Result<Vec<VerifiedCount>> {
    let mut statement = db.prepare(
        "SELECT c.destination, r.name, iif(ar.away, NULL, a.outcome), a.method, count(*), coalesce(sum(c.size), 0), min(a.verified_ms)
         FROM copy_status c JOIN roots r ON r.id = c.destination LEFT JOIN archive_files a ON a.id = c.twin
         LEFT JOIN folders af ON af.id = a.folder LEFT JOIN roots ar ON ar.id = af.root
         WHERE c.vanished = 0 AND c.status = 'done'
           AND c.reason IN ('new', 'restored', 'changed_source', 'in_destination', 'in_pool', 'of_source', 'hard_link')
         GROUP BY c.destination, iif(ar.away, NULL, a.outcome), a.method",
    )?;
    let rows = statement.query_map([], |row| {
        let name: Vec<u8> = row.get(1)?;
        let outcome: Option<String> = row.get(2)?;
        let method: Option<String> = row.get(3)?;
        Ok(VerifiedCount {
            destination: row.get(0)?,
            name: display_bytes(&name),
            outcome: outcome.as_deref().and_then(Outcome::parse),
            method: outcome.and(method).as_deref().and_then(Method::parse),
            files: row.get(4)?,
            bytes: row.get(5)?,
            since_ms: row.get(6)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Every verification of the job.
pub fn verification_runs(db: &Connection) -> Result<Vec<VerificationRun>> {
    let mut statement = db.prepare(
        "SELECT s.depth, s.started_ms, s.finished_ms, coalesce(sum(v.outcome = 'ok'), 0), coalesce(sum(v.outcome <> 'ok'), 0)
         FROM verification_sessions s LEFT JOIN verification_results v ON v.session = s.id
         GROUP BY s.id ORDER BY s.id DESC",
    )?;
    let rows = statement.query_map([], |row| {
        let depth: String = row.get(0)?;
        Ok(VerificationRun {
            depth: Depth::parse(&depth).unwrap_or(Depth::Shallow),
            started_ms: row.get(1)?,
            finished_ms: row.get(2)?,
            ok: row.get(3)?,
            bad: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
