//! The program itself: what it is, its settings, its end.

use ingather_engine::words;
use serde::Serialize;
use tauri::{AppHandle, Theme, WebviewWindow};
use ts_rs::TS;

use super::{Held, work};
use crate::chosen::text_of;
use crate::error::Answer;
use crate::settings::{Language, Settings};
use crate::state::Shell;
use crate::{dialogs, files, window};

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
pub async fn settings_set(app: AppHandle, shell: Held<'_>, settings: Settings) -> Answer<Settings> {
    work(shell, move |shell| put_in_force(&app, shell, settings)).await
}

fn put_in_force(app: &AppHandle, shell: &Shell, settings: Settings) -> Answer<Settings> {
    let kept = shell.settings.set(settings)?;
    window::draw_as_wished(app, &kept);
    Ok(kept)
}

/// Which language the page speaks from now on; the shell does the same in notifications and dialogs.
#[tauri::command]
pub async fn language_spoken(shell: Held<'_>, language: Language) -> Answer<()> {
    shell.speech.follow(language);
    Ok(())
}

/// The most that a settings file may be, bytes.
const LARGEST: u64 = 1 << 16;

/// Writes the settings to where the user says, for another machine; `None` if cancelled.
#[tauri::command]
pub async fn settings_yaml_save(app: AppHandle, shell: Held<'_>) -> Answer<Option<String>> {
    work(shell, move |shell| {
        let text = shell.settings.get().to_yaml()?;
        let Some(to) = dialogs::pick_save(&app, &words!("Save the settings"), "ingather-settings.yaml")
        else {
            return Ok(None);
        };
        files::write(&to, &text)?;
        Ok(Some(text_of(&to)))
    })
    .await
}

/// Takes the settings of a file that the user chooses; `None` if cancelled.
#[tauri::command]
pub async fn settings_yaml_load(app: AppHandle, shell: Held<'_>) -> Answer<Option<Settings>> {
    work(shell, move |shell| {
        let (title, kind) = (words!("Load settings"), words!("Settings"));
        let kinds = Some((&kind, &["yaml", "yml"][..]));
        let Some(from) = dialogs::pick_file(&app, &title, kinds) else { return Ok(None) };
        let settings = Settings::from_yaml(&files::read(&from, LARGEST)?)
            .map_err(|refused| refused.at(&text_of(&from)))?;
        put_in_force(&app, shell, settings).map(Some)
    })
    .await
}
