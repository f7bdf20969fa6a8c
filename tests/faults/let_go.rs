//! A drive from which nothing is wanted any more is let go while another is still read: "you can unplug it" is true then.

use std::path::Path;
use std::time::Duration;

use ingather_tests::mounts::{Disk, Fault, FaultyDrive, Overlay, cannot_fuse, cannot_mount};
use ingather_tests::run::{PATIENCE, spawn};
use ingather_tests::tree::{Tree, content};
use ingather_tests::{Running, Sandbox, Snapshot, compare, skip};
use rustix::mount::{UnmountFlags, unmount};
use rustix::process::Pid;

/// Two drives side by side, the second slow enough to outlast all patience.
fn beside_a_slow_one(name: &str, test: impl FnOnce(&mut Sandbox, &mut Tree, &FaultyDrive, &FaultyDrive)) {
    if let Some(why) = cannot_fuse() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new(name);
    let mut quick = Tree::at(&sandbox.at("behind/Quick"));
    let mut slow = Tree::at(&sandbox.at("behind/Slow"));
    for n in 0..6 {
        quick.file(format!("{n}.jpg"), &content(n, 30_000));
        slow.file(format!("{n}.jpg"), &content(50 + n, 60_000));
    }
    slow.file("last.mov", &content(99, 20_000_000));
    let first = FaultyDrive::mount(&sandbox, "Quick", quick.root());
    let second = FaultyDrive::mount(&sandbox, "Slow", slow.root());
    second.misbehave(&[Fault::Paced { bytes_per_second: 60_000, seek: Duration::ZERO }]);
    let archive = sandbox.folder("Archive");
    sandbox.source(first.path()).source(second.path()).destination(&archive);
    test(&mut sandbox, &mut quick, &first, &second);
    let (one, other) = (Snapshot::of(quick.root()), Snapshot::of(slow.root()));
    compare::archived(&[("Quick", &one), ("Slow", &other)], &Snapshot::default(), &archive);
}

/// Whether all that is on the quick drive was read.
fn is_read(drive: &FaultyDrive) -> bool {
    drive.all_bytes_read().len() >= 6
}

/// Whether a process has something of a drive open.
fn holds(pid: Pid, drive: &Path) -> bool {
    let open =
        std::fs::read_dir(format!("/proc/{}/fd", pid.as_raw_nonzero())).into_iter().flatten().flatten();
    open.filter_map(|entry| std::fs::read_link(entry.path()).ok()).any(|to| to.starts_with(drive))
}

#[test]
fn what_is_through_can_be_unplugged_and_the_run_goes_on() {
    beside_a_slow_one("let-go", |sandbox, _, first, second| {
        let mut running = sandbox.start();
        assert!(running.wait_until(PATIENCE, || is_read(first)), "its files are read");
        // Refused as long as anybody holds the drive.
        let ejected = || unmount(first.path(), UnmountFlags::empty()).is_ok();
        assert!(running.wait_until(PATIENCE, ejected), "it is let go");
        assert!(!running.ended(), "the other drive is read yet");
        second.heal();
        running.wait(PATIENCE).expect(0, "nothing was wanted of it any more");
    });
}

#[test]
fn what_came_to_it_after_it_was_let_go_is_brought_in_at_the_end() {
    beside_a_slow_one("let-go-changed", |sandbox, quick, first, second| {
        let mut running = sandbox.start();
        let pid = running.pid();
        assert!(running.wait_until(PATIENCE, || is_read(first)), "its files are read");
        assert!(running.wait_until(PATIENCE, || !holds(pid, first.path())), "it is let go");
        assert!(!running.ended(), "the other drive is read yet");
        quick.file("late.jpg", &content(7, 40_000));
        second.heal();
        running.wait(PATIENCE).expect(0, "both drives were looked at once more");
    });
}

/// Something quick that is brought in beside the drives in question: once it is let go, those could be.
struct Beside {
    sandbox: Sandbox,
    trees: Vec<Tree>,
    other: FaultyDrive,
    slow: FaultyDrive,
}

impl Beside {
    fn new(name: &str) -> Option<Self> {
        if cannot_fuse().or(cannot_mount()).is_some() {
            return None;
        }
        let sandbox = Sandbox::new(name);
        let mut other = Tree::at(&sandbox.at("behind/Other"));
        let mut slow = Tree::at(&sandbox.at("behind/Slow"));
        for n in 0..6 {
            other.file(format!("{n}.jpg"), &content(100 + n, 30_000));
            slow.file(format!("{n}.jpg"), &content(150 + n, 60_000));
        }
        slow.file("last.mov", &content(199, 20_000_000));
        let (first, second) = (other.root().to_owned(), slow.root().to_owned());
        Some(Self {
            other: FaultyDrive::mount(&sandbox, "Other", &first),
            slow: FaultyDrive::mount(&sandbox, "Slow", &second),
            trees: vec![other, slow],
            sandbox,
        })
    }

    /// Starts a run over the drives in question and those beside them, the slow one last.
    fn start(&mut self, drives: &[&Path], archive: &Path) -> Running {
        for drive in drives {
            self.sandbox.source(*drive);
        }
        let pace = Fault::Paced { bytes_per_second: 60_000, seek: Duration::ZERO };
        self.slow.misbehave(&[pace]);
        self.sandbox.source(self.other.path()).source(self.slow.path()).destination(archive);
        self.sandbox.start()
    }

    /// Waits until the quick one is let go, while the slow one is read.
    fn other_is_let_go(&self, running: &mut Running) {
        let pid = running.pid();
        assert!(running.wait_until(PATIENCE, || is_read(&self.other)), "its files are read");
        assert!(running.wait_until(PATIENCE, || !holds(pid, self.other.path())), "it is let go");
        assert!(!running.ended(), "the slow one is read yet");
    }
}

/// "You can unplug it" comes after the last verdict that concerns the drive.
#[test]
fn a_drive_is_held_as_long_as_a_copy_of_its_files_is_to_be_read_back() {
    let Some(mut beside) = Beside::new("let-go-verdict") else { skip!("no FUSE or no loop devices") };
    let mut disk = Disk::make(&beside.sandbox, "Home", 64);
    let archive = disk.at("Archive");
    std::fs::create_dir(&archive).expect("an archive");
    let mut quick = Tree::at(&beside.sandbox.at("behind/Quick"));
    (0..6).for_each(|n| _ = quick.file(format!("{n}.jpg"), &content(n, 30_000)));
    let drive = FaultyDrive::mount(&beside.sandbox, "Quick", quick.root());
    let mut earlier = beside.sandbox.command(["run", "--verify", "none", "--source"]);
    earlier.arg(drive.path()).arg("--dest").arg(&archive).arg("--job").arg(beside.sandbox.job());
    spawn(earlier).wait(PATIENCE).expect(0, "copied, and not read back");
    disk.rot(&content(3, 30_000));
    beside.sandbox.option(&["--verify", "deep"]);
    let mut running = beside.start(&[drive.path()], &archive);
    beside.other_is_let_go(&mut running);
    assert!(holds(running.pid(), drive.path()), "nobody has read back yet what its files rest on");
    beside.slow.heal();
    running.wait(PATIENCE).expect(1, "a copy is damaged").says("damaged", "it is named");
}

#[test]
fn a_drive_is_held_as_long_as_a_view_of_it_is_a_drive_of_the_job_too() {
    let Some(mut beside) = Beside::new("let-go-view") else { skip!("no FUSE or no loop devices") };
    let quick = Disk::make(&beside.sandbox, "Quick", 32);
    let mut tree = Tree::at(&quick.at("Pictures"));
    (0..6).for_each(|n| _ = tree.file(format!("{n}.jpg"), &content(n, 30_000)));
    let view = Overlay::make(&beside.sandbox, "View", tree.root(), &quick);
    let archive = beside.sandbox.folder("Archive");
    let mut running = beside.start(&[tree.root(), view.path()], &archive);
    beside.other_is_let_go(&mut running);
    assert!(holds(running.pid(), quick.path()), "what shows it is held too");
    beside.slow.heal();
    running.wait(PATIENCE).expect(0, "all is brought in");
}

/// What was let go is asked for again, if a copy of it goes missing while others are read.
#[test]
fn what_is_wanted_again_of_a_drive_that_was_let_go_and_unplugged_keeps_the_run_from_its_end() {
    let Some(mut beside) = Beside::new("let-go-wanted") else { skip!("no FUSE or no loop devices") };
    let mut quick = Disk::make(&beside.sandbox, "Quick", 32);
    let mut tree = Tree::at(&quick.at("Pictures"));
    (0..6).for_each(|n| _ = tree.file(format!("{n}.jpg"), &content(n, 30_000)));
    let at = quick.unmount();
    quick.mount(&at);
    let archive = beside.sandbox.folder("Archive");
    let mut running = beside.start(&[tree.root()], &archive);
    beside.other_is_let_go(&mut running);
    let pid = running.pid();
    assert!(running.wait_until(PATIENCE, || !holds(pid, quick.path())), "it is let go");
    let at = quick.unmount();
    std::fs::remove_file(archive.join("Pictures/3.jpg")).expect("a copy goes");
    beside.trees[1].file("late.jpg", &content(198, 40_000));
    beside.slow.heal();
    let ended = running.wait(PATIENCE);
    ended.expect(3, "a file waits").says("Pictures is not connected", "its drive is named");
    quick.mount(&at);
    beside.sandbox.run().expect(0, "it is here again");
}

#[test]
fn a_drive_that_was_let_go_and_unplugged_is_called_safe_only_once_it_is_confirmed() {
    let Some(mut beside) = Beside::new("let-go-away") else { skip!("no FUSE or no loop devices") };
    let (mut quick, home) =
        (Disk::make(&beside.sandbox, "Quick", 32), Disk::make(&beside.sandbox, "Home", 64));
    (0..6).for_each(|n| _ = Tree::at(quick.path()).file(format!("{n}.jpg"), &content(n, 30_000)));
    let mut running = beside.start(&[quick.path()], home.path());
    beside.other_is_let_go(&mut running);
    let pid = running.pid();
    assert!(running.wait_until(PATIENCE, || !holds(pid, quick.path())), "it is let go");
    let at = quick.unmount();
    // Another drive is plugged in where it was.
    let mut another = Disk::make(&beside.sandbox, "Another", 32);
    Tree::at(another.path()).file("never seen.jpg", &content(77, 30_000));
    another.unmount();
    another.mount(&at);
    beside.slow.heal();
    let ended = running.wait(PATIENCE);
    ended.expect(0, "nothing was wanted of it any more");
    ended
        .says("Quick: safe to wipe once it is confirmed", "it was brought home")
        .says("plug it in", "to confirm");
    ended.is_silent_on("Quick: safe to wipe \u{2014}", "what is there now was never looked at");
    let page = std::fs::read_to_string(beside.sandbox.job().join("reports/summary.html")).expect("a page");
    assert!(page.contains("once it is confirmed"), "the report says so too");
    another.unmount();
    quick.mount(&at);
    beside.sandbox.on_job(&["summary"]).says("Quick: safe to wipe \u{2014}", "it is here");
}
