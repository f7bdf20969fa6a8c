//! Sources, archives and pools that are the same, contain one another, or merely look so.

use ingather_tests::mounts::{Alias, cannot_mount};
use ingather_tests::reports::summary;
use ingather_tests::snapshot::show;
use ingather_tests::tree::{Tree, content};
use ingather_tests::{Sandbox, Snapshot, compare, skip};

fn pictures(root: &std::path::Path, first: u64) -> Tree {
    let mut tree = Tree::at(root);
    for n in 0..12 {
        tree.file(format!("a/{n}.jpg"), &content(first + n, 2_000));
    }
    tree.file("film.mov", &content(first + 50, 1_300_000));
    tree
}

#[test]
fn a_source_that_is_the_destination_is_wrong_use_under_any_name() {
    let mut sandbox = Sandbox::new("same");
    let red = pictures(&sandbox.at("Red"), 0);
    let alias = sandbox.at("alias");
    std::os::unix::fs::symlink(red.root(), &alias).expect("a link");
    let before = Snapshot::of(red.root());
    sandbox.source(red.root()).destination(&alias);
    sandbox.run().expect(2, "source and destination are one folder");
    compare::untouched(&before);
}

#[test]
fn a_source_that_is_the_destination_by_a_bind_mount_is_wrong_use() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("same-bind");
    let red = pictures(&sandbox.at("Red"), 0);
    let alias = Alias::make(&sandbox, "alias", red.root());
    let before = Snapshot::of(red.root());
    sandbox.source(red.root()).destination(alias.path());
    sandbox.run().expect(2, "source and destination are one folder");
    compare::untouched(&before);
}

#[test]
fn a_destination_inside_a_source_is_left_out_with_a_row() {
    let mut sandbox = Sandbox::new("destination-inside");
    let red = pictures(&sandbox.at("Red"), 100);
    let archive = red.path("my archive");
    std::fs::create_dir(&archive).expect("an archive");
    std::fs::write(archive.join("old.txt"), b"was there").expect("a file");
    let inside = Snapshot::of(&archive);
    let mut drive = Snapshot::of(red.root());
    drive.entries.retain(|path, _| !path.starts_with(b"my archive"));
    sandbox.source(red.root()).destination(&archive);
    for _ in 0..2 {
        sandbox.run().expect(0, "the rest can be copied");
        compare::archived(&[("Red", &drive)], &inside, &archive);
    }
    let rows = summary(&sandbox.job());
    let left_out = rows.iter().filter(|r| r.bytes("path").starts_with(b"my archive"));
    let reasons: Vec<&str> = left_out.map(|r| r.raw("reason")).collect();
    assert!(
        !reasons.is_empty() && reasons.iter().all(|r| *r == "rule"),
        "it has a row that says so: {reasons:?}"
    );
}

#[test]
fn a_source_inside_the_archive_does_not_justify_its_own_skip() {
    let mut sandbox = Sandbox::new("source-inside");
    let mut archive = Tree::at(&sandbox.at("Archive"));
    archive.file("Old/0.jpg", &content(200, 2_000));
    let inbox = pictures(&archive.path("Inbox"), 200);
    let before = Snapshot::of_archive(archive.root());
    sandbox.source(inbox.root()).destination(archive.root()).option(&["--json"]);
    let run = sandbox.run();
    run.expect(0, "it can be brought in");
    let after = Snapshot::of_archive(archive.root());
    compare::kept(&before, &after);
    let report = run.report();
    report.equation_holds(0);
    let rows = summary(&sandbox.job());
    for row in rows.iter().filter(|r| r.raw("reason") == "in_destination") {
        assert!(!row.bytes("twin").starts_with(b"Inbox"), "{} is its own twin", show(&row.bytes("path")));
    }
    let outside: Vec<_> =
        after.files().filter(|(p, _, _)| !p.starts_with(b"Inbox/a") && *p != b"Inbox/film.mov").collect();
    for (path, _, blake3) in
        Snapshot::of(inbox.root()).files().filter(|(p, _, _)| p.starts_with(b"a/") || *p == b"film.mov")
    {
        assert!(outside.iter().any(|(_, _, b)| *b == blake3), "{} is archived outside of itself", show(path));
    }
}

#[test]
fn a_file_reached_twice_is_copied_once_and_never_its_own_repeat() {
    let mut sandbox = Sandbox::new("nested-sources");
    let red = pictures(&sandbox.at("Red"), 300);
    let archive = sandbox.folder("Archive");
    let before = Snapshot::of(red.root());
    let sub = red.path("a");
    sandbox.source(red.root()).source(&sub).destination(&archive).option(&["--json"]);
    let run = sandbox.run();
    run.expect(0, "overlapping sources are no fault");
    compare::untouched(&before);
    let have = Snapshot::of_archive(&archive).contents();
    for (content, paths) in before.contents() {
        assert_eq!(have.get(&content).map(Vec::len), Some(1), "{} is there once", show(&paths[0]));
    }
    run.report().equation_holds(0);
    assert_eq!(sandbox.run().report().bytes(), (0, 0), "nothing is left to do");
}

#[test]
fn vol_is_not_vol2() {
    let mut sandbox = Sandbox::new("vol");
    let vol = pictures(&sandbox.at("vol"), 400);
    let before = Snapshot::of(vol.root());
    let archive = sandbox.folder("vol2");
    sandbox.source(vol.root()).destination(&archive);
    sandbox.run().expect(0, "two folders beside each other");
    compare::archived(&[("vol", &before)], &Snapshot::default(), &archive);
}

#[test]
fn two_drives_of_one_name_get_two_folders_and_keep_them() {
    let mut sandbox = Sandbox::new("no-name");
    let one = pictures(&sandbox.at("first/NO NAME"), 500);
    let mut two = pictures(&sandbox.at("second/NO NAME"), 600);
    let archive = sandbox.folder("Archive");
    sandbox.source(one.root()).source(two.root()).destination(&archive);
    sandbox.run().expect(0, "both");
    let folders = |archive: &std::path::Path| {
        let list = std::fs::read_dir(archive).expect("a list").flatten().map(|e| e.file_name());
        let mut names: Vec<_> = list.filter(|n| n != ".ingather").collect();
        names.sort();
        names
    };
    let names = folders(&archive);
    assert_eq!(names.len(), 2, "a folder for each drive: {names:?}");
    let first = Snapshot::of_archive(&archive);
    two.file("later.jpg", &content(700, 3_000));
    let mut later = sandbox.command(["run", "--job"]);
    later.arg(sandbox.at("later")).arg("--source").arg(two.root()).arg("--dest").arg(&archive);
    ingather_tests::run::spawn(later).wait(ingather_tests::run::PATIENCE).expect(0, "a later job");
    assert_eq!(folders(&archive), names, "a later job uses the same folder");
    let after = Snapshot::of_archive(&archive);
    compare::kept(&first, &after);
    assert_eq!(after.tally().0, first.tally().0 + 1, "only the new file was copied");
}
