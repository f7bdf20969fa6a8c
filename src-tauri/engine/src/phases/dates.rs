//! Reads when pictures and films were taken, before the plan places them by date. What was read once is kept.

use std::sync::atomic::Ordering::Relaxed;

use rusqlite::Connection;

use super::parallel::{feed, guarded};
use super::{LiveRoot, PhaseContext};
use crate::error::Result;
use crate::fs::{DateReader, Taken};
use crate::plan::kind_of;
use crate::store::{RootKind, Undated, read, write};

/// Files that one thread takes at a time.
const BATCH: usize = 64;

/// Asks every file that is to be placed and may know it.
pub fn run(ctx: &PhaseContext, db: &Connection) -> Result<()> {
    for source in ctx.live(RootKind::Source) {
        let threads = ctx.threads(source.rotational);
        let produce = |hand_out: &mut dyn FnMut(Vec<Undated>) -> Result<()>| batches(db, source, hand_out);
        feed(threads, produce, |batch| read_dates(ctx, source, &batch))?;
    }
    ctx.writer.flush()
}

fn batches(
    db: &Connection,
    source: &LiveRoot,
    hand_out: &mut dyn FnMut(Vec<Undated>) -> Result<()>,
) -> Result<()> {
    let mut batch = Vec::with_capacity(BATCH);
    read::undated(db, source.row.id, &mut |file| {
        let (_, name) = file.path.split();
        if matches!(kind_of(name), "picture" | "raw" | "video") {
            batch.push(file);
        }
        if batch.len() == BATCH {
            hand_out(std::mem::replace(&mut batch, Vec::with_capacity(BATCH)))?;
        }
        Ok(())
    })?;
    if batch.is_empty() { Ok(()) } else { hand_out(batch) }
}

/// A file that cannot be opened is asked again next time; the copy says what is wrong with it.
fn read_dates(ctx: &PhaseContext, source: &LiveRoot, batch: &[Undated]) -> Result<()> {
    let root = source.handle()?;
    let mut reader = DateReader::default();
    let mut found = Vec::with_capacity(batch.len());
    for file in batch {
        ctx.cancel.check()?;
        let Ok(open) = root.open_read(&file.path) else { continue };
        let taken = guarded(|| Ok(reader.taken(&open))).unwrap_or(Taken { local_s: None, read: 0 });
        ctx.meter.source_read.fetch_add(taken.read, Relaxed);
        found.push((file.id, taken.local_s));
    }
    ctx.writer.later(move |db| write::set_taken(db, &found))
}
