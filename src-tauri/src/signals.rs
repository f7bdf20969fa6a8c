//! A signal to end is a wish to stop safely, as closing the window is.

use tauri::AppHandle;

/// SIGINT, SIGTERM and SIGHUP stop all jobs and exit.
#[cfg(unix)]
pub fn leave_on_signal(app: AppHandle) {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ};
    // A file over the limit set for the process is an error of that file, not the end of the program.
    let _ = signal_hook::flag::register(SIGXFSZ, std::sync::Arc::default());
    match signal_hook::iterator::Signals::new([SIGINT, SIGTERM, SIGHUP]) {
        Ok(mut signals) => {
            std::thread::spawn(move || {
                if signals.forever().next().is_some() {
                    crate::window::quit(app);
                }
            });
        }
        Err(error) => {
            tracing::warn!(%error, "If the system asks the window to end, jobs may not be stopped first.");
        }
    }
}

/// Elsewhere the system closes the window first.
#[cfg(not(unix))]
pub fn leave_on_signal(_app: AppHandle) {}
