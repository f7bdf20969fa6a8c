//! Every command of the program once, in an order in which a person might give them: for trees of any size.

use std::io::Write as _;
use std::path::Path;

use crate::snapshot::{Snapshot, hex};

/// A command, and the exit codes with which it may end when nothing is wrong.
pub struct Step {
    pub words: &'static [&'static str],
    pub codes: &'static [i32],
}

const fn step(words: &'static [&'static str]) -> Step {
    Step { words, codes: &[0] }
}

/// Answers about a whole job that a person waits for with a finger on the key: in well under a second.
pub const AT_ONCE: [&str; 2] = ["status", "file list --status error"];

/// In a folder with `drives/Red`, `drives/Green`, `drives/Blue` (with a folder `drives/Blue/2019`), `Pool`, `Archive`,
/// `Second` and `red.b3`, the list of Red. Each gets `--job job`.
pub const EVERY: &[Step] = &[
    step(&["init", "--source", "drives/Red", "--source", "drives/Green", "--dest", "Archive"]),
    step(&["source", "add", "drives/Blue"]),
    step(&["source", "list"]),
    step(&["destination", "list"]),
    step(&["pool", "add", "Pool"]),
    step(&["pool", "list"]),
    step(&["analyze"]),
    step(&["status"]),
    step(&["file", "list", "--status", "error"]),
    step(&["checksum"]),
    step(&["pool", "check"]),
    step(&["plan"]),
    step(&["file", "remove", "drives/Blue/2019"]),
    step(&["file", "add", "drives/Blue/2019"]),
    step(&["plan"]),
    step(&["copy"]),
    step(&["verify", "--shallow"]),
    step(&["verify", "--deep"]),
    step(&["verify", "--deep", "--reverify"]),
    step(&["verify-status", "--full"]),
    step(&["verify-status", "--deep"]),
    step(&["status"]),
    step(&["status", "--full"]),
    step(&["file", "list", "--status", "error"]),
    step(&["file", "list", "--json"]),
    step(&["file", "list", "--reason", "of_source"]),
    step(&["summary", "--format", "text"]),
    step(&["summary", "--format", "json"]),
    step(&["summary", "--format", "csv"]),
    step(&["summary", "--format", "html"]),
    step(&["log"]),
    step(&["resume"]),
    step(&["run"]),
    step(&["checksum", "--table", "sources"]),
    step(&["checksum", "--table", "destinations"]),
    step(&["checksum", "--table", "pool"]),
    step(&["import-checksums", "--from", "red.b3", "--base", "drives/Red", "--preview"]),
    step(&["import-checksums", "--from", "red.b3", "--base", "drives/Red"]),
    step(&["plan"]),
    step(&["import-checksums", "--from", "red.b3", "--forget"]),
    // The trees may lie on one disk, and then no drive is clear.
    Step { words: &["clearance", "--source", "drives/Red"], codes: &[0, 5, 6] },
    Step { words: &["clearance", "--source", "drives/Red", "--reread"], codes: &[0, 5, 6] },
    step(&["where", "IMG_0000007.jpg"]),
    step(&["where", "IMG_"]),
    step(&["catalog", "list"]),
    step(&["catalog", "check"]),
    step(&["catalog", "prune"]),
    step(&["config", "show"]),
    step(&["restore", "--drive", "Red", "--to", "Back"]),
    step(&["verify", "--archive", "Archive", "--deep"]),
    step(&["destination", "add", "Second"]),
    step(&["destination", "remove", "Second"]),
    step(&["source", "remove", "Green"]),
    step(&["pool", "remove", "Pool"]),
    step(&["status"]),
];

impl Step {
    /// The command as one gives it.
    #[must_use]
    pub fn line(&self) -> String {
        self.words.join(" ")
    }
}

/// Writes the list of checksums of a folder's files, as `b3sum` would.
pub fn write_list(folder: &Path, to: &Path) {
    let mut out = std::io::BufWriter::new(std::fs::File::create_new(to).expect("a list"));
    for (path, _, blake3) in Snapshot::of(folder).files() {
        writeln!(out, "{}  {}", hex(blake3), String::from_utf8_lossy(path)).expect("a line");
    }
    out.flush().expect("a list");
}
