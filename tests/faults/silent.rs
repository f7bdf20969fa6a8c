//! Drives that are there and answer nothing: a server that is gone, a disk that hangs.

use std::time::Duration;

use ingather_tests::mounts::cannot_fuse;
use ingather_tests::tree::{Tree, content};
use ingather_tests::{Outcome, Sandbox, skip};
use rustix::process::Signal;

use crate::slow::SlowDrive;

/// Without an answer it would take for ever.
const LONG: Duration = Duration::from_secs(300);

fn told(sandbox: &Sandbox, words: &[&str]) -> Outcome {
    sandbox.start_on_job(words).wait(LONG)
}

#[test]
fn a_drive_that_answers_nothing_is_not_connected_and_holds_up_nobody_else() {
    if let Some(why) = cannot_fuse() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("silent");
    let mut behind = Tree::at(&sandbox.at("behind/Red"));
    let mut green = Tree::at(&sandbox.at("Green"));
    for n in 0..3 {
        behind.file(format!("red {n}.jpg"), &content(n, 9_000));
        green.file(format!("green {n}.jpg"), &content(n + 9, 9_000));
    }
    let drive = SlowDrive::mount(&sandbox, &behind, 50_000_000);
    let archive = sandbox.folder("Archive");
    sandbox.source(&drive.at).source(green.root()).destination(&archive);
    sandbox.run().expect(0, "both drives answer");

    drive.signal(Signal::STOP);
    let listed = told(&sandbox, &["source", "list"]);
    listed.expect(0, "the list comes all the same").says("not connected", "which drive it is");
    told(&sandbox, &["status"]).expect(0, "what is known of the job is said");
    told(&sandbox, &["resume"]).expect(3, "the run goes on with the other drive, and says what is missing");

    drive.signal(Signal::CONT);
    let listed = told(&sandbox, &["source", "list"]);
    listed.expect(0, "it answers again").is_silent_on("not connected", "it is there");
    told(&sandbox, &["resume"]).expect(0, "nothing is missing now");
}
