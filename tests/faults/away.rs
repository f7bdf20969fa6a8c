//! What an archive that is not there, or that something is mounted over, says about copies: nothing.

use ingather_tests::mounts::{Alias, Disk, cannot_mount};
use ingather_tests::tree::{Tree, content, rot};
use ingather_tests::{Sandbox, Snapshot, compare, skip};

#[test]
fn what_rests_on_an_archive_that_is_away_is_not_verified() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("pool-away");
    let (drive, home) = (Disk::make(&sandbox, "drive", 32), Disk::make(&sandbox, "home", 32));
    let mut red = Tree::at(&drive.at("Red"));
    red.file("1.jpg", &content(1, 9_000)).file("2.jpg", &content(2, 9_000));
    let mut disk = Disk::make(&sandbox, "disk", 32);
    std::fs::write(disk.at("1.jpg"), content(1, 9_000)).expect("archived already");
    sandbox.source(red.root()).destination(home.path());
    sandbox.option(&["--pool", disk.path().to_str().expect("UTF-8")]);
    sandbox.run().expect(0, "one is copied, one is there").says(": safe to wipe", "as all are read back");
    let bare = disk.unmount();
    for words in [&["verify", "--deep", "--reverify"][..], &["run"]] {
        let said = sandbox.on_job(words);
        said.expect(3, "a part cannot be looked at").says("disk", "it is named");
        said.is_silent_on(": safe to wipe", "nothing rests on what is away");
        let problems = std::fs::read_to_string(sandbox.job().join("reports/problems.csv")).expect("problems");
        assert!(problems.contains("1.jpg") && problems.contains("not connected"), "{problems}");
    }
    disk.mount(&bare);
    sandbox.on_job(&["verify", "--deep"]).expect(0, "it is back").says(": safe to wipe", "all are read back");
}

#[test]
fn a_verification_that_waited_for_a_drive_is_not_gone_on_with_but_made_anew() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("pool-away-twice");
    let mut red = Tree::at(&sandbox.at("Red"));
    red.file("1.jpg", &content(1, 9_000)).file("2.jpg", &content(2, 9_000));
    let mut disk = Disk::make(&sandbox, "disk", 32);
    std::fs::write(disk.at("1.jpg"), content(1, 9_000)).expect("archived already");
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(&archive);
    sandbox.option(&["--pool", disk.path().to_str().expect("UTF-8")]);
    sandbox.run().expect(0, "one is copied, one is there");
    let bare = disk.unmount();
    sandbox.on_job(&["verify", "--deep"]).expect(3, "a part cannot be looked at");
    rot(&archive.join("Red/2.jpg"), 100);
    disk.mount(&bare);
    sandbox.on_job(&["verify", "--deep"]).expect(1, "all is read again").says("damaged", "it is named");
}

#[test]
fn a_source_mounted_over_its_own_copies_is_not_read_as_the_copies() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    for same_device in [true, false] {
        let mut sandbox = Sandbox::new(&format!("covered-{same_device}"));
        let mut red = Tree::at(&sandbox.at("Red"));
        red.file("1.jpg", &content(1, 9_000)).file("a/2.jpg", &content(2, 9_000));
        let disk = Disk::make(&sandbox, "disk", 32);
        let archive = if same_device { sandbox.folder("Archive") } else { disk.at("Archive") };
        std::fs::create_dir_all(&archive).expect("an archive");
        sandbox.source(red.root()).destination(&archive);
        sandbox.run().expect(0, "brought home");
        let alias = Alias::over(&archive.join("Red"), red.root());
        let before = Snapshot::of(red.root());
        let said = sandbox.on_job(&["verify", "--deep", "--reverify"]);
        said.expect(1, "the copies cannot be read").is_silent_on(": safe to wipe", "they were not looked at");
        red.file("b/3.jpg", &content(3, 9_000));
        let with_new = Snapshot::of(red.root());
        let run = sandbox.run();
        assert!(matches!(run.code(), Some(1 | 3)), "there is no place for them\n{run}");
        run.is_silent_on(": safe to wipe", "never while the source covers its copies");
        compare::untouched(&with_new);
        drop((alias, before));
        sandbox.run().expect(0, "uncovered, all is well");
        compare::archived(&[("Red", &with_new)], &Snapshot::default(), &archive);
    }
}
