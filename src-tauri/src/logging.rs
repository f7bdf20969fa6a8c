//! Writes logs, as JSON lines: the window's own into the data folder, a file a day and a week of them; a run's into the
//! folder of its job, in the same place and form as the command line does.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use ingather_engine::clock;
use ingather_engine::fs::durable;
use serde_json::json;
use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::EnvFilter;

use crate::log_lines::LogLevel;
use crate::state::held;

/// Writes out what is still buffered when it is dropped.
pub type LogGuard = WorkerGuard;

const DAYS_KEPT: usize = 7;
/// What the parts that others made have to say is for no photographer, unless something broke.
const OURS: &str = "error,ingather_engine=info,ingather_desktop=info";

/// Starts logging into that data folder; `None` if the folder cannot be written, then only errors are printed.
pub fn start(data_dir: &Path) -> Option<LogGuard> {
    let appender =
        durable::make_private_folder(&folder(data_dir)).map_err(|error| error.to_string()).and_then(|()| {
            RollingFileAppender::builder()
                .rotation(Rotation::DAILY)
                .filename_prefix("desktop")
                .filename_suffix("log")
                .max_log_files(DAYS_KEPT)
                .build(folder(data_dir))
                .map_err(|error| error.to_string())
        });
    let appender = match appender {
        Ok(appender) => appender,
        Err(error) => {
            eprintln!("ingather-desktop: no log is kept: {error}");
            return None;
        }
    };
    let (writer, guard) = tracing_appender::non_blocking(appender);
    let wanted = EnvFilter::try_from_env("INGATHER_LOG").unwrap_or_else(|_| EnvFilter::new(OURS));
    let subscriber = tracing_subscriber::fmt()
        .json()
        .log_internal_errors(false)
        .with_writer(writer)
        .with_env_filter(wanted)
        .finish();
    tracing::subscriber::set_global_default(subscriber).ok()?;
    Some(guard)
}

/// Where the window's logs are.
pub fn folder(data_dir: &Path) -> PathBuf {
    data_dir.join("logs")
}

/// The log of a job.
pub fn job_file(job: &Path) -> PathBuf {
    job.join("logs").join("ingather.log")
}

/// The log of a job while it runs. One that cannot be written stops nothing.
pub struct JobLog(Option<Mutex<File>>);

impl JobLog {
    pub fn open(job: &Path) -> Self {
        let path = job_file(job);
        let opened = durable::make_private_folder(path.parent().unwrap_or(job))
            .and_then(|()| OpenOptions::new().create(true).append(true).open(&path));
        if let Err(error) = &opened {
            tracing::warn!(%error, "The log of a job cannot be written.");
        }
        Self(opened.ok().map(Mutex::new))
    }

    /// Adds one line.
    pub fn line(&self, level: LogLevel, message: &str) {
        let Some(file) = &self.0 else { return };
        let Ok(now) = jiff::Timestamp::from_millisecond(clock::now_ms()) else { return };
        let word = format!("{level:?}").to_uppercase();
        let entry = json!({ "timestamp": now.to_string(), "level": word, "fields": { "message": message } });
        if let Err(error) = held(file).write_all(format!("{entry}\n").as_bytes()) {
            tracing::warn!(%error, "The log of a job cannot be written.");
        }
    }
}
