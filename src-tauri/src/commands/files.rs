//! Folders and files outside the window: the picker, drops, the file manager.

use std::path::PathBuf;

use tauri::AppHandle;

use super::{Held, work};
use crate::dialogs;
use crate::error::{Answer, Refusal};
use crate::folders::{self, FolderView};

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
        let chosen = paths.iter().map(|text| {
            let strange =
                || Refusal::new("not_chosen", "choose this folder in the dialog or drop it").at(text);
            shell.chosen.find(text).ok_or_else(strange)
        });
        let chosen: Vec<PathBuf> = chosen.collect::<Answer<_>>()?;
        folders::look(shell, &chosen)
    })
    .await
}
