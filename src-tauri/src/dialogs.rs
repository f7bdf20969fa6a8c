//! Native dialogs, and the one way round them, for tests that drive the window.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use ingather_engine::text::{Tongue, Words};
use ingather_engine::views::Problem;
use ingather_engine::words;
use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::{DialogExt, FilePath, MessageDialogKind};

use crate::speech::Speech;
use crate::state::Shell;

/// Lets the user choose folders; empty if cancelled. Waits for the answer: never call it on the main thread.
pub fn pick_folders(app: &AppHandle, title: &Words, multiple: bool) -> Vec<PathBuf> {
    if let Some(paths) = scripted() {
        return paths.into_iter().take(if multiple { usize::MAX } else { 1 }).collect();
    }
    let mut dialog = app.dialog().file().set_title(said(app, title));
    // Without a folder GTK opens "Recent", where nothing can be chosen.
    if let Some(home) = std::env::home_dir() {
        dialog = dialog.set_directory(home);
    }
    let answer = if multiple {
        dialog.blocking_pick_folders().unwrap_or_default()
    } else {
        dialog.blocking_pick_folder().into_iter().collect()
    };
    answer.into_iter().filter_map(local).collect()
}

/// Lets the user choose where to save; `None` if cancelled.
pub fn pick_save(app: &AppHandle, title: &Words, name: &str) -> Option<PathBuf> {
    if let Some(paths) = scripted() {
        return paths.into_iter().next();
    }
    let mut dialog = app.dialog().file().set_title(said(app, title)).set_file_name(name);
    if let Some(home) = std::env::home_dir() {
        dialog = dialog.set_directory(home);
    }
    dialog.blocking_save_file().and_then(local)
}

/// Lets the user choose one file, of the named kinds or of any; `None` if cancelled.
pub fn pick_file(app: &AppHandle, title: &Words, kinds: Option<(&Words, &[&str])>) -> Option<PathBuf> {
    if let Some(paths) = scripted() {
        return paths.into_iter().next();
    }
    let mut dialog = app.dialog().file().set_title(said(app, title));
    if let Some(home) = std::env::home_dir() {
        dialog = dialog.set_directory(home);
    }
    if let Some((name, endings)) = kinds {
        dialog = dialog.add_filter(said(app, name), endings);
    }
    dialog.blocking_pick_file().and_then(local)
}

/// Says why there will be no window, then exits.
pub fn say_and_leave(app: &AppHandle, problem: &Problem, speech: &Speech) {
    eprintln!("ingather-desktop: {}", problem.message);
    let leaving = app.clone();
    app.dialog()
        .message(why_no_window(problem, speech.tongue()))
        .title(speech.say(&words!("Ingather cannot start")))
        .kind(MessageDialogKind::Error)
        .show(move |_| leaving.exit(3));
}

/// What happened, where, and what to do about it.
fn why_no_window(problem: &Problem, tongue: &Tongue) -> String {
    let told = tongue.sentence(&problem.message);
    let hint = problem.hint.as_ref().map(|hint| format!("\n{}", tongue.sentence(hint)));
    [Some(told), problem.path.clone(), hint].into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// In the language of the page.
fn said(app: &AppHandle, words: &Words) -> String {
    app.try_state::<Arc<Shell>>().map_or_else(|| words.to_string(), |shell| shell.speech.say(words))
}

fn local(path: FilePath) -> Option<PathBuf> {
    path.into_path().ok()
}

/// Answers written down before the start, one group of lines per dialog, an empty line between groups; the last group
/// answers all later dialogs. Only heard when the window is driven by a test.
fn scripted() -> Option<Vec<PathBuf>> {
    static ASKED: AtomicUsize = AtomicUsize::new(0);
    if std::env::var("TAURI_AUTOMATION").as_deref() != Ok("true") {
        return None;
    }
    let script = std::env::var("INGATHER_TEST_PICK").ok()?;
    Some(group(&script, ASKED.fetch_add(1, Ordering::Relaxed)))
}

fn group(script: &str, asked: usize) -> Vec<PathBuf> {
    let groups: Vec<&str> = script.split("\n\n").collect();
    let mine = groups.get(asked).or(groups.last()).copied().unwrap_or_default();
    mine.lines().filter(|line| !line.is_empty()).map(PathBuf::from).collect()
}

#[cfg(test)]
mod tests {
    use ingather_engine::library::Library;

    use super::*;
    use crate::settings::Language;

    #[test]
    fn why_there_is_no_window_is_said_in_the_language_of_the_settings() {
        let folder = tempfile::tempdir().unwrap();
        let taken = folder.path().join("taken");
        std::fs::File::create(&taken).unwrap();
        let problem = Library::open(&taken.join("data")).unwrap_err().to_problem();
        let path = problem.path.clone().unwrap();
        let german = why_no_window(&problem, Speech::of(Language::De).tongue());
        assert!(german.starts_with("Der Datenordner lässt sich nicht anlegen: "), "{german}");
        assert!(
            german.contains(&path) && german.contains("INGATHER_DATA_DIR auf einen beschreibbaren Ordner"),
            "{german}"
        );
        let english = why_no_window(&problem, Speech::of(Language::En).tongue());
        assert!(english.starts_with("The data folder cannot be made: "), "{english}");
    }

    #[test]
    fn each_dialog_takes_the_next_group_and_the_last_one_stays() {
        let script = "/a\n/b\n\n/c";
        assert_eq!(group(script, 0), [PathBuf::from("/a"), PathBuf::from("/b")]);
        assert_eq!(group(script, 1), [PathBuf::from("/c")]);
        assert_eq!(group(script, 9), [PathBuf::from("/c")]);
    }
}
