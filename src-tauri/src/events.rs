//! From the engine's observer to the page: a channel for the screen that watches, window events for all others.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use ingather_engine::model::{JobState, Phase};
use ingather_engine::progress::Observer;
use ingather_engine::text::Words;
use ingather_engine::views::{JobEvent, JobSnapshot};
use ingather_engine::words;
use serde::Serialize;
use tauri::ipc::Channel;
use tauri::{AppHandle, Emitter};
use ts_rs::TS;

use crate::log_lines::LogLevel;
use crate::logging::JobLog;
use crate::notify::{Notice, Notifier, OpenScreen, Screen, phase_ended};
use crate::settings::{Notifications, SettingsFile};
use crate::state::held;
use crate::{taskbar, window};

/// A job's snapshot, at most twice a second.
pub const RUN_SNAPSHOT: &str = "run://snapshot";
/// A run has ended.
pub const RUN_FINISHED: &str = "run://finished";
/// A drive was plugged in or left.
pub const DRIVES_CHANGED: &str = "drives://changed";
/// How far a look is that is no job.
pub const CHECK_PROGRESS: &str = "check://progress";
/// A clicked notification asks for a screen.
pub const OPEN: &str = "app://open";
/// A notice that is shown inside the window.
pub const TOAST: &str = "app://toast";
/// The window was asked to close while a job runs.
pub const CLOSE_ASKED: &str = "app://close-asked";

const BETWEEN_SNAPSHOTS: Duration = Duration::from_millis(500);

/// What goes through the channel of a watching screen.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
#[ts(export)]
pub enum RunMessage {
    Event { number: u64, event: JobEvent },
    Snapshot { snapshot: Box<JobSnapshot> },
}

/// What `run://finished` carries.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct RunFinished {
    pub id: String,
    pub state: JobState,
    pub verdict: Words,
}

/// Carries one run's words to the page and, as notifications, to the desktop.
pub struct RunFeed {
    pub job: String,
    /// The job's name as shown.
    pub name: String,
    app: AppHandle,
    notifier: Arc<dyn Notifier>,
    settings: Arc<SettingsFile>,
    log: JobLog,
    channel: Mutex<Channel<RunMessage>>,
    last_emit: Mutex<Option<Instant>>,
    began: Instant,
    phase_began: Mutex<Instant>,
}

impl RunFeed {
    pub fn new(
        (job, name): (String, String),
        app: AppHandle,
        notifier: Arc<dyn Notifier>,
        settings: Arc<SettingsFile>,
        log: JobLog,
        channel: Channel<RunMessage>,
    ) -> Self {
        let began = Instant::now();
        Self {
            job,
            name,
            app,
            notifier,
            settings,
            log,
            channel: Mutex::new(channel),
            last_emit: Mutex::new(None),
            began,
            phase_began: Mutex::new(began),
        }
    }

    /// From now on this channel hears the run; the one before belongs to a page that was left or reloaded.
    pub fn attach(&self, channel: Channel<RunMessage>) {
        *held(&self.channel) = channel;
    }

    /// The run's end, for every screen and for the desktop.
    pub fn finished(&self, state: JobState, verdict: &Words) {
        tracing::debug!(job = self.job, %state, "the run has ended: {verdict}");
        let ended = RunFinished { id: self.job.clone(), state, verdict: verdict.clone() };
        self.emit(RUN_FINISHED, ended);
        taskbar::show(&self.app, None);
    }

    /// The verdict as a notification; a run that ended with the plan has told so with that phase.
    pub fn tell_verdict(&self, state: JobState, verdict: &Words) {
        let urgent = matches!(state, JobState::Failed);
        let notice = self.notice(verdict.clone(), Words::name(&self.name), urgent, Screen::Results);
        self.tell(Notifications::Job, notice, Some(self.began.elapsed()));
    }

    fn notice(&self, title: Words, body: Words, urgent: bool, screen: Screen) -> Notice {
        Notice { title, body, urgent, opens: OpenScreen { screen, job: Some(self.job.clone()) } }
    }

    /// Tells what ended after `took`; what needs the user is told whatever it took.
    fn tell(&self, least: Notifications, notice: Notice, took: Option<Duration>) {
        let settings = self.settings.get();
        if !settings.tells(least, took) {
            return;
        }
        if settings.toast_when_focused && window::has_focus(&self.app) {
            self.emit(TOAST, notice);
        } else {
            self.notifier.show(notice);
        }
    }

    fn send(&self, message: RunMessage) {
        if let Err(error) = held(&self.channel).send(message) {
            tracing::debug!(job = self.job, "the page does not listen: {error}");
        }
    }

    fn emit(&self, event: &str, payload: impl Serialize + Clone) {
        if let Err(error) = self.app.emit(event, payload) {
            tracing::debug!("{event} was not heard: {error}");
        }
    }

    fn log(&self, event: &JobEvent) {
        let level = match event {
            JobEvent::FileFailed { .. } => LogLevel::Error,
            JobEvent::Attention { .. } => LogLevel::Warn,
            JobEvent::PhaseStarted { .. }
            | JobEvent::PhaseFinished { .. }
            | JobEvent::Remark { .. }
            | JobEvent::StateChanged { .. }
            | JobEvent::Finished { .. } => LogLevel::Info,
        };
        self.log.line(level, &event.told());
    }
}

impl Observer for RunFeed {
    fn event(&self, number: u64, event: &JobEvent) {
        self.log(event);
        self.send(RunMessage::Event { number, event: event.clone() });
        if let JobEvent::PhaseStarted { .. } = event {
            *held(&self.phase_began) = Instant::now();
        }
        if let JobEvent::PhaseFinished { phase, summary } = event {
            let screen = if *phase == Phase::Plan { Screen::Plan } else { Screen::Live };
            let body =
                words!("{name}: {said}", name = Text(self.name.clone()), said = Words(summary.clone()));
            let notice = self.notice(phase_ended(*phase), body, false, screen);
            let took = held(&self.phase_began).elapsed();
            self.tell(Notifications::All, notice, Some(took));
        }
        if let JobEvent::Attention { problem } = event {
            let message = problem.message.clone();
            let body = match problem.hint.clone() {
                Some(hint) => words!("{first}. {hint}", first = Words(message), hint = Words(hint)),
                None => message,
            };
            let title = words!("{name} needs you", name = Text(self.name.clone()));
            self.tell(Notifications::Job, self.notice(title, body, true, Screen::Live), None);
        }
    }

    fn snapshot(&self, snapshot: &JobSnapshot) {
        let due = {
            let mut last = held(&self.last_emit);
            let due = last.is_none_or(|at| at.elapsed() >= BETWEEN_SNAPSHOTS);
            if due {
                *last = Some(Instant::now());
            }
            due
        };
        if due {
            self.emit(RUN_SNAPSHOT, snapshot);
            taskbar::show(&self.app, Some(snapshot));
        }
        self.send(RunMessage::Snapshot { snapshot: Box::new(snapshot.clone()) });
    }
}
