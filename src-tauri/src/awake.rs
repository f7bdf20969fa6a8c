//! Keeps the machine from sleeping while a job runs. A machine that will not be kept awake only gets a warning.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};

/// Prevents sleep until it is dropped.
pub struct Awake {
    _until_dropped: Sender<()>,
    held: Arc<AtomicBool>,
}

impl Awake {
    /// Asks the system on a thread of its own: on Linux the answer comes over a bus that may not be there.
    pub fn hold(wanted: bool) -> Self {
        let (until_dropped, end) = channel::<()>();
        let held = Arc::new(AtomicBool::new(false));
        let says = Arc::clone(&held);
        if wanted {
            std::thread::spawn(move || {
                let asked = keepawake::Builder::default()
                    .idle(true)
                    .reason("Copying and reading back files")
                    .app_name("Ingather")
                    .app_reverse_domain("org.ingather.desktop")
                    .create();
                match asked {
                    Ok(_awake) => {
                        says.store(true, Ordering::Relaxed);
                        // Ends when the sender is gone, with the run.
                        let _ = end.recv();
                    }
                    Err(error) => {
                        tracing::warn!(%error, "The computer may go to sleep while the job runs.");
                    }
                }
            });
        }
        Self { _until_dropped: until_dropped, held }
    }

    /// Whether the system has agreed.
    pub fn is_held(&self) -> bool {
        self.held.load(Ordering::Relaxed)
    }
}
