//! Folders and files outside the window: the picker, drops, the file manager.

use std::path::PathBuf;

use tauri::AppHandle;

use super::{Held, work};
use crate::dialogs;
use crate::error::{Answer, Refusal};
use crate::folders::{self, FolderView};
use crate::shown::{RevealSide, locate};
use crate::state::not_chosen;

#[tauri::command]
pub async fn folders_pick(
    app: AppHandle,
    shell: Held<'_>,
    title: String,
    multiple: bool,
) -> Answer<Vec<FolderView>> {
    work(shell, move |shell| folders::look(shell, &dialogs::pick_folders(&app, &title, multiple))).await
}

#[tauri::command]
pub async fn folders_look(shell: Held<'_>, paths: Vec<String>) -> Answer<Vec<FolderView>> {
    work(shell, move |shell| {
        let chosen = paths.iter().map(|text| shell.chosen.find(text).ok_or_else(|| not_chosen(text)));
        let chosen: Vec<PathBuf> = chosen.collect::<Answer<_>>()?;
        folders::look(shell, &chosen)
    })
    .await
}

/// Shows a listed file in the system's file manager.
#[tauri::command]
pub async fn job_reveal(shell: Held<'_>, id: String, file: i64, which: RevealSide) -> Answer<()> {
    work(shell, move |shell| {
        let absent = || Refusal::new("file_missing", "the file is not there at the moment");
        let row = shell.shown.find(&id, file).ok_or_else(absent)?;
        let path = locate(&shell.job(&id)?.view()?, &row, which).ok_or_else(absent)?;
        tauri_plugin_opener::reveal_item_in_dir(&path)
            .map_err(|error| Refusal::new("no_program", format!("no file manager opens it: {error}")))
    })
    .await
}
