//! What a person may decide for a whole job: keep every repeat, leave out what finds its name taken.

use ingather_tests::reports::{problems, row_of, summary};
use ingather_tests::tree::Tree;
use ingather_tests::{Snapshot, compare};

use crate::scene::{EDITED, STARS, Scene, raw, short};

#[test]
fn kept_repeats_are_all_copied_and_groups_stay_together() {
    let mut scene = Scene::new("keep-repeats");
    scene.red.file("a/_1.CR3", &raw(1)).file("a/_1.xmp", STARS);
    scene.red.file("b/_1.CR3", &raw(1)).file("b/_1.xmp", STARS).file("b/note.txt", EDITED);
    scene.red.hard_link("c/linked.CR3", "a/_1.CR3");
    let mut green = Tree::at(&scene.sandbox.at("drives/Green"));
    green.file("a/_1.CR3", &raw(1)).file("a/_1.xmp", EDITED).file("film.mov", &vec![7; 1_200_000]);
    green.file("film again.mov", &vec![7; 1_200_000]);
    scene.archive.file("old/first.cr3", &raw(1)).file("Red/b/_1.xmp", b"another one");
    let before = scene.after();
    scene.sandbox.source(green.root()).option(&["--repeats", "keep"]);
    scene.run();
    compare::kept(&before, &scene.after());
    let hash = short(&raw(1));
    scene.holds("Red/a/_1.CR3", &raw(1));
    scene.holds("Red/a/_1.xmp", STARS);
    scene.holds(&format!("Red/b/_1~{hash}.CR3"), &raw(1));
    scene.holds(&format!("Red/b/_1~{hash}.xmp"), STARS);
    scene.holds("Red/c/linked.CR3", &raw(1));
    scene.holds("Green/a/_1.xmp", EDITED);
    scene.holds("Green/film again.mov", &vec![7; 1_200_000]);
    let drives = Snapshot::of(scene.red.root()).tally().0 + Snapshot::of(green.root()).tally().0;
    assert_eq!(scene.after().tally().0, before.tally().0 + drives, "each file of each drive is there");
    assert_eq!(scene.run(), (0, 0), "the second run reads and writes nothing");
    let rows = summary(&scene.sandbox.job());
    assert!(rows.iter().all(|r| r.raw("reason") == "new"), "nothing is called a repeat");
}

/// A drive of which one picture, one text and one large file find their names taken.
fn clashing(name: &str) -> Scene {
    let mut scene = Scene::new(name);
    scene.red.file("_1.CR3", &raw(1)).file("_1.xmp", STARS);
    scene.red.file("_2.CR3", &raw(2)).file("_2.xmp", STARS);
    scene.red.file("_3.CR3", &raw(3)).file("_3.xmp", STARS).file("_3.CR3.pp3", STARS);
    scene.red.file("note.txt", b"mine").file("film.mov", &vec![7; 1_200_000]).file("new.txt", b"new");
    scene.archive.file("Red/_1.CR3", &raw(51)).file("Red/_2.xmp", EDITED).file("Red/_3.xmp", STARS);
    scene.archive.file("Red/note.txt", b"other").file("Red/film.mov", &vec![8; 1_200_000]);
    scene.sandbox.option(&["--clashes", "skip"]);
    scene
}

#[test]
fn what_finds_its_name_taken_is_left_out_and_named_if_the_job_says_so() {
    let scene = clashing("skip-clashes");
    let before = scene.after();
    let run = scene.sandbox.run();
    run.expect(0, "it is what was asked for").says("other content has their names", "it says so");
    run.report().equation_holds(0);
    compare::kept(&before, &scene.after());
    scene.holds("Red/_3.CR3", &raw(3));
    scene.holds("Red/_3.CR3.pp3", STARS);
    scene.holds("Red/new.txt", b"new");
    assert_eq!(scene.after().tally().0, before.tally().0 + 3, "all else is left out");
    let rows = summary(&scene.sandbox.job());
    for name in ["_1.CR3", "_1.xmp", "_2.CR3", "_2.xmp", "note.txt", "film.mov"] {
        let row = row_of(&rows, name.as_bytes());
        assert_eq!((row.raw("status"), row.raw("reason")), ("done", "clash"), "{name}");
        assert!(row.raw("message").contains("Red/"), "{name}: the place is named: {}", row.raw("message"));
    }
    assert_eq!(problems(&scene.sandbox.job()).len(), 6, "they are among the problems");
    assert_eq!(run.report().term(0, "left_out").0, 6, "and counted as left out");
    assert_eq!(scene.run(), (0, 0), "the second run reads and writes nothing");
    assert_eq!(scene.after().tally().0, before.tally().0 + 3);
}

#[test]
fn a_clash_never_makes_a_drive_safe_to_wipe() {
    let scene = clashing("clash-clearance");
    scene.sandbox.run().expect(0, "it is what was asked for").says("exist only here", "not safe");
    let path = scene.red.root().to_string_lossy().into_owned();
    let clearance = scene.sandbox.on_job(&["clearance", "--source", &path]);
    clearance.expect(6, "not clear");
    let said = String::from_utf8_lossy(&clearance.stdout).into_owned();
    let code = |name: &str| {
        let line = said.lines().find(|l| l.contains(&format!("\t{name}: ")));
        line.unwrap_or_else(|| panic!("{name} is named in {said}"))
            .trim()
            .split('\t')
            .next()
            .map(str::to_owned)
    };
    for name in ["_1.CR3", "_2.CR3", "note.txt", "film.mov"] {
        assert_eq!(code(name).as_deref(), Some("only_here"), "{name} is in no archive");
    }
    assert_eq!(code("new.txt").as_deref(), Some("same_volume"), "what was copied is");
}

#[test]
fn a_name_that_is_free_again_or_another_policy_brings_it_home() {
    let mut scene = clashing("clash-over");
    scene.sandbox.run().expect(0, "it is what was asked for");
    let size = 4;
    std::fs::remove_file(scene.archive.path("Red/note.txt")).expect("the other one is taken away");
    assert_eq!(scene.run(), (size, size), "only that one is read");
    scene.holds("Red/note.txt", b"mine");
    scene.sandbox.option(&["--clashes", "keep-both"]);
    let mut later = scene.sandbox.command(["run", "--json", "--clashes", "keep-both", "--job"]);
    later.arg(scene.sandbox.job());
    ingather_tests::run::spawn(later).wait(ingather_tests::run::PATIENCE).expect(0, "both are kept");
    let hash = short(&raw(1));
    scene.holds(&format!("Red/_1~{hash}.CR3"), &raw(1));
    scene.holds(&format!("Red/_1~{hash}.xmp"), STARS);
    scene.holds(&format!("Red/film~{}.mov", short(&vec![7; 1_200_000])), &vec![7; 1_200_000]);
    let rows = summary(&scene.sandbox.job());
    assert!(rows.iter().all(|r| r.raw("reason") != "clash"), "nothing is left out any more");
}

#[test]
fn in_one_tree_the_second_of_one_name_is_left_out() {
    let mut scene = Scene::new("merged-clash");
    scene.red.file("x/note.txt", b"red").file("x/same.txt", STARS);
    let mut green = Tree::at(&scene.sandbox.at("drives/Green"));
    green.file("x/note.txt", b"green").file("x/same.txt", STARS);
    scene.sandbox.source(green.root()).option(&["--layout", "merge", "--clashes", "skip"]);
    scene.run();
    scene.holds("x/note.txt", b"red");
    assert_eq!(scene.after().tally().0, 2);
    let rows = summary(&scene.sandbox.job());
    let left: Vec<_> = rows.iter().filter(|r| r.raw("reason") == "clash").collect();
    assert_eq!(left.len(), 1, "a repeat is no clash: {left:?}");
    assert_eq!(scene.run(), (0, 0), "the second run reads and writes nothing");
}
