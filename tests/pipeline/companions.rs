//! Sidecars stay with their pictures: beside the copy, beside the twin, under its name, and never as a repeat of another
//! picture's.

use ingather_tests::reports::{row_of, summary};
use ingather_tests::tree::Tree;
use ingather_tests::{Snapshot, compare};

use crate::scene::{EDITED, STARS, Scene, raw, short};

#[test]
fn two_pictures_with_equal_sidecars_both_keep_theirs() {
    let mut scene = Scene::new("equal-sidecars");
    for n in 0..12 {
        scene.red.file(format!("raw/_{n}.CR3"), &raw(n)).file(format!("raw/_{n}.xmp"), STARS);
        scene.red.file(format!("raw/_{n}.CR3.dop"), STARS).file(format!("raw/.__{n}.CR3"), STARS);
    }
    scene.red.file("raw/_0.JPG", &raw(100)).file("raw/_0.JPG.supplemental-metadata.json", STARS);
    let red = Snapshot::of(scene.red.root());
    scene.run();
    compare::untouched(&red);
    for (path, entry, _) in red.files() {
        let there = scene.after().get([b"Red/", &path[..]].concat()).cloned();
        assert_eq!(there.map(|e| e.kind), Some(entry.kind.clone()), "{}", path.escape_ascii());
    }
    assert_eq!(scene.after().tally(), red.tally(), "each is there, and nothing else");
    scene.is_complete();
}

#[test]
fn a_sidecar_goes_beside_the_twin_of_its_picture() {
    let mut scene = Scene::new("beside-the-twin");
    // Without, with an equal one, with another one of the same size.
    for n in 0..3 {
        scene.red.file(format!("raw/_{n}.CR3"), &raw(n)).file(format!("raw/_{n}.xmp"), STARS);
        scene.red.file(format!("raw/_{n}.CR3.pp3"), EDITED);
        scene.archive.file(format!("2009/lisbon {n}.cr3"), &raw(n));
    }
    scene.archive.file("2009/lisbon 1.xmp", STARS).file("2009/lisbon 2.xmp", EDITED);
    let before = scene.after();
    assert_eq!(scene.run().1, 5 * STARS.len() as u64, "only what does not stand there is written");
    compare::kept(&before, &scene.after());
    scene.holds("2009/lisbon 0.xmp", STARS);
    scene.holds("2009/lisbon 2.xmp", EDITED);
    scene.holds(&format!("2009/lisbon 2~{}.xmp", short(STARS)), STARS);
    (0..3).for_each(|n| scene.holds(&format!("2009/lisbon {n}.cr3.pp3"), EDITED));
    assert_eq!(scene.after().tally().0, before.tally().0 + 5);
    let rows = summary(&scene.sandbox.job());
    let there = row_of(&rows, b"raw/_1.xmp");
    assert_eq!(there.raw("reason"), "in_destination");
    assert_eq!(there.bytes("twin"), b"2009/lisbon 1.xmp", "the twin is named");
    scene.is_complete();
}

#[test]
fn a_sidecar_whose_picture_is_in_another_folder_goes_to_its_own_place() {
    let mut scene = Scene::new("twin-in-pool");
    let mut pool = Tree::at(&scene.sandbox.at("Pool"));
    for n in 0..2 {
        scene.red.file(format!("raw/_{n}.CR3"), &raw(n)).file(format!("raw/_{n}.xmp"), STARS);
        pool.file(format!("kept/{n}.cr3"), &raw(n));
    }
    pool.file("kept/1.xmp", STARS);
    let pool_before = Snapshot::of(pool.root());
    let path = pool.root().to_string_lossy().into_owned();
    scene.sandbox.option(&["--pool", &path]);
    scene.run();
    compare::untouched(&pool_before);
    scene.holds("Red/raw/_0.xmp", STARS);
    assert_eq!(scene.after().tally().0, 1, "all else is in the other folder");
    let rows = summary(&scene.sandbox.job());
    let message = row_of(&rows, b"raw/_0.xmp").raw("message").to_owned();
    assert!(message.contains("kept/0.xmp") && message.contains("Pool"), "the twin is named: {message}");
    assert_eq!(row_of(&rows, b"raw/_1.xmp").raw("reason"), "in_pool");
    scene.is_complete();
}

#[test]
fn a_sidecar_follows_its_picture_to_the_copy_of_an_equal_one() {
    let mut scene = Scene::new("repeats");
    scene.red.file("a/_1.CR3", &raw(1)).file("a/_1.xmp", STARS);
    scene.red.file("b/copy of 1.CR3", &raw(1)).file("b/copy of 1.xmp", STARS);
    scene.red.file("c/again.cr3", &raw(1)).file("c/again.xmp", EDITED).file("c/again.cr3.xmp", STARS);
    // Sorts before its picture, and the picture before the one it repeats.
    scene.red.file("0/z.aae", b"only here").file("0/z.heic", &raw(2)).file("d/z.heic", &raw(2));
    scene.run();
    scene.holds("Red/a/_1.xmp", STARS);
    scene.holds(&format!("Red/a/_1~{}.xmp", short(EDITED)), EDITED);
    scene.holds("Red/a/_1.CR3.xmp", STARS);
    scene.holds("Red/0/z.aae", b"only here");
    assert_eq!(scene.after().tally().0, 6, "two pictures, four sidecars");
    let rows = summary(&scene.sandbox.job());
    assert_eq!(row_of(&rows, b"b/copy of 1.xmp").raw("reason"), "of_source");
    assert_eq!(row_of(&rows, b"b/copy of 1.xmp").bytes("twin"), b"Red/a/_1.xmp");
    scene.is_complete();
}

#[test]
fn a_third_member_whose_name_is_taken_gives_all_the_suffix() {
    let mut scene = Scene::new("third-member");
    scene.red.file("_1.CR3", &raw(1)).file("_1.xmp", STARS).file("_1.CR3.dop", EDITED);
    scene.archive.file("Red/_1.xmp", b"what somebody else wrote");
    // What is taken by exactly what it would hold is not taken.
    scene.red.file("_2.CR3", &raw(2)).file("_2.xmp", STARS);
    scene.archive.file("Red/_2.xmp", STARS);
    let before = scene.after();
    scene.run();
    compare::kept(&before, &scene.after());
    let hash = short(&raw(1));
    scene.holds(&format!("Red/_1~{hash}.CR3"), &raw(1));
    scene.holds(&format!("Red/_1~{hash}.xmp"), STARS);
    scene.holds(&format!("Red/_1~{hash}.CR3.dop"), EDITED);
    scene.holds("Red/_2.CR3", &raw(2));
    assert_eq!(scene.after().tally().0, 6);
    scene.is_complete();
}

#[test]
fn in_one_tree_two_groups_never_share_a_name() {
    let mut scene = Scene::new("merged-groups");
    scene.red.file("_1.CR3", &raw(1)).file("_1.xmp", STARS);
    let mut green = Tree::at(&scene.sandbox.at("drives/Green"));
    green.file("_1.JPG", &raw(2)).file("_1.xmp", EDITED);
    scene.sandbox.source(green.root()).option(&["--layout", "merge"]);
    scene.run();
    let hash = short(&raw(2));
    scene.holds("_1.CR3", &raw(1));
    scene.holds("_1.xmp", STARS);
    scene.holds(&format!("_1~{hash}.JPG"), &raw(2));
    scene.holds(&format!("_1~{hash}.xmp"), EDITED);
    scene.is_complete();
}

#[test]
fn a_template_puts_a_sidecar_where_its_picture_goes() {
    let mut scene = Scene::new("template");
    scene.red.file("x/_1.CR3", &raw(1)).file("x/_1.xmp", STARS);
    let old = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
    let picture = std::fs::File::options().write(true).open(scene.red.path("x/_1.CR3")).expect("a picture");
    picture.set_modified(old).expect("a date");
    scene.sandbox.option(&["--layout", "{date:%Y}/{name}"]);
    scene.run();
    scene.holds("2001/_1.CR3", &raw(1));
    scene.holds("2001/_1.xmp", STARS);
    scene.is_complete();
}

#[test]
fn what_has_no_picture_is_an_ordinary_file() {
    let mut scene = Scene::new("no-primary");
    scene.red.file("a/1.xmp", STARS).file("b/2.xmp", STARS).file("b/package.json", b"{}");
    scene.archive.file("elsewhere/package.json", b"{}");
    scene.run();
    assert_eq!(scene.after().tally().0, 2, "repeats are left out");
    scene.is_complete();
}

#[test]
fn a_left_out_picture_leaves_its_sidecar_an_ordinary_file() {
    let mut scene = Scene::new("left-out-primary");
    scene.red.file("1.CR3", &raw(1)).file("1.xmp", STARS).file("1.jpg", &raw(5));
    scene.red.file("2.CR3", &raw(2)).file("2.xmp", EDITED).file("3.CR3", &raw(3)).file("3.xmp", EDITED);
    scene.sandbox.option(&["--exclude", "*.CR3"]);
    scene.run();
    scene.holds("Red/1.xmp", STARS);
    scene.holds("Red/1.jpg", &raw(5));
    assert_eq!(scene.after().tally().0, 3, "of 2.xmp and 3.xmp one is an ordinary repeat");
    scene.is_complete();
}
