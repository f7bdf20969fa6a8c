//! How far a single look is: one line on a terminal, nothing in a pipe.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::words;

/// The line.
pub struct Step {
    bar: Option<ProgressBar>,
}

impl Step {
    pub fn new(shown: bool) -> Self {
        let bar = shown.then(|| {
            let bar = ProgressBar::with_draw_target(Some(1), ProgressDrawTarget::stderr_with_hz(8));
            if let Ok(style) = ProgressStyle::with_template("{prefix:>9} {bar:24} {wide_msg}") {
                bar.set_style(style.progress_chars("━╸ "));
            }
            bar.enable_steady_tick(Duration::from_millis(250));
            bar
        });
        Self { bar }
    }

    /// What is done now, files, bytes done and bytes in all (0 if not known).
    pub fn show(&self, step: &str, files: u64, done: u64, total: u64) {
        let Some(bar) = &self.bar else { return };
        bar.set_prefix(step.to_owned());
        bar.set_length(total.max(1));
        bar.set_position(done.min(total));
        bar.set_message(match total {
            0 => words::files(files),
            total => format!("{} of {} · {}", words::bytes(done), words::bytes(total), words::files(files)),
        });
    }
}

impl Drop for Step {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
