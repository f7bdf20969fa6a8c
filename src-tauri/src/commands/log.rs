//! The log, as it grows.

use super::{Held, work};
use crate::error::Answer;
use crate::log_lines::{self, LogLine};

/// A job's log, or without an id the window's own.
#[tauri::command]
pub async fn log_tail(shell: Held<'_>, id: Option<String>, after: u64) -> Answer<Vec<LogLine>> {
    work(shell, move |shell| match id {
        Some(id) => Ok(log_lines::tail_job(shell.job(&id)?.folder(), after)?),
        None => Ok(log_lines::tail(shell.library.data_dir(), after)?),
    })
    .await
}
