//! Drives: those plugged in, those ever seen, and whether one may be wiped.

use std::path::PathBuf;

use ingather_engine::model::{Phase, VolumeUid};
use ingather_engine::proof::{ClearanceRequest, RestoreRequest};
use ingather_engine::runner::JobHandle;
use ingather_engine::views::{ClearanceView, DriveVerdict, DriveView, DriveWork, KnownDrive, RestoreReport};
use ingather_engine::volume;
use ingather_engine::words;
use tauri::AppHandle;

use super::{Held, work};
use crate::checks::{self, CheckKind};
use crate::chosen::path_of;
use crate::dialogs;
use crate::error::{Answer, Refusal};
use crate::state::{Shell, held};

/// What the shell offers may be taken as if it had been chosen in the dialog.
#[tauri::command]
pub async fn drives_list(shell: Held<'_>) -> Answer<Vec<DriveView>> {
    work(shell, |shell| {
        let drives = shell.library.drives()?;
        for drive in &drives {
            if let Some(path) = path_of(&drive.mount_point) {
                shell.chosen.remember(&path);
            }
        }
        Ok(drives)
    })
    .await
}

#[tauri::command]
pub async fn drives_known(shell: Held<'_>) -> Answer<Vec<KnownDrive>> {
    work(shell, |shell| Ok(shell.library.known_drives()?)).await
}

/// Gives a drive the name by which people know it.
#[tauri::command]
pub async fn drive_name(shell: Held<'_>, volume: String, name: String) -> Answer<()> {
    work(shell, move |shell| Ok(shell.library.name_drive(&volume, &name)?)).await
}

/// Looks at the drive now, reads what nothing vouches for, and answers whether it may be wiped.
#[tauri::command]
pub async fn drive_clearance(
    app: AppHandle,
    shell: Held<'_>,
    volume: String,
    path: String,
    reread: bool,
) -> Answer<ClearanceView> {
    work(shell, move |shell| {
        let at = place_of(shell, &volume, &path)?;
        let threads = shell.settings.get().threads;
        let tongue = shell.speech.tongue();
        let request = ClearanceRequest { reread, threads, tongue, ..ClearanceRequest::of(&at) };
        let view = checks::run(shell, &app, CheckKind::Clearance, |cancel, progress| {
            shell.library.clearance(&request, cancel, progress)
        })?;
        if let Some(table) =
            view.reports.iter().find(|path| path.ends_with(".csv")).and_then(|path| path_of(path))
        {
            held(&shell.looked).insert((volume, path), table);
        }
        Ok(view)
    })
    .await
}

/// The certificate of the last job in which the drive was a source, plugged in or not; `None` without one.
#[tauri::command]
pub async fn drive_certificate(
    shell: Held<'_>,
    volume: String,
    path: String,
) -> Answer<Option<DriveVerdict>> {
    work(shell, move |shell| {
        let Some(drive) = known(shell, &volume, &path)? else { return Ok(None) };
        let Some(job) = drive.job else { return Ok(None) };
        let results = shell.job(&job)?.results()?;
        let on_volume: Vec<_> = results.job.sources.iter().filter(|s| s.volume == volume).collect();
        let named = on_volume.iter().find(|source| source.name == drive.name);
        let only = || on_volume.first().filter(|_| on_volume.len() == 1);
        let source = named.or_else(only).map(|source| source.id);
        Ok(results.certificates.into_iter().find(|certificate| Some(certificate.source) == source))
    })
    .await
}

/// Rebuilds a drive from the archives, where the user says; `None` if cancelled.
#[tauri::command]
pub async fn drive_restore(
    app: AppHandle,
    shell: Held<'_>,
    volume: String,
    path: String,
) -> Answer<Option<RestoreReport>> {
    work(shell, move |shell| {
        let drive = known(shell, &volume, &path)?.ok_or_else(no_drive)?;
        let title = words!("Rebuild {drive} in which folder?", drive = Text(drive.name.clone()));
        let Some(to) = dialogs::pick_folders(&app, &title, false).pop() else { return Ok(None) };
        let job = drive.job.map(|id| shell.library.job_folder(&id));
        let request = RestoreRequest { drive: drive.name, to, job };
        checks::run(shell, &app, CheckKind::Restore, |cancel, progress| {
            shell.library.restore(&request, cancel, progress)
        })
        .map(Some)
    })
    .await
}

/// Lets a drive go, so that it may be unplugged. Refused while a job of this window uses it, until that is through with it.
#[tauri::command]
pub async fn drive_eject(shell: Held<'_>, volume: String) -> Answer<()> {
    work(shell, move |shell| {
        for id in shell.runs.ids() {
            let view = shell.job(&id)?.view()?;
            let through = shell.runs.ask(&id, let_go_by).unwrap_or_default();
            let sources = view.sources.iter().filter(|source| !through.contains(&source.id));
            let sources = sources.map(|source| &source.volume);
            let archives = view.destinations.iter().map(|archive| &archive.volume);
            if sources.chain(archives).any(|used| *used == volume) {
                return Err(Refusal::new(
                    "in_use",
                    words!("the job {name} uses this drive", name = Text(view.name.clone())),
                )
                .hint("wait for its end, or stop it; what was copied stays"));
            }
        }
        let program = std::env::current_exe().unwrap_or_default();
        let home = std::env::home_dir().unwrap_or_default();
        let keep = [shell.library.data_dir(), program.as_path(), home.as_path()];
        Ok(volume::eject(&VolumeUid(volume), &keep)?)
    })
    .await
}

/// The sources that a run has let go: it said so on their lines, and holds nothing of them.
fn let_go_by(run: &JobHandle) -> Vec<i64> {
    let Some(now) = run.snapshot().filter(|now| now.phase >= Some(Phase::Copy)) else { return Vec::new() };
    let through = now.drives.iter().filter(|line| !line.destination && line.work == DriveWork::Finished);
    through.map(|line| line.root).collect()
}

/// Asks a look that takes a while to end; it then refuses with `stopped`.
#[tauri::command]
pub async fn check_stop(shell: Held<'_>, check: CheckKind) -> Answer<()> {
    shell.checks.stop(check);
    Ok(())
}

fn known(shell: &Shell, volume: &str, path: &str) -> Answer<Option<KnownDrive>> {
    let mut drives = shell.library.known_drives()?.into_iter();
    Ok(drives.find(|drive| drive.volume == volume && drive.path == path))
}

/// Where a drive is now: one that was scanned before, or a whole one that is plugged in. No other folder has a name here.
fn place_of(shell: &Shell, volume: &str, path: &str) -> Answer<PathBuf> {
    let mounted = match known(shell, volume, path)? {
        Some(drive) => drive.mount_point,
        None if path.is_empty() => {
            let mut drives = shell.library.drives()?.into_iter();
            drives.find(|drive| drive.volume == volume).map(|drive| drive.mount_point)
        }
        None => return Err(no_drive()),
    };
    let away = || {
        let words = Refusal::new("drive_missing", "the drive is not connected");
        words.hint("plug it in once to confirm what is known of it")
    };
    mounted.and_then(|text| path_of(&text)).ok_or_else(away)
}

fn no_drive() -> Refusal {
    Refusal::new("no_drive", "no such drive is known")
}
