//! What the shell says outside the page, in the language that the page speaks: from the page's own catalogues.

use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock};

use ingather_engine::text::{Tongue, Words};

use crate::settings::Language;
use crate::state::held;

/// The language of the page, as it last said. English until it has.
#[derive(Default)]
pub struct Speech(Mutex<Language>);

impl Speech {
    /// From now on the page speaks this one.
    pub fn follow(&self, language: Language) {
        *held(&self.0) = language;
    }

    /// The words, as notifications and native dialogs show them.
    pub fn say(&self, words: &Words) -> String {
        match *held(&self.0) {
            Language::De => german().say(words),
            // The page has settled by then what the system speaks.
            Language::En | Language::System => words.to_string(),
        }
    }
}

fn german() -> &'static Tongue {
    static GERMAN: OnceLock<Tongue> = OnceLock::new();
    GERMAN.get_or_init(|| {
        let common = texts(include_str!("../../ui/src/locales/de/common.json"));
        let files = |key: &str| common.get(key).map(|text| text.replace("{{count, number}}", "{n}"));
        Tongue {
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
    use super::*;
    use ingather_engine::words;

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
}
