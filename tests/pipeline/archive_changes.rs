//! What people and old disks do to an archive between two runs.

use ingather_tests::mounts::{Disk, cannot_mount};
use ingather_tests::reports::{problems, row_of, summary};
use ingather_tests::snapshot::show;
use ingather_tests::tree::{Tree, content, rot};
use ingather_tests::{Sandbox, Snapshot, compare, skip};

fn drive(sandbox: &Sandbox) -> Tree {
    let mut tree = Tree::at(&sandbox.at("drives/Red"));
    for n in 0..20 {
        tree.file(format!("DCIM/{n:02}.jpg"), &content(100 + n, 5_000 + n as usize));
    }
    tree.file("video.mov", &content(199, 2_300_000));
    tree
}

#[test]
fn a_copy_that_was_moved_is_found_and_one_that_was_deleted_is_copied_again() {
    let mut sandbox = Sandbox::new("moved");
    let red = drive(&sandbox);
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(&archive).option(&["--json"]);
    sandbox.run().expect(0, "the first run");
    std::fs::create_dir(archive.join("Sorted")).expect("a folder of the user's");
    std::fs::rename(archive.join("Red/DCIM/03.jpg"), archive.join("Sorted/best.jpg")).expect("moved");
    std::fs::rename(archive.join("Red/video.mov"), archive.join("Sorted/film.mov")).expect("moved");
    std::fs::remove_file(archive.join("Red/DCIM/04.jpg")).expect("deleted");
    let before = Snapshot::of_archive(&archive);

    let run = sandbox.run();
    run.expect(0, "all can be put right");
    compare::archived(&[("Red", &Snapshot::of(red.root()))], &before, &archive);
    assert_eq!(run.report().bytes().1, 5_004, "only the deleted one is written again");
    let rows = summary(&sandbox.job());
    assert_eq!(row_of(&rows, b"DCIM/04.jpg").raw("reason"), "restored", "the reason says why it was copied");
    let moved = row_of(&rows, b"DCIM/03.jpg");
    let place = if moved.raw("target").is_empty() { moved.bytes("twin") } else { moved.bytes("target") };
    assert_eq!(show(&place), show(b"Sorted/best.jpg"), "the row leads to where the copy is now");
}

#[test]
fn one_flipped_byte_is_named_and_a_good_copy_is_put_beside() {
    let mut sandbox = Sandbox::new("flipped");
    let red = drive(&sandbox);
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(&archive);
    sandbox.run().expect(0, "the first run");
    sandbox.on_job(&["verify", "--deep"]).expect(0, "all is well");
    rot(&archive.join("Red/DCIM/07.jpg"), 2_500);
    after_damage(&sandbox, &red, &archive, "Red/DCIM/07.jpg");
}

#[test]
fn rot_that_changes_no_date_is_found_by_reading_from_the_device() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("rot");
    let red = drive(&sandbox);
    let mut disk = Disk::make(&sandbox, "disk", 64);
    let archive = disk.at("Archive");
    std::fs::create_dir(&archive).expect("an archive");
    sandbox.source(red.root()).destination(&archive);
    sandbox.run().expect(0, "the first run");
    disk.rot(&content(199, 2_300_000));
    after_damage(&sandbox, &red, &archive, "Red/video.mov");
}

/// `damaged` is a copy in the archive that has a wrong bit now.
fn after_damage(sandbox: &Sandbox, red: &Tree, archive: &std::path::Path, damaged: &str) {
    let bad = Snapshot::of_archive(archive);
    let shallow = sandbox.on_job(&["verify", "--shallow"]);
    assert!(matches!(shallow.code(), Some(0 | 1)), "a shallow look may or may not notice\n{shallow}");
    let verify = sandbox.on_job(&["verify", "--deep"]);
    verify.expect(1, "a damaged file is a failure").says(damaged, "the file is named");
    let named: Vec<String> = problems(&sandbox.job()).iter().map(|r| show(&r.bytes("target"))).collect();
    assert_eq!(named, [show(damaged.as_bytes())], "exactly that file is a problem");
    assert_eq!(Snapshot::of_archive(archive).entries, bad.entries, "a look changes nothing");
    sandbox.on_job(&["verify", "--deep"]).expect(1, "it is damaged on every later look too");

    let run = sandbox.run();
    run.says(damaged.rsplit('/').next().unwrap_or(damaged), "the run says what it put right");
    let after = Snapshot::of_archive(archive);
    compare::kept(&bad, &after);
    let drive = Snapshot::of(red.root());
    let have = after.contents();
    for (content, paths) in drive.contents() {
        assert_eq!(
            have.get(&content).map(Vec::len),
            Some(1),
            "a good copy of {} is there once",
            show(&paths[0])
        );
    }
    assert_eq!(after.tally().0, drive.tally().0 + 1, "the damaged file and the good copies, nothing else");
    let again = sandbox.run();
    assert_eq!(
        Snapshot::of_archive(archive).entries,
        after.entries,
        "a further run changes nothing\n{again}"
    );
}

#[test]
fn a_damaged_twin_justifies_nothing() {
    let mut sandbox = Sandbox::new("damaged-twin");
    let red = drive(&sandbox);
    let mut old = Tree::at(&sandbox.at("Archive"));
    old.file("Old/nine.jpg", &content(109, 5_009)).file("Old/film.mov", &content(199, 2_300_000));
    let archive = old.root().to_owned();
    sandbox.source(red.root()).destination(&archive);
    sandbox.run().expect(0, "the first run");
    rot(&archive.join("Old/nine.jpg"), 10);
    rot(&archive.join("Old/film.mov"), 1_100_000);
    let bad = Snapshot::of_archive(&archive);
    let verify = sandbox.on_job(&["verify", "--deep"]);
    verify
        .expect(1, "twins are verified as well")
        .says("Old/nine.jpg", "named")
        .says("Old/film.mov", "named");
    sandbox.run();
    let after = Snapshot::of_archive(&archive);
    compare::kept(&bad, &after);
    for (content, paths) in Snapshot::of(red.root()).contents() {
        assert_eq!(
            after.contents().get(&content).map(Vec::len),
            Some(1),
            "a good copy of {}",
            show(&paths[0])
        );
    }
}

#[test]
fn an_edited_copy_is_told_from_a_damaged_one() {
    let mut sandbox = Sandbox::new("edited");
    let red = drive(&sandbox);
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(&archive);
    sandbox.run().expect(0, "the first run");
    std::fs::write(archive.join("Red/DCIM/05.jpg"), b"edited by its owner").expect("edited");
    let edited = Snapshot::of_archive(&archive);
    let verify = sandbox.on_job(&["verify", "--deep"]);
    verify.expect(1, "the copy is not what was copied");
    let rows = problems(&sandbox.job());
    assert_eq!(rows.len(), 1, "exactly one problem");
    assert_eq!(rows[0].raw("verified"), "edited", "size and date moved too: edited, not damaged");
    sandbox.run();
    compare::kept(&edited, &Snapshot::of_archive(&archive));
    let now = Snapshot::of_archive(&archive).contents();
    for content in Snapshot::of(red.root()).contents().keys() {
        assert_eq!(
            now.get(content).map(Vec::len),
            Some(1),
            "the drive's content is in the archive all the same"
        );
    }
}
