//! Volumes without an identity, with another's, with several file systems' worth of inodes, and seen through other mounts.

use std::path::{Path, PathBuf};

use ingather_tests::mounts::{Alias, Btrfs, Disk, Memory, cannot_mount};
use ingather_tests::run::{Outcome, PATIENCE, spawn};
use ingather_tests::tree::{Tree, content};
use ingather_tests::{Sandbox, Snapshot, compare, skip};

fn pictures(root: &Path, first: u64) -> Tree {
    let mut tree = Tree::at(root);
    for n in 0..8 {
        tree.file(format!("DCIM/{n}.jpg"), &content(first + n, 2_000));
    }
    tree
}

/// A job of its own over one drive.
fn another_job(sandbox: &Sandbox, name: &str, source: &Path, archive: &Path) -> Outcome {
    let mut command = sandbox.command(["run", "--json", "--job"]);
    command.arg(sandbox.at(name)).arg("--source").arg(source).arg("--dest").arg(archive);
    spawn(command).wait(PATIENCE)
}

fn folders(archive: &Path) -> Vec<PathBuf> {
    let list = std::fs::read_dir(archive).expect("a list").flatten().map(|e| e.path());
    let mut all: Vec<_> = list.filter(|p| !p.ends_with(".ingather") && !p.ends_with("lost+found")).collect();
    all.sort();
    all
}

#[test]
fn files_of_two_subvolumes_are_never_one_file() {
    let mut sandbox = Sandbox::new("subvolumes");
    let disk = match Btrfs::make(&sandbox, "disk", &["Photos", "Old", "Store"]) {
        Ok(disk) => disk,
        Err(why) => skip!("{why}"),
    };
    let (mut photos, mut old) = (Tree::at(&disk.at("Photos")), Tree::at(&disk.at("Old")));
    // The same inode numbers in both, and several names for each: only the device tells them apart.
    for n in 0..6 {
        photos
            .file(format!("{n}.jpg"), &content(n, 3_000))
            .hard_link(format!("again {n}.jpg"), format!("{n}.jpg"));
        old.file(format!("{n}.jpg"), &content(50 + n, 3_000))
            .hard_link(format!("again {n}.jpg"), format!("{n}.jpg"));
    }
    let inode = |tree: &Tree| Snapshot::of(tree.root()).get("3.jpg").map(|e| e.inode);
    assert_eq!(inode(&photos), inode(&old), "this is what the test is about");
    let archive = disk.at("Store/Archive");
    std::fs::create_dir_all(&archive).expect("an archive");
    sandbox.source(photos.root()).source(old.root()).destination(&archive).option(&["--json"]);
    let (one, two) = (Snapshot::of(photos.root()), Snapshot::of(old.root()));
    let run = sandbox.run();
    run.expect(0, "brought home").report().equation_holds(0);
    compare::archived(&[("Photos", &one), ("Old", &two)], &Snapshot::default(), &archive);
    assert_eq!(
        run.report().term(0, "repeats").0,
        12,
        "a second name is a repeat of its own file only\n{run}"
    );
    let again = sandbox.run();
    again.expect(0, "again").is_silent_on("has changed", "copies are not taken for the originals");
    assert_eq!(again.report().bytes(), (0, 0), "nothing is left to do\n{again}");
    compare::archived(&[("Photos", &one), ("Old", &two)], &Snapshot::default(), &archive);
}

#[test]
fn a_subvolume_that_is_mounted_alone_is_known_again() {
    let sandbox = Sandbox::new("subvolume-alone");
    let mut disk = match Btrfs::make(&sandbox, "disk", &["Photos"]) {
        Ok(disk) => disk,
        Err(why) => skip!("{why}"),
    };
    let photos = pictures(&disk.at("Photos"), 0);
    let archive = sandbox.folder("Archive");
    another_job(&sandbox, "first", photos.root(), &archive).expect(0, "by the whole disk");
    let before = Snapshot::of_archive(&archive);
    let alone = disk.mount_subvolume(&sandbox, "Photos");
    let again = another_job(&sandbox, "second", &alone, &archive);
    assert_eq!(again.expect(0, "by the subvolume").report().bytes().1, 0, "{again}");
    assert_eq!(
        Snapshot::of_archive(&archive).entries,
        before.entries,
        "it is the same folder of the same drive"
    );
}

#[test]
fn a_drive_behind_a_bind_mount_is_the_same_drive() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let sandbox = Sandbox::new("bind-mount");
    let disk = Disk::make(&sandbox, "disk", 16);
    let photos = pictures(&disk.at("photos"), 0);
    let archive = sandbox.folder("Archive");
    another_job(&sandbox, "first", photos.root(), &archive).expect(0, "by its own mount");
    let before = Snapshot::of_archive(&archive);
    let alias = Alias::make(&sandbox, "elsewhere", photos.root());
    let again = another_job(&sandbox, "second", alias.path(), &archive);
    assert_eq!(
        again.expect(0, "through the bind mount").report().bytes(),
        (0, 0),
        "all is known of it\n{again}"
    );
    assert_eq!(Snapshot::of_archive(&archive).entries, before.entries, "and its folder is the same");
}

#[test]
fn volumes_without_an_identity_work_and_are_told_apart() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("no-identity");
    let (one, two) = (Memory::make(&sandbox, "one", 8), Memory::make(&sandbox, "two", 8));
    // The same names and sizes on both.
    let (first, second) = (pictures(&one.path().join("card"), 0), pictures(&two.path().join("card"), 100));
    let archive = sandbox.folder("Archive");
    sandbox.source(first.root()).source(second.root()).destination(&archive).option(&["--json"]);
    sandbox.run().expect(0, "both").report().equation_holds(0);
    assert_eq!(folders(&archive).len(), 2, "two drives: {:?}", folders(&archive));
    assert_eq!(Snapshot::of_archive(&archive).tally().0, 16, "sixteen contents");
    assert_eq!(sandbox.run().report().bytes(), (0, 0), "and they are known again");
}

#[test]
fn two_drives_of_one_identity_are_told_apart() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("one-identity");
    let mut disk = Disk::make(&sandbox, "disk", 16);
    pictures(&disk.at("card"), 0);
    let mut clone = disk.clone_to(&sandbox, "clone");
    clone.mount(&sandbox.folder("mounts/clone"));
    std::fs::write(clone.at("card/DCIM/3.jpg"), content(77, 2_000)).expect("one picture is another");
    let archive = sandbox.folder("Archive");
    sandbox.source(disk.at("card")).source(clone.at("card")).destination(&archive).option(&["--json"]);
    let run = sandbox.run();
    run.expect(0, "both").report().equation_holds(0);
    assert_eq!(run.report().term(0, "found").0, 16, "the files of both");
    assert_eq!(
        run.report().term(0, "copied").0,
        9,
        "the picture that differs is brought home as well\n{run}"
    );
    let kept = Snapshot::of_archive(&archive).contents();
    for n in [0, 3, 77] {
        let wanted = *blake3::hash(&content(n, 2_000)).as_bytes();
        assert_eq!(kept.get(&wanted).map(Vec::len), Some(1), "content {n} is there once");
    }
    sandbox.ingather(&["catalog", "list", "--json"]).expect(0, "both are listed");
}

#[test]
fn a_volume_whose_mount_point_begins_like_anothers_is_another() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("vol-vol2");
    let (vol, vol2) = (Disk::make(&sandbox, "vol", 16), Disk::make(&sandbox, "vol2", 16));
    let (one, two) = (pictures(&vol.at("a"), 0), pictures(&vol2.at("a"), 100));
    let archive = sandbox.folder("Archive");
    sandbox.source(one.root()).source(two.root()).destination(&archive).option(&["--json"]);
    sandbox.run().expect(0, "both");
    assert_eq!(Snapshot::of_archive(&archive).tally().0, 16);
    let bare = {
        let mut vol = vol;
        vol.unmount()
    };
    let run = sandbox.run();
    run.expect(3, "one is away").says("is not connected", "which is said");
    let rows = ingather_tests::reports::summary(&sandbox.job());
    assert_eq!(rows.len(), 16, "the files of the drive that is away are not taken for gone");
    assert_eq!(std::fs::read_dir(bare).expect("the mount point").count(), 0);
}

#[test]
fn a_drive_that_is_mounted_elsewhere_is_gone_on_with() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("elsewhere");
    let mut disk = Disk::make(&sandbox, "disk", 16);
    pictures(&disk.at("card"), 0);
    let archive = sandbox.folder("Archive");
    sandbox.source(disk.at("card")).destination(&archive);
    sandbox.drives_to("plan").expect(0, "planned");
    disk.unmount();
    disk.mount(&sandbox.folder("media/another place"));
    std::fs::write(disk.at("card/DCIM/new.jpg"), content(90, 2_000)).expect("a new picture");
    sandbox.resume().expect(0, "it is found by its identity");
    assert_eq!(Snapshot::of_archive(&archive).tally().0, 9, "with what is new on it");
    sandbox.on_job(&["resume"]).expect(0, "again").says("nothing was to do", "nothing was copied twice");
}

#[test]
fn of_two_destinations_one_is_unplugged_and_caught_up_later() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("one-unplugged");
    let (first, mut second) = (Disk::make(&sandbox, "first", 16), Disk::make(&sandbox, "second", 16));
    let mut red = pictures(&sandbox.at("Red"), 0);
    let archives = [first.at("Archive"), second.at("Archive")];
    for archive in &archives {
        std::fs::create_dir(archive).expect("an archive");
        sandbox.destination(archive);
    }
    sandbox.source(red.root());
    sandbox.run().expect(0, "both");
    red.file("later.jpg", &content(80, 4_000));
    let bare = second.unmount();
    sandbox.resume().expect(3, "one is away").says("second", "which one");
    assert_eq!(Snapshot::of_archive(&archives[0]).tally().0, 9, "the other is complete");
    assert_eq!(std::fs::read_dir(&bare).expect("the mount point").count(), 0, "not one byte beside it");
    second.mount(&bare);
    sandbox.resume().expect(0, "it is caught up");
    compare::same_contents(&Snapshot::of_archive(&archives[0]), &Snapshot::of_archive(&archives[1]));
}
