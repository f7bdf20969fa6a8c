//! How long an exact plan would take is said from how fast the drives were when they were last read, or tried.

use std::time::Duration;

use ingather_engine::job::Job;
use ingather_tests::mounts::{Fault, FaultyDrive, cannot_fuse};
use ingather_tests::tree::{Tree, content};
use ingather_tests::{Sandbox, skip};

const SLOW: Fault = Fault::Paced { bytes_per_second: 1_000_000, seek: Duration::ZERO };

/// Seconds to make the plan exact, as the window hears it, and the files that it would settle.
fn exact(sandbox: &Sandbox) -> (Option<u64>, u64) {
    let job = Job::open(&sandbox.job(), &sandbox.at("data/catalog.db")).expect("the job");
    let view = job.view().expect("its view");
    (view.exact_s, view.equation.undecided.files)
}

#[test]
fn an_exact_plan_says_how_long_it_takes_once_the_drive_was_tried_or_read() {
    if let Some(why) = cannot_fuse() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("exact");
    let mut behind = Tree::at(&sandbox.at("behind/Red"));
    for n in 0..4 {
        // Two by two of one size.
        behind.file(format!("{n}.jpg"), &content(n, 900_000 + n as usize / 2));
    }
    let drive = FaultyDrive::mount(&sandbox, "Red", behind.root());
    drive.misbehave(&[SLOW]);
    let archive = sandbox.folder("Archive");
    sandbox.source(drive.path()).destination(&archive).option(&["--threads", "1"]);
    sandbox.drives_to("plan").expect(0, "planned");
    let (seconds, files) = exact(&sandbox);
    assert_eq!(files, 4, "each may be the same as another");
    let seconds = seconds.expect("the drive was tried with the plan");
    assert!((2..600).contains(&seconds), "files of four seconds, not {seconds} s");

    sandbox.resume().expect(0, "copied, as slowly as the drive is");
    assert_eq!(exact(&sandbox), (None, 0), "nothing is left to settle");

    for n in 4..7 {
        behind.file(format!("{n}.jpg"), &content(n, 950_000));
    }
    sandbox.drives_to("plan").expect(0, "planned again");
    let (seconds, files) = exact(&sandbox);
    assert_eq!(files, 3, "the new ones may be the same");
    let seconds = seconds.expect("the drive was read");
    assert!((2..600).contains(&seconds), "three quarters of the files of four seconds, not {seconds} s");
}

#[test]
fn a_drive_that_was_read_to_compare_its_files_is_known_as_well() {
    if let Some(why) = cannot_fuse() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("compared");
    let mut behind = Tree::at(&sandbox.at("behind/Red"));
    for n in 0..4 {
        behind.file(format!("{n}.jpg"), &content(n, 900_000));
    }
    let drive = FaultyDrive::mount(&sandbox, "Red", behind.root());
    drive.misbehave(&[SLOW]);
    let archive = sandbox.folder("Archive");
    sandbox.source(drive.path()).destination(&archive).option(&["--threads", "1"]);
    sandbox.drives_to("init").expect(0, "made");
    sandbox.on_job(&["checksum", "--table", "sources"]).expect(0, "read, as slowly as the drive is");

    for n in 4..7 {
        behind.file(format!("{n}.jpg"), &content(n, 950_000));
    }
    sandbox.drives_to("plan").expect(0, "planned");
    let (seconds, files) = exact(&sandbox);
    assert_eq!(files, 3, "the new ones may be the same");
    let seconds = seconds.expect("the drive was read to compare its files");
    assert!((2..600).contains(&seconds), "three quarters of the files of four seconds, not {seconds} s");
}
