//! The program itself: what it is, its settings, its end.

use serde::Serialize;
use tauri::{AppHandle, Theme, WebviewWindow};
use ts_rs::TS;

use super::{Held, work};
use crate::chosen::text_of;
use crate::error::Answer;
use crate::settings::Settings;
use crate::window;

/// What the desktop prefers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum OsTheme {
    Light,
    Dark,
}

/// What the page must know about the program around it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct AppInfo {
    pub version: String,
    /// Where jobs and settings are kept, in text form.
    pub data_dir: String,
    /// `linux`, `macos` or `windows`.
    pub platform: String,
    /// `None` where the desktop does not say.
    #[serde(rename = "os_theme")]
    pub os_theme: Option<OsTheme>,
}

#[tauri::command]
pub async fn app_info(shell: Held<'_>, window: WebviewWindow) -> Answer<AppInfo> {
    Ok(AppInfo {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        data_dir: text_of(shell.library.data_dir()),
        platform: std::env::consts::OS.to_owned(),
        os_theme: window.theme().ok().map(|t| if t == Theme::Dark { OsTheme::Dark } else { OsTheme::Light }),
    })
}

#[tauri::command]
pub async fn app_quit(app: AppHandle) -> Answer<()> {
    window::quit(app);
    Ok(())
}

#[tauri::command]
pub async fn settings_get(shell: Held<'_>) -> Answer<Settings> {
    Ok(shell.settings.get())
}

#[tauri::command]
pub async fn settings_set(shell: Held<'_>, settings: Settings) -> Answer<Settings> {
    work(shell, move |shell| shell.settings.set(settings)).await
}
