//! What the page may ask: each command is a few lines, and works off the main thread.

pub mod archive;
pub mod decisions;
pub mod drives;
pub mod files;
pub mod imports;
pub mod jobs;
pub mod log;
pub mod pictures;
pub mod plan;
pub mod preview;
pub mod report;
pub mod run;
pub mod settings;

use std::sync::Arc;

use tauri::State;

use crate::error::Answer;
use crate::state::Shell;

/// The shell's state as commands receive it.
type Held<'a> = State<'a, Arc<Shell>>;

/// Works on a thread that may block: databases and drives can be slow, and the window must not wait for them.
async fn work<T: Send + 'static>(
    shell: Held<'_>,
    act: impl FnOnce(&Arc<Shell>) -> Answer<T> + Send + 'static,
) -> Answer<T> {
    let shell = Arc::clone(&shell);
    tauri::async_runtime::spawn_blocking(move || act(&shell)).await?
}
