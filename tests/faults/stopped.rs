//! Ctrl-C and its kin: stopped within five seconds, never with exit code 0, and resumable. On a machine that does much else
//! only the drive's own pace can be counted with: what it moved after the word tells how long the word took.

use std::time::Duration;

use ingather_tests::mounts::{Fault, FaultyDrive, cannot_fuse};
use ingather_tests::run::PATIENCE;
use ingather_tests::tree::{Tree, content};
use ingather_tests::{Sandbox, Snapshot, compare, skip};
use rustix::process::Signal;

#[test]
fn stopped_by_a_signal_while_a_drive_is_slow() {
    if let Some(why) = cannot_fuse() {
        skip!("{why}");
    }
    for (name, signal) in [("sigint", Signal::INT), ("sigterm", Signal::TERM), ("sighup", Signal::HUP)] {
        let mut sandbox = Sandbox::new(name);
        let mut behind = Tree::at(&sandbox.at("behind/Red"));
        for n in 0..60 {
            behind.file(format!("{n:02}.jpg"), &content(n, 30_000));
        }
        behind.file("film.mov", &content(99, 24_000_000));
        let drive = FaultyDrive::mount(&sandbox, "Red", behind.root());
        drive.misbehave(&[Fault::SlowRead { name: "", by: Duration::from_millis(80) }]);
        let archive = sandbox.folder("Archive");
        sandbox.source(drive.path()).destination(&archive);
        // Whoever runs the tests may have told all below to outlive a terminal.
        let inner = sandbox.with_drives("run");
        let mut command = std::process::Command::new("env");
        command.arg("--default-signal=HUP").arg(inner.get_program()).args(inner.get_args());
        command.envs(inner.get_envs().filter_map(|(name, value)| Some((name, value?))));
        let mut running = ingather_tests::run::spawn(command);
        let read = || drive.all_bytes_read().values().sum::<u64>();
        assert!(running.wait_until(PATIENCE, || read() > 200_000), "it begins to read");
        let asked = read();
        running.signal(signal);
        let stopped = running.wait(PATIENCE);
        stopped.expect(130, "stopped by its user").is_silent_on("panicked", "in words");
        // In five seconds one thread of it makes sixty reads.
        let more = read() - asked;
        assert!(more <= 60 * (128 << 10), "{name}: {more} bytes were read before it stopped");
        assert!(sandbox.job().join("reports/summary.csv").exists(), "reports are written after a stop too");
        drive.heal();
        sandbox.resume().expect(0, "it goes on");
        let drive_now = Snapshot::of(behind.root());
        compare::archived(&[("Red", &drive_now)], &Snapshot::default(), &archive);
    }
}

/// As old sticks are.
const SPEED: u64 = 2_000_000;
const SLOW: Fault = Fault::Paced { bytes_per_second: SPEED, seek: Duration::from_millis(30) };

#[test]
fn stopped_within_five_seconds_while_a_slow_drive_gives_or_takes_films() {
    if let Some(why) = cannot_fuse() {
        skip!("{why}");
    }
    for (films, slow_archive) in [(1, false), (8, false), (1, true), (8, true)] {
        let mut sandbox = Sandbox::new(&format!("slow-{films}-{slow_archive}"));
        let mut behind = Tree::at(&sandbox.at("behind/Red"));
        for n in 0..films {
            // One film of 500 MB, or one for each thread that reads; into a slow archive no holes, which nobody writes.
            let (size, content) = if slow_archive {
                (0, content(n, 80_000_000 / films as usize))
            } else {
                (500_000_000 / films + n, content(n, 50_000))
            };
            let name = format!("{n}.mov");
            if size == 0 {
                behind.file(name, &content)
            } else {
                behind.sparse(name, size, 0, &content)
            };
        }
        let drive = FaultyDrive::mount(&sandbox, "Red", behind.root());
        let archive = sandbox.folder("Archive");
        let slow_side = slow_archive.then(|| FaultyDrive::mount(&sandbox, "Slow", &archive));
        let to = slow_side.as_ref().map_or(archive.as_path(), FaultyDrive::path);
        slow_side.as_ref().unwrap_or(&drive).misbehave(&[SLOW]);
        sandbox.source(drive.path()).destination(to);
        let mut running = sandbox.start();
        let moved = || match &slow_side {
            Some(side) => side.bytes_written(),
            None => drive.all_bytes_read().values().sum::<u64>(),
        };
        assert!(running.wait_until(PATIENCE, || moved() > 3 * SPEED), "it begins to copy");
        let asked = moved();
        running.signal(Signal::INT);
        let stopped = running.wait(PATIENCE);
        stopped.expect(130, "stopped by its user").is_silent_on("panicked", "in words");
        let more = moved() - asked;
        println!("{films} films, slow archive {slow_archive}: stopped after {more} bytes more");
        assert!(
            more <= 5 * SPEED,
            "{films} films, slow archive {slow_archive}: {more} bytes were moved before it stopped"
        );
        compare::staging_is_clean(&archive);
        drop(slow_side);
    }
}

#[test]
fn stopped_before_it_begins_to_copy() {
    if let Some(why) = cannot_fuse() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("early");
    let mut red = Tree::at(&sandbox.at("behind/Red"));
    for n in 0..400 {
        red.file(format!("{}/{n}.jpg", n % 20), &content(n, 3_000));
    }
    let drive = FaultyDrive::mount(&sandbox, "Red", red.root());
    // So slow that it cannot be over before it is told to stop.
    drive.misbehave(&[Fault::SlowRead { name: "", by: Duration::from_millis(500) }]);
    let archive = sandbox.folder("Archive");
    sandbox.source(drive.path()).destination(&archive);
    let mut running = sandbox.start();
    let job = sandbox.job().join("job.db");
    assert!(running.wait_until(PATIENCE, || job.exists()), "there is a job");
    running.signal(Signal::INT);
    let stopped = running.wait(PATIENCE);
    drive.heal();
    // A signal in the first instant, before the program listens, ends it as any program.
    assert!(matches!(stopped.code(), Some(130) | None), "never exit 0 when it was stopped\n{stopped}");
    sandbox.run().expect(0, "it goes on");
    compare::archived(&[("Red", &Snapshot::of(red.root()))], &Snapshot::default(), &archive);
}

#[test]
fn under_nohup_it_outlives_its_terminal() {
    let mut sandbox = Sandbox::new("nohup");
    let mut red = Tree::at(&sandbox.at("Red"));
    for n in 0..400 {
        red.file(format!("{}/{n}.jpg", n % 20), &content(n, 3_000));
    }
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(&archive);
    let inner = sandbox.with_drives("run");
    let mut command = std::process::Command::new("nohup");
    command.arg(inner.get_program()).args(inner.get_args());
    command.envs(inner.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let mut running = ingather_tests::run::spawn(command);
    // The program runs, and no longer just the one that starts it.
    let job = sandbox.job().join("job.db");
    assert!(running.wait_until(PATIENCE, || job.exists()), "there is a job");
    running.signal(Signal::HUP);
    running.wait(PATIENCE).expect(0, "it goes on to its end");
}
