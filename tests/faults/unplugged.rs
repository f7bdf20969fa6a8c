//! Drives that are not where they were.

use ingather_tests::mounts::{Disk, cannot_mount};
use ingather_tests::{Sandbox, Snapshot, compare, skip};

use crate::scene::{Scene, simple_drive, was_killed};

#[test]
fn a_destination_that_is_not_mounted_gets_not_one_byte() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("unmounted");
    sandbox.variable("INGATHER_FAULT", "after_commit");
    let mut disk = Disk::make(&sandbox, "disk", 64);
    let mut scene = Scene::simple(sandbox, disk.path(), 120);
    scene.before.entries.clear();
    was_killed(&scene.sandbox.run());
    scene.sandbox.without("INGATHER_FAULT");
    let bare = disk.unmount();
    for verb in ["resume", "run"] {
        let resume = if verb == "run" { scene.sandbox.run() } else { scene.sandbox.resume() };
        resume.expect(3, "it cannot go on without its destination").is_silent_on("panicked", "in words");
        let said = resume.text();
        let told = said.lines().filter(|l| l.contains("mounts/disk")).count();
        assert!(told >= 1, "the destination is named\n{resume}");
        assert!(said.lines().count() <= 30, "one clear message, not one for each file\n{resume}");
        assert_eq!(
            std::fs::read_dir(&bare).expect("the mount point").count(),
            0,
            "not one byte in the bare mount point"
        );
    }
    disk.mount(&bare);
    scene.sandbox.resume().expect(0, "with the disk back it goes on");
    disk_is_complete(&scene);
}

/// The disk's own `lost+found` is no part of the archive.
fn disk_is_complete(scene: &Scene) {
    scene.drives.iter().for_each(compare::untouched);
    let after = Snapshot::of_archive(&scene.archive);
    for (content, paths) in scene.drives[0].contents() {
        assert_eq!(
            after.contents().get(&content).map(Vec::len),
            Some(1),
            "{:?} is there once",
            paths[0].escape_ascii().to_string()
        );
    }
    compare::staging_is_clean(&scene.archive);
}

#[test]
fn a_destination_that_comes_back_elsewhere_is_known() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let sandbox = Sandbox::new("elsewhere");
    let mut disk = Disk::make(&sandbox, "disk", 64);
    let elsewhere = sandbox.folder("mounts/elsewhere");
    let scene = Scene::simple(sandbox, &disk.at("Archive"), 60);
    scene.sandbox.run().expect(0, "the first run");
    let first = Snapshot::of_archive(&scene.archive);
    let bare = disk.unmount();
    disk.mount(&elsewhere);
    let resume = scene.sandbox.resume();
    resume.expect(0, "the disk is known by its identity, not by its path");
    assert_eq!(std::fs::read_dir(&bare).expect("the old mount point").count(), 0, "nothing at the old place");
    let now = Snapshot::of_archive(&disk.at("Archive"));
    assert_eq!(now.entries, first.entries, "nothing was copied again");
}

#[test]
fn a_source_that_is_gone_waits_and_the_rest_goes_on() {
    let mut sandbox = Sandbox::new("source-gone");
    let red = simple_drive(&sandbox.at("drives/Red"), 40);
    let mut green = ingather_tests::tree::Tree::at(&sandbox.at("drives/Green"));
    for n in 0..20 {
        green.file(format!("{n}.jpg"), &ingather_tests::tree::content(40_000 + n, 4_000));
    }
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).source(green.root()).destination(&archive);
    let drives = [Snapshot::of(red.root()), Snapshot::of(green.root())];
    sandbox.drives_to("plan").expect(0, "the plan");
    let away = sandbox.at("away");
    std::fs::rename(green.root(), &away).expect("the drive is unplugged");
    let run = sandbox.resume();
    assert!(matches!(run.code(), Some(1 | 3)), "not everything could be done\n{run}");
    run.says("Green", "the drive that is missing is named");
    let after = Snapshot::of_archive(&archive);
    for content in drives[0].contents().keys() {
        assert_eq!(after.contents().get(content).map(Vec::len), Some(1), "the other drive is brought in");
    }
    std::fs::rename(&away, green.root()).expect("the drive is back");
    sandbox.resume().expect(0, "all drives are there");
    compare::archived(&[("Red", &drives[0]), ("Green", &drives[1])], &Snapshot::default(), &archive);
}

#[test]
fn a_read_only_destination_is_one_message() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let sandbox = Sandbox::new("read-only");
    let disk = Disk::make(&sandbox, "disk", 64);
    let scene = Scene::simple(sandbox, &disk.at("Archive"), 60);
    disk.set_read_only(true);
    let run = scene.sandbox.run();
    run.expect(3, "it cannot run").is_silent_on("panicked", "in words");
    assert!(run.text().lines().count() <= 25, "one message, not one for each file\n{run}");
    run.says("read-only", "the reason is named");
    disk.set_read_only(false);
    scene.sandbox.run().expect(0, "writable again");
    scene.archive_is_complete();
}

#[test]
fn an_archive_begun_anew_on_another_disk_is_that_disks_from_then_on() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let sandbox = Sandbox::new("new-disk");
    let red = Disk::make(&sandbox, "red", 32);
    let mut old = Disk::make(&sandbox, "archive", 64);
    let place = old.path().to_owned();
    let mut sandbox = sandbox;
    std::fs::write(red.at("a.jpg"), b"a picture").expect("a file");
    sandbox.source(red.path()).destination(&place);
    sandbox.run().expect(0, "copied to the first disk");
    old.unmount();
    let mut new = Disk::make(&sandbox, "second", 64);
    new.unmount();
    new.mount(&place);
    sandbox.run().expect(3, "another disk at that place is not the archive");
    sandbox.on_job(&["run", "--new-destination"]).expect(0, "unless a person says so");
    let ask = ["clearance", "--source", "mounts/red", "--job", "job"];
    sandbox.ingather(&ask).expect(0, "the copy is there, on the new disk");
    sandbox.run().expect(0, "the next run knows the disk").says("Nothing was to do", "and has nothing to do");
}
