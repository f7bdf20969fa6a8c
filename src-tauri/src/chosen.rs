//! Which paths a person has chosen by hand. The page may name only these; a page that was taken over could otherwise
//! have any folder read or written.

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use ingather_engine::model::{display_path, parse_display};
use ingather_engine::volume;

use crate::state::held;

/// Paths that came from a native dialog, a native drop or from the shell's own lists, by the texts that name them.
#[derive(Default)]
pub struct ChosenPaths {
    texts: Mutex<BTreeMap<String, PathBuf>>,
    /// Where folders of drafts outlive the window.
    kept: Option<PathBuf>,
}

/// Folders that are remembered from earlier windows; more than anybody has drafts of.
const MOST_KEPT: usize = 500;

impl ChosenPaths {
    /// With the folders that were chosen in earlier windows: a job that was begun there must go on here.
    pub fn open(folder: &Path) -> Self {
        let kept = folder.join("chosen-folders.txt");
        let text = std::fs::read_to_string(&kept).unwrap_or_default();
        let chosen = Self { kept: Some(kept), ..Self::default() };
        let lines: Vec<&str> = text.lines().collect();
        for path in lines[lines.len().saturating_sub(MOST_KEPT)..].iter().filter_map(|line| path_of(line)) {
            chosen.remember(&path);
        }
        chosen
    }

    /// Remembers a folder for later windows, too, and returns its text form.
    pub fn keep(&self, path: &Path) -> String {
        let known = self.find(&text_of(path)).is_some_and(|known| known == path);
        let text = self.remember(path);
        if let Some(file) = self.kept.as_ref().filter(|_| !known) {
            let opened = OpenOptions::new().create(true).append(true).open(file);
            if let Err(error) = opened.and_then(|mut file| writeln!(file, "{text}")) {
                tracing::warn!(%error, "Chosen folders are not remembered.");
            }
        }
        text
    }

    /// Remembers a path and returns its text form.
    pub fn remember(&self, path: &Path) -> String {
        let text = text_of(path);
        let mut chosen = held(&self.texts);
        // A drop reaches the page in Tauri's own words, which are the plain text.
        chosen.insert(path.to_string_lossy().into_owned(), path.to_owned());
        chosen.insert(text.clone(), path.to_owned());
        text
    }

    /// Forgets all if there are more than that many: what is on the screen is asked for again.
    pub fn forget_beyond(&self, most: usize) {
        let mut chosen = held(&self.texts);
        if chosen.len() > most {
            chosen.clear();
        }
    }

    /// The path of a text, if a person chose it.
    pub fn find(&self, text: &str) -> Option<PathBuf> {
        held(&self.texts).get(text).cloned()
    }
}

/// The lossless text form of a path.
pub fn text_of(path: &Path) -> String {
    display_path(path)
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

    #[test]
    fn folders_of_a_draft_are_known_to_the_next_window_and_nothing_else_is() {
        let data = tempfile::tempdir().unwrap();
        let first = ChosenPaths::open(data.path());
        let text = first.keep(Path::new("/media/Zoë\n2009"));
        first.keep(Path::new("/media/Zoë\n2009"));
        first.remember(Path::new("/tmp/list.sha256"));
        let next = ChosenPaths::open(data.path());
        assert_eq!(next.find(&text).as_deref(), Some(Path::new("/media/Zoë\n2009")));
        assert!(next.find("/tmp/list.sha256").is_none(), "a file for one look is not kept");
        let kept = std::fs::read_to_string(data.path().join("chosen-folders.txt")).unwrap();
        assert_eq!(kept.lines().count(), 1, "each folder once");
    }
}
