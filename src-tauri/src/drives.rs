//! Notices drives that come and go, so that they appear on the screen by themselves.

use std::time::Duration;

use ingather_engine::volume;
use tauri::{AppHandle, Emitter};

use crate::events::DRIVES_CHANGED;

const LOOK_EVERY: Duration = Duration::from_secs(2);

/// Looks at the list of mounts every two seconds; on Linux that is one small read and touches no drive.
pub fn watch(app: AppHandle) {
    std::thread::spawn(move || {
        let mut before = mounts();
        loop {
            std::thread::sleep(LOOK_EVERY);
            let now = mounts();
            if now != before {
                before = now;
                if let Err(error) = app.emit(DRIVES_CHANGED, ()) {
                    tracing::debug!("{DRIVES_CHANGED} was not heard: {error}");
                }
            }
        }
    });
}

fn mounts() -> Vec<u8> {
    std::fs::read("/proc/self/mountinfo").unwrap_or_else(|_| {
        let drives = volume::probe().unwrap_or_default();
        drives.iter().flat_map(|drive| drive.uid.0.bytes()).collect()
    })
}
