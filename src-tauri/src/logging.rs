//! The shell's log: JSON lines in the data folder, a file a day, a week of them.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::EnvFilter;
use ts_rs::TS;

/// Writes out what is still buffered when it is dropped.
pub type LogGuard = WorkerGuard;

const DAYS_KEPT: usize = 7;
/// Lines of one answer; a page that wants more asks again.
const AT_MOST: usize = 500;
/// More lines than a day's file will have: a line's number is day times this plus its place.
const LINES_A_DAY: u64 = 10_000_000;

/// How much a line matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum LogLevel {
    #[serde(alias = "ERROR")]
    Error,
    #[serde(alias = "WARN")]
    Warn,
    #[serde(alias = "INFO")]
    Info,
    #[serde(alias = "DEBUG")]
    Debug,
    #[serde(alias = "TRACE")]
    Trace,
}

/// One line of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct LogLine {
    /// Grows with every line, also from one day to the next.
    pub number: u64,
    pub at_ms: i64,
    pub level: LogLevel,
    pub text: String,
}

/// Starts logging into that data folder; `None` if the folder cannot be written, then only errors are printed.
pub fn start(data_dir: &Path) -> Option<LogGuard> {
    if let Err(error) = make_private(&folder(data_dir)) {
        eprintln!("ingather-desktop: no log is kept: {error}");
        return None;
    }
    let appender = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("desktop")
        .filename_suffix("log")
        .max_log_files(DAYS_KEPT)
        .build(folder(data_dir));
    let appender = match appender {
        Ok(appender) => appender,
        Err(error) => {
            eprintln!("ingather-desktop: no log is kept: {error}");
            return None;
        }
    };
    let (writer, guard) = tracing_appender::non_blocking(appender);
    let wanted = EnvFilter::try_from_env("INGATHER_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let subscriber = tracing_subscriber::fmt().json().with_writer(writer).with_env_filter(wanted).finish();
    tracing::subscriber::set_global_default(subscriber).ok()?;
    Some(guard)
}

/// Names of files are nobody else's business.
fn make_private(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}

fn folder(data_dir: &Path) -> PathBuf {
    data_dir.join("logs")
}

#[derive(Deserialize)]
struct Written {
    timestamp: String,
    level: LogLevel,
    fields: Fields,
}

#[derive(Deserialize)]
struct Fields {
    #[serde(default)]
    message: String,
    #[serde(default)]
    job: Option<String>,
}

/// Lines after a number, of one job or of all; the newest ones if there are many.
pub fn tail(data_dir: &Path, job: Option<&str>, after: u64) -> std::io::Result<Vec<LogLine>> {
    let mut lines = Vec::new();
    for (day, path) in days(&folder(data_dir))? {
        let first = day * LINES_A_DAY;
        if first + LINES_A_DAY <= after {
            continue;
        }
        for (number, text) in (first + 1..).zip(BufReader::new(File::open(path)?).lines()) {
            if number > after {
                lines.extend(line(number, &text?, job));
            }
        }
    }
    let surplus = if after == 0 { lines.len().saturating_sub(AT_MOST) } else { 0 };
    lines.drain(..surplus);
    lines.truncate(AT_MOST);
    Ok(lines)
}

fn line(number: u64, text: &str, job: Option<&str>) -> Option<LogLine> {
    let written: Written = serde_json::from_str(text).ok()?;
    if job.is_some() && written.fields.job.as_deref() != job {
        return None;
    }
    let at_ms = written.timestamp.parse::<jiff::Timestamp>().ok()?.as_millisecond();
    Some(LogLine { number, at_ms, level: written.level, text: written.fields.message })
}

/// The files with their days as numbers such as 20261125, oldest first.
fn days(folder: &Path) -> std::io::Result<Vec<(u64, PathBuf)>> {
    let mut days = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let date = name.strip_prefix("desktop.").and_then(|rest| rest.strip_suffix(".log"));
        let digits = date.map(|date| date.replace('-', "")).unwrap_or_default();
        if let Ok(day) = digits.parse() {
            days.push((day, path));
        }
    }
    days.sort();
    Ok(days)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn lines_are_numbered_over_midnight_and_filtered_by_job() {
        let data = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder(data.path())).unwrap();
        for (day, job) in [("2026-11-24", "a"), ("2026-11-25", "b")] {
            let mut file = File::create(folder(data.path()).join(format!("desktop.{day}.log"))).unwrap();
            writeln!(file, r#"{{"timestamp":"{day}T10:00:00.5Z","level":"INFO","fields":{{"message":"m","job":"{job}"}},"target":"t"}}"#)
                .unwrap();
            writeln!(file, "half a li").unwrap();
        }
        let all = tail(data.path(), None, 0).unwrap();
        assert_eq!(all.len(), 2, "a broken line is passed over");
        assert!(all[0].number < all[1].number && all[0].at_ms < all[1].at_ms);
        assert_eq!(tail(data.path(), None, all[0].number).unwrap(), all[1..], "only what is new");
        assert_eq!(tail(data.path(), Some("b"), 0).unwrap(), all[1..]);
        assert!(tail(data.path(), None, all[1].number).unwrap().is_empty());
    }
}
