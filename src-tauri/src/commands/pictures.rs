//! Small pictures for lists, as bytes and not as JSON.

use ingather_engine::job::PathOf;
use tauri::ipc::Response;

use super::files::RevealSide;
use super::{Held, work};
use crate::error::Answer;

/// A JPEG or PNG of a file of the job, at most `edge` pixels wide and high. Refuses with `no_picture`, or with
/// `superseded` if many newer ones were asked for meanwhile.
#[tauri::command]
pub async fn thumbnail(
    shell: Held<'_>,
    id: String,
    file: i64,
    destination: Option<i64>,
    which: RevealSide,
    edge: u32,
) -> Answer<Response> {
    work(shell, move |shell| {
        let job = shell.job(&id)?;
        let made = shell.pictures.of_row(&job, (file, destination), PathOf::from(which), edge)?;
        Ok(Response::new(made.bytes.clone()))
    })
    .await
}
