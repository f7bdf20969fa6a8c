//! Databases and files that outlive a run: who may read them, how large they get, what is in them.

use std::os::unix::fs::PermissionsExt as _;

use ingather_tests::tree::{Tree, content};
use ingather_tests::{Sandbox, Snapshot};

fn finished(name: &str, files: u64) -> (Sandbox, Tree) {
    let mut sandbox = Sandbox::new(name);
    let mut red = Tree::at(&sandbox.at("Red"));
    for n in 0..files {
        red.file(
            format!("2009 Lisbon {}/selects/IMG_{n:05}.jpg", n % 40),
            &content(n, 300 + (n % 91) as usize),
        );
    }
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(&archive).option(&["--json"]);
    sandbox.run().expect(0, "all is well");
    (sandbox, red)
}

#[test]
fn records_are_for_their_owner_only() {
    let (sandbox, _red) = finished("private", 20);
    let mode = |path: std::path::PathBuf| {
        std::fs::metadata(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display())).permissions().mode()
            & 0o777
    };
    for path in ["job/job.db", "data/catalog.db"] {
        assert_eq!(mode(sandbox.at(path)) & 0o077, 0, "{path} tells names to other users");
    }
    for folder in ["job", "data"] {
        assert_eq!(mode(sandbox.at(folder)) & 0o077, 0, "the folder {folder} is open to others");
    }
}

#[test]
fn a_job_is_a_folder_with_what_is_promised_in_it() {
    let (sandbox, red) = finished("job-folder", 20);
    for path in ["job.db", "config.yaml", "logs", "reports/summary.csv", "reports/problems.csv"] {
        assert!(sandbox.job().join(path).exists(), "{path} is promised");
    }
    let config = std::fs::read_to_string(sandbox.job().join("config.yaml")).expect("the config");
    assert!(config.contains(&*red.root().to_string_lossy()), "the config names the sources: {config}");
    let ours = Snapshot::of(&sandbox.at("Archive/.ingather"));
    assert!(ours.get("drives.json").is_some(), "the archive knows its drives: {:?}", ours.entries.keys());
    let drives = std::fs::read_to_string(sandbox.at("Archive/.ingather/drives.json")).expect("drives.json");
    assert!(drives.contains("Red"), "a drive keeps its folder's name: {drives}");
}

#[test]
fn the_archive_carries_a_list_that_b3sum_can_check() {
    let (sandbox, red) = finished("lists", 20);
    let archive = sandbox.at("Archive");
    let ours = Snapshot::of(&archive.join(".ingather"));
    let lists = ours.files().filter(|(p, _, _)| p.ends_with(b".b3")).map(|(p, _, _)| ours.path(p));
    let text: String = lists.map(|p| std::fs::read_to_string(p).expect("a list")).collect();
    let after = Snapshot::of_archive(&archive);
    for (path, _, blake3) in after.files() {
        let line = format!("{}  {}", ingather_tests::snapshot::hex(blake3), String::from_utf8_lossy(path));
        assert!(text.contains(&line), "no list has {line:?}");
    }
    assert_eq!(after.tally().0, red_files(&red), "all files are there");
}

fn red_files(red: &Tree) -> u64 {
    Snapshot::of(red.root()).tally().0
}

#[test]
fn databases_stay_small() {
    let files = 3_000;
    let (sandbox, _red) = finished("sizes", files);
    for (path, limit) in [("job/job.db", 600), ("data/catalog.db", 500)] {
        let size = std::fs::metadata(sandbox.at(path)).expect("a database").len();
        // Empty tables and indexes take some 200 KB whatever the number of files.
        let per_file = size.saturating_sub(200_000) / files;
        assert!(per_file <= limit, "{path} has {per_file} bytes a file, at most {limit} are allowed");
    }
}
