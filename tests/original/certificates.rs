//! The certificate that a run gives a drive and the answer of `clearance` rest on the same facts: the run's is never
//! the better one.

use ingather_tests::mounts::{Bridge, Disk, Memory, Stick, cannot_mount};
use ingather_tests::tree::{Tree, content, rot};
use ingather_tests::{Sandbox, skip};
use serde_json::Value;

use crate::clearance::{answer, ask, brought_home};

/// The certificate of the job's first drive as the window shows it now.
fn certificate(sandbox: &Sandbox) -> Value {
    let results = sandbox.on_job(&["summary", "--json"]);
    let certificate = results.json().last().expect("an object")["certificates"][0].clone();
    assert!(certificate["verdict"].is_string(), "{results}");
    certificate
}

fn rank(verdict: &Value) -> usize {
    let order = ["not_yet", "check_first", "safe"];
    order.iter().position(|word| verdict == word).unwrap_or_else(|| panic!("a verdict: {verdict}"))
}

/// What both say, which is the same or worse on the run's side.
fn both(sandbox: &Sandbox, red: &Tree) -> [String; 2] {
    let run = certificate(sandbox);
    let asked = answer(&ask(sandbox, red, &[]))["drive"].clone();
    assert!(rank(&run["verdict"]) <= rank(&asked["verdict"]), "the run's is greener: {run} than {asked}");
    let word = |v: &Value| v["verdict"].as_str().unwrap_or_default().to_owned();
    [word(&run), word(&asked)]
}

fn small_drive(at: &std::path::Path) -> Tree {
    let mut red = Tree::at(at);
    for n in 0..6 {
        red.file(format!("{n}.jpg"), &content(n, 3_000));
    }
    red
}

#[test]
fn what_lies_on_another_disk_and_was_read_back_is_safe_for_both() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let (sandbox, _disks, red) = brought_home("both-safe", &[]);
    assert_eq!(both(&sandbox, &red), ["safe", "safe"]);
}

#[test]
fn a_look_at_sizes_and_dates_takes_nothing_from_what_was_read_back() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let (sandbox, disks, red) = brought_home("both-shallow", &[]);
    sandbox.on_job(&["verify", "--shallow"]).expect(0, "all is there");
    assert_eq!(both(&sandbox, &red), ["safe", "safe"]);
    // Other bytes under the old size and date: only the time of the last change of status tells.
    rot(&disks[1].at("Archive/DCIM/2009 Lisbon/3.jpg"), 10);
    sandbox.on_job(&["verify", "--shallow"]).expect(0, "by size and date all is there");
    assert_eq!(certificate(&sandbox)["verdict"], "check_first", "that copy is not what was read back");
}

#[test]
fn an_archive_on_the_drive_itself_goes_with_it() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("both-same");
    let disk = Disk::make(&sandbox, "one", 32);
    let red = small_drive(&disk.at("DCIM"));
    sandbox.source(red.root()).destination(disk.at("Archive"));
    sandbox.run().expect(0, "copied").says("6 files have their copies on this very drive", "and why not");
    assert_eq!(both(&sandbox, &red), ["not_yet", "not_yet"], "one word for one fact");
}

#[test]
fn a_pool_on_the_drive_itself_goes_with_it_too() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("both-pool");
    let (mut one, two) = (Disk::make(&sandbox, "one", 32), Disk::make(&sandbox, "two", 32));
    let red = small_drive(&one.at("DCIM"));
    let mut old = Tree::at(&one.at("old"));
    old.file("kept.jpg", &content(2, 3_000));
    let pool = old.root().to_string_lossy().into_owned();
    let mut blue = Tree::at(&two.at("Blue"));
    blue.file("other.jpg", &content(70, 3_000));
    sandbox.source(red.root()).source(blue.root()).destination(two.at("Archive")).option(&["--pool", &pool]);
    sandbox.run().expect(0, "all but one are copied, that is in the pool already");
    assert_eq!(both(&sandbox, &red), ["not_yet", "not_yet"]);
    assert_eq!(certificate(&sandbox)["why"], "1 file has its copy on this very drive");
    // With the drive away that can be seen no more, and is not forgotten.
    one.unmount();
    let run = sandbox.on_job(&["resume", "--json"]);
    let last = run.json().pop().expect("a report");
    let about = &last["results"]["certificates"][0];
    assert_eq!((&about["name"], &about["verdict"]), (&"DCIM".into(), &"not_yet".into()), "{run}");
}

#[test]
fn memory_and_bridges_are_no_other_disk() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("both-memory");
    let (one, memory) = (Disk::make(&sandbox, "one", 32), Memory::make(&sandbox, "memory", 16));
    let red = small_drive(&one.at("DCIM"));
    sandbox.source(red.root()).destination(memory.path());
    sandbox.run().expect(0, "copied");
    assert_eq!(both(&sandbox, &red), ["not_yet", "not_yet"]);
    assert_eq!(certificate(&sandbox)["why"], "6 files have their copies in memory only");

    let mut sandbox = Sandbox::new("both-bridge");
    let one = Disk::make(&sandbox, "one", 32);
    let red = small_drive(&one.at("DCIM"));
    std::fs::create_dir(one.at("backup")).expect("a folder");
    let bridge = match Bridge::make(&sandbox, "bridge", &one.at("backup")) {
        Ok(bridge) => bridge,
        Err(why) => skip!("{why}"),
    };
    sandbox.source(red.root()).destination(bridge.path());
    sandbox.run().expect(0, "copied");
    assert_eq!(both(&sandbox, &red)[1], "not_yet");
}

#[test]
fn a_drive_of_which_there_is_a_clone_must_be_read_again() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let (sandbox, mut disks, red) = brought_home("both-clone", &[]);
    assert_eq!(certificate(&sandbox)["verdict"], "safe", "nobody knows of a clone");
    let mut clone = disks[0].clone_to(&sandbox, "clone");
    clone.mount(&sandbox.folder("mounts/clone"));
    let run = sandbox.run();
    run.expect(3, "nobody can tell which is which").says("has the same identity", "it says so");
    clone.unmount();
    let run = sandbox.run();
    run.expect(0, "the clone is gone, and remembered");
    let certificate = certificate(&sandbox);
    assert_eq!(certificate["verdict"], "check_first", "it may be either: {certificate}");
    ask(&sandbox, &red, &[]).expect(0, "a clearance reads the drive again, and knows");
}

#[test]
fn old_verdicts_of_a_stick_expire_with_the_next_look() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("both-stick");
    let one = Disk::make(&sandbox, "one", 32);
    let stick = match Stick::exfat(&sandbox, "stick", 32) {
        Ok(stick) => stick,
        Err(why) => skip!("{why}"),
    };
    let red = small_drive(&one.at("DCIM"));
    sandbox.source(red.root()).destination(stick.path().join("Archive"));
    sandbox.run().expect(0, "copied and read back");
    assert_eq!(certificate(&sandbox)["verdict"], "safe", "read back just now");
    // Other bytes under the same size and date: the stick's file system shows nothing of it.
    let copies = stick.path().join("Archive/DCIM");
    ingather_tests::tree::rot(&copies.join("3.jpg"), 100);
    sandbox.run().expect(0, "nothing new is on the drive");
    let run = certificate(&sandbox);
    assert_eq!(run["verdict"], "check_first", "{run}");
    assert!(run["why"].as_str().is_some_and(|why| why.ends_with("read back before the last look")), "{run}");
    both(&sandbox, &red);
    sandbox.on_job(&["verify", "--deep"]);
    assert_ne!(certificate(&sandbox)["why"], run["why"], "what was read back now is of now");
}
