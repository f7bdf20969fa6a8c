//! A plan says how long its copy takes, from a short try of the drives and from what earlier jobs saw; it invents nothing,
//! and a run that goes straight on reads nothing for it.

use std::path::Path;
use std::time::Duration;

use ingather_engine::job::Job;
use ingather_engine::views::JobView;
use ingather_tests::mounts::{Fault, FaultyDrive, cannot_fuse};
use ingather_tests::run::PATIENCE;
use ingather_tests::tree::{Tree, content};
use ingather_tests::{Sandbox, skip};
use rustix::process::Signal;

const SPEED: u64 = 2_000_000;
const SLOW: Fault = Fault::Paced { bytes_per_second: SPEED, seek: Duration::from_millis(5) };
const FILMS: u64 = 6;
const FILM: usize = 1_500_000;
const PHOTOS: u64 = 100;
const PHOTO: usize = 30_000;
/// Of reading it all: six films and a hundred photos.
const SECONDS: f64 = (FILMS * FILM as u64 + PHOTOS * PHOTO as u64) as f64 / SPEED as f64 + 0.5;

fn fill(at: &Path, seed: u64) -> Tree {
    let mut tree = Tree::at(at);
    // No two of one size: nothing has to be compared before the plan.
    for n in 0..FILMS {
        tree.file(format!("films/{n}.mov"), &content(seed + n, FILM + n as usize));
    }
    for n in 0..PHOTOS {
        tree.file(format!("photos/{n:03}.jpg"), &content(seed + 100 + n, PHOTO + n as usize));
    }
    tree
}

fn view(sandbox: &Sandbox) -> JobView {
    Job::open(&sandbox.job(), &sandbox.at("data/catalog.db")).expect("the job").view().expect("its view")
}

/// Within what a busy machine may add.
fn is_near(said: Option<u64>, seconds: f64) -> bool {
    said.is_some_and(|said| (said as f64) > seconds * 0.5 && (said as f64) < seconds * 10.0)
}

#[test]
fn a_first_plan_says_what_reading_takes_and_a_later_one_what_it_all_takes() {
    if let Some(why) = cannot_fuse() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("plan-time");
    let behind = sandbox.at("behind/Red");
    fill(&behind, 1);
    let drive = FaultyDrive::mount(&sandbox, "Red", &behind);
    drive.misbehave(&[SLOW]);
    let archive = sandbox.folder("Archive");
    sandbox.source(drive.path()).destination(&archive).option(&["--threads", "1"]);
    let planned = sandbox.drives_to("plan");
    planned.expect(0, "planned").says("takes at least", "nobody knows the archive yet");
    let first = view(&sandbox);
    assert!(first.estimate_is_least, "nothing has been written yet");
    assert!(is_near(first.estimate_s, SECONDS), "{:?} of some {SECONDS} s", first.estimate_s);
    let read = drive.all_bytes_read().values().sum::<u64>();
    assert!(read > 0 && read < 5 * SPEED, "a moment, not {read} bytes");
    assert!(archive.read_dir().expect("a folder").next().is_none(), "nothing has been written yet");
    sandbox.drives_to("plan").expect(0, "planned anew");
    assert_eq!(drive.all_bytes_read().values().sum::<u64>(), read, "a drive is tried once");
    assert_eq!(view(&sandbox).estimate_s, first.estimate_s, "and says the same");

    sandbox.resume().expect(0, "copied, as slowly as the drive is");
    assert_eq!(view(&sandbox).estimate_s, None, "nothing is left to copy");

    fill(&behind.join("more"), 1_000);
    let before = drive.all_bytes_read().values().sum::<u64>();
    sandbox.drives_to("plan").expect(0, "planned again").says("takes about", "both are known now");
    let second = view(&sandbox);
    assert!(!second.estimate_is_least, "the archive is known by now");
    assert!(is_near(second.estimate_s, SECONDS), "{:?} of some {SECONDS} s", second.estimate_s);
    let read = drive.all_bytes_read().values().sum::<u64>() - before;
    assert!(read < SPEED, "a drive that is known is not tried: {read} bytes");
}

#[test]
fn a_run_that_goes_straight_on_reads_nothing_for_it() {
    if let Some(why) = cannot_fuse() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("straight-on");
    let behind = fill(&sandbox.at("behind/Red"), 1);
    let drive = FaultyDrive::mount(&sandbox, "Red", behind.root());
    let archive = sandbox.folder("Archive");
    sandbox.source(drive.path()).destination(&archive);
    sandbox.run().expect(0, "copied");
    for (path, read) in drive.all_bytes_read() {
        let size = behind.root().join(path_of(&path)).metadata().expect("a file of the drive").len();
        assert!(read <= size, "{}: {read} of {size} bytes", String::from_utf8_lossy(&path));
    }
}

fn path_of(bytes: &[u8]) -> &Path {
    use std::os::unix::ffi::OsStrExt;
    Path::new(std::ffi::OsStr::from_bytes(bytes))
}

#[test]
fn stopped_while_the_drives_are_tried() {
    if let Some(why) = cannot_fuse() {
        skip!("{why}");
    }
    let mut sandbox = Sandbox::new("stopped-try");
    let behind = fill(&sandbox.at("behind/Red"), 1);
    let drive = FaultyDrive::mount(&sandbox, "Red", behind.root());
    // A read takes longer than the whole try is meant to: there is one of a film in pieces, and one of a photo.
    drive.misbehave(&[Fault::SlowRead { name: "", by: Duration::from_secs(5) }]);
    let archive = sandbox.folder("Archive");
    sandbox.source(drive.path()).destination(&archive).option(&["--threads", "1"]);
    let mut running = ingather_tests::run::spawn(sandbox.with_drives("plan"));
    assert!(running.wait_until(PATIENCE, || !drive.all_bytes_read().is_empty()), "it begins to read");
    running.signal(Signal::INT);
    running.wait(PATIENCE).expect(130, "stopped by its user").is_silent_on("panicked", "in words");
    assert!(archive.read_dir().expect("a folder").next().is_none(), "nothing has been written");
    drive.heal();
    sandbox.resume().expect(0, "it goes on");
}
