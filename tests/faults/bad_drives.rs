//! Drives that fail, tire and lie.

use ingather_tests::mounts::{Fault, FaultyDrive, cannot_fuse};
use ingather_tests::reports::{problems, row_of, summary};
use ingather_tests::tree::{Tree, content};
use ingather_tests::{Sandbox, Snapshot, compare, skip};

struct Bad {
    sandbox: Sandbox,
    behind: Tree,
    drive: FaultyDrive,
    archive: std::path::PathBuf,
}

/// A source behind a faulty drive.
fn bad_source(name: &str) -> Bad {
    let mut sandbox = Sandbox::new(name);
    let mut behind = Tree::at(&sandbox.at("behind"));
    for n in 0..25 {
        behind.file(format!("{n:02}.jpg"), &content(n, 20_000 + n as usize));
    }
    behind.file("film.mov", &content(99, 5_000_000)).file("other.mov", &content(98, 4_000_000));
    let drive = FaultyDrive::mount(&sandbox, "Red", behind.root());
    let archive = sandbox.folder("Archive");
    sandbox.source(drive.path()).destination(&archive).option(&["--json"]);
    Bad { sandbox, behind, drive, archive }
}

impl Bad {
    /// All but the named files are in the archive, whole, and nothing else is.
    #[track_caller]
    fn all_but(&self, names: &[&str]) {
        let mut drive = Snapshot::of(self.behind.root());
        drive.entries.retain(|path, _| !names.iter().any(|n| n.as_bytes() == path.as_slice()));
        compare::archived(&[("Red", &drive)], &Snapshot::default(), &self.archive);
    }

    #[track_caller]
    fn all_but_below(&self, folder: &str) {
        let mut drive = Snapshot::of(self.behind.root());
        drive.entries.retain(|path, _| !path.starts_with(folder.as_bytes()));
        compare::archived(&[("Red", &drive)], &Snapshot::default(), &self.archive);
    }

    #[track_caller]
    fn all(&self) {
        self.all_but(&[]);
    }
}

#[test]
fn the_sidecar_of_an_unreadable_picture_gets_home() {
    if let Some(why) = cannot_fuse() {
        skip!("{why}");
    }
    let mut bad = bad_source("bad-primary");
    bad.behind.file("07.xmp", b"<x:xmpmeta/>").file("08.xmp", b"<x:xmpmeta/>");
    bad.drive.misbehave(&[Fault::BadSector { name: "07.jpg", at: 100 }]);
    bad.sandbox.run().expect(1, "it finished, but the picture failed").report().equation_holds(0);
    for name in ["Red/07.xmp", "Red/08.xmp"] {
        assert!(bad.archive.join(name).exists(), "{name}: equal ones are no repeats of one another");
    }
    assert!(!bad.archive.join("Red/07.jpg").exists(), "nothing half");
    bad.drive.misbehave(&[]);
    bad.sandbox.resume().expect(0, "the sector is read");
    assert_eq!(Snapshot::of_archive(&bad.archive).tally(), Snapshot::of(bad.behind.root()).tally());
}

#[test]
fn a_bad_sector_costs_one_file_and_is_named_with_its_place() {
    if let Some(why) = cannot_fuse() {
        skip!("{why}");
    }
    let bad = bad_source("bad-sector");
    bad.drive.misbehave(&[
        Fault::BadSector { name: "film.mov", at: 3_333_333 },
        Fault::BadSector { name: "07.jpg", at: 100 },
    ]);
    let run = bad.sandbox.run();
    run.expect(1, "it finished, but two files failed").says("film.mov", "named").says("07.jpg", "named");
    bad.all_but(&["film.mov", "07.jpg"]);
    run.report().equation_holds(0);
    assert_eq!(run.report().term(0, "failed").0, 2, "both are counted as failed");
    let rows = problems(&bad.sandbox.job());
    assert_eq!(rows.len(), 2, "exactly these two");
    for row in &rows {
        assert!(
            !row.raw("error_code").is_empty() && !row.raw("message").is_empty(),
            "a code and words: {row:?}"
        );
        assert_eq!(row.raw("status"), "error", "the status says so");
    }
    let film = row_of(&rows, b"film.mov");
    assert!(
        film.raw("message").chars().any(|c| c.is_ascii_digit()),
        "the place is named: {}",
        film.raw("message")
    );
    bad.drive.heal();
    bad.sandbox.resume().expect(0, "on a healed drive the rest is copied");
    bad.all();
}

#[test]
fn a_folder_that_cannot_be_listed_is_named_and_never_taken_for_empty() {
    if let Some(why) = cannot_fuse() {
        skip!("{why}");
    }
    let mut bad = bad_source("bad-folder");
    bad.behind.file("good/1.jpg", &content(60, 3_000)).file("broken/2.jpg", &content(61, 3_000));
    bad.drive.misbehave(&[Fault::BadFolder { name: "broken" }]);
    let run = bad.sandbox.run();
    run.expect(1, "a folder could not be looked at").says("broken", "it is named");
    bad.all_but_below("broken");
    assert!(
        problems(&bad.sandbox.job()).iter().any(|r| r.bytes("path").starts_with(b"broken")),
        "it has a row"
    );
    bad.drive.heal();
    bad.sandbox.resume().expect(0, "listed at last");
    bad.all();
}

#[test]
fn a_folder_that_can_no_longer_be_listed_makes_no_file_vanish() {
    if let Some(why) = cannot_fuse() {
        skip!("{why}");
    }
    let mut bad = bad_source("bad-folder-later");
    bad.behind.file("broken/2.jpg", &content(61, 3_000));
    bad.sandbox.run().expect(0, "all is well");
    bad.drive.misbehave(&[Fault::BadFolder { name: "broken" }]);
    let run = bad.sandbox.run();
    run.expect(1, "the folder could not be looked at");
    assert_eq!(run.report().term(0, "vanished").0, 0, "what cannot be seen has not vanished\n{run}");
    bad.drive.heal();
    bad.sandbox.run().expect(0, "seen again");
    bad.all();
}

#[test]
fn a_file_read_at_the_second_try_is_copied_and_named() {
    if let Some(why) = cannot_fuse() {
        skip!("{why}");
    }
    let bad = bad_source("weak-sector");
    bad.drive.misbehave(&[Fault::WeakSector { name: "film.mov", at: 2_000_000, times: 2 }]);
    // Twice, because the system itself tries a failed read-ahead once more without telling anybody.
    let run = bad.sandbox.run();
    run.expect(0, "it could be read at a later try");
    bad.all();
    assert_eq!(run.report().number("/results/recovered"), 1, "a drive to stop using is named");
    let rows = summary(&bad.sandbox.job());
    assert!(row_of(&rows, b"film.mov").raw("message").contains("retry"), "the file is named too");
}

#[test]
fn a_source_that_reads_differently_each_time_is_never_silently_one_of_them() {
    if let Some(why) = cannot_fuse() {
        skip!("{why}");
    }
    let bad = bad_source("unsteady");
    // The two collide in size and sample, so that each is read for its checksum and again for its copy.
    let bytes = content(97, 2_000_000);
    std::fs::write(bad.behind.path("a.mov"), &bytes).expect("a file");
    std::fs::write(bad.behind.path("b.mov"), &bytes).expect("a file");
    bad.drive.misbehave(&[
        Fault::Unsteady { name: "a.mov", at: 1_000_000 },
        Fault::Unsteady { name: "b.mov", at: 1_000_000 },
    ]);
    let run = bad.sandbox.run();
    let after = Snapshot::of_archive(&bad.archive);
    let known = Snapshot::of(bad.behind.root()).contents();
    let wrong: Vec<_> = after.files().filter(|(_, e, b)| e.size > 0 && !known.contains_key(*b)).collect();
    assert!(wrong.len() <= 2, "{wrong:?}");
    if run.code() == Some(0) {
        // Read once each, a drive that lies cannot be found out; then both answers must be kept.
        assert_eq!(after.tally().0, 29, "both answers are kept, neither is a repeat of the other\n{run}");
    } else {
        run.expect(1, "or the files are named as failed").says(".mov", "named");
    }
}

#[test]
fn each_source_byte_is_read_once() {
    if let Some(why) = cannot_fuse() {
        skip!("{why}");
    }
    let bad = bad_source("read-once");
    bad.sandbox.run().expect(0, "all is well");
    bad.all();
    let size: u64 = Snapshot::of(bad.behind.root()).tally().1;
    let read: u64 = bad.drive.all_bytes_read().values().sum();
    // Samples of large files, if sizes collide, are allowed on top.
    assert!(read <= size + size / 50, "{read} bytes were read of {size}");
}

#[test]
fn a_source_that_dies_is_one_error() {
    if let Some(why) = cannot_fuse() {
        skip!("{why}");
    }
    let bad = bad_source("source-dies");
    bad.drive.misbehave(&[Fault::SlowRead { name: "", by: std::time::Duration::from_millis(100) }]);
    let mut running = bad.sandbox.start();
    let reading = || bad.drive.all_bytes_read().values().sum::<u64>() > 300_000;
    assert!(running.wait_until(ingather_tests::run::PATIENCE, reading), "it begins to read");
    bad.drive.misbehave(&[Fault::Gone]);
    let run = running.wait(ingather_tests::run::PATIENCE);
    run.expect(3, "a dead drive ends the run").is_silent_on("panicked", "in words");
    let events = run.json().iter().filter(|l| l["event"]["kind"] == "file_failed").count();
    assert!(events <= 4, "a dead drive is one error, not one for each file: {events}\n{run}");
    bad.drive.heal();
    bad.sandbox.resume().expect(0, "the drive is back");
    bad.all();
}

struct BadArchive {
    sandbox: Sandbox,
    red: Tree,
    drive: FaultyDrive,
}

/// A destination behind a faulty drive.
fn bad_archive(name: &str, cached: bool) -> BadArchive {
    let mut sandbox = Sandbox::new(name);
    let mut red = Tree::at(&sandbox.at("Red"));
    for n in 0..25 {
        red.file(format!("{n:02}.jpg"), &content(n, 20_000 + n as usize));
    }
    red.file("film.mov", &content(99, 5_000_000));
    let behind = sandbox.folder("behind");
    let mount = if cached { FaultyDrive::mount_cached } else { FaultyDrive::mount };
    let drive = mount(&sandbox, "Archive", &behind);
    sandbox.source(red.root()).destination(drive.path()).option(&["--json"]);
    BadArchive { sandbox, red, drive }
}

impl BadArchive {
    #[track_caller]
    fn all(&self) {
        compare::archived(
            &[("Red", &Snapshot::of(self.red.root()))],
            &Snapshot::default(),
            &self.sandbox.at("behind"),
        );
    }
}

#[test]
fn an_fsync_that_fails_is_never_taken_for_done() {
    if let Some(why) = cannot_fuse() {
        skip!("{why}");
    }
    for nth in [1, 5, 20] {
        let bad = bad_archive("fsync", false);
        // The first fsyncs may belong to the marker and the write test.
        bad.drive.misbehave(&[Fault::FsyncFails { nth: nth + 4 }]);
        let run = bad.sandbox.run();
        assert!(matches!(run.code(), Some(0 | 1 | 3)), "staged again, or an error\n{run}");
        let known = Snapshot::of(bad.red.root()).contents();
        let after = Snapshot::of_archive(&bad.sandbox.at("behind"));
        assert!(after.files().all(|(_, e, b)| e.size == 0 || known.contains_key(b)), "only whole files");
        bad.drive.heal();
        bad.sandbox.resume().expect(0, "a good drive takes the rest");
        bad.all();
    }
}

#[test]
fn a_drive_that_stores_wrong_bytes_once_is_found_out_and_written_again() {
    if let Some(why) = cannot_fuse() {
        skip!("{why}");
    }
    let bad = bad_archive("stores-wrong-once", false);
    bad.drive.misbehave(&[Fault::StoresWrong { at: 4_000_000, times: 1 }]);
    let run = bad.sandbox.run();
    bad.drive.heal();
    run.expect(0, "the second try was good");
    bad.all();
}

#[test]
fn a_drive_that_always_stores_wrong_bytes_gets_no_file_a_final_name() {
    if let Some(why) = cannot_fuse() {
        skip!("{why}");
    }
    for cached in [false, true] {
        let bad = bad_archive("stores-wrong", cached);
        bad.drive.misbehave(&[Fault::StoresWrong { at: 4_000_000, times: u64::MAX }]);
        let run = bad.sandbox.run();
        run.expect(1, &format!("the film cannot be stored (page cache in between: {cached})"))
            .says("film.mov", "named");
        let after = Snapshot::of_archive(&bad.sandbox.at("behind"));
        assert!(after.get("Red/film.mov").is_none(), "a bad copy never gets a final name");
        assert_eq!(after.tally().0, 25, "the others are there");
        compare::staging_is_clean(&bad.sandbox.at("behind"));
        bad.drive.heal();
        bad.sandbox.resume().expect(0, "a good drive takes it");
        bad.all();
    }
}

#[test]
fn errors_while_writing_leave_no_partial_file() {
    if let Some(why) = cannot_fuse() {
        skip!("{why}");
    }
    // EIO, ENOSPC, EFBIG, EDQUOT
    for errno in [5, 28, 27, 122] {
        let bad = bad_archive("write-error", false);
        bad.drive.misbehave(&[Fault::WriteFails { errno, after: 1_000_000 }]);
        let run = bad.sandbox.run();
        assert!(matches!(run.code(), Some(1 | 3)), "errno {errno} is told\n{run}");
        run.is_silent_on("panicked", "in words");
        bad.drive.heal();
        let behind = bad.sandbox.at("behind");
        let known = Snapshot::of(bad.red.root()).contents();
        let after = Snapshot::of_archive(&behind);
        assert!(
            after.files().all(|(_, e, b)| e.size == 0 || known.contains_key(b)),
            "errno {errno}: only whole files"
        );
        bad.sandbox.resume().expect(0, "a good drive takes the rest");
        bad.all();
    }
}
