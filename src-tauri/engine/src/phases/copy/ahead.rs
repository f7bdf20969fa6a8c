//! Tells the drives' counters what is ahead of each when the copy begins, and which files proved to be new.

use std::sync::atomic::Ordering::Relaxed;

use super::Copying;
use super::output::lock;
use crate::error::Result;
use crate::job::{Met, ahead_of};
use crate::model::{Depth, Tally};
use crate::phases::PhaseContext;
use crate::progress::Ahead;
use crate::store::{OpenFile, PendingFile, RootKind, read};
use crate::views::DriveWork;
use crate::volume;

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
    let db = ctx.scanner()?;
    for source in ctx.live(RootKind::Source) {
        let ahead = ahead_of(&db, source.row.id, &mut met)?;
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
