//! Each kind of list and database, and those that are none.

use ingather_tests::mounts::{Disk, cannot_mount};
use ingather_tests::reports::{row_of, summary};
use ingather_tests::tree::{Tree, content};
use ingather_tests::{Sandbox, Snapshot, skip};

use super::{ALL, answer, blake3_list, digest, import, list, numbers, one_drive, preview, write};

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

#[test]
fn a_drive_of_another_identity_is_told_by_sizes_and_dates() {
    use std::os::unix::fs::MetadataExt as _;
    let (sandbox, red) = one_drive("import-stranger");
    sandbox.drives_to("plan").expect(0, "planned");
    let seconds = |path: &str| red.path(path).metadata().expect("a file").mtime();
    let wrong = "0".repeat(64);
    let rows = [
        ("4242-4242", "DCIM/0.jpg", 1_000, seconds("DCIM/0.jpg"), wrong.as_str(), 1),
        ("4242-4242", "DCIM/1.jpg", 1_002, seconds("DCIM/1.jpg"), &wrong, 1),
    ];
    let path = cache(&sandbox, "their cache.db", &rows);
    let report = answer(&import(&sandbox, &[&path]));
    assert_eq!(report["preview"]["drives"][0]["name"], "Red", "{report}");
    assert_eq!((&report["preview"]["matching"], &report["job_files"]), (&1.into(), &1.into()), "{report}");
    sandbox.run().expect(1, "only the one of the same size and date is compared");
    assert_eq!(row_of(&summary(&sandbox.job()), b"DCIM/0.jpg").raw("error_code"), "differs_from_record");
    assert_eq!(Snapshot::of_archive(&sandbox.at("Archive")).tally().0, 6);
}

#[test]
fn a_cache_that_was_made_on_windows_is_matched_too() {
    use std::os::unix::fs::MetadataExt as _;
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("import-windows");
    let disk = Disk::make(&sandbox, "disk", 64);
    let mut red = Tree::at(&disk.at("photos"));
    red.file("a/1.jpg", &content(1, 1_000))
        .file("a/b/2.jpg", &content(2, 1_000))
        .file("c\\d.jpg", &content(3, 1_000));
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(archive);
    sandbox.drives_to("analyze").expect(0, "looked at");
    let view = sandbox.on_job(&["status", "--full", "--json"]).json()[0].clone();
    let volume = view["sources"][0]["volume"].as_str().expect("an identity");
    let uid = volume.split_once(':').expect("a family").1.to_owned();
    let row = |path: &str| {
        let sum = digest("sha256sum", red.root(), path).trim_start_matches('\\').to_uppercase();
        (red.path(path).metadata().expect("a file").mtime(), sum)
    };
    let (one, two, odd) = (row("a/1.jpg"), row("a/b/2.jpg"), row("c\\d.jpg"));
    let windows = [
        (uid.as_str(), "photos\\a\\1.jpg", 1_000, one.0, one.1.as_str(), 1),
        (uid.as_str(), "photos\\a\\b\\2.jpg", 1_000, two.0, two.1.as_str(), 1),
        (uid.as_str(), "..\\outside.jpg", 1_000, two.0, two.1.as_str(), 1),
    ];
    let shown = preview(&sandbox, &[&cache(&sandbox, "windows.db", &windows)]);
    assert_eq!(numbers(&shown, &["records", "matching"]), [2, 2], "{shown}");
    assert_eq!(shown["sources"][0]["ignored"], 1, "what leads outside: {shown}");
    // Where any path has a stroke, the other one is a character of a name.
    let unix = [
        (uid.as_str(), "photos/a/1.jpg", 1_000, one.0, one.1.as_str(), 1),
        (uid.as_str(), "photos/c\\d.jpg", 1_000, odd.0, odd.1.as_str(), 1),
    ];
    let shown = preview(&sandbox, &[&cache(&sandbox, "unix.db", &unix)]);
    assert_eq!(numbers(&shown, &["records", "matching"]), [2, 2], "{shown}");
}

#[test]
fn dates_that_were_recorded_to_the_microsecond_are_the_same_dates() {
    let (sandbox, red) = one_drive("import-micro");
    sandbox.drives_to("analyze").expect(0, "looked at");
    let name = std::fs::read_dir(red.root())
        .expect("a drive")
        .flatten()
        .find(|e| e.path().is_file())
        .expect("a file");
    let at = std::time::UNIX_EPOCH + std::time::Duration::new(1_600_000_000, 123_456_789);
    let file = std::fs::File::options().write(true).open(name.path()).expect("opened");
    file.set_modified(at).expect("dated");
    let name = name.file_name().to_string_lossy().into_owned();
    let md5 = digest("md5sum", red.root(), &name);
    let size = red.path(&name).metadata().expect("a file").len();
    for (fraction, matching) in
        [("123456", 1), ("123457", 1), ("123", 1), ("123458", 0), ("124999", 0), ("5", 0)]
    {
        let list = format!(
            r#"<hashlist version="2.0" xmlns="urn:ASC:MHL:v2.0"><hashes><hash>
               <path size="{size}" lastmodificationdate="2020-09-13T12:26:40.{fraction}+00:00">{name}</path>
               <md5 action="original">{md5}</md5></hash></hashes></hashlist>"#
        );
        let path = write(&sandbox, &format!("at-{fraction}.mhl"), list);
        let base = red.root().to_string_lossy().into_owned();
        let shown = preview(&sandbox, &[&path, "--base", &base]);
        assert_eq!(numbers(&shown, &["records", "matching"]), [1, matching], ".{fraction}: {shown}");
    }
}
