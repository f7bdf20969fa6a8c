//! The job's one row: who it is, where it stands, what it was asked to do.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::clock;
use crate::error::{Error, Result};
use crate::model::{JobState, Phase};
use crate::views::JobConfig;
use crate::words;

/// The job's own row.
#[derive(Debug, Clone)]
pub struct JobRow {
    pub uid: String,
    pub name: String,
    pub state: JobState,
    pub phase: Option<Phase>,
    pub config: JobConfig,
    pub created_ms: i64,
    pub updated_ms: i64,
    pub planned_ms: Option<i64>,
}

/// The job; `None` in a database that was just made.
pub fn get(db: &Connection) -> Result<Option<JobRow>> {
    let sql =
        "SELECT uid, name, state, phase, config, created_ms, updated_ms, planned_ms FROM job WHERE id = 1";
    Ok(db.query_row(sql, [], from_row).optional()?)
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<JobRow> {
    let state: String = row.get(2)?;
    let phase: Option<String> = row.get(3)?;
    let config: String = row.get(4)?;
    Ok(JobRow {
        uid: row.get(0)?,
        name: row.get(1)?,
        state: JobState::parse(&state).unwrap_or(JobState::Interrupted),
        phase: phase.as_deref().and_then(Phase::parse),
        config: serde_json::from_str(&config).unwrap_or_default(),
        created_ms: row.get(5)?,
        updated_ms: row.get(6)?,
        planned_ms: row.get(7)?,
    })
}

/// Writes the row of a new job.
pub fn create(db: &Connection, uid: &str, config: &JobConfig) -> Result<()> {
    let now = clock::now_ms();
    db.execute(
        "INSERT INTO job (id, uid, name, state, config, created_ms, updated_ms) VALUES (1, ?1, ?2, 'draft', ?3, ?4, ?4)",
        params![uid, config.name, to_json(config)?, now],
    )?;
    Ok(())
}

/// Saves what the job is asked to do. Archives lack the lists that are asked for from now on.
pub fn set_config(db: &Connection, config: &JobConfig) -> Result<()> {
    if get(db)?.is_some_and(|job| job.config.checksums != config.checksums) {
        db.execute(
            "UPDATE roots SET untold = 1 WHERE id IN (SELECT destination FROM copy_status
               WHERE status = 'done' AND reason IN ('new', 'restored', 'changed_source'))",
            [],
        )?;
    }
    db.execute(
        "UPDATE job SET config = ?1, name = ?2, updated_ms = ?3",
        params![to_json(config)?, config.name, clock::now_ms()],
    )?;
    Ok(())
}

/// Records where the job stands.
pub fn set_state(db: &Connection, state: JobState, phase: Option<Phase>) -> Result<()> {
    db.execute(
        "UPDATE job SET state = ?1, phase = coalesce(?2, phase), updated_ms = ?3",
        params![state.as_str(), phase.map(Phase::as_str), clock::now_ms()],
    )?;
    Ok(())
}

/// Begins a new look at the drives and returns its number.
pub fn next_scan(db: &Connection) -> Result<i64> {
    Ok(db.query_row("UPDATE job SET scan = scan + 1 RETURNING scan", [], |r| r.get(0))?)
}

/// Records that a plan was made.
pub fn set_planned(db: &Connection) -> Result<()> {
    db.execute("UPDATE job SET planned_ms = ?1", [clock::now_ms()])?;
    Ok(())
}

/// Records the beginning of a phase; the number is for [`phase_ended`].
pub fn phase_began(db: &Connection, phase: Phase) -> Result<i64> {
    db.execute(
        "INSERT INTO phase_runs (phase, started_ms) VALUES (?1, ?2)",
        params![phase.as_str(), clock::now_ms()],
    )?;
    Ok(db.last_insert_rowid())
}

/// Records the end of a phase. `moved` is content bytes read from sources and written to destinations.
pub fn phase_ended(db: &Connection, run: i64, outcome: &str, moved: (u64, u64), summary: &str) -> Result<()> {
    db.execute(
        "UPDATE phase_runs SET finished_ms = ?2, outcome = ?3, bytes_read = ?4, bytes_written = ?5, summary = ?6 WHERE id = ?1",
        params![run, clock::now_ms(), outcome, moved.0, moved.1, summary],
    )?;
    Ok(())
}

fn to_json(config: &JobConfig) -> Result<String> {
    serde_json::to_string(config).map_err(|e| {
        Error::blocked("database", words!("the job cannot be saved: {e}", e = Text(e.to_string())))
    })
}
