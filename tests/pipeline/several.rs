//! More than one destination, and other places that count as archived.

use ingather_tests::reports::{row_of, summary};
use ingather_tests::tree::{Torture, Tree, content};
use ingather_tests::{Sandbox, Snapshot, compare};

#[test]
fn each_of_two_destinations_is_complete_in_itself() {
    let mut sandbox = Sandbox::new("two-destinations");
    let torture = Torture::make(&sandbox.at(""), 60);
    let second = sandbox.folder("Second");
    for drive in &torture.drives {
        sandbox.source(drive);
    }
    sandbox.destination(&torture.archive).destination(&second).option(&["--json"]);
    let drives: Vec<Snapshot> = torture.drives.iter().map(|d| Snapshot::of(d)).collect();
    let named: Vec<_> = ["Red", "Green", "Blue disk"].into_iter().zip(&drives).collect();
    let before = Snapshot::of_archive(&torture.archive);

    let run = sandbox.run();
    run.expect(0, "both can be filled");
    compare::archived(&named, &before, &torture.archive);
    compare::archived(&named, &Snapshot { root: second.clone(), ..Snapshot::default() }, &second);
    let report = run.report();
    report.equation_holds(0);
    report.equation_holds(1);
    assert_eq!(report.term(0, "found"), report.term(1, "found"), "both equations are about the same files");
    let rows = summary(&sandbox.job());
    assert_eq!(rows.len() as u64, 2 * report.term(0, "found").0, "a row for each file and destination");
    let files = drives.iter().flat_map(|d| d.files().map(|(_, e, _)| e.size));
    // Large files that agree in size and samples are read for their checksum first, and again if they are new.
    let allowed: u64 = files.map(|size| if size > 1 << 20 { 2 * size } else { size }).sum();
    let read = report.bytes().0;
    assert!(
        read <= allowed + allowed / 50,
        "each source byte is read once for both: {read}, allowed {allowed}"
    );
    assert_eq!(sandbox.run().report().bytes(), (0, 0), "nothing is left to do");
}

#[test]
fn a_destination_that_joins_later_is_caught_up() {
    let mut sandbox = Sandbox::new("joins-later");
    let mut red = Tree::at(&sandbox.at("drives/Red"));
    for n in 0..20 {
        red.file(format!("{n}.jpg"), &content(n, 3_000));
    }
    let (first, second) = (sandbox.folder("First"), sandbox.folder("Second"));
    sandbox.source(red.root()).destination(&first).option(&["--json"]);
    sandbox.run().expect(0, "the first destination");
    let one = Snapshot::of(&first);
    sandbox.destination(&second);
    sandbox.run().expect(0, "both");
    let drive = Snapshot::of(red.root());
    compare::archived(&[("Red", &drive)], &Snapshot::default(), &second);
    compare::kept(&one, &Snapshot::of(&first));
    assert_eq!(Snapshot::of_archive(&first).tally(), drive.tally(), "the first has nothing new");
}

#[test]
fn what_a_pool_holds_is_not_copied_and_the_pool_is_only_read() {
    let mut sandbox = Sandbox::new("pool");
    let mut red = Tree::at(&sandbox.at("drives/Red"));
    let mut pool = Tree::at(&sandbox.at("Pool"));
    for n in 0..20 {
        red.file(format!("{n}.jpg"), &content(n, 3_000 + n as usize));
    }
    red.file("film.mov", &content(50, 1_400_000)).file("other.mov", &content(51, 1_400_000));
    for n in 0..8 {
        pool.file(format!("kept/{n}"), &content(n, 3_000 + n as usize));
    }
    pool.file("film", &content(50, 1_400_000)).file("$RECYCLE.BIN/9.jpg", &content(9, 3_009));
    let archive = sandbox.folder("Archive");
    let pool_path = pool.root().to_string_lossy().into_owned();
    sandbox.source(red.root()).destination(&archive).option(&["--json", "--pool", &pool_path]);
    let before = Snapshot::of(pool.root());

    let run = sandbox.run();
    run.expect(0, "all is well");
    compare::untouched(&before);
    assert_eq!(
        Snapshot::of_archive(&archive).tally().0,
        13,
        "9 of 22 are in the pool; a recycle bin never counts"
    );
    let rows = summary(&sandbox.job());
    assert_eq!(row_of(&rows, b"3.jpg").raw("reason"), "in_pool", "the reason is the pool");
    assert!(row_of(&rows, b"3.jpg").raw("twin").contains("kept/3"), "the twin is named");
    assert_eq!(run.report().term(0, "already_there").0, 9, "counted as already there");

    std::fs::remove_file(pool.path("kept/3")).expect("removed from the pool");
    sandbox.run().expect(0, "the pool has lost a file");
    let now = Snapshot::of_archive(&archive).contents();
    let lost = Snapshot::of(red.root()).blake3("3.jpg").expect("a file");
    assert_eq!(now.get(&lost).map(Vec::len), Some(1), "a twin that is gone justifies nothing: copied now");
}
