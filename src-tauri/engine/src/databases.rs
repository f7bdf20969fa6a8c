//! Opens the job's database and the catalogue. A damaged one is set aside under another name, never deleted, so that
//! the same command can make a new one.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crate::clock;
use crate::error::{Error, Result};
use crate::fs::durable;
use crate::store::{self, Catalog, Database};
use crate::text::{Words, of_system};
use crate::{said, words};

/// The databases that this process has opened: one that turns out to be damaged later is found among them.
static OPENED: Mutex<Vec<(PathBuf, Which)>> = Mutex::new(Vec::new());

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    Job,
    Catalog,
}

impl Which {
    fn name(self) -> &'static str {
        match self {
            Self::Job => said!("the job's database"),
            Self::Catalog => said!("the catalogue"),
        }
    }

    /// What to do when it was set aside.
    fn next(self, path: &Path) -> Words {
        match self {
            Self::Job => path.parent().map_or_else(Words::default, make_anew),
            Self::Catalog => {
                words!("run the same command again: the catalogue begins anew, and each job teaches it again")
            }
        }
    }
}

/// How a job whose database is gone begins again, as a sentence without its full stop.
pub fn make_anew(folder: &Path) -> Words {
    let config = folder.join("config.yaml");
    match config.exists() {
        true => words!(
            "make the job anew with: ingather run --job '{folder}' --config '{config}'; the archive is untouched, and \
             nothing is copied twice",
            folder = Text(folder.display().to_string()),
            config = Text(config.display().to_string())
        ),
        false => words!(
            "name the drives and the archive again, as when the job was made (run --source DIR --dest DIR): the archive \
             is untouched, and nothing is copied twice"
        ),
    }
}

/// Opens or makes a job's database.
pub fn open_job(path: &Path) -> Result<Database> {
    opened(path, Which::Job, store::open_job(path))
}

/// Opens or makes the catalogue.
pub fn open_catalog(path: &Path) -> Result<Catalog> {
    opened(path, Which::Catalog, Catalog::open(path))
}

/// An error on its way to a person. Where a large database was only found to be damaged while it was read, it is set
/// aside now like one of which that is seen at once. No connection to it should be in use any more.
#[must_use]
pub fn settled(error: Error) -> Error {
    if error.code == "database_read_only" && error.path.is_none() {
        let opened = OPENED.lock().map(|known| known.clone()).unwrap_or_default();
        let cannot = |path: &PathBuf| store::is_read_only(path);
        return match opened.into_iter().map(|(path, _)| path).find(cannot) {
            Some(path) => error.at_path(&path),
            None => error,
        };
    }
    if error.code != "database_damaged" || error.path.is_some() {
        return error;
    }
    let opened = OPENED.lock().map(|known| known.clone()).unwrap_or_default();
    let is_damaged = |(path, _): &(PathBuf, Which)| path.exists() && store::is_damaged(path);
    match opened.into_iter().find(is_damaged) {
        Some((path, which)) => set_aside_if_damaged(&path, store::damaged(&path, which.name()), which),
        None => error,
    }
}

/// The database that was set aside in a job's folder, if it has none now: the last one.
pub fn left_aside(database: &Path) -> Option<PathBuf> {
    if database.exists() {
        return None;
    }
    let name = format!("{}.damaged-", database.file_name()?.to_str()?);
    let entries = std::fs::read_dir(database.parent()?).ok()?.flatten().map(|e| e.path());
    let is_aside = |path: &PathBuf| {
        let after = path.file_name().and_then(|n| n.to_str()).and_then(|n| n.strip_prefix(&name));
        after.is_some_and(|at| at.bytes().all(|b| b.is_ascii_digit()))
    };
    entries.filter(is_aside).max()
}

fn opened<T>(path: &Path, which: Which, opened: Result<T>) -> Result<T> {
    match opened {
        Ok(opened) => {
            // Names of files are nobody else's business.
            durable::make_private_file(path);
            if let Ok(mut known) = OPENED.lock() {
                let this = (path.to_owned(), which);
                if !known.contains(&this) {
                    known.push(this);
                }
            }
            Ok(opened)
        }
        Err(error) => Err(set_aside_if_damaged(path, error, which)),
    }
}

fn set_aside_if_damaged(path: &Path, error: Error, which: Which) -> Error {
    if error.code != "database_damaged" {
        return error;
    }
    let next = which.next(path);
    let aside = path.with_added_extension(format!("damaged-{}", clock::now_ms()));
    for suffix in ["wal", "shm"] {
        let mut side = path.as_os_str().to_owned();
        side.push(format!("-{suffix}"));
        let side = PathBuf::from(side);
        if side.exists() {
            let _ = durable::set_aside(&side, &aside.with_added_extension(suffix));
        }
    }
    match durable::set_aside(path, &aside) {
        Ok(()) => error.hint(words!(
            "it was set aside as {path}; {next}",
            path = Text(aside.display().to_string()),
            next = Words(next)
        )),
        Err(e) => error.hint(words!(
            "it could not be set aside: {e}; move it away, then {next}",
            e = Words(of_system(&e)),
            next = Words(next)
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn a_damaged_database_is_set_aside_never_deleted() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("job.db");
        std::fs::File::create(&path).unwrap().write_all(&[7; 9000]).unwrap();
        assert_eq!(open_job(&path).unwrap_err().code, "database_damaged");
        let left: Vec<_> = std::fs::read_dir(dir.path()).unwrap().flatten().map(|e| e.file_name()).collect();
        assert!(
            left.iter().any(|n| n.to_string_lossy().contains("damaged-")),
            "its bytes are still there: {left:?}"
        );
        open_job(&path).expect("a new one can be made at once");
    }
}
