//! May this drive be wiped? Copies under another name or date count when they are what they should be; and an empty file
//! never stands for another one.

use std::path::Path;
use std::time::{Duration, SystemTime};

use ingather_tests::mounts::cannot_mount;
use ingather_tests::skip;
use ingather_tests::tree::rot;

use crate::clearance::{answer, ask, brought_home, codes};

#[test]
fn each_empty_file_has_a_copy_of_its_own() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let (sandbox, disks, mut red) = brought_home("empty-each", &[]);
    red.file("a/note.txt", b"").file("b/note.txt", b"");
    ask(&sandbox, &red, &[]).expect(6, "the new empty files are in no archive yet");
    sandbox.run().expect(0, "brought home");
    ask(&sandbox, &red, &[]).expect(0, "each has its copy");
    std::fs::remove_file(disks[1].at("Archive/DCIM/a/note.txt")).expect("a lost copy");
    let said = ask(&sandbox, &red, &[]);
    said.expect(6, "another empty file of that name is not its copy");
    assert_eq!(codes(&answer(&said)), [("copy_gone".into(), "a/note.txt".into())], "{said}");
    red.file("c/note.txt", b"");
    let said = ask(&sandbox, &red, &[]);
    assert!(codes(&answer(&said)).contains(&("only_here".into(), "c/note.txt".into())), "{said}");
    sandbox.run().expect(0, "brought home again");
    ask(&sandbox, &red, &[]).expect(0, "now it is clear");
}

#[test]
fn empty_files_are_found_under_the_names_that_the_layout_gave_them() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let (sandbox, disks, red) = brought_home("empty-named", &["--layout", "{date:%Y}/of {drive} {name}"]);
    ask(&sandbox, &red, &[]).expect(0, "the job knows the name of its copy");
    let all = ingather_tests::Snapshot::of(&disks[1].at("Archive"));
    let copy = all.entries.keys().find(|path| path.ends_with(b"of DCIM empty.txt")).expect("the copy");
    std::fs::remove_file(disks[1].at("Archive").join(String::from_utf8_lossy(copy).as_ref())).expect("lost");
    ask(&sandbox, &red, &[]).expect(6, "its copy is gone").says("empty.txt", "which");
}

#[test]
fn a_copy_of_which_the_date_alone_has_moved_is_read_and_counts() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let (sandbox, disks, red) = brought_home("moved-date", &[]);
    let copy = |name: &str| disks[1].at("Archive/DCIM/2009 Lisbon").join(name);
    moved(&copy("3.jpg"));
    sandbox.on_job(&["verify"]).expect(1, "its date is another");
    let said = ask(&sandbox, &red, &[]);
    said.expect(0, "its content is the same");
    assert_eq!(answer(&said)["copies_read"], 1, "that was found by reading it\n{said}");
    let said = ask(&sandbox, &red, &[]);
    assert_eq!(answer(said.expect(0, "again"))["copies_read"], 0, "it is known now\n{said}");

    rot(&copy("4.jpg"), 100);
    moved(&copy("4.jpg"));
    sandbox.on_job(&["verify"]).expect(1, "another date, and other bytes");
    let said = ask(&sandbox, &red, &[]);
    said.expect(6, "its content is not the same");
    assert_eq!(codes(&answer(&said)), [("copy_gone".into(), "2009 Lisbon/4.jpg".into())], "{said}");
}

#[test]
fn empty_files_that_are_there_already_are_read_back_like_others() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let (sandbox, disks, mut red) = brought_home("empty-there", &[]);
    red.file("notes/empty.txt", b"").file("1.jpg", b"one").file("1.xmp", b"");
    red.file("Album.photoslibrary/a.jpg", b"a").file("Album.photoslibrary/none", b"");
    sandbox.run().expect(0, "brought home");
    for lost in ["data", "job"] {
        std::fs::remove_dir_all(sandbox.at(lost)).expect("lost");
    }
    let (source, archive) = (red.root().to_string_lossy(), disks[1].at("Archive"));
    let archive = archive.to_string_lossy();
    let anew = sandbox.ingather(&["run", "--job", "job", "--source", &source, "--dest", &archive]);
    anew.expect(0, "all of it is there already").says("safe to wipe", "and read back, the empty ones too");
    ask(&sandbox, &red, &[]).expect(0, "each empty file is known by its copy");
}

/// Gives a file another date.
fn moved(path: &Path) {
    let file = std::fs::File::options().write(true).open(path).expect("opened");
    file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000)).expect("dated");
}
