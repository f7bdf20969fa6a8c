//! Photo libraries and the like are whole: copied with all that is in them, or left out because an equal one is there.

use ingather_tests::reports::{row_of, summary};
use ingather_tests::tree::{Tree, content, rot};
use ingather_tests::{Snapshot, compare};

use crate::scene::{STARS, Scene, raw};

const LIBRARY: &str = "Pictures/Photos.photoslibrary";

/// A library of eight files, two of which are equal, with sidecars and an empty folder.
fn library(tree: &mut Tree, at: &str) {
    for n in 0..4 {
        tree.file(format!("{at}/originals/{n}.heic"), &raw(n)).file(format!("{at}/originals/{n}.aae"), STARS);
    }
    tree.file(format!("{at}/database/Photos.sqlite"), &content(77, 1_200_000));
    tree.file(format!("{at}/database/empty"), b"").file(format!("{at}/again.heic"), &raw(0));
    tree.folder(format!("{at}/resources/none"));
}

const FILES: u64 = 11;

/// The tree below `at` is the same as the library in the source.
#[track_caller]
fn is_whole(scene: &Scene, at: &str) {
    is_equal(&scene.red, LIBRARY, scene, at);
}

#[track_caller]
fn is_equal(tree: &Tree, from: &str, scene: &Scene, at: &str) {
    let strip = |root: std::path::PathBuf| {
        let all = Snapshot::of(&root).entries.into_iter();
        all.map(|(path, e)| (String::from_utf8_lossy(&path).into_owned(), e.kind)).collect::<Vec<_>>()
    };
    assert_eq!(strip(scene.archive.path(at)), strip(tree.path(from)), "{at} is whole");
}

/// The names of what stands in a folder of the archive.
fn names(scene: &Scene, folder: &str) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(scene.archive.path(folder))
        .map(|all| all.map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned()).collect())
        .unwrap_or_default();
    names.sort();
    names
}

#[test]
fn a_library_of_which_a_part_is_archived_is_copied_whole() {
    let mut scene = Scene::new("bundle-partly");
    library(&mut scene.red, LIBRARY);
    scene.red.file("loose/1.heic", &raw(1));
    scene.archive.file("old/first.heic", &raw(0)).file("old/second.heic", &raw(1));
    let before = scene.after();
    scene.run();
    compare::kept(&before, &scene.after());
    is_whole(&scene, &format!("Red/{LIBRARY}"));
    assert_eq!(scene.after().tally().0, before.tally().0 + FILES, "the loose picture is there already");
    let rows = summary(&scene.sandbox.job());
    assert_eq!(row_of(&rows, b"loose/1.heic").raw("reason"), "in_destination");
    scene.is_complete();
}

#[test]
fn an_equal_library_in_the_archive_makes_it_needless() {
    let mut scene = Scene::new("bundle-there");
    library(&mut scene.red, LIBRARY);
    library(&mut scene.archive, "backups/Old name.photoslibrary");
    let before = scene.after();
    assert_eq!(scene.run().1, 0, "nothing is written");
    assert_eq!(scene.after().entries, before.entries);
    let rows = summary(&scene.sandbox.job());
    assert_eq!(rows.len() as u64, FILES);
    for row in rows {
        let inner = row.bytes("path")[LIBRARY.len()..].to_vec();
        assert_eq!(row.raw("reason"), "in_destination");
        assert_eq!(row.bytes("twin"), [b"backups/Old name.photoslibrary", &inner[..]].concat());
    }
    scene.is_complete();
}

#[test]
fn one_other_byte_or_file_is_another_library() {
    for difference in ["byte", "more", "less", "name"] {
        let mut scene = Scene::new("bundle-differs");
        library(&mut scene.red, LIBRARY);
        let old = "backups/Photos.photoslibrary";
        library(&mut scene.archive, old);
        match difference {
            "byte" => ingather_tests::tree::rot(&scene.archive.path(format!("{old}/originals/1.heic")), 9),
            "more" => _ = scene.archive.file(format!("{old}/originals/new.heic"), &raw(9)),
            "less" => {
                std::fs::remove_file(scene.archive.path(format!("{old}/database/empty"))).expect("less")
            }
            _ => {
                let place = |name: &str| scene.archive.path(format!("{old}/originals/{name}"));
                std::fs::rename(place("1.heic"), place("one.heic")).expect("another name");
            }
        }
        let before = scene.after();
        scene.run();
        compare::kept(&before, &scene.after());
        is_whole(&scene, &format!("Red/{LIBRARY}"));
        scene.is_complete();
    }
}

#[test]
fn a_library_that_nothing_could_equal_is_not_compared() {
    let mut scene = Scene::new("bundle-cheap");
    library(&mut scene.red, LIBRARY);
    scene.archive.file("backups/Photos.photoslibrary/other.heic", &content(5, 5_000_000));
    let read = scene.run().0;
    let found = Snapshot::of(scene.red.root()).tally().1;
    assert_eq!(read, found, "each byte of the source is read once");
    scene.is_complete();
}

#[test]
fn two_libraries_of_one_name_never_mix() {
    let mut scene = Scene::new("bundles-merged");
    library(&mut scene.red, LIBRARY);
    let mut green = Tree::at(&scene.sandbox.at("drives/Green"));
    green.file(format!("{LIBRARY}/originals/0.heic"), &raw(90));
    green.file(format!("{LIBRARY}/originals/only green.heic"), &raw(91));
    let mut blue = Tree::at(&scene.sandbox.at("drives/Blue"));
    library(&mut blue, LIBRARY);
    scene.archive.file("Pictures/Photos.photoslibrary/somebody's.heic", &raw(95));
    scene.sandbox.source(green.root()).source(blue.root()).option(&["--layout", "merge"]);
    let before = scene.after();
    scene.run();
    compare::kept(&before, &scene.after());
    let found = names(&scene, "Pictures");
    assert_eq!(found.len(), 3, "{found:?}");
    let apart: Vec<&String> = found.iter().filter(|n| n.contains('~')).collect();
    assert_eq!(apart.len(), 2, "{found:?}");
    let is = |name: &str, tree: &Tree| {
        names(&scene, &format!("Pictures/{name}")).len()
            == std::fs::read_dir(tree.path(LIBRARY)).expect("a library").count()
    };
    for (tree, size) in [(&scene.red, 4), (&green, 1)] {
        let name = apart.iter().find(|n| is(n, tree)).unwrap_or_else(|| panic!("{size} in {apart:?}"));
        is_equal(tree, LIBRARY, &scene, &format!("Pictures/{name}"));
    }
    let rows = summary(&scene.sandbox.job());
    let blues: Vec<_> = rows.iter().filter(|r| r.raw("drive") == "Blue").collect();
    assert!(blues.iter().all(|r| r.raw("reason") == "of_source"), "the equal one is a repeat: {blues:?}");
    assert_eq!(blues.len() as u64, FILES);
    scene.is_complete();
}

#[test]
fn a_changed_library_is_copied_whole_beside_the_old_one() {
    let mut scene = Scene::new("bundle-changed");
    library(&mut scene.red, LIBRARY);
    scene.run();
    is_whole(&scene, &format!("Red/{LIBRARY}"));
    for n in [2, 3] {
        let before = scene.after();
        scene.red.file(format!("{LIBRARY}/originals/added {n}.heic"), &raw(40 + n));
        scene.run();
        compare::kept(&before, &scene.after());
        let found = names(&scene, "Red/Pictures");
        assert_eq!(found.len() as u64, n, "{found:?}");
        let whole = found.iter().filter(|name| {
            Snapshot::of(&scene.archive.path(format!("Red/Pictures/{name}"))).tally().0 == FILES + n - 1
        });
        assert_eq!(whole.count(), 1, "one of {found:?} is the new one");
        scene.is_complete();
    }
}

#[test]
fn a_library_that_changed_under_the_same_sizes_and_dates_is_copied_too() {
    let mut scene = Scene::new("bundle-unseen");
    library(&mut scene.red, LIBRARY);
    scene.run();
    for n in [2, 3] {
        let before = scene.after();
        rot(&scene.red.path(format!("{LIBRARY}/originals/1.heic")), 10 * n);
        scene.run();
        compare::kept(&before, &scene.after());
        let found = names(&scene, "Red/Pictures");
        assert_eq!(found.len() as u64, n, "{found:?}");
        let path = |name: &String| scene.archive.path(format!("Red/Pictures/{name}/originals/1.heic"));
        let now = std::fs::read(scene.red.path(format!("{LIBRARY}/originals/1.heic"))).expect("a picture");
        let has = |name: &&String| std::fs::read(path(name)).is_ok_and(|bytes| bytes == now);
        assert_eq!(found.iter().filter(has).count(), 1, "one of {found:?} holds it as it is now");
    }
    scene.is_complete();
}

#[test]
fn a_part_that_was_lost_comes_back_into_its_library() {
    let mut scene = Scene::new("bundle-part-lost");
    library(&mut scene.red, LIBRARY);
    scene.run();
    std::fs::remove_file(scene.archive.path(format!("Red/{LIBRARY}/originals/2.heic"))).expect("lost");
    assert_eq!(scene.run().1, raw(2).len() as u64);
    is_whole(&scene, &format!("Red/{LIBRARY}"));
    scene.is_complete();
}

#[test]
fn a_twin_that_lost_a_part_justifies_nothing_any_more() {
    let mut scene = Scene::new("bundle-twin-lost");
    library(&mut scene.red, LIBRARY);
    library(&mut scene.archive, "old/Photos.photoslibrary");
    assert_eq!(scene.run().1, 0, "an equal one is there");
    std::fs::remove_file(scene.archive.path("old/Photos.photoslibrary/originals/2.heic")).expect("lost");
    scene.run();
    is_whole(&scene, &format!("Red/{LIBRARY}"));
    scene.is_complete();
}

#[test]
fn in_a_pool_an_equal_one_is_enough_and_with_keep_it_is_not() {
    let mut scene = Scene::new("bundle-pool");
    library(&mut scene.red, LIBRARY);
    let mut pool = Tree::at(&scene.sandbox.at("Pool"));
    library(&mut pool, "x/P.photoslibrary");
    let path = pool.root().to_string_lossy().into_owned();
    scene.sandbox.option(&["--pool", &path]);
    scene.run();
    assert_eq!(scene.after().tally().0, 0, "nothing is copied");
    let rows = summary(&scene.sandbox.job());
    assert!(rows.iter().all(|r| r.raw("reason") == "in_pool"));
    scene.is_complete();
    std::fs::remove_dir_all(scene.sandbox.job()).expect("another job");
    scene.sandbox.option(&["--repeats", "keep"]);
    scene.run();
    is_whole(&scene, &format!("Red/{LIBRARY}"));
    assert_eq!(scene.run(), (0, 0), "the second run reads and writes nothing");
}

#[test]
fn the_list_of_bundles_is_the_jobs_own() {
    let mut scene = Scene::new("bundle-list");
    library(&mut scene.red, LIBRARY);
    scene.red.file("set/Game.wad/1", &raw(1)).file("set/Game.wad/2", &raw(1));
    scene.sandbox.option(&["--bundle", "*.wad"]);
    scene.run();
    scene.holds("Red/set/Game.wad/1", &raw(1));
    scene.holds("Red/set/Game.wad/2", &raw(1));
    // The library is a folder as any other now: the picture that repeats is left out.
    assert!(!scene.archive.path(format!("Red/{LIBRARY}/originals/0.heic")).exists());
    scene.is_complete();
}

#[test]
fn stopped_anywhere_a_library_is_gone_on_with_in_its_folder() {
    for point in ["after_stage", "after_intent", "after_place", "after_commit"] {
        let mut scene = Scene::new("bundle-stopped");
        library(&mut scene.red, LIBRARY);
        let mut green = Tree::at(&scene.sandbox.at("drives/Green"));
        library(&mut green, LIBRARY);
        scene.sandbox.source(green.root());
        scene.sandbox.variable("INGATHER_FAULT", point);
        let stopped = scene.sandbox.run();
        assert_eq!(stopped.code(), None, "it is stopped {point}\n{stopped}");
        scene.sandbox.without("INGATHER_FAULT");
        scene.sandbox.resume().expect(0, "resumed");
        is_whole(&scene, &format!("Red/{LIBRARY}"));
        assert_eq!(scene.after().tally().0, FILES, "once, {point}: {:?}", names(&scene, ""));
        assert_eq!(scene.run(), (0, 0), "nothing is left to do");
    }
}

#[test]
fn an_exact_plan_knows_what_becomes_of_libraries() {
    let mut scene = Scene::new("bundle-exact");
    library(&mut scene.red, LIBRARY);
    library(&mut scene.red, "again/P.photoslibrary");
    library(&mut scene.red, "DVD/VIDEO_TS");
    scene.red.file("DVD/VIDEO_TS/more", &raw(60));
    library(&mut scene.archive, "old/VIDEO_TS");
    scene.sandbox.option(&["--exact-plan"]);
    let planned = scene.sandbox.drives_to("plan");
    let plan = planned.expect(0, "a plan").report();
    assert_eq!(plan.term(0, "undecided").0, 0, "an exact plan leaves nothing open");
    assert_eq!(plan.term(0, "to_do").0 - plan.term(0, "expected_repeats").0, FILES + 1);
    let run = scene.sandbox.run();
    assert_eq!(run.expect(0, "the copy").report().term(0, "copied").0, FILES + 1);
    scene.is_complete();
}
