//! `summary.csv` and `problems.csv`: whole, true, and harmless in a spreadsheet.

use std::collections::BTreeSet;

use ingather_tests::mounts::{Disk, cannot_mount};
use ingather_tests::reports::{COLUMNS, is_formula_start, problems, row_of, summary};
use ingather_tests::tree::{Tree, content, odd_names};
use ingather_tests::{Sandbox, Snapshot, skip};

#[test]
fn odd_names_come_back_from_the_table_and_no_cell_is_a_formula() {
    let mut sandbox = Sandbox::new("csv");
    let mut red = Tree::at(&sandbox.at("=Red"));
    for (n, name) in odd_names().into_iter().enumerate() {
        red.file(name, &content(n as u64, 50 + n));
    }
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(&archive);
    sandbox.run().expect(0, "odd names are names");
    let text = std::fs::read(sandbox.job().join("reports/summary.csv")).expect("the table");
    let text = String::from_utf8(text).expect("the table is UTF-8, whatever the names are");
    let strange = text.chars().find(|c| c.is_control() && *c != '\n' && *c != '\r');
    assert_eq!(strange, None, "no control characters in the table");
    assert!(!text.contains('\u{202e}'), "no bidi override in the table");
    let header = text.lines().next().unwrap_or_default().trim_start_matches('\u{feff}');
    assert_eq!(header.split(',').collect::<Vec<_>>(), COLUMNS, "the columns are as promised");

    let rows = summary(&sandbox.job());
    let listed: BTreeSet<Vec<u8>> = rows.iter().map(|r| r.bytes("path")).collect();
    let names: BTreeSet<Vec<u8>> = odd_names().into_iter().collect();
    assert_eq!(listed, names, "every name can be read back from the table byte by byte");
    for row in &rows {
        for column in COLUMNS {
            let cell = row.raw(column);
            assert!(!cell.starts_with(is_formula_start), "{column} would run as a formula: {cell:?}");
        }
        let target = row.bytes("target");
        assert!(
            Snapshot::of_archive(&archive).get(&target).is_some(),
            "{:?} leads to the copy",
            row.raw("target")
        );
    }
}

#[test]
fn the_table_tells_checksum_verdict_and_method() {
    let mut sandbox = Sandbox::new("csv-verdict");
    let mut red = Tree::at(&sandbox.at("Red"));
    red.file("one.jpg", &content(1, 70_000))
        .file("again.jpg", &content(1, 70_000))
        .file("big.mov", &content(2, 1_200_000));
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(&archive);
    sandbox.run().expect(0, "all is well");
    let rows = summary(&sandbox.job());
    let drive = Snapshot::of(red.root());
    for (path, _, blake3) in drive.files() {
        let row = row_of(&rows, path);
        let hex = ingather_tests::snapshot::hex(blake3);
        assert!(
            row.raw("checksum").ends_with(&hex),
            "the checksum is the content's: {}",
            row.raw("checksum")
        );
        assert_eq!(row.raw("verified"), "ok", "a deep run has verified it");
        let method = row.raw("method");
        assert!(["device", "content"].contains(&method), "the method is what was achieved: {method}");
    }
    assert!(problems(&sandbox.job()).is_empty(), "there is no problem");
}

#[test]
fn what_a_rule_leaves_out_is_counted_and_named() {
    let mut sandbox = Sandbox::new("rules");
    let mut red = Tree::at(&sandbox.at("Red"));
    red.file("a.jpg", &content(1, 900)).file("b.tmp", &content(2, 900)).file("cache/c.jpg", &content(3, 900));
    red.file("$RECYCLE.BIN/d.jpg", &content(4, 900))
        .file(".DS_Store", b"junk")
        .file("Thumbs.db", b"more junk");
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(&archive);
    sandbox.option(&["--exclude", "*.tmp", "--exclude", "/cache", "--junk", "leave-out", "--json"]);
    let run = sandbox.run();
    run.expect(0, "rules are no failures");
    let after = Snapshot::of_archive(&archive);
    assert_eq!(
        after.files().map(|(p, _, _)| p.clone()).collect::<Vec<_>>(),
        [b"Red/a.jpg"],
        "only what no rule names"
    );
    let rows = summary(&sandbox.job());
    for path in [&b"b.tmp"[..], b".DS_Store", b"Thumbs.db"] {
        let row = row_of(&rows, path);
        assert_eq!(row.raw("reason"), "rule", "{} is left out by a rule", path.escape_ascii());
    }
    assert!(row_of(&rows, b"b.tmp").raw("message").contains("*.tmp"), "the rule is named");
    run.report().equation_holds(0);
    assert!(run.report().term(0, "left_out").0 >= 5, "everything left out is counted\n{run}");
}

#[test]
fn one_file_is_spoken_of_as_one() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("one-file");
    let disks = [Disk::make(&sandbox, "Red", 16), Disk::make(&sandbox, "Archive", 16)];
    std::fs::write(disks[0].at("a.jpg"), content(1, 900)).expect("a file");
    sandbox.source(disks[0].path()).destination(disks[1].path());
    sandbox.run().expect(0, "all is well");
    sandbox.on_job(&["summary"]).expect(0, "a look").says("1 of 1 file is in the archive", "one is");
    let asked = sandbox.on_job(&["clearance", "--source", "mounts/Red"]);
    asked.expect(0, "it is clear").says("1 file has a copy", "one has");
}
