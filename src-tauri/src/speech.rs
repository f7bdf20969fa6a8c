//! What is said outside the page, in the language that the page speaks: from the page's own catalogues. The reports that
//! a run leaves are said so as well.

use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock};

use ingather_engine::text::{ENGLISH, Tongue, Words};

use crate::settings::Language;
use crate::state::held;

/// The language of the page, as it last said; until it has, that of the settings.
#[derive(Default)]
pub struct Speech(Mutex<Language>);

impl Speech {
    /// Speaks as the settings wish.
    pub fn of(wish: Language) -> Self {
        Self(Mutex::new(wish))
    }

    /// From now on the page speaks this one.
    pub fn follow(&self, language: Language) {
        *held(&self.0) = language;
    }

    /// The words, as notifications and native dialogs show them.
    pub fn say(&self, words: &Words) -> String {
        self.tongue().say(words)
    }

    /// The language itself, for whoever writes more than a line.
    pub fn tongue(&self) -> &'static Tongue {
        let wish = *held(&self.0);
        spoken_for(wish, sys_locale::get_locale().as_deref())
    }
}

/// As the page decides it: the user's choice, or the system's language if it is one of ours.
fn spoken_for(wish: Language, system: Option<&str>) -> &'static Tongue {
    let system_is =
        |tag: &str| system.is_some_and(|locale| locale.split(['-', '_', '.']).next() == Some(tag));
    match wish {
        Language::De => german(),
        Language::System if system_is("de") => german(),
        Language::En | Language::System => &ENGLISH,
    }
}

fn german() -> &'static Tongue {
    static GERMAN: OnceLock<Tongue> = OnceLock::new();
    GERMAN.get_or_init(|| {
        let common = texts(include_str!("../../ui/src/locales/de/common.json"));
        let files = |key: &str| common.get(key).map(|text| text.replace("{{count, number}}", "{n}"));
        Tongue {
            tag: "de",
            sentences: texts(include_str!("../../ui/src/locales/de/engine.json")),
            files: (files("files_one").unwrap_or_default(), files("files_other").unwrap_or_default()),
            group: '.',
            decimal: ',',
            time: "%-d.%-m.%Y, %H:%M",
        }
    })
}

/// The texts of a catalogue's first level. A test sees that the shipped ones are whole.
fn texts(catalogue: &str) -> BTreeMap<String, String> {
    let all: serde_json::Map<String, serde_json::Value> = serde_json::from_str(catalogue).unwrap_or_default();
    all.into_iter().filter_map(|(key, text)| Some((key, text.as_str()?.to_owned()))).collect()
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::io::Write;

    use std::io::ErrorKind::{
        NotFound, PermissionDenied, ReadOnlyFilesystem, ResourceBusy, StorageFull, TimedOut,
    };

    use super::*;
    use ingather_engine::text::of_system;
    use ingather_engine::{config, words};

    #[test]
    fn the_shell_speaks_as_the_page_does() {
        let speech = Speech::default();
        let title = words!("Save a copy");
        assert_eq!(speech.say(&title), "Save a copy");
        speech.follow(Language::De);
        assert_eq!(speech.say(&title), "Kopie speichern");
        let needs = words!("{name} needs you", name = Text("Alte Platten"));
        assert_eq!(speech.say(&needs), "Alte Platten wartet auf eine Antwort");
        let read = words!("Finished, but {files} could not be read or written", files = Files(12_034_u64));
        let read = speech.say(&read);
        assert!(read.contains("12.034 Dateien") && !read.contains("Finished"), "{read}");
        speech.follow(Language::En);
        assert_eq!(speech.say(&title), "Save a copy");
    }

    #[test]
    fn the_systems_language_is_spoken_where_it_is_one_of_ours_as_in_the_page() {
        let cases = [
            (Language::System, Some("de-AT"), "de"),
            (Language::System, Some("de"), "de"),
            (Language::System, Some("pt-PT"), "en"),
            (Language::System, Some("den"), "en"),
            (Language::System, None, "en"),
            (Language::En, Some("de-DE"), "en"),
            (Language::De, Some("en-GB"), "de"),
        ];
        for (wish, system, tag) in cases {
            assert_eq!(spoken_for(wish, system).tag, tag, "{wish:?} where the system has {system:?}");
        }
    }

    #[test]
    fn what_the_system_says_of_an_error_is_said_in_the_language_of_the_page() {
        let speech = Speech::of(Language::De);
        for kind in [PermissionDenied, StorageFull, ReadOnlyFilesystem, NotFound, ResourceBusy, TimedOut] {
            let english = of_system(&kind.into());
            let german = speech.say(&english);
            assert_ne!(german, english.as_str(), "{kind:?}");
        }
        let raw = std::io::Error::from_raw_os_error(5);
        assert_eq!(speech.say(&of_system(&raw)), "das Laufwerk meldet einen Ein-/Ausgabefehler");
    }

    #[test]
    fn each_mistake_in_a_configuration_is_told_in_the_language_of_the_page() {
        let speech = Speech::default();
        speech.follow(Language::De);
        let folder = tempfile::tempdir().unwrap();
        let told = |text: &str| {
            let path = folder.path().join("job.yaml");
            File::create(&path).unwrap().write_all(text.as_bytes()).unwrap();
            speech.say(&config::read(&path).err().unwrap().message)
        };
        let text =
            "verfy: deep\nfill: 7\nname: 1\nexclude: x\nlayout: '{nme}'\nsources: ['']\nfill: true\n&a b: 1";
        let all = told(text);
        assert!(
            all.starts_with("die Konfiguration hat 9 Fehler:\n  Zeile 1, Spalte 1: unbekannter"),
            "{all}"
        );
        assert_eq!(all.matches("  Zeile ").count(), 9, "{all}");
        for english in ["line", "expects", "found", "known", "twice", "allowed", "cannot"] {
            assert!(!all.contains(english), "{english}: {all}");
        }
        let one = told("- a");
        assert!(
            one.starts_with("die Konfiguration hat einen Fehler:\n  Zeile 1, Spalte 1: die Datei"),
            "{one}"
        );
    }
}
