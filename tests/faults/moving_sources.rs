//! Files that change, grow or go while they are looked at.

use std::os::unix::fs::FileExt as _;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use ingather_tests::mounts::{Fault, FaultyDrive, cannot_fuse};
use ingather_tests::reports::{problems, row_of};
use ingather_tests::run::PATIENCE;
use ingather_tests::tree::{Tree, content};
use ingather_tests::{Sandbox, Snapshot, compare, skip};

#[test]
fn a_file_that_keeps_changing_is_named_and_never_half_old_half_new() {
    if let Some(why) = cannot_fuse() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("changing");
    let mut red = Tree::at(&sandbox.at("behind/Red"));
    for n in 0..10 {
        red.file(format!("{n}.jpg"), &content(n, 20_000));
    }
    red.file("growing.log", &content(90, 8_000_000));
    let drive = FaultyDrive::mount(&sandbox, "Red", red.root());
    // Each reading takes so long that whoever writes gets to it meanwhile, whatever the machine does.
    drive.misbehave(&[Fault::SlowRead { name: "growing.log", by: Duration::from_millis(40) }]);
    let archive = sandbox.folder("Archive");
    sandbox.source(drive.path()).destination(&archive);
    let path = red.path("growing.log");
    std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o644)).expect("a mode");
    let over = AtomicBool::new(false);
    let run = std::thread::scope(|scope| {
        scope.spawn(|| {
            let file = std::fs::File::options().write(true).open(&path).expect("the log");
            let mut turn = 0_u64;
            while !over.load(Ordering::Relaxed) {
                turn += 1;
                file.write_all_at(&turn.to_le_bytes(), turn % 5_000 * 8).expect("the log is written");
                std::thread::sleep(Duration::from_millis(2));
            }
        });
        let run = sandbox.run();
        over.store(true, Ordering::Relaxed);
        run
    });
    run.expect(1, "a source that keeps changing is a failure").says("growing.log", "it is named");
    let rows = problems(&sandbox.job());
    assert_eq!(rows.len(), 1, "only this one");
    assert_eq!(row_of(&rows, b"growing.log").raw("status"), "error", "not done");
    assert!(Snapshot::of_archive(&archive).get("Red/growing.log").is_none(), "no mixture gets a name");
    compare::staging_is_clean(&archive);
    drive.heal();
    sandbox.resume().expect(0, "now it holds still");
    compare::archived(&[("Red", &Snapshot::of(red.root()))], &Snapshot::default(), &archive);
}

#[test]
fn files_that_go_and_change_between_plan_and_copy() {
    let mut sandbox = Sandbox::new("between");
    let mut red = Tree::at(&sandbox.at("Red"));
    for n in 0..12 {
        red.file(format!("{n:02}.jpg"), &content(n, 20_000));
    }
    red.file("a.mov", &content(50, 1_300_000)).file("b.mov", &content(51, 1_300_000));
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(&archive);
    sandbox.drives_to("plan").expect(0, "the plan");
    std::fs::remove_file(red.path("03.jpg")).expect("gone");
    std::fs::write(red.path("04.jpg"), content(60, 25_000)).expect("grown");
    std::fs::write(red.path("a.mov"), content(61, 900_000)).expect("cut");
    std::fs::remove_file(red.path("05.jpg"))
        .and_then(|()| std::os::unix::fs::symlink("/etc/passwd", red.path("05.jpg")))
        .expect("a link instead");
    let copy = sandbox.on_job(&["copy"]);
    assert!(matches!(copy.code(), Some(0 | 1)), "the rest goes on\n{copy}");
    let known = Snapshot::of(red.root()).contents();
    let after = Snapshot::of_archive(&archive);
    assert!(
        after.files().all(|(_, e, b)| e.size == 0 || known.contains_key(b)),
        "only whole files of the drive"
    );
    assert!(after.get("Red/05.jpg").is_none_or(|e| e.size == 0), "a planted link is not followed");
    sandbox.run().expect(0, "a new look puts all right");
    let drive = Snapshot::of(red.root());
    for content in drive.contents().keys() {
        assert_eq!(
            Snapshot::of_archive(&archive).contents().get(content).map(Vec::len),
            Some(1),
            "each content once"
        );
    }
    let rows = ingather_tests::reports::summary(&sandbox.job());
    assert!(rows.iter().all(|r| r.bytes("path") != b"03.jpg"), "a vanished file is no row");
}

#[test]
fn memory_does_not_grow_with_files() {
    let mut sandbox = Sandbox::new("memory");
    let mut red = Tree::at(&sandbox.at("Red"));
    for n in 0..6_000 {
        red.file(format!("{}/{n}.txt", n % 60), &content(n, 400 + (n % 50) as usize));
    }
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(&archive);
    let run = sandbox.start().wait(PATIENCE);
    run.expect(0, "many small files");
    assert!(run.peak_kib > 1_000, "the peak was measured");
    assert!(run.peak_kib < 192 * 1024, "memory does not grow with files: {} KiB for 6,000", run.peak_kib);
    compare::archived(&[("Red", &Snapshot::of(red.root()))], &Snapshot::default(), &archive);
}

#[test]
fn a_file_that_goes_between_plan_and_copy_is_no_failure() {
    let mut sandbox = Sandbox::new("goes-between");
    let mut red = Tree::at(&sandbox.at("Red"));
    for n in 0..8 {
        red.file(format!("{n}.jpg"), &content(n, 20_000)).file(format!("{n}.xmp"), &content(100 + n, 300));
    }
    red.file("film.mov", &content(50, 1_300_000));
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(&archive).option(&["--json"]);
    sandbox.drives_to("plan").expect(0, "the plan");
    for gone in ["3.jpg", "5.xmp", "film.mov"] {
        std::fs::remove_file(red.path(gone)).expect("taken away");
    }
    let copy = sandbox.on_job(&["copy", "--json"]);
    copy.expect(0, "what is there is copied").says("3.jpg is not there any more", "and what is not is named");
    let report = copy.report();
    report.equation_holds(0);
    assert_eq!((report.term(0, "found").0, report.term(0, "failed").0), (14, 0), "{copy}");
    assert_eq!(report.term(0, "vanished").0, 3, "they are counted apart\n{copy}");
    compare::archived(&[("Red", &Snapshot::of(red.root()))], &Snapshot::default(), &archive);
    red.file("3.jpg", &content(3, 20_000));
    let run = sandbox.run();
    run.expect(0, "it is back");
    assert_eq!((run.report().term(0, "copied").0, run.report().term(0, "vanished").0), (15, 2), "{run}");
}
