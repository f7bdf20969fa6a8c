//! A drive's story as a table: every file that was on it, what became of it and why, where it is now. It stays on the
//! archive, so that it can be read in ten years without us.

use std::io::{self, Write};

use super::SummaryRow;
use super::csv::defused;
use super::row::date;
use crate::model::Term;

/// The columns of `story.csv`, described in the project's documentation.
const COLUMNS: [&str; 15] = [
    "path",
    "size",
    "mtime",
    "became",
    "reason",
    "archive",
    "now_at",
    "checksum",
    "verified",
    "method",
    "verified_at",
    "decision",
    "decided_because",
    "decided_at",
    "message",
];

/// A file of the drive.
#[derive(Debug, Clone)]
pub struct StoryRow {
    pub file: SummaryRow,
    /// It was on the drive once and is not any more.
    pub vanished: bool,
    /// When its copy or twin was last looked at.
    pub verified_ms: Option<i64>,
    pub decision: Option<Decision>,
}

/// What a person decided about a file.
#[derive(Debug, Clone)]
pub struct Decision {
    /// `copy` or `leave_out`.
    pub what: String,
    pub why: String,
    pub at_ms: i64,
}

/// Takes one row.
pub type StorySink<'a> = dyn FnMut(&StoryRow) -> io::Result<()> + 'a;

/// Writes the table; `rows` gives every row to the sink it is handed.
pub fn story(
    out: &mut dyn Write,
    rows: &mut dyn FnMut(&mut StorySink<'_>) -> crate::Result<()>,
) -> io::Result<()> {
    let mut table = ::csv::Writer::from_writer(out);
    table.write_record(COLUMNS)?;
    rows(&mut |row| Ok(table.write_record(cells(row))?)).map_err(io::Error::other)?;
    table.flush()
}

fn cells(row: &StoryRow) -> [String; 15] {
    let file = &row.file;
    let at = |ms: Option<i64>| ms.map_or_else(String::new, |ms| date(ms.saturating_mul(1_000_000)));
    let text = |cell: Option<&str>| defused(cell.unwrap_or_default());
    let decision = row.decision.as_ref();
    [
        defused(&file.path),
        file.size.to_string(),
        file.mtime(),
        became(row).to_owned(),
        file.reason.as_str().to_owned(),
        defused(&file.destination),
        text(file.target.as_deref().or(file.twin.as_deref())),
        text(file.checksum.as_deref()),
        file.verified.map_or_else(String::new, |o| o.as_str().to_owned()),
        file.method.map_or_else(String::new, |m| m.as_str().to_owned()),
        at(row.verified_ms),
        text(decision.map(|d| d.what.as_str())),
        text(decision.map(|d| d.why.as_str())),
        at(decision.map(|d| d.at_ms)),
        text(file.message.as_deref().or(file.error_code.as_deref())),
    ]
}

fn became(row: &StoryRow) -> &'static str {
    if row.vanished {
        return "gone from the drive";
    }
    match Term::of(row.file.status, row.file.reason) {
        Term::Copied => "copied",
        Term::AlreadyThere => "already there",
        Term::Repeat => "repeat",
        Term::LeftOut => "left out",
        Term::Failed => "failed",
        Term::ToDo => "to do",
    }
}
