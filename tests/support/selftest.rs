//! The means of the tests are tested too: a comparison that cannot fail and a fault that does not happen prove nothing.

use std::io::{Read as _, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use crate::mounts::{Disk, Fault, FaultyDrive, cannot_fuse, cannot_mount};
use crate::tree::{Torture, Tree, content, rot};
use crate::watch::Watch;
use crate::{Sandbox, Snapshot, compare, skip};

fn fails(check: impl FnOnce()) -> bool {
    catch_unwind(AssertUnwindSafe(check)).is_err()
}

/// What a perfect program would make of a tree without repeats: a copy.
fn copy_by_hand(from: &Path, to: &Path) {
    let copied = std::process::Command::new("cp").arg("-a").arg(from).arg(to).status();
    assert!(copied.is_ok_and(|s| s.success()), "cp works");
}

#[test]
fn the_comparison_notices_what_it_should() {
    let sandbox = Sandbox::new("selftest-compare");
    let mut red = Tree::at(&sandbox.at("drives/Red"));
    red.file("a/1.jpg", &content(1, 5000))
        .file("a/2.jpg", &content(2, 5000))
        .file("a/0.txt", b"")
        .folder("a/none");
    let drive = Snapshot::of(red.root());
    let mut old = Tree::at(&sandbox.at("Archive"));
    old.file("own.txt", b"mine");
    let archive = old.root().to_owned();
    let before = Snapshot::of_archive(&archive);
    copy_by_hand(red.root(), &archive);
    let check = || compare::archived(&[("Red", &drive)], &before, &archive);
    check();
    compare::untouched(&drive);

    let spoil = |what: &str, spoiled: &dyn Fn(), mended: &dyn Fn()| {
        spoiled();
        assert!(fails(check), "not noticed: {what}");
        mended();
        check();
    };
    let at = |name: &str| archive.join(name);
    let rename = |a: &str, b: &str| std::fs::rename(at(a), at(b)).expect("a rename");
    spoil("a content is missing", &|| rename("Red/a/1.jpg", ".ingather"), &|| {
        rename(".ingather", "Red/a/1.jpg")
    });
    spoil("a bit flipped", &|| rot(&at("Red/a/1.jpg"), 77), &|| rot(&at("Red/a/1.jpg"), 77));
    spoil("a file lies elsewhere", &|| rename("Red/a/1.jpg", "Red/1.jpg"), &|| {
        rename("Red/1.jpg", "Red/a/1.jpg")
    });
    spoil("an empty file is missing", &|| rename("Red/a/0.txt", "Red/zero"), &|| {
        rename("Red/zero", "Red/a/0.txt")
    });
    spoil("an empty folder is missing", &|| rename("Red/a/none", "Red/n"), &|| rename("Red/n", "Red/a/none"));
    spoil("the user's own file is gone", &|| rename("own.txt", ".ingather"), &|| {
        rename(".ingather", "own.txt")
    });
    let twice = || copy_by_hand(&at("Red/a/1.jpg"), &at("Red/a/1~12345678.jpg"));
    spoil("a content is there twice", &twice, &|| {
        std::fs::remove_file(at("Red/a/1~12345678.jpg")).expect("removed")
    });
    std::fs::write(at("Red/stranger"), b"?").expect("written");
    assert!(fails(check), "not noticed: content of no drive");

    rot(&red.path("a/2.jpg"), 3);
    assert!(fails(|| compare::untouched(&drive)), "not noticed: a source changed under its old date");
}

#[test]
fn the_torture_tree_is_the_same_every_time() {
    let (one, other) = (Sandbox::new("selftest-torture"), Sandbox::new("selftest-torture"));
    let (a, b) = (Torture::make(&one.at(""), 560), Torture::make(&other.at(""), 560));
    let mut files = 0;
    for (x, y) in a.drives.iter().zip(&b.drives) {
        let (x, y) = (Snapshot::of(x), Snapshot::of(y));
        files += x.tally().0;
        assert_eq!(x.contents(), y.contents(), "the seed alone decides");
        assert!(
            x.entries
                .iter()
                .all(|(p, e)| y.entries[p].mtime_ns == e.mtime_ns
                    || !matches!(e.kind, crate::Kind::File { .. }))
        );
    }
    assert!((1_900..2_300).contains(&files), "about 2,000 files, not {files}");
}

#[test]
fn a_power_cut_loses_what_was_not_flushed() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let sandbox = Sandbox::new("selftest-power");
    let mut disk = Disk::make(&sandbox, "disk", 32);
    let write = |name: &str, flush: bool| {
        let mut file = std::fs::File::create(disk.at(name)).expect("a file");
        file.write_all(&content(1, 100_000)).expect("written");
        if flush {
            file.sync_all().expect("flushed");
            std::fs::File::open(disk.path()).and_then(|d| d.sync_all()).expect("the folder is flushed");
        }
    };
    write("flushed", true);
    write("not flushed", false);
    disk.cut_power();
    assert!(std::fs::write(disk.at("later"), b"x").is_err(), "a disk without power takes nothing");
    let at = disk.unmount();
    assert_eq!(std::fs::read_dir(&at).expect("a plain folder").count(), 0, "the bare mount point is empty");
    disk.mount(&at);
    assert_eq!(std::fs::read(disk.at("flushed")).expect("flushed"), content(1, 100_000));
    let lost = std::fs::read(disk.at("not flushed")).is_ok_and(|b| b == content(1, 100_000));
    assert!(!lost, "what was not flushed must be lost, or the cut is none");
}

#[test]
fn the_faulty_drive_does_as_told() {
    if let Some(why) = cannot_fuse() {
        skip!("{why}");
    }
    let sandbox = Sandbox::new("selftest-fuse");
    let mut tree = Tree::at(&sandbox.at("behind"));
    tree.file("a/good.bin", &content(1, 300_000))
        .file("bad.bin", &content(2, 300_000))
        .file(b"caf\xe9", b"1");
    let drive = FaultyDrive::mount(&sandbox, "drive", tree.root());
    let (behind, through) = (Snapshot::of(tree.root()), Snapshot::of(drive.path()));
    assert_eq!(behind.contents(), through.contents(), "without faults it is the folder behind it");
    assert_eq!(drive.bytes_read("a/good.bin"), 300_000, "each byte was read once and counted");

    drive.misbehave(&[Fault::BadSector { name: "bad.bin", at: 250_000 }]);
    let mut start = vec![0; 200_000];
    let mut bad = std::fs::File::open(drive.at("bad.bin")).expect("opens");
    bad.read_exact(&mut start).expect("the good part can be read");
    assert!(bad.read_to_end(&mut Vec::new()).is_err(), "the bad sector cannot");

    drive.misbehave(&[Fault::FsyncFails { nth: 2 }]);
    let file = std::fs::File::create_new(drive.at("new")).expect("made");
    assert!(
        file.sync_all().is_ok() && file.sync_all().is_err() && file.sync_all().is_ok(),
        "only the second fails"
    );
    drive.misbehave(&[Fault::Gone]);
    assert!(std::fs::read(drive.at("a/good.bin")).is_err(), "a dead drive gives nothing");
}

#[test]
fn the_watch_sees_reads_and_writes() {
    let sandbox = Sandbox::new("selftest-watch");
    let mut tree = Tree::at(&sandbox.at("tree"));
    tree.file("a/read.txt", b"1").file("a/untouched.txt", b"2").file("a/written.txt", b"3");
    let watch = Watch::over(&[tree.root()]);
    let _ = std::fs::read_dir(tree.path("a")).expect("listed").count();
    assert!(watch.touched().read.is_empty(), "listing is no reading");
    let _ = std::fs::read(tree.path("a/read.txt"));
    let _ = std::fs::write(tree.path("a/written.txt"), b"4");
    let touched = watch.touched();
    assert_eq!(touched.read.into_iter().collect::<Vec<_>>(), [tree.path("a/read.txt")]);
    assert_eq!(touched.changed.into_iter().collect::<Vec<_>>(), [tree.path("a/written.txt")]);
}
