//! Jobs: list, make, change, look at.

use ingather_engine::config;
use ingather_engine::demo;
use ingather_engine::job::RootKind;
use ingather_engine::views::{JobCard, JobConfig, JobView, ResultsView};
use ingather_engine::words;
use tauri::AppHandle;

use super::{Held, work};
use crate::chosen::{path_of, text_of};
use crate::error::Answer;
use crate::state::Shell;
use crate::{dialogs, files};

#[tauri::command]
pub async fn jobs_list(shell: Held<'_>) -> Answer<Vec<JobCard>> {
    work(shell, |shell| Ok(shell.library.jobs()?)).await
}

/// What a new job is asked to do if nobody says otherwise, by the settings.
#[tauri::command]
pub async fn job_config_new(shell: Held<'_>) -> Answer<JobConfig> {
    work(shell, |shell| {
        let settings = shell.settings.get();
        let (verify, threads) = (settings.default_verify, settings.threads);
        Ok(JobConfig { verify, threads, ..JobConfig::default() })
    })
    .await
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
        let job = shell.idle_job(&id)?;
        job.configure(&config)?;
        Ok(job.view()?)
    })
    .await
}

/// Takes a drive out of a job that has begun; what was copied from it stays.
#[tauri::command]
pub async fn job_drop_source(shell: Held<'_>, id: String, path: String) -> Answer<JobView> {
    work(shell, move |shell| {
        let job = shell.idle_job(&id)?;
        job.remove_roots(RootKind::Source, &[path])?;
        Ok(job.view()?)
    })
    .await
}

/// A folder counts as archived no more; what rested on its files waits again.
#[tauri::command]
pub async fn job_drop_pool(shell: Held<'_>, id: String, path: String) -> Answer<JobView> {
    work(shell, move |shell| {
        let job = shell.idle_job(&id)?;
        job.remove_roots(RootKind::Pool, &[path])?;
        Ok(job.view()?)
    })
    .await
}

/// Takes an archive out of a job that has begun; what was copied into it stays there.
#[tauri::command]
pub async fn job_drop_archive(shell: Held<'_>, id: String, path: String) -> Answer<JobView> {
    work(shell, move |shell| {
        let job = shell.idle_job(&id)?;
        job.remove_roots(RootKind::Destination, &[path])?;
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
        remember_folders(shell, &config);
        Ok(config)
    })
    .await
}

/// Writes a job's configuration to where the user says, in the form that the command line takes; `None` if cancelled.
#[tauri::command]
pub async fn job_config_save(app: AppHandle, shell: Held<'_>, config: JobConfig) -> Answer<Option<String>> {
    work(shell, move |_| {
        let text = config::to_yaml(&config)?;
        let name = if config.name.trim().is_empty() { "job" } else { config.name.trim() };
        let name = format!("{}.yaml", name.replace(['/', '\\'], "-"));
        let Some(to) = dialogs::pick_save(&app, &words!("Save what this job does"), &name) else {
            return Ok(None);
        };
        files::write(&to, &text)?;
        Ok(Some(text_of(&to)))
    })
    .await
}

/// Reads a configuration file that the user chooses; `None` if cancelled. Who chooses the file chooses the folders that
/// it names: they are shown before anything is done with them.
#[tauri::command]
pub async fn job_config_load(app: AppHandle, shell: Held<'_>) -> Answer<Option<JobConfig>> {
    work(shell, move |shell| {
        let (title, kind) = (words!("Load what a job does"), words!("Job"));
        let kinds = Some((&kind, &["yaml", "yml"][..]));
        let Some(from) = dialogs::pick_file(&app, &title, kinds) else { return Ok(None) };
        let config = config::read(&from)?.job();
        remember_folders(shell, &config);
        Ok(Some(config))
    })
    .await
}

fn remember_folders(shell: &Shell, config: &JobConfig) {
    let named = config.sources.iter().chain(&config.destinations).chain(&config.pools);
    for path in named.filter_map(|text| path_of(text)) {
        shell.chosen.remember(&path);
    }
}
