//! Where files shall go, before anything of them is written.

use rusqlite::{Connection, params};

use crate::clock;
use crate::error::Result;
use crate::model::{Reason, Tally};

/// Records where a file shall go and whether its content may still prove to be known.
pub fn set_plan(
    db: &Connection,
    (file, destination): (i64, i64),
    target: (i64, Option<&[u8]>),
    undecided: bool,
    repeat_of: Option<i64>,
) -> Result<()> {
    db.prepare_cached(
        "UPDATE copy_status SET target_folder = ?3, target_name = ?4, undecided = ?5, twin_source = ?6,
           reason = CASE WHEN ?6 IS NOT NULL THEN 'of_source' WHEN reason IN ('of_source', 'hard_link', 'in_destination', 'in_pool') THEN 'new' ELSE reason END
         WHERE file = ?1 AND destination = ?2 AND status = 'pending'",
    )?
    .execute(params![file, destination, target.0, target.1, undecided, repeat_of])?;
    Ok(())
}

/// Records that a file is expected to be in an archive already, by what others recorded of it. It stays among those to do.
pub fn expect_held(db: &Connection, (file, destination): (i64, i64), held: Reason) -> Result<()> {
    db.prepare_cached(
        "UPDATE copy_status SET reason = ?3 WHERE file = ?1 AND destination = ?2 AND status = 'pending' AND reason = 'new'",
    )?
    .execute(params![file, destination, held.as_str()])?;
    Ok(())
}

/// Of several files with one target the first in the order of the drives keeps the name; the others get a suffix, and
/// with them all of the group that they belong to. What is settled counts too, so that a resumed job chooses the same
/// names; a file that follows a settled one goes where that one is. `folding`: destinations that take `A` and `a` for
/// one name.
pub fn mark_clashes(db: &Connection, folding: &[i64]) -> Result<()> {
    let folding: Vec<String> = folding.iter().map(i64::to_string).collect();
    let folds = format!("c.destination IN ({})", folding.join(", "));
    db.execute_batch(&format!(
        "UPDATE copy_status SET suffixed = 0 WHERE suffixed = 1 AND status = 'pending';
         WITH placed AS (
           SELECT c.destination, coalesce(s.follows, s.id) AS leader, row_number() OVER (
               PARTITION BY c.destination,
                 CASE WHEN {folds} THEN lower(CAST(t.path AS TEXT)) ELSE c.target_folder END,
                 CASE WHEN {folds} THEN lower(CAST(coalesce(c.target_name, s.name) AS TEXT))
                      ELSE coalesce(c.target_name, s.name) END
               ORDER BY f.root, f.path, s.name) AS place
             FROM copy_status c JOIN source_files s ON s.id = c.file JOIN folders f ON f.id = s.folder
               JOIN folders t ON t.id = c.target_folder
             WHERE c.target_folder IS NOT NULL AND c.vanished = 0 AND f.bundle IS NULL
               AND NOT (s.follows IS NOT NULL AND c.status = 'pending' AND EXISTS (
                 SELECT 1 FROM copy_status p WHERE p.file = s.follows AND p.destination = c.destination AND p.status = 'done'))),
         late AS (SELECT DISTINCT destination, leader FROM placed WHERE place > 1)
         UPDATE copy_status AS c SET suffixed = 1 WHERE status = 'pending' AND (c.destination,
           (SELECT coalesce(s.follows, s.id) FROM source_files s WHERE s.id = c.file)) IN (SELECT destination, leader FROM late);",
    ))?;
    Ok(())
}

/// Leaves a file out because other content has the place that it would have.
pub fn clash(
    db: &Connection,
    (file, destination): (i64, i64),
    place: (i64, &[u8]),
    message: &str,
) -> Result<()> {
    db.prepare_cached(
        "UPDATE copy_status SET status = 'done', reason = 'clash', twin = NULL, twin_source = NULL, undecided = 0,
           staged = NULL, error_code = NULL, target_folder = ?3, target_name = ?4, message = ?5, settled_ms = ?6
         WHERE file = ?1 AND destination = ?2",
    )?
    .execute(params![file, destination, place.0, place.1, message, clock::now_ms()])?;
    Ok(())
}

/// What was left out because its place was taken waits again where that is not so any more (`skips`: where it still
/// is, it stays left out), and with a picture what follows it.
pub fn reopen_clashes(db: &Connection, skips: bool) -> Result<()> {
    const REOPEN: &str =
        "UPDATE copy_status AS c SET status = 'pending', reason = 'new', message = NULL, settled_ms = NULL
         WHERE c.status = 'done' AND c.reason = 'clash' AND c.vanished = 0";
    const FOLLOWED: &str = "SELECT 1 FROM source_files s JOIN copy_status p ON p.file = s.follows
         WHERE s.id = c.file AND p.destination = c.destination";
    db.execute(
        &format!(
            "{REOPEN} AND (NOT ?1 OR NOT EXISTS (SELECT 1 FROM archive_files a
               WHERE a.folder = c.target_folder AND a.name = c.target_name AND a.vanished = 0)
             AND NOT EXISTS ({FOLLOWED} AND p.reason = 'clash' AND p.status = 'done'))"
        ),
        [skips],
    )?;
    db.execute(&format!("{REOPEN} AND EXISTS ({FOLLOWED} AND p.status = 'pending')"), [])?;
    Ok(())
}

/// Files of a source that are left out of a destination because their places are taken.
pub fn clashes_on(db: &Connection, source: i64, destination: i64) -> Result<Tally> {
    let sql = "SELECT count(*), coalesce(sum(c.size), 0) FROM copy_status c JOIN source_files s ON s.id = c.file
               JOIN folders f ON f.id = s.folder
               WHERE c.destination = ?2 AND c.vanished = 0 AND c.status = 'done' AND c.reason = 'clash' AND f.root = ?1";
    Ok(db.query_row(sql, [source, destination], |r| Ok(Tally { files: r.get(0)?, bytes: r.get(1)? }))?)
}
