//! What is on a drive at this moment, held in a temporary table while its certificate is made, and compared with the
//! catalogue. The table goes with the connection; it lies on disk, so that a million files take no memory.

use rusqlite::{OptionalExtension, Row, params};

use super::catalog::Catalog;
use super::source_files::print_at;
use crate::error::Result;
use crate::model::{Checksum, Fingerprint, RelPath, UidPath, VolumeUid};

/// A file as it was met. `shut` says why its content is not asked about: left out or unreadable.
#[derive(Debug, Clone)]
pub struct Met {
    pub name: Vec<u8>,
    pub print: Fingerprint,
    pub checksum: Option<Checksum>,
    pub shut: Option<(Shut, String)>,
}

/// Why a file's content is not asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shut {
    LeftOut,
    Unreadable,
    /// A folder on which another volume is mounted.
    Covered,
    /// Its content is in a cloud.
    InCloud,
}

/// A file whose content must be read.
#[derive(Debug, Clone)]
pub struct Unread {
    pub id: i64,
    pub path: RelPath,
    pub print: Fingerprint,
}

/// A content together with one place at which it was seen.
#[derive(Debug, Clone)]
pub struct Candidate {
    pub checksum: Checksum,
    /// Empty, but for empty files: of those only the one of this key is meant.
    pub key: Vec<u8>,
    pub sighting: i64,
    pub folder: UidPath,
    pub twin: Vec<u8>,
    pub print: Fingerprint,
    /// Last time at which it was read back and equal; past the page cache in `device_ms`.
    pub read_back_ms: Option<i64>,
    pub device_ms: Option<i64>,
    /// Last time at which it was read and was not as it should be.
    pub bad_ms: Option<i64>,
    /// Last time at which it was not as it should be in any way, be it that its date had moved.
    pub doubt_ms: Option<i64>,
}

/// How well a content is kept elsewhere, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    OnlyHere,
    /// On another drive, which is no archive.
    NotArchived,
    SameVolume,
    /// Nobody can tell on which drive.
    Untold,
    /// It goes with the power.
    InMemory,
    CopyAway,
    CopyGone,
    NotReadBack,
    Proven,
}

const STANDINGS: [Standing; 9] = [
    Standing::OnlyHere,
    Standing::NotArchived,
    Standing::SameVolume,
    Standing::Untold,
    Standing::InMemory,
    Standing::CopyAway,
    Standing::CopyGone,
    Standing::NotReadBack,
    Standing::Proven,
];

/// What was found out about one candidate.
#[derive(Debug, Clone, Copy)]
pub struct Finding {
    pub standing: Standing,
    /// Read back past the page cache.
    pub from_device: bool,
    pub verified_ms: Option<i64>,
}

/// Files of one kind, counted.
#[derive(Debug, Clone, Copy)]
pub struct Group {
    pub shut: Option<Shut>,
    pub standing: Standing,
    pub files: u64,
    pub bytes: u64,
    pub from_device: u64,
    pub verified_ms: Option<i64>,
}

/// A row of the table in full, for the list of exceptions.
#[derive(Debug, Clone)]
pub struct Entry {
    pub path: RelPath,
    pub size: u64,
    pub shut: Option<(Shut, String)>,
    pub standing: Standing,
}

/// The table beside the catalogue.
pub struct Inspection {
    pub catalog: Catalog,
}

impl Inspection {
    /// An empty table.
    pub fn begin(catalog: Catalog) -> Result<Self> {
        catalog.db.execute_batch(
            "PRAGMA temp_store = FILE;
             CREATE TEMP TABLE met (
               id INTEGER PRIMARY KEY, folder BLOB NOT NULL, name BLOB NOT NULL, size INTEGER NOT NULL,
               mtime_ns INTEGER NOT NULL, ctime_ns INTEGER NOT NULL, inode INTEGER NOT NULL, checksum BLOB,
               shut INTEGER NOT NULL, note TEXT, key BLOB NOT NULL DEFAULT x'');
             CREATE TEMP TABLE best (
               checksum BLOB NOT NULL, key BLOB NOT NULL, standing INTEGER NOT NULL, device INTEGER NOT NULL,
               verified_ms INTEGER, volume TEXT NOT NULL, PRIMARY KEY (checksum, key)) WITHOUT ROWID;",
        )?;
        Ok(Self { catalog })
    }

    /// Records what a folder holds.
    pub fn record(&self, folder: &RelPath, files: &[Met]) -> Result<()> {
        self.catalog.db.execute_batch("SAVEPOINT met")?;
        let mut insert = self.catalog.db.prepare_cached(
            "INSERT INTO temp.met (folder, name, size, mtime_ns, ctime_ns, inode, checksum, shut, note)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?;
        for file in files {
            let print = &file.print;
            insert.execute(params![
                folder.0,
                file.name,
                print.size,
                print.mtime_ns,
                print.ctime_ns,
                print.inode.cast_signed(),
                file.checksum.map(|c| c.0),
                code(file.shut.as_ref()),
                file.shut.as_ref().map(|(_, note)| note)
            ])?;
        }
        Ok(self.catalog.db.execute_batch("RELEASE met")?)
    }

    /// The next files after `after` whose content must be read, in the order in which they were met.
    pub fn unread(&self, after: i64, limit: usize) -> Result<Vec<Unread>> {
        let mut statement = self.catalog.db.prepare_cached(
            "SELECT id, folder, name, size, mtime_ns, ctime_ns, inode FROM temp.met
             WHERE id > ?1 AND shut = 0 AND checksum IS NULL ORDER BY id LIMIT ?2",
        )?;
        let rows = statement.query_map(params![after, limit], |row| {
            let name: Vec<u8> = row.get(2)?;
            Ok(Unread { id: row.get(0)?, path: RelPath(row.get(1)?).join(&name), print: print_at(row, 3)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Number and bytes of the files whose content must be read.
    pub fn unread_total(&self) -> Result<(u64, u64)> {
        let sql = "SELECT count(*), coalesce(sum(size), 0) FROM temp.met WHERE shut = 0 AND checksum IS NULL";
        Ok(self.catalog.db.query_row(sql, [], |r| Ok((r.get(0)?, r.get(1)?)))?)
    }

    /// Records what was read.
    pub fn set_read(&self, id: i64, checksum: Checksum, print: &Fingerprint) -> Result<()> {
        self.catalog
            .db
            .prepare_cached("UPDATE temp.met SET checksum = ?2, size = ?3 WHERE id = ?1")?
            .execute(params![id, checksum.0, print.size])?;
        Ok(())
    }

    /// Records that a file could not be read.
    pub fn set_unreadable(&self, id: i64, why: &str) -> Result<()> {
        self.catalog
            .db
            .prepare_cached("UPDATE temp.met SET shut = 2, note = ?2 WHERE id = ?1")?
            .execute(params![id, why])?;
        Ok(())
    }

    /// Whether a file of just this size and these times was met: then it is that file, seen through another mount. A
    /// copy never has its original's time of change.
    pub fn is_met(&self, print: &Fingerprint) -> Result<bool> {
        let mut statement = self.catalog.db.prepare_cached(
            "SELECT 1 FROM temp.met WHERE mtime_ns = ?1 AND ctime_ns = ?2 AND size = ?3 AND ctime_ns <> 0",
        )?;
        Ok(statement.exists(params![print.mtime_ns, print.ctime_ns, print.size])?)
    }

    /// Every place on any volume at which a content of the table was seen, folder by folder; of empty files those that
    /// were matched.
    pub fn candidates(&self, each: &mut dyn FnMut(Candidate) -> Result<()>) -> Result<()> {
        self.catalog.db.execute_batch("CREATE INDEX temp.met_times ON met (mtime_ns, ctime_ns)")?;
        let mut statement = self.catalog.db.prepare(
            "SELECT w.checksum, w.key, s.id, v.uid, f.path, s.name, s.size, s.mtime_ns, s.ctime_ns, s.inode,
               (SELECT max(verified_ms) FROM readbacks WHERE sighting = s.id AND outcome = 'ok' AND method IN ('content', 'device')),
               (SELECT max(verified_ms) FROM readbacks WHERE sighting = s.id AND outcome = 'ok' AND method = 'device'),
               (SELECT max(verified_ms) FROM readbacks WHERE sighting = s.id AND outcome <> 'ok' AND method IN ('content', 'device')),
               (SELECT max(verified_ms) FROM readbacks WHERE sighting = s.id AND outcome <> 'ok')
             FROM (SELECT m.checksum AS checksum, x'' AS key, s.id AS sighting
                   FROM (SELECT DISTINCT checksum FROM temp.met WHERE shut = 0 AND checksum IS NOT NULL AND size > 0) m
                   JOIN contents c ON c.blake3 = m.checksum JOIN sightings s ON s.content = c.id
                   UNION ALL SELECT m.checksum, m.key, e.sighting
                   FROM (SELECT DISTINCT checksum, key FROM temp.met WHERE shut = 0 AND size = 0 AND checksum IS NOT NULL) m
                   JOIN temp.empties e ON e.key = m.key) w
             JOIN sightings s ON s.id = w.sighting
             JOIN folders f ON f.id = s.folder JOIN volumes v ON v.id = f.volume
             ORDER BY f.volume, f.path, s.name, s.id",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            each(candidate(row)?)?;
        }
        Ok(())
    }

    /// How well a candidate's content is known to be kept so far.
    pub fn standing(&self, of: &Candidate) -> Result<Standing> {
        let mut statement = self
            .catalog
            .db
            .prepare_cached("SELECT standing FROM temp.best WHERE checksum = ?1 AND key = ?2")?;
        let known: Option<i64> =
            statement.query_row(params![of.checksum.0, of.key], |r| r.get(0)).optional()?;
        Ok(standing(known))
    }

    /// Records what was found out about a candidate; the best counts.
    pub fn set_standing(&self, of: &Candidate, found: Finding) -> Result<()> {
        self.catalog
            .db
            .prepare_cached(
                "INSERT INTO temp.best (checksum, key, standing, device, verified_ms, volume) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (checksum, key) DO UPDATE SET standing = ?3, device = ?4, verified_ms = ?5, volume = ?6
                 WHERE ?3 > standing",
            )?
            .execute(params![
                of.checksum.0, of.key, found.standing as i64, found.from_device, found.verified_ms, of.folder.volume.0
            ])?;
        Ok(())
    }

    /// All files, counted by what became of them.
    pub fn groups(&self) -> Result<Vec<Group>> {
        let mut statement = self.catalog.db.prepare(&format!(
            "SELECT m.shut, coalesce(b.standing, 0), count(*), sum(m.size), coalesce(sum(b.device), 0), min(b.verified_ms)
             {MET_AND_BEST} GROUP BY m.shut, coalesce(b.standing, 0)"
        ))?;
        let rows = statement.query_map([], |row| {
            Ok(Group {
                shut: shut(row.get(0)?),
                standing: standing(Some(row.get(1)?)),
                files: row.get(2)?,
                bytes: row.get(3)?,
                from_device: row.get(4)?,
                verified_ms: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Volumes on which proven copies are, with files and bytes of the drive.
    pub fn copies_on(&self) -> Result<Vec<(VolumeUid, u64, u64)>> {
        let mut statement = self.catalog.db.prepare(&format!(
            "SELECT b.volume, count(*), sum(m.size) {MET_AND_BEST} WHERE m.shut = 0 AND b.standing = ?1
             GROUP BY b.volume ORDER BY 2 DESC"
        ))?;
        let rows = statement.query_map([Standing::Proven as i64], |row| {
            Ok((VolumeUid(row.get(0)?), row.get(1)?, row.get(2)?))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Every file that is left out, unreadable or not proven, in the order of the drive.
    pub fn exceptions(&self, each: &mut dyn FnMut(Entry) -> Result<()>) -> Result<()> {
        let mut statement = self.catalog.db.prepare(&format!(
            "SELECT m.folder, m.name, m.size, m.shut, m.note, b.standing {MET_AND_BEST}
             WHERE m.shut <> 0 OR coalesce(b.standing, 0) <> ?1 ORDER BY m.folder, m.name"
        ))?;
        let mut rows = statement.query([Standing::Proven as i64])?;
        while let Some(row) = rows.next()? {
            let name: Vec<u8> = row.get(1)?;
            let note = row.get::<_, Option<String>>(4)?.unwrap_or_default();
            each(Entry {
                path: RelPath(row.get(0)?).join(&name),
                size: row.get(2)?,
                shut: shut(row.get(3)?).map(|why| (why, note)),
                standing: standing(row.get(5)?),
            })?;
        }
        Ok(())
    }
}

const MET_AND_BEST: &str = "FROM temp.met m LEFT JOIN temp.best b
   ON b.checksum = m.checksum AND b.key = m.key";

fn standing(stored: Option<i64>) -> Standing {
    let at = stored.and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
    STANDINGS.get(at).copied().unwrap_or(Standing::OnlyHere)
}

fn shut(stored: i64) -> Option<Shut> {
    match stored {
        1 => Some(Shut::LeftOut),
        2 => Some(Shut::Unreadable),
        3 => Some(Shut::Covered),
        4 => Some(Shut::InCloud),
        _ => None,
    }
}

fn code(shut: Option<&(Shut, String)>) -> i64 {
    match shut.map(|(shut, _)| *shut) {
        None => 0,
        Some(Shut::LeftOut) => 1,
        Some(Shut::Unreadable) => 2,
        Some(Shut::Covered) => 3,
        Some(Shut::InCloud) => 4,
    }
}

fn candidate(row: &Row<'_>) -> rusqlite::Result<Candidate> {
    Ok(Candidate {
        checksum: Checksum(row.get(0)?),
        key: row.get(1)?,
        sighting: row.get(2)?,
        folder: UidPath { volume: VolumeUid(row.get(3)?), path: RelPath(row.get(4)?) },
        twin: row.get(5)?,
        print: print_at(row, 6)?,
        read_back_ms: row.get(10)?,
        device_ms: row.get(11)?,
        bad_ms: row.get(12)?,
        doubt_ms: row.get(13)?,
    })
}
