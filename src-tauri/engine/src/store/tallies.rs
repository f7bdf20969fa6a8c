//! Counting: the terms of the equation per destination, and what waits on each drive.

use std::collections::HashMap;

use rusqlite::{Connection, params};

use crate::error::Result;
use crate::model::{CopyStatus, Equation, Reason, RelPath, Tally, Term, display_bytes};
use crate::plan::OWN_RECORDS;

/// The equation of one destination, from its rows.
pub fn equation(db: &Connection, destination: i64) -> Result<Equation> {
    equation_where(db, destination, None)
}

/// The same for one source alone.
pub fn equation_of_source(db: &Connection, destination: i64, source: i64) -> Result<Equation> {
    equation_where(db, destination, Some(source))
}

/// There are few standings, so they are summed up as the rows come: grouping in the database would sort all rows first,
/// which takes four times as long.
fn equation_where(db: &Connection, destination: i64, source: Option<i64>) -> Result<Equation> {
    let sql = match source {
        None => {
            "SELECT vanished, status, reason, undecided, size FROM copy_status
                 WHERE destination = ?1 AND vanished < 2 AND ?2 IS NULL"
        }
        Some(_) => {
            "SELECT c.vanished, c.status, c.reason, c.undecided, c.size FROM copy_status c
                 JOIN source_files s ON s.id = c.file JOIN folders f ON f.id = s.folder
                 WHERE c.destination = ?1 AND c.vanished < 2 AND f.root = ?2"
        }
    };
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query(params![destination, source])?;
    let mut standings: Vec<(Standing, Tally)> = Vec::new();
    let mut last = 0;
    while let Some(row) = rows.next()? {
        let text = |at: usize| Ok::<_, rusqlite::Error>(row.get_ref(at)?.as_str()?);
        let (status, reason) = (text(1)?, text(2)?);
        let (vanished, undecided) = (row.get(0)?, row.get(3)?);
        let is_same = |s: &(Standing, Tally)| s.0.is(status, reason, vanished, undecided);
        if !standings.get(last).is_some_and(is_same) {
            last = standings.iter().position(is_same).unwrap_or(standings.len());
        }
        if last == standings.len() {
            let (status, reason) = (status.to_owned(), reason.to_owned());
            standings.push((Standing { status, reason, vanished, undecided }, Tally::default()));
        }
        let sum = &mut standings[last].1;
        *sum = *sum + Tally { files: 1, bytes: row.get(4)? };
    }
    let mut equation = Equation::default();
    for (standing, sum) in standings {
        standing.add_to(&mut equation, sum);
    }
    Ok(equation)
}

/// How a file stands for a destination.
struct Standing {
    status: String,
    reason: String,
    vanished: bool,
    undecided: bool,
}

impl Standing {
    fn is(&self, status: &str, reason: &str, vanished: bool, undecided: bool) -> bool {
        self.status == status
            && self.reason == reason
            && self.vanished == vanished
            && self.undecided == undecided
    }

    fn add_to(&self, equation: &mut Equation, tally: Tally) {
        if self.vanished {
            equation.vanished = equation.vanished + tally;
            return;
        }
        let status = CopyStatus::parse(&self.status).unwrap_or(CopyStatus::Pending);
        let reason = Reason::parse(&self.reason).unwrap_or(Reason::New);
        let term = Term::of(status, reason);
        equation.count(term, tally);
        if term == Term::ToDo && self.undecided {
            equation.undecided = equation.undecided + tally;
        }
        if term == Term::ToDo && matches!(reason, Reason::OfSource | Reason::HardLink) {
            equation.expected_repeats = equation.expected_repeats + tally;
        }
    }
}

/// What the sources hold, counted without looking at any status: the left side of the equation.
pub fn found(db: &Connection) -> Result<Tally> {
    let sql = "SELECT count(*), coalesce(sum(CASE WHEN kind = 0 THEN size ELSE 0 END), 0) FROM source_files WHERE vanished = 0";
    Ok(db.query_row(sql, [], |r| Ok(Tally { files: r.get(0)?, bytes: r.get(1)? }))?)
}

/// Files and bytes of one source, counted like [`found`].
pub fn found_on(db: &Connection, source: i64) -> Result<Tally> {
    let sql = "SELECT count(*), coalesce(sum(CASE WHEN s.kind = 0 THEN s.size ELSE 0 END), 0)
               FROM folders f JOIN source_files s ON s.folder = f.id WHERE f.root = ?1 AND s.vanished = 0";
    Ok(db.query_row(sql, [source], |r| Ok(Tally { files: r.get(0)?, bytes: r.get(1)? }))?)
}

/// Links, pipes, sockets, devices, and folders that are brought home as drives of their own: they hold no content.
pub fn without_content(db: &Connection, source: Option<i64>) -> Result<u64> {
    let sql = "SELECT count(*) FROM source_files s JOIN folders f ON f.id = s.folder
               WHERE s.vanished = 0 AND s.kind IN (1, 2) AND s.left_out IS NOT ?2 AND (?1 IS NULL OR f.root = ?1)";
    Ok(db.query_row(sql, params![source, Reason::Placeholder.as_str()], |r| r.get(0))?)
}

/// Files whose content is in a cloud and not on the drive: nobody has read them.
pub fn in_the_cloud(db: &Connection, source: Option<i64>) -> Result<u64> {
    let sql = "SELECT count(*) FROM source_files s JOIN folders f ON f.id = s.folder
               WHERE s.vanished = 0 AND s.left_out = ?2 AND (?1 IS NULL OR f.root = ?1)";
    Ok(db.query_row(sql, params![source, Reason::Placeholder.as_str()], |r| r.get(0))?)
}

/// Whether our own records lie on a source.
pub fn holds_own_records(db: &Connection, source: i64) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM folders f JOIN source_files s ON s.folder = f.id
               WHERE f.root = ?1 AND s.vanished = 0 AND s.kind = 2 AND s.note = ?2)";
    Ok(db.query_row(sql, params![source, OWN_RECORDS], |r| r.get(0))?)
}

/// What stands on a source for a folder with all that is in it, and whether that is so by a rule: a root of the job, or
/// one when the source was last looked through. Left out by a person it may be a pipe as well.
pub fn folders_of_others(db: &Connection, source: i64) -> Result<Vec<(RelPath, bool)>> {
    let mut statement = db.prepare_cached(
        "SELECT f.path, s.name, s.left_out = ?2 FROM folders f JOIN source_files s ON s.folder = f.id
         WHERE f.root = ?1 AND s.vanished = 0 AND s.kind = 2 AND s.left_out IN (?2, ?3) AND s.note IS NOT ?4",
    )?;
    let (rule, user) = (Reason::Rule.as_str(), Reason::User.as_str());
    let rows = statement.query_map(params![source, rule, user, OWN_RECORDS], |row| {
        Ok((RelPath(row.get(0)?).join(&row.get::<_, Vec<u8>>(1)?), row.get(2)?))
    })?;
    Ok(rows.collect::<std::result::Result<_, _>>()?)
}

/// Files and bytes of each source that still wait for a destination; a source without any is not named.
pub fn waiting(db: &Connection, destination: i64) -> Result<HashMap<i64, Tally>> {
    let mut statement = db.prepare_cached(
        "SELECT f.root, c.size FROM copy_status c JOIN source_files s ON s.id = c.file
         JOIN folders f ON f.id = s.folder
         WHERE c.destination = ?1 AND c.vanished = 0 AND c.status IN ('pending', 'in_progress', 'placing')",
    )?;
    let mut rows = statement.query([destination])?;
    let mut waiting: HashMap<i64, Tally> = HashMap::new();
    while let Some(row) = rows.next()? {
        let tally = waiting.entry(row.get(0)?).or_default();
        *tally = *tally + Tally { files: 1, bytes: row.get(1)? };
    }
    Ok(waiting)
}

/// Whether anything waits for a destination.
pub fn has_open(db: &Connection, destination: i64) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM copy_status WHERE destination = ?1 AND vanished = 0 AND status = 'pending')";
    Ok(db.query_row(sql, [destination], |r| r.get(0))?)
}

/// Copied files that were read only at a later try.
pub fn recovered(db: &Connection) -> Result<u64> {
    let sql = "SELECT count(*) FROM source_files WHERE vanished = 0 AND note LIKE 'recovered on retry%'";
    Ok(db.query_row(sql, [], |r| r.get(0))?)
}

/// Takes a file's name, time of last change, term and size.
pub type PerFile<'a> = dyn FnMut(&[u8], i64, Term, u64) + 'a;

/// Sums per file of a destination by a column of ours: last change's year, or ending of the name.
pub fn by_file(db: &Connection, destination: i64, each: &mut PerFile<'_>) -> Result<()> {
    let mut statement = db.prepare(
        "SELECT s.name, s.mtime_ns, c.status, c.reason, c.size FROM copy_status c JOIN source_files s ON s.id = c.file
         WHERE c.destination = ?1 AND c.vanished = 0",
    )?;
    let mut rows = statement.query([destination])?;
    while let Some(row) = rows.next()? {
        let status =
            CopyStatus::parse(row.get_ref(2)?.as_str().unwrap_or_default()).unwrap_or(CopyStatus::Pending);
        let reason = Reason::parse(row.get_ref(3)?.as_str().unwrap_or_default()).unwrap_or(Reason::New);
        each(
            row.get_ref(0)?.as_blob().unwrap_or_default(),
            row.get(1)?,
            Term::of(status, reason),
            row.get(4)?,
        );
    }
    Ok(())
}

/// Files of a source that are settled at a destination by what lies in an archive that was looked for and is not
/// connected, and the name of one such archive.
pub fn away_on(db: &Connection, source: i64, destination: i64) -> Result<(u64, Option<String>)> {
    let sql = "SELECT count(*), max(r.name) FROM folders f JOIN source_files s ON s.folder = f.id
               JOIN copy_status c ON c.file = s.id JOIN archive_files a ON a.id = c.twin
               JOIN folders af ON af.id = a.folder JOIN roots r ON r.id = af.root
               WHERE f.root = ?1 AND c.destination = ?2 AND c.vanished = 0 AND c.status = 'done' AND r.away = 1";
    let (files, name): (u64, Option<Vec<u8>>) =
        db.query_row(sql, [source, destination], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok((files, name.as_deref().map(display_bytes)))
}

/// The number of files whose copy or twin failed its last verification.
pub fn verify_failed(db: &Connection) -> Result<u64> {
    let sql = "SELECT count(DISTINCT twin) FROM copy_status WHERE status = 'done' AND vanished = 0
               AND twin IN (SELECT id FROM archive_files WHERE outcome IS NOT NULL AND outcome <> 'ok')";
    Ok(db.query_row(sql, [], |r| r.get(0))?)
}

/// Whether the look `scan` found a file that was new, different or gone.
pub fn anything_changed(db: &Connection, scan: i64) -> Result<bool> {
    Ok(db.query_row("SELECT EXISTS (SELECT 1 FROM source_files WHERE changed = ?1)", [scan], |r| r.get(0))?)
}

/// Files settled at a destination, those of them whose copy or twin was read back, those read back from the device, and
/// the time of the newest such verdict.
pub fn read_back(db: &Connection, destination: i64) -> Result<(u64, u64, u64, Option<i64>)> {
    let sql = "SELECT count(*), coalesce(sum(a.outcome = 'ok' AND a.method IN ('device', 'content') AND r.away = 0), 0),
                 coalesce(sum(a.outcome = 'ok' AND a.method = 'device' AND r.away = 0), 0), max(a.verified_ms)
               FROM copy_status c JOIN archive_files a ON a.id = c.twin
               JOIN folders f ON f.id = a.folder JOIN roots r ON r.id = f.root
               WHERE c.destination = ?1 AND c.vanished = 0 AND c.status = 'done'";
    Ok(db.query_row(sql, [destination], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))?)
}
