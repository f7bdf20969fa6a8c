//! The log, as it grows.

use super::{Held, work};
use crate::error::Answer;
use crate::logging::{self, LogLine};

#[tauri::command]
pub async fn log_tail(shell: Held<'_>, id: Option<String>, after: u64) -> Answer<Vec<LogLine>> {
    work(shell, move |shell| Ok(logging::tail(shell.library.data_dir(), id.as_deref(), after)?)).await
}
