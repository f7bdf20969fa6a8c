//! `log`: what happened when, from the job's log.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::sync::atomic::Ordering;
use std::time::Duration;

use ingather_engine::model::display_bytes;
use ingather_engine::{Error, Result};
use serde_json::Value;

use crate::arguments::{Global, JobOptions};
use crate::output::Output;
use crate::{ask, logging, place, signals};

/// Shows the log, and with `follow` what is added to it.
pub fn run(global: &Global, follow: bool, output: &Output) -> Result<i32> {
    let asked = signals::listen();
    let place = place::existing(global, &ask::layers(global, &JobOptions::default())?)?;
    let path = logging::file(&place.folder);
    let file = match File::open(&path) {
        Ok(file) => file,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
            output.say("the log is empty: nothing of this job has run yet");
            return Ok(0);
        }
        Err(e) => {
            return Err(
                Error::blocked("log_unreadable", format!("the log cannot be read: {e}")).at_path(&path)
            );
        }
    };
    let mut lines = BufReader::new(file);
    let mut line = Vec::new();
    loop {
        let ended = !matches!(lines.read_until(b'\n', &mut line), Ok(n) if n > 0);
        if line.ends_with(b"\n") {
            show(&String::from_utf8_lossy(&line), output);
            line.clear();
        }
        if ended {
            if !follow || asked.load(Ordering::Acquire) {
                return Ok(0);
            }
            std::thread::sleep(Duration::from_millis(200));
        }
    }
}

fn show(line: &str, output: &Output) {
    let Ok(entry) = serde_json::from_str::<Value>(line) else { return };
    if output.is_json() {
        output.object(&entry);
    } else {
        output.answer(&words(&entry));
    }
}

/// Time, level and sentence; what else was noted only where somebody asked for every detail.
fn words(entry: &Value) -> String {
    let text = |value: &Value| {
        display_bytes(value.as_str().map_or_else(|| value.to_string(), str::to_owned).as_bytes())
    };
    let mut out = format!(
        "{}  {:<5}  {}",
        text(&entry["timestamp"]),
        text(&entry["level"]),
        text(&entry["fields"]["message"])
    );
    let is_detail = matches!(entry["level"].as_str(), Some("DEBUG" | "TRACE"));
    let noted = entry["fields"].as_object().into_iter().flatten();
    for (name, value) in noted.filter(|(name, _)| is_detail && *name != "message") {
        out.push_str(&format!("  {name}={}", text(value)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_log_becomes_words() {
        let entry = |level: &str| {
            serde_json::json!({
                "timestamp": "2026-11-25T02:00:00Z", "level": level,
                "fields": {"message": "The drive reports an error.", "code": "read_failed"},
            })
        };
        assert_eq!(words(&entry("WARN")), "2026-11-25T02:00:00Z  WARN   The drive reports an error.");
        assert_eq!(
            words(&entry("DEBUG")),
            "2026-11-25T02:00:00Z  DEBUG  The drive reports an error.  code=read_failed"
        );
    }
}
