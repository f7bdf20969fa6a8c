//! What a person decides about files of a job. Records change, never a disk; the next run carries it out.

use ingather_engine::views::Selection;

use super::{Held, work};
use crate::error::Answer;

/// Leaves files or folders out of the job; the answer is the number of files.
#[tauri::command]
pub async fn job_leave_out(shell: Held<'_>, id: String, selection: Selection, reason: String) -> Answer<u64> {
    work(shell, move |shell| Ok(shell.idle_job(&id)?.leave_out_rows(&selection, &reason)?)).await
}

/// Takes in what was left out, and has copied what needs no copy; the answer is the number of files that wait now.
#[tauri::command]
pub async fn job_take_in(shell: Held<'_>, id: String, selection: Selection, reason: String) -> Answer<u64> {
    work(shell, move |shell| Ok(shell.idle_job(&id)?.take_in_rows(&selection, &reason)?)).await
}

/// Accepts files whose content differs from what was recorded of it; the answer is the number of those that differed.
#[tauri::command]
pub async fn job_accept(shell: Held<'_>, id: String, selection: Selection, reason: String) -> Answer<u64> {
    work(shell, move |shell| Ok(shell.idle_job(&id)?.accept_rows(&selection, &reason)?)).await
}

/// Files that failed wait again, the selected ones or all; the answer is their number. A run that is under way copies them
/// before it ends.
#[tauri::command]
pub async fn job_retry(shell: Held<'_>, id: String, selection: Option<Selection>) -> Answer<u64> {
    work(shell, move |shell| {
        let job = shell.idle_job(&id)?;
        let files = job.failed(selection.as_ref())?;
        match shell.runs.ask(&id, |run| run.retry(files)) {
            Some(waiting) => Ok(waiting?),
            None => Ok(job.retry(selection.as_ref())?),
        }
    })
    .await
}
