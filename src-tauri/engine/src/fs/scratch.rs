//! A private copy of somebody else's database, where opening it in its place could write beside it.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use super::durable;

/// A folder of our own with copies in it; both go when it is dropped.
#[derive(Debug)]
pub struct Scratch {
    folder: PathBuf,
    copies: Vec<PathBuf>,
}

impl Scratch {
    /// A new folder of that name inside `below`.
    pub fn new(below: &Path, name: &str) -> io::Result<Self> {
        let folder = below.join(name);
        durable::make_private_folder(&folder)?;
        Ok(Self { folder, copies: Vec::new() })
    }

    /// Copies a file into it under that name.
    pub fn take(&mut self, file: &Path, name: &str) -> io::Result<PathBuf> {
        let copy = self.folder.join(name);
        self.copies.push(copy.clone());
        io::copy(&mut File::open(file)?, &mut File::create_new(&copy)?)?;
        Ok(copy)
    }
}

impl Drop for Scratch {
    #[allow(clippy::disallowed_methods)] // removes only the copies that it made, and what SQLite put beside them
    fn drop(&mut self) {
        for copy in &self.copies {
            for suffix in ["", "-wal", "-shm", "-journal"] {
                let mut path = copy.as_os_str().to_owned();
                path.push(suffix);
                let _ = std::fs::remove_file(PathBuf::from(path));
            }
        }
        let _ = std::fs::remove_dir(&self.folder);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_leaves_nothing_and_the_original_stays() {
        let dir = tempfile::tempdir().unwrap();
        let original = dir.path().join("their.db");
        std::io::Write::write_all(&mut File::create(&original).unwrap(), b"theirs").unwrap();
        let mut scratch = Scratch::new(dir.path(), "import-1").unwrap();
        let copy = scratch.take(&original, "copy.db").unwrap();
        assert_eq!(std::fs::read(&copy).unwrap(), b"theirs");
        drop(scratch);
        let left: Vec<_> = std::fs::read_dir(dir.path()).unwrap().flatten().map(|e| e.file_name()).collect();
        assert_eq!(left, ["their.db"], "the copy and its folder are gone, the original stays");
    }
}
