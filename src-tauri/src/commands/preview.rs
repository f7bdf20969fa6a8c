//! What the wizard shows before there is a job: counts of a folder as they grow, and where a layout puts a file.

use ingather_engine::preview;
use ingather_engine::views::{FolderCount, LayoutExample};
use tauri::ipc::Channel;

use super::{Held, work};
use crate::error::Answer;

/// Counts all below a chosen folder; the channel hears the numbers so far. Refuses with `stopped` if it was stopped.
#[tauri::command]
pub async fn folder_count(
    shell: Held<'_>,
    path: String,
    channel: Channel<FolderCount>,
) -> Answer<FolderCount> {
    work(shell, move |shell| {
        shell.admitted(&path)?;
        let counting = shell.counts.begin(&path);
        let counted = preview::count_folder(&path, counting.cancel(), &|so_far| {
            if let Err(error) = channel.send(so_far.clone()) {
                tracing::debug!("the page does not listen: {error}");
            }
        });
        Ok(counted?)
    })
    .await
}

/// Nobody wants the numbers of this folder any more.
#[tauri::command]
pub async fn folder_count_stop(shell: Held<'_>, path: String) -> Answer<()> {
    shell.counts.stop(&path);
    Ok(())
}

/// Where a layout puts a file of a chosen folder, or, without one, a made-up file.
#[tauri::command]
pub async fn layout_example(shell: Held<'_>, layout: String, source: String) -> Answer<LayoutExample> {
    work(shell, move |shell| {
        if !source.is_empty() {
            shell.admitted(&source)?;
        }
        Ok(preview::layout_example(&layout, &source)?)
    })
    .await
}
