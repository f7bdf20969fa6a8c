//! The user's settings: a small YAML file in the data folder.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use ingather_engine::model::Depth;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::{Answer, Refusal};
use crate::state::held;

/// Light, dark, or what the desktop says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

/// Language of the screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Language {
    #[default]
    System,
    En,
}

/// Which notifications the desktop shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Notifications {
    None,
    /// A job's end, and when it needs the user.
    Job,
    /// Each phase's end as well.
    #[default]
    All,
}

impl Notifications {
    /// Whether a notice that is shown from `least` on is wanted.
    pub fn includes(self, least: Self) -> bool {
        self >= least
    }
}

/// All settings. Unknown keys of a newer version are left unread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct Settings {
    pub theme: Theme,
    pub language: Language,
    pub notifications: Notifications,
    pub keep_awake: bool,
    /// Reading threads of new jobs; 0 for automatic.
    pub threads: u32,
    /// How new jobs verify.
    pub default_verify: Depth,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::default(),
            language: Language::default(),
            notifications: Notifications::default(),
            keep_awake: true,
            threads: 0,
            default_verify: Depth::Deep,
        }
    }
}

/// The settings in force and the file that keeps them.
pub struct SettingsFile {
    path: PathBuf,
    now: Mutex<Settings>,
}

impl SettingsFile {
    /// Reads the file of that folder; one that cannot be understood is named in the log and left alone.
    pub fn open(folder: &Path) -> Self {
        let path = folder.join("settings.yaml");
        let now = match std::fs::read_to_string(&path) {
            Ok(text) => serde_yaml::from_str(&text).unwrap_or_else(|error| {
                tracing::warn!("{} is not understood, defaults apply: {error}", path.display());
                Settings::default()
            }),
            Err(_) => Settings::default(),
        };
        Self { path, now: Mutex::new(now) }
    }

    /// The settings in force.
    pub fn get(&self) -> Settings {
        held(&self.now).clone()
    }

    /// Takes effect at once and is kept, whole or not at all.
    pub fn set(&self, settings: Settings) -> Answer<Settings> {
        let text = serde_yaml::to_string(&settings)
            .map_err(|error| Refusal::new("settings", format!("the settings cannot be written: {error}")))?;
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let mut kept = tempfile::NamedTempFile::new_in(folder)?;
        kept.write_all(text.as_bytes())?;
        kept.as_file().sync_all()?;
        kept.persist(&self.path).map_err(|error| error.error)?;
        *held(&self.now) = settings.clone();
        Ok(settings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_survive_a_restart_and_an_older_file_gets_defaults() {
        let folder = tempfile::tempdir().unwrap();
        let wanted = Settings {
            theme: Theme::Dark,
            notifications: Notifications::Job,
            threads: 3,
            ..Settings::default()
        };
        SettingsFile::open(folder.path()).set(wanted.clone()).unwrap();
        assert_eq!(SettingsFile::open(folder.path()).get(), wanted);

        let mut older = std::fs::File::create(folder.path().join("settings.yaml")).unwrap();
        older.write_all(b"theme: light\nfrom_the_future: 1\n").unwrap();
        let read = SettingsFile::open(folder.path()).get();
        assert_eq!(read, Settings { theme: Theme::Light, ..Settings::default() });
    }

    #[test]
    fn job_only_hides_phases_and_none_hides_all() {
        assert!(!Notifications::Job.includes(Notifications::All), "phases are for `all` only");
        assert!(Notifications::All.includes(Notifications::Job));
        assert!(!Notifications::None.includes(Notifications::Job));
    }
}
