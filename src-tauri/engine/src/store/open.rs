//! Opening a database: it is checked, refused in words if it is damaged, foreign or newer, and brought up to date.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use rusqlite_migration::{M, Migrations};

use crate::error::{Error, Result, is_damage, of_database};
use crate::{said, words};

pub(super) const JOB_ID: i32 = 0x494e_474a; // "INGJ"
pub(super) const CATALOG_ID: i32 = 0x494e_4743; // "INGC"
/// A whole check of a database larger than this takes seconds; it then is checked as it is read.
const CHECK_UP_TO: u64 = 32 << 20;

static JOB: LazyLock<Migrations<'static>> = LazyLock::new(|| {
    Migrations::new(vec![
        M::up(include_str!("../../migrations/job/0001_job.sql")),
        M::up(include_str!("../../migrations/job/0002_removed.sql")),
        M::up(include_str!("../../migrations/job/0003_companions.sql")),
        M::up(include_str!("../../migrations/job/0004_records.sql")),
        M::up(include_str!("../../migrations/job/0005_taken.sql")),
        M::up(include_str!("../../migrations/job/0006_archive_records.sql")),
        M::up(include_str!("../../migrations/job/0007_bundles.sql")),
        M::up(include_str!("../../migrations/job/0008_away.sql")),
        M::up(include_str!("../../migrations/job/0009_device.sql")),
        M::up(include_str!("../../migrations/job/0010_room.sql")),
        M::up(include_str!("../../migrations/job/0011_followed.sql")),
        M::up(include_str!("../../migrations/job/0012_digests.sql")),
        M::up(include_str!("../../migrations/job/0013_ties.sql")),
    ])
});
static CATALOG: LazyLock<Migrations<'static>> = LazyLock::new(|| {
    Migrations::new(vec![
        M::up(include_str!("../../migrations/catalog/0001_catalog.sql")),
        M::up(include_str!("../../migrations/catalog/0002_imported.sql")),
        M::up(include_str!("../../migrations/catalog/0003_search.sql")),
        M::up(include_str!("../../migrations/catalog/0004_clones.sql")),
        M::up(include_str!("../../migrations/catalog/0005_accepted.sql")),
        M::up(include_str!("../../migrations/catalog/0006_job_folder.sql")),
        M::up(include_str!("../../migrations/catalog/0007_speeds.sql")),
        M::up(include_str!("../../migrations/catalog/0008_costs.sql")),
        M::up(include_str!("../../migrations/catalog/0009_trusted.sql")),
        M::up(include_str!("../../migrations/catalog/0010_archive_place.sql")),
    ])
});

/// A database file from which connections are made.
#[derive(Debug, Clone)]
pub struct Database {
    path: PathBuf,
}

/// Opens or makes a job's database.
pub fn open_job(path: &Path) -> Result<Database> {
    open(path, &JOB, JOB_ID, said!("the job's database"))
}

/// Opens or makes the catalogue.
pub fn open_catalog(path: &Path) -> Result<Database> {
    open(path, &CATALOG, CATALOG_ID, said!("the catalogue"))
}

impl Database {
    /// A connection that can only read, for many small questions: each reading thread has one.
    pub fn reader(&self) -> Result<Connection> {
        self.read_only(4)
    }

    /// A connection that can only read, for questions that go through all rows.
    pub fn scanner(&self) -> Result<Connection> {
        self.read_only(16)
    }

    fn read_only(&self, cache_mb: u32) -> Result<Connection> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(&self.path, flags)?;
        db.busy_timeout(Duration::from_secs(30))?;
        db.set_prepared_statement_cache_capacity(64);
        db.execute_batch(&format!(
            "PRAGMA mmap_size = 0; PRAGMA cache_size = -{}; PRAGMA temp_store = MEMORY;",
            cache_mb * 1024
        ))?;
        Ok(db)
    }

    /// Refuses a damaged database before work is built on it: what is too large to be checked as a whole each time it is
    /// opened is checked now, a second for a million files.
    ///
    /// # Errors
    /// `database_damaged`, without a path, as if the damage had been met while it was read.
    pub fn refuse_damaged(&self) -> Result<()> {
        let was_checked = size(&self.path) <= CHECK_UP_TO;
        if was_checked || is_whole(&self.reader()?)? { Ok(()) } else { Err(Error::damaged_database()) }
    }

    /// A connection for writing; commits are on the device when they return.
    pub fn writer(&self) -> Result<Connection> {
        let db = Connection::open(&self.path)?;
        configure(&db)?;
        Ok(db)
    }
}

fn open(path: &Path, migrations: &Migrations<'_>, id: i32, what: &'static str) -> Result<Database> {
    let is_new = !path.exists();
    let mut db = Connection::open(path).map_err(|e| unreadable(path, what, &e))?;
    if let Err(error) = configure(&db) {
        if !is_new && (is_damage(&error) || !is_sound(path)) {
            return Err(damaged(path, what));
        }
        drop(db);
        do_without_wal(path).map_err(|_| unreadable(path, what, &error))?;
        db = Connection::open(path).map_err(|e| unreadable(path, what, &e))?;
        configure(&db).map_err(|e| unreadable(path, what, &e))?;
    }
    if !is_new {
        check(&db, path, id, what)?;
    }
    // Whose it is comes first: a stop between the two leaves an empty database of ours, not somebody else's.
    let marked: i32 = db.query_row("PRAGMA application_id", [], |r| r.get(0))?;
    if marked != id {
        db.pragma_update(None, "application_id", id)?;
    }
    migrate(&mut db, migrations, path, what)?;
    Ok(Database { path: path.to_owned() })
}

/// Sets up a connection and reads once, which shows whether the journal mode works here.
fn configure(db: &Connection) -> rusqlite::Result<()> {
    db.busy_timeout(Duration::from_secs(30))?;
    db.set_prepared_statement_cache_capacity(64);
    let pages: i64 = db.query_row("PRAGMA page_count", [], |r| r.get(0))?;
    if pages == 0 {
        // Where WAL is not to be had (network drives), the old journal is as safe.
        let _: String = db.query_row("PRAGMA journal_mode = WAL", [], |r| r.get(0))?;
    }
    db.execute_batch(
        "PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF; PRAGMA cache_size = -20480; PRAGMA temp_store = MEMORY;
         PRAGMA wal_autocheckpoint = 4000; PRAGMA foreign_keys = OFF;",
    )?;
    db.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(())
}

/// Some file systems take the WAL mode and then cannot share the memory that it needs. With exclusive locking none is
/// needed, and the mode can be taken back.
fn do_without_wal(path: &Path) -> Result<()> {
    let db = Connection::open(path)?;
    db.execute_batch("PRAGMA locking_mode = EXCLUSIVE")?;
    let _: String = db.query_row("PRAGMA journal_mode = DELETE", [], |r| r.get(0))?;
    // An empty database forgets its mode: one page keeps it.
    let pages: i64 = db.query_row("PRAGMA page_count", [], |r| r.get(0))?;
    if pages == 0 {
        db.execute_batch("CREATE TABLE made (id INTEGER); DROP TABLE made;")?;
    }
    Ok(())
}

/// Whether the file begins like a database at all.
fn is_sound(path: &Path) -> bool {
    use std::io::Read;
    let mut head = [0; 16];
    std::fs::File::open(path).and_then(|mut f| f.read_exact(&mut head)).is_ok()
        && &head == b"SQLite format 3\0"
}

fn check(db: &Connection, path: &Path, id: i32, what: &'static str) -> Result<()> {
    let found: i32 =
        db.query_row("PRAGMA application_id", [], |r| r.get(0)).map_err(|_| damaged(path, what))?;
    let version: i64 =
        db.query_row("PRAGMA user_version", [], |r| r.get(0)).map_err(|_| damaged(path, what))?;
    let tables: i64 = db
        .query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get(0))
        .map_err(|_| damaged(path, what))?;
    // One of ours of which the making broke off before it was marked has nothing in it.
    let is_blank = found == 0 && version == 0 && tables == 0;
    if found != id && !is_blank {
        return Err(Error::blocked(
            "database_foreign",
            words!("{what} was not made by Ingather", what = Words(what)),
        )
        .at_path(path)
        .hint("choose another folder for the job"));
    }
    if size(path) <= CHECK_UP_TO && !is_whole(db).unwrap_or(false) {
        return Err(damaged(path, what));
    }
    Ok(())
}

fn size(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |m| m.len())
}

fn is_whole(db: &Connection) -> rusqlite::Result<bool> {
    db.query_row("PRAGMA quick_check(1)", [], |r| r.get::<_, String>(0)).map(|verdict| verdict == "ok")
}

/// Whether a database is damaged; every page of it is looked at.
#[must_use]
pub fn is_damaged(path: &Path) -> bool {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let checked = Connection::open_with_flags(path, flags).and_then(|db| is_whole(&db));
    match checked {
        Ok(whole) => !whole,
        Err(error) => is_damage(&error),
    }
}

/// Whether nothing can be written to a database: tried, and taken back.
#[must_use]
pub fn is_read_only(path: &Path) -> bool {
    Connection::open(path).is_ok_and(|db| {
        let tried = db.execute_batch("BEGIN IMMEDIATE; CREATE TABLE tried (x); ROLLBACK");
        tried.is_err_and(|e| e.sqlite_error_code() == Some(rusqlite::ErrorCode::ReadOnly))
    })
}

fn migrate(db: &mut Connection, migrations: &Migrations<'_>, path: &Path, what: &'static str) -> Result<()> {
    let version = |db: &Connection| db.query_row("PRAGMA user_version", [], |r| r.get::<_, i64>(0));
    let mut before = version(db)?;
    let mut brought = migrations.to_latest(db);
    // Another process was quicker with a step: the rest is gone on with from where it is now.
    while brought.is_err() && version(db)? > before {
        before = version(db)?;
        brought = migrations.to_latest(db);
    }
    match brought {
        Err(rusqlite_migration::Error::RusqliteError { err, .. }) if is_damage(&err) => {
            Err(damaged(path, what))
        }
        Err(rusqlite_migration::Error::MigrationDefinition(
            rusqlite_migration::MigrationDefinitionError::DatabaseTooFarAhead,
        )) => Err(Error::blocked(
            "database_newer",
            words!("{what} was written by a newer version of Ingather", what = Words(what)),
        )
        .at_path(path)
        .hint("install the newer version; nothing was changed")),
        other => Ok(other?),
    }
}

fn unreadable(path: &Path, what: &'static str, error: &rusqlite::Error) -> Error {
    Error::blocked(
        "database",
        words!("{what} cannot be opened: {error}", what = Words(what), error = Words(of_database(error))),
    )
    .at_path(path)
    .hint("check that the folder is there and can be written")
}

/// That a database is damaged.
#[must_use]
pub fn damaged(path: &Path, what: &'static str) -> Error {
    Error::blocked("database_damaged", words!("{what} is damaged", what = Words(what))).at_path(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_whose_making_broke_off_is_finished() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("catalog.db");
        let broken = Migrations::new(vec![M::up("this is no SQL")]);
        open(&path, &broken, CATALOG_ID, "the catalogue").unwrap_err();
        let marked: i32 =
            Connection::open(&path).unwrap().query_row("PRAGMA application_id", [], |r| r.get(0)).unwrap();
        assert_eq!(marked, CATALOG_ID, "never a database with tables that says it is nobody's");
        let db = open_catalog(&path).expect("it is ours, and finished now").reader().unwrap();
        let tables: i64 = db.query_row("SELECT count(*) FROM sightings", [], |r| r.get(0)).unwrap();
        assert_eq!(tables, 0, "with all its tables");
    }

    #[test]
    fn a_database_whose_journal_is_in_the_way_for_a_moment_stays_what_it_is() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("job.db");
        open_job(&path).unwrap();
        do_without_wal(&path).unwrap();
        let db = open_job(&path).expect("its version is still known").reader().unwrap();
        let mode: String = db.query_row("PRAGMA journal_mode", [], |r| r.get(0)).unwrap();
        assert_eq!(mode, "delete", "and the mode is the one that works there");
    }

    #[test]
    fn a_database_of_somebody_else_is_refused_and_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("job.db");
        Connection::open(&path).unwrap().execute_batch("CREATE TABLE theirs (x)").unwrap();
        assert_eq!(open_job(&path).unwrap_err().code, "database_foreign", "although it bears no mark");
        let db = Connection::open(&path).unwrap();
        let tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get(0)).unwrap();
        assert_eq!(tables, 1, "nothing was added to it");
    }

    #[test]
    fn a_newer_database_is_refused_and_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("job.db");
        open_job(&path).unwrap().writer().unwrap().pragma_update(None, "user_version", 99).unwrap();
        assert_eq!(open_job(&path).unwrap_err().code, "database_newer");
        assert!(path.exists(), "it stays where it is");
    }
}
