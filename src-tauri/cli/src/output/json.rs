//! `--json`: one object per line, as things happen.

use std::io::Write;

use ingather_engine::progress::Observer;
use ingather_engine::views::{JobEvent, JobSnapshot};
use serde::Serialize;

/// Prints events. Snapshots are for eyes; a program asks `status`.
pub struct Lines;

impl Observer for Lines {
    fn event(&self, number: u64, event: &JobEvent) {
        line(&serde_json::json!({ "type": "event", "number": number, "event": event }));
    }

    fn snapshot(&self, _snapshot: &JobSnapshot) {}
}

/// One object, flushed, so that a reader sees it at once.
pub fn line(value: &impl Serialize) {
    if let Ok(text) = serde_json::to_string(value) {
        let mut out = std::io::stdout().lock();
        let _ = writeln!(out, "{text}").and_then(|()| out.flush());
    }
}
