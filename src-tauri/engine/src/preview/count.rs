//! Counts what a folder holds while somebody chooses it as a source. Metadata only; nothing is recorded.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use super::open;
use crate::cancel::Cancel;
use crate::error::{Error, Kind, Result};
use crate::fs::SeenKind;
use crate::model::RelPath;
use crate::phases::walk::{Entry, Listed, Visitor, is_folder, walk};
use crate::plan::{is_junk, is_system_folder};
use crate::views::FolderCount;
use crate::volume;

/// At most ten a second.
const BETWEEN: Duration = Duration::from_millis(100);

/// Counts all below a folder. `on_count` receives the numbers so far, at most ten times a second and once at the end;
/// it may be called from several threads, one at a time. Stopped by `cancel`.
pub fn count_folder(
    text: &str,
    cancel: &Cancel,
    on_count: &(dyn Fn(&FolderCount) + Sync),
) -> Result<FolderCount> {
    let (path, root) = open(text)?;
    let rotational = volume::of_path(&path).is_ok_and(|(volume, _)| volume.rotational);
    let counter = Counter { state: Mutex::new((FolderCount::default(), Instant::now())), on_count };
    walk(&root, if rotational { 1 } else { 4 }, cancel, &counter, false)?;
    let (mut count, _) = counter.state.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    count.complete = true;
    on_count(&count);
    Ok(count)
}

struct Counter<'a> {
    state: Mutex<(FolderCount, Instant)>,
    on_count: &'a (dyn Fn(&FolderCount) + Sync),
}

impl Counter<'_> {
    fn add(&self, change: impl FnOnce(&mut FolderCount)) {
        let mut state = self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        change(&mut state.0);
        if state.1.elapsed() >= BETWEEN {
            state.1 = Instant::now();
            (self.on_count)(&state.0);
        }
    }
}

impl Visitor for Counter<'_> {
    /// Whether a folder of the system's, or ours, is above: its files are left out by default.
    type State = bool;

    fn listed(&self, state: &bool, listed: Listed) -> Result<Vec<(RelPath, bool)>> {
        let mut part = FolderCount { unreadable: listed.hidden.len() as u64, ..FolderCount::default() };
        let mut below = Vec::new();
        for entry in &listed.entries {
            if is_folder(entry) {
                part.folders += u64::from(!state);
                let in_system = *state || is_system_folder(&entry.name);
                below.push((listed.path.join(&entry.name), in_system));
            } else {
                count_entry(&mut part, entry, *state);
            }
        }
        self.add(|all| all.add(&part));
        Ok(below)
    }

    fn unreadable(&self, _state: &bool, path: &RelPath, error: Error) -> Result<()> {
        if path.0.is_empty() {
            return Err(Error { kind: Kind::Blocked, ..error });
        }
        self.add(|all| all.unreadable += 1);
        Ok(())
    }
}

fn count_entry(part: &mut FolderCount, entry: &Entry, in_system: bool) {
    let size = entry.seen.print.size;
    match entry.seen.kind {
        SeenKind::File if in_system => {
            part.system_files += 1;
            part.system_bytes += size;
        }
        SeenKind::File => {
            part.files += 1;
            part.bytes += size;
            if is_junk(&entry.name) {
                part.junk_files += 1;
                part.junk_bytes += size;
            }
        }
        SeenKind::Link => part.links += 1,
        SeenKind::Special | SeenKind::Placeholder | SeenKind::Folder => part.special += 1,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods)] // a test lays out its own files

    use super::*;

    #[test]
    fn everything_is_counted_once_and_junk_and_system_folders_apart() {
        let dir = tempfile::tempdir().unwrap();
        let write = |name: &str, size: usize| {
            let path = dir.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, vec![7; size]).unwrap();
        };
        write("a/1.jpg", 100);
        write("a/b/2.jpg", 20);
        write("a/.DS_Store", 6);
        write("Thumbs.db", 4);
        write("$RECYCLE.BIN/S-1/gone.jpg", 1000);
        #[cfg(unix)]
        std::os::unix::fs::symlink("1.jpg", dir.path().join("a/link")).unwrap();
        let text = crate::model::display_path(dir.path());
        let seen = Mutex::new(Vec::new());
        let count = count_folder(&text, &Cancel::default(), &|c| seen.lock().unwrap().push(c.clone()));
        let count = count.unwrap();
        assert_eq!((count.files, count.bytes), (4, 130), "junk is among the files: it is kept by default");
        assert_eq!((count.junk_files, count.junk_bytes), (2, 10));
        assert_eq!((count.system_files, count.system_bytes), (1, 1000), "what is left out is counted apart");
        assert_eq!((count.folders, count.links, count.unreadable), (3, 1, 0));
        assert_eq!(seen.into_inner().unwrap().last(), Some(&count), "the last word is the whole count");
    }

    #[test]
    fn a_count_can_be_stopped_and_says_why_it_cannot_begin() {
        let dir = tempfile::tempdir().unwrap();
        let text = crate::model::display_path(dir.path());
        let cancel = Cancel::default();
        cancel.stop();
        assert_eq!(count_folder(&text, &cancel, &|_| ()).unwrap_err().code, "stopped");
        let missing = count_folder(&format!("{text}/nothing"), &Cancel::default(), &|_| ()).unwrap_err();
        assert!(missing.message.contains("cannot be opened"), "{missing}");
    }
}
