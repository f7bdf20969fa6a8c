//! Sidecars in later runs: edited, lost, planned exactly, interrupted, brought to two archives.

use ingather_tests::reports::{row_of, summary};
use ingather_tests::{Snapshot, compare};

use crate::scene::{EDITED, STARS, Scene, raw, short};

#[test]
fn an_edited_sidecar_is_put_beside_the_old_one() {
    let mut scene = Scene::new("edited");
    for n in 0..3 {
        scene.red.file(format!("_{n}.CR3"), &raw(n)).file(format!("_{n}.xmp"), STARS);
    }
    scene.run();
    let before = scene.after();
    std::fs::write(scene.red.path("_1.xmp"), EDITED).expect("edited");
    let size = EDITED.len() as u64;
    assert_eq!(scene.run(), (size, size), "the pictures are left alone");
    compare::kept(&before, &scene.after());
    scene.holds(&format!("_1~{}.xmp", short(EDITED)).replace("_1", "Red/_1"), EDITED);
    assert_eq!(row_of(&summary(&scene.sandbox.job()), b"_1.xmp").raw("reason"), "changed_source");
    scene.is_complete();
}

#[test]
fn a_lost_sidecar_comes_back_beside_its_picture() {
    let mut scene = Scene::new("lost-sidecar");
    scene.red.file("_1.CR3", &raw(1)).file("_1.xmp", STARS).file("_2.CR3", &raw(2)).file("_2.xmp", STARS);
    scene.run();
    let after = scene.after();
    std::fs::remove_file(scene.archive.path("Red/_1.xmp")).expect("lost");
    scene.run();
    scene.holds("Red/_1.xmp", STARS);
    assert_eq!(scene.after().tally(), after.tally());
    // Both moved together within the archive: nothing is to be copied.
    std::fs::create_dir(scene.archive.path("moved")).expect("a folder");
    for name in ["_1.CR3", "_1.xmp"] {
        std::fs::rename(
            scene.archive.path(format!("Red/{name}")),
            scene.archive.path(format!("moved/{name}")),
        )
        .expect("moved");
    }
    assert_eq!(scene.run().1, 0, "what was moved is found");
    assert_eq!(scene.after().tally(), after.tally());
    scene.is_complete();
}

#[test]
fn each_of_two_destinations_keeps_them_together() {
    let mut scene = Scene::new("sidecars-twice");
    scene.red.file("_1.CR3", &raw(1)).file("_1.xmp", STARS);
    scene.archive.file("old/first.cr3", &raw(1));
    let second = scene.sandbox.folder("Second");
    scene.sandbox.destination(&second);
    scene.run();
    scene.holds("old/first.xmp", STARS);
    assert_eq!(scene.after().tally().0, 2);
    assert_eq!(std::fs::read(second.join("Red/_1.xmp")).expect("a sidecar"), STARS);
    assert_eq!(Snapshot::of_archive(&second).tally().0, 2);
    scene.is_complete();
}

#[test]
fn an_exact_plan_knows_what_becomes_of_sidecars() {
    let mut scene = Scene::new("exact-sidecars");
    for n in 0..6 {
        scene.red.file(format!("a/_{n}.CR3"), &raw(n)).file(format!("a/_{n}.xmp"), STARS);
        scene
            .red
            .file(format!("b/_{n}.CR3"), &raw(n))
            .file(format!("b/_{n}.xmp"), if n < 3 { STARS } else { EDITED });
    }
    scene.archive.file("old/0.cr3", &raw(0)).file("old/0.xmp", STARS).file("old/1.cr3", &raw(1));
    scene.sandbox.option(&["--exact-plan"]);
    let planned = scene.sandbox.drives_to("plan");
    let plan = planned.expect(0, "a plan").report();
    assert_eq!(plan.term(0, "undecided").0, 0, "an exact plan leaves nothing open");
    let new = plan.term(0, "to_do").0 - plan.term(0, "expected_repeats").0;
    let run = scene.sandbox.run();
    assert_eq!(run.expect(0, "the copy").report().term(0, "copied").0, new, "as many as the plan said");
    // Four pictures; beside each and the second twin one sidecar; three more differ.
    assert_eq!(new, 4 + 5 + 3);
}

#[test]
fn stopped_at_any_step_they_end_up_together() {
    let points =
        ["after_stage", "after_flush", "after_intent", "after_place", "after_folders", "after_commit"];
    for point in points {
        for nth in [1, 2] {
            let mut scene = Scene::new("sidecars-stopped");
            for n in 0..5 {
                scene.red.file(format!("a/_{n}.CR3"), &raw(n)).file(format!("a/_{n}.xmp"), STARS);
                scene.red.file(format!("b/_{n}.CR3"), &raw(n)).file(format!("b/_{n}.xmp"), EDITED);
            }
            scene.archive.file("Red/a/_4.xmp", b"another");
            scene.sandbox.variable("INGATHER_FAULT", &format!("{point}:{nth}"));
            let stopped = scene.sandbox.run();
            assert_eq!(stopped.code(), None, "it is stopped {point}:{nth}\n{stopped}");
            scene.sandbox.without("INGATHER_FAULT");
            scene.sandbox.resume().expect(0, "resumed");
            for n in 0..4 {
                scene.holds(&format!("Red/a/_{n}.xmp"), STARS);
                scene.holds(&format!("Red/a/_{n}~{}.xmp", short(EDITED)), EDITED);
            }
            let stem = format!("Red/a/_4~{}", short(&raw(4)));
            scene.holds(&format!("{stem}.xmp"), STARS);
            scene.holds(&format!("{stem}~{}.xmp", short(EDITED)), EDITED);
            assert_eq!(scene.after().tally().0, 16, "{point}:{nth}");
            assert_eq!(scene.run(), (0, 0), "nothing is left to do");
        }
    }
}
