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

/// Before, most rounds ended with a database that "could not be brought up to date", and one process could have put its
/// new job in the place of another's.
#[test]
fn processes_that_make_one_job_at_once_make_it_once() {
    let mut sandbox = Sandbox::new("made-at-once");
    std::fs::write(sandbox.folder("Red").join("one.jpg"), b"a picture").expect("a file");
    let (red, archive) = (sandbox.at("Red"), sandbox.folder("Archive"));
    sandbox.source(red).destination(archive);
    for _ in 0..6 {
        for made in [sandbox.job(), sandbox.at("data")] {
            if made.exists() {
                std::fs::remove_dir_all(made).expect("a new beginning");
            }
        }
        let running: Vec<_> = (0..4).map(|_| sandbox.start()).collect();
        let ended: Vec<_> = running.into_iter().map(|r| r.wait(PATIENCE)).collect();
        let code = |wanted: i32| ended.iter().filter(|o| o.status.code() == Some(wanted)).count();
        assert!(code(0) > 0 && code(0) + code(4) == 4, "done, or in use by another: {ended:#?}");
        sandbox.on_job(&["status"]).expect(0, "there is one whole job").says("completed", "and it is done");
    }
}

#[test]
fn jobs_that_begin_at_once_share_a_new_catalogue() {
    let sandbox = Sandbox::new("catalogue-at-once");
    std::fs::write(sandbox.folder("Red").join("one.jpg"), b"a picture").expect("a file");
    let begin = |n: usize| {
        let mut command = sandbox.command(["init", "--job"]);
        command.arg(sandbox.at(format!("job {n}"))).arg("--source").arg(sandbox.at("Red"));
        command.arg("--dest").arg(sandbox.folder(format!("Archive {n}")));
        spawn(command)
    };
    for round in 0..4 {
        if round > 0 {
            std::fs::remove_dir_all(sandbox.at("data")).expect("no catalogue is there yet");
        }
        let running: Vec<_> = (0..4).map(|n| begin(4 * round + n)).collect();
        for job in running {
            job.wait(PATIENCE).expect(0, "each is made");
        }
    }
}
