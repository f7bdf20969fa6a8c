//! Each drive's story stays on the archive, in plain form: the databases may be lost.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ingather_tests::tree::{Tree, content};
use ingather_tests::{Sandbox, Snapshot};

type Cells = BTreeMap<String, String>;

/// What stands in a drive's folder, told apart by how the names begin.
fn kept(archive: &Path, drive: &str, begins: &str) -> Vec<PathBuf> {
    let folder = archive.join(".ingather/drives").join(drive);
    let entries = std::fs::read_dir(folder).map(|all| all.flatten().map(|e| e.path()).collect());
    let named = |p: &PathBuf| p.file_name().is_some_and(|n| n.to_string_lossy().starts_with(begins));
    entries.unwrap_or_else(|_| Vec::new()).into_iter().filter(named).collect()
}

fn story(archive: &Path, drive: &str) -> BTreeMap<String, Cells> {
    let files = kept(archive, drive, "story");
    assert_eq!(files.len(), 1, "one story of {drive}");
    let text = std::fs::read_to_string(&files[0]).expect("a story is UTF-8, whatever the names are");
    assert!(!text.chars().any(|c| c.is_control() && c != '\n' && c != '\r'), "no control characters");
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let columns: Vec<String> = table.headers().expect("a header").iter().map(str::to_owned).collect();
    let row = |cells: csv::StringRecord| -> Cells {
        columns.iter().cloned().zip(cells.iter().map(str::to_owned)).collect()
    };
    table.records().map(|r| row(r.expect("a row"))).map(|r| (r["path"].clone(), r)).collect()
}

fn brought_home(name: &str) -> (Sandbox, Tree, PathBuf) {
    let mut sandbox = Sandbox::new(name);
    let mut red = Tree::at(&sandbox.at("Red"));
    red.file("one.jpg", &content(1, 3_000))
        .file("again/one.jpg", &content(1, 3_000))
        .file("=cmd.jpg", &content(2, 400))
        .file(b"bad-\xff.jpg", &content(3, 400))
        .file("cache.tmp", &content(4, 400))
        .file("private.jpg", &content(5, 400));
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(&archive).option(&["--exclude", "*.tmp"]);
    sandbox.run().expect(0, "all is well");
    (sandbox, red, archive)
}

#[test]
fn every_file_of_a_drive_is_accounted_for_on_the_archive() {
    let (sandbox, red, archive) = brought_home("story");
    let told = story(&archive, "Red");
    assert_eq!(told.len(), 6, "every file that was on it: {:?}", told.keys());
    let one = &told["one.jpg"];
    let again = &told["again/one.jpg"];
    let (copied, repeat) = if one["became"] == "copied" { (one, again) } else { (again, one) };
    assert_eq!((copied["became"].as_str(), repeat["became"].as_str()), ("copied", "repeat"));
    assert_eq!(repeat["now_at"], copied["now_at"], "both are where the one copy is");
    let copy = std::fs::read(archive.join(&copied["now_at"])).expect("it is there, relative to the archive");
    assert_eq!(copied["checksum"], blake3::hash(&copy).to_hex().as_str(), "with its checksum");
    assert_eq!(
        (copied["verified"].as_str(), copied["verified_at"].is_empty()),
        ("ok", false),
        "read back, when"
    );
    assert_eq!(told["cache.tmp"]["became"], "left out");
    assert!(told["cache.tmp"]["message"].contains("*.tmp"), "and why");
    assert!(told.contains_key("'=cmd.jpg"), "no cell runs as a formula: {:?}", told.keys());
    assert!(told.contains_key("bad-\\xFF.jpg"), "bytes that are no text are readable: {:?}", told.keys());
    let pages = kept(&archive, "Red", "certificate");
    assert_eq!(pages.len(), 1, "the certificate lies beside it");
    assert!(std::fs::read_to_string(&pages[0]).expect("a page").contains("Red"));

    // A decision and its reason, and what is gone from the drive, are part of it.
    let words = ["file", "remove", "Red/private.jpg", "--reason", "not mine to keep"];
    sandbox.on_job(&words).expect(0, "a decision");
    std::fs::remove_file(red.path("one.jpg")).expect("taken off the drive by its owner");
    sandbox.run().expect(0, "once more");
    let told = story(&archive, "Red");
    assert_eq!(told["private.jpg"]["decision"], "leave_out");
    assert_eq!(told["private.jpg"]["decided_because"], "not mine to keep");
    assert!(!told["private.jpg"]["decided_at"].is_empty(), "and when");
    assert_eq!(told["one.jpg"]["became"], "gone from the drive");
}

#[test]
fn a_story_is_written_only_where_it_says_something_new() {
    let (sandbox, _red, archive) = brought_home("story-still");
    let before = Snapshot::of(&archive.join(".ingather/drives"));
    let stamps = || -> Vec<_> {
        let all = kept(&archive, "Red", "").into_iter();
        all.map(|p| std::fs::metadata(&p).and_then(|m| m.modified()).expect("a date")).collect()
    };
    let first = stamps();
    assert_eq!(first.len(), 3, "a story, its folders and a certificate");
    sandbox.run().expect(0, "nothing is to do");
    sandbox.on_job(&["summary"]).expect(0, "a look");
    assert_eq!(stamps(), first, "nothing was written");
    assert_eq!(Snapshot::of(&archive.join(".ingather/drives")).entries, before.entries);
}

#[test]
fn a_plan_writes_no_story() {
    let mut sandbox = Sandbox::new("story-plan");
    let mut red = Tree::at(&sandbox.at("Red"));
    red.file("one.jpg", &content(1, 3_000));
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(&archive);
    sandbox.drives_to("plan").expect(0, "a plan");
    assert_eq!(std::fs::read_dir(&archive).expect("the archive").count(), 0, "a plan writes nothing");
}
