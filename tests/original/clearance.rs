//! May this drive be wiped? Never without a copy that is there now, on another volume, and was read back.

use ingather_tests::mounts::{Disk, cannot_mount};
use ingather_tests::tree::{Tree, content, rot};
use ingather_tests::watch::Watch;
use ingather_tests::{Outcome, Sandbox, skip};
use serde_json::Value;

/// A drive on a disk of its own, brought home to an archive on another.
pub fn brought_home(name: &str, options: &[&str]) -> (Sandbox, [Disk; 2], Tree) {
    let mut sandbox = Sandbox::new(name);
    let disks = [Disk::make(&sandbox, "red", 64), Disk::make(&sandbox, "blue", 64)];
    let mut red = Tree::at(&disks[0].at("DCIM"));
    for n in 0..20 {
        red.file(format!("2009 Lisbon/{n}.jpg"), &content(n, 4_000));
    }
    red.file("film.mov", &content(90, 1_600_000))
        .file("empty.txt", b"")
        .link("newest.jpg", "2009 Lisbon/19.jpg");
    sandbox.source(red.root()).destination(disks[1].at("Archive")).option(options);
    sandbox.run().expect(0, "all is brought home");
    (sandbox, disks, red)
}

pub fn ask(sandbox: &Sandbox, red: &Tree, more: &[&str]) -> Outcome {
    let source = red.root().to_string_lossy().into_owned();
    let mut words = vec!["clearance", "--source", &source, "--json", "--job", "job"];
    words.extend(more);
    sandbox.ingather(&words)
}

pub fn answer(outcome: &Outcome) -> Value {
    outcome.json().pop().unwrap_or_else(|| panic!("no answer\n{outcome}"))
}

pub fn codes(answer: &Value) -> Vec<(String, String)> {
    let text = |v: &Value| v.as_str().unwrap_or_default().to_owned();
    let all = answer["exceptions"].as_array().expect("exceptions");
    all.iter().map(|e| (text(&e["code"]), text(&e["path"]))).collect()
}

#[test]
fn a_drive_whose_files_are_all_read_back_is_clear_and_not_read_again() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let (sandbox, disks, red) = brought_home("clear", &[]);
    let watch = Watch::over(&[disks[0].path(), &disks[1].at("Archive/DCIM")]);
    let said = ask(&sandbox, &red, &[]);
    said.expect(0, "every file has a copy that was read back");
    let seen = watch.touched();
    assert!(seen.changed.is_empty() && seen.opened_for_writing.is_empty(), "a drive is only read: {seen:?}");
    assert!(seen.read.is_empty(), "nothing has changed, so nothing is read: {:?}", seen.read);
    let clear = answer(&said);
    assert_eq!(clear["clearance"], "clear");
    assert_eq!(clear["drive"]["verdict"], "safe");
    assert_eq!(clear["drive"]["files"], 22, "20 pictures, a film, an empty file; the link is no file");
    assert_eq!((&clear["links"], &clear["exceptions_total"]), (&1.into(), &0.into()), "links never spoil it");
    assert_eq!(
        (&clear["files_read"], &clear["copies_read"]),
        (&0.into(), &0.into()),
        "all is vouched for\n{said}"
    );
    for report in clear["reports"].as_array().expect("reports") {
        let text =
            std::fs::read_to_string(report.as_str().expect("a path")).expect("the certificate is there");
        let table = report.as_str().is_some_and(|path| path.ends_with(".csv"));
        let wanted = if table { "path,size,code,message\n" } else { "Safe to wipe" };
        assert!(text.contains(wanted), "{text}");
        assert!(!table || text.lines().count() == 1, "nothing is in the way: {text}");
    }
    let reread = ask(&sandbox, &red, &["--reread"]);
    reread.expect(0, "read again, it is the same");
    assert_eq!(answer(&reread)["files_read"], 21, "--reread reads every file with content once");
    assert!(answer(&reread)["copies_read"].as_u64() >= Some(21), "and every copy\n{reread}");
}

#[test]
fn new_changed_and_unarchived_files_are_named() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let (sandbox, _disks, mut red) = brought_home("not-clear", &[]);
    red.file("2009 Lisbon/late.jpg", &content(300, 500));
    std::fs::write(red.path("2009 Lisbon/3.jpg"), content(301, 4_000)).expect("another content");
    let said = ask(&sandbox, &red, &[]);
    said.expect(6, "two files exist only here");
    let not_clear = answer(&said);
    assert_eq!(
        codes(&not_clear),
        [
            ("only_here".into(), "2009 Lisbon/3.jpg".into()),
            ("only_here".into(), "2009 Lisbon/late.jpg".into())
        ]
    );
    assert_eq!(not_clear["files_read"], 2, "only what is new or changed is read\n{said}");
    sandbox.run().expect(0, "they are brought home");
    ask(&sandbox, &red, &[]).expect(0, "now it is clear");
}

#[test]
fn left_out_files_are_exceptions() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let (sandbox, _disks, mut red) = brought_home("left-out", &["--exclude", "*.tmp"]);
    red.file("cache.tmp", &content(400, 500)).file(".Trashes/501/old.jpg", &content(401, 500));
    let said = ask(&sandbox, &red, &[]);
    said.expect(5, "clear, but for what was left out");
    let named = codes(&answer(&said));
    assert_eq!(
        named,
        [("left_out".into(), "cache.tmp".into()), ("left_out".into(), ".Trashes/501/old.jpg".into())],
        "each is named\n{said}"
    );
}

#[test]
fn a_copy_must_be_there_now_and_as_it_was() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let (sandbox, disks, red) = brought_home("copies", &[]);
    let archive = disks[1].at("Archive/DCIM");
    std::fs::remove_file(archive.join("2009 Lisbon/5.jpg")).expect("a lost copy");
    rot(&archive.join("2009 Lisbon/7.jpg"), 100);
    let said = ask(&sandbox, &red, &[]);
    said.expect(6, "two copies are not as they were");
    let named = codes(&answer(&said));
    assert_eq!(
        named,
        [("copy_gone".into(), "2009 Lisbon/5.jpg".into()), ("copy_gone".into(), "2009 Lisbon/7.jpg".into())],
        "{said}"
    );
}

#[test]
fn copies_that_were_never_read_back_prove_nothing() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let (sandbox, _disks, red) = brought_home("unverified", &["--verify", "none"]);
    let said = ask(&sandbox, &red, &[]);
    said.expect(6, "nothing was read back");
    assert!(codes(&answer(&said)).iter().all(|(code, _)| code == "not_read_back"), "{said}");
    assert_eq!(answer(&said)["drive"]["verdict"], "check_first");
    sandbox.on_job(&["verify", "--deep"]).expect(0, "the copies are read back");
    ask(&sandbox, &red, &[]).expect(0, "now it is clear");
}

#[test]
fn a_copy_on_a_drive_that_is_away_is_said_to_be_there() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let (sandbox, mut disks, red) = brought_home("away", &[]);
    let at = disks[1].unmount();
    let said = ask(&sandbox, &red, &[]);
    said.expect(6, "what is away cannot be looked at").says("not connected", "the reason");
    assert!(codes(&answer(&said)).iter().all(|(code, _)| code == "copy_away"), "{said}");
    disks[1].mount(&at);
    ask(&sandbox, &red, &[]).expect(0, "with the drive back it is clear");
}

#[test]
fn copies_on_the_same_volume_prove_nothing() {
    let mut plain = Sandbox::new("same-volume");
    let mut drive = Tree::at(&plain.at("Green"));
    drive.file("a.jpg", &content(1, 900));
    let archive = plain.folder("Archive");
    plain.source(drive.root()).destination(&archive);
    plain.run().expect(0, "copied");
    let said = ask(&plain, &drive, &[]);
    said.expect(6, "the copy is on the same volume");
    assert_eq!(codes(&answer(&said))[0].0, "same_volume");
}

#[test]
fn a_file_that_is_only_on_another_unarchived_drive_is_not_clear() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("other-drive");
    let (one, two) = (Disk::make(&sandbox, "one", 32), Disk::make(&sandbox, "two", 32));
    let (mut red, mut green) = (Tree::at(&one.at("x")), Tree::at(&two.at("y")));
    red.file("a.jpg", &content(1, 900));
    green.file("b.jpg", &content(1, 900)).file("c.jpg", &content(1, 900));
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).source(green.root()).destination(&archive).option(&["--exact-plan"]);
    sandbox.drives_to("plan").expect(0, "looked at, nothing copied");
    let said = ask(&sandbox, &red, &[]);
    said.expect(6, "the twin on the other drive is no archive");
    assert!(matches!(codes(&answer(&said))[0].0.as_str(), "not_archived" | "only_here"), "{said}");
}

#[test]
fn an_empty_file_is_found_under_the_name_that_it_got() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("empty-clash");
    let disks = [Disk::make(&sandbox, "red", 32), Disk::make(&sandbox, "blue", 32)];
    let mut red = Tree::at(&disks[0].at("x"));
    red.file("note.txt", b"");
    let taken = disks[1].at("x/note.txt");
    std::fs::create_dir_all(taken.parent().expect("a folder")).expect("made");
    std::fs::write(&taken, b"a note of somebody").expect("written");
    sandbox.source(red.root()).destination(disks[1].path());
    sandbox.run().expect(0, "it gets another name");
    ask(&sandbox, &red, &[]).expect(0, "and is known under it");
}

#[test]
fn wrong_use_is_exit_2() {
    let sandbox = Sandbox::new("clearance-use");
    sandbox.ingather(&["clearance", "--source", "nowhere"]).expect(2, "there is no such folder");
    sandbox.ingather(&["clearance"]).expect(2, "a source is needed");
    sandbox.folder("mount point");
    let empty = sandbox.ingather(&["clearance", "--source", "mount point"]);
    empty
        .expect(6, "a mount point without its drive is not clear")
        .says("is the drive connected", "and that is said");
}
