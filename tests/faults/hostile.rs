//! Names and entries that were made to do harm, or might as well have been.

use std::os::unix::fs::PermissionsExt as _;

use ingather_tests::mounts::{Fault, FaultyDrive, cannot_fuse};
use ingather_tests::tree::{Tree, content};
use ingather_tests::{Sandbox, Snapshot, compare, skip};

#[test]
fn a_planted_link_in_the_archive_leads_nobody_out_of_it() {
    let mut sandbox = Sandbox::new("planted");
    let mut red = Tree::at(&sandbox.at("Red"));
    red.file("a/1.jpg", &content(1, 9_000))
        .file("b/2.jpg", &content(2, 9_000))
        .file("film.mov", &content(3, 1_400_000));
    let outside = sandbox.folder("outside");
    let archive = sandbox.folder("Archive");
    std::fs::create_dir_all(archive.join("Red")).expect("a folder");
    std::os::unix::fs::symlink(&outside, archive.join("Red/a")).expect("a planted folder");
    std::os::unix::fs::symlink(outside.join("film"), archive.join("Red/film.mov")).expect("a planted file");
    sandbox.source(red.root()).destination(&archive);
    let run = sandbox.run();
    assert!(matches!(run.code(), Some(0 | 1)), "it goes round the links or names what failed\n{run}");
    let escaped = Snapshot::of(&outside);
    assert!(escaped.entries.is_empty(), "something was written through a link: {:?}", escaped.entries.keys());
    assert!(
        std::fs::symlink_metadata(archive.join("Red/film.mov")).is_ok_and(|m| m.is_symlink()),
        "the link is kept"
    );
    let after = Snapshot::of_archive(&archive).contents();
    let drive = Snapshot::of(red.root());
    let there = drive.contents().keys().filter(|c| after.contains_key(*c)).count();
    assert!(run.code() == Some(1) || there == 3, "either all is there or the failure is told\n{run}");
}

#[test]
fn staging_that_is_a_link_is_refused() {
    let mut sandbox = Sandbox::new("planted-staging");
    let mut red = Tree::at(&sandbox.at("Red"));
    red.file("1.jpg", &content(1, 9_000));
    let outside = sandbox.folder("outside");
    let archive = sandbox.folder("Archive");
    std::fs::create_dir_all(archive.join(".ingather")).expect("a folder");
    std::os::unix::fs::symlink(&outside, archive.join(".ingather/staging")).expect("a planted folder");
    sandbox.source(red.root()).destination(&archive);
    let run = sandbox.run();
    assert_ne!(run.code(), Some(101), "no panic\n{run}");
    assert!(Snapshot::of(&outside).entries.is_empty(), "nothing is written through the link\n{run}");
}

#[test]
fn names_move_no_cursor_and_hide_no_text() {
    if let Some(why) = cannot_fuse() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("terminal");
    let mut behind = Tree::at(&sandbox.at("behind"));
    let names = ["escape\u{1b}[2J.txt", "new\nline.txt", "rtl\u{202e}gpj.exe"];
    for (n, name) in names.into_iter().enumerate() {
        behind.file(name, &content(n as u64, 3_000));
    }
    let drive = FaultyDrive::mount(&sandbox, "Red", behind.root());
    let archive = sandbox.folder("Archive");
    sandbox.source(drive.path()).destination(&archive);
    drive.misbehave(&names.map(|name| Fault::BadSector { name, at: 5 }));
    let run = sandbox.run();
    run.expect(1, "three files cannot be read");
    let log = std::fs::read_dir(sandbox.job().join("logs")).expect("the log").flatten();
    let logged: String = log.map(|e| std::fs::read_to_string(e.path()).expect("the log is text")).collect();
    for (what, text) in [("the terminal", run.text()), ("the log", logged)] {
        let bad = text.chars().find(|c| (c.is_control() && *c != '\n') || *c == '\u{202e}');
        assert_eq!(bad, None, "{what} shows a raw character: {text:?}");
        assert!(!text.lines().any(|l| l.starts_with("line.txt")), "{what} is broken by a name: {text}");
    }
    run.says("\\x1B[2J", "the name is shown in its text form");
}

#[test]
fn what_the_file_system_can_keep_is_kept_but_no_setuid() {
    let mut sandbox = Sandbox::new("metadata");
    let mut red = Tree::at(&sandbox.at("Red"));
    red.file("tagged.jpg", &content(1, 9_000))
        .file("tool", &content(2, 9_000))
        .file("big.mov", &content(3, 1_300_000));
    let tag = |name: &str| {
        let flags = rustix::fs::XattrFlags::empty();
        rustix::fs::setxattr(red.path(name), "user.comment", b"Lisbon 2009", flags)
    };
    if tag("tagged.jpg").is_err() || tag("big.mov").is_err() {
        skip!("this file system keeps no attributes");
    }
    std::fs::set_permissions(red.path("tool"), std::fs::Permissions::from_mode(0o4755)).expect("setuid");
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(&archive);
    sandbox.run().expect(0, "all is well");
    for name in ["Red/tagged.jpg", "Red/big.mov"] {
        let mut value = [0; 64];
        let read = rustix::fs::getxattr(archive.join(name), "user.comment", &mut value[..]);
        assert_eq!(
            read.map(|n| value[..n].to_vec()),
            Ok(b"Lisbon 2009".to_vec()),
            "{name} keeps its attribute"
        );
    }
    let mode = std::fs::metadata(archive.join("Red/tool")).expect("the copy").permissions().mode() & 0o7777;
    assert_eq!(mode, 0o755, "setuid is taken off a copy");
}

#[test]
fn a_half_file_of_another_tool_is_kept_and_the_whole_one_put_beside() {
    let mut sandbox = Sandbox::new("half");
    let mut red = Tree::at(&sandbox.at("Red"));
    let whole = content(1, 1_500_000);
    red.file("film.mov", &whole).file("picture.jpg", &content(2, 9_000)).file("zero.jpg", &content(3, 9_000));
    let mut archive = Tree::at(&sandbox.at("Archive"));
    archive.file("Red/film.mov", &whole[..700_000]).file("Red/picture.jpg", &content(2, 9_000)[..100]);
    archive.file("Red/zero.jpg", b"");
    let before = Snapshot::of_archive(archive.root());
    sandbox.source(red.root()).destination(archive.root());
    sandbox.run().expect(0, "all is well");
    compare::archived(&[("Red", &Snapshot::of(red.root()))], &before, archive.root());
}

#[test]
fn a_file_in_a_folders_place_is_gone_round() {
    let mut sandbox = Sandbox::new("file-for-folder");
    let mut red = Tree::at(&sandbox.at("Red"));
    red.file("notes", &content(1, 9_000));
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(&archive);
    sandbox.run().expect(0, "brought home");
    std::fs::remove_file(red.path("notes")).expect("the file goes");
    red.file("notes/in.txt", &content(2, 9_000)).file("notes/deep/er.txt", &content(3, 9_000));
    sandbox.run().expect(0, "the folder of the file's name gets home");
    let after = Snapshot::of_archive(&archive);
    for n in 1..=3 {
        let known = Snapshot::of(red.root()).contents();
        assert!(known.keys().all(|c| after.contents().contains_key(c)), "{n}: all is there");
    }
    assert!(archive.join("Red/notes").is_file(), "the earlier file stays");
    let first = after.entries.len();
    sandbox.run().expect(0, "once more").says("nothing was to do", "it is complete");
    assert_eq!(Snapshot::of_archive(&archive).entries.len(), first, "the same place in every run");

    let other = sandbox.folder("Other");
    std::fs::write(other.join("Red"), b"of the user's own").expect("a file");
    sandbox.destination(&other);
    sandbox.run().expect(0, "also where a file has the drive's name");
    let there = Snapshot::of_archive(&other).contents();
    assert!(Snapshot::of(red.root()).contents().keys().all(|c| there.contains_key(c)), "all is there");
    assert_eq!(std::fs::read(other.join("Red")).expect("it stays"), b"of the user's own");
}

#[test]
fn names_that_the_archive_cannot_hold_are_escaped_and_the_rest_goes_on() {
    let mut sandbox = Sandbox::new("exfat-names");
    let exfat = match ingather_tests::mounts::Exfat::make(&sandbox, "exfat", 48) {
        Ok(disk) => disk,
        Err(why) => skip!("{why}"),
    };
    let mut red = Tree::at(&sandbox.at("Red"));
    red.file("ordinary.jpg", &content(1, 9_000)).file("?".repeat(200), &content(2, 9_000));
    red.file(b"caf\xE9.jpg", &content(3, 9_000));
    red.file("z".repeat(255), &content(4, 9_000)).file("?".repeat(86), &content(5, 9_000));
    sandbox.source(red.root()).destination(exfat.path());
    sandbox.run().expect(0, "every name finds a form");
    let there = Snapshot::of_archive(exfat.path()).contents();
    assert!(Snapshot::of(red.root()).contents().keys().all(|c| there.contains_key(c)), "all is there");
    assert!(exfat.path().join("Red/caf%E9.jpg").exists(), "reversibly");
}

#[test]
fn folders_that_differ_in_capitals_only_share_one_where_the_archive_cannot_tell_them_apart() {
    let mut sandbox = Sandbox::new("exfat-capitals");
    let exfat = match ingather_tests::mounts::Exfat::make(&sandbox, "exfat", 48) {
        Ok(disk) => disk,
        Err(why) => skip!("{why}"),
    };
    let mut red = Tree::at(&sandbox.at("Red"));
    red.file("DCIM/Trip/1.jpg", &content(1, 9_000)).file("dcim/trip/2.jpg", &content(2, 9_000));
    red.file("DCIM/same.jpg", &content(3, 9_000)).file("dcim/same.jpg", &content(4, 9_000));
    red.file("Old.photoslibrary/A/1.jpg", &content(5, 9_000));
    red.file("Old.photoslibrary/a/2.jpg", &content(6, 9_000));
    red.file("old.photoslibrary/a/1.jpg", &content(7, 9_000));
    sandbox.source(red.root()).destination(exfat.path());
    sandbox.run().expect(0, "each finds its place");
    let there = Snapshot::of_archive(exfat.path());
    assert!(
        Snapshot::of(red.root()).contents().keys().all(|c| there.contents().contains_key(c)),
        "all is there"
    );
    let again = sandbox.run();
    again.expect(0, "nothing was lost").says("nothing was to do", "and nothing is missed");
    sandbox.on_job(&["verify", "--deep", "--reverify"]).expect(0, "every copy is where it is said to be");
    assert_eq!(Snapshot::of_archive(exfat.path()).contents(), there.contents(), "nothing came twice");
}
