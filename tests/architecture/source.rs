//! Reads the workspace's Rust files and tells code from comments, strings and tests.

use std::path::{Path, PathBuf};

/// A Rust file.
pub struct Source {
    /// Relative to the workspace.
    pub path: String,
    /// As it is.
    pub text: String,
    /// Without comments, and with empty strings; lines stay where they are.
    pub code: String,
}

impl Source {
    /// The code without what is compiled for tests only.
    pub fn shipped(&self) -> &str {
        let is_test_file = self.path.ends_with("/tests.rs") || self.path.contains("/tests/");
        match self.code.find("#[cfg(test)]\nmod tests {") {
            _ if is_test_file => "",
            Some(at) => &self.code[..at],
            None => &self.code,
        }
    }

    /// The top module of the engine that the file belongs to, e.g. `store`.
    pub fn module(&self) -> Option<&str> {
        let below = self.path.strip_prefix("src-tauri/engine/src/")?;
        Some(below.split('/').next()?.trim_end_matches(".rs"))
    }
}

/// All Rust files below a folder of the workspace.
pub fn sources(folder: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ lies in the workspace");
    let mut found = Vec::new();
    collect(&root.join(folder), root, &mut found);
    assert!(!found.is_empty(), "there are no Rust files in {folder}: the test looks at the wrong place");
    found
}

fn collect(folder: &PathBuf, root: &Path, found: &mut Vec<Source>) {
    let mut entries: Vec<_> =
        std::fs::read_dir(folder).expect("a folder of the workspace").flatten().collect();
    entries.sort_by_key(std::fs::DirEntry::path);
    for entry in entries {
        let path = entry.path();
        let name = entry.file_name();
        if path.is_dir() {
            if name != "target" && name != "gen" && name != "node_modules" {
                collect(&path, root, found);
            }
        } else if path.extension().is_some_and(|e| e == "rs") {
            let text = std::fs::read_to_string(&path).expect("a source file");
            let relative =
                path.strip_prefix(root).expect("below the workspace").to_string_lossy().into_owned();
            found.push(Source { path: relative, code: code_of(&text), text });
        }
    }
}

/// Blanks comments and the insides of strings.
fn code_of(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (kept, taken) = if rest.starts_with("//") {
            ("", rest.find('\n').unwrap_or(rest.len()))
        } else if rest.starts_with("/*") {
            ("", rest.find("*/").map_or(rest.len(), |at| at + 2))
        } else if let Some(length) = raw_string(rest) {
            ("\"\"", length)
        } else if first == '"' {
            ("\"\"", string(rest))
        } else if let Some(length) = character(rest) {
            ("' '", length)
        } else {
            out.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        };
        out.push_str(kept);
        out.extend(rest[..taken].chars().filter(|c| *c == '\n'));
        rest = &rest[taken..];
    }
    out
}

/// The length of the string literal that a text begins with.
pub fn string(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    text.len()
}

fn raw_string(text: &str) -> Option<usize> {
    let body = text.strip_prefix('r').or_else(|| text.strip_prefix("br"))?;
    let hashes = body.len() - body.trim_start_matches('#').len();
    if !body[hashes..].starts_with('"') {
        return None;
    }
    let end = format!("\"{}", "#".repeat(hashes));
    let start = text.len() - body.len() + hashes + 1;
    Some(text[start..].find(&end).map_or(text.len(), |at| start + at + end.len()))
}

/// A character literal, as against a lifetime.
fn character(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('\'')?;
    if let Some(escaped) = inside.strip_prefix('\\') {
        return escaped[1..].find('\'').map(|at| at + 4);
    }
    let c = inside.chars().next()?;
    inside[c.len_utf8()..].starts_with('\'').then_some(c.len_utf8() + 2)
}

#[test]
fn comments_strings_and_characters_are_told_from_code() {
    let text = "let a = \"use crate::x\"; // crate::y\nlet b: &'a str = r#\"a \" crate::z\"#; let c = '\"'; crate::w";
    let code = code_of(text);
    assert!(code.contains("crate::w") && code.contains("&'a str"), "{code}");
    assert!(!code.contains("::x") && !code.contains("::y") && !code.contains("::z"), "{code}");
}
