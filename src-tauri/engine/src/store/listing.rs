//! Rows for people: the files of a page, and all rows of a report in one stream.

use rusqlite::{Connection, Row};

use crate::error::Result;
use crate::model::{Checksum, CopyStatus, Method, Outcome, Reason, RelPath, Term, display_bytes};
use crate::plan::note_words;
use crate::text::Words;
use crate::views::FileRow;
use crate::words;

pub(super) const COLUMNS: &str =
    "s.id, f.root, r.name, f.path, f.id, s.name, c.size, s.mtime_ns, c.status, c.reason, c.undecided,
   c.destination, tf.path, coalesce(c.target_name, s.name), af.path, a.name, ar.name, s.checksum, iif(ar.away, NULL, a.outcome),
   c.error_code,
   c.message, c.attempts, ws.name, wf.path, wr.name, iif(ar.away, NULL, a.method), a.verified_ms,
   iif(ar.away, ar.name, NULL), s.note";

pub(super) const TABLES: &str = "FROM copy_status c
   JOIN source_files s ON s.id = c.file JOIN folders f ON f.id = s.folder JOIN roots r ON r.id = f.root
   LEFT JOIN folders tf ON tf.id = c.target_folder
   LEFT JOIN archive_files a ON a.id = c.twin LEFT JOIN folders af ON af.id = a.folder LEFT JOIN roots ar ON ar.id = af.root
   LEFT JOIN source_files ws ON ws.id = c.twin_source LEFT JOIN folders wf ON wf.id = ws.folder LEFT JOIN roots wr ON wr.id = wf.root";

/// A file as reports have it.
pub struct ListedFile {
    /// What lists on screen show of it.
    pub row: FileRow,
    /// Time of last change; lists on screen round it to milliseconds.
    pub mtime_ns: i64,
    /// How its copy or twin was verified.
    pub method: Option<Method>,
    /// When that was.
    pub verified_ms: Option<i64>,
}

impl ListedFile {
    fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
        let method = row.get::<_, Option<String>>(25)?.as_deref().and_then(Method::parse);
        Ok(Self { row: file_row(row)?, mtime_ns: row.get(7)?, method, verified_ms: row.get(26)? })
    }
}

/// These files as they stand for one destination, in the order in which they are named.
pub fn files_of(
    db: &Connection,
    files: &[i64],
    destination: i64,
    each: &mut dyn FnMut(ListedFile) -> Result<()>,
) -> Result<()> {
    let sql = format!("SELECT {COLUMNS} {TABLES} WHERE c.file = ?1 AND c.destination = ?2");
    let mut statement = db.prepare(&sql)?;
    for file in files {
        if let Some(row) = statement.query([*file, destination])?.next()? {
            each(ListedFile::of(row)?)?;
        }
    }
    Ok(())
}

/// Every row of the report, in the order of the drives, for all destinations.
pub fn summary_rows(db: &Connection, each: &mut dyn FnMut(ListedFile) -> Result<()>) -> Result<()> {
    let sql = format!(
        "SELECT {COLUMNS} {} WHERE c.vanished = 0 ORDER BY f.root, f.path, s.name, c.destination",
        // From the folders inwards, so that no sorting of all rows is needed.
        TABLES.replacen(
            "FROM copy_status c\n   JOIN source_files s ON s.id = c.file JOIN folders f ON f.id = s.folder",
            "FROM folders f CROSS JOIN source_files s ON s.folder = f.id CROSS JOIN copy_status c ON c.file = s.id",
            1
        )
    );
    let mut statement = db.prepare(&sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        each(ListedFile::of(row)?)?;
    }
    Ok(())
}

/// Checksum and path of every copy that the job put into a destination, in the order of the archive.
pub fn copies(
    db: &Connection,
    destination: i64,
    each: &mut dyn FnMut(Checksum, &[u8]) -> Result<()>,
) -> Result<()> {
    let mut statement = db.prepare(
        "SELECT a.checksum, f.path, a.name FROM copy_status c JOIN archive_files a ON a.id = c.twin
         JOIN folders f ON f.id = a.folder
         WHERE c.destination = ?1 AND c.status = 'done' AND c.reason IN ('new', 'restored', 'changed_source')
           AND a.checksum IS NOT NULL ORDER BY f.path, a.name",
    )?;
    let mut rows = statement.query([destination])?;
    while let Some(row) = rows.next()? {
        let name: Vec<u8> = row.get(2)?;
        each(Checksum(row.get(0)?), &RelPath(row.get(1)?).join(&name).0)?;
    }
    Ok(())
}

pub(super) fn file_row(row: &Row<'_>) -> rusqlite::Result<FileRow> {
    let text = |at: usize| -> rusqlite::Result<Option<String>> {
        Ok(row.get::<_, Option<Vec<u8>>>(at)?.as_deref().map(display_bytes))
    };
    let joined = |folder: usize, name: usize| -> rusqlite::Result<Option<String>> {
        let Some(name) = row.get::<_, Option<Vec<u8>>>(name)? else { return Ok(None) };
        let Some(folder) = row.get::<_, Option<Vec<u8>>>(folder)? else { return Ok(None) };
        Ok(Some(display_bytes(&RelPath(folder).join(&name).0)))
    };
    let status = CopyStatus::parse(row.get_ref(8)?.as_str()?).unwrap_or(CopyStatus::Pending);
    let reason = Reason::parse(row.get_ref(9)?.as_str()?).unwrap_or(Reason::New);
    let term = Term::of(status, reason);
    let copied = term == Term::Copied;
    let in_archive = joined(14, 15)?;
    let of_source = joined(23, 22)?;
    Ok(FileRow {
        id: row.get(0)?,
        source: row.get(1)?,
        drive: text(2)?.unwrap_or_default(),
        folder: text(3)?.unwrap_or_default(),
        folder_id: row.get(4)?,
        name: text(5)?.unwrap_or_default(),
        size: row.get(6)?,
        modified_ms: row.get::<_, i64>(7)? / 1_000_000,
        status,
        reason,
        term,
        undecided: row.get(10)?,
        destination: row.get(11)?,
        target: match (copied, &in_archive) {
            (true, Some(path)) => Some(path.clone()),
            (true, None) => None,
            (false, _) if matches!(term, Term::ToDo | Term::Failed) => joined(12, 13)?,
            (false, _) => None,
        },
        twin_where: if copied {
            None
        } else if in_archive.is_some() {
            text(16)?
        } else {
            text(24)?
        },
        twin: if copied { None } else { in_archive.or(of_source) },
        checksum: row.get::<_, Option<[u8; 32]>>(17)?.map(|c| Checksum(c).to_hex()),
        verified: row.get::<_, Option<String>>(18)?.as_deref().and_then(Outcome::parse),
        error_code: row.get(19)?,
        message: remark(row.get(20)?, text(27)?, row.get(28)?),
        attempts: row.get(21)?,
    })
}

/// What is said of a file: how it fared, else that the archive which holds it is away, else what was noted.
fn remark(fared: Option<String>, away: Option<String>, note: Option<String>) -> Option<Words> {
    let away = || away.map(|name| words!("not verified now: {name} is not connected", name = Text(name)));
    fared.map(Words::of_kept).or_else(away).or_else(|| note.map(note_words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_a_file_can_be_said_in_other_languages() {
        let away = remark(None, Some("Archive A".into()), Some("junk".into())).unwrap();
        assert_eq!(away, "not verified now: Archive A is not connected");
        let wire = serde_json::to_value(&away).unwrap();
        assert_eq!(wire["template"], "not verified now: {name} is not connected");
        assert_eq!(remark(Some("stopped".into()), Some("Archive A".into()), None).unwrap(), "stopped");
        let noted = serde_json::to_value(remark(None, None, Some("link to a".into()))).unwrap();
        assert_eq!(noted["template"], "link to {target}");
        assert_eq!(remark(None, None, None), None);
    }
}
