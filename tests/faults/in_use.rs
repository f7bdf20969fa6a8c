//! Two processes at one job or one destination: the second says so and touches nothing.

use ingather_tests::run::{PATIENCE, spawn};
use ingather_tests::{Sandbox, Snapshot};
use rustix::process::Signal;

use crate::scene::Scene;

#[test]
fn two_processes_at_one_job() {
    let sandbox = Sandbox::new("one-job");
    let archive = sandbox.folder("Archive");
    let scene = Scene::simple(sandbox, &archive, 600);
    let running = scene.held_while_copying();
    for second in [scene.sandbox.run(), scene.sandbox.resume(), scene.sandbox.on_job(&["verify", "--deep"])] {
        second.expect(4, "the job is in use").is_silent_on("panicked", "in words");
    }
    scene.sandbox.on_job(&["status"]).expect(0, "looking is allowed meanwhile");
    running.signal(Signal::CONT);
    running.wait(PATIENCE).expect(0, "the first is not disturbed");
    scene.is_complete();
}

#[test]
fn two_jobs_at_one_destination() {
    let sandbox = Sandbox::new("one-destination");
    let archive = sandbox.folder("Archive");
    let scene = Scene::simple(sandbox, &archive, 600);
    let running = scene.held_while_copying();
    let at_rest = Snapshot::of(&archive);
    let mut other = scene.sandbox.command(["run", "--job"]);
    other
        .arg(scene.sandbox.at("other job"))
        .arg("--source")
        .arg(&scene.drives[0].root)
        .arg("--dest")
        .arg(&archive);
    spawn(other).wait(PATIENCE).expect(4, "the destination is in use");
    let now = Snapshot::of(&archive);
    let new: Vec<_> = now.entries.keys().filter(|path| !at_rest.entries.contains_key(*path)).collect();
    let gone: Vec<_> = at_rest.entries.keys().filter(|path| !now.entries.contains_key(*path)).collect();
    assert!(new.is_empty() && gone.is_empty(), "the second wrote nothing there: new {new:?}, gone {gone:?}");
    running.signal(Signal::CONT);
    running.wait(PATIENCE).expect(0, "the first is not disturbed");
    scene.is_complete();
}

#[test]
fn a_lock_of_a_dead_process_holds_nobody() {
    let sandbox = Sandbox::new("dead-lock");
    let archive = sandbox.folder("Archive");
    let scene = Scene::simple(sandbox, &archive, 600);
    scene.held_while_copying().kill();
    scene.sandbox.resume().expect(0, "a dead process holds no lock");
    scene.is_complete();
}
