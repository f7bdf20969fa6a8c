//! Walks the folders below a root with several threads, reading metadata only, all through the root's held handle.

use std::io;
use std::sync::Mutex;

use crate::cancel::Cancel;
use crate::error::{Error, Result};
use crate::fs::{self, Root, Seen, SeenKind};
use crate::model::RelPath;
use crate::text::of_system;
use crate::words;

/// A folder as it was listed.
pub struct Listed {
    pub path: RelPath,
    pub folder: Seen,
    pub entries: Vec<Entry>,
    /// Entries that could not be looked at: name and why.
    pub hidden: Vec<(Vec<u8>, Error)>,
}

/// An entry of a listed folder.
pub struct Entry {
    pub name: Vec<u8>,
    pub seen: Seen,
}

/// Receives folders from several threads at once.
pub trait Visitor: Sync {
    /// What a folder hands down to the folders in it.
    type State: Clone + Send + Sync;

    /// Takes a listing; answers which folders in it are to be walked.
    fn listed(&self, state: &Self::State, listed: Listed) -> Result<Vec<(RelPath, Self::State)>>;

    /// Takes a folder that could not be listed.
    fn unreadable(&self, state: &Self::State, path: &RelPath, error: Error) -> Result<()>;
}

/// Walks everything below `root`. The first error of the visitor, a stop, or the loss of the drive ends the walk.
pub fn walk<V: Visitor>(
    root: &Root,
    threads: usize,
    cancel: &Cancel,
    visitor: &V,
    start: V::State,
) -> Result<()> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().map_err(|e| {
        Error::blocked("no_thread", words!("no threads could be started: {e}", e = Text(e.to_string())))
    })?;
    let walk = Walk { root, cancel, visitor, failure: Mutex::new(None) };
    pool.scope(|scope| walk.folder(scope, RelPath::default(), start));
    match walk.failure.into_inner() {
        Ok(Some(error)) => Err(error),
        Ok(None) => Ok(()),
        Err(_) => Err(Error::blocked("panic", "a thread broke down while the drive was looked through")),
    }
}

struct Walk<'a, V> {
    root: &'a Root,
    cancel: &'a Cancel,
    visitor: &'a V,
    failure: Mutex<Option<Error>>,
}

impl<V: Visitor> Walk<'_, V> {
    fn folder<'s>(&'s self, scope: &rayon::Scope<'s>, path: RelPath, state: V::State) {
        match self.step(path, &state) {
            Ok(below) => {
                for (path, state) in below {
                    scope.spawn(move |scope| self.folder(scope, path, state));
                }
            }
            Err(error) => {
                if let Ok(mut failure) = self.failure.lock() {
                    failure.get_or_insert(error);
                }
            }
        }
    }

    fn step(&self, path: RelPath, state: &V::State) -> Result<Vec<(RelPath, V::State)>> {
        self.cancel.check()?;
        if self.failure.lock().is_ok_and(|f| f.is_some()) {
            return Ok(Vec::new());
        }
        match list(self.root, &path) {
            Ok(listed) => self.visitor.listed(state, listed),
            Err(e) if !self.root.is_alive() => Err(drive_missing(self.root, &e)),
            Err(e) => {
                let error = fs::file_error("the folder could not be listed", &e).at(&path.0);
                self.visitor.unreadable(state, &path, error)?;
                Ok(Vec::new())
            }
        }
    }
}

fn drive_missing(root: &Root, error: &io::Error) -> Error {
    Error::blocked(
        "drive_missing",
        words!(
            "{path} does not answer any more ({error})",
            path = Text(root.path().display().to_string()),
            error = Words(of_system(error))
        ),
    )
    .at_path(root.path())
    .hint("connect the drive again, then resume")
}

/// Lists one folder through a handle of its own, so that no link on the way can lead elsewhere.
pub fn list(root: &Root, path: &RelPath) -> io::Result<Listed> {
    let held = root.hold_folder(path)?;
    let folder = held.look_here()?;
    let mut listed = Listed { path: path.clone(), folder, entries: Vec::new(), hidden: Vec::new() };
    for entry in held.entries()? {
        let (name, seen) = entry?;
        match seen {
            Ok(seen) => listed.entries.push(Entry { name, seen }),
            Err(e) => {
                let error = fs::file_error("could not be looked at", &e).at(&path.join(&name).0);
                listed.hidden.push((name, error));
            }
        }
    }
    Ok(listed)
}

/// Whether an entry is a folder.
pub fn is_folder(entry: &Entry) -> bool {
    entry.seen.kind == SeenKind::Folder
}
