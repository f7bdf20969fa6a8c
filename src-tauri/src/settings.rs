//! The user's settings: a small YAML file in the data folder.

use std::io::Write;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;

use ingather_engine::model::Depth;
use ingather_engine::text::Words;
use ingather_engine::words;
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
    De,
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
    /// How large the page is drawn, percent of its usual size.
    pub zoom: u16,
    pub notifications: Notifications,
    /// What took less than this is told on the screen only, seconds.
    pub notify_from_s: u32,
    /// While the window has the focus, a word in it takes the place of the desktop's notification.
    pub toast_when_focused: bool,
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
            zoom: 100,
            notifications: Notifications::default(),
            notify_from_s: 0,
            toast_when_focused: false,
            keep_awake: true,
            threads: 0,
            default_verify: Depth::Deep,
        }
    }
}

/// What is smaller cannot be read, what is larger cannot be used, percent.
const USABLE: RangeInclusive<u16> = 75..=200;

impl Settings {
    /// How much larger than usual the page is drawn, whatever a file asks for.
    pub fn scale(&self) -> f64 {
        f64::from(self.zoom.clamp(*USABLE.start(), *USABLE.end())) / 100.0
    }

    /// Whether a notice of that rank about what took so long is wanted; without a time it needs the user.
    pub fn tells(&self, least: Notifications, took: Option<Duration>) -> bool {
        let long_enough = took.is_none_or(|took| took >= Duration::from_secs(self.notify_from_s.into()));
        self.notifications.includes(least) && long_enough
    }

    /// The text of a settings file.
    pub fn to_yaml(&self) -> Answer<String> {
        serde_yaml::to_string(self).map_err(|error| {
            Refusal::new(
                "settings",
                words!("the settings cannot be written: {error}", error = Words(of_yaml(&error))),
            )
        })
    }

    /// Settings from a file of another machine. It says nothing but settings, and a key that it lacks gets the default.
    pub fn from_yaml(text: &str) -> Answer<Self> {
        let refused = |why: Words| {
            Refusal::new("bad_settings", words!("this is no settings file: {why}", why = Words(why)))
        };
        let not_understood = |error: serde_yaml::Error| refused(of_yaml(&error));
        let given: serde_yaml::Mapping = serde_yaml::from_str(text).map_err(not_understood)?;
        let known = serde_yaml::to_value(Self::default()).map_err(not_understood)?;
        let is_known =
            |key: &serde_yaml::Value| known.as_mapping().is_some_and(|known| known.contains_key(key));
        if let Some(strange) = given.keys().find(|key| !is_known(key)) {
            return Err(refused(match strange.as_str() {
                Some(name) => words!("there is no setting called {name}", name = Text(name)),
                None => words!("the names of settings are words"),
            }));
        }
        if given.is_empty() {
            return Err(refused(words!("it is empty")));
        }
        serde_yaml::from_value(serde_yaml::Value::Mapping(given)).map_err(not_understood)
    }
}

/// Where YAML is not understood; what its reader says of it may help whoever is asked.
fn of_yaml(error: &serde_yaml::Error) -> Words {
    let said = error.to_string();
    match error.location() {
        Some(at) => words!(
            "line {line}, column {column} is not understood ({said})",
            line = Text(at.line().to_string()),
            column = Text(at.column().to_string()),
            said = Text(said)
        ),
        None => words!("a value is not understood ({said})", said = Text(said)),
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
                tracing::warn!(%error, "The settings in {} are not understood: defaults are used.", path.display());
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
        let text = settings.to_yaml()?;
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
    fn a_file_that_speaks_of_something_else_is_no_settings_file() {
        let wanted = Settings { theme: Theme::Dark, notify_from_s: 30, ..Settings::default() };
        let text = wanted.to_yaml().unwrap();
        assert_eq!(Settings::from_yaml(&text).map_err(|refused| refused.0).unwrap(), wanted);
        let part = Settings::from_yaml("theme: dark\nlanguage: de").map_err(|refused| refused.0).unwrap();
        assert_eq!(part, Settings { theme: Theme::Dark, language: Language::De, ..Settings::default() });
        for other in ["sources: [/media/x]", "theme: purple", "- 1", "", "{}", "theme: [", "&a x: *a"] {
            let refused = Settings::from_yaml(other).err().map(|refused| refused.0.code);
            assert_eq!(refused.as_deref(), Some("bad_settings"), "{other:?}");
        }
    }

    #[test]
    fn no_file_makes_the_page_too_small_or_too_large_to_be_used() {
        for (zoom, scale) in [(0, 0.75), (100, 1.0), (150, 1.5), (u16::MAX, 2.0)] {
            let settings = Settings { zoom, ..Settings::default() };
            assert!((settings.scale() - scale).abs() < 1e-9, "{zoom} %");
        }
    }

    #[test]
    fn what_was_short_is_not_told_but_what_needs_the_user_is() {
        let settings = Settings { notify_from_s: 30, ..Settings::default() };
        let after = |seconds| settings.tells(Notifications::Job, Some(Duration::from_secs(seconds)));
        assert!(!after(29) && after(30));
        assert!(settings.tells(Notifications::Job, None));
        assert!(
            Settings::default().tells(Notifications::All, Some(Duration::ZERO)),
            "by default all is told"
        );
        let quiet = Settings { notifications: Notifications::None, ..settings };
        assert!(!quiet.tells(Notifications::Job, None));
    }

    #[test]
    fn job_only_hides_phases_and_none_hides_all() {
        assert!(!Notifications::Job.includes(Notifications::All), "phases are for `all` only");
        assert!(Notifications::All.includes(Notifications::Job));
        assert!(!Notifications::None.includes(Notifications::Job));
    }
}
