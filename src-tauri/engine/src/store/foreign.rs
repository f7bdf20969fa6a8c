//! Databases that somebody else gives us: our own catalogues and jobs from other machines, and `checksum-cache.db`.
//! They are untrusted: nothing in them is run, nothing is written, and what is not as expected is passed over.

use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags, OptionalExtension, Row};

use super::open::{CATALOG_ID, JOB_ID};
use super::source_files::print_at;
use crate::error::{Error, Result, of_database};
use crate::model::{Algorithm, Checksum, Fingerprint, RelPath, path_bytes};
use crate::text::{Words, of_system};
use crate::words;

/// Longest text or blob that is taken from it, bytes.
const LONGEST: i32 = 1 << 20;

/// What kind of database it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ForeignKind {
    Catalog,
    Job,
    ChecksumCache,
}

/// A record as it stands there; nothing about it is checked but its types.
#[derive(Debug, Clone)]
pub struct ForeignRow {
    pub volume: String,
    pub path: Vec<u8>,
    pub algorithm: Algorithm,
    pub digest: Vec<u8>,
    pub size: u64,
    pub mtime_ns: i64,
    pub recorded_ms: i64,
    /// The fingerprint that belongs to the checksum, and when hashing ended; of a catalogue only.
    pub print: Option<(Fingerprint, i64)>,
}

/// Such a database, opened for reading.
pub struct Foreign {
    db: Connection,
    kind: ForeignKind,
}

impl Foreign {
    /// Opens it without writing anything, neither to it nor beside it: as it is on the disk, without its journal.
    pub fn open(path: &Path) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
            | OpenFlags::SQLITE_OPEN_NO_MUTEX
            | OpenFlags::SQLITE_OPEN_URI
            | OpenFlags::SQLITE_OPEN_NOFOLLOW;
        let real = path.canonicalize().map_err(|e| unreadable(path, of_system(&e)))?;
        Self::take(Connection::open_with_flags(uri(&real), flags).map_err(|e| broken(path, &e))?, path)
    }

    /// Opens a private copy of one, with the journal that lies beside the copy.
    pub fn open_copy(copy: &Path, path: &Path) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Self::take(Connection::open_with_flags(copy, flags).map_err(|e| broken(path, &e))?, path)
    }

    fn take(db: Connection, path: &Path) -> Result<Self> {
        harden(&db).map_err(|e| broken(path, &e))?;
        let verdict: String =
            db.query_row("PRAGMA quick_check(1)", [], |r| r.get(0)).map_err(|e| broken(path, &e))?;
        if verdict != "ok" {
            return Err(unreadable(path, words!("it is damaged")));
        }
        let kind = kind_of(&db).map_err(|e| broken(path, &e))?.ok_or_else(|| {
            Error::usage("import_foreign", "this database holds no checksums that can be taken over")
                .at_path(path)
                .hint("take a catalog.db or job.db of Ingather, or a checksum-cache.db")
        })?;
        for table in kind.tables() {
            if !is_plain_table(&db, table).map_err(|e| broken(path, &e))? {
                return Err(Error::usage("import_foreign", words!("{table} is no plain table in this database", table = Text(table.to_string())))
                    .at_path(path)
                    .hint("nothing was taken over: a database that answers with something else is not to be trusted"));
            }
        }
        Ok(Self { db, kind })
    }

    /// What it is.
    #[must_use]
    pub fn kind(&self) -> ForeignKind {
        self.kind
    }

    /// Hands out every record. Returns the number of rows that are none.
    pub fn rows(&self, path: &Path, each: &mut dyn FnMut(ForeignRow) -> Result<()>) -> Result<u64> {
        let mut ignored = 0;
        for sql in self.kind.questions() {
            let mut statement = self.db.prepare(sql).map_err(|e| broken(path, &e))?;
            let mut rows = statement.query([]).map_err(|e| broken(path, &e))?;
            while let Some(row) = rows.next().map_err(|e| broken(path, &e))? {
                let taken = match self.kind {
                    ForeignKind::Catalog | ForeignKind::Job => ours(row),
                    ForeignKind::ChecksumCache => cached(row),
                };
                match taken {
                    Ok(Some(taken)) => each(taken)?,
                    Ok(None) | Err(_) => ignored += 1,
                }
            }
        }
        Ok(ignored)
    }
}

impl ForeignKind {
    fn tables(self) -> &'static [&'static str] {
        match self {
            Self::Catalog => &["sightings", "contents", "folders", "volumes"],
            Self::Job => &["source_files", "archive_files", "folders", "roots"],
            Self::ChecksumCache => &["checksum_cache"],
        }
    }

    fn questions(self) -> &'static [&'static str] {
        match self {
            Self::Catalog => &["SELECT v.uid, x'', f.path, s.name, c.blake3, s.hashed_ns, s.size, s.mtime_ns, s.ctime_ns, s.inode, 1
                 FROM sightings s JOIN contents c ON c.id = s.content JOIN folders f ON f.id = s.folder
                 JOIN volumes v ON v.id = f.volume"],
            Self::Job => &[
                "SELECT r.volume, r.volume_path, f.path, s.name, s.checksum, s.hashed_ns, s.size, s.mtime_ns, s.ctime_ns, s.inode, 0
                 FROM source_files s JOIN folders f ON f.id = s.folder JOIN roots r ON r.id = f.root
                 WHERE s.checksum IS NOT NULL AND s.kind = 0 AND s.vanished = 0",
                "SELECT r.volume, r.volume_path, f.path, a.name, a.checksum, a.hashed_ns, a.size, a.mtime_ns, a.ctime_ns, a.inode, 0
                 FROM archive_files a JOIN folders f ON f.id = a.folder JOIN roots r ON r.id = f.root
                 WHERE a.checksum IS NOT NULL AND a.vanished = 0",
            ],
            // A volume of which no path has a `/` was looked through on Windows.
            Self::ChecksumCache => &["SELECT CAST(c.uid AS TEXT),
                 CAST(iif(w.uid IS NULL, c.relative_path, replace(c.relative_path, '\\', '/')) AS BLOB),
                 CAST(c.size AS INTEGER), CAST(c.last_modified AS INTEGER), CAST(c.checksum AS TEXT)
                 FROM checksum_cache c LEFT JOIN (SELECT uid FROM checksum_cache GROUP BY uid
                   HAVING max(instr(relative_path, '/')) = 0) w ON w.uid = c.uid
                 WHERE c.is_valid = 1"],
        }
    }
}

fn harden(db: &Connection) -> rusqlite::Result<()> {
    for (setting, on) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
    ] {
        db.set_db_config(setting, on)?;
    }
    db.set_limit(Limit::SQLITE_LIMIT_LENGTH, LONGEST)?;
    db.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    db.set_limit(Limit::SQLITE_LIMIT_WORKER_THREADS, 0)?;
    db.execute_batch("PRAGMA query_only = ON; PRAGMA mmap_size = 0; PRAGMA cell_size_check = ON; PRAGMA cache_size = -8192;")
}

fn kind_of(db: &Connection) -> rusqlite::Result<Option<ForeignKind>> {
    let id: i32 = db.query_row("PRAGMA application_id", [], |r| r.get(0))?;
    if id == CATALOG_ID {
        return Ok(Some(ForeignKind::Catalog));
    }
    if id == JOB_ID {
        return Ok(Some(ForeignKind::Job));
    }
    let sql = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'checksum_cache')";
    let cache: bool = db.query_row(sql, [], |r| r.get(0))?;
    Ok(cache.then_some(ForeignKind::ChecksumCache))
}

/// No view, and no virtual table: these have no page of their own.
fn is_plain_table(db: &Connection, name: &str) -> rusqlite::Result<bool> {
    let sql = "SELECT type = 'table' AND rootpage > 0 FROM sqlite_schema WHERE name = ?1";
    Ok(db.query_row(sql, [name], |r| r.get(0)).optional()?.unwrap_or(false))
}

fn ours(row: &Row<'_>) -> rusqlite::Result<Option<ForeignRow>> {
    let root: Vec<u8> = row.get(1)?;
    let (folder, name): (Vec<u8>, Vec<u8>) = (row.get(2)?, row.get(3)?);
    let Some(checksum) = Checksum::from_slice(row.get_ref(4)?.as_blob()?) else { return Ok(None) };
    let (hashed_ns, print): (i64, Fingerprint) = (row.get(5)?, print_at(row, 6)?);
    Ok(Some(ForeignRow {
        volume: row.get(0)?,
        path: RelPath(root).join(&folder).join(&name).0,
        algorithm: Algorithm::Blake3,
        digest: checksum.0.to_vec(),
        size: print.size,
        mtime_ns: print.mtime_ns,
        recorded_ms: hashed_ns / 1_000_000,
        print: row.get::<_, bool>(10)?.then_some((print, hashed_ns)),
    }))
}

/// A row without a date of its own: the file's last change stands for it.
fn cached(row: &Row<'_>) -> rusqlite::Result<Option<ForeignRow>> {
    let hex: String = row.get(4)?;
    let seconds: i64 = row.get(3)?;
    let Some(digest) = Algorithm::Sha256.digest_of_hex(hex.trim()) else { return Ok(None) };
    let Some(mtime_ns) = seconds.checked_mul(1_000_000_000) else { return Ok(None) };
    Ok(Some(ForeignRow {
        volume: row.get(0)?,
        path: row.get(1)?,
        algorithm: Algorithm::Sha256,
        digest,
        size: row.get(2)?,
        mtime_ns,
        recorded_ms: mtime_ns / 1_000_000,
        print: None,
    }))
}

/// As it is on the disk: no journal is looked at, no lock is taken, no file appears beside it.
fn uri(path: &Path) -> String {
    let mut out = String::from("file:");
    let bytes = path_bytes(path);
    // Where paths begin with a letter or with two strokes, SQLite wants them behind an empty host.
    match (bytes.first(), bytes.get(1)) {
        (Some(b'/'), Some(b'/')) => out.push_str("//"),
        (Some(b'/'), _) => {}
        _ => out.push_str("///"),
    }
    for byte in bytes.iter() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' => {
                out.push(char::from(*byte))
            }
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out.push_str("?mode=ro&immutable=1");
    out
}

fn broken(path: &Path, error: &rusqlite::Error) -> Error {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::NotADatabase | rusqlite::ErrorCode::DatabaseCorrupt) => {
            unreadable(path, words!("it is damaged"))
        }
        Some(_) | None => unreadable(path, of_database(error)),
    }
}

fn unreadable(path: &Path, why: Words) -> Error {
    Error::blocked("import_damaged", words!("the database cannot be read: {why}", why = Words(why)))
        .at_path(path)
        .hint("nothing was taken over; if a program is using it, close that program and try again")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn database(dir: &Path, sql: &str) -> std::path::PathBuf {
        let path = dir.join("odd name %41?.db");
        Connection::open(&path).unwrap().execute_batch(sql).unwrap();
        path
    }

    const ROW: &str = "CREATE TABLE real_cache (uid, relative_path, size, last_modified, checksum, is_valid);
        INSERT INTO real_cache VALUES ('u', 'a', 1, 2, 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad', 1);";

    fn rows(path: &Path) -> Result<(u64, u64)> {
        let mut count = 0;
        let ignored = Foreign::open(path)?.rows(path, &mut |_| {
            count += 1;
            Ok(())
        })?;
        Ok((count, ignored))
    }

    #[test]
    fn a_view_in_place_of_the_table_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let view = format!("{ROW} CREATE VIEW checksum_cache AS SELECT * FROM real_cache;");
        assert_eq!(rows(&database(dir.path(), &view)).unwrap_err().code, "import_foreign");
    }

    #[test]
    fn rows_of_other_types_are_passed_over_and_nothing_appears_beside_it() {
        let dir = tempfile::tempdir().unwrap();
        let sql = ROW.replace("real_cache", "checksum_cache")
            + "INSERT INTO checksum_cache VALUES ('u', 'b', 1, 2, 'no digest', 1), (NULL, 'c', NULL, NULL, NULL, 1),
                 ('u', 'd', 1, 9223372036854775807, 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad', 1),
                 ('u', 'old', 1, 2, 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad', 0);
               CREATE TRIGGER t AFTER INSERT ON checksum_cache BEGIN DELETE FROM checksum_cache; END;";
        let path = database(dir.path(), &sql);
        assert_eq!(rows(&path).unwrap(), (1, 3), "one is valid, three are no records, one is not valid");
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1, "no journal, no lock");
    }

    #[test]
    fn what_is_no_database_of_checksums_is_refused_in_words() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(rows(&database(dir.path(), ROW)).unwrap_err().code, "import_foreign");
        let junk = dir.path().join("junk.db");
        std::io::Write::write_all(&mut std::fs::File::create(&junk).unwrap(), &[b'x'; 9000]).unwrap();
        assert_eq!(rows(&junk).unwrap_err().code, "import_damaged");
    }
}
