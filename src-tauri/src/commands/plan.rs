//! The plan's lists, a page at a time.

use ingather_engine::views::{FilesPage, FilesQuery, FoldersPage};

use super::{Held, work};
use crate::error::Answer;

#[tauri::command]
pub async fn job_files(shell: Held<'_>, id: String, query: FilesQuery) -> Answer<FilesPage> {
    work(shell, move |shell| Ok(shell.job(&id)?.files(&query)?)).await
}

#[tauri::command]
pub async fn job_folders(shell: Held<'_>, id: String, query: FilesQuery) -> Answer<FoldersPage> {
    work(shell, move |shell| Ok(shell.job(&id)?.folders(&query)?)).await
}
