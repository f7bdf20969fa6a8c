//! Runs after the first: what changed since is done, what did not is not touched.

use ingather_tests::reports::{row_of, summary};
use ingather_tests::tree::{Tree, content};
use ingather_tests::watch::Watch;
use ingather_tests::{Sandbox, Snapshot, compare};

fn small_drive(sandbox: &Sandbox, name: &str, first: u64) -> Tree {
    let mut tree = Tree::at(&sandbox.at("drives").join(name));
    for n in 0..30 {
        tree.file(format!("DCIM/{n:02}.jpg"), &content(first + n, 2_000 + n as usize));
    }
    tree.file("video.mov", &content(first + 90, 1_500_000)).file("empty.txt", b"");
    tree
}

#[test]
fn changed_deleted_and_new_files_are_told_apart() {
    let mut sandbox = Sandbox::new("incremental");
    let mut red = small_drive(&sandbox, "Red", 1_000);
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(&archive).option(&["--json"]);
    sandbox.run().expect(0, "the first run");
    let first = Snapshot::of_archive(&archive);

    std::fs::write(red.path("DCIM/01.jpg"), content(1_801, 2_001)).expect("A is changed");
    std::fs::remove_file(red.path("DCIM/02.jpg")).expect("B is deleted");
    red.file("DCIM/new.jpg", &content(1_803, 5_000));
    let now = Snapshot::of(red.root());
    let run = sandbox.run();
    run.expect(0, "the second run");
    compare::archived(&[("Red", &now)], &first, &archive);
    assert_eq!(
        run.report().bytes(),
        (7_001, 7_001),
        "only the changed and the new file are read and written"
    );
    let rows = summary(&sandbox.job());
    assert_eq!(
        row_of(&rows, b"DCIM/01.jpg").raw("reason"),
        "changed_source",
        "a changed source is copied again"
    );
    assert_eq!(row_of(&rows, b"DCIM/new.jpg").raw("reason"), "new", "a new file is new");
    assert!(rows.iter().all(|r| r.bytes("path") != b"DCIM/02.jpg"), "a vanished file is history, not work");
    assert_eq!(run.report().term(0, "vanished").0, 1, "it is counted apart");
    run.report().equation_holds(0);
}

#[test]
fn all_of_it_is_there_already() {
    let mut sandbox = Sandbox::new("all-there");
    let red = small_drive(&sandbox, "Red", 2_000);
    let mut archive = Tree::at(&sandbox.at("Archive"));
    for n in 0..30 {
        archive.file(format!("elsewhere/{n}"), &content(2_000 + n, 2_000 + n as usize));
    }
    archive.file("Red/video.mov", &content(2_090, 1_500_000)).file("Red/empty.txt", b"");
    let before = Snapshot::of_archive(archive.root());
    sandbox.source(red.root()).destination(archive.root()).option(&["--json"]);
    let run = sandbox.run();
    run.expect(0, "nothing can go wrong");
    assert_eq!(run.report().bytes().1, 0, "nothing is written");
    assert_eq!(Snapshot::of_archive(archive.root()).entries, before.entries, "the archive is as it was");
    assert_eq!(run.report().term(0, "copied"), (0, 0), "nothing is said to be copied");
}

#[test]
fn a_second_drive_weeks_later_knows_the_first() {
    let mut sandbox = Sandbox::new("weeks-later");
    let red = small_drive(&sandbox, "Red", 3_000);
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(&archive);
    sandbox.run().expect(0, "the first drive");
    let first = Snapshot::of_archive(&archive);
    std::fs::rename(red.root(), sandbox.at("put away")).expect("the first drive is put away");

    let mut green = small_drive(&sandbox, "Green", 3_010);
    green.file("video again.mov", &content(3_090, 1_500_000));
    let drive = Snapshot::of(green.root());
    let mut later = sandbox.command(["run", "--json", "--job"]);
    later.arg(sandbox.at("second job")).arg("--source").arg(green.root()).arg("--dest").arg(&archive);
    let run = ingather_tests::run::spawn(later).wait(ingather_tests::run::PATIENCE);
    run.expect(0, "the second drive");
    compare::archived(&[("Green", &drive)], &first, &archive);
    // 20 pictures differ in length from the first drive's by content; only equal content is left out.
    assert!(run.report().term(0, "already_there").0 >= 1, "the video of the first drive is known\n{run}");
}

#[test]
fn the_same_run_reads_and_writes_nothing() {
    let mut sandbox = Sandbox::new("same-run");
    let red = small_drive(&sandbox, "Red", 4_000);
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(&archive);
    sandbox.run().expect(0, "the first run");
    for verb in ["run", "resume"] {
        let watch = Watch::over(&[red.root(), &archive]);
        let again = if verb == "run" { sandbox.run() } else { sandbox.resume() };
        again.expect(0, "nothing is to do").says("nothing was to do", "it says so");
        let touched = watch.touched();
        assert!(touched.changed.is_empty(), "{verb} changed {:?}", touched.changed);
        let read: Vec<_> =
            touched.read.iter().filter(|p| !p.to_string_lossy().contains(".ingather")).collect();
        assert!(read.is_empty(), "{verb} read {read:?}");
    }
}

#[test]
fn step_by_step_gives_the_same_archive_as_run() {
    let mut sandbox = Sandbox::new("steps");
    let red = small_drive(&sandbox, "Red", 5_000);
    let green = small_drive(&sandbox, "Green", 5_015);
    let whole = sandbox.folder("whole");
    sandbox.source(red.root()).source(green.root()).destination(&whole);
    sandbox.run().expect(0, "the run");

    let archive = sandbox.folder("Archive");
    let mut steps = Sandbox::new("steps-single");
    steps.source(red.root()).source(green.root()).destination(&archive);
    let mut init = steps.command(["init", "--job"]);
    init.arg(steps.job())
        .arg("--source")
        .arg(red.root())
        .arg("--source")
        .arg(green.root())
        .arg("--dest")
        .arg(&archive);
    ingather_tests::run::spawn(init).wait(ingather_tests::run::PATIENCE).expect(0, "init");
    for words in [&["analyze"][..], &["checksum"], &["plan"]] {
        steps.on_job(words).expect(0, words[0]);
        assert_eq!(
            Snapshot::of_archive(&archive).entries.len(),
            0,
            "{} writes nothing to the archive",
            words[0]
        );
    }
    for words in [&["copy"][..], &["verify", "--deep"], &["summary"]] {
        steps.on_job(words).expect(0, words[0]);
    }
    let (a, b) = (Snapshot::of_archive(&whole), Snapshot::of_archive(&archive));
    compare::same_contents(&a, &b);
    assert!(a.entries.keys().eq(b.entries.keys()), "the names are the same too");
}

#[test]
fn files_that_are_left_out_may_change_from_run_to_run() {
    let mut sandbox = Sandbox::new("left-out-changes");
    let mut red = Tree::at(&sandbox.at("Red"));
    let write = |red: &mut Tree, round: u64| {
        for (n, name) in ["notes.log", "a/.DS_Store", "by-hand.txt", "grows.part"].iter().enumerate() {
            let _ = std::fs::remove_file(red.path(name));
            red.file(name, &content(n as u64, (500 * (1 + (round + n as u64) % 3)) as usize));
        }
    };
    red.file("a/one.jpg", &content(9, 2_000));
    write(&mut red, 0);
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(&archive).option(&["--json", "--junk", "leave-out"]);
    sandbox.option(&["--exclude", "*.log", "*.part"]);
    sandbox.drives_to("init").expect(0, "made");
    sandbox.on_job(&["analyze"]).expect(0, "looked at");
    let by_hand = red.path("by-hand.txt").to_string_lossy().into_owned();
    sandbox.on_job(&["file", "remove", &by_hand]).expect(0, "left out by a decision");
    for round in 0..4 {
        write(&mut red, round);
        let run = sandbox.run();
        let report = run.expect(0, "what is left out stops nothing").report();
        report.equation_holds(0);
        let sizes: u64 = ["notes.log", "a/.DS_Store", "by-hand.txt", "grows.part"]
            .iter()
            .map(|name| std::fs::metadata(red.path(name)).expect("a file").len())
            .sum();
        assert_eq!(report.term(0, "left_out"), (4, sizes), "counted as it is now, round {round}\n{run}");
    }
}
