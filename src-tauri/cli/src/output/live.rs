//! A running job on a terminal: one bar with bytes, rate and time left. In a pipe only what somebody should know.

use std::io::Write;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use ingather_engine::progress::Observer;
use ingather_engine::views::{JobEvent, JobSnapshot, PauseReason};

use super::problem_words;
use super::words;

/// Shows a run to a person.
pub struct Live {
    bar: Option<ProgressBar>,
}

impl Live {
    pub fn new(terminal: bool) -> Self {
        let bar = terminal.then(|| {
            let bar = ProgressBar::with_draw_target(Some(1), ProgressDrawTarget::stderr_with_hz(8));
            if let Ok(style) = ProgressStyle::with_template("{prefix:>8} {bar:24} {wide_msg}") {
                bar.set_style(style.progress_chars("━╸ "));
            }
            bar.enable_steady_tick(Duration::from_millis(250));
            bar
        });
        Self { bar }
    }

    fn line(&self, text: &str) {
        match &self.bar {
            Some(bar) => bar.println(text),
            None => {
                let _ = writeln!(std::io::stderr().lock(), "{text}");
            }
        }
    }

    /// Lines that only a person at a terminal wants.
    fn chat(&self, text: &str) {
        if let Some(bar) = &self.bar {
            bar.println(text);
        }
    }
}

impl Observer for Live {
    fn event(&self, _number: u64, event: &JobEvent) {
        match event {
            JobEvent::PhaseStarted { phase } => {
                if let Some(bar) = &self.bar {
                    bar.set_prefix(phase.as_str());
                    bar.set_position(0);
                    bar.set_length(1);
                    bar.set_message("");
                }
            }
            JobEvent::PhaseFinished { phase, summary } => {
                self.chat(&format!("{:>8}  {summary}", phase.as_str()))
            }
            JobEvent::FileFailed { problem } => self.line(&format!("  failed  {}", problem_words(problem))),
            JobEvent::Attention { problem } => self.line(&format!("attention {}", problem_words(problem))),
            JobEvent::Remark { text } => self.line(&format!("    note  {text}")),
            JobEvent::StateChanged { .. } => {}
            JobEvent::Finished { .. } => {
                if let Some(bar) = &self.bar {
                    bar.finish_and_clear();
                }
            }
        }
    }

    fn snapshot(&self, snapshot: &JobSnapshot) {
        let Some(bar) = &self.bar else { return };
        let by_bytes = snapshot.bytes_total > 0;
        let (done, total) = match by_bytes {
            true => (snapshot.bytes_done, snapshot.bytes_total),
            false => (snapshot.files_done, snapshot.files_total),
        };
        // Without a total the bar stays empty; a length of 0 would show it full.
        bar.set_length(total.max(1));
        bar.set_position(done.min(total));
        bar.set_message(message(snapshot));
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// What stands beside the bar.
fn message(s: &JobSnapshot) -> String {
    let mut parts = Vec::new();
    match s.bytes_total {
        0 if s.bytes_done == 0 => {}
        0 => parts.push(words::bytes(s.bytes_done)),
        total => parts.push(format!("{} of {}", words::bytes(s.bytes_done), words::bytes(total))),
    }
    match s.files_total {
        0 => parts.push(words::files(s.files_done)),
        total => parts.push(format!("{} of {}", words::count(s.files_done), words::files(total))),
    }
    if s.rate > 0 {
        parts.push(format!("{}/s", words::bytes(s.rate)));
    }
    if let Some(left) = s.eta_s {
        parts.push(format!("about {} left", words::about(left)));
    }
    if let Some(stalled) = s.stalled_s {
        let on = s.current.first().map_or_else(String::new, |file| format!(" on {}", file.path));
        parts.push(format!("stalled {}{on}", words::about(stalled)));
    }
    match s.paused {
        Some(PauseReason::User) => parts.push("paused".into()),
        Some(PauseReason::Full) => parts.push("the archive is full".into()),
        Some(PauseReason::DriveMissing) => parts.push("a drive is missing".into()),
        None => {}
    }
    if s.problems > 0 {
        let noun = if s.problems == 1 { "problem" } else { "problems" };
        parts.push(format!("{} {noun}", words::count(s.problems)));
    }
    if let Some(current) = s.current.first().filter(|_| s.stalled_s.is_none()) {
        parts.push(current.path.clone());
    }
    parts.join(" · ")
}
