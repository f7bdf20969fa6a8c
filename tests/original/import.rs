//! Checksums that others recorded: of every format, previewed, taken over once, compared in the same read, and never
//! believed.

use std::path::{Path, PathBuf};
use std::process::Command;

use ingather_tests::mounts::{Disk, cannot_mount};
use ingather_tests::reports::{row_of, summary};
use ingather_tests::tree::{Tree, content};
use ingather_tests::{Outcome, Sandbox, Snapshot, skip};
use serde_json::Value;

/// A drive with a large file, small ones and one that repeats.
fn one_drive(name: &str) -> (Sandbox, Tree) {
    let mut sandbox = Sandbox::new(name);
    let mut red = Tree::at(&sandbox.at("Red"));
    for n in 0..6 {
        red.file(format!("DCIM/{n}.jpg"), &content(n, 1_000 + n as usize));
    }
    red.file("again.jpg", &content(3, 1_003)).file("big.mov", &content(50, 3_000_000));
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(&archive);
    (sandbox, red)
}

/// What `sha256sum` and its like say of files below a folder.
fn list(program: &str, folder: &Path, paths: &[&str]) -> String {
    let out = Command::new(program).args(paths).current_dir(folder).output();
    let out = out.unwrap_or_else(|e| panic!("{program} cannot be started: {e}"));
    assert!(out.status.success(), "{program}: {}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).expect("plain names")
}

const ALL: [&str; 8] = [
    "DCIM/0.jpg",
    "DCIM/1.jpg",
    "DCIM/2.jpg",
    "DCIM/3.jpg",
    "DCIM/4.jpg",
    "DCIM/5.jpg",
    "again.jpg",
    "big.mov",
];

fn digest(program: &str, folder: &Path, path: &str) -> String {
    list(program, folder, &[path]).split(' ').next().expect("a digest").to_owned()
}

fn blake3_list(folder: &Path, paths: &[&str]) -> String {
    let line = |p: &&str| {
        let bytes = std::fs::read(folder.join(p)).expect("a file of the test");
        format!("{}  {p}\n", blake3::hash(&bytes).to_hex())
    };
    paths.iter().map(line).collect()
}

fn write(sandbox: &Sandbox, name: &str, text: impl AsRef<[u8]>) -> String {
    let path = sandbox.at(name);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    std::fs::write(&path, text).expect("a list");
    path.to_string_lossy().into_owned()
}

fn import(sandbox: &Sandbox, words: &[&str]) -> Outcome {
    sandbox.on_job(&[&["import-checksums", "--json", "--from"], words].concat())
}

/// The object that the command answers with, and what it says of an entry of the preview.
fn answer(outcome: &Outcome) -> Value {
    outcome.expect(0, "taken over").json()[0].clone()
}

fn preview(sandbox: &Sandbox, words: &[&str]) -> Value {
    answer(&import(sandbox, &[words, &["--preview"]].concat()))
}

fn numbers(preview: &Value, keys: &[&str]) -> Vec<u64> {
    keys.iter()
        .map(|k| preview[k].as_u64().unwrap_or_else(|| panic!("{k} is missing in {preview}")))
        .collect()
}

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
fn every_kind_of_list_is_read_and_matched_to_its_drive() {
    let (sandbox, red) = one_drive("import-kinds");
    sandbox.drives_to("plan").expect(0, "planned");
    let root = red.root();
    let kinds: [(&str, &str, String, u64); 4] = [
        ("lists/a.b3", "blake3", blake3_list(root, &ALL), 8),
        ("lists/windows.md5", "md5", list("md5sum", root, &ALL).replace('/', "\\").replace('\n', "\r\n"), 8),
        ("lists/tagged.txt", "sha256", list("sha256sum", root, &["--tag", "DCIM/0.jpg", "big.mov"]), 2),
        ("lists/SHA512SUMS", "sha512", list("sha512sum", root, &ALL[..3]), 3),
    ];
    for (name, algorithm, text, count) in kinds {
        let shown = preview(&sandbox, &[&write(&sandbox, name, text)]);
        assert_eq!(numbers(&shown, &["records", "matching"]), [count, count], "{name}: {shown}");
        assert_eq!(shown["sources"][0]["algorithms"][0]["algorithm"], algorithm, "{name}");
        assert_eq!(
            (&shown["drives"][0]["name"], &shown["drives"][0]["connected"]),
            (&"Red".into(), &true.into())
        );
    }

    let sha = |path: &str| digest("sha256sum", root, path);
    let bag = sandbox.folder("Red/bag");
    write(&sandbox, "Red/bag/bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
    write(&sandbox, "Red/bag/data/a%b.jpg", content(3, 1_003));
    write(&sandbox, "Red/bag/manifest-sha256.txt", format!("{}  data/a%25b.jpg\n", sha("DCIM/3.jpg")));
    write(&sandbox, "Red/bag/tagmanifest-md5.txt", format!("{}  bagit.txt\n", "0".repeat(32)));
    let shown = preview(&sandbox, &[&bag.to_string_lossy()]);
    assert_eq!((&shown["sources"][0]["kind"], &shown["matching"]), (&"bag".into(), &1.into()), "{shown}");

    let size = 1_000;
    let sha1 = digest("sha1sum", root, "DCIM/0.jpg");
    let asc = format!(
        "<?xml version='1.0'?><hashlist version='2.0' xmlns='urn:ASC:MHL:v2.0'><hashes>\
         <hash><path size='{size}'>DCIM/0.jpg</path><sha1 action='original'>{sha1}</sha1><c4>c4x</c4></hash>\
         <hash><path size='7'>DCIM/1.jpg</path><sha1>{sha1}</sha1></hash></hashes></hashlist>"
    );
    write(&sandbox, "Red/ascmhl/0001_Red_2020-01-01_000000Z.mhl", asc);
    let shown = preview(&sandbox, &[&root.to_string_lossy()]);
    assert_eq!((&shown["sources"][0]["kind"], &shown["sources"][0]["ignored"]), (&"mhl".into(), &1.into()));
    assert_eq!(
        (&shown["matching"], &shown["drives"][0]["changed"]),
        (&1.into(), &1.into()),
        "sizes count: {shown}"
    );

    let old = format!(
        "<hashlist version='1.1'><hash><file>0.jpg</file><size>{size}</size><md5>{}</md5></hash></hashlist>",
        digest("md5sum", root, "DCIM/0.jpg")
    );
    let path = write(&sandbox, "Red/DCIM/day.mhl", old);
    assert_eq!(
        numbers(&preview(&sandbox, &[&path]), &["records", "matching"]),
        [1, 1],
        "relative to the list"
    );
    answer(&import(&sandbox, &[&path, &bag.to_string_lossy(), &root.to_string_lossy()]));
    sandbox.run().expect(0, "all of them say the truth, and algorithms of every kind are computed");
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

/// A database as the original tool kept it.
fn cache(sandbox: &Sandbox, name: &str, rows: &[(&str, &str, u64, i64, &str, i64)]) -> String {
    let path = sandbox.at(name);
    let db = rusqlite::Connection::open(&path).expect("a database");
    db.execute_batch(
        "PRAGMA journal_mode = WAL; CREATE TABLE checksum_cache (id INTEGER PRIMARY KEY, uid TEXT, relative_path TEXT,
           size INTEGER, last_modified INTEGER, checksum TEXT, is_valid INTEGER)",
    )
    .expect("a table");
    for row in rows {
        db.execute(
            "INSERT INTO checksum_cache (uid, relative_path, size, last_modified, checksum, is_valid) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            *row,
        )
        .expect("a row");
    }
    path.to_string_lossy().into_owned()
}

#[test]
fn the_originals_cache_is_taken_over() {
    use std::os::unix::fs::MetadataExt as _;
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("import-cache");
    let disk = Disk::make(&sandbox, "disk", 64);
    let mut red = Tree::at(&disk.at("photos"));
    for n in 0..4 {
        red.file(format!("{n}.jpg"), &content(n, 1_000));
    }
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(&archive);
    sandbox.drives_to("analyze").expect(0, "looked at");
    let view = sandbox.on_job(&["status", "--full", "--json"]).json()[0].clone();
    let volume = view["sources"][0]["volume"].as_str().expect("an identity").to_owned();
    let uid = volume.split_once(':').expect("a family").1.to_uppercase();
    let seconds = |n: u64| red.path(format!("{n}.jpg")).metadata().expect("a file").mtime();
    let sums: Vec<String> = (0..4).map(|n| digest("sha256sum", red.root(), &format!("{n}.jpg"))).collect();
    let wrong = "0".repeat(64);
    let path = cache(
        &sandbox,
        "checksum-cache.db",
        &[
            (&uid, "photos/0.jpg", 1_000, seconds(0), &sums[0], 1),
            (&uid, "photos/1.jpg", 1_000, seconds(1), &wrong, 1),
            (&uid, "photos/2.jpg", 1_000, seconds(2), &wrong, 0),
            (&uid, "photos/3.jpg", 1_000, seconds(3) - 86_400, &wrong, 1),
            (&uid, "../outside.jpg", 1_000, 0, &wrong, 1),
            ("0BAD-CAFE", "photos/0.jpg", 1_000, seconds(0), &wrong, 1),
        ],
    );
    let before: Vec<_> =
        std::fs::read_dir(sandbox.at("")).expect("a folder").flatten().map(|e| e.file_name()).collect();
    let report = answer(&import(&sandbox, &[&path]));
    let after: Vec<_> =
        std::fs::read_dir(sandbox.at("")).expect("a folder").flatten().map(|e| e.file_name()).collect();
    assert_eq!(before.len(), after.len(), "nothing appears beside the database: {after:?}");
    let shown = &report["preview"];
    assert_eq!(shown["sources"][0]["kind"], "checksum_cache");
    assert_eq!(shown["sources"][0]["ignored"], 1, "what leads outside: {shown}");
    assert_eq!(numbers(shown, &["records", "matching"]), [4, 2], "not the invalid one: {shown}");
    assert_eq!(shown["drives"][0]["changed"], 1, "a record of another date says nothing: {shown}");
    assert_eq!(report["job_files"], 2, "{report}");

    // In use by another program: what is in its journal only is seen, and nothing is written beside it.
    let busy = rusqlite::Connection::open(&path).expect("the database");
    let sql = "UPDATE checksum_cache SET is_valid = 1, checksum = ?1 WHERE relative_path = 'photos/2.jpg'";
    busy.execute(sql, [&sums[2]]).expect("a change");
    let shown = preview(&sandbox, &[&path]);
    assert_eq!(numbers(&shown, &["records", "matching"]), [5, 3], "{shown}");
    drop(busy);
    let left: Vec<_> =
        std::fs::read_dir(sandbox.at("data")).expect("a folder").flatten().map(|e| e.file_name()).collect();
    let copies = left.iter().filter(|n| n.to_string_lossy().starts_with("import"));
    assert_eq!(copies.count(), 0, "the private copy is gone: {left:?}");
    sandbox.run().expect(1, "one file is not what the cache says");
    let rows = summary(&sandbox.job());
    assert_eq!(row_of(&rows, b"1.jpg").raw("error_code"), "differs_from_record");
    assert_eq!(Snapshot::of_archive(&archive).tally().0, 3, "the others are brought home");
}

#[test]
fn hostile_and_foreign_files_are_refused_in_words() {
    let (sandbox, red) = one_drive("import-hostile");
    sandbox.drives_to("init").expect(0, "made");
    let refused = |path: &str, code: i32, words: &str| {
        let said = import(&sandbox, &[path]);
        said.expect(code, "refused").says(words, "in words").is_silent_on("panicked", "in words");
    };
    let view = cache(&sandbox, "view.db", &[]);
    rusqlite::Connection::open(&view)
        .and_then(|db| {
            db.execute_batch(
                "DROP TABLE checksum_cache; CREATE TABLE real (a);
                 CREATE VIEW checksum_cache AS SELECT 'u' AS uid, 'x' AS relative_path, 1 AS size, 1 AS last_modified,
                   'x' AS checksum, 1 AS is_valid FROM real",
            )
        })
        .expect("a view in its place");
    refused(&view, 2, "no plain table");
    let other = sandbox.at("other.db");
    rusqlite::Connection::open(&other)
        .and_then(|db| db.execute_batch("CREATE TABLE t (a)"))
        .expect("a database");
    refused(&other.to_string_lossy(), 2, "no checksums that can be taken over");
    let mut bytes = std::fs::read(&other).expect("its bytes");
    bytes[100..].fill(0xFF);
    refused(&write(&sandbox, "damaged.db", bytes), 3, "cannot be read");
    refused(&write(&sandbox, "notes.txt", "nothing\nof the kind\n"), 2, "no checksums");
    refused(&write(&sandbox, "unclear.txt", format!("{}  a\n", "0".repeat(64))), 2, "BLAKE3 or of SHA-256");
    refused(&write(&sandbox, "bad.mhl", "<hashlist><hash>"), 3, "media hash list");
    refused(&red.root().to_string_lossy(), 2, "no checksums in this folder");
    refused(&sandbox.at("nowhere.md5").to_string_lossy(), 2, "cannot be found");
    let huge = sandbox.at("huge.md5");
    std::fs::File::create(&huge).and_then(|f| f.set_len(1 << 40)).expect("a sparse file");
    refused(&huge.to_string_lossy(), 2, "more than can be taken over");
    let outside = list("md5sum", red.root(), &["big.mov"]).replace("big.mov", "../Archive/x");
    refused(&write(&sandbox, "outside.md5", outside), 2, "no checksums that could be used");
    let both =
        [write(&sandbox, "good.md5", list("md5sum", red.root(), &ALL)), huge.to_string_lossy().into_owned()];
    import(&sandbox, &[&both[0], &both[1]]).expect(2, "one of them is refused");
    assert_eq!(preview(&sandbox, &[&both[0]])["known"], 0, "then nothing is taken over of the other either");
}

#[test]
fn a_list_that_fits_two_drives_is_not_guessed_at() {
    let mut sandbox = Sandbox::new("import-two");
    let (mut red, mut green) = (Tree::at(&sandbox.at("Red")), Tree::at(&sandbox.at("Green")));
    for n in 0..3 {
        red.file(format!("DCIM/{n}.jpg"), &content(n, 500));
        green.file(format!("DCIM/{n}.jpg"), &content(n + 10, 500));
    }
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).source(green.root()).destination(&archive);
    sandbox.drives_to("init").expect(0, "made");
    let path = write(&sandbox, "card.md5", list("md5sum", red.root(), &["DCIM/0.jpg", "DCIM/1.jpg"]));
    import(&sandbox, &[&path]).expect(2, "it could be either").says("--base", "how to say which");
    let base = red.root().to_string_lossy().into_owned();
    let shown = preview(&sandbox, &[&path, "--base", &base]);
    assert_eq!((&shown["drives"][0]["name"], &shown["matching"]), (&"Red".into(), &2.into()), "{shown}");
    answer(&import(&sandbox, &[&path, "--base", &base]));
    sandbox.run().expect(0, "the other drive's files of these names are not accused");
    assert_eq!(Snapshot::of_archive(&archive).tally().0, 6);
}
