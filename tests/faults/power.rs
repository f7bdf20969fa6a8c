//! The plug is pulled: what was reported done is whole, the rest is taken up again.

use std::time::Duration;

use ingather_tests::mounts::{Disk, cannot_mount};
use ingather_tests::reports::summary;
use ingather_tests::snapshot::{hex, show};
use ingather_tests::{Random, Sandbox, Snapshot, skip};
use rustix::process::Signal;

use crate::scene::Scene;

const CUTS: u32 = 10;

#[test]
fn ten_power_cuts() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let mut random = Random::fresh("power cuts");
    let sandbox = Sandbox::new("power");
    let mut disk = Disk::make(&sandbox, "disk", 96);
    let scene = Scene::simple(sandbox, &disk.at("Archive"), 250);
    let whole = scene.sandbox.run();
    whole.expect(0, "undisturbed");
    let (mut cuts, mut took) = (0, whole.took);
    for round in 0.. {
        assert!(round < 12 * CUTS, "most runs end before the cut: the moments are chosen badly");
        if cuts == CUTS {
            break;
        }
        scene.start_over();
        std::fs::File::open(disk.path())
            .and_then(|d| rustix::fs::syncfs(d).map_err(Into::into))
            .expect("synced");
        let mut running = scene.sandbox.start();
        let moment = Duration::from_micros(random.below(took.as_micros() as u64 * 19 / 20));
        if !running.wait_until(moment, || false) && running.ended() {
            // The machine may have more time for us than when the run was left alone.
            took = took.min(running.age());
            continue;
        }
        disk.cut_power();
        // Half of the times the machine goes down with it.
        let ended = if round % 2 == 0 { running.kill() } else { running.wait(ingather_tests::run::PATIENCE) };
        if ended.code() == Some(0) {
            scene_survives(&scene, &mut disk);
            continue;
        }
        cuts += 1;
        if round % 2 == 1 {
            ended.expect(3, "a dead destination ends the run").is_silent_on("panicked", "in words");
            let told = ended.text().lines().filter(|l| l.trim_start().starts_with("failed")).count();
            assert!(told <= 3, "a dead drive is one error, not one for each file\n{ended}");
        }
        scene_survives(&scene, &mut disk);
    }
    assert_eq!(cuts, CUTS);
}

/// The disk comes back: what was done is whole, and the job gets to its end.
fn scene_survives(scene: &Scene, disk: &mut Disk) {
    let at = disk.unmount();
    disk.mount(&at);
    // Nothing ran yet: this is what the disk has after the cut, and what the job said about it before.
    if scene.sandbox.job().join("job.db").exists() {
        done_is_whole(scene);
    }
    scene.go_on("with the disk back it goes on");
    scene.archive_is_complete();
}

/// Reads the job's own record of what is done, without letting the program look at the disk first.
fn done_is_whole(scene: &Scene) {
    let listed = scene.sandbox.on_job(&["file", "list", "--term", "copied", "--json"]);
    if listed.code() != Some(0) {
        return;
    }
    let disk = Snapshot::of_archive(&scene.archive);
    let drive: Vec<_> =
        scene.drives.iter().flat_map(|d| d.files().map(|(p, _, b)| (p.clone(), *b))).collect();
    for row in listed.json() {
        let target = ingather_tests::reports::unescape(row["target"].as_str().unwrap_or_default());
        let found = disk.blake3(&target);
        let known = found.is_some_and(|f| drive.iter().any(|(_, b)| *b == f));
        assert!(known, "{} was reported done and is not whole: {:?}", show(&target), found.map(|f| hex(&f)));
    }
}

#[test]
fn reports_after_a_power_cut_are_written_all_the_same() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let sandbox = Sandbox::new("power-report");
    let disk = Disk::make(&sandbox, "disk", 96);
    let scene = Scene::simple(sandbox, &disk.at("Archive"), 400);
    let running = scene.held_while_copying();
    disk.cut_power();
    running.signal(Signal::CONT);
    running.wait(ingather_tests::run::PATIENCE).expect(3, "the destination is dead");
    let rows = summary(&scene.sandbox.job());
    assert_eq!(rows.len() as u64, scene.drives[0].tally().0, "each file has its row after exit 3");
}
