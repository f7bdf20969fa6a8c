//! The jobs that run now: starts them, steers them, and says when one has ended.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use ingather_engine::model::{JobState, Phase};
use ingather_engine::runner::{self, JobHandle, RunRequest};
use ingather_engine::views::JobSnapshot;
use tauri::AppHandle;
use tauri::ipc::Channel;

use crate::awake::Awake;
use crate::error::{Answer, Refusal};
use crate::events::{RunFeed, RunMessage};
use crate::logging::JobLog;
use crate::state::{Shell, held};

const LOOK_EVERY: Duration = Duration::from_millis(50);
const LONGEST_END: Duration = Duration::from_secs(10);

struct Running {
    handle: JobHandle,
    feed: Arc<RunFeed>,
}

/// Running jobs by id.
#[derive(Default)]
pub struct Runs(Mutex<BTreeMap<String, Running>>);

impl Runs {
    /// Does something with a running job; refuses if it does not run.
    pub fn steer(&self, id: &str, act: impl FnOnce(&JobHandle)) -> Answer<()> {
        let refused = || Refusal::new("not_running", "this job does not run at the moment");
        self.ask(id, act).ok_or_else(refused)
    }

    /// Asks something of a running job; `None` if it does not run.
    pub fn ask<T>(&self, id: &str, act: impl FnOnce(&JobHandle) -> T) -> Option<T> {
        held(&self.0).get(id).map(|running| act(&running.handle))
    }

    /// Lets another channel hear a running job; `None` if it does not run.
    pub fn watch(&self, id: &str, channel: Channel<RunMessage>) -> Option<JobSnapshot> {
        let running = held(&self.0);
        let job = running.get(id)?;
        job.feed.attach(channel);
        job.handle.snapshot()
    }

    /// Snapshots of all running jobs.
    pub fn active(&self) -> Vec<JobSnapshot> {
        let running = held(&self.0);
        running.values().filter_map(|job| job.handle.snapshot()).collect()
    }

    /// The jobs that run.
    pub fn ids(&self) -> Vec<String> {
        held(&self.0).keys().cloned().collect()
    }

    /// Whether any job runs.
    pub fn any(&self) -> bool {
        !held(&self.0).is_empty()
    }

    /// Waits for a run that has said its last word and only puts its things away, so that *Copy* right after the plan
    /// finds the job free. One that still works is not waited for.
    pub fn let_it_end(&self, id: &str) {
        let until = Instant::now() + LONGEST_END;
        let ends = |running: &Running| {
            running
                .handle
                .snapshot()
                .is_some_and(|s| !matches!(s.state, JobState::Running | JobState::Paused))
        };
        while held(&self.0).get(id).is_some_and(ends) && Instant::now() < until {
            std::thread::sleep(LOOK_EVERY / 5);
        }
    }

    /// Stops all safely and waits for their ends, at most `limit`.
    pub fn stop_all(&self, limit: Duration) {
        for running in held(&self.0).values() {
            running.handle.stop();
        }
        let until = Instant::now() + limit;
        while self.any() && Instant::now() < until {
            std::thread::sleep(LOOK_EVERY);
        }
    }
}

/// Starts a job up to and with a phase; `channel` hears it.
pub fn start(
    shell: &Arc<Shell>,
    app: &AppHandle,
    id: &str,
    until: Phase,
    channel: Channel<RunMessage>,
) -> Answer<()> {
    let job = shell.job(id)?;
    shell.runs.let_it_end(id);
    let mut running = held(&shell.runs.0);
    if running.contains_key(id) {
        return Err(Refusal::new("in_use", "this job runs already"));
    }
    let name = job.view()?.name;
    let feed = Arc::new(RunFeed::new(
        (id.to_owned(), name),
        app.clone(),
        Arc::clone(&shell.notifier),
        Arc::clone(&shell.settings),
        JobLog::open(job.folder()),
        channel,
    ));
    let observer: Arc<RunFeed> = Arc::clone(&feed);
    let request = RunRequest { attended: true, tongue: shell.speech.tongue(), ..RunRequest::until(until) };
    let handle = runner::start(job.folder(), shell.library.catalog(), request, observer)?;
    tracing::info!(job = id, "{} begins to run.", feed.name);
    running.insert(id.to_owned(), Running { handle, feed: Arc::clone(&feed) });
    drop(running);
    let shell = Arc::clone(shell);
    std::thread::spawn(move || wait_for_end(&shell, &feed, until));
    Ok(())
}

/// The computer stays awake for work, not for an answer that may not come before the morning.
fn keep_awake(shell: &Shell, job: &JobHandle, awake: &mut Option<Awake>) {
    if job.waits_for_word() {
        *awake = None;
    } else if awake.is_none() {
        *awake = Some(Awake::hold(shell.settings.get().keep_awake));
    }
    job.set_sleep_prevented(awake.as_ref().is_some_and(Awake::is_held));
}

fn wait_for_end(shell: &Shell, feed: &RunFeed, until: Phase) {
    let mut awake = None;
    let ended = loop {
        std::thread::sleep(LOOK_EVERY);
        let mut running = held(&shell.runs.0);
        match running.get(&feed.job) {
            Some(job) if !job.handle.is_finished() => keep_awake(shell, &job.handle, &mut awake),
            _ => break running.remove(&feed.job),
        }
    };
    drop(awake);
    let Some(ended) = ended else { return };
    let (state, verdict) = match ended.handle.join() {
        Ok(report) => (report.state, report.verdict),
        Err(error) => {
            tracing::error!(code = error.code, "{}: {}", feed.name, error.to_problem().told());
            (JobState::Failed, error.in_full())
        }
    };
    feed.finished(state, &verdict);
    if until > Phase::Plan || !matches!(state, JobState::Ready) {
        feed.tell_verdict(state, &verdict);
    }
}
