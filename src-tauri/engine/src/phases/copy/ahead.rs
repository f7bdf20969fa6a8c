//! What is ahead of each drive when the copy begins, as far as the plan knows it; what only a file's content can settle
//! is told apart, so that the time left can follow what proves to be new.

use std::collections::HashSet;
use std::sync::atomic::Ordering::Relaxed;

use super::Copying;
use super::output::lock;
use crate::error::Result;
use crate::fs::SAMPLE_FROM;
use crate::model::{Depth, Tally};
use crate::phases::{LiveRoot, PhaseContext};
use crate::progress::Ahead;
use crate::store::{OpenFile, PendingFile, RootKind, read};
use crate::views::DriveWork;
use crate::volume;

/// Sizes of small files and sizes with samples of large ones that were met before.
#[derive(Default)]
pub struct Met {
    /// A bit for each size up to the largest that is never sampled.
    sizes: Vec<u64>,
    samples: HashSet<(u64, [u8; 16])>,
}

impl Met {
    /// Whether such a file was met before; it is from now on.
    fn again(&mut self, size: u64, sample: Option<[u8; 16]>) -> bool {
        if size > SAMPLE_FROM {
            return !self.samples.insert((size, sample.unwrap_or_default()));
        }
        self.sizes.resize((SAMPLE_FROM / 64 + 1) as usize, 0);
        let (word, bit) = (&mut self.sizes[(size / 64) as usize], 1 << (size % 64));
        let again = *word & bit != 0;
        *word |= bit;
        again
    }

    /// Whether only its content can tell if the file is written, and whether that is unlikely enough to wait and see:
    /// 0 for a small one, 1 for a large one.
    pub fn doubt(&mut self, file: &OpenFile) -> Option<usize> {
        let open = !file.is_known && file.size > 0 && file.shared > 0;
        let doubtful = open && (self.again(file.size, file.sample) || file.shared > 1);
        doubtful.then_some(usize::from(file.size > SAMPLE_FROM))
    }

    fn add(&mut self, ahead: &mut Ahead, file: &OpenFile) {
        ahead.to_settle.add(1, file.size);
        if file.repeats {
            return;
        }
        ahead.to_read.add(1, file.size);
        match self.doubt(file) {
            Some(class) => ahead.doubtful[class].add(1, file.size),
            None => ahead.fresh.add(1, file.size),
        }
    }
}

/// Counts a file of which only the content could tell whether it is written.
pub fn note_decided(copying: &Copying<'_>, file: &PendingFile, is_new: bool) {
    let of_plan = OpenFile {
        size: file.print.size,
        is_known: file.checksum.is_some(),
        repeats: false,
        shared: file.shared,
        sample: file.sample,
    };
    let doubt = lock(&copying.met).doubt(&of_plan);
    if let (Some(class), Some(source)) = (doubt, copying.sources.get(&file.root)) {
        source.meter.pace.decided(class, file.print.size, is_new);
    }
}

/// Begins the drives' lines and says what is ahead of each.
pub fn begin_meters(ctx: &PhaseContext, deep: bool) -> Result<()> {
    let mut met: Vec<(i64, Met)> =
        ctx.live(RootKind::Destination).map(|d| (d.row.id, Met::default())).collect();
    for source in ctx.live(RootKind::Source) {
        let ahead = of_source(ctx, source, &mut met)?;
        let waits = ahead.to_settle;
        let work = if waits.files == 0 { DriveWork::AllRead } else { DriveWork::Waiting };
        source.meter.pace.begin(ahead);
        source.meter.begin_round(work, waits);
    }
    for destination in ctx.live(RootKind::Destination) {
        destination.meter.begin(destination.meter.work(), Tally::default());
        if let Ok(space) = volume::space(destination.handle()?.path()) {
            destination.meter.free.store(space.free, Relaxed);
        }
    }
    expect_verification(ctx, deep)
}

/// At the destination that waits for most of it.
fn of_source(ctx: &PhaseContext, source: &LiveRoot, met: &mut [(i64, Met)]) -> Result<Ahead> {
    let db = ctx.scanner()?;
    let mut most = Ahead::default();
    for (destination, met) in met {
        let mut ahead = Ahead::default();
        read::open_files(&db, source.row.id, *destination, &mut |file| met.add(&mut ahead, &file))?;
        if ahead.to_settle.files > most.to_settle.files {
            most = ahead;
        }
    }
    Ok(most)
}

/// What was settled earlier and has no verdict yet is read back after the copy.
fn expect_verification(ctx: &PhaseContext, deep: bool) -> Result<()> {
    let mut by_root = std::collections::HashMap::<i64, Tally>::new();
    if deep {
        read::verification_due(&ctx.scanner()?, 0, Some(Depth::Deep), &mut |due| {
            by_root.entry(due.root).or_default().add(1, due.print.size);
            Ok(())
        })?;
    }
    for archive in ctx.live(RootKind::Destination).chain(ctx.live(RootKind::Pool)) {
        let to_settle = by_root.get(&archive.row.id).copied().unwrap_or_default();
        archive.meter.pace.begin(Ahead { to_settle, ..Ahead::default() });
    }
    Ok(())
}
