//! One error type: a code that programs branch on, a sentence for people, what to do, and the exit code.

use std::path::Path;

use crate::model::{display_bytes, path_bytes};
use crate::text::Words;
use crate::views::Problem;
use crate::words;

/// What went wrong, told apart by what a caller does about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Wrong use or configuration: exit 2.
    Usage,
    /// Cannot run or go on (drive gone, no space, broken database): exit 3.
    Blocked,
    /// The job or destination is in use by another process: exit 4.
    InUse,
    /// Stopped by the user: exit 130.
    Stopped,
    /// One file failed; the job goes on. Never ends a phase.
    File,
}

/// An error of the engine.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    /// What a caller does about it.
    pub kind: Kind,
    /// A stable word such as `no_space`.
    pub code: &'static str,
    /// A sentence for people, without a full stop at the end.
    pub message: Words,
    /// The file or folder concerned, as bytes.
    pub path: Option<Vec<u8>>,
    /// What to do about it.
    pub hint: Option<Words>,
}

/// The result of everything in the engine.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// An error without path or hint.
    pub fn new(kind: Kind, code: &'static str, message: impl Into<Words>) -> Self {
        Self { kind, code, message: message.into(), path: None, hint: None }
    }

    /// Wrong use or configuration.
    pub fn usage(code: &'static str, message: impl Into<Words>) -> Self {
        Self::new(Kind::Usage, code, message)
    }

    /// The job cannot run or go on.
    pub fn blocked(code: &'static str, message: impl Into<Words>) -> Self {
        Self::new(Kind::Blocked, code, message)
    }

    /// One file failed.
    pub fn file(code: &'static str, message: impl Into<Words>) -> Self {
        Self::new(Kind::File, code, message)
    }

    /// The user asked to stop.
    #[must_use]
    pub fn stopped() -> Self {
        Self::new(Kind::Stopped, "stopped", "stopped; what was copied stays, and the job can be resumed")
    }

    /// A database turned out to be damaged while it was read; which one is found out when nobody uses it any more.
    #[must_use]
    pub(crate) fn damaged_database() -> Self {
        Self::blocked("database_damaged", "a database of the program is damaged")
            .hint("nothing in the archive or on the drives was touched by this; run the same command again")
    }

    /// Names the file or folder concerned.
    #[must_use]
    pub fn at(mut self, path: &[u8]) -> Self {
        self.path = Some(path.to_vec());
        self
    }

    /// Names the file or folder concerned.
    #[must_use]
    pub fn at_path(self, path: &Path) -> Self {
        self.at(&path_bytes(path))
    }

    /// Says what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Words>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The exit code of a command that ends with this error.
    #[must_use]
    pub fn exit_code(&self) -> i32 {
        match self.kind {
            Kind::Usage => 2,
            Kind::Blocked => 3,
            Kind::InUse => 4,
            Kind::Stopped => 130,
            Kind::File => 1,
        }
    }

    /// The sentence with what to do, where there is only one line for both.
    #[must_use]
    pub fn in_full(&self) -> Words {
        match self.hint.clone() {
            Some(hint) => {
                words!("{message}; {hint}", message = Words(self.message.clone()), hint = Words(hint))
            }
            None => self.message.clone(),
        }
    }

    /// The form that crosses to screens and JSON.
    #[must_use]
    pub fn to_problem(&self) -> Problem {
        Problem {
            code: self.code.to_owned(),
            message: self.message.clone(),
            path: self.path.as_deref().map(display_bytes),
            hint: self.hint.clone(),
        }
    }
}

/// Whether SQLite says that the bytes themselves are wrong, rather than that something stands in its way: also of a file
/// that is shorter than its own first page says, unless the journal holds the rest.
#[must_use]
pub(crate) fn is_damage(error: &rusqlite::Error) -> bool {
    use rusqlite::{Error as Sql, ErrorCode};
    match error.sqlite_error_code() {
        Some(code) => matches!(code, ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase),
        // A row that must be there is not, or holds what was never written.
        None => matches!(
            error,
            Sql::QueryReturnedNoRows
                | Sql::FromSqlConversionFailure(..)
                | Sql::InvalidColumnType(..)
                | Sql::IntegralValueOutOfRange(..)
                | Sql::Utf8Error(..)
        ),
    }
}

/// What SQLite says of an error, in words that other languages have as well.
#[must_use]
pub(crate) fn of_database(error: &rusqlite::Error) -> Words {
    use rusqlite::ErrorCode;
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::FileLockingProtocolFailed) => {
            words!("another program keeps it locked")
        }
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => words!("it is damaged"),
        Some(ErrorCode::ReadOnly) => words!("it cannot be written"),
        Some(ErrorCode::DiskFull) => words!("no space left"),
        Some(ErrorCode::SystemIoFailure) => words!("the drive reports an input/output error"),
        Some(ErrorCode::CannotOpen) => words!("it cannot be opened"),
        Some(ErrorCode::PermissionDenied | ErrorCode::AuthorizationForStatementDenied) => {
            words!("permission denied")
        }
        Some(ErrorCode::OutOfMemory) => words!("there is not enough memory"),
        Some(_) | None => words!("the system says: {said}", said = Text(error.to_string())),
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        if is_damage(&error) {
            return Self::damaged_database();
        }
        let full = matches!(error.sqlite_error_code(), Some(rusqlite::ErrorCode::DiskFull));
        if full {
            return Self::blocked("database_full", "no space left for the job's database")
                .hint("make room on the drive that holds the data folder, then resume");
        }
        if error.sqlite_error_code() == Some(rusqlite::ErrorCode::ReadOnly) {
            return Self::blocked("database_read_only", "a database of the program cannot be written")
                .hint("check that its file and folder are not write-protected");
        }
        let why = of_database(&error);
        Self::blocked("database", words!("a database failed: {error}", error = Words(why)))
            .hint("nothing in the archive or on the drives was touched by this; resume, or run the job anew")
    }
}

impl From<rusqlite_migration::Error> for Error {
    fn from(error: rusqlite_migration::Error) -> Self {
        // Its own words carry the whole text of the migration.
        let what = if let rusqlite_migration::Error::RusqliteError { err, .. } = &error {
            let known = err.sqlite_error().map(|_| of_database(err));
            known.unwrap_or_else(|| words!("a step of it cannot be carried out"))
        } else {
            words!("the system says: {said}", said = Text(error.to_string()))
        };
        Self::blocked(
            "database",
            words!("the database could not be brought up to date: {what}", what = Words(what)),
        )
        .hint("nothing in the archive or on the drives was touched by this; run the same command again")
    }
}
