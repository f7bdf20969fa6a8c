//! Opens the job's database and the catalogue. A damaged one is set aside under another name, never deleted, so that
//! the same command can make a new one.

use std::path::{Path, PathBuf};

use crate::clock;
use crate::error::{Error, Result};
use crate::fs::durable;
use crate::store::{self, Catalog, Database};

/// Opens or makes a job's database.
pub fn open_job(path: &Path) -> Result<Database> {
    let next = "name the drives and the archive again, as when the job was made (run --source DIR --dest DIR): \
                the archive is untouched, and nothing is copied twice";
    private(path, store::open_job(path)).map_err(|e| set_aside_if_damaged(path, e, next))
}

/// Opens or makes the catalogue.
pub fn open_catalog(path: &Path) -> Result<Catalog> {
    let next = "run the same command again: the catalogue begins anew, and each job teaches it again";
    private(path, Catalog::open(path)).map_err(|e| set_aside_if_damaged(path, e, next))
}

/// Names of files are nobody else's business.
fn private<T>(path: &Path, opened: Result<T>) -> Result<T> {
    opened.inspect(|_| durable::make_private_file(path))
}

fn set_aside_if_damaged(path: &Path, error: Error, next: &str) -> Error {
    if error.code != "database_damaged" {
        return error;
    }
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
        Ok(()) => error.hint(format!("it was set aside as {}; {next}", aside.display())),
        Err(e) => error.hint(format!("it could not be set aside: {e}; move it away, then {next}")),
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
