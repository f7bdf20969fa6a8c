//! Ctrl-C, SIGTERM and a closed terminal ask the job to stop; it answers within five seconds.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use ingather_engine::Result;
use ingather_engine::runner::{JobHandle, RunReport};

use crate::output::Output;

/// How long a stop may take. What is abandoned then is what a crash would leave, and the next run takes it up.
const PATIENCE: Duration = Duration::from_millis(4800);

/// Told from now on when somebody asks to stop. Call before the job starts, so that no signal is lost.
pub fn listen() -> Arc<AtomicBool> {
    let asked = Arc::new(AtomicBool::new(false));
    for signal in asking_to_stop() {
        // Without a handler the signal ends the process, which is as safe as a crash.
        let _ = signal_hook::flag::register(signal, Arc::clone(&asked));
    }
    asked
}

#[cfg(unix)]
fn asking_to_stop() -> Vec<i32> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    if is_ignored(SIGHUP) { vec![SIGINT, SIGTERM] } else { vec![SIGINT, SIGTERM, SIGHUP] }
}

#[cfg(not(unix))]
fn asking_to_stop() -> Vec<i32> {
    vec![signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM]
}

/// Whether the caller had the signal ignored, as `nohup` does: then the job outlives its terminal.
#[cfg(unix)]
fn is_ignored(signal: i32) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|l| l.strip_prefix("SigIgn:"));
    mask.and_then(|m| u64::from_str_radix(m.trim(), 16).ok()).is_some_and(|m| m >> (signal - 1) & 1 == 1)
}

/// A file over the limit set for the process is an error of that file, not the end of the program.
#[cfg(unix)]
pub fn outlive_file_size_limit() {
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::default());
}

/// Only Unix has such limits.
#[cfg(not(unix))]
pub fn outlive_file_size_limit() {}

/// Waits for the end of a run and passes a wish to stop on.
pub fn wait(handle: JobHandle, asked: &AtomicBool, output: &Output) -> Result<RunReport> {
    let mut stopping: Option<Instant> = None;
    while !handle.is_finished() {
        if asked.load(Ordering::Acquire) && stopping.is_none() {
            output.say("stopping: what is copied stays, and the job can be resumed");
            handle.stop();
            stopping = Some(Instant::now());
        }
        if stopping.is_some_and(|since| since.elapsed() > PATIENCE) {
            output.say("the drives do not answer in time; the open files are taken up again by resume");
            std::process::exit(130);
        }
        std::thread::sleep(Duration::from_millis(25));
    }
    handle.join()
}
