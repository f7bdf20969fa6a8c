//! The facts of a report with their words, and the same facts in plain lines, for terminals and for the archive.

use crate::model::{Equation, Outcome, Tally, Term};
use crate::text::{ENGLISH, Tongue, Words};
use crate::views::{DriveVerdict, ResultsView, SafeToWipe};
use crate::words;

/// Terms of an equation with their words, in the order in which people read them; first the sum of all others.
pub fn terms(e: &Equation) -> [(Words, Tally); 7] {
    [
        (words!("found"), e.found),
        (term(Term::Copied), e.copied),
        (term(Term::AlreadyThere), e.already_there),
        (term(Term::Repeat), e.repeats),
        (term(Term::LeftOut), e.left_out),
        (term(Term::Failed), e.failed),
        (term(Term::ToDo), e.to_do),
    ]
}

/// What became of files.
pub fn term(term: Term) -> Words {
    match term {
        Term::Copied => words!("copied"),
        Term::AlreadyThere => words!("already there"),
        Term::Repeat => words!("repeats"),
        Term::LeftOut => words!("left out"),
        Term::Failed => words!("failed"),
        Term::ToDo => words!("to do"),
    }
}

/// What a look at a copy has shown.
pub fn outcome(outcome: Outcome) -> Words {
    match outcome {
        Outcome::Ok => words!("verified"),
        Outcome::Missing => words!("missing"),
        Outcome::Damaged => words!("damaged"),
        Outcome::Edited => words!("edited since"),
        Outcome::Unreadable => words!("unreadable"),
    }
}

/// The answer to "is it safe to wipe?".
pub fn headline(drive: &DriveVerdict) -> Words {
    match drive.verdict {
        SafeToWipe::Safe if drive.away => words!("Safe to wipe once it is confirmed: plug it in once"),
        SafeToWipe::Safe => words!("Safe to wipe"),
        SafeToWipe::CheckFirst => words!("Check first"),
        SafeToWipe::NotYet => words!("Not safe to wipe"),
        SafeToWipe::NeverScanned => words!("Never looked at"),
    }
}

/// What stands beside the name of a fact.
pub enum Fact {
    Said(Words),
    /// Milliseconds since the epoch.
    At(i64),
}

/// The facts of a certificate, each with its name.
pub fn facts(drive: &DriveVerdict) -> Vec<(Words, Fact)> {
    let number = |n: u64| Fact::Said(words!("{files}", files = Files(n)));
    let with_size =
        |n: u64, size: u64| Fact::Said(words!("{files}, {bytes}", files = Files(n), bytes = Bytes(size)));
    let time = |ms: Option<i64>| ms.map_or_else(|| Fact::Said(words!("never")), Fact::At);
    let place = words!("{name} ({path})", name = Text(drive.name.as_str()), path = Text(drive.path.as_str()));
    let mut facts = vec![
        (words!("Drive"), Fact::Said(place)),
        (words!("Found on it"), with_size(drive.files, drive.bytes)),
        (words!("In the archive"), number(drive.in_archive)),
        (words!("Read back and equal"), number(drive.read_back)),
    ];
    let mut some = |name, count: u64, fact: Fact| {
        if count > 0 {
            facts.push((name, fact));
        }
    };
    some(words!("Left out"), drive.left_out, with_size(drive.left_out, drive.left_out_bytes));
    some(words!("Failed"), drive.failed, number(drive.failed));
    some(words!("To do"), drive.to_do, number(drive.to_do));
    let share =
        words!("{looked_at} of {used} in use", looked_at = Bytes(drive.looked_at), used = Bytes(drive.used));
    some(words!("Looked at"), drive.used, Fact::Said(share));
    facts.push((words!("Scanned"), time(drive.scanned_ms)));
    facts.push((words!("Verified"), time(drive.verified_ms)));
    facts
}

/// A certificate.
#[must_use]
pub fn certificate(drive: &DriveVerdict, tongue: &Tongue) -> String {
    let say = |words: &Words| tongue.say(words);
    let mut out = format!("{}: {}\n", say(&headline(drive)), say(&drive.why));
    let facts: Vec<_> = facts(drive).into_iter().map(|(name, fact)| (say(&name), fact)).collect();
    let width = facts.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0).max(20);
    for (name, fact) in facts {
        let value = match fact {
            Fact::Said(words) => say(&words),
            Fact::At(ms) => tongue.moment(ms),
        };
        out.push_str(&format!("  {name:<width$} {value}\n"));
    }
    for exception in &drive.exceptions {
        out.push_str(&format!("  - {}\n", say(exception)));
    }
    for note in &drive.notes {
        out.push_str(&format!("  {}\n", say(note)));
    }
    out
}

/// The whole result, as the command line tells it.
#[must_use]
pub fn summary(results: &ResultsView) -> String {
    let mut out = format!("{}\n{}\n{}\n", results.job.name, results.verdict, results.evidence);
    for destination in &results.job.destinations {
        out.push_str(&format!("\n{} ({})\n", destination.name, destination.path));
        for (at, (name, tally)) in terms(&destination.equation).into_iter().enumerate() {
            if tally.files > 0 || at == 0 {
                let (files, bytes) = (crate::text::files(tally.files), crate::text::bytes(tally.bytes));
                out.push_str(&format!("  {name:<14} {files:>15}  {bytes:>10}\n"));
            }
        }
    }
    for drive in &results.certificates {
        out.push('\n');
        out.push_str(&certificate(drive, &ENGLISH));
    }
    out
}
