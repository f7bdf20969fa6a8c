//! What must not be called safe to wipe, whatever was true of it once: archives, connected or not, drives that became
//! archives, and drives of which a later look knows better.

use ingather_engine::job::Job;
use ingather_tests::mounts::{Disk, cannot_mount};
use ingather_tests::tree::{Tree, content};
use ingather_tests::{Sandbox, skip};
use serde_json::Value;

use crate::clearance::{answer, ask, brought_home};

fn text(path: &std::path::Path) -> String {
    path.to_string_lossy().into_owned()
}

/// What the list of drives says of the one with this name.
fn known(sandbox: &Sandbox, name: &str) -> Value {
    let list = sandbox.ingather(&["catalog", "list", "--json"]);
    let all = list.json();
    let found = all.into_iter().find(|drive| drive["name"] == name);
    found.unwrap_or_else(|| panic!("{name} is known\n{list}"))
}

/// The certificate of a job's first drive.
fn certificate(sandbox: &Sandbox, job: &str) -> Value {
    // Asked for as the window does: the command line shows no results of drives that are all away.
    ingather_engine::text::speak_plainly();
    let job = Job::open(&sandbox.at(job), &sandbox.at("data/catalog.db")).expect("the job");
    let results = job.results().expect("its results");
    serde_json::to_value(&results.certificates[0]).expect("a certificate")
}

#[test]
fn an_archive_that_was_copied_to_another_is_no_drive_to_wipe_connected_or_not() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("archive-source");
    let mut disks = ["red", "vault", "second"].map(|name| Disk::make(&sandbox, name, 64));
    let mut red = Tree::at(&disks[0].at("DCIM"));
    red.file("a.jpg", &content(1, 3_000)).file("b.jpg", &content(2, 3_000));
    let (vault, second) = (text(disks[1].path()), text(disks[2].path()));
    sandbox.source(red.root()).destination(&vault);
    sandbox.run().expect(0, "the drive is brought home");
    let run = sandbox.ingather(&["run", "--job", "later", "--source", &vault, "--dest", &second]);
    run.expect(0, "and the archive is copied").is_silent_on("vault: safe to wipe", "which is no offer");
    let said = certificate(&sandbox, "later");
    assert_eq!((&said["verdict"], &said["name"]), (&"check_first".into(), &"vault".into()), "{said}");
    assert_eq!(said["why"], "It is an archive: what was brought home rests on it");
    let asked = sandbox.ingather(&["clearance", "--source", &vault, "--json"]);
    asked.expect(5, "all of it is elsewhere, and it is an archive all the same");
    assert_eq!(answer(&asked)["drive"]["verdict"], "check_first", "{asked}");
    let connected = known(&sandbox, "vault");
    disks[1].unmount();
    let away = known(&sandbox, "vault");
    for drive in [&connected, &away] {
        assert_eq!((&drive["archive"], &drive["verdict"]), (&true.into(), &"check_first".into()), "{drive}");
    }
    assert_eq!(certificate(&sandbox, "later")["verdict"], "check_first", "nor with its drive away");
    let list = sandbox.ingather(&["catalog", "list"]);
    let said = list.text();
    let line = said.lines().find(|line| line.starts_with("vault"));
    assert!(line.is_some_and(|line| line.contains("an archive: ")), "{list}");
    // It is known by what it is, not by its place.
    disks[1].mount(&sandbox.folder("mounts/elsewhere"));
    assert_eq!(known(&sandbox, "vault")["archive"], true);
    disks[1].unmount();
    assert_eq!(known(&sandbox, "vault")["archive"], true);
}

#[test]
fn a_drive_that_became_an_archive_is_not_safe_on_the_word_of_an_old_look() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("became");
    let mut disks = ["red", "vault", "blue"].map(|name| Disk::make(&sandbox, name, 64));
    Tree::at(&disks[0].at("DCIM")).file("a.jpg", &content(1, 3_000));
    let mut blue = Tree::at(&disks[2].at("DCIM"));
    blue.file("b.jpg", &content(2, 3_000));
    let red = text(disks[0].path());
    sandbox.source(&red).destination(disks[1].path());
    sandbox.run().expect(0, "the drive is brought home");
    assert_eq!(certificate(&sandbox, "job")["verdict"], "safe");
    let folder = text(&disks[0].at("Archive"));
    let run = sandbox.ingather(&["run", "--job", "later", "--source", &text(blue.root()), "--dest", &folder]);
    run.expect(0, "another drive is brought to it");
    let no_more = |when: &str| {
        for said in [certificate(&sandbox, "job"), known(&sandbox, "red")] {
            assert_eq!(said["verdict"], "check_first", "{when}: {said}");
            assert_eq!(said["why"], "An archive lies on it: what was brought home rests on it", "{when}");
        }
    };
    no_more("connected");
    disks[0].unmount();
    no_more("away");
    disks[0].mount(&sandbox.at("mounts/red"));
    // Without its mark nobody can tell, and what was put there is still there.
    std::fs::remove_dir_all(disks[0].at("Archive/.ingather")).expect("the mark is gone");
    for said in [certificate(&sandbox, "job"), known(&sandbox, "red")] {
        assert_eq!(said["verdict"], "check_first", "{said}");
    }
    sandbox.ingather(&["clearance", "--source", &red]).expect(6, "a look finds what is only here");
}

#[test]
fn what_a_later_look_saw_is_not_forgotten_by_a_verification() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let (sandbox, _disks, mut red) = brought_home("later-look", &[]);
    red.file("2009 Lisbon/late.jpg", &content(300, 500));
    ask(&sandbox, &red, &[]).expect(6, "a file came");
    for when in ["asked", "verified"] {
        let (list, results) = (known(&sandbox, "DCIM"), certificate(&sandbox, "job"));
        for said in [&list, &results] {
            assert_eq!(said["verdict"], "not_yet", "{when}: {said}");
            assert_eq!(said["why"], "1 file not in any archive", "{when}: one word for one fact");
        }
        sandbox.on_job(&["verify", "--deep", "--reverify"]).expect(0, "the copies are as they were");
    }
    sandbox.run().expect(0, "it is brought home");
    for said in [known(&sandbox, "DCIM"), certificate(&sandbox, "job")] {
        assert_eq!(said["verdict"], "safe", "{said}");
    }
}

#[test]
fn files_of_a_cloud_that_are_not_on_the_drive_were_not_read() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let (sandbox, _disks, _red) = brought_home("cloud", &[]);
    // No system here makes such files: the row is what analyze writes of one.
    let db = rusqlite::Connection::open(sandbox.job().join("job.db")).expect("the job");
    let rows = "UPDATE source_files SET kind = 2, size = 0, left_out = 'placeholder' WHERE name = CAST('3.jpg' AS BLOB);
                UPDATE copy_status SET reason = 'placeholder', size = 0, twin = NULL WHERE file =
                  (SELECT id FROM source_files WHERE left_out = 'placeholder')";
    db.execute_batch(rows).expect("a placeholder");
    drop(db);
    let said = certificate(&sandbox, "job");
    assert_eq!(said["verdict"], "check_first", "{said}");
    assert_eq!(said["why"], "1 file is in the cloud only and was not read");
    let summary = sandbox.ingather(&["summary", "--job", "job"]);
    summary.says("1 left out", "it is no link, which would be nobody's loss");
}
