//! Is it safe to wipe this drive? The answer for each source, with every fact that it rests on.

use rusqlite::Connection;

use crate::error::Result;
use crate::fs::bytes_path;
use crate::model::{Tally, display_bytes};
use crate::store::{RootKind, RootRow, read};
use crate::text;
use crate::views::{DriveVerdict, SafeToWipe};
use crate::volume;

/// What the destinations say of one source, the worst of each.
#[derive(Default)]
struct Worst {
    to_do: u64,
    failed: u64,
    in_archive: u64,
    read_back: u64,
    from_device: u64,
    left_out: Tally,
    /// Not copied because other content has their names: they are only on the drive.
    clashes: u64,
    verified_ms: Option<i64>,
    /// Settled by what lies in an archive that is not connected, with the name of one.
    away: (u64, Option<String>),
    first: bool,
    /// The most that any one archive has.
    best: u64,
    /// Entries without content, which are nobody's loss.
    links: u64,
    /// The job's own records lie on the drive.
    own_records: bool,
    /// Folders on which other volumes are mounted: what lies under them was not seen.
    covered: usize,
}

/// A certificate for each source of the job.
pub fn all(db: &Connection) -> Result<Vec<DriveVerdict>> {
    let roots = read::roots(db)?;
    roots
        .iter()
        .filter(|r| r.kind == RootKind::Source)
        .map(|source| certificate(db, &roots, source))
        .collect()
}

fn certificate(db: &Connection, roots: &[RootRow], source: &RootRow) -> Result<DriveVerdict> {
    let found = read::found_on(db, source.id)?;
    let links = read::without_content(db, Some(source.id))?;
    let covered = volume::locate(&source.place.volume, &source.place.path, &bytes_path(&source.path))
        .and_then(|here| volume::covered_below(&here).ok())
        .map_or(0, |folders| folders.len());
    let own_records = read::holds_own_records(db, source.id)?;
    let mut worst = Worst { first: true, links, covered, own_records, ..Worst::default() };
    let mut only_on_itself = true;
    for destination in roots.iter().filter(|r| r.kind == RootKind::Destination) {
        only_on_itself &= on_one_drive(destination, source);
        worst.take(db, source.id, destination.id)?;
    }
    let mut out = DriveVerdict {
        source: source.id,
        name: display_bytes(&source.name),
        path: display_bytes(&source.path),
        verdict: SafeToWipe::Safe,
        why: String::new(),
        files: found.files - links,
        bytes: found.bytes,
        in_archive: worst.in_archive,
        read_back: worst.read_back,
        left_out: worst.left_out.files,
        left_out_bytes: worst.left_out.bytes,
        failed: worst.failed,
        to_do: worst.to_do,
        used: source.used,
        // Sizes of sparse files and of several names of one file can add up to more than is in use.
        looked_at: found.bytes.min(source.used),
        scanned_ms: source.scanned_ms,
        verified_ms: worst.verified_ms,
        exceptions: Vec::new(),
        notes: Vec::new(),
    };
    judge(&mut out, &worst, source, only_on_itself);
    Ok(out)
}

/// The same volume, another part of the same disk, an image on the drive or a view of it, or no drive at all.
fn on_one_drive(destination: &RootRow, source: &RootRow) -> bool {
    let place =
        |root: &RootRow| volume::locate(&root.place.volume, &root.place.path, &bytes_path(&root.path));
    destination.place.volume == source.place.volume
        || matches!((place(destination), place(source)), (Some(copies), Some(drive)) if volume::tie(&copies, &drive).is_some())
}

impl Worst {
    fn take(&mut self, db: &Connection, source: i64, destination: i64) -> Result<()> {
        let equation = read::equation_of_source(db, destination, source)?;
        let (settled, read_back, from_device, at) = read::verified_on(db, source, destination)?;
        let least = |old: u64, new: u64, first: bool| if first { new } else { old.min(new) };
        self.to_do = self.to_do.max(equation.to_do.files);
        self.failed = self.failed.max(equation.failed.files);
        let away = read::away_on(db, source, destination)?;
        if away.0 > self.away.0 {
            self.away = away;
        }
        let clashes = read::clashes_on(db, source, destination)?;
        self.clashes = self.clashes.max(clashes.files);
        self.left_out = Tally {
            files: equation.left_out.files.saturating_sub(clashes.files + self.links),
            bytes: equation.left_out.bytes - clashes.bytes,
        };
        self.best = self.best.max(settled);
        self.in_archive = least(self.in_archive, settled, self.first);
        self.read_back = least(self.read_back, read_back, self.first);
        self.from_device = least(self.from_device, from_device, self.first);
        self.verified_ms = match (self.verified_ms, at) {
            (Some(old), Some(new)) => Some(old.min(new)),
            (old, new) => old.or(new),
        };
        self.first = false;
        Ok(())
    }
}

/// Red: files would be lost. Amber: not proven at the moment. Green: every file has a copy on another volume, read back.
fn judge(out: &mut DriveVerdict, worst: &Worst, source: &RootRow, only_on_itself: bool) {
    let expected = out.files.saturating_sub(out.left_out);
    if source.scanned_ms.is_none() {
        out.verdict = SafeToWipe::NeverScanned;
        out.why = "Look at it to find out".into();
        return;
    }
    exceptions(out, worst, source, only_on_itself);
    let without_copy = expected.saturating_sub(out.in_archive);
    let (verdict, why) = if out.failed > 0 {
        (SafeToWipe::NotYet, format!("{} could not be read or written", text::files(out.failed)))
    } else if without_copy > 0 && worst.best < expected {
        let only_here = expected - worst.best;
        (SafeToWipe::NotYet, text::files_do(only_here, "exists only here", "exist only here"))
    } else if without_copy > 0 {
        (SafeToWipe::CheckFirst, format!("{} not in every archive yet", text::files(without_copy)))
    } else if expected == 0 {
        let why = if out.left_out > 0 { "Everything on it was left out" } else { "There are no files here" };
        (SafeToWipe::CheckFirst, why.into())
    } else if only_on_itself {
        (SafeToWipe::CheckFirst, "Its copies are on the same drive".into())
    } else if worst.away.0 > 0 {
        (SafeToWipe::CheckFirst, away_words(&worst.away))
    } else if worst.covered > 0 {
        (SafeToWipe::CheckFirst, "Other volumes are mounted in it; what lies under them was not seen".into())
    } else if out.read_back < expected {
        (SafeToWipe::CheckFirst, "All copied, not read back yet".into())
    } else if source.place.volume.is_weak() {
        (SafeToWipe::CheckFirst, "This drive's identity is not certain".into())
    } else {
        let left_out = match out.left_out {
            0 => String::new(),
            n => format!("; {} left out", text::files(n)),
        };
        (SafeToWipe::Safe, format!("{}, all read back{left_out}", text::files(expected)))
    };
    out.verdict = verdict;
    out.why = why;
}

fn away_words((files, name): &(u64, Option<String>)) -> String {
    let name = name.as_deref().unwrap_or("an archive");
    format!("{} rest on {name}, which is not connected: connect it and verify again", text::files(*files))
}

fn exceptions(out: &mut DriveVerdict, worst: &Worst, source: &RootRow, only_on_itself: bool) {
    let expected = out.files.saturating_sub(out.left_out);
    let mut say = |condition: bool, text: String| {
        if condition {
            out.exceptions.push(text);
        }
    };
    say(worst.failed > 0, format!("{} could not be read or written.", text::files(worst.failed)));
    say(
        worst.to_do > 0,
        text::files_do(worst.to_do, "still waits to be copied.", "still wait to be copied."),
    );
    say(
        worst.clashes > 0,
        text::files_do(
            worst.clashes,
            "was not copied, because other content has its name in the archive.",
            "were not copied, because other content has their names in the archive.",
        ),
    );
    say(
        worst.left_out.files > 0,
        format!(
            "{} ({}) left out by rules or decisions.",
            text::files(worst.left_out.files),
            text::bytes(worst.left_out.bytes)
        ),
    );
    say(
        only_on_itself,
        "The archive is on the same drive, or in memory: the copies would go with it.".into(),
    );
    say(
        worst.in_archive == expected && worst.from_device < expected && worst.read_back == expected,
        "Some copies were read back from memory rather than from the device.".into(),
    );
    say(
        worst.own_records,
        "Ingather's own records of this job lie on it: they would go with it. The archive keeps the story."
            .into(),
    );
    say(
        worst.covered > 0,
        format!("{} of its folders are covered by other volumes: unmount them and run again.", worst.covered),
    );
    say(
        source.place.volume.is_weak(),
        "Another drive could carry the same number as this one, so only reading it again is proof.".into(),
    );
}
