//! The catalogue shared by all jobs: every drive ever seen, every content ever met on it, and where.
//! A row may be missing or stale: it is checked by a look at the file before it is used, and never decides alone.

use std::collections::HashMap;
use std::path::Path;

use rusqlite::{Connection, OptionalExtension, params};

use super::open::open_catalog;
use super::source_files::print_at;
use crate::clock;
use crate::error::Result;
use crate::model::{Checksum, Fingerprint, RelPath, UidPath, VolumeUid};
use crate::text::Words;
use crate::views::SafeToWipe;

/// The open catalogue.
pub struct Catalog {
    pub(super) db: Connection,
    folders: HashMap<(VolumeUid, RelPath), i64>,
}

/// A content met at a place.
#[derive(Debug, Clone)]
pub struct Sighting {
    pub folder: UidPath,
    pub name: Vec<u8>,
    pub print: Fingerprint,
    pub checksum: Checksum,
    pub hashed_ns: i64,
    /// Outcome, method and time of the last verification.
    pub verified: Option<(String, String, i64)>,
}

/// A checksum that holds if the file still has this fingerprint.
#[derive(Debug, Clone, Copy)]
pub struct KnownChecksum {
    pub checksum: Checksum,
    pub hashed_ns: i64,
    /// Taken over from another catalogue on somebody's word.
    pub trusted: bool,
}

/// The last job in which a folder of a drive was a source.
#[derive(Debug, Clone)]
pub struct ScanRecord {
    pub place: UidPath,
    pub name: String,
    pub job: String,
    /// That job's folder, absolute, as bytes.
    pub folder: Option<Vec<u8>>,
    pub scanned_ms: i64,
    pub files: u64,
    pub bytes: u64,
    pub verdict: SafeToWipe,
    pub why: Words,
}

/// A volume as the catalogue knows it.
#[derive(Debug, Clone)]
pub struct VolumeRow {
    pub uid: VolumeUid,
    pub label: Option<String>,
    pub name: Option<String>,
    pub file_system: String,
    pub capacity: u64,
    pub last_scan_ms: Option<i64>,
}

impl Catalog {
    /// Opens or makes it.
    pub fn open(path: &Path) -> Result<Self> {
        Ok(Self { db: open_catalog(path)?.writer()?, folders: HashMap::new() })
    }

    /// Records sightings; to record one twice changes nothing.
    pub fn record(&mut self, sightings: &[Sighting]) -> Result<()> {
        self.db.execute_batch("BEGIN IMMEDIATE")?;
        match self.record_all(sightings) {
            Ok(()) => Ok(self.db.execute_batch("COMMIT")?),
            Err(e) => {
                let _ = self.db.execute_batch("ROLLBACK");
                self.folders.clear();
                Err(e)
            }
        }
    }

    /// A change that is made in one transaction or not at all.
    pub(super) fn all_or_nothing(&self, change: impl FnOnce() -> Result<()>) -> Result<()> {
        self.db.execute_batch("BEGIN IMMEDIATE")?;
        match change() {
            Ok(()) => Ok(self.db.execute_batch("COMMIT")?),
            Err(e) => {
                let _ = self.db.execute_batch("ROLLBACK");
                Err(e)
            }
        }
    }

    fn record_all(&mut self, sightings: &[Sighting]) -> Result<()> {
        let now = clock::now_ms();
        for sighting in sightings {
            let folder = self.folder(&sighting.folder)?;
            let content = self.content(sighting.print.size, sighting.checksum)?;
            let print = &sighting.print;
            let id: i64 = self
                .db
                .prepare_cached(
                    "INSERT INTO sightings (folder, name, content, size, mtime_ns, ctime_ns, inode, hashed_ns, first_seen_ms, last_seen_ms)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9)
                     ON CONFLICT (folder, name, content) DO UPDATE SET mtime_ns = ?5, ctime_ns = ?6, inode = ?7,
                       trusted = trusted AND hashed_ns = ?8, hashed_ns = ?8, last_seen_ms = ?9 RETURNING id",
                )?
                .query_row(
                    params![
                        folder, sighting.name, content, print.size, print.mtime_ns, print.ctime_ns,
                        print.inode.cast_signed(), sighting.hashed_ns, now
                    ],
                    |r| r.get(0),
                )?;
            if let Some((outcome, method, at)) = &sighting.verified {
                self.db
                    .prepare_cached("INSERT OR IGNORE INTO readbacks (sighting, method, outcome, verified_ms) VALUES (?1, ?2, ?3, ?4)")?
                    .execute(params![id, method, outcome, at])?;
            }
        }
        Ok(())
    }

    fn folder(&mut self, place: &UidPath) -> Result<i64> {
        let key = (place.volume.clone(), place.path.clone());
        if let Some(id) = self.folders.get(&key) {
            return Ok(*id);
        }
        let id = self.folder_row(place)?;
        if self.folders.len() > 10_000 {
            self.folders.clear();
        }
        self.folders.insert(key, id);
        Ok(id)
    }

    pub(super) fn folder_row(&self, place: &UidPath) -> Result<i64> {
        let volume: i64 = self.db.query_row(
            "INSERT INTO volumes (uid) VALUES (?1) ON CONFLICT (uid) DO UPDATE SET uid = uid RETURNING id",
            [&place.volume.0],
            |r| r.get(0),
        )?;
        Ok(self.db.query_row(
            "INSERT INTO folders (volume, path) VALUES (?1, ?2) ON CONFLICT (volume, path) DO UPDATE SET path = path RETURNING id",
            params![volume, place.path.0],
            |r| r.get(0),
        )?)
    }

    pub(super) fn content(&self, size: u64, checksum: Checksum) -> Result<i64> {
        let mut find = self.db.prepare_cached("SELECT id FROM contents WHERE blake3 = ?1")?;
        if let Some(id) = find.query_row([checksum.0], |r| r.get(0)).optional()? {
            return Ok(id);
        }
        self.db
            .prepare_cached("INSERT INTO contents (size, blake3) VALUES (?1, ?2)")?
            .execute(params![size, checksum.0])?;
        Ok(self.db.last_insert_rowid())
    }

    /// Whether anything was ever seen on that volume.
    pub fn knows(&self, volume: &VolumeUid) -> Result<bool> {
        let sql =
            "SELECT EXISTS (SELECT 1 FROM volumes v JOIN folders f ON f.volume = v.id WHERE v.uid = ?1)";
        Ok(self.db.query_row(sql, [&volume.0], |r| r.get(0))?)
    }

    /// The checksum of a file at a place, if it was computed while the file had exactly this fingerprint.
    pub fn known(&self, folder: &UidPath, name: &[u8], print: &Fingerprint) -> Result<Option<KnownChecksum>> {
        if self.has_clones(&folder.volume)? {
            return Ok(None);
        }
        let mut statement = self.db.prepare_cached(
            "SELECT c.blake3, s.hashed_ns, s.size, s.mtime_ns, s.ctime_ns, s.inode, s.trusted FROM volumes v
             JOIN folders f ON f.volume = v.id AND f.path = ?2 JOIN sightings s ON s.folder = f.id AND s.name = ?3
             JOIN contents c ON c.id = s.content WHERE v.uid = ?1 ORDER BY s.last_seen_ms DESC",
        )?;
        let mut rows = statement.query(params![folder.volume.0, folder.path.0, name])?;
        while let Some(row) = rows.next()? {
            let hashed_ns = row.get(1)?;
            if print_at(row, 2)? == *print && !print.too_young(hashed_ns) {
                return Ok(Some(KnownChecksum {
                    checksum: Checksum(row.get(0)?),
                    hashed_ns,
                    trusted: row.get(6)?,
                }));
            }
        }
        Ok(None)
    }

    /// Records that a volume is here.
    pub fn volume_seen(&self, row: &VolumeRow, mount_point: &[u8]) -> Result<()> {
        self.db.execute(
            "INSERT INTO volumes (uid, label, file_system, capacity, mount_point, last_seen_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (uid) DO UPDATE SET label = ?2, file_system = ?3, capacity = ?4, mount_point = ?5, last_seen_ms = ?6",
            params![row.uid.0, row.label, row.file_system, row.capacity, mount_point, clock::now_ms()],
        )?;
        Ok(())
    }

    /// Records the end of a complete look at a drive and what came out.
    pub fn scan_ended(&self, scan: &ScanRecord) -> Result<()> {
        self.db.execute(
            "INSERT OR REPLACE INTO scans (volume, path, name, job, scanned_ms, files, bytes, verdict, why, folder)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params![
                scan.place.volume.0,
                scan.place.path.0,
                scan.name,
                scan.job,
                scan.scanned_ms,
                scan.files,
                scan.bytes,
                scan.verdict_word(),
                scan.why.kept(),
                scan.folder
            ],
        )?;
        self.db.execute(
            "UPDATE volumes SET last_scan_ms = ?2 WHERE uid = ?1",
            params![scan.place.volume.0, scan.scanned_ms],
        )?;
        Ok(())
    }

    /// Every folder that was ever a source.
    pub fn scans(&self) -> Result<Vec<ScanRecord>> {
        let mut statement = self.db.prepare(
            "SELECT volume, path, name, job, scanned_ms, files, bytes, verdict, why, folder FROM scans",
        )?;
        let rows = statement.query_map([], |row| {
            let verdict: String = row.get(7)?;
            Ok(ScanRecord {
                place: UidPath { volume: VolumeUid(row.get(0)?), path: RelPath(row.get(1)?) },
                name: row.get(2)?,
                job: row.get(3)?,
                scanned_ms: row.get(4)?,
                files: row.get(5)?,
                bytes: row.get(6)?,
                verdict: verdict_of(&verdict),
                why: Words::of_kept(row.get(8)?),
                folder: row.get(9)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What is known of a volume.
    pub fn volume(&self, uid: &VolumeUid) -> Result<Option<VolumeRow>> {
        let sql = "SELECT uid, label, name, file_system, capacity, last_scan_ms FROM volumes WHERE uid = ?1";
        let row = self.db.query_row(sql, [&uid.0], |row| {
            Ok(VolumeRow {
                uid: VolumeUid(row.get(0)?),
                label: row.get(1)?,
                name: row.get(2)?,
                file_system: row.get(3)?,
                capacity: row.get(4)?,
                last_scan_ms: row.get(5)?,
            })
        });
        Ok(row.optional()?)
    }

    /// Gives a volume the name by which people shall know it.
    pub fn name_volume(&self, uid: &VolumeUid, name: &str) -> Result<()> {
        self.db.execute(
            "INSERT INTO volumes (uid, name) VALUES (?1, ?2) ON CONFLICT (uid) DO UPDATE SET name = ?2",
            params![uid.0, name],
        )?;
        Ok(())
    }
}

impl ScanRecord {
    fn verdict_word(&self) -> &'static str {
        match self.verdict {
            SafeToWipe::NotYet => "not_yet",
            SafeToWipe::CheckFirst => "check_first",
            SafeToWipe::Safe => "safe",
            SafeToWipe::NeverScanned => "never_scanned",
        }
    }
}

fn verdict_of(word: &str) -> SafeToWipe {
    match word {
        "not_yet" => SafeToWipe::NotYet,
        "safe" => SafeToWipe::Safe,
        "never_scanned" => SafeToWipe::NeverScanned,
        _ => SafeToWipe::CheckFirst,
    }
}
