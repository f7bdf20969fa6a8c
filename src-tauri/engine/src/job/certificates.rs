//! Is it safe to wipe this drive? The answer for each source, with every fact that it rests on.

mod exceptions;
mod inside;
mod since;

use std::collections::HashMap;

use rusqlite::Connection;

use crate::error::Result;
use crate::fs::bytes_path;
use crate::model::{Tally, display_bytes};
use crate::store::{Catalog, Rest, RootKind, RootRow, read};
use crate::text::{self, Words};
use crate::views::{DriveVerdict, SafeToWipe};
use crate::volume::{self, Tie};
use crate::{plural, said, words};

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
    /// The most that one archive has and that would not go with the drive, and what else is there.
    apart: Apart,
    /// Read back before the last look, where that proves nothing of now.
    outdated: u64,
    /// Files of the drive that were read before the last look, where that proves nothing of now.
    unread: u64,
    /// Another drive with the same identity was seen, or could be there.
    uncertain: Option<&'static str>,
    /// Entries without content, which are nobody's loss.
    links: u64,
    /// Files whose content is in a cloud and was not read.
    in_cloud: u64,
    /// The job's own records lie on the drive.
    own_records: bool,
    /// Folders on which other volumes are mounted: what lies under them was not seen.
    covered: usize,
}

pub use since::as_of_today;

/// Copies by what ties them to the drive.
#[derive(Default)]
struct Apart {
    free: u64,
    in_memory: u64,
    untold: u64,
}

/// Copies that would go with the drive, or may, or would go with the power.
struct Tied {
    on_the_drive: u64,
    in_memory: u64,
    untold: u64,
}

/// A certificate for each source of the job of this id, with what the catalogue knows beside the job.
pub fn all(db: &Connection, catalog: &Catalog, job: &str) -> Result<Vec<DriveVerdict>> {
    let roots = read::roots(db)?;
    let sources = roots.iter().filter(|r| r.kind == RootKind::Source);
    let mut all = sources.map(|source| certificate(db, &roots, source)).collect::<Result<Vec<_>>>()?;
    inside::heed(db, &roots, &mut all)?;
    since::heed(catalog, job, &roots, &mut all)?;
    Ok(all)
}

fn certificate(db: &Connection, roots: &[RootRow], source: &RootRow) -> Result<DriveVerdict> {
    let found = read::found_on(db, source.id)?;
    let links = read::without_content(db, Some(source.id))?;
    let in_cloud = read::in_the_cloud(db, Some(source.id))?;
    let covered = volume::locate(&source.place.volume, &source.place.path, &bytes_path(&source.path))
        .and_then(|here| volume::covered_below(&here).ok())
        .map_or(0, |folders| folders.len());
    let own_records = read::holds_own_records(db, source.id)?;
    let uncertain = uncertain(db, source)?;
    let unread = if source.strong { 0 } else { read::read_before_look(db, source.id)? };
    let mut worst =
        Worst { first: true, links, in_cloud, covered, own_records, uncertain, unread, ..Worst::default() };
    let ties = ties(db, roots, source)?;
    for destination in roots.iter().filter(|r| r.kind == RootKind::Destination) {
        worst.take(db, source.id, destination.id, &ties)?;
    }
    let mut out = DriveVerdict {
        source: source.id,
        name: display_bytes(&source.name),
        path: display_bytes(&source.path),
        verdict: SafeToWipe::Safe,
        why: Words::default(),
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
        away: false,
        exceptions: Vec::new(),
        notes: Vec::new(),
    };
    judge(&mut out, &worst, source);
    Ok(out)
}

/// Why the drive may not be the one that was read: only reading it again, as a clearance does, is proof.
fn uncertain(db: &Connection, source: &RootRow) -> Result<Option<&'static str>> {
    Ok(if read::is_cloned(db, source.id)? {
        Some(said!("Another drive with the identity of this one was seen"))
    } else if source.place.volume.is_weak() {
        Some(said!("Another drive could carry the same number as this one"))
    } else {
        None
    })
}

/// What would go with the drive, as it is now or as it was when drive and archive were last connected.
fn ties(db: &Connection, roots: &[RootRow], source: &RootRow) -> Result<HashMap<i64, Tie>> {
    let known = read::ties(db, source.id)?;
    let mut ties: HashMap<i64, Tie> = known.iter().map(|(id, word)| (*id, Tie::parse(word))).collect();
    for archive in roots.iter().filter(|r| r.kind != RootKind::Source) {
        match super::roots::tied(archive, source) {
            Some(Some(tie)) => ties.insert(archive.id, tie),
            Some(None) => ties.remove(&archive.id),
            None => None,
        };
    }
    Ok(ties)
}

impl Worst {
    /// Files of the drive that must have a copy.
    fn expected(&self, out: &DriveVerdict) -> u64 {
        out.files.saturating_sub(out.left_out + self.in_cloud)
    }

    /// Nothing is said of what is not copied yet.
    fn tied(&self, expected: u64) -> Tied {
        let gone = self.best.min(expected).saturating_sub(self.apart.free);
        let in_memory = gone.min(self.apart.in_memory);
        let untold = (gone - in_memory).min(self.apart.untold);
        Tied { on_the_drive: gone - in_memory - untold, in_memory, untold }
    }

    fn take(
        &mut self,
        db: &Connection,
        source: i64,
        destination: i64,
        ties: &HashMap<i64, Tie>,
    ) -> Result<()> {
        let equation = read::equation_of_source(db, destination, source)?;
        let rests = read::rests(db, source, destination)?;
        let sum = |of: &dyn Fn(&Rest) -> u64| rests.iter().map(of).sum::<u64>();
        let kept = |tie: Option<Tie>| {
            sum(&|r: &Rest| if ties.get(&r.archive).copied() == tie { r.settled } else { 0 })
        };
        let (settled, read_back) = (sum(&|r| r.settled), sum(&|r| r.read_back));
        let from_device = sum(&|r| r.from_device);
        let at = rests.iter().filter_map(|r| r.verified_ms).min();
        self.outdated = self.outdated.max(sum(&|r| r.outdated));
        if self.first || kept(None) > self.apart.free {
            let (in_memory, untold) = (kept(Some(Tie::Memory)), kept(Some(Tie::Untold)));
            self.apart = Apart { free: kept(None), in_memory, untold };
        }
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
            files: equation.left_out.files.saturating_sub(clashes.files + self.links + self.in_cloud),
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
fn judge(out: &mut DriveVerdict, worst: &Worst, source: &RootRow) {
    let expected = worst.expected(out);
    if source.scanned_ms.is_none() {
        out.verdict = SafeToWipe::NeverScanned;
        out.why = words!("Look at it to find out");
        return;
    }
    exceptions::say(out, worst);
    let Tied { on_the_drive, in_memory, untold } = worst.tied(expected);
    let without_copy = expected.saturating_sub(out.in_archive);
    let (verdict, why) = if out.failed > 0 {
        (SafeToWipe::NotYet, words!("{files} could not be read or written", files = Files(out.failed)))
    } else if without_copy > 0 && worst.best < expected {
        let only_here = expected - worst.best;
        (
            SafeToWipe::NotYet,
            plural!(files = Files(only_here), "{files} exists only here", "{files} exist only here"),
        )
    } else if on_the_drive > 0 {
        (SafeToWipe::NotYet, text::kept_on_the_drive(on_the_drive))
    } else if in_memory > 0 {
        (SafeToWipe::NotYet, text::kept_in_memory(in_memory))
    } else if untold > 0 {
        (SafeToWipe::NotYet, text::kept_somewhere(untold))
    } else if without_copy > 0 {
        (SafeToWipe::CheckFirst, words!("{files} not in every archive yet", files = Files(without_copy)))
    } else if worst.in_cloud > 0 {
        (SafeToWipe::CheckFirst, text::in_the_cloud(worst.in_cloud))
    } else if expected == 0 {
        let all_left_out = out.left_out > 0;
        let why = if all_left_out {
            words!("Everything on it was left out")
        } else {
            words!("There are no files here")
        };
        (SafeToWipe::CheckFirst, why)
    } else if worst.away.0 > 0 {
        (SafeToWipe::CheckFirst, away_words(&worst.away))
    } else if worst.covered > 0 {
        (SafeToWipe::CheckFirst, words!("Other volumes are mounted in it; what lies under them was not seen"))
    } else if out.read_back < expected {
        (SafeToWipe::CheckFirst, words!("All copied, not read back yet"))
    } else if worst.outdated > 0 {
        (
            SafeToWipe::CheckFirst,
            words!("{files} read back before the last look", files = Files(worst.outdated)),
        )
    } else if worst.unread > 0 {
        (SafeToWipe::CheckFirst, words!("{files} not read since the last look", files = Files(worst.unread)))
    } else if worst.uncertain.is_some() {
        (SafeToWipe::CheckFirst, words!("This drive's identity is not certain"))
    } else {
        (SafeToWipe::Safe, text::all_read_back(expected, out.left_out))
    };
    out.verdict = verdict;
    out.why = why;
}

fn away_words((files, name): &(u64, Option<String>)) -> Words {
    match name.as_deref() {
        Some(name) => plural!(
            files = Files(*files),
            "{files} rests on {name}, which is not connected: connect it and verify again",
            "{files} rest on {name}, which is not connected: connect it and verify again",
            name = Text(name)
        ),
        None => plural!(
            files = Files(*files),
            "{files} rests on an archive, which is not connected: connect it and verify again",
            "{files} rest on an archive, which is not connected: connect it and verify again"
        ),
    }
}
