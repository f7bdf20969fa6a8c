//! The same facts in plain lines, for terminals and for the archive.

use crate::model::{Equation, Tally};
use crate::text::{bytes, files};
use crate::views::{DriveVerdict, ResultsView, SafeToWipe};

/// Terms of an equation with their words, in the order in which people read them.
pub fn terms(e: &Equation) -> [(&'static str, Tally); 7] {
    [
        ("found", e.found),
        ("copied", e.copied),
        ("already there", e.already_there),
        ("repeats", e.repeats),
        ("left out", e.left_out),
        ("failed", e.failed),
        ("to do", e.to_do),
    ]
}

/// The answer to "is it safe to wipe?".
pub fn headline(drive: &DriveVerdict) -> &'static str {
    match drive.verdict {
        SafeToWipe::Safe if drive.away => "Safe to wipe once it is confirmed: plug it in once",
        SafeToWipe::Safe => "Safe to wipe",
        SafeToWipe::CheckFirst => "Check first",
        SafeToWipe::NotYet => "Not safe to wipe",
        SafeToWipe::NeverScanned => "Never looked at",
    }
}

/// The facts of a certificate, each with its name.
pub fn facts(drive: &DriveVerdict) -> Vec<(&'static str, String)> {
    let time = |ms: Option<i64>| ms.map_or_else(|| "never".to_owned(), |ms| super::row::date(ms * 1_000_000));
    let mut facts = vec![
        ("Drive", format!("{} ({})", drive.name, drive.path)),
        ("Found on it", format!("{}, {}", files(drive.files), bytes(drive.bytes))),
        ("In the archive", files(drive.in_archive)),
        ("Read back and equal", files(drive.read_back)),
    ];
    let mut some = |name, count: u64, text: String| {
        if count > 0 {
            facts.push((name, text));
        }
    };
    some("Left out", drive.left_out, format!("{}, {}", files(drive.left_out), bytes(drive.left_out_bytes)));
    some("Failed", drive.failed, files(drive.failed));
    some("To do", drive.to_do, files(drive.to_do));
    some("Looked at", drive.used, format!("{} of {} in use", bytes(drive.looked_at), bytes(drive.used)));
    facts.push(("Scanned", time(drive.scanned_ms)));
    facts.push(("Verified", time(drive.verified_ms)));
    facts
}

/// A certificate.
#[must_use]
pub fn certificate(drive: &DriveVerdict) -> String {
    let mut out = format!("{}: {}\n", headline(drive), drive.why);
    for (name, value) in facts(drive) {
        out.push_str(&format!("  {name:<20} {value}\n"));
    }
    for exception in &drive.exceptions {
        out.push_str(&format!("  - {exception}\n"));
    }
    for note in &drive.notes {
        out.push_str(&format!("  {note}\n"));
    }
    out
}

/// The whole result.
#[must_use]
pub fn summary(results: &ResultsView) -> String {
    let mut out = format!("{}\n{}\n{}\n", results.job.name, results.verdict, results.evidence);
    for destination in &results.job.destinations {
        out.push_str(&format!("\n{} ({})\n", destination.name, destination.path));
        for (name, tally) in terms(&destination.equation) {
            if tally.files > 0 || name == "found" {
                out.push_str(&format!(
                    "  {name:<14} {:>15}  {:>10}\n",
                    files(tally.files),
                    bytes(tally.bytes)
                ));
            }
        }
    }
    for drive in &results.certificates {
        out.push('\n');
        out.push_str(&certificate(drive));
    }
    out
}
