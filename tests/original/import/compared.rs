//! What was taken over is compared in the same read, saves reads where it is trusted, and decides nothing.

use std::path::PathBuf;
use std::process::Command;

use ingather_tests::reports::{row_of, summary};
use ingather_tests::tree::content;
use ingather_tests::{Sandbox, Snapshot};

use super::{ALL, answer, blake3_list, digest, import, list, numbers, one_drive, preview, write};

#[test]
fn a_file_that_differs_from_its_record_fails_until_it_is_accepted() {
    let (sandbox, red) = one_drive("import-differs");
    // One list of an algorithm for each way in which a file is read: small, large, and one that may repeat.
    let sha = list("sha256sum", red.root(), &ALL[..6]).replacen(
        &digest("sha256sum", red.root(), "DCIM/2.jpg")[..8],
        "00000000",
        1,
    );
    let md5 = list("md5sum", red.root(), &["big.mov"]).replacen(
        &digest("md5sum", red.root(), "big.mov")[..8],
        "00000000",
        1,
    );
    let lists = [write(&sandbox, "red.sha256", sha), write(&sandbox, "red.md5", md5)];
    sandbox.drives_to("init").expect(0, "made");
    let report = answer(&import(&sandbox, &[&lists[0], &lists[1]]));
    assert_eq!(
        numbers(&report["preview"], &["records", "matching", "new", "known"]),
        [7, 7, 7, 0],
        "{report}"
    );

    let first = sandbox.run();
    first.expect(1, "two files are not what was recorded").says("red.sha256 recorded", "which list says so");
    assert_eq!(Snapshot::of_archive(&sandbox.at("Archive")).tally().0, 5, "the rest is copied");
    for (path, origin) in [("DCIM/2.jpg", "red.sha256"), ("big.mov", "red.md5")] {
        let rows = summary(&sandbox.job());
        let row = row_of(&rows, path.as_bytes());
        assert_eq!(row.raw("error_code"), "differs_from_record", "{path}");
        assert!(row.raw("message").contains(origin), "{}", row.raw("message"));
    }
    sandbox.resume().expect(1, "they still differ");

    sandbox.on_job(&["file", "accept", "Red/DCIM/2.jpg", "--reason", "edited by me"]).expect(0, "accepted");
    sandbox.resume().expect(1, "one is left");
    sandbox.on_job(&["file", "accept", "Red/big.mov"]).expect(0, "accepted too");
    sandbox.resume().expect(0, "now all is brought home");
    assert_eq!(Snapshot::of_archive(&sandbox.at("Archive")).tally().0, 7, "each content once");
    let rows = summary(&sandbox.job());
    assert!(row_of(&rows, b"DCIM/2.jpg").raw("message").contains("edited by me"), "the reason is kept");
    sandbox.on_job(&["file", "accept", "Red/again.jpg"]).expect(2, "nothing is recorded of it");
    let last = sandbox.on_job(&["resume", "--json"]);
    assert_eq!(last.expect(0, "nothing is left").report().bytes(), (0, 0), "and nothing is read again");
}

#[test]
fn to_take_over_again_changes_nothing_and_older_never_replaces_newer() {
    let (sandbox, red) = one_drive("import-again");
    sandbox.drives_to("init").expect(0, "made");
    let good = list("sha256sum", red.root(), &ALL);
    let path = write(&sandbox, "red.sha256", &good);
    let shown = preview(&sandbox, &[&path]);
    assert_eq!(numbers(&shown, &["records", "matching", "new"]), [8, 8, 8], "{shown}");
    assert_eq!(numbers(&preview(&sandbox, &[&path]), &["new", "known"]), [8, 0], "a preview writes nothing");
    answer(&import(&sandbox, &[&path]));
    let again = answer(&import(&sandbox, &[&path]));
    assert_eq!(numbers(&again["preview"], &["new", "newer", "known"]), [0, 0, 8], "{again}");

    // The same list with another digest, but an older date: what is known stays.
    let altered = good.replacen(&digest("sha256sum", red.root(), "big.mov")[..8], "00000000", 1);
    let dated = |text: &str, words: &str| {
        write(&sandbox, "red.sha256", text);
        let touched = Command::new("touch").args(["-d", words]).arg(sandbox.at("red.sha256")).status();
        assert!(touched.expect("touch").success());
    };
    dated(&altered, "2001-01-01");
    let older = answer(&import(&sandbox, &[&path]));
    assert_eq!(numbers(&older["preview"], &["newer", "known"]), [0, 8], "{older}");
    sandbox.run().expect(0, "the newer records hold");
    assert_eq!(Snapshot::of_archive(&sandbox.at("Archive")).tally().0, 7);
    dated(&altered, "2040-01-01");
    let newer = answer(&import(&sandbox, &[&path]));
    assert_eq!(
        numbers(&newer["preview"], &["newer", "known"]),
        [8, 0],
        "a newer list replaces them: {newer}"
    );
}

#[test]
fn blake3_lists_give_a_plan_without_reading_and_are_not_believed() {
    let (sandbox, red) = one_drive("import-plan");
    sandbox.drives_to("init").expect(0, "made");
    let mut words = vec!["plan", "--json", "--exact-plan"];
    let unaided = sandbox.on_job(&words);
    assert!(unaided.expect(0, "an exact plan reads").report().bytes().0 > 2_000, "{unaided}");

    let (sandbox, red_2) = one_drive("import-plan-2");
    sandbox.drives_to("init").expect(0, "made");
    // One record lies: it says that 4.jpg has the content of 5.jpg.
    let lie = blake3_list(red.root(), &["DCIM/5.jpg"]).replace("5.jpg", "4.jpg");
    let text = blake3_list(red_2.root(), &ALL[..4]) + &blake3_list(red_2.root(), &ALL[5..]) + &lie;
    answer(&import(&sandbox, &[&write(&sandbox, "red.b3", text)]));
    words.push("--exact-plan");
    let planned = sandbox.on_job(&["plan", "--json", "--exact-plan"]);
    let report = planned.expect(0, "planned").report();
    assert_eq!(report.bytes().0, 0, "nothing was read for it\n{planned}");
    let equation = sandbox.on_job(&["status", "--json"]).json()[0]["equation"].clone();
    assert_eq!(equation["expected_repeats"]["files"], 2, "again.jpg truly, 4.jpg by the lie: {equation}");

    let run = sandbox.run();
    run.expect(1, "the lie is found").says("differs", "in words");
    let archive = Snapshot::of_archive(&sandbox.at("Archive"));
    assert_eq!(
        archive.tally().0,
        6,
        "the true repeat is left out, the lie settles nothing: {:?}",
        archive.entries.keys()
    );
    let rows = summary(&sandbox.job());
    assert_eq!(row_of(&rows, b"DCIM/4.jpg").raw("error_code"), "differs_from_record");
    sandbox.on_job(&["file", "accept", "Red/DCIM/4.jpg"]).expect(0, "accepted");
    sandbox.resume().expect(0, "and copied");
    assert_eq!(Snapshot::of_archive(&sandbox.at("Archive")).tally().0, 7);
}

#[test]
fn what_a_list_says_is_archived_is_expected_and_then_read() {
    let (sandbox, red) = one_drive("import-expected");
    std::fs::create_dir_all(sandbox.at("Archive/old")).expect("a folder");
    for n in [0, 1] {
        let bytes = content(n, 1_000 + n as usize);
        std::fs::write(sandbox.at(format!("Archive/old/{n}.jpg")), bytes).expect("an older copy");
    }
    sandbox.drives_to("init").expect(0, "made");
    // Of 1.jpg nothing is recorded; of 2.jpg a lie: that it is what the archive holds as 0.jpg.
    let lie = blake3_list(red.root(), &["DCIM/0.jpg"]).replace("0.jpg", "2.jpg");
    let text = blake3_list(red.root(), &["DCIM/0.jpg"]) + &lie;
    answer(&import(&sandbox, &[&write(&sandbox, "red.b3", text)]));
    sandbox
        .on_job(&["plan", "--json"])
        .expect(0, "planned")
        .says("by imported checksums 2 of these are in the archive already", "what is to be expected");
    let waits =
        sandbox.on_job(&["file", "list", "--status", "pending", "--reason", "in_destination", "--json"]);
    assert_eq!(waits.expect(0, "a list").json().len(), 2, "expected, not settled\n{waits}");
    let run = sandbox.on_job(&["resume", "--json"]);
    let read = run.expect(1, "the lie is found").report().bytes().0;
    assert_eq!(read, 3_007_018, "every file is read once, whatever the list says\n{run}");
    let rows = summary(&sandbox.job());
    assert_eq!(
        row_of(&rows, b"DCIM/0.jpg").raw("reason"),
        "in_destination",
        "the truth is settled by its bytes"
    );
    assert_eq!(row_of(&rows, b"DCIM/2.jpg").raw("error_code"), "differs_from_record", "the lie is not");
}

/// The same drive at another machine, with a catalogue and a job of its own.
fn another_machine(sandbox: &mut Sandbox) -> (PathBuf, PathBuf) {
    sandbox.run().expect(0, "brought home");
    let (catalog, job) = (sandbox.at("data/catalog.db"), sandbox.at("theirs/job"));
    std::fs::create_dir_all(sandbox.at("theirs")).expect("a folder");
    std::fs::rename(sandbox.job(), &job).expect("their job");
    std::fs::rename(sandbox.at("data"), sandbox.at("theirs/data")).expect("their data");
    std::fs::rename(sandbox.at("Archive"), sandbox.at("theirs/Archive")).expect("their archive");
    sandbox.folder("Archive");
    (sandbox.at("theirs/data").join(catalog.file_name().expect("a name")), job.join("job.db"))
}

fn read_by_checksum(sandbox: &Sandbox) -> u64 {
    let outcome = sandbox.on_job(&["checksum", "--table", "sources", "--json"]);
    outcome.expect(0, "hashed").report().bytes().0
}

#[test]
fn a_trusted_catalogue_of_another_machine_saves_every_read() {
    let (mut sandbox, red) = one_drive("import-trust");
    let (catalog, _) = another_machine(&mut sandbox);
    let catalog = catalog.to_string_lossy().into_owned();
    sandbox.drives_to("init").expect(0, "a new job");
    let shown = preview(&sandbox, &[&catalog, "--trust"]);
    assert_eq!(shown["sources"][0]["kind"], "catalog");
    assert!(shown["trustable"].as_u64() >= Some(8), "{shown}");
    let report = answer(&import(&sandbox, &[&catalog, "--trust"]));
    assert!(report["trusted"].as_u64() >= Some(8), "{report}");
    let again = answer(&import(&sandbox, &[&catalog, "--trust"]));
    assert_eq!(again["trusted"], 0, "once is enough: {again}");
    std::fs::write(red.path("DCIM/5.jpg"), content(99, 1_005)).expect("one file changes");
    assert_eq!(
        read_by_checksum(&sandbox),
        1_005,
        "only what changed since is read: 3,008,018 bytes are saved"
    );
    sandbox.run().expect(0, "brought home");
    assert_eq!(Snapshot::of_archive(&sandbox.at("Archive")).tally().0, 7);
    let list = write(&sandbox, "red.sha256", list("sha256sum", red.root(), &ALL));
    import(&sandbox, &[&list, "--trust"])
        .expect(2, "a list is never trusted")
        .says("--trust", "what to leave out");
}

#[test]
fn catalogues_and_jobs_of_other_machines_are_compared_not_believed() {
    let (mut sandbox, red) = one_drive("import-job");
    let (catalog, job) = another_machine(&mut sandbox);
    let (catalog, job) = (catalog.to_string_lossy().into_owned(), job.to_string_lossy().into_owned());
    // The drive rots: other bytes under the same size and date.
    ingather_tests::tree::rot(&red.path("DCIM/1.jpg"), 10);
    sandbox.drives_to("init").expect(0, "a new job");
    for (from, kind) in [(&job, "job"), (&catalog, "catalog")] {
        let shown = preview(&sandbox, &[from]);
        assert_eq!(shown["sources"][0]["kind"], kind);
        assert!(shown["matching"].as_u64() >= Some(8), "{shown}");
    }
    let report = answer(&import(&sandbox, &[&job]));
    assert_eq!(report["preview"]["trustable"], 0, "a job is no catalogue: {report}");
    assert!(read_by_checksum_failing(&sandbox) >= 3_000_000, "untrusted: everything is read");
    sandbox.run().expect(1, "the rot is found").says("job.db recorded", "by whom");
    let rows = summary(&sandbox.job());
    assert_eq!(row_of(&rows, b"DCIM/1.jpg").raw("error_code"), "differs_from_record");
    assert_eq!(Snapshot::of_archive(&sandbox.at("Archive")).tally().0, 6, "the rest is brought home");
    let own = sandbox.at("data/catalog.db").to_string_lossy().into_owned();
    import(&sandbox, &[&own]).expect(2, "it is the one in use");
}

fn read_by_checksum_failing(sandbox: &Sandbox) -> u64 {
    sandbox.on_job(&["checksum", "--table", "sources", "--json"]).report().bytes().0
}

#[test]
fn a_list_that_was_wrong_can_be_forgotten_and_what_was_copied_before_is_named() {
    let (sandbox, red) = one_drive("import-forget");
    sandbox.drives_to("init").expect(0, "made");
    let altered = blake3_list(red.root(), &["DCIM/1.jpg"]).replace("1.jpg", "0.jpg");
    let path = write(&sandbox, "red.b3", altered + &blake3_list(red.root(), &ALL[1..]));
    answer(&import(&sandbox, &[&path]));
    assert_eq!(answer(&import(&sandbox, &[&path, "--forget"]))["forgotten"], 8);
    import(&sandbox, &[&path, "--forget"]).expect(2, "nothing is left of it");
    sandbox.run().expect(0, "it accuses nobody any more");

    let report = answer(&import(&sandbox, &[&path]));
    assert_eq!((&report["job_files"], &report["differing"]), (&8.into(), &1.into()), "{report}");
    let again = sandbox.on_job(&["resume", "--json"]);
    assert_eq!(again.expect(0, "what was copied stays").report().bytes(), (0, 0), "and is not read again");
}
