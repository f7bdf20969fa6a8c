//! Checksums that others recorded: of every format, previewed, taken over once, compared in the same read, and never
//! believed.

mod archives;
mod compared;
mod formats;
mod on_trust;

use std::path::Path;
use std::process::Command;

use ingather_tests::tree::{Tree, content};
use ingather_tests::{Outcome, Sandbox};
use serde_json::Value;

/// A drive with a large file, small ones and one that repeats.
fn one_drive(name: &str) -> (Sandbox, Tree) {
    let mut sandbox = Sandbox::new(name);
    let mut red = Tree::at(&sandbox.at("Red"));
    for n in 0..6 {
        red.file(format!("DCIM/{n}.jpg"), &content(n, 1_000 + n as usize));
    }
    red.file("again.jpg", &content(3, 1_003)).file("big.mov", &content(50, 3_000_000));
    let archive = sandbox.folder("Archive");
    sandbox.source(red.root()).destination(&archive);
    (sandbox, red)
}

/// What `sha256sum` and its like say of files below a folder.
fn list(program: &str, folder: &Path, paths: &[&str]) -> String {
    let out = Command::new(program).args(paths).current_dir(folder).output();
    let out = out.unwrap_or_else(|e| panic!("{program} cannot be started: {e}"));
    assert!(out.status.success(), "{program}: {}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).expect("plain names")
}

const ALL: [&str; 8] = [
    "DCIM/0.jpg",
    "DCIM/1.jpg",
    "DCIM/2.jpg",
    "DCIM/3.jpg",
    "DCIM/4.jpg",
    "DCIM/5.jpg",
    "again.jpg",
    "big.mov",
];

fn digest(program: &str, folder: &Path, path: &str) -> String {
    list(program, folder, &[path]).split(' ').next().expect("a digest").to_owned()
}

fn blake3_list(folder: &Path, paths: &[&str]) -> String {
    let line = |p: &&str| {
        let bytes = std::fs::read(folder.join(p)).expect("a file of the test");
        format!("{}  {p}\n", blake3::hash(&bytes).to_hex())
    };
    paths.iter().map(line).collect()
}

fn write(sandbox: &Sandbox, name: &str, text: impl AsRef<[u8]>) -> String {
    let path = sandbox.at(name);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    std::fs::write(&path, text).expect("a list");
    path.to_string_lossy().into_owned()
}

fn import(sandbox: &Sandbox, words: &[&str]) -> Outcome {
    sandbox.on_job(&[&["import-checksums", "--json", "--from"], words].concat())
}

/// The object that the command answers with, and what it says of an entry of the preview.
fn answer(outcome: &Outcome) -> Value {
    answer_of(outcome, 0)
}

fn answer_of(outcome: &Outcome, code: i32) -> Value {
    outcome.expect(code, "answered").json()[0].clone()
}

fn preview(sandbox: &Sandbox, words: &[&str]) -> Value {
    answer(&import(sandbox, &[words, &["--preview"]].concat()))
}

fn numbers(preview: &Value, keys: &[&str]) -> Vec<u64> {
    keys.iter()
        .map(|k| preview[k].as_u64().unwrap_or_else(|| panic!("{k} is missing in {preview}")))
        .collect()
}
