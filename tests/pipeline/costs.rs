//! What drives and archives cost is kept: the next job begins with it, and need not guess how long it takes.

use std::sync::Arc;
use std::time::Duration;

use ingather_engine::job::Job;
use ingather_engine::model::Phase;
use ingather_engine::progress::{Known, Silent};
use ingather_engine::runner::{self, RunRequest};
use ingather_engine::views::JobConfig;
use ingather_tests::mounts::{Fault, FaultyDrive, cannot_fuse};
use ingather_tests::tree::{Tree, content};
use ingather_tests::{Sandbox, skip};

const SLOW: Fault = Fault::Paced { bytes_per_second: 1_000_000, seek: Duration::ZERO };

fn paced(sandbox: &Sandbox, name: &str) -> FaultyDrive {
    let drive = FaultyDrive::mount(sandbox, name, &sandbox.folder(format!("behind/{name}")));
    drive.misbehave(&[SLOW]);
    drive
}

/// What a new job of the same drives knows before it begins.
fn known_to_the_next(sandbox: &Sandbox, drive: &FaultyDrive, archive: &FaultyDrive) -> Known {
    let (job, catalog) = (sandbox.at("next"), sandbox.at("data/catalog.db"));
    let text = |drive: &FaultyDrive| drive.path().display().to_string();
    let config =
        JobConfig { sources: vec![text(drive)], destinations: vec![text(archive)], ..JobConfig::default() };
    Job::create(&job, &catalog, &config).expect("another job");
    let run =
        runner::start(&job, &catalog, RunRequest::until(Phase::Analyze), Arc::new(Silent)).expect("begun");
    let known = run.known().clone();
    run.join().expect("ended");
    known
}

#[test]
fn the_next_job_knows_what_the_drives_and_the_archive_cost() {
    if let Some(why) = cannot_fuse() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("costs");
    let mut behind = Tree::at(&sandbox.at("behind/Red"));
    for n in 0..5 {
        behind.file(format!("{n}.jpg"), &content(n, 900_000 + n as usize));
    }
    let (drive, archive) = (paced(&sandbox, "Red"), paced(&sandbox, "Archive"));
    sandbox.source(drive.path()).destination(archive.path()).option(&["--threads", "1", "--quiet"]);
    sandbox.run().expect(0, "copied, as slowly as the drives are");

    let known = known_to_the_next(&sandbox, &drive, &archive);
    assert!(known.read.values().any(|costs| !costs.is_nothing()), "of the drive: {known:?}");
    assert!(!known.write.is_nothing() && !known.place.is_nothing(), "of the archive: {known:?}");
    assert!(!known.end.is_nothing(), "of the end: {known:?}");
}
