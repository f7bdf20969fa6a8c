//! Our folder at a destination is cleared of what is ours, and of nothing else.

use std::time::Duration;

use ingather_tests::mounts::{Alias, Disk, Fault, FaultyDrive, cannot_fuse, cannot_mount};
use ingather_tests::run::PATIENCE;
use ingather_tests::tree::{Tree, content};
use ingather_tests::{Sandbox, Snapshot, skip};

use crate::scene::was_killed;

fn small_drive(sandbox: &Sandbox) -> Tree {
    let mut red = Tree::at(&sandbox.at("Red"));
    red.file("1.jpg", &content(1, 9_000)).file("x/job/keep.jpg", &content(2, 9_000));
    red.file("x/3/0000000a", &content(3, 9_000)).file("x/0000000b", &content(4, 9_000));
    red
}

#[test]
fn nothing_is_cleared_away_through_a_mount() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    // Over staging itself, over a job's folder, over a shelf; of the source, on the destination's device or another's.
    for (nth, below) in ["", "mine", "0123456789abcdef", "0123456789abcdef/3"].into_iter().enumerate() {
        for same_device in [true, false] {
            let mut sandbox = Sandbox::new(&format!("sweep-{nth}-{same_device}"));
            let disk = Disk::make(&sandbox, "disk", 32);
            let red = small_drive(&sandbox);
            let archive = if same_device { sandbox.folder("Archive") } else { disk.at("Archive") };
            let staging = archive.join(".ingather/staging");
            std::fs::create_dir_all(staging.join(below)).expect("a folder");
            let alias = Alias::over(&staging.join(below), &red.path("x"));
            sandbox.source(red.root()).destination(&archive);
            let before = Snapshot::of(red.root());
            let run = sandbox.run();
            assert!(matches!(run.code(), Some(0 | 3)), "it goes on or says why not\n{run}");
            drop(alias);
            ingather_tests::compare::untouched(&before);
            if run.code() == Some(0) {
                run.says("is not ours", "what stays there is named");
                assert!(archive.join("Red/x/job/keep.jpg").exists(), "the drive is brought home");
            }
        }
    }
}

#[test]
fn what_others_keep_in_our_staging_stays() {
    let mut sandbox = Sandbox::new("sweep-unknown");
    let red = small_drive(&sandbox);
    let archive = sandbox.folder("Archive");
    let mut staging = Tree::at(&archive.join(".ingather/staging"));
    let theirs =
        ["mine/deep/p", "f", "0123456789abcdef/x", "0123456789abcdef/3/notes.txt", "restore-my/3/0000000a"];
    for name in theirs {
        staging.file(name, b"precious");
    }
    staging.file("0123456789abcdef/3/0000000a", b"left by a run that is over");
    std::os::unix::fs::symlink(red.path("x"), staging.path("0123456789abcde0")).expect("a link");
    sandbox.source(red.root()).destination(&archive);
    sandbox.run().expect(0, "all is well").says("is not ours", "what stays there is named");
    for name in theirs {
        assert!(staging.path(name).exists(), "{name} is somebody's");
    }
    assert!(!staging.path("0123456789abcdef/3/0000000a").exists(), "what a run left is cleared away");
}

#[test]
fn a_run_that_cannot_begin_leaves_no_folders_in_staging() {
    let mut sandbox = Sandbox::new("sweep-refused");
    let red = small_drive(&sandbox);
    let archive = sandbox.folder("Archive");
    std::fs::create_dir(archive.join(".ingather")).expect("a folder");
    std::os::unix::fs::symlink("/dev/null", archive.join(".ingather/drives.json")).expect("a link");
    sandbox.source(red.root()).destination(&archive);
    sandbox.run().expect(3, "the names of drives cannot be kept");
    assert!(!archive.join(".ingather/staging").exists(), "nothing is left in staging");
}

#[test]
fn what_a_killed_restore_left_is_cleared_by_the_next() {
    if let Some(why) = cannot_fuse() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("sweep-restore");
    let mut red = small_drive(&sandbox);
    red.file("film.mov", &content(9, 20_000_000));
    let archive = FaultyDrive::mount(&sandbox, "Archive", &sandbox.folder("behind"));
    sandbox.source(red.root()).destination(archive.path());
    sandbox.run().expect(0, "brought home");
    // So slow that it cannot be over before it is killed.
    archive.misbehave(&[Fault::SlowRead { name: "film.mov", by: Duration::from_millis(200) }]);
    let words = ["restore", "--drive", "Red", "--to", "Back"];
    let staging = sandbox.at("Back/.ingather/staging");
    let mut running = sandbox.start_on_job(&words);
    let has_begun = || std::fs::read_dir(&staging).is_ok_and(|mut all| all.next().is_some());
    assert!(running.wait_until(PATIENCE, has_begun), "it begins to restore");
    was_killed(&running.kill());
    archive.heal();
    let left = std::fs::read_dir(&staging).into_iter().flatten().count();
    assert_eq!(left, 1, "the killed one left its folder");
    sandbox.on_job(&words).expect(0, "once more");
    assert!(!sandbox.at("Back/.ingather").exists(), "nothing of ours is left there");
    ingather_tests::compare::untouched(&Snapshot::of(red.root()));
}
