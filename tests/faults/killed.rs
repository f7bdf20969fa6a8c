//! SIGKILL at any moment, and at the six steps of durability in particular.

use std::time::Duration;

use ingather_tests::Random;

use crate::scene::{Scene, was_killed};

/// Kills that hit a running job.
const KILLS: u32 = 24;

#[test]
fn killed_at_random_moments_it_always_gets_there() {
    let scene = Scene::torture("killed", 90);
    let whole = scene.sandbox.run();
    whole.expect(0, "undisturbed");
    scene.archive_is_complete();
    let mut random = Random::fresh("killed at random moments");
    let (mut kills, mut jobs, mut took) = (0, 0, whole.took);
    while kills < KILLS {
        scene.start_over();
        jobs += 1;
        assert!(jobs < 8 * KILLS, "most runs end before they are killed: the moments are chosen badly");
        // Up to four kills of one job: a resume is killed as well.
        let mut running = scene.sandbox.start();
        for nth in 0..random.between(1, 4) {
            let moment = Duration::from_micros(random.below(took.as_micros() as u64 * 9 / 10));
            if !running.wait_until(moment, || false) && running.ended() {
                // The machine may have more time for us than when the run was left alone.
                took = if nth == 0 { took.min(running.age()) } else { took };
                break;
            }
            let ended = running.kill();
            if ended.code() == Some(0) {
                // It came to its end between the look and the signal.
                running = scene.sandbox.start_on_job(&["resume"]);
                break;
            }
            was_killed(&ended);
            kills += 1;
            // As soon as there is a job, `resume` must do.
            running = match scene.sandbox.job().join("job.db").exists() {
                true if random.below(2) == 0 => scene.sandbox.start_on_job(&["resume"]),
                _ => scene.sandbox.start(),
            };
        }
        let last = running.wait(ingather_tests::run::PATIENCE);
        let unmade = last.code() == Some(2);
        assert!(unmade || last.code() == Some(0), "after any number of kills it goes on\n{last}");
        scene.go_on("after any number of kills it goes on");
        scene.archive_is_complete();
    }
    scene.is_complete();
}

#[test]
fn stopped_between_any_two_steps_of_durability() {
    let mut scene = Scene::torture("steps", 45);
    let points =
        ["after_stage", "after_flush", "after_intent", "after_place", "after_folders", "after_commit"];
    for point in points {
        for nth in [1, 2] {
            scene.start_over();
            scene.sandbox.variable("INGATHER_FAULT", &format!("{point}:{nth}"));
            let stopped = scene.sandbox.run();
            scene.sandbox.without("INGATHER_FAULT");
            if nth == 1 {
                assert_eq!(stopped.code(), None, "the process must end {point}\n{stopped}");
            }
            let resumed = scene.sandbox.resume();
            resumed.expect(0, &format!("resumed after a stop at {point}:{nth}"));
            scene.archive_is_complete();
        }
    }
    scene.is_complete();
}

#[test]
fn stopped_at_each_step_again_and_again() {
    let mut scene = Scene::torture("steps-in-a-row", 45);
    let points =
        ["after_stage", "after_flush", "after_intent", "after_place", "after_folders", "after_commit"];
    for point in points {
        scene.sandbox.variable("INGATHER_FAULT", point);
        let _ = scene.sandbox.run();
    }
    scene.sandbox.without("INGATHER_FAULT");
    scene.sandbox.resume().expect(0, "after six stops in a row");
    scene.is_complete();
}

#[test]
fn the_job_is_lost_after_a_crash_and_made_anew() {
    for point in ["after_intent", "after_place", "after_folders"] {
        let mut scene = Scene::torture("crash-and-loss", 45);
        scene.sandbox.variable("INGATHER_FAULT", point);
        was_killed(&scene.sandbox.run());
        scene.sandbox.without("INGATHER_FAULT");
        std::fs::remove_dir_all(scene.sandbox.job()).expect("the job is lost");
        scene.sandbox.run().expect(0, "the archive alone tells what is there");
        scene.archive_is_complete();
    }
}
