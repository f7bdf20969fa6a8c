//! Waits for drives that come and go. Linux says so; elsewhere the short list of mounts is looked at now and then. No
//! drive is touched.

use std::time::Duration;

/// Between two looks where the system does not say.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// The mounts as they were when they were last looked at.
pub struct MountWatch {
    before: Vec<u8>,
    #[cfg(target_os = "linux")]
    told: Option<std::fs::File>,
}

impl MountWatch {
    /// From now on.
    #[must_use]
    pub fn start() -> Self {
        Self {
            #[cfg(target_os = "linux")]
            told: std::fs::File::open(TABLE).ok(),
            before: table(),
        }
    }

    /// Returns when something was mounted or unmounted since the last time.
    pub fn wait(&mut self) {
        loop {
            let now = table();
            if now != self.before {
                self.before = now;
                return;
            }
            self.rest();
        }
    }

    #[cfg(target_os = "linux")]
    fn rest(&self) {
        use rustix::event::{PollFd, PollFlags, poll};
        let told = self.told.as_ref().is_some_and(|file| {
            // The kernel's word for a changed table; what is not asked for does not wake us.
            poll(&mut [PollFd::new(file, PollFlags::PRI)], None).is_ok()
        });
        if !told {
            std::thread::sleep(LOOK_EVERY);
        }
    }

    #[cfg(not(target_os = "linux"))]
    fn rest(&self) {
        std::thread::sleep(LOOK_EVERY);
    }
}

#[cfg(target_os = "linux")]
const TABLE: &str = "/proc/self/mountinfo";

#[cfg(target_os = "linux")]
fn table() -> Vec<u8> {
    std::fs::read(TABLE).unwrap_or_default()
}

#[cfg(target_os = "macos")]
fn table() -> Vec<u8> {
    std::process::Command::new("/sbin/mount").output().map(|said| said.stdout).unwrap_or_default()
}

#[cfg(target_os = "windows")]
fn table() -> Vec<u8> {
    (b'A'..=b'Z').filter(|letter| std::path::Path::new(&format!("{}:\\", *letter as char)).exists()).collect()
}
