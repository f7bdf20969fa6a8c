//! The drives and archives that the faults happen to, and what must be true once a job got through.

use std::path::{Path, PathBuf};

use ingather_tests::run::spawn;
use ingather_tests::tree::{Torture, Tree, content};
use ingather_tests::{Outcome, Running, Sandbox, Snapshot, compare};

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

    /// Goes on with the job; one that was stopped while it was being made is made by the same `run` again.
    #[track_caller]
    pub fn go_on(&self, why: &str) {
        let resumed = self.sandbox.resume();
        if resumed.code() == Some(2) {
            // Stopped before it was a job: what was asked for is asked for once more.
            self.sandbox.run().expect(0, why);
        } else {
            resumed.expect(0, why);
        }
    }

    /// A run that is held in the middle of its copy: its first group is staged, and none is at its place.
    #[track_caller]
    pub fn held_while_copying(&self) -> Running {
        let mut command = self.sandbox.with_drives("run");
        command.env("INGATHER_FAULT", "after_stage:hold");
        let mut running = spawn(command);
        if !running.stands_still() {
            panic!("it does not begin to copy\n{}", running.kill());
        }
        assert!(has_bytes(&self.archive.join(".ingather/staging")), "something is staged");
        running
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

/// Whether a file below the folder has content.
fn has_bytes(folder: &Path) -> bool {
    let mut entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.any(|e| e.metadata().is_ok_and(|m| if m.is_dir() { has_bytes(&e.path()) } else { m.len() > 0 }))
}

/// Ended by a signal or by `abort`, not by itself.
#[track_caller]
pub fn was_killed(outcome: &Outcome) {
    assert_eq!(outcome.code(), None, "it should have been ended in the middle\n{outcome}");
}
