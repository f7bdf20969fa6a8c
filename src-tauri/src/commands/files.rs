//! Folders and files outside the window: the picker, drops, the file manager.

use std::path::PathBuf;

use ingather_engine::job::PathOf;
use ingather_engine::text::Words;
use serde::{Deserialize, Serialize};
use tauri::AppHandle;
use ts_rs::TS;

use super::{Held, work};
use crate::dialogs;
use crate::error::{Answer, Refusal};
use crate::files;
use crate::folders::{self, FolderView};

#[tauri::command]
pub async fn folders_pick(
    app: AppHandle,
    shell: Held<'_>,
    title: String,
    multiple: bool,
) -> Answer<Vec<FolderView>> {
    work(shell, move |shell| {
        let title = Words::name(&title);
        folders::look(shell, &dialogs::pick_folders(&app, &title, multiple))
    })
    .await
}

#[tauri::command]
pub async fn folders_look(shell: Held<'_>, paths: Vec<String>) -> Answer<Vec<FolderView>> {
    work(shell, move |shell| {
        let chosen: Vec<PathBuf> = paths.iter().map(|text| shell.admitted(text)).collect::<Answer<_>>()?;
        folders::look(shell, &chosen)
    })
    .await
}

/// Which file of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum RevealSide {
    Source,
    Target,
    Twin,
}

impl From<RevealSide> for PathOf {
    fn from(side: RevealSide) -> Self {
        match side {
            RevealSide::Source => Self::Source,
            RevealSide::Target => Self::Target,
            RevealSide::Twin => Self::Twin,
        }
    }
}

/// Shows a file of the job in the system's file manager.
#[tauri::command]
pub async fn job_reveal(
    shell: Held<'_>,
    id: String,
    file: i64,
    destination: Option<i64>,
    which: RevealSide,
) -> Answer<()> {
    work(shell, move |shell| {
        let path = shell.job(&id)?.path_of(file, destination, PathOf::from(which))?;
        let path = path.ok_or_else(|| Refusal::new("file_missing", "the file is not there at the moment"))?;
        files::reveal(&path)
    })
    .await
}
