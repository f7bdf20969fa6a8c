//! With somebody there to answer, a run that misses a drive or is out of room waits for word and goes on: the same run,
//! with nothing lost and nothing half.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use ingather_engine::job::Job;
use ingather_engine::model::{JobState, Phase};
use ingather_engine::progress::Observer;
use ingather_engine::runner::{self, JobHandle, RunReport, RunRequest};
use ingather_engine::views::{DriveWork, JobConfig, JobEvent, JobSnapshot, PauseReason, WayOn};
use ingather_tests::mounts::{Disk, cannot_fuse, cannot_mount};
use ingather_tests::tree::{Tree, content};
use ingather_tests::{Sandbox, Snapshot, compare, skip};

const PATIENCE: Duration = Duration::from_secs(120);

/// Keeps what a run says.
#[derive(Default)]
struct Ear(Mutex<Vec<JobEvent>>);

impl Observer for Ear {
    fn event(&self, _number: u64, event: &JobEvent) {
        self.0.lock().expect("events").push(event.clone());
    }
    fn snapshot(&self, _snapshot: &JobSnapshot) {}
}

/// A run as the window starts it.
struct Run {
    handle: JobHandle,
    ear: Arc<Ear>,
}

impl Run {
    fn start(sandbox: &Sandbox, sources: &[&Path], archives: &[&Path], fill: bool) -> Self {
        let text = |paths: &[&Path]| paths.iter().map(|p| p.to_str().expect("UTF-8").to_owned()).collect();
        let config = JobConfig {
            name: "attended".into(),
            sources: text(sources),
            destinations: text(archives),
            fill,
            ..JobConfig::default()
        };
        let catalog = sandbox.folder("data").join("catalog.db");
        drop(Job::create(&sandbox.job(), &catalog, &config).expect("a job"));
        let ear = Arc::new(Ear::default());
        let request = RunRequest { attended: true, ..RunRequest::until(Phase::Summary) };
        let observer: Arc<Ear> = Arc::clone(&ear);
        let handle = runner::start(&sandbox.job(), &catalog, request, observer).expect("it starts");
        Self { handle, ear }
    }

    fn now(&self) -> JobSnapshot {
        self.handle.snapshot().expect("a snapshot")
    }

    #[track_caller]
    fn until(&self, what: &str, reached: impl Fn(&JobSnapshot) -> bool) -> JobSnapshot {
        let began = Instant::now();
        loop {
            let now = self.now();
            if reached(&now) {
                return now;
            }
            assert!(began.elapsed() < PATIENCE && !self.handle.is_finished(), "{what}: {now:?}");
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// Holds it in the middle of its copy.
    #[track_caller]
    fn held_while_copying(&self) {
        self.until("it copies", |now| now.phase == Some(Phase::Copy) && now.bytes_done > 0);
        self.handle.pause();
        assert!(self.now().equation.to_do.files > 2, "it is held before its end");
    }

    #[track_caller]
    fn waits_for(&self, why: PauseReason) -> JobSnapshot {
        self.until("it waits for word", |now| now.state == JobState::Paused && now.paused == Some(why))
    }

    fn end(self) -> (RunReport, Vec<JobEvent>) {
        let report = self.handle.join().expect("a report");
        let events = self.ear.0.lock().expect("events").clone();
        (report, events)
    }
}

fn times(events: &[JobEvent], phase: Phase) -> usize {
    events.iter().filter(|e| **e == JobEvent::PhaseStarted { phase }).count()
}

/// What was asked of somebody.
fn asked(events: &[JobEvent]) -> Vec<String> {
    let words = |event: &JobEvent| {
        let JobEvent::Attention { problem } = event else { return None };
        Some(problem.message.clone())
    };
    events.iter().filter_map(words).collect()
}

fn films(root: &Path, from: u64, count: u64) -> Tree {
    let mut tree = Tree::at(root);
    for n in 0..count {
        tree.file(format!("{}/{n:02}.mov", n % 3), &content(from + n, 1_200_000));
    }
    tree
}

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
    let run = Run::start(&sandbox, &[&source, green.root()], &[&archive], false);
    run.held_while_copying();
    let at = disk.pull();
    run.handle.go_on();
    let away = run.waits_for(PauseReason::DriveMissing);
    let line = away.drives.iter().find(|d| d.name == "DCIM").expect("its line");
    assert_eq!(line.work, DriveWork::Missing);
    assert!(line.files_done > 0 && line.files_total == 40, "{line:?}");
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
    let run = Run::start(&sandbox, &[&disk.at("DCIM"), green.root()], &[&archive], false);
    run.held_while_copying();
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
        let run = Run::start(&sandbox, &[red.root()], &[&first, &second], false);
        run.held_while_copying();
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

/// A slow drive in a process of its own, with what lies in a folder.
struct SlowDrive {
    at: PathBuf,
    process: Child,
    answers: BufReader<ChildStdout>,
}

impl SlowDrive {
    fn mount(sandbox: &Sandbox, behind: &Tree, bytes_per_second: u64) -> Self {
        let at = sandbox.folder("mounts/Red");
        let mut command = Command::new(env!("CARGO_BIN_EXE_ingather-slow-drive"));
        command.arg(behind.root()).arg(&at).args([&bytes_per_second.to_string(), "30"]);
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("a drive");
        let answers = BufReader::new(process.stdout.take().expect("its words"));
        let mut drive = Self { at, process, answers };
        assert_eq!(drive.line(), "ready");
        drive
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.answers.read_line(&mut line).expect("an answer");
        line.trim().to_owned()
    }

    fn bytes_read(&mut self) -> u64 {
        writeln!(self.process.stdin.as_mut().expect("its ear"), "?").expect("asked");
        self.line().parse().expect("a number")
    }
}

impl Drop for SlowDrive {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}

#[test]
fn paused_on_a_slow_drive_nothing_moves_two_seconds_later_and_a_stop_is_heard() {
    if let Some(why) = cannot_fuse() {
        skip!("{why}");
    }
    for films in [1, 8] {
        let sandbox = Sandbox::new(&format!("paused-{films}"));
        let mut behind = Tree::at(&sandbox.at("behind/Red"));
        for n in 0..films {
            behind.sparse(format!("{n}.mov"), 500_000_000 / films + n, 0, &content(n, 50_000));
        }
        let mut drive = SlowDrive::mount(&sandbox, &behind, 2_000_000);
        let archive = sandbox.folder("Archive");
        let run = Run::start(&sandbox, &[&drive.at], &[&archive], false);
        while drive.bytes_read() < 6_000_000 {
            std::thread::sleep(Duration::from_millis(20));
        }
        run.handle.pause();
        std::thread::sleep(Duration::from_secs(2));
        let held = drive.bytes_read();
        std::thread::sleep(Duration::from_secs(2));
        assert_eq!(drive.bytes_read(), held, "{films} films: it goes on reading two seconds after a pause");
        assert_eq!(run.now().paused, Some(PauseReason::User));
        run.handle.go_on();
        while drive.bytes_read() < held + 4_000_000 {
            std::thread::sleep(Duration::from_millis(20));
        }
        let asked = Instant::now();
        run.handle.stop();
        let (report, _) = run.end();
        assert_eq!(report.exit_code, 130, "{}", report.verdict);
        assert!(asked.elapsed() < Duration::from_secs(5), "{films} films: {:?} to stop", asked.elapsed());
        compare::staging_is_clean(&archive);
    }
}

#[test]
fn a_drive_that_gives_one_large_film_shows_its_speed_all_the_while() {
    if let Some(why) = cannot_fuse() {
        skip!("{why}");
    }
    let sandbox = Sandbox::new("speed");
    let mut behind = Tree::at(&sandbox.at("behind/Red"));
    // Alike in size, head and tail: the second is read once to tell, and once more to be copied.
    for n in 0..2_u64 {
        let mut film = content(7, 9_000_000);
        film[4_000_000] = n as u8;
        behind.file(format!("{n}.mov"), &film);
    }
    let drive = SlowDrive::mount(&sandbox, &behind, 3_000_000);
    let archive = sandbox.folder("Archive");
    let run = Run::start(&sandbox, &[&drive.at], &[&archive], false);
    let mut silent = Vec::new();
    let mut seen = 0;
    while !run.handle.is_finished() {
        let now = run.now();
        if now.current.iter().any(|file| file.bytes_done > 2_000_000) {
            let line = now.drives.iter().find(|d| !d.destination).expect("its line");
            seen += 1;
            if line.rate == 0 || now.rate == 0 {
                silent.push((now.current.clone(), line.rate, now.rate));
            }
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    let (report, _) = run.end();
    assert_eq!(report.state, JobState::Completed, "{}", report.verdict);
    assert!(seen > 20, "it was watched: {seen} times");
    assert_eq!(silent, [], "in {seen} looks");
}
