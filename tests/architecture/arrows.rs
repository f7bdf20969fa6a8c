//! Which module of the engine may know which: dependencies run one way.

use std::collections::{BTreeMap, BTreeSet};

use crate::none;
use crate::source::{Source, sources};

/// Words that everything may use: what is said and how it goes wrong. They know only one another.
const WORDS: [&str; 5] = ["error", "views", "model", "clock", "text"];

/// Each module with what it may use, apart from the words.
const ARROWS: [(&str, &[&str]); 26] = [
    ("model", &[]),
    ("text", &[]),
    ("clock", &[]),
    ("error", &[]),
    ("views", &[]),
    ("fault", &[]),
    ("cancel", &[]),
    ("plan", &[]),
    ("config", &["plan", "fs"]),
    ("progress", &["cancel"]),
    ("volume", &["plan"]),
    ("fs", &["plan", "cancel", "fault"]),
    ("store", &["plan", "fault"]),
    ("lists", &["store"]),
    ("databases", &["store", "fs"]),
    ("archive", &["plan", "fs", "volume", "cancel", "store"]),
    ("demo", &["fs", "plan"]),
    ("report", &["plan", "fs", "volume", "store", "progress", "cancel", "archive"]),
    (
        "job",
        &[
            "plan",
            "fs",
            "volume",
            "store",
            "lists",
            "progress",
            "cancel",
            "config",
            "databases",
            "archive",
            "report",
        ],
    ),
    (
        "library",
        &[
            "plan",
            "fs",
            "volume",
            "store",
            "progress",
            "cancel",
            "config",
            "databases",
            "archive",
            "report",
            "job",
        ],
    ),
    (
        "phases",
        &[
            "plan",
            "fs",
            "volume",
            "store",
            "progress",
            "cancel",
            "config",
            "databases",
            "archive",
            "report",
            "job",
            "fault",
        ],
    ),
    ("preview", &["plan", "fs", "volume", "cancel", "job", "phases"]),
    (
        "proof",
        &[
            "plan",
            "fs",
            "volume",
            "store",
            "cancel",
            "databases",
            "archive",
            "report",
            "job",
            "library",
            "phases",
        ],
    ),
    ("pictures", &["fs", "job"]),
    ("imports", &["plan", "fs", "volume", "store", "cancel", "databases", "job", "library", "phases"]),
    (
        "runner",
        &[
            "plan",
            "fs",
            "volume",
            "store",
            "progress",
            "cancel",
            "config",
            "databases",
            "archive",
            "report",
            "job",
            "library",
            "phases",
            "fault",
        ],
    ),
];

#[test]
fn dependencies_run_one_way() {
    let allowed: BTreeMap<&str, &[&str]> = ARROWS.into_iter().collect();
    let mut breaches = Vec::new();
    for source in sources("src-tauri/engine/src") {
        let Some(module) = source.module().filter(|m| *m != "lib") else { continue };
        let Some(may) = allowed.get(module) else {
            breaches.push(format!("{}: the module {module} has no place among the arrows", source.path));
            continue;
        };
        for used in uses(&source).into_iter().filter(|u| u != module) {
            let word = WORDS.contains(&used.as_str());
            let layer = allowed.contains_key(used.as_str());
            if layer && !word && !may.contains(&used.as_str()) {
                breaches.push(format!("{}: {module} must not know {used}", source.path));
            }
            if word && module == "model" && used != "text" {
                breaches.push(format!("{}: the model knows nothing, not even {used}", source.path));
            }
        }
    }
    none("arrows that run the wrong way", &breaches);
}

/// The engine's modules that a file names, through `crate::…`.
fn uses(source: &Source) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for part in source.shipped().split("crate::").skip(1) {
        if let Some(list) = part.strip_prefix('{') {
            // `use crate::{a::X, b}`
            let inner = list.split_once("};").map_or(list, |(inner, _)| inner);
            found.extend(top_names(inner));
        } else {
            found.insert(word(part));
        }
    }
    found
}

fn top_names(list: &str) -> Vec<String> {
    let mut depth = 0;
    let mut names = vec![String::new()];
    for c in list.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(String::new()),
            _ if depth == 0 => names.last_mut().expect("never empty").push(c),
            _ => {}
        }
    }
    names.iter().map(|n| word(n.trim())).collect()
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

#[test]
fn no_phase_knows_another() {
    let phases = ["analyze", "pool", "checksum", "plan", "copy", "verify", "summary"];
    let mut breaches = Vec::new();
    for source in sources("src-tauri/engine/src/phases") {
        let below = source.path.trim_start_matches("src-tauri/engine/src/phases/");
        let own = below.split('/').next().unwrap_or_default().trim_end_matches(".rs");
        if !phases.contains(&own) {
            continue;
        }
        for other in phases.iter().filter(|p| **p != own) {
            let inside = below.contains('/');
            let named = [format!("phases::{other}::"), format!("phases::{other};")];
            let beside = format!("super::{other}::");
            let code = source.shipped();
            if named.iter().any(|n| code.contains(n.as_str())) || (!inside && code.contains(&beside)) {
                breaches.push(format!("{}: {own} knows {other}", source.path));
            }
        }
    }
    none("phases that know one another", &breaches);
}

#[test]
fn the_engine_knows_no_window_and_no_async_runtime() {
    let mut breaches = Vec::new();
    for source in sources("src-tauri/engine/src") {
        for word in ["tauri::", "tokio::", "clap::", "indicatif::", "anyhow::"] {
            if source.code.contains(word) {
                breaches.push(format!("{}: {word}", source.path));
            }
        }
    }
    none("the engine knows who shows it", &breaches);
    let manifest = include_str!("../../src-tauri/engine/Cargo.toml");
    for word in ["tauri", "tokio", "clap", "indicatif", "anyhow"] {
        assert!(!manifest.lines().any(|l| l.starts_with(word)), "the engine depends on {word}");
    }
}

#[test]
fn the_thin_ends_touch_no_database_and_no_walk() {
    let mut breaches = Vec::new();
    for folder in ["src-tauri/cli/src", "src-tauri/src"] {
        for source in sources(folder) {
            for word in [
                "rusqlite",
                "blake3",
                "walkdir",
                "rustix::fs::open",
                "rustix::fs::rename",
                "rustix::fs::unlink",
                "ingather_engine::phases",
            ] {
                if source.shipped().contains(word) {
                    breaches.push(format!("{}: {word}", source.path));
                }
            }
        }
    }
    none("the command line and the shell are thin", &breaches);
}
