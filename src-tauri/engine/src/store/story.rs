//! All that became of one drive at one destination, in the order of the drive: also what is not on it any more, and what
//! a person decided.

use rusqlite::{Connection, params};

use super::listing::{COLUMNS, TABLES, file_row};
use crate::error::Result;
use crate::model::Method;
use crate::views::FileRow;

/// A file with what a list does not say of it.
#[derive(Debug, Clone)]
pub struct StoryEntry {
    pub file: FileRow,
    pub mtime_ns: i64,
    pub mode: u32,
    pub method: Option<Method>,
    pub verified_ms: Option<i64>,
    pub vanished: bool,
    /// What a person decided, why and when (milliseconds).
    pub decision: Option<(String, String, i64)>,
}

/// Every file of a source that ever was there, for one destination.
pub fn story(
    db: &Connection,
    source: i64,
    destination: i64,
    each: &mut dyn FnMut(StoryEntry) -> Result<()>,
) -> Result<()> {
    let sql = format!(
        "SELECT {COLUMNS}, c.vanished, o.decision, o.reason, o.decided_ms, s.mode AS mode {TABLES}
         LEFT JOIN overrides o ON o.file = s.id
         WHERE f.root = ?1 AND c.destination = ?2 AND c.vanished < 2 ORDER BY f.path, s.name"
    );
    let mut statement = db.prepare(&sql)?;
    let mut rows = statement.query(params![source, destination])?;
    while let Some(row) = rows.next()? {
        let decision: Option<String> = row.get(30)?;
        each(StoryEntry {
            file: file_row(row)?,
            mtime_ns: row.get(7)?,
            mode: row.get("mode")?,
            method: row.get::<_, Option<String>>(25)?.as_deref().and_then(Method::parse),
            verified_ms: row.get(26)?,
            vanished: row.get(29)?,
            decision: match decision {
                Some(what) => Some((what, row.get(31)?, row.get(32)?)),
                None => None,
            },
        })?;
    }
    Ok(())
}
