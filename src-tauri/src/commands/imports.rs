//! Checksums that other programs and machines recorded: chosen in the dialog, shown first, then taken over.

use std::path::PathBuf;

use ingather_engine::imports::ImportRequest;
use ingather_engine::views::{ImportPreview, ImportReport, ImportTaken};
use ingather_engine::words;
use serde::{Deserialize, Serialize};
use tauri::AppHandle;
use ts_rs::TS;

use super::{Held, work};
use crate::checks::{self, CheckKind};
use crate::chosen::path_of;
use crate::dialogs;
use crate::error::{Answer, Refusal};
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
    /// The folder to which the paths of a list are relative.
    Base,
}

/// Lets the user choose what to take over; `None` if cancelled.
#[tauri::command]
pub async fn import_pick(app: AppHandle, shell: Held<'_>, what: ImportPick) -> Answer<Option<String>> {
    work(shell, move |shell| {
        let title = match what {
            ImportPick::File | ImportPick::Folder => words!("Take over checksums"),
            ImportPick::Base => words!("The folder that the list is about"),
        };
        let chosen = match what {
            ImportPick::File => dialogs::pick_file(&app, &title, None),
            ImportPick::Folder | ImportPick::Base => dialogs::pick_folders(&app, &title, false).pop(),
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
    base: Option<String>,
    job: Option<String>,
) -> Answer<ImportPreview> {
    work(shell, move |shell| {
        let request = request(shell, &path, base.as_deref(), job.as_deref())?;
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
    base: Option<String>,
    job: Option<String>,
    trust: bool,
) -> Answer<ImportReport> {
    work(shell, move |shell| {
        let request = ImportRequest { trust, ..request(shell, &path, base.as_deref(), job.as_deref())? };
        checks::run(shell, &app, CheckKind::Import, |cancel, _| shell.library.import(&request, cancel))
    })
    .await
}

/// What was taken over and not forgotten.
#[tauri::command]
pub async fn import_taken(shell: Held<'_>) -> Answer<Vec<ImportTaken>> {
    work(shell, |shell| Ok(shell.library.imports_taken()?)).await
}

/// Forgets what was taken over from a file that `import_taken` names. Returns the number of records.
#[tauri::command]
pub async fn import_forget(shell: Held<'_>, path: String, job: Option<String>) -> Answer<u64> {
    work(shell, move |shell| {
        let known = shell.library.imports_taken()?.iter().any(|taken| taken.path == path);
        let from = path_of(&path)
            .filter(|_| known)
            .ok_or_else(|| Refusal::new("not_imported", "nothing was taken over from there").at(&path))?;
        let job = folder_of(shell, job.as_deref())?;
        Ok(shell.library.forget_import(&ImportRequest {
            from: vec![from],
            job,
            ..ImportRequest::default()
        })?)
    })
    .await
}

fn request(shell: &Shell, path: &str, base: Option<&str>, job: Option<&str>) -> Answer<ImportRequest> {
    let chosen = |path: &str| shell.chosen.find(path).ok_or_else(|| not_chosen(path));
    let base = base.map(chosen).transpose()?;
    Ok(ImportRequest {
        from: vec![chosen(path)?],
        base,
        job: folder_of(shell, job)?,
        ..ImportRequest::default()
    })
}

fn folder_of(shell: &Shell, job: Option<&str>) -> Answer<Option<PathBuf>> {
    job.map(|id| Ok(shell.job(id)?.folder().to_owned())).transpose()
}
