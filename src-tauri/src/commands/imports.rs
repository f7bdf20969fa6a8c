//! Checksums that other programs and machines recorded: chosen in the dialog, shown first, then taken over.

use std::path::PathBuf;

use ingather_engine::imports::ImportRequest;
use ingather_engine::views::{ImportPreview, ImportReport};
use serde::{Deserialize, Serialize};
use tauri::AppHandle;
use ts_rs::TS;

use super::{Held, work};
use crate::checks::{self, CheckKind};
use crate::dialogs;
use crate::error::Answer;
use crate::state::{Shell, not_chosen};

/// What is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ImportPick {
    /// A list, a media hash list or a database.
    File,
    /// A bag, or a folder with media hash lists in it.
    Folder,
}

/// Lets the user choose what to take over; `None` if cancelled.
#[tauri::command]
pub async fn import_pick(app: AppHandle, shell: Held<'_>, what: ImportPick) -> Answer<Option<String>> {
    work(shell, move |shell| {
        const TITLE: &str = "Take over checksums";
        let chosen = match what {
            ImportPick::File => dialogs::pick_file(&app, TITLE, None),
            ImportPick::Folder => dialogs::pick_folders(&app, TITLE, false).pop(),
        };
        Ok(chosen.map(|path| shell.chosen.remember(&path)))
    })
    .await
}

/// What an import would bring, and how much of it is about which drive. Writes nothing.
#[tauri::command]
pub async fn import_preview(
    app: AppHandle,
    shell: Held<'_>,
    path: String,
    job: Option<String>,
) -> Answer<ImportPreview> {
    work(shell, move |shell| {
        let request = request(shell, &path, job.as_deref())?;
        checks::run(shell, &app, CheckKind::Import, |cancel, _| {
            shell.library.preview_import(&request, cancel)
        })
    })
    .await
}

/// Takes checksums over. `trust` counts what another catalogue of ours computed as computed here.
#[tauri::command]
pub async fn import_take(
    app: AppHandle,
    shell: Held<'_>,
    path: String,
    job: Option<String>,
    trust: bool,
) -> Answer<ImportReport> {
    work(shell, move |shell| {
        let request = ImportRequest { trust, ..request(shell, &path, job.as_deref())? };
        checks::run(shell, &app, CheckKind::Import, |cancel, _| shell.library.import(&request, cancel))
    })
    .await
}

fn request(shell: &Shell, path: &str, job: Option<&str>) -> Answer<ImportRequest> {
    let from: PathBuf = shell.chosen.find(path).ok_or_else(|| not_chosen(path))?;
    let job = job.map(|id| Ok::<_, crate::error::Refusal>(shell.job(id)?.folder().to_owned())).transpose()?;
    Ok(ImportRequest { from: vec![from], job, ..ImportRequest::default() })
}
