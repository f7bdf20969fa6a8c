//! The job's own databases on bad ground: a file system without shared memory, and one without room.

use ingather_tests::mounts::{FaultyDrive, Memory, cannot_fuse, cannot_mount};
use ingather_tests::{Sandbox, Snapshot, compare, skip};

use crate::scene::{Scene, simple_drive};

#[test]
fn the_job_lives_on_a_file_system_where_wal_is_not_possible() {
    if let Some(why) = cannot_fuse() {
        skip!("{why}");
    }
    let sandbox = Sandbox::new("records-fuse");
    let red = simple_drive(&sandbox.at("Red"), 30);
    let behind = sandbox.folder("behind");
    let drive = FaultyDrive::mount(&sandbox, "records", &behind);
    let archive = sandbox.folder("Archive");
    let mut command = sandbox.command(["run", "--source"]);
    command.arg(red.root()).arg("--dest").arg(&archive).arg("--job").arg(drive.at("job"));
    command.env("INGATHER_DATA_DIR", drive.at("data"));
    let run = ingather_tests::run::spawn(command).wait(ingather_tests::run::PATIENCE);
    run.expect(0, "the databases fall back to another journal");
    compare::archived(&[("Red", &Snapshot::of(red.root()))], &Snapshot::default(), &archive);
}

#[test]
fn no_room_for_the_records_is_said_and_the_archive_stays_whole() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let sandbox = Sandbox::new("records-full");
    let red = simple_drive(&sandbox.at("Red"), 900);
    let archive = sandbox.folder("Archive");
    let small = Memory::make(&sandbox, "records", 1);
    let go = || {
        let mut command = sandbox.command(["run", "--source"]);
        command.arg(red.root()).arg("--dest").arg(&archive).arg("--job").arg(small.path().join("job"));
        command.env("INGATHER_DATA_DIR", small.path().join("data"));
        ingather_tests::run::spawn(command).wait(ingather_tests::run::PATIENCE)
    };
    let run = go();
    run.expect(3, "it cannot keep its records").is_silent_on("panicked", "in words");
    let drive = Snapshot::of(red.root());
    let known = drive.contents();
    let after = Snapshot::of_archive(&archive);
    assert!(
        after.files().all(|(_, e, b)| e.size == 0 || known.contains_key(b)),
        "only whole files in the archive"
    );
    small.enlarge(64);
    go().expect(0, "with room for its records it goes on");
    compare::archived(&[("Red", &drive)], &Snapshot::default(), &archive);
}

#[test]
fn a_log_and_a_terminal_that_take_no_line_stop_nothing() {
    let sandbox = Sandbox::new("records-mute");
    let red = simple_drive(&sandbox.at("Red"), 30);
    let archive = sandbox.folder("Archive");
    let logs = sandbox.folder("job/logs");
    std::os::unix::fs::symlink("/dev/full", logs.join("ingather.log")).unwrap();
    let full = || std::fs::File::options().write(true).open("/dev/full").unwrap();
    let mut command = sandbox.command(["run", "--log-level", "trace", "--source"]);
    command.arg(red.root()).arg("--dest").arg(&archive).arg("--job").arg(sandbox.at("job"));
    let status = command.stdout(full()).stderr(full()).status().unwrap();
    assert_eq!(status.code(), Some(0), "the job is done without a word");
    compare::archived(&[("Red", &Snapshot::of(red.root()))], &Snapshot::default(), &archive);
}

/// The records had room for what was about to be placed, and none for what had been read of it.
#[test]
fn what_was_about_to_be_placed_is_read_again_if_its_checksum_was_not_recorded() {
    for point in ["after_intent", "after_place"] {
        let mut scene = Scene::torture("records-without-checksums", 45);
        scene.sandbox.variable("INGATHER_FAULT", point);
        assert_eq!(scene.sandbox.run().code(), None, "the process must end {point}");
        scene.sandbox.without("INGATHER_FAULT");
        let db = rusqlite::Connection::open(scene.sandbox.job().join("job.db")).expect("the job");
        let lost = db.execute(
            "UPDATE source_files SET checksum = NULL WHERE id IN (SELECT file FROM copy_status WHERE status = 'placing')",
            [],
        );
        assert!(lost.expect("altered") > 0, "something was about to be placed {point}");
        drop(db);
        scene.sandbox.resume().expect(0, "it goes on");
        scene.archive_is_complete();
    }
}
