//! The folders that a job reads from, writes to, or counts as archived.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::clock;
use crate::error::Result;
use crate::model::{RelPath, UidPath, VolumeUid};

/// What a root is to the job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RootKind {
    Source,
    Destination,
    Pool,
}

impl RootKind {
    /// The stored word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Destination => "destination",
            Self::Pool => "pool",
        }
    }

    fn parse(text: &str) -> Self {
        match text {
            "source" => Self::Source,
            "destination" => Self::Destination,
            _ => Self::Pool,
        }
    }
}

/// A root as the job knows it.
#[derive(Debug, Clone)]
pub struct RootRow {
    pub id: i64,
    pub kind: RootKind,
    /// Where it was last, as bytes.
    pub path: Vec<u8>,
    pub place: UidPath,
    /// The drive's folder name in an archive, or the archive's name on screens.
    pub name: Vec<u8>,
    pub file_system: String,
    pub strong: bool,
    pub marker: Option<String>,
    pub capacity: u64,
    pub used: u64,
    pub scanned_ms: Option<i64>,
}

/// All roots of the job as it is now: sources, destinations, pools, each in the order in which they were added.
pub fn all(db: &Connection) -> Result<Vec<RootRow>> {
    let mut statement = db.prepare(
        "SELECT id, kind, path, volume, volume_path, name, file_system, strong, marker, capacity, used, scanned_ms
         FROM roots WHERE removed = 0 ORDER BY CASE kind WHEN 'source' THEN 0 WHEN 'destination' THEN 1 ELSE 2 END, id",
    )?;
    let rows = statement.query_map([], from_row)?.collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<RootRow> {
    let kind: String = row.get(1)?;
    Ok(RootRow {
        id: row.get(0)?,
        kind: RootKind::parse(&kind),
        path: row.get(2)?,
        place: UidPath { volume: VolumeUid(row.get(3)?), path: RelPath(row.get(4)?) },
        name: row.get(5)?,
        file_system: row.get(6)?,
        strong: row.get(7)?,
        marker: row.get(8)?,
        capacity: row.get(9)?,
        used: row.get(10)?,
        scanned_ms: row.get(11)?,
    })
}

/// Adds a root, or finds it under the same identity; returns its id.
pub fn add(db: &Connection, root: &RootRow) -> Result<i64> {
    let known: Option<i64> = db
        .query_row(
            "SELECT id FROM roots WHERE kind = ?1 AND volume = ?2 AND volume_path = ?3",
            params![root.kind.as_str(), root.place.volume.0, root.place.path.0],
            |r| r.get(0),
        )
        .optional()?;
    if let Some(id) = known {
        db.execute("UPDATE roots SET path = ?2, removed = 0 WHERE id = ?1", params![id, root.path])?;
        return Ok(id);
    }
    db.execute(
        "INSERT INTO roots (kind, path, volume, volume_path, name, file_system, strong, marker, capacity, used)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![
            root.kind.as_str(), root.path, root.place.volume.0, root.place.path.0, root.name, root.file_system,
            root.strong, root.marker, root.capacity, root.used
        ],
    )?;
    Ok(db.last_insert_rowid())
}

/// Records where a root is now and how full its file system is.
pub fn seen_at(db: &Connection, id: i64, path: &[u8], capacity: u64, used: u64) -> Result<()> {
    db.execute(
        "UPDATE roots SET path = ?2, capacity = ?3, used = ?4, away = 0 WHERE id = ?1",
        params![id, path, capacity, used],
    )?;
    Ok(())
}

/// Records that a root stands on another volume than before.
pub fn stands_on(db: &Connection, root: &RootRow) -> Result<()> {
    db.execute(
        "UPDATE roots SET volume = ?2, volume_path = ?3, file_system = ?4, strong = ?5 WHERE id = ?1",
        params![root.id, root.place.volume.0, root.place.path.0, root.file_system, root.strong],
    )?;
    Ok(())
}

/// Records that a root was looked for and is not connected.
pub fn set_away(db: &Connection, id: i64) -> Result<()> {
    db.execute("UPDATE roots SET away = 1 WHERE id = ?1", [id])?;
    Ok(())
}

/// Whether settled files rest on what an archive holds.
pub fn rests_on(db: &Connection, root: i64) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM folders f JOIN archive_files a ON a.folder = f.id
               JOIN copy_status c ON c.twin = a.id WHERE f.root = ?1 AND c.status = 'done' AND c.vanished = 0)";
    Ok(db.query_row(sql, [root], |r| r.get(0))?)
}

/// Records whether the lists and stories of an archive lag behind what was placed there.
pub fn set_untold(db: &Connection, id: i64, untold: bool) -> Result<()> {
    db.execute("UPDATE roots SET untold = ?2 WHERE id = ?1", params![id, untold])?;
    Ok(())
}

/// Archives whose lists and stories lag behind.
pub fn untold(db: &Connection) -> Result<Vec<i64>> {
    let mut statement = db.prepare("SELECT id FROM roots WHERE untold = 1 AND removed = 0")?;
    let rows = statement.query_map([], |r| r.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Records the archive's marker.
pub fn set_marker(db: &Connection, id: i64, marker: &str) -> Result<()> {
    db.execute("UPDATE roots SET marker = ?2 WHERE id = ?1", params![id, marker])?;
    Ok(())
}

/// Records that a complete look at it has ended.
pub fn scanned(db: &Connection, id: i64) -> Result<()> {
    db.execute("UPDATE roots SET scanned_ms = ?2 WHERE id = ?1", params![id, clock::now_ms()])?;
    Ok(())
}
