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
