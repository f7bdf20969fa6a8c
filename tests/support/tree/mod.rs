//! Makes the trees that the tests bring in.

pub mod camera;
mod torture;

use std::ffi::OsStr;
use std::fs::{File, FileTimes};
use std::io::{Seek as _, SeekFrom, Write as _};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

pub use torture::{Torture, odd_names};

use crate::Random;

/// Content that only this number has.
#[must_use]
pub fn content(number: u64, len: usize) -> Vec<u8> {
    Random::seeded(number.wrapping_mul(0x5851_F42D_4C95_7F2D)).bytes(len)
}

/// A tree that is being made. Dates and modes differ from file to file and are the same in every run.
pub struct Tree {
    root: PathBuf,
    made: u64,
}

impl Tree {
    /// A tree in this folder, made if need be.
    #[must_use]
    pub fn at(root: &Path) -> Self {
        std::fs::create_dir_all(root).expect("a tree's root can be made");
        Self { root: root.to_owned(), made: 0 }
    }

    /// The tree's root.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The full path of an entry.
    #[must_use]
    pub fn path(&self, path: impl AsRef<[u8]>) -> PathBuf {
        self.root.join(OsStr::from_bytes(path.as_ref()))
    }

    /// A file with that content, in folders made as needed.
    pub fn file(&mut self, path: impl AsRef<[u8]>, bytes: &[u8]) -> &mut Self {
        let full = self.parent(path.as_ref());
        let mut file = create(&full);
        file.write_all(bytes).unwrap_or_else(|e| panic!("cannot write {}: {e}", full.display()));
        self.finish(&file);
        self
    }

    /// A sparse file: data of `bytes` at `offset`, all else a hole up to `size`.
    pub fn sparse(&mut self, path: impl AsRef<[u8]>, size: u64, offset: u64, bytes: &[u8]) -> &mut Self {
        let full = self.parent(path.as_ref());
        let mut file = create(&full);
        file.set_len(size).expect("a sparse file");
        file.seek(SeekFrom::Start(offset)).and_then(|_| file.write_all(bytes)).expect("a sparse file");
        self.finish(&file);
        self
    }

    /// A folder with nothing in it.
    pub fn folder(&mut self, path: impl AsRef<[u8]>) -> &mut Self {
        std::fs::create_dir_all(self.path(path)).expect("a folder");
        self
    }

    /// A symbolic link.
    pub fn link(&mut self, path: impl AsRef<[u8]>, to: impl AsRef<[u8]>) -> &mut Self {
        let full = self.parent(path.as_ref());
        std::os::unix::fs::symlink(OsStr::from_bytes(to.as_ref()), full).expect("a link");
        self
    }

    /// A second name of a file of this tree.
    pub fn hard_link(&mut self, path: impl AsRef<[u8]>, of: impl AsRef<[u8]>) -> &mut Self {
        let full = self.parent(path.as_ref());
        std::fs::hard_link(self.path(of), full).expect("a hard link");
        self
    }

    /// A named pipe, which waits for ever if somebody opens it.
    pub fn pipe(&mut self, path: impl AsRef<[u8]>) -> &mut Self {
        let full = self.parent(path.as_ref());
        let mode = rustix::fs::Mode::from_raw_mode(0o644);
        rustix::fs::mknodat(rustix::fs::CWD, full, rustix::fs::FileType::Fifo, mode, 0).expect("a pipe");
        self
    }

    fn parent(&self, path: &[u8]) -> PathBuf {
        let full = self.path(path);
        std::fs::create_dir_all(full.parent().expect("an entry has a folder")).expect("a folder can be made");
        full
    }

    fn finish(&mut self, file: &File) {
        self.made += 1;
        let mode = [0o644, 0o600, 0o755, 0o444, 0o640][(self.made % 5) as usize];
        file.set_permissions(std::fs::Permissions::from_mode(mode)).expect("a mode");
        let at =
            Duration::new(1_230_000_000 + self.made * 3_607, (self.made * 7_919_317 % 1_000_000_000) as u32);
        file.set_times(FileTimes::new().set_modified(SystemTime::UNIX_EPOCH + at)).expect("a time");
    }
}

fn create(path: &Path) -> File {
    File::create_new(path).unwrap_or_else(|e| panic!("cannot create {}: {e}", path.display()))
}

/// Changes one byte of a file where it lies and puts its date back: what rot looks like.
pub fn rot(path: &Path, at: u64) {
    let modified = std::fs::metadata(path).and_then(|m| m.modified()).expect("a date");
    let mode = std::fs::metadata(path).expect("a mode").permissions();
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).expect("a mode");
    let file = File::options().read(true).write(true).open(path).expect("a file to damage");
    let mut byte = [0];
    std::os::unix::fs::FileExt::read_exact_at(&file, &mut byte, at).expect("a byte to flip");
    std::os::unix::fs::FileExt::write_all_at(&file, &[byte[0] ^ 0x10], at).expect("a byte to flip");
    file.set_permissions(mode).expect("a mode");
    file.set_times(FileTimes::new().set_modified(modified)).expect("a date");
    file.sync_all().expect("the damage is on the disk");
}
