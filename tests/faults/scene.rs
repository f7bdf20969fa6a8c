//! The drives and archives that the faults happen to, and what must be true once a job got through.

use std::path::{Path, PathBuf};

use ingather_tests::tree::{Torture, Tree, content};
use ingather_tests::{Outcome, Sandbox, Snapshot, compare};

/// A sandbox with a torture tree and an untouched picture of it.
pub struct Scene {
    pub sandbox: Sandbox,
    pub drives: Vec<Snapshot>,
    pub before: Snapshot,
    pub archive: PathBuf,
}

impl Scene {
    /// Three drives of about `3 * pictures` files; the archive holds a part.
    pub fn torture(name: &str, pictures: u64) -> Self {
        let mut sandbox = Sandbox::new(name);
        let torture = Torture::make(&sandbox.at(""), pictures);
        for drive in &torture.drives {
            sandbox.source(drive);
        }
        sandbox.destination(&torture.archive);
        let drives = torture.drives.iter().map(|d| Snapshot::of(d)).collect();
        let before = Snapshot::of_archive(&torture.archive);
        Self { sandbox, drives, before, archive: torture.archive }
    }

    /// One drive of `files` small files and two large ones, to an archive at that path.
    pub fn simple(mut sandbox: Sandbox, archive: &Path, files: u64) -> Self {
        let red = simple_drive(&sandbox.at("drives/Red"), files);
        std::fs::create_dir_all(archive).expect("an archive");
        sandbox.source(red.root()).destination(archive);
        let drives = vec![Snapshot::of(red.root())];
        let before = Snapshot::of_archive(archive);
        Self { sandbox, drives, before, archive: archive.to_owned() }
    }

    /// The archive is put back to what it was, and the job and all records are gone.
    pub fn start_over(&self) {
        for folder in [self.sandbox.job(), self.sandbox.at("data")] {
            let _ = std::fs::remove_dir_all(folder);
        }
        let now = Snapshot::of(&self.archive);
        for (path, entry) in now.entries.iter().rev().filter(|(p, _)| !self.before.entries.contains_key(*p)) {
            let path = now.path(path);
            let is_folder = entry.kind == ingather_tests::Kind::Folder;
            let removed = if is_folder { std::fs::remove_dir(&path) } else { std::fs::remove_file(&path) };
            removed.unwrap_or_else(|e| panic!("cannot clear {}: {e}", path.display()));
        }
    }

    /// The job got through: everything is in the archive once, the drives are untouched, nothing is left to do.
    #[track_caller]
    pub fn is_complete(&self) {
        self.archive_is_complete();
        let again = self.sandbox.run();
        again.expect(0, "once more").says("nothing was to do", "it is complete");
    }

    /// The same without asking the program once more.
    #[track_caller]
    pub fn archive_is_complete(&self) {
        self.drives.iter().for_each(compare::untouched);
        compare::archived(&self.named(), &self.before, &self.archive);
    }

    /// The drives with their folders' names in the archive.
    pub fn named(&self) -> Vec<(&str, &Snapshot)> {
        let name = |d: &Snapshot| match d.root.file_name().and_then(|n| n.to_str()) {
            Some("Red") => "Red",
            Some("Green") => "Green",
            _ => "Blue disk",
        };
        self.drives.iter().map(|d| (name(d), d)).collect()
    }
}

/// A drive of `files` pictures of about 8 KB in four folders, and two films of 3 MB.
pub fn simple_drive(root: &Path, files: u64) -> Tree {
    let mut tree = Tree::at(root);
    for n in 0..files {
        tree.file(format!("{}/{n:04}.jpg", n % 4), &content(10_000 + n, 8_000 + (n % 9) as usize));
    }
    tree.file("film.mov", &content(20_000, 3_000_000)).file("film 2.mov", &content(20_001, 3_000_001));
    tree.file("empty.txt", b"");
    tree
}

/// Ended by a signal or by `abort`, not by itself.
#[track_caller]
pub fn was_killed(outcome: &Outcome) {
    assert_eq!(outcome.code(), None, "it should have been ended in the middle\n{outcome}");
}
