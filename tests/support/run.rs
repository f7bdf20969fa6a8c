//! Starts the program, interrupts it, waits for it with a limit, and keeps what it said for the message of a failure.

use std::os::unix::process::ExitStatusExt as _;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process, waitid};

/// Much longer than any run of the tests' trees needs on a slow machine that does much else; a run that hangs fails its
/// test after it.
pub const PATIENCE: Duration = Duration::from_secs(600);

/// A program that runs. Dropped, it is ended and reaped.
pub struct Running {
    child: Child,
    line: String,
    stdout: Option<JoinHandle<Vec<u8>>>,
    stderr: Option<JoinHandle<Vec<u8>>>,
    started: Instant,
    peak_kib: u64,
    cpu: Duration,
}

/// How a program ended, and what it said.
#[derive(Debug, Clone)]
pub struct Outcome {
    pub line: String,
    pub status: ExitStatus,
    pub stdout: Vec<u8>,
    pub stderr: Vec<u8>,
    pub took: Duration,
    /// What it had of the processors, which is the same whatever else the machine does.
    pub cpu: Duration,
    /// VmHWM as last seen, KiB.
    pub peak_kib: u64,
}

/// Starts a command with its output caught.
pub fn spawn(mut command: Command) -> Running {
    let line = format!("{command:?}");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let started = Instant::now();
    let mut child = command.spawn().unwrap_or_else(|e| panic!("{line} cannot be started: {e}"));
    let stdout = child.stdout.take().map(drain);
    let stderr = child.stderr.take().map(drain);
    Running { child, line, stdout, stderr, started, peak_kib: 0, cpu: Duration::ZERO }
}

fn drain(mut pipe: impl std::io::Read + Send + 'static) -> JoinHandle<Vec<u8>> {
    std::thread::spawn(move || {
        let mut all = Vec::new();
        let _ = pipe.by_ref().read_to_end(&mut all);
        all
    })
}

impl Running {
    /// The process.
    #[must_use]
    pub fn pid(&self) -> Pid {
        Pid::from_child(&self.child)
    }

    /// How long it has been running.
    #[must_use]
    pub fn age(&self) -> Duration {
        self.started.elapsed()
    }

    /// Sends a signal; one that has ended already is no fault.
    pub fn signal(&self, signal: Signal) {
        let _ = kill_process(self.pid(), signal);
    }

    /// Waits until it is held and each of its threads stands still; `false` if it comes to its end instead.
    pub fn stands_still(&mut self) -> bool {
        let tasks = format!("/proc/{}/task", self.pid().as_raw_nonzero());
        let stands = |task: std::fs::DirEntry| {
            let stat = std::fs::read_to_string(task.path().join("stat")).unwrap_or_default();
            // A thread that is just ending is in nobody's way.
            stat.rsplit(") ").next().is_none_or(|rest| rest.starts_with(['T', 't']) || rest.is_empty())
        };
        self.wait_until(PATIENCE, || std::fs::read_dir(&tasks).is_ok_and(|all| all.flatten().all(stands)))
    }

    /// Waits until `true` is answered or the program ends; `false` if it ended or `limit` passed first.
    pub fn wait_until(&mut self, limit: Duration, mut reached: impl FnMut() -> bool) -> bool {
        let until = Instant::now() + limit;
        while Instant::now() < until {
            if reached() {
                return true;
            }
            if self.ended() {
                return false;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        false
    }

    /// Whether it has ended by itself.
    pub fn ended(&mut self) -> bool {
        self.look_at_costs();
        matches!(self.child.try_wait(), Ok(Some(_)))
    }

    /// Waits for its end; a program that takes longer than `limit` is ended and the test fails.
    pub fn wait(mut self, limit: Duration) -> Outcome {
        let over = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
        let status = loop {
            // Before it is taken leave of, its costs can still be seen.
            let is_over = !matches!(waitid(WaitId::Pid(self.pid()), over), Ok(None));
            self.look_at_costs();
            if is_over {
                break self.child.wait().expect("a child can be waited for");
            }
            if self.started.elapsed() > limit {
                let _ = self.child.kill();
                let outcome = self.finish(ExitStatus::from_raw(9));
                panic!("still running after {limit:?}\n{outcome}");
            }
            std::thread::sleep(Duration::from_millis(4));
        };
        self.finish(status)
    }

    /// Ends it with SIGKILL and waits.
    pub fn kill(mut self) -> Outcome {
        let _ = self.child.kill();
        let status = self.child.wait().expect("a child can be waited for");
        self.finish(status)
    }

    fn finish(&mut self, status: ExitStatus) -> Outcome {
        let took = self.started.elapsed();
        let _ = self.child.wait();
        let read = |pipe: Option<JoinHandle<Vec<u8>>>| pipe.and_then(|p| p.join().ok()).unwrap_or_default();
        Outcome {
            line: self.line.clone(),
            status,
            stdout: read(self.stdout.take()),
            stderr: read(self.stderr.take()),
            took,
            peak_kib: self.peak_kib,
            cpu: self.cpu,
        }
    }

    fn look_at_costs(&mut self) {
        let of = |what: &str| std::fs::read_to_string(format!("/proc/{}/{what}", self.child.id()));
        let stat = of("stat").unwrap_or_default();
        let after_name = stat.rsplit(") ").next().unwrap_or_default();
        let ticks: u64 = after_name.split(' ').skip(11).take(2).filter_map(|n| n.parse::<u64>().ok()).sum();
        // Linux tells them in hundredths of a second.
        self.cpu = self.cpu.max(Duration::from_millis(ticks * 10));
        let status = of("status").unwrap_or_default();
        let peak = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
        let kib = peak.and_then(|l| l.trim().trim_end_matches("kB").trim().parse().ok()).unwrap_or(0);
        self.peak_kib = self.peak_kib.max(kib);
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

impl Outcome {
    /// The exit code; `None` if a signal ended it.
    #[must_use]
    pub fn code(&self) -> Option<i32> {
        self.status.code()
    }

    /// Fails unless it ended with that exit code.
    #[track_caller]
    pub fn expect(&self, code: i32, why: &str) -> &Self {
        assert_eq!(self.code(), Some(code), "{why}\n{self}");
        self
    }

    /// Fails unless the text stands somewhere in what it said, in any case.
    #[track_caller]
    pub fn says(&self, text: &str, why: &str) -> &Self {
        assert!(
            self.text().to_lowercase().contains(&text.to_lowercase()),
            "{why}: \"{text}\" is not said\n{self}"
        );
        self
    }

    /// Fails if the text stands somewhere in what it said, in any case.
    #[track_caller]
    pub fn is_silent_on(&self, text: &str, why: &str) -> &Self {
        assert!(
            !self.text().to_lowercase().contains(&text.to_lowercase()),
            "{why}: \"{text}\" is said\n{self}"
        );
        self
    }

    /// All that it said.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}{}", String::from_utf8_lossy(&self.stdout), String::from_utf8_lossy(&self.stderr))
    }

    /// Standard output as one JSON object per line; fails if a line is anything else.
    #[track_caller]
    pub fn json(&self) -> Vec<serde_json::Value> {
        let text = std::str::from_utf8(&self.stdout).unwrap_or_else(|e| panic!("not UTF-8: {e}\n{self}"));
        let parse = |line: &str| {
            let value: serde_json::Value =
                serde_json::from_str(line).unwrap_or_else(|e| panic!("not JSON: {e}: {line}\n{self}"));
            assert!(value.is_object(), "one object per line is promised: {line}\n{self}");
            value
        };
        text.lines().map(parse).collect()
    }
}

/// What `--json` says at the end of a run.
#[derive(Debug, Clone)]
pub struct Report(serde_json::Value);

impl Outcome {
    /// The last object of `--json`: the report.
    #[track_caller]
    pub fn report(&self) -> Report {
        let last = self.json().pop().unwrap_or_else(|| panic!("nothing on standard output\n{self}"));
        assert_eq!(last["type"], "report", "the last object is the report\n{self}");
        Report(last)
    }
}

impl Report {
    /// A number at a JSON pointer such as `/bytes_read`.
    #[must_use]
    #[track_caller]
    pub fn number(&self, pointer: &str) -> u64 {
        let value = self.0.pointer(pointer).and_then(serde_json::Value::as_u64);
        value.unwrap_or_else(|| panic!("no number at {pointer} in {:#}", self.0))
    }

    /// Content bytes read from sources and written to destinations.
    #[must_use]
    #[track_caller]
    pub fn bytes(&self) -> (u64, u64) {
        (self.number("/bytes_read"), self.number("/bytes_written"))
    }

    /// A term of the equation of the `nth` destination: files and bytes.
    #[must_use]
    #[track_caller]
    pub fn term(&self, nth: usize, term: &str) -> (u64, u64) {
        let at = format!("/results/job/destinations/{nth}/equation/{term}");
        (self.number(&format!("{at}/files")), self.number(&format!("{at}/bytes")))
    }

    /// Fails unless the equation of the `nth` destination adds up, in files and in bytes.
    #[track_caller]
    pub fn equation_holds(&self, nth: usize) {
        let terms = ["copied", "already_there", "repeats", "left_out", "failed", "to_do"];
        let sum = terms.iter().map(|t| self.term(nth, t)).fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
        assert_eq!(self.term(nth, "found"), sum, "found is not the sum of the terms: {:#}", self.0);
    }
}

impl std::fmt::Display for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "--- {} ({}, {:?})", self.line, self.status, self.took)?;
        writeln!(f, "--- standard output\n{}", shortened(&self.stdout))?;
        write!(f, "--- standard error\n{}", shortened(&self.stderr))
    }
}

fn shortened(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    match text.char_indices().nth_back(6_000) {
        Some((at, _)) => format!("[…]{}", &text[at..]),
        None => text.into_owned(),
    }
}
