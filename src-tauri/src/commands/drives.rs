//! Drives: those plugged in, those ever seen, and whether one may be wiped.

use ingather_engine::views::{DriveVerdict, DriveView, KnownDrive};

use super::{Held, work};
use crate::chosen::path_of;
use crate::error::{Answer, Refusal};

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

/// The certificate of the last job in which the drive was a source.
#[tauri::command]
pub async fn drive_clearance(shell: Held<'_>, volume: String) -> Answer<DriveVerdict> {
    work(shell, move |shell| {
        let known = shell.library.known_drives()?.into_iter().find(|drive| drive.volume == volume);
        let job = known.and_then(|drive| drive.job);
        let job = job.ok_or_else(|| Refusal::new("never_scanned", "no job has brought this drive in yet"))?;
        let results = shell.job(&job)?.results()?;
        let source =
            results.job.sources.iter().find(|source| source.volume == volume).map(|source| source.id);
        let certificate = results.certificates.into_iter().find(|drive| Some(drive.source) == source);
        certificate.ok_or_else(|| Refusal::new("never_scanned", "the drive's last job has not been finished"))
    })
    .await
}
