//! The job's log: JSON lines in the `logs` folder of the job.

use std::fs::OpenOptions;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use ingather_engine::config::LogLevel;
use tracing_subscriber::filter::LevelFilter;

/// Starts to log into the job's folder. A log that cannot be written stops nothing.
pub fn start(job: &Path, level: LogLevel) {
    let folder = job.join("logs");
    if std::fs::create_dir_all(&folder).is_err() {
        return;
    }
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    let Ok(file) = options.open(file(job)) else { return };
    let filter = match level {
        LogLevel::Error => LevelFilter::ERROR,
        LogLevel::Warn => LevelFilter::WARN,
        LogLevel::Info => LevelFilter::INFO,
        LogLevel::Debug => LevelFilter::DEBUG,
        LogLevel::Trace => LevelFilter::TRACE,
    };
    // A line that cannot be written is dropped: telling so on a closed terminal would end the job.
    let lines = tracing_subscriber::fmt()
        .json()
        .log_internal_errors(false)
        .with_max_level(filter)
        .with_writer(Mutex::new(file));
    let _ = lines.try_init();
}

/// The log of a job.
pub fn file(job: &Path) -> PathBuf {
    job.join("logs").join("ingather.log")
}
