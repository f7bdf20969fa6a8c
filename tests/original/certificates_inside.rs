//! Folders of a job that lie in one of its drives go with that drive: its certificate never forgets them.

use ingather_tests::mounts::{Disk, cannot_mount};
use ingather_tests::tree::{Tree, content};
use ingather_tests::{Sandbox, skip};
use serde_json::Value;

use crate::clearance::{answer, ask};

/// A drive with two pictures, one of them in a folder of its own, and another disk to bring them to.
fn drive(sandbox: &Sandbox) -> (Disk, Tree, Disk) {
    let red = Disk::make(sandbox, "red", 32);
    let mut tree = Tree::at(&red.at("DCIM"));
    tree.file("one.jpg", &content(1, 3_000)).file("inner/only.jpg", &content(2, 3_000));
    (red, tree, Disk::make(sandbox, "blue", 32))
}

/// The certificate of the drive that has this name, as `summary` tells it.
fn certificate(sandbox: &Sandbox, name: &str) -> Value {
    let results = sandbox.on_job(&["summary", "--json"]);
    let all = results.json().last().expect("an object")["certificates"].clone();
    let found = all.as_array().into_iter().flatten().find(|c| c["name"] == name);
    found.unwrap_or_else(|| panic!("a certificate of {name}: {results}")).clone()
}

#[test]
fn a_pool_in_a_drive_would_go_with_it() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("pool-in-drive");
    let (_red, tree, blue) = drive(&sandbox);
    let pool = tree.path("inner").to_string_lossy().into_owned();
    sandbox.source(tree.root()).destination(blue.at("Archive")).option(&["--pool", &pool]);
    let run = sandbox.run();
    run.expect(0, "what is to be copied is copied").says("inner lies in it and was not looked at", "why not");
    assert_eq!(certificate(&sandbox, "DCIM")["verdict"], "check_first", "{run}");
    assert_eq!(answer(&ask(&sandbox, &tree, &[]))["clearance"], "not_clear", "only.jpg is nowhere else");
    sandbox.on_job(&["pool", "remove", &pool]).expect(0, "it is a part of the drive from now on");
    assert_eq!(
        certificate(&sandbox, "DCIM")["verdict"],
        "not_yet",
        "the clearance has seen what is only there"
    );
    sandbox.resume().expect(0, "it is copied, too");
    assert_eq!(certificate(&sandbox, "DCIM")["verdict"], "safe", "now all of it is there");
}

#[test]
fn an_archive_in_a_drive_would_go_with_it() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("archive-in-drive");
    let (_red, tree, blue) = drive(&sandbox);
    sandbox.source(tree.root()).destination(tree.path("inner")).destination(blue.at("Archive"));
    sandbox.run().expect(0, "copied to both");
    assert_eq!(
        certificate(&sandbox, "DCIM")["verdict"],
        "check_first",
        "inner/only.jpg is in no other place"
    );
    assert_eq!(answer(&ask(&sandbox, &tree, &[]))["clearance"], "not_clear", "and a clearance finds it");
}

#[test]
fn a_drive_is_as_safe_as_the_drive_in_it() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("drive-in-drive");
    let (_red, mut tree, blue) = drive(&sandbox);
    let inner = tree.path("inner");
    sandbox.source(tree.root()).source(&inner).destination(blue.at("Archive"));
    sandbox.run().expect(0, "both");
    assert_eq!(certificate(&sandbox, "DCIM")["verdict"], "safe", "all of both are there");
    assert_eq!(certificate(&sandbox, "inner")["verdict"], "safe");
    tree.file("inner/new.jpg", &content(3, 3_000));
    sandbox.on_job(&["analyze"]).expect(0, "the new one is seen");
    let (outer, within) = (certificate(&sandbox, "DCIM"), certificate(&sandbox, "inner"));
    assert_eq!(within["verdict"], "not_yet", "a file waits: {within}");
    assert_eq!(outer["verdict"], "not_yet", "and would go with the outer one: {outer}");
    let why = outer["why"].as_str().unwrap_or_default().to_owned();
    assert!(why.contains("inner") && why.contains("1 file exists only here"), "{why}");
    // Taken out of the job it is a part of the outer one that was not looked at.
    let named = inner.to_string_lossy().into_owned();
    sandbox.on_job(&["source", "remove", &named]).expect(0, "taken out");
    assert_ne!(certificate(&sandbox, "DCIM")["verdict"], "safe", "until the next look");
    sandbox.resume().expect(0, "brought in with the outer one");
    assert_eq!(certificate(&sandbox, "DCIM")["verdict"], "safe");
}
