//! How far a job is, on the taskbar or the dock, where the desktop has such a thing.

use std::sync::Arc;

use ingather_engine::model::JobState;
use ingather_engine::views::JobSnapshot;
use tauri::{AppHandle, Manager};

use crate::state::Shell;

/// What is shown beside the program's icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    Nothing,
    /// A job whose length is not known yet.
    Busy,
    /// Percent of a job's bytes.
    Part {
        percent: u64,
        paused: bool,
    },
}

impl Shown {
    fn of(snapshot: Option<&JobSnapshot>) -> Self {
        match snapshot {
            None => Self::Nothing,
            Some(at) if at.bytes_total == 0 => Self::Busy,
            Some(at) => Self::Part {
                percent: (u128::from(at.bytes_done) * 100 / u128::from(at.bytes_total)).min(100) as u64,
                paused: at.state == JobState::Paused,
            },
        }
    }
}

/// Shows how far a job is; `None` when it has ended.
pub fn show(app: &AppHandle, snapshot: Option<&JobSnapshot>) {
    let Some(shell) = app.try_state::<Arc<Shell>>() else { return };
    shell.taskbar.show(app, Shown::of(snapshot));
}

#[cfg(target_os = "linux")]
pub use bus::Taskbar;
#[cfg(not(target_os = "linux"))]
pub use system::Taskbar;

/// Docks and task managers listen for a signal on the session bus, by the name of the program's desktop entry.
#[cfg(target_os = "linux")]
mod bus {
    use std::collections::HashMap;
    use std::sync::mpsc::{Sender, channel};

    use tauri::AppHandle;
    use zbus::zvariant::Value;

    use super::Shown;

    const PATH: &str = "/org/ingather/desktop/launcher";
    const INTERFACE: &str = "com.canonical.Unity.LauncherEntry";

    /// Sends on a thread of its own: a bus may be slow, or not there.
    pub struct Taskbar {
        queue: Sender<(String, Shown)>,
    }

    impl Taskbar {
        /// Connects to the bus when there is something to show.
        pub fn start() -> Self {
            let (queue, wanted) = channel::<(String, Shown)>();
            std::thread::spawn(move || {
                let mut bus = None;
                let mut last = Shown::Nothing;
                for (entry, shown) in wanted {
                    if shown == last {
                        continue;
                    }
                    last = shown;
                    if let Err(error) = tell(&mut bus, &entry, shown) {
                        tracing::debug!("no progress on the taskbar: {error}");
                    }
                }
            });
            Self { queue }
        }

        pub fn show(&self, app: &AppHandle, shown: Shown) {
            let entry = format!("application://{}.desktop", app.package_info().name);
            if self.queue.send((entry, shown)).is_err() {
                tracing::debug!("the thread of the taskbar has ended");
            }
        }
    }

    fn tell(bus: &mut Option<zbus::blocking::Connection>, entry: &str, shown: Shown) -> zbus::Result<()> {
        let connection = match bus.take() {
            Some(connection) => connection,
            None => zbus::blocking::Connection::session()?,
        };
        let (part, visible) = match shown {
            Shown::Nothing => (0.0, false),
            Shown::Busy => (0.0, true),
            Shown::Part { percent, .. } => (percent as f64 / 100.0, true),
        };
        let look: HashMap<&str, Value<'_>> =
            HashMap::from([("progress", Value::from(part)), ("progress-visible", Value::from(visible))]);
        connection.emit_signal(None::<&str>, PATH, INTERFACE, "Update", &(entry, look))?;
        *bus = Some(connection);
        Ok(())
    }
}

/// The system's own taskbar.
#[cfg(not(target_os = "linux"))]
mod system {
    use tauri::window::{ProgressBarState, ProgressBarStatus};
    use tauri::{AppHandle, Manager};

    use super::Shown;

    pub struct Taskbar;

    impl Taskbar {
        pub fn start() -> Self {
            Self
        }

        pub fn show(&self, app: &AppHandle, shown: Shown) {
            let Some(window) = app.get_webview_window("main") else { return };
            let (status, progress) = match shown {
                Shown::Nothing => (ProgressBarStatus::None, None),
                Shown::Busy => (ProgressBarStatus::Indeterminate, None),
                Shown::Part { percent, paused: true } => (ProgressBarStatus::Paused, Some(percent)),
                Shown::Part { percent, paused: false } => (ProgressBarStatus::Normal, Some(percent)),
            };
            if let Err(error) = window.set_progress_bar(ProgressBarState { status: Some(status), progress }) {
                tracing::debug!("no progress on the taskbar: {error}");
            }
        }
    }
}
