//! What an exact plan said of repeats on several drives is what is done, however fast each drive is.

use std::time::Duration;

use ingather_tests::mounts::{Fault, FaultyDrive, cannot_fuse};
use ingather_tests::reports::summary;
use ingather_tests::tree::{Tree, content};
use ingather_tests::{Sandbox, Snapshot, skip};

const FILES: u64 = 16;
const SLOW: Fault = Fault::Paced { bytes_per_second: 150_000, seek: Duration::from_millis(20) };

/// A plan of a drive Red and of its copy Green, which is much faster while both are copied. `also`: what else is wrong with
/// Red by then.
fn planned(name: &str, also: &[Fault]) -> Option<(Sandbox, FaultyDrive, std::path::PathBuf)> {
    if cannot_fuse().is_some() {
        return None;
    }
    let mut sandbox = Sandbox::new(name);
    let mut red = Tree::at(&sandbox.at("behind/Red"));
    let mut green = Tree::at(&sandbox.at("drives/Green"));
    for n in 0..FILES {
        let picture = content(n, 30_000 + n as usize);
        red.file(format!("Lisbon/{n}.jpg"), &picture).file(format!("Lisbon/{n}.xmp"), b"stars");
        green.file(format!("best of/{n}.jpg"), &picture);
    }
    let drive = FaultyDrive::mount(&sandbox, "Red", red.root());
    let archive = sandbox.folder("Archive");
    sandbox.source(drive.path()).source(green.root()).destination(&archive);
    sandbox.option(&["--exact-plan", "--json"]);
    let plan = sandbox.drives_to("plan");
    plan.expect(0, "planned");
    let mut faults = vec![SLOW];
    faults.extend_from_slice(also);
    drive.misbehave(&faults);
    Some((sandbox, drive, archive))
}

#[test]
fn the_file_that_an_exact_plan_named_is_the_one_that_is_copied() {
    let Some((sandbox, _drive, archive)) = planned("promised", &[]) else { skip!("there is no FUSE") };
    let run = sandbox.run();
    run.expect(0, "copied");
    run.report().equation_holds(0);
    let held = Snapshot::of_archive(&archive);
    for n in 0..FILES {
        for kind in ["jpg", "xmp"] {
            let at = format!("Red/Lisbon/{n}.{kind}");
            assert!(
                archive.join(&at).is_file(),
                "{at} is where the plan put it; there is {:?}",
                held.tally()
            );
        }
    }
    assert!(!archive.join("Green").exists(), "nothing of a folder is torn away to where its repeat was");
    let repeats = summary(&sandbox.job()).into_iter().filter(|row| row.raw("reason") == "of_source").count();
    assert_eq!(repeats as u64, FILES, "each file of Green repeats the one of Red");
}

#[test]
fn where_the_file_that_the_plan_named_cannot_be_read_its_repeat_is_copied() {
    let bad = Fault::BadSector { name: "3.jpg", at: 0 };
    let Some((sandbox, _drive, archive)) = planned("promised-bad", &[bad]) else { skip!("there is no FUSE") };
    let run = sandbox.run();
    run.expect(1, "one file of Red fails");
    run.report().equation_holds(0);
    assert_eq!(run.report().term(0, "failed").0, 1);
    assert_eq!(run.report().term(0, "to_do").0, 0, "nothing waits for the one that failed");
    assert!(archive.join("Green/best of/3.jpg").is_file(), "its content is there all the same");
    assert!(archive.join("Red/Lisbon/2.jpg").is_file());
    assert!(!archive.join("Green/best of/2.jpg").exists(), "and only that one");
}
