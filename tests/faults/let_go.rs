//! A drive from which nothing is wanted any more is let go while another is still read: "you can unplug it" is true then.

use std::path::Path;
use std::time::Duration;

use ingather_tests::mounts::{Fault, FaultyDrive, cannot_fuse};
use ingather_tests::run::PATIENCE;
use ingather_tests::tree::{Tree, content};
use ingather_tests::{Sandbox, Snapshot, compare, skip};
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
