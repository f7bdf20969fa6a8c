//! Rules about what may stand where, and how it is called.

use crate::none;
use crate::source::{Source, sources};

fn everything() -> Vec<Source> {
    ["src-tauri/engine/src", "src-tauri/cli/src", "src-tauri/src", "tests"]
        .iter()
        .flat_map(|f| sources(f))
        .collect()
}

fn lines_with(source: &Source, code: &str, word: &str) -> Vec<String> {
    let hit =
        |(n, line): (usize, &str)| line.contains(word).then(|| format!("{}:{}: {word}", source.path, n + 1));
    code.lines().enumerate().filter_map(hit).collect()
}

#[test]
fn every_module_says_why_it_exists() {
    let silent = everything().into_iter().filter(|s| !s.text.starts_with("//!"));
    none("modules without a first line `//!`", &silent.map(|s| s.path).collect::<Vec<_>>());
}

#[test]
fn no_file_has_more_than_300_lines_of_code() {
    let mut long = Vec::new();
    for source in everything() {
        let lines = source.shipped().lines().filter(|l| !l.trim().is_empty()).count();
        if lines > 300 {
            long.push(format!("{}: {lines}", source.path));
        }
    }
    none("files that want to be two", &long);
}

#[test]
fn sql_stands_in_the_store_only() {
    let mut breaches = Vec::new();
    for source in sources("src-tauri/engine/src").iter().filter(|s| s.module() != Some("store")) {
        let without_comments: String = source
            .text
            .lines()
            .filter(|l| !l.trim_start().starts_with("//"))
            .map(|l| format!("{l}\n"))
            .collect();
        for word in ["SELECT ", "INSERT INTO", "UPDATE ", "DELETE FROM", "PRAGMA "] {
            breaches.extend(lines_with(source, &without_comments, &format!("\"{word}")));
        }
        // A connection may be held and handed to the store elsewhere; nobody else asks it anything.
        for word in [
            "rusqlite::params",
            ".prepare(",
            "prepare_cached(",
            ".query_row(",
            ".execute(\"",
            "execute_batch(",
        ] {
            breaches.extend(lines_with(source, source.shipped(), word));
        }
    }
    none("SQL outside of store/", &breaches);
}

#[test]
fn operating_systems_are_told_apart_in_volume_and_fs_only() {
    let mut breaches = Vec::new();
    for source in
        sources("src-tauri/engine/src").iter().filter(|s| !matches!(s.module(), Some("volume" | "fs")))
    {
        breaches.extend(lines_with(source, source.shipped(), "cfg(target_os"));
        breaches.extend(lines_with(source, source.shipped(), "cfg(not(target_os"));
        breaches.extend(lines_with(source, source.shipped(), "cfg!(target_os"));
    }
    none("cfg(target_os) outside of volume/ and fs/", &breaches);
}

#[test]
fn only_fs_changes_files() {
    let words = [
        "std::fs::copy(",
        "std::fs::rename(",
        "std::fs::write(",
        "std::fs::remove_file(",
        "std::fs::remove_dir(",
        "std::fs::remove_dir_all(",
        "fs::hard_link(",
        "renameat",
        "unlinkat",
    ];
    let mut breaches = Vec::new();
    for source in sources("src-tauri/engine/src").iter().filter(|s| s.module() != Some("fs")) {
        for word in words {
            breaches.extend(lines_with(source, source.shipped(), word));
        }
    }
    none("files are changed outside of fs/", &breaches);
}

#[test]
fn unsafe_code_stands_in_files_of_the_operating_system_only() {
    let mut breaches = Vec::new();
    for source in
        sources("src-tauri/engine/src").iter().filter(|s| !matches!(s.module(), Some("volume" | "fs")))
    {
        breaches.extend(lines_with(source, &source.code, "unsafe "));
        breaches.extend(lines_with(source, &source.code, "allow(unsafe_code"));
    }
    none("unsafe code outside of volume/ and fs/", &breaches);
    let mut unexplained = Vec::new();
    for source in sources("src-tauri/engine/src") {
        let lines: Vec<&str> = source.text.lines().collect();
        for (n, line) in lines.iter().enumerate().filter(|(_, l)| l.contains("unsafe {")) {
            let explained = lines[n.saturating_sub(5)..=n].iter().any(|l| l.contains("SAFETY"));
            if !explained {
                unexplained.push(format!("{}:{}: {}", source.path, n + 1, line.trim()));
            }
        }
    }
    none("unsafe blocks without their reason", &unexplained);
}

#[test]
fn nothing_of_the_engine_ends_the_process_or_panics_on_purpose() {
    let mut breaches = Vec::new();
    for source in sources("src-tauri/engine/src").iter().filter(|s| s.module() != Some("fault")) {
        for word in
            [".unwrap()", ".expect(", "panic!(", "todo!(", "unimplemented!(", "process::exit(", "println!("]
        {
            breaches.extend(lines_with(source, source.shipped(), word));
        }
    }
    none("the engine panics or prints", &breaches);
}

#[test]
fn nobody_maps_files_of_users_into_memory() {
    let mut breaches = Vec::new();
    for source in everything() {
        for word in ["update_mmap", "Mmap::map", "mmap("] {
            if source.path != "tests/architecture/rules.rs" {
                breaches.extend(lines_with(&source, source.shipped(), word));
            }
        }
    }
    none("a truncated file would be a SIGBUS", &breaches);
}

#[test]
fn names_say_something() {
    let empty = ["Manager", "Service", "Helper", "Util", "Utils", "Processor", "Data", "Info"];
    // Given by the table of commands between the window and the shell.
    let agreed = ["AppInfo"];
    let mut breaches = Vec::new();
    for source in everything() {
        for declared in ["struct ", "enum ", "trait ", "type "] {
            for part in source.code.split(declared).skip(1) {
                let name: String = part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if empty.iter().any(|e| name.ends_with(e)) && !agreed.contains(&name.as_str()) {
                    breaches.push(format!("{}: {name}", source.path));
                }
            }
        }
        let file = source.path.rsplit('/').next().unwrap_or_default();
        if [
            "util.rs",
            "utils.rs",
            "helper.rs",
            "helpers.rs",
            "manager.rs",
            "service.rs",
            "common.rs",
            "misc.rs",
        ]
        .contains(&file)
        {
            breaches.push(source.path);
        }
    }
    none("names that say nothing", &breaches);
}

#[test]
fn nothing_is_left_to_do_later() {
    let mut breaches = Vec::new();
    for source in everything().iter().filter(|s| s.path != "tests/architecture/rules.rs") {
        for word in ["TODO", "FIXME", "XXX", "HACK"] {
            breaches.extend(lines_with(source, &source.text, word));
        }
    }
    none("promises in comments", &breaches);
}
