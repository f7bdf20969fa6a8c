//! With somebody there to answer, a run that misses a drive or is out of room waits for word and goes on: the same run,
//! with nothing lost and nothing half.

use ingather_engine::model::{JobState, Phase};
use ingather_engine::views::{DriveWork, PauseReason, WayOn};
use ingather_tests::mounts::{Disk, cannot_mount};
use ingather_tests::{Sandbox, Snapshot, compare, skip};

use crate::as_window::{Ear, Run, asked, films, times};

/// What was written long ago is not in memory.
fn forget(disk: &mut Disk) {
    let at = disk.unmount();
    disk.mount(&at);
}

#[test]
fn a_full_archive_waits_for_room_and_goes_on_in_the_same_run() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let sandbox = Sandbox::new("waits-for-room");
    let disk = Disk::make(&sandbox, "disk", 64);
    let ballast = disk.at("ballast");
    std::fs::write(&ballast, vec![7; 44 << 20]).expect("ballast");
    let red = films(&sandbox.at("Red"), 1, 40);
    let archive = disk.at("Archive");
    std::fs::create_dir(&archive).expect("an archive");
    let run = Run::start(&sandbox, &[red.root()], &[&archive], true);
    let full = run.waits_for(PauseReason::Full);
    let before = full.equation;
    assert!(before.copied.files > 3 && before.to_do.files > 3 && before.failed.files == 0, "{before:?}");
    assert_eq!(full.drives.iter().find(|d| d.destination).map(|d| d.work), Some(DriveWork::Full));
    assert_eq!((full.rate, full.eta_s), (0, None), "nothing moves");
    assert_eq!(full.files_done, before.copied.files, "what is done stays counted");
    assert_eq!(full.files_total, 40, "and so does what is to do");
    let known = Snapshot::of(red.root()).contents();
    let there = Snapshot::of_archive(&archive);
    assert_eq!(there.tally().0, before.copied.files, "what is counted as copied is there");
    assert!(there.files().all(|(_, _, content)| known.contains_key(content)), "no half file");
    compare::staging_is_clean(&archive);

    // No room yet: it says so once more, and goes on waiting.
    run.handle.go_on();
    let again = |ear: &Ear| asked(&ear.0.lock().expect("events")).len() > 1;
    run.until("it says that there is still no room", |_| again(&run.ear));
    run.waits_for(PauseReason::Full);
    std::fs::remove_file(&ballast).expect("room is made");
    run.handle.go_on();
    let (report, events) = run.end();
    assert_eq!((report.state, report.exit_code), (JobState::Completed, 0), "{}", report.verdict);
    assert_eq!(times(&events, Phase::Analyze), 1, "nothing was looked through again");
    let said = asked(&events);
    assert!(
        said[0].contains(&format!("{} files wait", before.to_do.files)),
        "files on their way do not count as waiting: {said:?} for {before:?}"
    );
    compare::archived(&[("Red", &Snapshot::of(red.root()))], &Snapshot::default(), &archive);
}

#[test]
fn stopped_while_it_waits_a_run_can_be_resumed() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let sandbox = Sandbox::new("stopped-waiting");
    let disk = Disk::make(&sandbox, "disk", 24);
    let red = films(&sandbox.at("Red"), 1, 30);
    let run = Run::start(&sandbox, &[red.root()], &[disk.path()], true);
    let full = run.waits_for(PauseReason::Full);
    run.handle.stop();
    let (report, _) = run.end();
    assert_eq!((report.state, report.exit_code), (JobState::Interrupted, 130), "{}", report.verdict);
    let there = Snapshot::of_archive(disk.path());
    let of_job = |path: &&Vec<u8>| !path.starts_with(b"lost+found");
    assert_eq!(
        there.files().map(|(path, ..)| path).filter(of_job).count() as u64,
        full.equation.copied.files
    );
    compare::staging_is_clean(disk.path());
}

#[test]
fn what_does_not_fit_from_the_start_waits_for_room_too() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let sandbox = Sandbox::new("never-fits");
    let disk = Disk::make(&sandbox, "disk", 64);
    let ballast = disk.at("ballast");
    std::fs::write(&ballast, vec![7; 44 << 20]).expect("ballast");
    let red = films(&sandbox.at("Red"), 1, 30);
    let archive = disk.at("Archive");
    std::fs::create_dir(&archive).expect("an archive");
    let run = Run::start(&sandbox, &[red.root()], &[&archive], false);
    let full = run.waits_for(PauseReason::Full);
    assert_eq!(full.equation.copied.files, 0, "nothing is begun that does not fit");
    std::fs::remove_file(&ballast).expect("room is made");
    run.handle.go_on();
    let (report, events) = run.end();
    assert_eq!(report.state, JobState::Completed, "{}", report.verdict);
    assert!(asked(&events).iter().any(|said| said.contains("too little space")), "{:?}", asked(&events));
    compare::archived(&[("Red", &Snapshot::of(red.root()))], &Snapshot::default(), &archive);
}

#[test]
fn a_drive_that_comes_back_is_gone_on_with_in_the_same_run() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let sandbox = Sandbox::new("comes-back");
    let mut disk = Disk::make(&sandbox, "Photos", 96);
    films(&disk.at("DCIM"), 100, 40);
    forget(&mut disk);
    let green = films(&sandbox.at("Green"), 1, 20);
    let archive = sandbox.folder("Archive");
    let source = disk.at("DCIM");
    let drives = [Snapshot::of(&source), Snapshot::of(green.root())];
    let run = Run::held_while_copying(&sandbox, &[&source, green.root()], &[&archive]);
    let at = disk.pull();
    run.handle.go_on();
    let away = run.waits_for(PauseReason::DriveMissing);
    let line = away.drives.iter().find(|d| d.name == "DCIM").expect("its line");
    assert_eq!(line.work, DriveWork::Missing);
    assert!(line.files_done < 40 && line.files_total == 40, "{line:?}");
    let copied = away.equation.copied.files;
    assert!((20..60).contains(&copied), "the other drive is brought in meanwhile: {copied}");
    disk.plug_in(&at);
    run.handle.answer(WayOn::LookAgain).expect("it takes the answer");
    let (report, events) = run.end();
    assert_eq!(report.state, JobState::Completed, "{}", report.verdict);
    assert_eq!(times(&events, Phase::Analyze), 1, "nothing was looked through again");
    compare::archived(&[("DCIM", &drives[0]), ("Green", &drives[1])], &Snapshot::default(), &archive);
}

#[test]
fn finishing_without_a_drive_leaves_its_files_out_in_the_same_run() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    let sandbox = Sandbox::new("without-it");
    let mut disk = Disk::make(&sandbox, "Photos", 96);
    // The other drive repeats a part of it, which must come from there then.
    films(&disk.at("DCIM"), 100, 40);
    forget(&mut disk);
    let green = films(&sandbox.at("Green"), 120, 30);
    let archive = sandbox.folder("Archive");
    let run = Run::held_while_copying(&sandbox, &[&disk.at("DCIM"), green.root()], &[&archive]);
    let id = run.now().drives.iter().find(|d| d.name == "DCIM").expect("its line").root;
    disk.pull();
    run.handle.go_on();
    run.waits_for(PauseReason::DriveMissing);
    let reason = "the drive is lost".to_owned();
    run.handle.answer(WayOn::WithoutSource { source: id, reason }).expect("it takes the answer");
    let last = run.ear.clone();
    let (report, _) = run.end();
    assert_eq!((report.state, report.exit_code), (JobState::Completed, 0), "{}", report.verdict);
    let (here, there) = (Snapshot::of(green.root()), Snapshot::of_archive(&archive).contents());
    assert!(here.contents().keys().all(|c| there.contains_key(c)), "all of the other drive is there");
    assert!(asked(&last.0.lock().expect("events")).iter().any(|said| said.contains("DCIM")));
}

#[test]
fn an_answer_that_waits_for_the_files_in_hand_is_shown_until_it_is_taken_up() {
    let sandbox = Sandbox::new("answered");
    let red = films(&sandbox.at("Red"), 1, 20);
    let archive = sandbox.folder("Archive");
    let run = Run::held_while_copying(&sandbox, &[red.root()], &[&archive]);
    assert!(!run.now().answered, "nobody has said anything yet");
    run.handle.answer(WayOn::LookAgain).expect("it takes the answer");
    assert!(run.now().answered, "what is in hand is held, so it waits");
    run.handle.go_on();
    run.until("it is taken up", |now| !now.answered);
    let (report, events) = run.end();
    assert_eq!(report.state, JobState::Completed, "{}", report.verdict);
    assert_eq!(times(&events, Phase::Copy), 2, "the copy was taken up again");
}

#[test]
fn of_two_archives_one_that_went_away_comes_back_or_is_done_without() {
    if let Some(why) = cannot_mount() {
        skip!("{why}");
    }
    for comes_back in [true, false] {
        let sandbox = Sandbox::new(&format!("two-archives-{comes_back}"));
        let mut disk = Disk::make(&sandbox, "Second", 128);
        let second = disk.at("Archive");
        std::fs::create_dir(&second).expect("an archive");
        let first = sandbox.folder("First");
        let red = films(&sandbox.at("Red"), 1, 40);
        let run = Run::held_while_copying(&sandbox, &[red.root()], &[&first, &second]);
        let id = run.now().drives.iter().rfind(|d| d.destination).expect("its line").root;
        let at = disk.pull();
        run.handle.go_on();
        run.waits_for(PauseReason::DriveMissing);
        let drive = Snapshot::of(red.root());
        compare::archived(&[("Red", &drive)], &Snapshot::default(), &first);
        disk.plug_in(&at);
        let answer = match comes_back {
            true => WayOn::LookAgain,
            false => WayOn::WithoutArchive { destination: id },
        };
        run.handle.answer(answer).expect("it takes the answer");
        let (report, _) = run.end();
        assert_eq!((report.state, report.exit_code), (JobState::Completed, 0), "{}", report.verdict);
        if comes_back {
            compare::archived(&[("Red", &drive)], &Snapshot::default(), &second);
        }
    }
}
