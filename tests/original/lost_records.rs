//! Databases may be lost: what is damaged is set aside, never deleted, and all is known again after the next run.

use std::path::Path;

use ingather_tests::mounts::{Disk, cannot_mount};
use ingather_tests::tree::{Tree, content};
use ingather_tests::{Sandbox, skip};

/// Databases without journals beside them, so that what is cut off is lost.
fn cut(database: &Path, to: u64) {
    for side in ["-wal", "-shm"] {
        let mut name = database.as_os_str().to_owned();
        name.push(side);
        let _ = std::fs::remove_file(name);
    }
    let file = std::fs::File::options().write(true).open(database).expect("the database");
    assert!(file.metadata().expect("its length").len() > to, "there is something to cut off");
    file.set_len(to).expect("cut");
}

#[test]
fn a_database_that_was_cut_short_is_set_aside_and_made_anew() {
    for (name, place) in [("catalogue", "data/catalog.db"), ("job", "job/job.db")] {
        for to in [4_096, 20_000, 40_960] {
            let mut sandbox = Sandbox::new("cut-short");
            let mut red = Tree::at(&sandbox.at("Red"));
            for n in 0..40 {
                red.file(format!("{n}.jpg"), &content(n, 900));
            }
            let archive = sandbox.folder("Archive");
            sandbox.source(red.root()).destination(&archive);
            sandbox.run().expect(0, "brought home");
            cut(&sandbox.at(place), to);
            let said = sandbox.run();
            said.expect(3, "a damaged database is said, not worked with")
                .says(place, "its path is named")
                .says("set aside", "and what became of it");
            let folder = sandbox.at(place).parent().expect("its folder").to_owned();
            let kept = std::fs::read_dir(&folder).expect("listed").flatten();
            assert!(
                kept.into_iter().any(|e| e.file_name().to_string_lossy().contains("damaged-")),
                "{name} cut at {to}: its bytes are kept"
            );
            let again = sandbox.run();
            again.expect(0, "the same command makes a new one");
            assert_eq!(
                std::fs::read_dir(sandbox.at("Archive/Red")).expect("the archive").count(),
                40,
                "{name} cut at {to}: nothing is copied twice\n{again}"
            );
        }
    }
}

/// A finished job with more records than are checked as a whole when it is opened, and the pages of its records.
fn large_job(name: &str) -> (Sandbox, Vec<usize>) {
    let mut sandbox = Sandbox::new(name);
    let mut red = Tree::at(&sandbox.at("Red"));
    for n in 0..900 {
        red.file(format!("{}/{n}.jpg", n % 30), &content(n, 90));
    }
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(&archive);
    sandbox.run().expect(0, "brought home");
    let path = sandbox.job().join("job.db");
    let db = rusqlite::Connection::open(&path).expect("the database");
    let checkpoint = || db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).expect("written");
    checkpoint();
    let pages = pages_in_use(&db);
    db.execute_batch("CREATE TABLE padding (bytes); INSERT INTO padding VALUES (zeroblob(34000000));")
        .expect("made large");
    checkpoint();
    drop(db);
    let size = std::fs::metadata(&path).expect("the database").len();
    assert!(pages.len() > 40 && size > 32 << 20, "{} pages of {size} bytes", pages.len());
    (sandbox, pages)
}

const PAGE: usize = 4096;

/// The pages, counted from 0, that hold something: damage to a free one is none.
fn pages_in_use(db: &rusqlite::Connection) -> Vec<usize> {
    let mut pages =
        db.prepare("SELECT pageno - 1 FROM dbstat WHERE pageno > 1 ORDER BY pageno").expect("known");
    let rows = pages.query_map([], |r| r.get::<_, i64>(0)).expect("listed");
    rows.map(|page| usize::try_from(page.expect("a page")).expect("a number")).collect()
}

#[test]
fn a_page_of_a_large_job_that_is_damaged_is_met_with_words() {
    let (sandbox, pages) = large_job("damaged-page");
    let job = sandbox.job();
    let whole = std::fs::read(job.join("job.db")).expect("the database");
    let drive = sandbox.at("Red").to_string_lossy().into_owned();
    let commands: [&[&str]; 9] = [
        &["status"],
        &["file", "list"],
        &["summary"],
        &["verify"],
        &["verify-status", "--full"],
        &["clearance", "--source", &drive],
        &["source", "list"],
        &["plan"],
        &["resume"],
    ];
    for page in [pages[0], pages[pages.len() / 4], pages[pages.len() / 2], pages[pages.len() - 1]] {
        for command in commands {
            for entry in std::fs::read_dir(&job).expect("the job's folder").flatten() {
                if entry.file_name().to_string_lossy().starts_with("job.db") {
                    std::fs::remove_file(entry.path()).expect("cleared for the next case");
                }
            }
            let mut bytes = whole.clone();
            bytes[page * PAGE..(page + 1) * PAGE].copy_from_slice(&content(page as u64, PAGE));
            std::fs::write(job.join("job.db"), &bytes).expect("damaged");
            let said = sandbox.on_job(command);
            let what = format!("page {page}, {}", command.join(" "));
            for raw in ["panicked", "malformed", "a database failed", "Query returned", "disk image"] {
                said.is_silent_on(raw, &what);
            }
            let aside = std::fs::read_dir(&job).expect("the job's folder").flatten();
            let is_database =
                |name: &str| name.contains("damaged-") && !name.ends_with("wal") && !name.ends_with("shm");
            let aside = aside.filter(|e| is_database(&e.file_name().to_string_lossy())).count();
            assert_eq!(said.code() == Some(3), aside == 1, "{what}: set aside when it is refused\n{said}");
            if aside == 1 {
                said.says("the job's database is damaged", &what).says("set aside as", &what);
                assert!(!job.join("job.db").exists(), "{what}: nothing is worked with any more");
            }
            if command == ["resume"] {
                said.expect(3, &what);
            }
        }
        let again = sandbox.on_job(&["status"]);
        again.expect(2, "there is no job any more").says("set aside", "why").says("--config", "what to do");
        let listed = sandbox.ingather(&["run", "--job", "job", "--config", "job/config.yaml", "--json"]);
        listed.expect(0, "the job is made anew as it was told");
        assert_eq!(listed.report().bytes().1, 0, "page {page}: nothing is copied twice");
    }
}

#[test]
fn a_lost_catalogue_is_learnt_again_from_the_job() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("lost-catalogue");
    let disks = [Disk::make(&sandbox, "red", 16), Disk::make(&sandbox, "blue", 16)];
    let mut red = Tree::at(&disks[0].at("DCIM"));
    red.file("1.jpg", &content(1, 4_000)).file("2.jpg", &content(2, 4_000));
    sandbox.source(red.root()).destination(disks[1].at("Archive"));
    sandbox.run().expect(0, "brought home");
    for file in ["catalog.db", "catalog.db-wal", "catalog.db-shm"] {
        let _ = std::fs::remove_file(sandbox.at("data").join(file));
    }
    sandbox.run().expect(0, "nothing is to do");
    let source = red.root().to_string_lossy().into_owned();
    sandbox
        .ingather(&["clearance", "--source", &source, "--job", "job"])
        .expect(0, "the catalogue knows the copies again");
}
