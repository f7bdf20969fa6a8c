//! Drives of two or three megabytes a second: a pause and a stop are heard at once, and their speed is shown.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use ingather_engine::model::JobState;
use ingather_engine::views::PauseReason;
use ingather_tests::mounts::cannot_fuse;
use ingather_tests::tree::{Tree, content};
use ingather_tests::{Sandbox, compare, skip};
use rustix::process::{Pid, Signal};

use crate::as_window::Run;

/// A slow drive in a process of its own, with what lies in a folder.
pub struct SlowDrive {
    pub at: PathBuf,
    process: Child,
    answers: BufReader<ChildStdout>,
}

impl SlowDrive {
    pub fn mount(sandbox: &Sandbox, behind: &Tree, bytes_per_second: u64) -> Self {
        let at = sandbox.folder("mounts/Red");
        let mut command = Command::new(env!("CARGO_BIN_EXE_ingather-slow-drive"));
        command.arg(behind.root()).arg(&at).args([&bytes_per_second.to_string(), "30"]);
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("a drive");
        let answers = BufReader::new(process.stdout.take().expect("its words"));
        let mut drive = Self { at, process, answers };
        assert_eq!(drive.line(), "ready");
        drive
    }

    /// Answers nothing any more, or does again.
    pub fn signal(&self, signal: Signal) {
        let pid = Pid::from_child(&self.process);
        rustix::process::kill_process(pid, signal).expect("it is there");
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

    /// Waits until the run has read so many bytes.
    fn gives(&mut self, bytes: u64, run: &Run) {
        while self.bytes_read() < bytes {
            assert!(!run.handle.is_finished(), "it ended before it had read {bytes} bytes");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Waits until nothing was read for two seconds; what was read till then is no more than `most`.
    fn rests(&mut self, most: u64) -> u64 {
        loop {
            let before = self.bytes_read();
            assert!(before <= most, "it goes on reading: {before} bytes of at most {most}");
            std::thread::sleep(Duration::from_secs(2));
            if self.bytes_read() == before {
                return before;
            }
        }
    }
}

impl Drop for SlowDrive {
    fn drop(&mut self) {
        self.signal(Signal::CONT);
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}

/// What a drive gives in a second.
const SPEED: u64 = 2_000_000;

/// On a machine that does much else only the drive's own pace can be counted with: what it gave after the word tells how
/// long the word took.
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
        let mut drive = SlowDrive::mount(&sandbox, &behind, SPEED);
        let archive = sandbox.folder("Archive");
        let run = Run::start(&sandbox, &[&drive.at], &[&archive], false);
        drive.gives(3 * SPEED, &run);
        run.handle.pause();
        let asked = drive.bytes_read();
        let held = drive.rests(asked + 2 * SPEED);
        run.until("it is held", |now| now.paused == Some(PauseReason::User));
        assert_eq!(drive.bytes_read(), held, "{films} films: nothing is read while it is held");
        run.handle.go_on();
        drive.gives(held + 2 * SPEED, &run);
        run.handle.stop();
        let asked = drive.bytes_read();
        let (report, _) = run.end();
        assert_eq!(report.exit_code, 130, "{}", report.verdict);
        let more = drive.bytes_read() - asked;
        assert!(more <= 5 * SPEED, "{films} films: {more} bytes were read before it stopped");
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
    let mut drive = SlowDrive::mount(&sandbox, &behind, 3_000_000);
    let archive = sandbox.folder("Archive");
    let run = Run::start(&sandbox, &[&drive.at], &[&archive], false);
    let mut silent = Vec::new();
    let (mut seen, mut given) = (0, 0);
    while !run.handle.is_finished() {
        let now = run.now();
        // A machine that had no time for either of them is no fault of the speed that is shown.
        let before = std::mem::replace(&mut given, drive.bytes_read());
        if given > before && now.current.iter().any(|file| file.bytes_done > 2_000_000) {
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
    assert!(seen > 8, "it was watched: {seen} times");
    assert_eq!(silent, [], "in {seen} looks");
}
