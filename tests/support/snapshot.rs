//! An independent walk: every entry below a folder with all that must not change, its content by BLAKE3.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::File;
use std::io::Read as _;
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _};
use std::path::{Path, PathBuf};

/// What an entry is, with what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    File { blake3: [u8; 32] },
    Folder,
    Link { to: Vec<u8> },
    Special,
}

/// One entry as it was when it was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub kind: Kind,
    pub size: u64,
    pub mtime_ns: i128,
    /// Permission bits.
    pub mode: u32,
    pub inode: u64,
    pub links: u64,
    /// Bytes on the device.
    pub allocated: u64,
}

/// A tree at one moment. Paths are bytes, relative to its root.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    pub root: PathBuf,
    pub entries: BTreeMap<Vec<u8>, Entry>,
}

/// The folder that belongs to the program at a destination.
pub const OUR_FOLDER: &[u8] = b".ingather";

impl Snapshot {
    /// Walks everything below `root`, not following links, and reads every file.
    #[must_use]
    pub fn of(root: &Path) -> Self {
        let mut entries = BTreeMap::new();
        walk(root, &[], &mut entries);
        Self { root: root.to_owned(), entries }
    }

    /// The tree without the program's own folder: what belongs to the user.
    #[must_use]
    pub fn of_archive(root: &Path) -> Self {
        let mut all = Self::of(root);
        all.entries.retain(|path, _| !is_below(path, OUR_FOLDER));
        all
    }

    /// The regular files.
    pub fn files(&self) -> impl Iterator<Item = (&Vec<u8>, &Entry, &[u8; 32])> {
        self.entries.iter().filter_map(|(path, entry)| match &entry.kind {
            Kind::File { blake3 } => Some((path, entry, blake3)),
            Kind::Folder | Kind::Link { .. } | Kind::Special => None,
        })
    }

    /// How many files have each content, empty files apart.
    #[must_use]
    pub fn contents(&self) -> BTreeMap<[u8; 32], Vec<Vec<u8>>> {
        let mut found: BTreeMap<[u8; 32], Vec<Vec<u8>>> = BTreeMap::new();
        for (path, entry, blake3) in self.files() {
            if entry.size > 0 {
                found.entry(*blake3).or_default().push(path.clone());
            }
        }
        found
    }

    /// The entry at a path.
    #[must_use]
    pub fn get(&self, path: impl AsRef<[u8]>) -> Option<&Entry> {
        self.entries.get(path.as_ref())
    }

    /// Content of the file at a path.
    #[must_use]
    pub fn blake3(&self, path: impl AsRef<[u8]>) -> Option<[u8; 32]> {
        match self.get(path)?.kind {
            Kind::File { blake3 } => Some(blake3),
            Kind::Folder | Kind::Link { .. } | Kind::Special => None,
        }
    }

    /// Number of regular files, and the sum of their sizes.
    #[must_use]
    pub fn tally(&self) -> (u64, u64) {
        self.files().fold((0, 0), |(files, bytes), (_, entry, _)| (files + 1, bytes + entry.size))
    }

    /// The path below the root as the system takes it.
    #[must_use]
    pub fn path(&self, relative: &[u8]) -> PathBuf {
        self.root.join(OsStr::from_bytes(relative))
    }
}

/// Whether `path` is `folder` or lies below it.
#[must_use]
pub fn is_below(path: &[u8], folder: &[u8]) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with(b"/"))
}

/// Bytes for a message.
#[must_use]
pub fn show(path: &[u8]) -> String {
    format!("\"{}\"", path.escape_ascii())
}

fn walk(folder: &Path, relative: &[u8], into: &mut BTreeMap<Vec<u8>, Entry>) {
    let listing =
        std::fs::read_dir(folder).unwrap_or_else(|e| panic!("cannot list {}: {e}", folder.display()));
    for entry in listing {
        let entry = entry.unwrap_or_else(|e| panic!("cannot list {}: {e}", folder.display()));
        let name = entry.file_name().into_vec();
        let path = if relative.is_empty() { name } else { [relative, b"/", &name].concat() };
        let full = entry.path();
        let seen = look(&full);
        let is_folder = seen.kind == Kind::Folder;
        into.insert(path.clone(), seen);
        if is_folder {
            walk(&full, &path, into);
        }
    }
}

fn look(path: &Path) -> Entry {
    let meta =
        std::fs::symlink_metadata(path).unwrap_or_else(|e| panic!("cannot look at {}: {e}", path.display()));
    let kind = if meta.file_type().is_dir() {
        Kind::Folder
    } else if meta.file_type().is_symlink() {
        Kind::Link { to: std::fs::read_link(path).expect("a link can be read").into_os_string().into_vec() }
    } else if meta.file_type().is_file() {
        Kind::File { blake3: hash(path) }
    } else {
        assert!(meta.file_type().is_fifo() || meta.file_type().is_socket() || meta.mode() > 0);
        Kind::Special
    };
    Entry {
        kind,
        size: meta.size(),
        mtime_ns: i128::from(meta.mtime()) * 1_000_000_000 + i128::from(meta.mtime_nsec()),
        mode: meta.mode() & 0o7777,
        inode: meta.ino(),
        links: meta.nlink(),
        allocated: meta.blocks() * 512,
    }
}

/// BLAKE3 of a file's content.
#[must_use]
pub fn hash(path: &Path) -> [u8; 32] {
    let mut file = File::open(path).unwrap_or_else(|e| panic!("cannot open {}: {e}", path.display()));
    let mut hasher = blake3::Hasher::new();
    let mut buffer = vec![0; 256 * 1024];
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return *hasher.finalize().as_bytes(),
            Ok(n) => _ = hasher.update(&buffer[..n]),
            Err(e) => panic!("cannot read {}: {e}", path.display()),
        }
    }
}

/// BLAKE3 as reports write it.
#[must_use]
pub fn hex(digest: &[u8; 32]) -> String {
    blake3::Hash::from(*digest).to_hex().to_string()
}
