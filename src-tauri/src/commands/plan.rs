//! The plan's lists, a page at a time.

use ingather_engine::views::{FilesPage, FilesQuery, FoldersPage, TreeLevel};

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

/// The folders in one folder of a drive as it was at the last look.
#[tauri::command]
pub async fn job_tree(shell: Held<'_>, id: String, source: i64, path: String) -> Answer<TreeLevel> {
    work(shell, move |shell| Ok(shell.job(&id)?.folder_level(source, &path)?)).await
}
