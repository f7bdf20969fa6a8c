//! Roots that a person takes out of a job: the records change, nothing on any disk does.

use rusqlite::{Connection, params};

use crate::error::{Error, Result};
use crate::said;

/// Takes a source out of the job, with all its files. Nothing on any disk changes.
pub fn remove_source(db: &Connection, root: i64) -> Result<()> {
    db.execute("UPDATE roots SET removed = 1 WHERE id = ?1", [root])?;
    const FILES: &str = "SELECT s.id FROM folders f JOIN source_files s ON s.folder = f.id WHERE f.root = ?1";
    db.execute(
        &format!(
            "UPDATE copy_status SET twin_source = NULL, reason = 'new', undecided = 1
             WHERE status = 'pending' AND vanished = 0 AND twin_source IN ({FILES})"
        ),
        [root],
    )?;
    db.execute(&format!("UPDATE copy_status SET vanished = 2 WHERE file IN ({FILES})"), [root])?;
    db.execute(
        "UPDATE source_files SET vanished = 2 WHERE folder IN (SELECT id FROM folders WHERE root = ?1)",
        [root],
    )?;
    Ok(())
}

/// A pool counts as archive no more: what rested on its files waits again. Returns the number of these files.
pub fn remove_pool(db: &Connection, root: i64) -> Result<u64> {
    db.execute("UPDATE roots SET removed = 1 WHERE id = ?1", [root])?;
    db.execute(
        "UPDATE archive_files SET vanished = 1 WHERE folder IN (SELECT id FROM folders WHERE root = ?1)",
        [root],
    )?;
    let waits = db.execute(
        "UPDATE copy_status SET status = 'pending', reason = 'new', twin = NULL, twin_source = NULL, undecided = 1,
           settled_ms = NULL, message = ?2
         WHERE status = 'done' AND vanished = 0
           AND twin IN (SELECT a.id FROM folders f JOIN archive_files a ON a.folder = f.id WHERE f.root = ?1)",
        params![root, said!("the folder that holds it does not count as archived any more")],
    )?;
    Ok(waits as u64)
}

/// Takes a destination out of the job: where files stand for it is forgotten, and what it holds justifies nothing any
/// more. Taken in again, it is looked through like any archive, and what is in it is already there.
pub fn remove_destination(db: &Connection, root: i64) -> Result<()> {
    let placing = "SELECT EXISTS (SELECT 1 FROM copy_status WHERE destination = ?1 AND status = 'placing')";
    if db.query_row(placing, [root], |r| r.get(0))? {
        return Err(Error::usage(
            "unfinished",
            "the last run broke off while it gave files their names there",
        )
        .hint("resume once, so that these are settled, then remove it"));
    }
    db.execute("UPDATE roots SET removed = 1, scanned_ms = NULL WHERE id = ?1", [root])?;
    db.execute("DELETE FROM copy_status WHERE destination = ?1", [root])?;
    db.execute(
        "UPDATE archive_files SET vanished = 1 WHERE folder IN (SELECT id FROM folders WHERE root = ?1)",
        [root],
    )?;
    Ok(())
}
