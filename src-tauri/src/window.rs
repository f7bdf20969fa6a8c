//! The one window: how it opens, comes forward and closes, and what is dropped on it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tauri::{AppHandle, DragDropEvent, Emitter, Manager, Url, WebviewWindowBuilder, Window, WindowEvent};

use crate::events::{CLOSE_ASKED, OPEN};
use crate::notify::OpenScreen;
use crate::settings::Settings;
use crate::state::{Shell, held};

/// A second wish to close within this time is meant.
const MEANT: Duration = Duration::from_secs(20);
/// A job stops safely within five seconds.
const STOP_LIMIT: Duration = Duration::from_secs(5);

/// Opens the window of the configuration. It shows the page inside the binary and nothing else, whatever is dropped.
pub fn open(app: &AppHandle) -> tauri::Result<()> {
    let Some(config) = app.config().app.windows.first().cloned() else {
        return Err(tauri::Error::WindowNotFound);
    };
    WebviewWindowBuilder::from_config(app, &config)?.on_navigation(is_own_page).build()?;
    if let Some(shell) = app.try_state::<Arc<Shell>>() {
        draw_as_wished(app, &shell.settings.get());
    }
    Ok(())
}

/// Draws the page as large as the settings say. The web view does it, so that the page is laid out for the room it then has.
pub fn draw_as_wished(app: &AppHandle, settings: &Settings) {
    let Some(window) = app.get_webview_window("main") else { return };
    if let Err(error) = window.set_zoom(settings.scale()) {
        tracing::warn!(%error, "The window's content keeps its size.");
    }
}

fn is_own_page(url: &Url) -> bool {
    matches!(
        (url.scheme(), url.host_str()),
        ("tauri", Some("localhost")) | ("http" | "https", Some("tauri.localhost"))
    )
}

/// Shows the window on top, e.g. when the program is started a second time.
pub fn come_forward(app: &AppHandle) {
    let Some(window) = app.get_webview_window("main") else { return };
    let shown = window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus());
    if let Err(error) = shown {
        tracing::debug!("the window did not come forward: {error}");
    }
}

/// Whether the user is in the window now.
pub fn has_focus(app: &AppHandle) -> bool {
    app.get_webview_window("main").is_some_and(|window| window.is_focused().unwrap_or(false))
}

/// Shows the window at a screen.
pub fn open_screen(app: &AppHandle, opens: &OpenScreen) {
    come_forward(app);
    if let Err(error) = app.emit(OPEN, opens) {
        tracing::debug!("{OPEN} was not heard: {error}");
    }
}

/// Remembers what is dropped, and asks before a running job is left.
pub fn on_event(window: &Window, event: &WindowEvent) {
    let Some(shell) = window.try_state::<Arc<Shell>>() else { return };
    if let WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }) = event {
        for path in paths {
            shell.chosen.remember(path);
        }
    }
    let WindowEvent::CloseRequested { api, .. } = event else { return };
    if !shell.runs.any() {
        if shell.checks.any() {
            // A rebuilt drive keeps no half file; nothing else of a look is lost that another look does not find.
            api.prevent_close();
            quit(window.app_handle().clone());
        }
        return;
    }
    api.prevent_close();
    let asked_before = held(&shell.close_asked).replace(Instant::now());
    if asked_before.is_some_and(|at| at.elapsed() < MEANT) {
        quit(window.app_handle().clone());
    } else if let Err(error) = window.emit(CLOSE_ASKED, ()) {
        tracing::warn!(%error, "The window was closed; its jobs are stopped safely.");
        quit(window.app_handle().clone());
    }
}

/// Stops all jobs safely, then exits.
pub fn quit(app: AppHandle) {
    std::thread::spawn(move || {
        if let Some(shell) = app.try_state::<Arc<Shell>>() {
            shell.checks.stop_all();
            shell.runs.stop_all(STOP_LIMIT);
            shell.checks.let_them_end(STOP_LIMIT);
        }
        app.exit(0);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_never_leaves_its_own_page() {
        let own = |text: &str| is_own_page(&Url::parse(text).unwrap());
        assert!(own("tauri://localhost/#/plan") && own("http://tauri.localhost/"));
        assert!(
            !own("https://example.org/") && !own("file:///etc/passwd"),
            "a dropped link must not open here"
        );
        for other in ["tauri://elsewhere/", "blob:tauri://localhost/1", "data:text/html,x", "about:blank"] {
            assert!(!own(other), "{other} is not the page that is in the binary");
        }
    }
}
