//! Reads logs back, as they grow: the window's own by days, a job's from its folder.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::logging;

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

/// One line of a log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct LogLine {
    /// Grows with every line, also from one day to the next.
    pub number: u64,
    pub at_ms: i64,
    pub level: LogLevel,
    /// A sentence.
    pub text: String,
    /// What else was noted, for who wants to know more.
    pub noted: Option<String>,
}

/// Lines of the window's log after a number; the newest ones if there are many.
pub fn tail(data_dir: &Path, after: u64) -> std::io::Result<Vec<LogLine>> {
    let mut lines = Vec::new();
    for (day, path) in days(&logging::folder(data_dir))? {
        let first = day * LINES_A_DAY;
        if first + LINES_A_DAY > after {
            read(&path, first, after, &mut lines)?;
        }
    }
    Ok(newest(lines, after))
}

/// Lines of a job's log after a number; none before its first run.
pub fn tail_job(job: &Path, after: u64) -> std::io::Result<Vec<LogLine>> {
    let path = logging::job_file(job);
    let mut lines = Vec::new();
    if path.exists() {
        read(&path, 0, after, &mut lines)?;
    }
    Ok(newest(lines, after))
}

fn newest(mut lines: Vec<LogLine>, after: u64) -> Vec<LogLine> {
    let surplus = if after == 0 { lines.len().saturating_sub(AT_MOST) } else { 0 };
    lines.drain(..surplus);
    lines.truncate(AT_MOST);
    lines
}

fn read(path: &Path, first: u64, after: u64, lines: &mut Vec<LogLine>) -> std::io::Result<()> {
    let all = BufReader::new(File::open(path)?).split(b'\n');
    for (number, bytes) in (first + 1..).zip(all) {
        let bytes = bytes?;
        if number > after {
            lines.extend(line(number, &bytes));
        }
    }
    Ok(())
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
    #[serde(flatten)]
    noted: BTreeMap<String, serde_json::Value>,
}

impl Fields {
    /// The message, and whatever else was noted.
    fn words(self) -> (String, Option<String>) {
        let plain =
            |value: &serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let noted: Vec<String> =
            self.noted.iter().map(|(name, value)| format!("{name}: {}", plain(value))).collect();
        (self.message, (!noted.is_empty()).then(|| noted.join(", ")))
    }
}

fn line(number: u64, bytes: &[u8]) -> Option<LogLine> {
    let written: Written = serde_json::from_slice(bytes).ok()?;
    let at_ms = written.timestamp.parse::<jiff::Timestamp>().ok()?.as_millisecond();
    let (text, noted) = written.fields.words();
    Some(LogLine { number, at_ms, level: written.level, text, noted })
}

/// The files with their days as numbers such as 20261125, oldest first.
fn days(folder: &Path) -> std::io::Result<Vec<(u64, PathBuf)>> {
    let mut days = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let date = name.strip_prefix("desktop.").and_then(|rest| rest.strip_suffix(".log"));
        if let Some(day) = date.and_then(|date| date.replace('-', "").parse().ok()) {
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
    fn lines_are_numbered_over_midnight() {
        let data = tempfile::tempdir().unwrap();
        std::fs::create_dir(logging::folder(data.path())).unwrap();
        for day in ["2026-11-24", "2026-11-25"] {
            let path = logging::folder(data.path()).join(format!("desktop.{day}.log"));
            let mut file = File::create(path).unwrap();
            let text =
                r#"T10:00:00.5Z","level":"INFO","fields":{"message":"m","phase":"plan"},"target":"t"}"#;
            writeln!(file, "{{\"timestamp\":\"{day}{text}\nhalf a li").unwrap();
        }
        let all = tail(data.path(), 0).unwrap();
        assert_eq!(all.len(), 2, "a broken line is passed over");
        assert!(all[0].number < all[1].number && all[0].at_ms < all[1].at_ms);
        assert_eq!(all[0].text, "m", "the sentence alone");
        assert_eq!(all[0].noted.as_deref(), Some("phase: plan"), "for who wants to know more");
        assert_eq!(tail(data.path(), all[0].number).unwrap(), all[1..], "only what is new");
        assert!(tail(data.path(), all[1].number).unwrap().is_empty());
    }

    #[test]
    fn a_jobs_log_is_read_as_it_was_written() {
        let job = tempfile::tempdir().unwrap();
        assert!(tail_job(job.path(), 0).unwrap().is_empty(), "no run yet");
        let log = logging::JobLog::open(job.path());
        log.line(LogLevel::Warn, "\"Photos\"\nis away");
        log.line(LogLevel::Info, "done");
        let lines = tail_job(job.path(), 0).unwrap();
        assert_eq!((lines[0].level, lines[0].text.as_str()), (LogLevel::Warn, "\"Photos\"\nis away"));
        assert_eq!(tail_job(job.path(), 1).unwrap(), lines[1..]);
    }
}
