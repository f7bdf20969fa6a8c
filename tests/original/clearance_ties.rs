//! Copies that would go with the drive prove nothing, whatever name they are reached by.

use std::process::Command;

use ingather_tests::mounts::{Bridge, Disk, Memory, Overlay, cannot_mount};
use ingather_tests::tree::{Tree, content};
use ingather_tests::{Sandbox, skip};

use crate::clearance::{answer, ask, brought_home, codes};

#[test]
fn a_view_of_the_drive_is_no_archive_of_it() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("view");
    let (one, two) = (Disk::make(&sandbox, "one", 32), Disk::make(&sandbox, "two", 32));
    let mut red = Tree::at(&one.at("x"));
    red.file("a.jpg", &content(1, 900)).file("b.mov", &content(2, 1_500_000));
    let view = Overlay::make(&sandbox, "view", red.root(), &two);
    sandbox.source(red.root()).destination(view.path());
    sandbox.run().expect(0, "copied, since the view holds nothing of its own");
    let copies: Vec<_> =
        walkdir(two.path()).filter(|p| p.ends_with("a.jpg") || p.ends_with("b.mov")).collect();
    assert_eq!(copies.len(), 2, "each content lies on the other disk now: {copies:?}");
}

#[test]
fn a_union_that_does_not_say_where_its_folders_are_is_no_archive_of_any_drive() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("untold");
    let one = Disk::make(&sandbox, "one", 32);
    let mut red = Tree::at(&one.at("DCIM"));
    red.file("a.jpg", &content(1, 900));
    let union = Overlay::untold(&sandbox, "union", &one);
    sandbox.source(red.root()).destination(union.path());
    let run = sandbox.run();
    run.expect(0, "copied, to the very disk").says("not safe to wipe", "which the run knows");
    run.says("they may be on this very drive", "and nothing that nobody can know");
    let said = ask(&sandbox, &red, &[]);
    said.expect(6, "as the clearance does");
    assert_eq!(codes(&answer(&said)), [("untold".to_owned(), "a.jpg".to_owned())]);
}

#[test]
fn a_bridge_to_the_drive_is_no_archive_of_it() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("bridge");
    let one = Disk::make(&sandbox, "one", 32);
    let mut red = Tree::at(&one.at("x"));
    red.file("a.jpg", &content(1, 900));
    std::fs::create_dir(one.at("backup")).expect("a folder");
    let bridge = match Bridge::make(&sandbox, "bridge", &one.at("backup")) {
        Ok(bridge) => bridge,
        Err(why) => skip!("{why}"),
    };
    sandbox.source(red.root()).destination(bridge.path());
    sandbox.run().expect(0, "copied");
    let said = ask(&sandbox, &red, &[]);
    said.expect(6, "the copy lies on the drive itself, whatever name the bridge gives it");
    assert_eq!(codes(&answer(&said)), [("same_volume".to_owned(), "a.jpg".to_owned())]);
}

fn walkdir(root: &std::path::Path) -> impl Iterator<Item = std::path::PathBuf> {
    let found = Command::new("find").arg(root).args(["-type", "f"]).output().expect("find runs").stdout;
    String::from_utf8_lossy(&found).lines().map(std::path::PathBuf::from).collect::<Vec<_>>().into_iter()
}

#[test]
fn copies_in_memory_are_said_to_be_there() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("in-memory");
    let (one, memory) = (Disk::make(&sandbox, "one", 32), Memory::make(&sandbox, "memory", 16));
    let mut red = Tree::at(&one.at("x"));
    red.file("a.jpg", &content(1, 900));
    sandbox.source(red.root()).destination(memory.path());
    sandbox.run().expect(0, "copied").says("not safe to wipe", "the run does not call it safe either");
    let said = ask(&sandbox, &red, &[]);
    said.expect(6, "what is in memory goes with the power");
    assert_eq!(codes(&answer(&said)), [("in_memory".to_owned(), "a.jpg".to_owned())]);
}

#[test]
fn an_image_that_lies_on_the_drive_goes_with_it() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let sandbox = Sandbox::new("image-inside");
    let outer = Disk::make(&sandbox, "outer", 64);
    let mut inside = Sandbox::new_in(outer.path(), "inside");
    let inner = Disk::make(&inside, "inner", 16);
    let mut red = Tree::at(&outer.at("DCIM"));
    red.file("a.jpg", &content(1, 900));
    inside.source(red.root()).destination(inner.path());
    inside.run().expect(0, "copied");
    let whole = outer.path().to_string_lossy().into_owned();
    let said = inside.ingather(&["clearance", "--source", &whole, "--json"]);
    said.expect(6, "the archive is a file of the drive");
    assert!(codes(&answer(&said)).contains(&("same_volume".to_owned(), "DCIM/a.jpg".to_owned())), "{said}");
}

#[test]
fn what_lies_under_a_mount_was_not_seen() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let (sandbox, disks, red) = brought_home("covered", &[]);
    ask(&sandbox, &red, &[]).expect(0, "clear");
    std::fs::create_dir(disks[0].at("DCIM/hidden")).expect("a folder");
    std::fs::write(disks[0].at("DCIM/hidden/only.jpg"), content(77, 5_000)).expect("a file");
    let cover = CoveredBy::nothing(&disks[0].at("DCIM/hidden"));
    let said = ask(&sandbox, &red, &[]);
    said.expect(6, "a folder could not be seen");
    assert_eq!(codes(&answer(&said)), [("covered".to_owned(), "hidden".to_owned())]);
    sandbox.run().says("what lies under them was not seen", "the run says so too");
    drop(cover);
    let said = ask(&sandbox, &red, &[]);
    assert_eq!(codes(&answer(&said)), [("only_here".to_owned(), "hidden/only.jpg".to_owned())]);
}

/// A small empty disk over a folder.
struct CoveredBy(std::path::PathBuf);

impl CoveredBy {
    fn nothing(at: &std::path::Path) -> Self {
        let status =
            Command::new("mount").args(["-t", "tmpfs", "none"]).arg(at).status().expect("mount runs");
        assert!(status.success());
        Self(at.to_owned())
    }
}

impl Drop for CoveredBy {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

#[test]
fn a_clone_is_read_again_also_when_it_is_alone() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let (sandbox, mut disks, red) = brought_home("clone", &[]);
    let mut clone = disks[0].clone_to(&sandbox, "clone");
    let content = content(3, 4_000);
    clone.mount(&sandbox.folder("mounts/clone"));
    clone.rot(&content);
    ask(&sandbox, &red, &[]).expect(0, "with both connected, each is read and compared");
    let at = disks[0].unmount();
    let beside = clone.unmount();
    clone.mount(&at);
    let said = ask(&sandbox, &red, &[]);
    said.expect(6, "the damaged clone is not taken for the drive");
    assert_eq!(codes(&answer(&said)), [("only_here".to_owned(), "2009 Lisbon/3.jpg".to_owned())]);
    drop(beside);
}

#[test]
fn a_drive_of_which_all_is_left_out_is_not_called_safe() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("all-left-out");
    let (one, two) = (Disk::make(&sandbox, "one", 32), Disk::make(&sandbox, "two", 32));
    let mut red = Tree::at(&one.at("x"));
    red.file("a.jpg", &content(1, 900));
    sandbox.source(red.root()).destination(two.path()).option(&["--exclude", "**"]);
    let said = sandbox.run();
    said.says("Everything on it was left out", "why it is not safe");
    said.says("Nothing was taken in: 1 file left out", "the run's verdict");
}

#[test]
fn a_copy_on_a_clone_of_the_archive_is_read_before_it_counts() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let (sandbox, mut disks, red) = brought_home("archive-clone", &[]);
    let mut clone = disks[1].clone_to(&sandbox, "clone");
    let beside = sandbox.folder("mounts/clone");
    clone.mount(&beside);
    ask(&sandbox, &red, &[]).expect(6, "nobody can tell which is which");
    clone.unmount();
    clone.mount(&beside);
    // The archive itself is away, and its clone has a damaged copy under the same size, date and inode.
    disks[1].unmount();
    clone.rot(&content(3, 4_000));
    let at = clone.unmount();
    clone.mount(&sandbox.at("mounts/blue"));
    drop(at);
    let run = sandbox.run();
    run.expect(0, "nothing is to be copied").is_silent_on("DCIM: safe to wipe", "it may be either disk");
    let said = ask(&sandbox, &red, &[]);
    said.expect(6, "a copy is not what it was");
    let named = codes(&answer(&said));
    assert_eq!(named, [("copy_gone".to_owned(), "2009 Lisbon/3.jpg".to_owned())], "{said}");
}
