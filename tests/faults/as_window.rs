//! A run as the window starts it: with somebody there to answer. What it says is kept.

use std::path::Path;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use ingather_engine::job::Job;
use ingather_engine::model::{JobState, Phase};
use ingather_engine::progress::Observer;
use ingather_engine::runner::{self, JobHandle, RunReport, RunRequest};
use ingather_engine::views::{JobConfig, JobEvent, JobSnapshot, PauseReason};
use ingather_tests::Sandbox;
use ingather_tests::run::PATIENCE;
use ingather_tests::tree::{Tree, content};

/// Keeps what a run says.
#[derive(Default)]
pub struct Ear(pub Mutex<Vec<JobEvent>>, Gate);

/// Where a run waits before it copies, if it is told to.
#[derive(Default)]
struct Gate {
    closed: Mutex<bool>,
    moved: Condvar,
}

impl Ear {
    fn set_gate(&self, closed: bool) {
        *self.1.closed.lock().expect("the gate") = closed;
        self.1.moved.notify_all();
    }
}

impl Observer for Ear {
    fn event(&self, _number: u64, event: &JobEvent) {
        self.0.lock().expect("events").push(event.clone());
        if *event == (JobEvent::PhaseStarted { phase: Phase::Copy }) {
            let closed = self.1.closed.lock().expect("the gate");
            drop(self.1.moved.wait_timeout_while(closed, PATIENCE, |closed| *closed).expect("the gate"));
        }
    }
    fn snapshot(&self, _snapshot: &JobSnapshot) {}
}

/// A run as the window starts it.
pub struct Run {
    pub handle: JobHandle,
    pub ear: Arc<Ear>,
}

impl Run {
    /// Begins, as the window does, with somebody there to answer.
    pub fn start(sandbox: &Sandbox, sources: &[&Path], archives: &[&Path], fill: bool) -> Self {
        Self::start_with(sandbox, sources, archives, fill, Ear::default())
    }

    fn start_with(sandbox: &Sandbox, sources: &[&Path], archives: &[&Path], fill: bool, ear: Ear) -> Self {
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
        let ear = Arc::new(ear);
        let request = RunRequest { attended: true, ..RunRequest::until(Phase::Summary) };
        let observer: Arc<Ear> = Arc::clone(&ear);
        let handle = runner::start(&sandbox.job(), &catalog, request, observer).expect("it starts");
        Self { handle, ear }
    }

    /// The state as of now.
    pub fn now(&self) -> JobSnapshot {
        self.handle.snapshot().expect("a snapshot")
    }

    /// Waits for a state.
    #[track_caller]
    pub fn until(&self, what: &str, reached: impl Fn(&JobSnapshot) -> bool) -> JobSnapshot {
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

    /// Begins, and is held in the middle of its copy.
    #[track_caller]
    pub fn held_while_copying(sandbox: &Sandbox, sources: &[&Path], archives: &[&Path]) -> Self {
        let ear = Ear::default();
        ear.set_gate(true);
        let run = Self::start_with(sandbox, sources, archives, false, ear);
        let copies = |events: &[JobEvent]| times(events, Phase::Copy) == 1;
        run.until("it is about to copy", |_| copies(&run.ear.0.lock().expect("events")));
        // From here on each moment counts: it is looked at without a rest.
        run.ear.set_gate(false);
        let moves = |now: &JobSnapshot| now.phase == Some(Phase::Copy) && now.bytes_done > 0;
        while !moves(&run.now()) && !run.handle.is_finished() {
            std::thread::yield_now();
        }
        run.handle.pause();
        assert!(run.now().equation.to_do.files > 2, "it is held before its end");
        run
    }

    /// Waits until it stands still for want of a word.
    #[track_caller]
    pub fn waits_for(&self, why: PauseReason) -> JobSnapshot {
        self.until("it waits for word", |now| now.state == JobState::Paused && now.paused == Some(why))
    }

    /// Waits for the end: the report, and all that was said.
    pub fn end(self) -> (RunReport, Vec<JobEvent>) {
        let report = self.handle.join().expect("a report");
        let events = self.ear.0.lock().expect("events").clone();
        (report, events)
    }
}

/// How often a phase was begun.
pub fn times(events: &[JobEvent], phase: Phase) -> usize {
    events.iter().filter(|e| **e == JobEvent::PhaseStarted { phase }).count()
}

/// What was asked of somebody.
pub fn asked(events: &[JobEvent]) -> Vec<String> {
    let words = |event: &JobEvent| {
        let JobEvent::Attention { problem } = event else { return None };
        Some(problem.message.to_string())
    };
    events.iter().filter_map(words).collect()
}

/// A drive of so many films of 1.2 MB, in three folders.
pub fn films(root: &Path, from: u64, count: u64) -> Tree {
    let mut tree = Tree::at(root);
    for n in 0..count {
        tree.file(format!("{}/{n:02}.mov", n % 3), &content(from + n, 1_200_000));
    }
    tree
}
