//! The commands that the window calls are those that the shell answers, and the types are the engine's.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ lies in the workspace").to_owned()
}

fn read(path: &str) -> String {
    std::fs::read_to_string(workspace().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|w| !w.is_empty())
}

/// The map `Commands` of the window: names, and what stands in brackets after each, on one line.
fn calls() -> Vec<(String, String)> {
    let text = read("ui/src/ipc/commands.ts");
    let map = text.split_once("interface Commands {").expect("the map of commands").1;
    let map = map.split_once("\n}").expect("the end of the map").0;
    let lines = map.lines().filter(|l| !l.trim_start().starts_with("/**"));
    let flat = lines.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ");
    let entries = flat.split("];").filter_map(|entry| entry.split_once(": ["));
    entries.map(|(name, inner)| (name.trim().to_owned(), inner.trim().to_owned())).collect()
}

fn called() -> BTreeSet<String> {
    calls().into_iter().map(|(name, _)| name).collect()
}

/// Names in the shell's `generate_handler!`.
fn answered() -> BTreeSet<String> {
    let text = read("src-tauri/src/lib.rs");
    let list = text.split_once("generate_handler![").expect("the list of handlers").1;
    let list = list.split_once(']').expect("the end of the list").0;
    list.split(',')
        .filter_map(|h| h.trim().rsplit("::").next())
        .filter(|h| !h.is_empty())
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_window_calls_what_the_shell_answers() {
    let (called, answered) = (called(), answered());
    assert!(called.len() > 20, "the map was read: {called:?}");
    let unanswered: Vec<_> = called.difference(&answered).collect();
    assert!(unanswered.is_empty(), "the window calls what nobody answers: {unanswered:?}");
    let unused: Vec<_> = answered.difference(&called).collect();
    assert!(unused.is_empty(), "the shell answers what nobody calls: {unused:?}");
}

#[test]
fn nobody_goes_round_the_map() {
    let mut stray = Vec::new();
    walk(&workspace().join("ui/src"), &mut |path| {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        if text.contains("@tauri-apps/api") && !path.components().any(|c| c.as_os_str() == "ipc") {
            stray.push(path.strip_prefix(workspace()).expect("below").display().to_string());
        }
    });
    assert!(stray.is_empty(), "only ui/src/ipc speaks to the shell: {stray:?}");
}

#[test]
fn every_command_of_the_shell_exists_with_the_arguments_of_the_map() {
    let mut bodies = String::new();
    walk(&workspace().join("src-tauri/src/commands"), &mut |path| {
        bodies.push_str(&std::fs::read_to_string(path).unwrap_or_default());
    });
    for (name, given) in calls() {
        let at = bodies.find(&format!("fn {name}(")).or_else(|| bodies.find(&format!("fn {name}<")));
        let at = at.unwrap_or_else(|| panic!("{name} has no body in src-tauri/src/commands"));
        let head = bodies[at..].split_once('{').expect("a body").0;
        let arguments: BTreeSet<&str> = words(head).collect();
        let wanted = match given.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
            Some((inner, _)) => inner
                .split(';')
                .filter_map(|argument| argument.split_once(':'))
                .map(|(argument, _)| argument.trim().trim_end_matches('?').to_owned())
                .collect(),
            None if given.starts_with("OneJob") => vec!["id".to_owned()],
            None if given.starts_with("None") => Vec::new(),
            None => panic!("{name} takes {given}: not understood"),
        };
        for argument in wanted {
            assert!(arguments.contains(snake(&argument).as_str()), "{name} takes no {argument}: {head}");
        }
    }
}

fn snake(name: &str) -> String {
    name.chars()
        .flat_map(|c| if c.is_uppercase() { vec!['_', c.to_ascii_lowercase()] } else { vec![c] })
        .collect()
}

#[test]
fn every_type_that_the_window_takes_from_the_engine_is_generated() {
    let bindings = workspace().join("ui/src/ipc/bindings");
    let mut missing = Vec::new();
    walk(&workspace().join("ui/src"), &mut |path| {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        for part in text.split("bindings/").skip(1) {
            let name: String = part.chars().take_while(|c| c.is_alphanumeric()).collect();
            if !name.is_empty() && !bindings.join(format!("{name}.ts")).exists() {
                missing.push(format!("{}: {name}", path.display()));
            }
        }
    });
    assert!(missing.is_empty(), "types that are not generated: {missing:?}");
    for entry in std::fs::read_dir(&bindings).expect("the bindings").flatten() {
        let text = std::fs::read_to_string(entry.path()).expect("a binding");
        assert!(
            text.starts_with("// This file was generated by"),
            "{:?} was written by hand",
            entry.file_name()
        );
    }
}

fn walk(folder: &Path, see: &mut dyn FnMut(&Path)) {
    for entry in std::fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())).flatten() {
        if entry.path().is_dir() {
            walk(&entry.path(), see);
        } else {
            see(&entry.path());
        }
    }
}
