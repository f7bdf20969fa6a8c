//! The thread that sends snapshots.

use std::time::Duration;

/// Sends snapshots until it is dropped.
pub struct Ticker {
    stop: Option<crossbeam_channel::Sender<()>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Ticker {
    /// Calls `each` five times a second and once at the end.
    pub fn start(each: impl Fn() + Send + 'static) -> Self {
        let (stop, stopped) = crossbeam_channel::bounded::<()>(0);
        let thread = std::thread::Builder::new()
            .name("snapshots".into())
            .spawn(move || {
                while stopped.recv_timeout(Duration::from_millis(200))
                    == Err(crossbeam_channel::RecvTimeoutError::Timeout)
                {
                    each();
                }
                each();
            })
            .ok();
        Self { stop: Some(stop), thread }
    }
}

impl Drop for Ticker {
    fn drop(&mut self) {
        self.stop = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
