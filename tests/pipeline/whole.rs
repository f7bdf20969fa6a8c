//! The whole job once through, over the torture tree.

use std::collections::BTreeMap;

use ingather_tests::reports::{Row, summary};
use ingather_tests::snapshot::{Kind, show};
use ingather_tests::tree::Torture;
use ingather_tests::watch::Watch;
use ingather_tests::{Sandbox, Snapshot, compare};

const NAMES: [&str; 3] = ["Red", "Green", "Blue disk"];

#[test]
fn three_drives_and_an_archive_that_holds_a_part() {
    let mut sandbox = Sandbox::new("whole");
    let torture = Torture::make(&sandbox.at(""), 560);
    let drives: Vec<Snapshot> = torture.drives.iter().map(|d| Snapshot::of(d)).collect();
    let before = Snapshot::of_archive(&torture.archive);
    for drive in &torture.drives {
        sandbox.source(drive);
    }
    sandbox.destination(&torture.archive).option(&["--json"]);
    let roots: Vec<_> = torture.drives.iter().map(|d| d.as_path()).collect();
    let watch = Watch::for_changes(&roots);

    let run = sandbox.run();
    run.expect(0, "everything can be copied");
    let touched = watch.touched();
    assert!(touched.changed.is_empty(), "a source was changed: {:?}", touched.changed);
    assert!(
        touched.opened_for_writing.is_empty(),
        "a source was open for writing: {:?}",
        touched.opened_for_writing
    );
    drives.iter().for_each(compare::untouched);
    let named: Vec<_> = NAMES.into_iter().zip(&drives).collect();
    compare::archived(&named, &before, &torture.archive);

    let report = run.report();
    report.equation_holds(0);
    let rows = summary(&sandbox.job());
    every_entry_has_one_row(&named, &rows);
    the_report_counts_the_rows(&report, &rows);
    skipped_rows_name_a_true_twin(&named, &rows, &Snapshot::of(&torture.archive));

    second_run_touches_nothing(&sandbox, &roots, &torture);
}

/// Every file, link and special of the drives is one row; sizes are those of the files.
fn every_entry_has_one_row(drives: &[(&str, &Snapshot)], rows: &[Row]) {
    let mut listed: BTreeMap<(Vec<u8>, Vec<u8>), Vec<&Row>> = BTreeMap::new();
    for row in rows {
        listed.entry((row.bytes("drive"), row.bytes("path"))).or_default().push(row);
    }
    for (name, drive) in drives {
        for (path, entry) in drive.entries.iter().filter(|(_, e)| e.kind != Kind::Folder) {
            let found = listed.remove(&(name.as_bytes().to_vec(), path.clone())).unwrap_or_default();
            assert_eq!(found.len(), 1, "{name}/{} must have exactly one row", show(path));
            let reason = found[0].raw("reason");
            match &entry.kind {
                Kind::File { .. } => {
                    assert_eq!(found[0].number("size"), entry.size, "size of {}", show(path))
                }
                Kind::Link { .. } => assert_eq!(reason, "link", "{} is a link", show(path)),
                Kind::Special => assert_eq!(reason, "special", "{} is a pipe", show(path)),
                Kind::Folder => unreachable!("folders were left out above"),
            }
            assert_eq!(found[0].raw("status"), "done", "{} is settled", show(path));
        }
    }
    let strange: Vec<String> = listed.keys().take(5).map(|(_, path)| show(path)).collect();
    assert!(strange.is_empty(), "rows of files that are on no drive: {strange:?}");
}

/// The terms of the report are the rows of the table, counted here.
fn the_report_counts_the_rows(report: &ingather_tests::run::Report, rows: &[Row]) {
    let terms: [(&str, &[&str]); 4] = [
        ("copied", &["new", "restored", "changed_source"]),
        ("already_there", &["in_destination", "in_pool"]),
        ("repeats", &["of_source", "hard_link"]),
        ("left_out", &["rule", "user", "link", "special", "placeholder"]),
    ];
    for (term, reasons) in terms {
        let of_term = rows.iter().filter(|r| reasons.contains(&r.raw("reason")));
        let counted = of_term.fold((0, 0), |(files, bytes), r| (files + 1, bytes + r.number("size")));
        assert_eq!(report.term(0, term), counted, "{term} as reported and as counted from summary.csv");
    }
    assert_eq!(report.term(0, "found").0, rows.len() as u64, "found is the number of rows");
}

/// A file that was not copied names the path of a file in the archive that has its very content.
fn skipped_rows_name_a_true_twin(drives: &[(&str, &Snapshot)], rows: &[Row], archive: &Snapshot) {
    let drives: BTreeMap<&[u8], &Snapshot> = drives.iter().map(|(n, d)| (n.as_bytes(), *d)).collect();
    for row in rows {
        let source = drives[row.bytes("drive").as_slice()].blake3(row.bytes("path"));
        match row.raw("reason") {
            "new" => {
                let target = row.bytes("target");
                assert_eq!(archive.blake3(&target), source, "{} is not what was copied", show(&target));
            }
            "in_destination" => {
                let twin = row.bytes("twin");
                assert_eq!(
                    archive.blake3(&twin),
                    source,
                    "{} is no twin of {}",
                    show(&twin),
                    show(&row.bytes("path"))
                );
            }
            "of_source" => assert!(!row.raw("twin").is_empty(), "{} names no twin", show(&row.bytes("path"))),
            _ => {}
        }
    }
}

fn second_run_touches_nothing(sandbox: &Sandbox, roots: &[&std::path::Path], torture: &Torture) {
    let mut all = roots.to_vec();
    all.push(&torture.archive);
    let watch = Watch::over(&all);
    let again = sandbox.run();
    again.expect(0, "nothing is left to do");
    assert_eq!(again.report().bytes(), (0, 0), "the second run reads and writes no content");
    again.report().equation_holds(0);
    let touched = watch.touched();
    let read: Vec<_> = touched.read.iter().filter(|p| !is_ours(p)).collect();
    assert!(read.is_empty(), "the second run read {} files, such as {:?}", read.len(), read.first());
    assert!(touched.changed.is_empty(), "the second run changed {:?}", touched.changed);
    again.says("nothing was to do", "a run without work says so");
}

fn is_ours(path: &std::path::Path) -> bool {
    path.components().any(|c| c.as_os_str() == ".ingather")
}
