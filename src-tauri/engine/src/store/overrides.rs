//! What a person decided about single files, against the rules or beside them.

use rusqlite::{Connection, OptionalExtension, params};

use crate::clock;
use crate::error::Result;
use crate::model::RelPath;
use crate::views::Selection;

/// Why a file of a source is left out, in words; `None` if it is not, or is not known.
pub fn why_left_out(db: &Connection, root: i64, folder: &RelPath, name: &[u8]) -> Result<Option<String>> {
    let mut statement = db.prepare_cached(
        "SELECT s.left_out, s.note FROM folders f JOIN source_files s ON s.folder = f.id AND s.name = ?3
         WHERE f.root = ?1 AND f.path = ?2 AND s.left_out IS NOT NULL AND s.kind = 0",
    )?;
    let row = statement.query_row(params![root, folder.0, name], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?))
    });
    Ok(row.optional()?.map(|(reason, note)| note.unwrap_or(reason)))
}

/// Files of a source: the one of that path, or all in and below the folder of that path.
pub fn files_at(db: &Connection, root: i64, path: &RelPath) -> Result<Vec<i64>> {
    let (folder, name) = path.split();
    let mut statement = db.prepare_cached(
        "SELECT s.id FROM folders f JOIN source_files s ON s.folder = f.id
         WHERE f.root = ?1 AND s.vanished = 0 AND s.kind = 0
           AND ((f.path = ?2 AND s.name = ?3) OR f.path = ?4
                OR substr(f.path, 1, length(?4) + 1) = CAST(?4 || x'2f' AS BLOB))",
    )?;
    let rows = statement.query_map(params![root, folder.0, name, path.0], |r| r.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Files of a source that wait for some destination.
pub fn waiting_of(db: &Connection, source: i64) -> Result<Vec<i64>> {
    let mut statement = db.prepare_cached(
        "SELECT DISTINCT c.file FROM folders f JOIN source_files s ON s.folder = f.id
         JOIN copy_status c ON c.file = s.id
         WHERE f.root = ?1 AND s.vanished = 0 AND s.kind = 0 AND c.vanished = 0 AND c.status IN ('pending', 'in_progress')",
    )?;
    let rows = statement.query_map([source], |r| r.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Whether anything of a source may have to be read yet: it waits, is on its way, or failed and may be tried again.
pub fn is_wanted(db: &Connection, source: i64) -> Result<bool> {
    let mut statement = db.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM folders f JOIN source_files s ON s.folder = f.id
         JOIN copy_status c ON c.file = s.id
         WHERE f.root = ?1 AND s.vanished = 0 AND c.vanished = 0
           AND c.status IN ('pending', 'in_progress', 'placing', 'error'))",
    )?;
    Ok(statement.query_row([source], |r| r.get(0))?)
}

/// Files of a selection that are files at all and still there; a folder stands for all below it.
pub fn selected(db: &Connection, selection: &Selection) -> Result<Vec<i64>> {
    let mut files = Vec::new();
    let mut one =
        db.prepare_cached("SELECT id FROM source_files WHERE id = ?1 AND kind = 0 AND vanished = 0")?;
    for id in &selection.files {
        files.extend(one.query_row([id], |r| r.get::<_, i64>(0)).optional()?);
    }
    let mut below = db.prepare_cached(
        "SELECT s.id FROM folders top JOIN folders f ON f.root = top.root
           AND (f.id = top.id OR length(top.path) = 0
                OR substr(f.path, 1, length(top.path) + 1) = CAST(top.path || x'2f' AS BLOB))
         JOIN source_files s ON s.folder = f.id WHERE top.id = ?1 AND s.kind = 0 AND s.vanished = 0",
    )?;
    for id in &selection.folders {
        let rows = below.query_map([id], |r| r.get::<_, i64>(0))?;
        files.extend(rows.collect::<rusqlite::Result<Vec<_>>>()?);
    }
    files.sort_unstable();
    files.dedup();
    Ok(files)
}

/// Takes files out of the job. What is copied of them stays where it is. Returns their number.
pub fn leave_out(db: &Connection, root: i64, path: &RelPath, reason: &str) -> Result<u64> {
    leave_out_files(db, &files_at(db, root, path)?, reason)
}

/// The same by rows.
pub fn leave_out_files(db: &Connection, files: &[i64], reason: &str) -> Result<u64> {
    for file in files {
        decide(db, *file, "leave_out", reason)?;
        db.prepare_cached("UPDATE source_files SET left_out = 'user', note = ?2 WHERE id = ?1")?
            .execute(params![file, reason])?;
        // A file that is being placed is settled by the next run first.
        db.prepare_cached(
            "UPDATE copy_status SET status = 'done', reason = 'user', twin = NULL, twin_source = NULL, undecided = 0,
               error_code = NULL, message = NULL, settled_ms = ?2
             WHERE file = ?1 AND vanished = 0 AND status <> 'placing'",
        )?
        .execute(params![file, clock::now_ms()])?;
    }
    forget_leaders(db)?;
    Ok(files.len() as u64)
}

/// Takes files in, whatever a rule or an earlier decision says. Returns the number of those that were left out.
pub fn take_in(db: &Connection, root: i64, path: &RelPath) -> Result<(u64, u64)> {
    let files = files_at(db, root, path)?;
    let mut taken = 0;
    for file in &files {
        let sql = "UPDATE source_files SET left_out = NULL, note = NULL WHERE id = ?1 AND left_out IN ('user', 'rule')";
        if db.prepare_cached(sql)?.execute([file])? == 0 {
            continue;
        }
        taken += 1;
        decide(db, *file, "copy", "asked for by name")?;
        wait_again(db, *file, "reason IN ('user', 'rule')")?;
    }
    Ok((files.len() as u64, taken))
}

/// Takes files in that are left out; has those copied that need no copy because their content is there. A file with
/// a copy of its own needs no other. Returns the number of files that wait now and did not before.
pub fn take_in_files(db: &Connection, files: &[i64], reason: &str) -> Result<u64> {
    let mut taken = 0;
    for file in files {
        let sql = "UPDATE source_files SET left_out = NULL, note = ?2 WHERE id = ?1 AND left_out IN ('user', 'rule')";
        if db.prepare_cached(sql)?.execute(params![file, reason])? > 0 {
            decide(db, *file, "copy", reason)?;
            wait_again(db, *file, "reason IN ('user', 'rule')")?;
            taken += 1;
        } else if copy_anyway(db, *file)? {
            decide(db, *file, ANYWAY, reason)?;
            db.prepare_cached("UPDATE source_files SET note = ?2 WHERE id = ?1")?
                .execute(params![file, reason])?;
            taken += 1;
        }
    }
    Ok(taken)
}

/// A file that is, or is planned as, a repeat or already there waits for a copy of its own.
fn copy_anyway(db: &Connection, file: i64) -> Result<bool> {
    let reopened = wait_again(db, file, "reason IN ('in_destination', 'in_pool', 'of_source', 'hard_link')")?;
    let planned = db
        .prepare_cached(
            "UPDATE copy_status SET twin_source = NULL, undecided = 0, reason = 'new'
             WHERE file = ?1 AND status = 'pending' AND vanished = 0
               AND (undecided = 1 OR reason IN ('of_source', 'hard_link'))",
        )?
        .execute([file])?;
    Ok(reopened + planned > 0)
}

/// The decision that a file is copied even if its content is there already.
const ANYWAY: &str = "copy_anyway";

fn wait_again(db: &Connection, file: i64, which: &str) -> Result<usize> {
    Ok(db
        .prepare_cached(&format!(
            "UPDATE copy_status SET status = 'pending', reason = 'new', twin = NULL, twin_source = NULL,
               message = NULL, settled_ms = NULL
             WHERE file = ?1 AND vanished = 0 AND status = 'done' AND {which}"
        ))?
        .execute([file])?)
}

fn decide(db: &Connection, file: i64, decision: &str, reason: &str) -> Result<()> {
    db.prepare_cached(
        "INSERT OR REPLACE INTO overrides (file, decision, reason, decided_ms) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![file, decision, reason, clock::now_ms()])?;
    Ok(())
}

/// Files that wait for the copy of one that was left out wait for it no more. In one look at what is open: a look for
/// each file would make a folder of a large job a matter of minutes.
fn forget_leaders(db: &Connection) -> Result<()> {
    db.prepare_cached(
        "UPDATE copy_status SET twin_source = NULL, reason = 'new', undecided = 1
         WHERE status = 'pending' AND vanished = 0
           AND twin_source IN (SELECT file FROM overrides WHERE decision = 'leave_out')",
    )?
    .execute([])?;
    Ok(())
}
