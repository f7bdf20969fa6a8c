//! Which paths a person has chosen by hand. The page may name only these; a page that was taken over could otherwise
//! have any folder read or written.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use ingather_engine::model::{display_path, parse_display};
use ingather_engine::volume;

use crate::state::held;

/// Paths that came from a native dialog, a native drop or from the shell's own lists, by the texts that name them.
#[derive(Default)]
pub struct ChosenPaths(Mutex<BTreeMap<String, PathBuf>>);

impl ChosenPaths {
    /// Remembers a path and returns its text form.
    pub fn remember(&self, path: &Path) -> String {
        let text = text_of(path);
        let mut chosen = held(&self.0);
        // A drop reaches the page in Tauri's own words, which are the plain text.
        chosen.insert(path.to_string_lossy().into_owned(), path.to_owned());
        chosen.insert(text.clone(), path.to_owned());
        text
    }

    /// Forgets all if there are more than that many: what is on the screen is asked for again.
    pub fn forget_beyond(&self, most: usize) {
        let mut chosen = held(&self.0);
        if chosen.len() > most {
            chosen.clear();
        }
    }

    /// The path of a text, if a person chose it.
    pub fn find(&self, text: &str) -> Option<PathBuf> {
        held(&self.0).get(text).cloned()
    }
}

/// The lossless text form of a path.
pub fn text_of(path: &Path) -> String {
    display_path(&path)
}

/// The path of a text form; `None` if it is none.
pub fn path_of(text: &str) -> Option<PathBuf> {
    Some(volume::path_from(&parse_display(text)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_chosen_paths_are_found_under_both_of_their_texts() {
        let chosen = ChosenPaths::default();
        let text = chosen.remember(Path::new("/media/Zoë\n2009"));
        assert_eq!(text, "/media/Zoë\\x0A2009", "a line break must not reach a screen");
        assert_eq!(chosen.find(&text), chosen.find("/media/Zoë\n2009"), "a drop names it in plain text");
        assert_eq!(path_of(&text), chosen.find(&text));
        chosen.forget_beyond(2);
        assert!(chosen.find(&text).is_some(), "two texts are not more than two");
        assert!(chosen.find("/media").is_none() && chosen.find("/media/Zoë\\x0A2009/x").is_none());
        chosen.forget_beyond(1);
        assert!(chosen.find(&text).is_none());
    }
}
