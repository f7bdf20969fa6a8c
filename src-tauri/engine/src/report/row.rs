//! One line of `summary.csv`: a file of a source, for one destination.

use serde::Serialize;

use crate::model::{CopyStatus, Depth, Method, Outcome, Reason, Term};
use crate::text::Words;
use crate::views::FileRow;

/// Names and paths are in text form (`\xNN` for what is no plain text).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SummaryRow {
    pub drive: String,
    /// Relative to the drive or source folder.
    pub path: String,
    /// Bytes.
    pub size: u64,
    /// Nanoseconds since the epoch.
    #[serde(rename = "mtime", serialize_with = "as_date")]
    pub mtime_ns: i64,
    pub status: CopyStatus,
    pub reason: Reason,
    /// Name of the archive.
    pub destination: String,
    /// Where the copy is, relative to the archive.
    pub target: Option<String>,
    /// The file that made a copy needless, with the place where it is.
    pub twin: Option<String>,
    /// BLAKE3, 64 hex digits.
    pub checksum: Option<String>,
    pub verified: Option<Outcome>,
    /// How it was verified.
    pub method: Option<Method>,
    pub error_code: Option<String>,
    #[serde(serialize_with = "in_english")]
    pub message: Option<Words>,
}

impl SummaryRow {
    /// From the row of a list. `mtime_ns` because lists round to milliseconds.
    #[must_use]
    pub fn of(row: &FileRow, mtime_ns: i64, destination: &str, method: Option<Method>) -> Self {
        let folder = if row.folder.is_empty() { String::new() } else { format!("{}/", row.folder) };
        let twin = row.twin.as_ref().map(|path| match &row.twin_where {
            Some(place) if place != destination => format!("{place}: {path}"),
            Some(_) | None => path.clone(),
        });
        Self {
            drive: row.drive.clone(),
            path: format!("{folder}{}", row.name),
            size: row.size,
            mtime_ns,
            status: row.status,
            reason: row.reason,
            destination: destination.to_owned(),
            target: row.target.clone(),
            twin,
            checksum: row.checksum.clone(),
            verified: row.verified,
            method,
            error_code: row.error_code.clone(),
            message: row.message.clone(),
        }
    }

    /// Not done, or not verified although the job asks for it.
    #[must_use]
    pub fn is_problem(&self, wanted: Depth) -> bool {
        match Term::of(self.status, self.reason) {
            Term::Failed | Term::ToDo => true,
            Term::LeftOut => self.reason == Reason::Clash,
            Term::Copied | Term::AlreadyThere | Term::Repeat => match self.verified {
                Some(Outcome::Ok) => false,
                Some(Outcome::Missing | Outcome::Damaged | Outcome::Edited | Outcome::Unreadable) => true,
                None => super::expects_verification(wanted),
            },
        }
    }

    /// The time of last change as ISO 8601 in UTC.
    #[must_use]
    pub fn mtime(&self) -> String {
        date(self.mtime_ns)
    }
}

/// A time as ISO 8601 in UTC, without a fraction if there is none.
pub fn date(ns: i64) -> String {
    jiff::Timestamp::from_nanosecond(i128::from(ns)).map_or_else(|_| String::new(), |t| t.to_string())
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde's signature
fn as_date<S: serde::Serializer>(ns: &i64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&date(*ns))
}

/// Programs read the tables and lines, so these are the same in every language.
#[allow(clippy::ref_option)] // serde's signature
fn in_english<S: serde::Serializer>(words: &Option<Words>, serializer: S) -> Result<S::Ok, S::Error> {
    words.as_ref().map(Words::as_str).serialize(serializer)
}
