//! A drive's story as a table: every file that was on it, what became of it and why, where it is now. It stays on the
//! archive, so that it can be read in ten years without us.

use std::io::{self, Read, Write};

use super::SummaryRow;
use super::csv::{defused, undefused};
use super::row::date;
use crate::error::Error;
use crate::model::Term;
use crate::text::of_system;
use crate::words;

/// The columns of `story.csv`, described in the project's documentation.
const COLUMNS: [&str; 16] = [
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
    "mode",
];

const GONE: &str = "gone from the drive";
const COPIED: &str = "copied";
const ALREADY_THERE: &str = "already there";
const REPEAT: &str = "repeat";

/// A file of the drive.
#[derive(Debug, Clone)]
pub struct StoryRow {
    pub file: SummaryRow,
    /// It was on the drive once and is not any more.
    pub vanished: bool,
    /// When its copy or twin was last looked at.
    pub verified_ms: Option<i64>,
    pub decision: Option<Decision>,
    /// Permission bits.
    pub mode: u32,
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

/// A line of a story as it was written down: to be believed in nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoryLine {
    /// In text form, as the others.
    pub path: String,
    pub size: u64,
    /// Nanoseconds since the epoch.
    pub mtime_ns: i64,
    pub became: String,
    pub reason: String,
    pub now_at: String,
    pub checksum: String,
    pub message: String,
    /// Permission bits; stories of old do not tell them.
    pub mode: Option<u32>,
}

impl StoryLine {
    /// It was not on the drive any more.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        self.became == GONE
    }

    /// Its content is kept somewhere.
    #[must_use]
    pub fn is_kept(&self) -> bool {
        matches!(self.became.as_str(), COPIED | ALREADY_THERE | REPEAT)
    }
}

/// Reads a story and hands out its lines with their numbers; refused in words where it is none, or is cut off.
pub fn read_story(
    from: impl Read,
    each: &mut dyn FnMut(StoryLine, u64) -> crate::Result<()>,
) -> crate::Result<()> {
    let mut table = ::csv::Reader::from_reader(from);
    let columns = table.headers().map_err(|e| damaged(&e))?.clone();
    let at = |name: &str| column(&columns, name);
    let mode_at = at("mode").ok();
    let places = [
        at("path")?,
        at("size")?,
        at("mtime")?,
        at("became")?,
        at("reason")?,
        at("now_at")?,
        at("checksum")?,
        at("message")?,
    ];
    let mut row = ::csv::StringRecord::new();
    while table.read_record(&mut row).map_err(|e| damaged(&e))? {
        let [path, size, mtime, became, reason, now_at, checksum, message] =
            places.map(|place| undefused(row.get(place).unwrap_or_default()));
        let line = row.position().map_or(0, ::csv::Position::line);
        let when = mtime.parse::<jiff::Timestamp>().map(|t| t.as_nanosecond());
        let mtime_ns = when.ok().and_then(|ns| i64::try_from(ns).ok());
        let (Ok(size), Some(mtime_ns)) = (size.parse(), mtime_ns) else {
            let what = words!(
                "the drive's story is damaged: line {line} has no size or no date",
                line = Text(line.to_string())
            );
            return Err(Error::blocked("story_damaged", what));
        };
        let told = StoryLine {
            path: path.to_owned(),
            size,
            mtime_ns,
            became: became.to_owned(),
            reason: reason.to_owned(),
            now_at: now_at.to_owned(),
            checksum: checksum.to_owned(),
            message: message.to_owned(),
            mode: mode_at.and_then(|at| mode_told(row.get(at)?)),
        };
        each(told, line)?;
    }
    Ok(())
}

/// Where a column of that name is.
pub(super) fn column(columns: &::csv::StringRecord, name: &str) -> crate::Result<usize> {
    columns.iter().position(|column| column == name).ok_or_else(|| {
        Error::blocked(
            "story_damaged",
            words!("the drive's story is damaged: it has no column {name}", name = Text(name.to_string())),
        )
    })
}

/// Permission bits as `chmod` takes them.
pub(super) fn mode_text(mode: u32) -> String {
    format!("{:04o}", mode & 0o7777)
}

pub(super) fn mode_told(cell: &str) -> Option<u32> {
    u32::from_str_radix(cell, 8).ok().filter(|mode| *mode <= 0o7777)
}

pub(super) fn damaged(e: &::csv::Error) -> Error {
    let why = match (e.kind(), e.position()) {
        (::csv::ErrorKind::Io(error), _) => of_system(error),
        (_, Some(at)) => words!("line {line} cannot be understood", line = Text(at.line().to_string())),
        (_, None) => words!("the system says: {said}", said = Text(e.to_string())),
    };
    Error::blocked("story_damaged", words!("the drive's story is damaged: {why}", why = Words(why)))
}

fn cells(row: &StoryRow) -> [String; 16] {
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
        mode_text(row.mode),
    ]
}

fn became(row: &StoryRow) -> &'static str {
    if row.vanished {
        return GONE;
    }
    match Term::of(row.file.status, row.file.reason) {
        Term::Copied => COPIED,
        Term::AlreadyThere => ALREADY_THERE,
        Term::Repeat => REPEAT,
        Term::LeftOut => "left out",
        Term::Failed => "failed",
        Term::ToDo => "to do",
    }
}
