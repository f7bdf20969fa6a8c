//! Running a job: start, watch, pause, go on, stop.

use ingather_engine::model::Phase;
use ingather_engine::runner::JobHandle;
use ingather_engine::views::{JobSnapshot, WayOn};
use tauri::AppHandle;
use tauri::ipc::Channel;

use super::{Held, work};
use crate::error::{Answer, Refusal};
use crate::events::RunMessage;
use crate::runs;

#[tauri::command]
pub async fn run_start(
    app: AppHandle,
    shell: Held<'_>,
    id: String,
    until: Phase,
    channel: Channel<RunMessage>,
) -> Answer<()> {
    work(shell, move |shell| runs::start(shell, &app, &id, until, channel)).await
}

#[tauri::command]
pub async fn run_watch(
    shell: Held<'_>,
    id: String,
    channel: Channel<RunMessage>,
) -> Answer<Option<JobSnapshot>> {
    work(shell, move |shell| Ok(shell.runs.watch(&id, channel))).await
}

#[tauri::command]
pub async fn run_pause(shell: Held<'_>, id: String) -> Answer<()> {
    work(shell, move |shell| shell.runs.steer(&id, JobHandle::pause)).await
}

#[tauri::command]
pub async fn run_go_on(shell: Held<'_>, id: String) -> Answer<()> {
    work(shell, move |shell| shell.runs.steer(&id, JobHandle::go_on)).await
}

/// How to go on where a drive is missing or an archive is full.
#[tauri::command]
pub async fn run_answer(shell: Held<'_>, id: String, way: WayOn) -> Answer<()> {
    work(shell, move |shell| {
        let refused = || Refusal::new("not_running", "this job does not run at the moment");
        Ok(shell.runs.ask(&id, |run| run.answer(way)).ok_or_else(refused)??)
    })
    .await
}

#[tauri::command]
pub async fn run_stop(shell: Held<'_>, id: String) -> Answer<()> {
    work(shell, move |shell| shell.runs.steer(&id, JobHandle::stop)).await
}

#[tauri::command]
pub async fn run_active(shell: Held<'_>) -> Answer<Vec<JobSnapshot>> {
    work(shell, |shell| Ok(shell.runs.active())).await
}
