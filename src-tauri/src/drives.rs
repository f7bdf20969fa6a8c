//! Notices drives that come and go, so that they appear on the screen by themselves.

use std::time::Duration;

use ingather_engine::volume::MountWatch;
use tauri::{AppHandle, Emitter};

use crate::events::DRIVES_CHANGED;

/// A drive's name and identity are known a moment after it is mounted, and several partitions come together.
const SETTLES_IN: Duration = Duration::from_millis(300);

/// Watches on a thread of its own as long as the program runs.
pub fn watch(app: AppHandle) {
    std::thread::spawn(move || {
        let mut mounts = MountWatch::start();
        loop {
            mounts.wait();
            std::thread::sleep(SETTLES_IN);
            if let Err(error) = app.emit(DRIVES_CHANGED, ()) {
                tracing::debug!("{DRIVES_CHANGED} was not heard: {error}");
            }
        }
    });
}
