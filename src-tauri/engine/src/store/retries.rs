//! Files that failed and shall be tried again.

use rusqlite::Connection;

use crate::error::Result;

/// Files in error wait again; what a stopped run had in hand waits again too.
pub fn retry_errors(db: &Connection) -> Result<()> {
    db.execute(
        "UPDATE copy_status SET status = 'pending', attempts = 0, error_code = NULL, message = NULL
         WHERE status = 'error' AND vanished = 0 AND error_code <> 'folder_unreadable'",
        [],
    )?;
    db.execute("UPDATE copy_status SET status = 'pending' WHERE status = 'in_progress'", [])?;
    Ok(())
}

/// These files wait again, if they had failed. Returns their number.
pub fn retry(db: &Connection, files: &[i64]) -> Result<u64> {
    let mut retried = 0;
    for file in files {
        retried += db
            .prepare_cached(
                "UPDATE copy_status SET status = 'pending', attempts = 0, error_code = NULL, message = NULL
                 WHERE file = ?1 AND status = 'error' AND vanished = 0 AND error_code <> 'folder_unreadable'",
            )?
            .execute([file])?
            .min(1) as u64;
    }
    Ok(retried)
}

/// One that waits again at a destination.
pub struct Reopened {
    pub file: i64,
    pub destination: i64,
    pub size: u64,
}

/// The same in the middle of a run, for those that the plan has given a place. Those of one file come together.
pub fn retry_planned(db: &Connection, files: &[i64]) -> Result<Vec<Reopened>> {
    let mut statement = db.prepare_cached(
        "UPDATE copy_status SET status = 'pending', attempts = 0, error_code = NULL, message = NULL
         WHERE file = ?1 AND status = 'error' AND vanished = 0 AND target_folder IS NOT NULL
           AND error_code NOT IN ('folder_unreadable', 'too_large')
         RETURNING file, destination, size",
    )?;
    let mut reopened = Vec::new();
    for file in files {
        let rows = statement.query_map([file], |r| {
            Ok(Reopened { file: r.get(0)?, destination: r.get(1)?, size: r.get(2)? })
        })?;
        for row in rows {
            reopened.push(row?);
        }
    }
    Ok(reopened)
}

/// Every file that failed at some destination.
pub fn failed(db: &Connection) -> Result<Vec<i64>> {
    let mut statement = db.prepare(
        "SELECT DISTINCT file FROM copy_status WHERE status = 'error' AND vanished = 0 ORDER BY file",
    )?;
    let rows = statement.query_map([], |r| r.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
