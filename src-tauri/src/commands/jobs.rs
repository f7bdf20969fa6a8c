//! Jobs: list, make, change, look at.

use ingather_engine::demo;
use ingather_engine::views::{JobCard, JobConfig, JobView, ResultsView};

use super::{Held, work};
use crate::chosen::path_of;
use crate::error::Answer;

#[tauri::command]
pub async fn jobs_list(shell: Held<'_>) -> Answer<Vec<JobCard>> {
    work(shell, |shell| Ok(shell.library.jobs()?)).await
}

#[tauri::command]
pub async fn job_create(shell: Held<'_>, config: JobConfig) -> Answer<JobView> {
    work(shell, move |shell| {
        shell.admit(&config)?;
        let id = shell.library.create_job(&config)?;
        Ok(shell.job(&id)?.view()?)
    })
    .await
}

#[tauri::command]
pub async fn job_update(shell: Held<'_>, id: String, config: JobConfig) -> Answer<JobView> {
    work(shell, move |shell| {
        shell.admit(&config)?;
        let job = shell.job(&id)?;
        job.configure(&config)?;
        Ok(job.view()?)
    })
    .await
}

#[tauri::command]
pub async fn job_view(shell: Held<'_>, id: String) -> Answer<JobView> {
    work(shell, move |shell| Ok(shell.job(&id)?.view()?)).await
}

#[tauri::command]
pub async fn job_results(shell: Held<'_>, id: String) -> Answer<ResultsView> {
    work(shell, move |shell| Ok(shell.job(&id)?.results()?)).await
}

/// Makes three sample drives and a sample archive, and returns the job for them.
#[tauri::command]
pub async fn demo_prepare(shell: Held<'_>) -> Answer<JobConfig> {
    work(shell, |shell| {
        let config = demo::prepare_below(&shell.library.data_dir().join("samples"))?;
        for path in config.sources.iter().chain(&config.destinations).filter_map(|text| path_of(text)) {
            shell.chosen.remember(&path);
        }
        Ok(config)
    })
    .await
}
