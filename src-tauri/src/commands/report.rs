//! Reports: opened in the program that the desktop has for them, or saved where the user says.

use std::fs::File;
use std::io;
use std::path::PathBuf;

use ingather_engine::job::Job;
use ingather_engine::views::FilesQuery;
use ingather_engine::words;
use serde::{Deserialize, Serialize};
use tauri::AppHandle;
use ts_rs::TS;

use super::{Held, work};
use crate::chosen::{path_of, text_of};
use crate::error::{Answer, Refusal};
use crate::state::held;
use crate::{dialogs, files};

/// What can be saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum SaveKind {
    PlanCsv,
    SummaryCsv,
    ReportHtml,
    Checksums,
}

#[tauri::command]
pub async fn job_open_report(shell: Held<'_>, id: String, report: String) -> Answer<()> {
    work(shell, move |shell| {
        // Only what the engine itself lists; the page cannot have any other file opened.
        let listed = shell.job(&id)?.results()?.reports;
        let path = listed.iter().find(|path| **path == report).and_then(|path| path_of(path));
        let path = path.ok_or_else(|| Refusal::new("no_report", "there is no such report").at(&report))?;
        tauri_plugin_opener::open_path(&path, None::<&str>).map_err(|error| {
            Refusal::new(
                "no_program",
                words!("nothing opens it: {error}", error = Words(files::no_program(&error))),
            )
            .at(&report)
        })
    })
    .await
}

/// Copies a report of the job to where the user says; `None` if cancelled.
#[tauri::command]
pub async fn job_save(app: AppHandle, shell: Held<'_>, id: String, what: SaveKind) -> Answer<Option<String>> {
    work(shell, move |shell| {
        let job = shell.job(&id)?;
        let from = written(&job, what)?;
        let name = format!("{id} {}", from.file_name().unwrap_or_default().to_string_lossy());
        let Some(to) = dialogs::pick_save(&app, &words!("Save a copy"), &name) else { return Ok(None) };
        files::write_with(&to, |out| Ok(io::copy(&mut File::open(from)?, out).map(|_| ())?))?;
        Ok(Some(text_of(&to)))
    })
    .await
}

/// Writes the files of a list, all of them, where the user says; `None` if cancelled. `name`: how the file is offered.
#[tauri::command]
pub async fn job_save_list(
    app: AppHandle,
    shell: Held<'_>,
    id: String,
    query: FilesQuery,
    name: String,
) -> Answer<Option<String>> {
    work(shell, move |shell| {
        let job = shell.job(&id)?;
        let Some(to) = dialogs::pick_save(&app, &words!("Export list"), &table_name(&name)) else {
            return Ok(None);
        };
        files::write_with(&to, |out| Ok(job.write_list(&query, out)?))?;
        Ok(Some(text_of(&to)))
    })
    .await
}

/// The same for the files that the last look at a drive found in the way.
#[tauri::command]
pub async fn drive_save_list(
    app: AppHandle,
    shell: Held<'_>,
    volume: String,
    path: String,
    name: String,
) -> Answer<Option<String>> {
    work(shell, move |shell| {
        let from = held(&shell.looked).get(&(volume, path)).cloned();
        let from = from.filter(|table| table.is_file());
        let from =
            from.ok_or_else(|| Refusal::new("no_report", "look at the drive again: its list is gone"))?;
        let Some(to) = dialogs::pick_save(&app, &words!("Export list"), &table_name(&name)) else {
            return Ok(None);
        };
        files::write_with(&to, |out| Ok(io::copy(&mut File::open(from)?, out).map(|_| ())?))?;
        Ok(Some(text_of(&to)))
    })
    .await
}

/// What the page calls a list, as the name of a file.
fn table_name(name: &str) -> String {
    let fit: String =
        name.chars().map(|c| if c.is_control() || "/\\:".contains(c) { '-' } else { c }).collect();
    format!("{}.csv", fit.trim_start_matches('.'))
}

/// The engine's own file of that kind, among those it lists.
fn written(job: &Job, what: SaveKind) -> Answer<PathBuf> {
    let ending = match what {
        // With the folder's end: a drive may be called so, too.
        SaveKind::PlanCsv | SaveKind::SummaryCsv => "/summary.csv",
        SaveKind::ReportHtml => "/summary.html",
        SaveKind::Checksums => ".b3",
    };
    let listed = job.results()?.reports;
    let path = listed.iter().find(|path| path.ends_with(ending)).and_then(|path| path_of(path));
    path.filter(|path| path.is_file())
        .ok_or_else(|| Refusal::new("no_report", "this report is written when the job has run"))
}
