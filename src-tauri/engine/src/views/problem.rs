//! An error as people read it and programs branch on it.

use serde::Serialize;
use ts_rs::TS;

use crate::text::Words;

/// Code, message and what to do. The code never changes its meaning; the message may.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Problem {
    /// e.g. `no_space`, `drive_missing`, `read_failed`.
    pub code: String,
    /// What happened, a sentence.
    pub message: Words,
    /// The file or folder concerned, in text form.
    pub path: Option<String>,
    /// What to do.
    pub hint: Option<Words>,
}
