//! Watches folders with inotify: which files were read, opened for writing or changed, whoever did it.

use std::collections::{BTreeMap, BTreeSet};
use std::mem::MaybeUninit;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};

use rustix::fs::inotify::{self, CreateFlags, ReadFlags, Reader, WatchFlags};

/// A watch over whole trees, as they were when it began.
pub struct Watch {
    inotify: OwnedFd,
    folders: BTreeMap<i32, PathBuf>,
}

/// What happened, by path.
#[derive(Debug, Default)]
pub struct Touched {
    /// Files whose content was read.
    pub read: BTreeSet<PathBuf>,
    /// Files that were written, and entries that were made, renamed, removed or had their metadata changed.
    pub changed: BTreeSet<PathBuf>,
    /// Files that were open for writing, whether or not anything was written.
    pub opened_for_writing: BTreeSet<PathBuf>,
}

impl Watch {
    /// Begins to watch every folder below the roots for reads, writes and changes.
    #[must_use]
    pub fn over(roots: &[&Path]) -> Self {
        Self::with(roots, WatchFlags::ACCESS)
    }

    /// The same without reads, of which a run over a large tree has too many to keep.
    #[must_use]
    pub fn for_changes(roots: &[&Path]) -> Self {
        Self::with(roots, WatchFlags::empty())
    }

    fn with(roots: &[&Path], more: WatchFlags) -> Self {
        let inotify = inotify::init(CreateFlags::CLOEXEC | CreateFlags::NONBLOCK).expect("inotify");
        let mut watch = Self { inotify, folders: BTreeMap::new() };
        for root in roots {
            watch.add(root, more);
        }
        watch
    }

    fn add(&mut self, folder: &Path, more: WatchFlags) {
        let flags = more
            | WatchFlags::MODIFY
            | WatchFlags::ATTRIB
            | WatchFlags::CLOSE_WRITE
            | WatchFlags::CREATE
            | WatchFlags::DELETE
            | WatchFlags::MOVE;
        for entry in std::fs::read_dir(folder).expect("a folder to watch").flatten() {
            if entry.file_type().is_ok_and(|t| t.is_dir()) {
                self.add(&entry.path(), more);
            }
        }
        let id = inotify::add_watch(&self.inotify, folder, flags).expect("a watch");
        self.folders.insert(id, folder.to_owned());
    }

    /// Everything since the beginning or the last call.
    #[must_use]
    pub fn touched(&self) -> Touched {
        let mut buffer = [MaybeUninit::uninit(); 64 * 1024];
        let mut reader = Reader::new(&self.inotify, &mut buffer);
        let mut touched = Touched::default();
        while let Ok(event) = reader.next() {
            let flags = event.events();
            assert!(!flags.contains(ReadFlags::QUEUE_OVERFLOW), "the watch lost events: use a smaller tree");
            let folder = self.folders.get(&event.wd()).cloned().unwrap_or_default();
            let name = event.file_name().map(|n| std::ffi::OsStr::from_bytes(n.to_bytes()).to_owned());
            let path = name.map_or(folder.clone(), |n| folder.join(n));
            if flags.contains(ReadFlags::IGNORED) {
                continue;
            }
            if flags.contains(ReadFlags::ACCESS) {
                // Listing a folder is no reading of content.
                if !flags.contains(ReadFlags::ISDIR) {
                    touched.read.insert(path);
                }
            } else if flags.contains(ReadFlags::CLOSE_WRITE) {
                touched.opened_for_writing.insert(path);
            } else {
                touched.changed.insert(path);
            }
        }
        touched
    }
}
