//! SIGKILL in the midst of each single command and between any two of them: whoever goes on gets to the same end.

use std::time::Duration;

use ingather_tests::{Random, Snapshot};

use crate::scene::Scene;

const STEPS: [&[&str]; 9] = [
    &["source", "add", "drives/Green"],
    &["analyze"],
    &["checksum"],
    &["pool", "check"],
    &["plan"],
    &["copy"],
    &["verify"],
    &["verify", "--deep"],
    &["summary"],
];

/// How the person goes on after the kill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum After {
    /// The same command once more, and then the next.
    Again,
    /// The next command at once, and `resume` at the end.
    Next,
}

fn init(scene: &Scene) {
    let words = ["init", "--source", "drives/Red", "--source", "drives/Blue disk", "--dest", "Archive"];
    scene.sandbox.on_job(&words).expect(0, "a job");
}

/// How long each command takes when it is left alone, and the names that it chooses.
fn undisturbed(scene: &Scene) -> (Vec<Duration>, Vec<Vec<u8>>) {
    init(scene);
    let took = STEPS.map(|words| scene.sandbox.on_job(words).expect(0, "undisturbed").took);
    scene.archive_is_complete();
    (took.to_vec(), names(scene))
}

fn names(scene: &Scene) -> Vec<Vec<u8>> {
    Snapshot::of_archive(&scene.archive).entries.into_keys().collect()
}

/// Starts a command and kills it at some moment of the time that it takes when it is left alone.
fn killed(scene: &Scene, words: &[&str], took: Duration, random: &mut Random) {
    let mut running = scene.sandbox.start_on_job(words);
    let moment = Duration::from_micros(random.below(took.as_micros() as u64));
    running.wait_until(moment, || false);
    running.kill();
}

#[test]
fn killed_between_any_two_commands() {
    let scene = Scene::torture("between", 10);
    let (took, wanted) = undisturbed(&scene);
    let mut random = Random::fresh("killed between any two commands");
    for after in [After::Again, After::Next] {
        scene.start_over();
        init(&scene);
        for (words, took) in STEPS.iter().zip(&took) {
            killed(&scene, words, *took, &mut random);
            if after == After::Next {
                continue;
            }
            let said = scene.sandbox.on_job(words);
            said.is_silent_on("panicked", "in words");
            said.expect(0, &format!("{words:?} was killed and is given again"));
        }
        // It may have been killed before it was noted that this drive belongs to the job.
        scene.sandbox.on_job(STEPS[0]).expect(0, "to say so again does no harm");
        scene.sandbox.resume().expect(0, &format!("each command was killed once, {after:?}"));
        scene.archive_is_complete();
        assert_eq!(names(&scene), wanted, "{after:?}: other names were chosen");
    }
    scene.sandbox.resume().expect(0, "once more").says("nothing was to do", "it is complete");
}
