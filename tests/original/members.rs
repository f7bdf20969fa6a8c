//! What a job takes in and what it leaves: taken out of the job is never taken off a disk, and the numbers add up.

use ingather_tests::mounts::{Disk, cannot_mount};
use ingather_tests::reports::{row_of, summary};
use ingather_tests::tree::{Tree, content};
use ingather_tests::{Sandbox, Snapshot, skip};
use serde_json::Value;

fn two_drives(name: &str) -> (Sandbox, [Tree; 2]) {
    let mut sandbox = Sandbox::new(name);
    let (mut red, mut green) = (Tree::at(&sandbox.at("Red")), Tree::at(&sandbox.at("Green")));
    for n in 0..8 {
        red.file(format!("a/{n}.jpg"), &content(n, 1_000));
        green.file(format!("b/{n}.jpg"), &content(n + 4, 1_000));
    }
    red.file("a/notes.tmp", &content(70, 40));
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).source(green.root()).destination(&archive).option(&["--exclude", "*.tmp"]);
    (sandbox, [red, green])
}

fn found(sandbox: &Sandbox) -> u64 {
    let said = sandbox.on_job(&["status", "--json"]);
    let e = &said.expect(0, "a look").json()[0]["equation"];
    let files = |term: &str| e[term]["files"].as_u64().expect("a number");
    let sum: u64 =
        ["copied", "already_there", "repeats", "left_out", "failed", "to_do"].iter().map(|t| files(t)).sum();
    assert_eq!(files("found"), sum, "the numbers add up\n{said}");
    sum
}

#[test]
fn a_source_that_is_removed_leaves_the_job_and_no_disk() {
    let (sandbox, trees) = two_drives("source-remove");
    sandbox.drives_to("plan").expect(0, "planned");
    assert_eq!(found(&sandbox), 17);
    let drives = trees.each_ref().map(|t| Snapshot::of(t.root()));
    let said = sandbox.on_job(&["source", "remove", "Green"]);
    said.expect(0, "taken out").says("Red", "what is left is shown").is_silent_on("Green", "and only that");
    assert_eq!(found(&sandbox), 9, "its files are not counted any more");
    sandbox.resume().expect(0, "the rest is brought home");
    assert_eq!(
        Snapshot::of_archive(&sandbox.at("Archive")).tally().0,
        8,
        "only the red drive's files are copied"
    );
    drives.iter().for_each(ingather_tests::compare::untouched);
    sandbox.on_job(&["source", "remove", "Red"]).expect(2, "a job has at least one drive");
    sandbox.on_job(&["source", "remove", "nowhere"]).expect(2, "this is no drive of the job");

    let green = trees[1].root().to_string_lossy().into_owned();
    sandbox.on_job(&["source", "add", &green]).expect(0, "and in again");
    sandbox.on_job(&["source", "remove", "Green", "nowhere"]).expect(2, "one of them is no drive of the job");
    sandbox.on_job(&["source", "remove", "Green", "Red"]).expect(2, "a job has at least one drive");
    sandbox.on_job(&["source", "list"]).says("Green", "all or nothing").says("Red", "was asked for");
    sandbox.resume().expect(0, "now all is brought home");
    assert_eq!(found(&sandbox), 17);
    assert_eq!(Snapshot::of_archive(&sandbox.at("Archive")).tally().0, 12, "each content once");
    sandbox.on_job(&["source", "remove", "Green"]).expect(0, "also after the copy");
    assert_eq!(Snapshot::of_archive(&sandbox.at("Archive")).tally().0, 12, "what was copied stays");
    assert_eq!(found(&sandbox), 9);
    assert_eq!(summary(&sandbox.job()).len(), 9, "the table is about the job as it is");
}

#[test]
fn files_are_left_out_by_hand_and_taken_in_again() {
    let (sandbox, trees) = two_drives("file-remove");
    sandbox.drives_to("plan").expect(0, "planned");
    sandbox
        .on_job(&["file", "remove", "Red/a/1.jpg", "Red/a/2.jpg", "--reason", "not mine"])
        .expect(0, "taken out");
    sandbox.on_job(&["file", "remove", "Green/b"]).expect(0, "a whole folder");
    assert_eq!(found(&sandbox), 17, "left out is still counted");
    sandbox.resume().expect(0, "the rest is brought home");
    assert_eq!(Snapshot::of_archive(&sandbox.at("Archive")).tally().0, 6, "eight less two");
    let rows = summary(&sandbox.job());
    let row = row_of(&rows, b"a/1.jpg");
    assert_eq!(
        (row.raw("reason"), row.raw("message")),
        ("user", "not mine"),
        "with the reason that was given"
    );
    let listed = sandbox.on_job(&["file", "list", "--reason", "user", "--json"]);
    assert_eq!(listed.expect(0, "a list").json().len(), 10, "{listed}");

    sandbox
        .on_job(&["file", "add", "Red/a/1.jpg", "Green/b/7.jpg", "Red/a/notes.tmp"])
        .expect(0, "taken in again");
    sandbox.resume().expect(0, "they are brought home");
    let archive = Snapshot::of_archive(&sandbox.at("Archive"));
    assert_eq!(archive.tally().0, 9, "also what a rule left out: {:?}", archive.entries.keys());
    assert_eq!(found(&sandbox), 17);
    let again = sandbox.on_job(&["resume", "--json"]);
    assert_eq!(
        again.expect(0, "nothing is left").report().bytes(),
        (0, 0),
        "the decisions hold at the next look"
    );
    assert_eq!(row_of(&summary(&sandbox.job()), b"a/2.jpg").raw("reason"), "user");
    sandbox
        .on_job(&["file", "remove", "Archive/Red/a/1.jpg"])
        .expect(2, "this is no file of a drive of the job");
    sandbox.on_job(&["file", "add", "Red/a/unheard.jpg"]).expect(2, "nor is this one");
    trees.iter().for_each(|t| assert!(t.root().exists(), "drives stay"));
}

#[test]
fn a_repeat_is_copied_anyway_when_a_person_says_so() {
    let (sandbox, _trees) = two_drives("file-anyway");
    sandbox.run().expect(0, "each content once");
    let archive = || Snapshot::of_archive(&sandbox.at("Archive")).tally().0;
    assert_eq!(archive(), 12);
    let words = ["file", "add", "Green/b/0.jpg", "Green/b/1.jpg", "--anyway", "--reason", "the album whole"];
    sandbox.on_job(&words).expect(0, "noted").says("1 file will be copied", "for each");
    assert_eq!(found(&sandbox), 17, "also while they wait");
    sandbox.resume().expect(0, "they are copied");
    assert_eq!(archive(), 14, "beside what repeats them");
    let rows = summary(&sandbox.job());
    let row = row_of(&rows, b"b/0.jpg");
    assert_eq!((row.raw("reason"), row.raw("message")), ("new", "the album whole"));
    let again = sandbox.on_job(&["resume", "--json"]);
    assert_eq!(again.expect(0, "nothing is left").report().bytes(), (0, 0), "and only once");
    assert_eq!((archive(), found(&sandbox)), (14, 17));
}

#[test]
fn an_archive_that_is_removed_leaves_the_job_and_no_disk() {
    let mut sandbox = Sandbox::new("destination-remove");
    let mut red = Tree::at(&sandbox.at("Red"));
    for n in 0..8 {
        red.file(format!("{n}.jpg"), &content(n, 1_000));
    }
    let (first, second) = (sandbox.folder("First"), sandbox.folder("Second"));
    sandbox.source(red.root()).destination(&first);
    sandbox.on_job(&["destination", "list"]).expect(2, "there is no job yet");
    sandbox.run().expect(0, "one archive");
    let words = ["destination", "add", "Second"];
    sandbox.on_job(&words).expect(0, "a second one").says("First", "the list").says("Second", "the list");
    sandbox.resume().expect(0, "is caught up");
    assert_eq!(Snapshot::of_archive(&second).tally().0, 8);

    let before = Snapshot::of(&second);
    let said = sandbox.on_job(&["destination", "remove", "Second"]);
    said.expect(0, "taken out").says("First", "what is left").is_silent_on("Second", "and only that");
    assert_eq!(found(&sandbox), 8, "the numbers are about the archive that is left");
    red.file("new.jpg", &content(90, 1_000));
    sandbox.resume().expect(0, "the new file is brought home");
    assert_eq!(Snapshot::of_archive(&first).tally().0, 9);
    ingather_tests::compare::untouched(&before);
    assert_eq!(summary(&sandbox.job()).len(), 9, "one row for each file: there is one archive");
    sandbox.on_job(&["destination", "remove", "First"]).expect(2, "a job has at least one archive");
    sandbox.on_job(&["destination", "remove", "nowhere"]).expect(2, "this is no archive of the job");

    sandbox.on_job(&["destination", "add", "Second"]).expect(0, "and in again");
    let run = sandbox.on_job(&["resume", "--json"]);
    run.expect(0, "it is caught up").report().equation_holds(1);
    assert_eq!(run.report().bytes().1, 1_000, "only the new file was missing there");
    assert_eq!(run.report().term(1, "already_there").0, 8, "what it held is there already");
    assert_eq!(Snapshot::of_archive(&second).tally().0, 9);
}

#[test]
fn a_pool_that_is_removed_justifies_no_skip_any_more() {
    let mut sandbox = Sandbox::new("pool-remove");
    let (mut red, mut old) = (Tree::at(&sandbox.at("Red")), Tree::at(&sandbox.at("Old archive")));
    for n in 0..6 {
        red.file(format!("{n}.jpg"), &content(n, 1_000));
        old.file(format!("x/{n}.jpg"), &content(n + 3, 1_000 + (n as usize / 3) * 7));
    }
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(&archive).option(&["--pool", "Old archive"]);
    sandbox.run().expect(0, "three are new, three in the pool");
    assert_eq!(Snapshot::of_archive(&archive).tally().0, 3);
    let known = |said: &ingather_tests::Outcome| {
        let pool = said.json().into_iter().find(|l| l["destination"] == false && l["known"].is_u64());
        let pool: Value = pool.unwrap_or_else(|| panic!("the pool is not named\n{said}"));
        (pool["files"].as_u64(), pool["known"].as_u64())
    };
    let some = sandbox.on_job(&["pool", "check", "--json"]);
    some.expect(0, "looked through");
    assert_eq!(known(&some), (Some(6), Some(3)), "only what could be a twin was read\n{some}");
    let all = sandbox.on_job(&["pool", "check", "--all", "--json"]);
    all.expect(0, "read");
    assert_eq!(known(&all), (Some(6), Some(6)), "--all reads the rest\n{all}");

    sandbox.on_job(&["pool", "remove", "Old archive"]).expect(0, "it counts no more");
    assert_eq!(found(&sandbox), 6);
    sandbox.on_job(&["resume"]).expect(0, "its three files are brought home now");
    assert_eq!(Snapshot::of_archive(&archive).tally().0, 6, "nothing rests on the old archive");
    assert_eq!(Snapshot::of(old.root()).tally().0, 6, "which is left alone");
}

#[test]
fn checksums_of_a_whole_list_are_made_once() {
    let (sandbox, _trees) = two_drives("table");
    sandbox.drives_to("init").expect(0, "made");
    let first = sandbox.on_job(&["checksum", "--table", "sources", "--json"]);
    let read = first.expect(0, "every source file is hashed").report().bytes().0;
    assert_eq!(read, 16_000, "each once, without what is left out\n{first}");
    let second = sandbox.on_job(&["checksum", "--table", "sources", "--json"]);
    assert_eq!(second.expect(0, "again").report().bytes().0, 0, "only what is missing or stale is read");
    sandbox.on_job(&["checksum", "--table", "nothing"]).expect(2, "there is no such list");
}

#[test]
fn the_list_of_drives_says_where_each_is_now() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("list-elsewhere");
    let mut disk = Disk::make(&sandbox, "red", 16);
    let mut red = Tree::at(&disk.at("DCIM"));
    red.file("1.jpg", &content(1, 900));
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(&archive);
    sandbox.run().expect(0, "brought home");
    let was = red.root().to_string_lossy().into_owned();
    sandbox.on_job(&["source", "list"]).expect(0, "a list").says(&was, "where it was named");
    disk.unmount();
    let away = sandbox.on_job(&["source", "list"]);
    away.expect(0, "a list")
        .says(&format!("{was}  (DCIM, not connected)"), "where it was, and that it is away");
    disk.mount(&sandbox.folder("mounts/elsewhere"));
    let now = sandbox.at("mounts/elsewhere/DCIM").to_string_lossy().into_owned();
    let back = sandbox.on_job(&["source", "list", "--json"]);
    let line = back.expect(0, "a list").json()[0].clone();
    assert_eq!((&line["path"], &line["connected"]), (&now.as_str().into(), &true.into()), "{back}");
    sandbox.on_job(&["destination", "list"]).expect(0, "a list").says("/Archive", "archives alike");
}
