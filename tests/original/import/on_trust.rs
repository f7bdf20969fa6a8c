//! A catalogue that is taken over on somebody's word saves reads, but no drive is wiped on it.

use ingather_tests::mounts::{Disk, cannot_mount};
use ingather_tests::tree::{Tree, content};
use ingather_tests::{Sandbox, Snapshot, skip};

use super::import;
use crate::clearance::{answer, ask, codes};

#[test]
fn what_was_taken_over_on_trust_is_read_before_a_drive_is_called_clear() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("import-altered");
    let (one, two) = (Disk::make(&sandbox, "red", 32), Disk::make(&sandbox, "blue", 32));
    let mut red = Tree::at(&one.at("DCIM"));
    red.file("a.jpg", &content(1, 4_000)).file("b.jpg", &content(2, 4_000));
    sandbox.source(red.root()).destination(two.at("Archive"));
    sandbox.run().expect(0, "brought home on the other machine");
    let catalog = altered(&sandbox);
    std::fs::remove_dir_all(two.at("Archive")).expect("an archive that is not here");

    sandbox.drives_to("init").expect(0, "a job here");
    import(&sandbox, &[&catalog, "--trust"]).expect(0, "taken over");
    sandbox.run().expect(0, "it believes what it was told to believe");
    assert_eq!(Snapshot::of_archive(&two.at("Archive")).tally().0, 1, "b.jpg is taken for a repeat of a.jpg");

    let said = ask(&sandbox, &red, &[]);
    said.expect(6, "b.jpg is only here, whatever the catalogue says");
    assert_eq!(answer(&said)["files_read"], 2, "read, because nobody here has: {said}");
    let codes = codes(&answer(&said));
    assert!(codes.iter().all(|(_, path)| path == "b.jpg") && codes.len() == 1, "{codes:?}");
    assert_eq!(answer(&ask(&sandbox, &red, &[]))["files_read"], 0, "once is enough");
}

/// Puts the job and the catalogue of another machine away, and says in that catalogue that b.jpg has the content of a.jpg.
fn altered(sandbox: &Sandbox) -> String {
    std::fs::rename(sandbox.job(), sandbox.at("their job")).expect("their job");
    std::fs::rename(sandbox.at("data"), sandbox.at("theirs")).expect("their data");
    let path = sandbox.at("theirs/catalog.db");
    let db = rusqlite::Connection::open(&path).expect("their catalogue");
    let lied = db.execute(
        "UPDATE sightings SET content = (SELECT content FROM sightings WHERE name = CAST('a.jpg' AS BLOB))
         WHERE name = CAST('b.jpg' AS BLOB)",
        [],
    );
    assert!(lied.expect("it is altered") >= 1, "b.jpg is in it");
    path.to_string_lossy().into_owned()
}
