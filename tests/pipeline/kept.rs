//! What of a file is kept beside its content, and what a destination that cannot keep it is told about beforehand.

use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};

use ingather_tests::mounts::Stick;
use ingather_tests::reports::{row_of, summary};
use ingather_tests::tree::{Tree, content};
use ingather_tests::{Sandbox, Snapshot, skip};
use rustix::fs::XattrFlags;

#[test]
fn times_modes_and_attributes_are_kept_and_no_right_is_given() {
    let mut sandbox = Sandbox::new("kept");
    let mut red = Tree::at(&sandbox.at("Red"));
    red.file("tagged.jpg", &content(1, 3_000))
        .file("tool", &content(2, 3_000))
        .file("big.mov", &content(3, 3 << 20));
    let tag = "user.com.apple.metadata:_kMDItemUserTags";
    for name in ["tagged.jpg", "big.mov"] {
        if rustix::fs::setxattr(red.path(name), tag, b"red", XattrFlags::empty()).is_err() {
            skip!("no attributes can be set on this file system");
        }
    }
    std::fs::set_permissions(red.path("tool"), std::fs::Permissions::from_mode(0o6755)).expect("a mode");
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(&archive);
    sandbox.run().expect(0, "brought home").is_silent_on("keeps no", "this file system keeps everything");
    for name in ["tagged.jpg", "tool", "big.mov"] {
        let of = |path: &std::path::Path| std::fs::metadata(path).expect("a file");
        let (source, copy) = (of(&red.path(name)), of(&archive.join("Red").join(name)));
        assert_eq!(
            (source.mtime(), source.mtime_nsec()),
            (copy.mtime(), copy.mtime_nsec()),
            "{name}: the time to the nanosecond"
        );
        assert_eq!(copy.mode() & 0o7777, source.mode() & 0o777, "{name}: nobody becomes somebody else by it");
    }
    for name in ["tagged.jpg", "big.mov"] {
        let mut value = [0; 16];
        let len = rustix::fs::getxattr(archive.join("Red").join(name), tag, &mut value).expect("the tag");
        assert_eq!(&value[..len], b"red", "{name}: its tag");
    }
}

#[test]
fn a_stick_says_once_what_it_does_not_keep_and_fails_nothing() {
    let mut sandbox = Sandbox::new("exfat");
    let stick = match Stick::exfat(&sandbox, "stick", 64) {
        Ok(stick) => stick,
        Err(why) => skip!("{why}"),
    };
    let mut red = Tree::at(&sandbox.at("Red"));
    red.file("DCIM/a.jpg", &content(1, 3_000))
        .file("DCIM/A.JPG", &content(2, 3_000))
        .file("dcim/a.jpg", &content(3, 3_000))
        .file("DCIM/what: when?.jpg", &content(4, 3_000))
        .file("big.mov", &content(5, 3 << 20));
    let _ = rustix::fs::setxattr(red.path("big.mov"), "user.tag", b"red", XattrFlags::empty());
    sandbox.source(red.root()).destination(stick.path());
    let plan = sandbox.drives_to("plan");
    plan.expect(0, "planned").says("keeps no attributes", "before anything is written");
    plan.says("A.jpg and a.jpg for one name", "names are a matter too");
    let run = sandbox.on_job(&["resume"]);
    run.expect(0, "nothing fails by it");
    assert_eq!(run.text().matches("keeps no attributes").count(), 1, "said once\n{run}");
    run.is_silent_on("does not keep everything", "and not a second time in other words");
    let archive = Snapshot::of_archive(stick.path());
    let names: Vec<String> =
        archive.files().map(|(p, _, _)| String::from_utf8_lossy(p).into_owned()).collect();
    assert_eq!(names.len(), 5, "each content once, none in another's place: {names:?}");
    let drive = Snapshot::of(red.root());
    let contents = |s: &Snapshot| s.contents().into_keys().collect::<Vec<_>>();
    assert_eq!(contents(&archive), contents(&drive), "{names:?}");
    assert_eq!(names.iter().filter(|n| n.contains('~')).count(), 2, "two of three get a suffix: {names:?}");

    let again = sandbox.on_job(&["resume", "--json"]);
    again.expect(0, "again").report().equation_holds(0);
    assert_eq!(again.report().bytes(), (0, 0), "nothing is copied twice\n{again}");
    assert_eq!(Snapshot::of_archive(stick.path()).tally().0, 5);
}

#[test]
fn what_fat_cannot_hold_fails_in_the_plan_by_name() {
    let mut sandbox = Sandbox::new("fat");
    let stick = match Stick::fat(&sandbox, "stick", 64) {
        Ok(stick) => stick,
        Err(why) => skip!("{why}"),
    };
    let mut red = Tree::at(&sandbox.at("Red"));
    red.sparse("film.mov", (4 << 30) + 1, 0, b"begins").file("small.jpg", &content(1, 3_000));
    // This driver does not say how much room there is.
    sandbox.source(red.root()).destination(stick.path()).option(&["--fill"]);
    let plan = sandbox.drives_to("plan");
    plan.expect(1, "one file can never be copied there");
    let rows = summary(&sandbox.job());
    let film = row_of(&rows, b"film.mov");
    assert_eq!((film.raw("status"), film.raw("error_code")), ("error", "too_large"));
    assert!(film.raw("message").contains("4.3 GB"), "{}", film.raw("message"));
    let run = sandbox.on_job(&["resume", "--json"]);
    run.expect(1, "the other one is copied").report().equation_holds(0);
    assert_eq!(run.report().term(0, "copied").0, 1, "{run}");
    assert!(run.report().bytes().0 < 1 << 20, "the film is not even read");
}
