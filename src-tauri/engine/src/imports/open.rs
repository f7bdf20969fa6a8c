//! Finds out what a file or folder of checksums is, and hands out its records. Nothing is written beside it.

use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use super::lists::{self, Paths};
use super::mhl;
use super::record::{Anchor, Each, LIMITS, Limits, Record, inside, too_large};
use crate::clock;
use crate::error::{Error, Result};
use crate::fs::{self, Root, Scratch};
use crate::model::{Algorithm, OUR_FOLDER, RelPath, display_bytes, display_path, path_bytes};
use crate::store::{Foreign, ForeignKind, ForeignRow, ImportedRow};
use crate::views::ImportKind;
use crate::words;

/// A file of checksums, ready to be read as often as need be.
pub struct Opened {
    /// Its real path in text form.
    pub origin: String,
    pub kind: ImportKind,
    /// Folders to which its paths may be relative, the likeliest first.
    pub folders: Vec<PathBuf>,
    reader: Reader,
}

enum Reader {
    Database { db: Foreign, path: PathBuf, _copy: Option<Scratch> },
    Lists(Vec<List>),
    Hashes(Vec<PathBuf>),
}

struct List {
    path: PathBuf,
    algorithm: Option<Algorithm>,
    paths: Paths,
}

impl Opened {
    /// Looks at what it is. `scratch`: where a private copy of a database may lie.
    pub fn open(named: &Path, scratch: &Path) -> Result<Self> {
        let path = named.canonicalize().map_err(|e| {
            Error::usage("not_found", fs::file_error("the checksums cannot be found", &e).message)
                .at_path(named)
        })?;
        let opened = if path.is_dir() { folder(&path, scratch)? } else { file(&path, scratch)? };
        opened.ok_or_else(|| {
            Error::usage("import_foreign", "there are no checksums in this folder")
                .at_path(named)
                .hint("name a list, a database, a bag, or a folder with media hash lists")
        })
    }

    /// Hands out every record; returns the number of lines and entries that are none.
    pub fn read(&self, each: &mut Each<'_>) -> Result<u64> {
        self.read_within(&LIMITS, each)
    }

    fn read_within(&self, limits: &Limits, each: &mut Each<'_>) -> Result<u64> {
        match &self.reader {
            Reader::Database { db, path, .. } => {
                let (mut taken, mut outside) = (0, 0);
                let ignored = db.rows(path, &mut |row| {
                    let Some(record) = record_of(row) else {
                        outside += 1;
                        return Ok(());
                    };
                    taken += 1;
                    if taken > limits.records {
                        return Err(too_large(words!("more than {n} rows", n = Plain(limits.records))));
                    }
                    each(record)
                })?;
                Ok(ignored + outside)
            }
            Reader::Lists(lists) => {
                let mut ignored = 0;
                for list in lists {
                    let (file, at) = open_file(&list.path, limits.bytes)?;
                    ignored += lists::read(file, list.algorithm, list.paths, at, limits, each)
                        .map_err(|e| at_file(e, &list.path))?;
                }
                Ok(ignored)
            }
            Reader::Hashes(lists) => {
                let mut ignored = 0;
                for list in lists {
                    let (file, at) = open_file(list, limits.xml_bytes)?;
                    ignored +=
                        mhl::read(BufReader::new(file), at, limits, each).map_err(|e| at_file(e, list))?;
                }
                Ok(ignored)
            }
        }
    }
}

fn at_file(error: Error, path: &Path) -> Error {
    if error.path.is_none() { error.at_path(path) } else { error }
}

fn record_of(row: ForeignRow) -> Option<Record> {
    Some(Record {
        anchor: Anchor::Volume(row.volume),
        row: ImportedRow {
            path: inside(&row.path)?,
            algorithm: row.algorithm,
            digest: row.digest,
            size: Some(row.size),
            mtime_ns: Some(row.mtime_ns),
            recorded_ms: row.recorded_ms,
        },
        print: row.print,
    })
}

fn folder(path: &Path, scratch: &Path) -> Result<Option<Opened>> {
    if path.join("bagit.txt").is_file() {
        return bag(path, None).map(Some);
    }
    for name in ["job.db", "catalog.db", "checksum-cache.db"] {
        if path.join(name).is_file() {
            return file(&path.join(name), scratch);
        }
    }
    let asc = if path.ends_with("ascmhl") { path.to_owned() } else { path.join("ascmhl") };
    let lists = entries(&asc, ".mhl");
    if !lists.is_empty() {
        let base = asc.parent().unwrap_or(path).to_owned();
        return Ok(Some(opened(path, ImportKind::Mhl, vec![base], Reader::Hashes(lists))));
    }
    let lists = entries(path, ".mhl");
    if !lists.is_empty() {
        return Ok(Some(opened(path, ImportKind::Mhl, vec![path.to_owned()], Reader::Hashes(lists))));
    }
    let ours = path.join(OUR_FOLDER).join("checksums");
    let mut lists: Vec<List> =
        entries(&ours, ".b3").into_iter().map(|p| list_of(p, Some(Algorithm::Blake3))).collect();
    lists.extend(entries(&ours, ".odd-names.txt").into_iter().map(|p| list_of(p, Some(Algorithm::Blake3))));
    if lists.is_empty() {
        return Ok(None);
    }
    Ok(Some(opened(path, ImportKind::List, vec![path.to_owned()], Reader::Lists(lists))))
}

fn file(path: &Path, scratch: &Path) -> Result<Option<Opened>> {
    let (file, _) = open_file(path, LIMITS.bytes)?;
    let mut head = Vec::with_capacity(512);
    file.take(512).read_to_end(&mut head).map_err(|e| {
        Error::blocked("import_damaged", fs::file_error("it cannot be read", &e).message).at_path(path)
    })?;
    let name = path.file_name().map_or_else(String::new, |n| display_bytes(n.as_encoded_bytes()));
    let beside = path.parent().unwrap_or(path).to_owned();
    if head.starts_with(b"SQLite format 3\0") {
        return database(path, scratch).map(Some);
    }
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&head).trim_ascii_start();
    if text.starts_with(b"<") || name.to_ascii_lowercase().ends_with(".mhl") {
        let base =
            if beside.ends_with("ascmhl") { beside.parent().unwrap_or(&beside).to_owned() } else { beside };
        return Ok(Some(opened(path, ImportKind::Mhl, vec![base], Reader::Hashes(vec![path.to_owned()]))));
    }
    let in_bag = name == "bagit.txt" || name.starts_with("manifest-") && beside.join("bagit.txt").is_file();
    if in_bag {
        return bag(&beside, (name != "bagit.txt").then_some(path)).map(Some);
    }
    let folders = path.ancestors().skip(1).map(Path::to_owned).collect();
    let list = list_of(path.to_owned(), lists::algorithm_of_name(&name));
    Ok(Some(opened(path, ImportKind::List, folders, Reader::Lists(vec![list]))))
}

fn opened(path: &Path, kind: ImportKind, folders: Vec<PathBuf>, reader: Reader) -> Opened {
    Opened { origin: display_path(path), kind, folders, reader }
}

fn list_of(path: PathBuf, algorithm: Option<Algorithm>) -> List {
    let odd = path_bytes(&path).ends_with(b".odd-names.txt");
    match odd {
        true => List { path, algorithm: Some(Algorithm::Blake3), paths: Paths::Odd },
        false => List { path, algorithm, paths: Paths::Gnu },
    }
}

/// The payload's manifests; those of the bag's own files say nothing about pictures.
fn bag(folder: &Path, only: Option<&Path>) -> Result<Opened> {
    let manifests = match only {
        Some(one) => vec![one.to_owned()],
        None => entries(folder, ".txt"),
    };
    let lists: Vec<List> = manifests
        .into_iter()
        .filter_map(|path| {
            let name = path.file_name()?.to_str()?.to_ascii_lowercase();
            let algorithm = name.strip_prefix("manifest-")?.strip_suffix(".txt")?;
            let algorithm = Algorithm::parse(algorithm)?;
            Some(List { path, algorithm: Some(algorithm), paths: Paths::Bag })
        })
        .collect();
    if lists.is_empty() {
        return Err(
            Error::usage("import_foreign", "this bag has no manifest of a known algorithm").at_path(folder)
        );
    }
    let named = only.unwrap_or(folder);
    Ok(opened(named, ImportKind::Bag, vec![folder.to_owned()], Reader::Lists(lists)))
}

fn entries(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|p| path_bytes(p).ends_with(ending.as_bytes()) && p.is_file())
        .collect();
    found.sort();
    found
}

/// A file and when it was written last, milliseconds. Its time of last access stays where the system lets us.
fn open_file(path: &Path, most: u64) -> Result<(std::fs::File, i64)> {
    let refused = |e: &std::io::Error| {
        Error::usage("import_unreadable", fs::file_error("the checksums cannot be read", e).message)
            .at_path(path)
    };
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
        return Err(Error::usage("import_unreadable", "this is no file").at_path(path));
    };
    let meta = std::fs::symlink_metadata(path).map_err(|e| refused(&e))?;
    if !meta.is_file() {
        return Err(Error::usage("import_unreadable", "this is no ordinary file").at_path(path));
    }
    if meta.len() > most {
        return Err(too_large(words!("{bytes}", bytes = Bytes(meta.len()))).at_path(path));
    }
    let root = Root::open(folder).map_err(|e| refused(&e))?;
    let file = root.open_read(&RelPath(name.as_encoded_bytes().to_vec())).map_err(|e| refused(&e))?;
    Ok((file, fs::Seen::of_metadata(&meta).print.mtime_ns / 1_000_000))
}

/// Opened in its place if everything is in it. What lies in a journal beside it is read from a private copy: SQLite would
/// write beside the original.
fn database(path: &Path, scratch: &Path) -> Result<Opened> {
    let beside = |suffix: &str| {
        let mut side = path.as_os_str().to_owned();
        side.push(suffix);
        PathBuf::from(side)
    };
    let is_filled = |p: &Path| std::fs::metadata(p).is_ok_and(|m| m.len() > 0);
    if is_filled(&beside("-journal")) {
        return Err(Error::blocked("import_damaged", "a program has not finished writing to this database")
            .at_path(path)
            .hint("open and close it with that program, then take it over"));
    }
    let (db, copy) = if is_filled(&beside("-wal")) {
        let (db, copy) = copied(path, &beside("-wal"), scratch)?;
        (db, Some(copy))
    } else {
        (Foreign::open(path)?, None)
    };
    let kind = match db.kind() {
        ForeignKind::Catalog => ImportKind::Catalog,
        ForeignKind::Job => ImportKind::Job,
        ForeignKind::ChecksumCache => ImportKind::ChecksumCache,
    };
    Ok(opened(path, kind, Vec::new(), Reader::Database { db, path: path.to_owned(), _copy: copy }))
}

fn copied(path: &Path, journal: &Path, scratch: &Path) -> Result<(Foreign, Scratch)> {
    let refused = |e: std::io::Error| {
        Error::blocked("import_unreadable", fs::file_error("the database cannot be copied aside", &e).message)
            .at_path(path)
            .hint("make room in the data folder, or close the program that uses the database")
    };
    let name = format!("import-{}-{}", std::process::id(), clock::now_ns());
    let mut copy = Scratch::new(scratch, &name).map_err(refused)?;
    let file = copy.take(path, "copy.db").map_err(refused)?;
    copy.take(journal, "copy.db-wal").map_err(refused)?;
    Ok((Foreign::open_copy(&file, path)?, copy))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_of_more_rows_than_anybody_has_files_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("checksum-cache.db");
        let db = rusqlite::Connection::open(&path).unwrap();
        let made = "CREATE TABLE checksum_cache AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50)
             SELECT 'u' AS uid, 'f' || i AS relative_path, 1 AS size, 1 AS last_modified,
               'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' AS checksum, 1 AS is_valid FROM n";
        rusqlite::Connection::execute_batch(&db, made).unwrap();
        let opened = Opened::open(&path, dir.path()).unwrap();
        let limits = Limits { records: 49, ..LIMITS };
        let mut taken = 0;
        let ended = opened.read_within(&limits, &mut |_| {
            taken += 1;
            Ok(())
        });
        assert_eq!((ended.unwrap_err().code, taken), ("import_too_large", 49), "it stops at the limit");
    }
}
