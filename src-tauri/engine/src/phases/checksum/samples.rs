//! Samples of large files whose sizes collide: a few pieces of a file tell most of them apart.

use std::collections::HashMap;
use std::sync::atomic::Ordering::Relaxed;

use super::{recall_archive, threads_of};
use crate::error::Result;
use crate::fs::{self, SAMPLE_FROM};
use crate::phases::parallel::feed;
use crate::phases::{LiveRoot, PhaseContext};
use crate::store::{RootKind, ToRead, read, write};

/// Of the drives' large files that have no sample and whose size collides.
pub fn of_sources(ctx: &PhaseContext) -> Result<()> {
    let (db, roots) = (ctx.scanner()?, ctx.by_id());
    feed(
        threads_of(ctx, RootKind::Source),
        |each| read::source_to_sample(&db, SAMPLE_FROM, each),
        |file| {
            let Some(sample) = sample(ctx, &roots, &file)? else { return Ok(()) };
            ctx.meter.source_read.fetch_add(sample.1, Relaxed);
            ctx.writer.later(move |db| write::set_source_sample(db, file.id, &sample.0))
        },
    )?;
    ctx.writer.flush()
}

/// The same of the archives, as far as the catalogue does not know the files.
pub fn of_archives(ctx: &PhaseContext) -> Result<()> {
    let (db, roots) = (ctx.scanner()?, ctx.by_id());
    feed(
        threads_of(ctx, RootKind::Destination),
        |each| read::archive_to_sample(&db, SAMPLE_FROM, each),
        |file| {
            if recall_archive(ctx, &roots, &file)? {
                return Ok(());
            }
            let Some(sample) = sample(ctx, &roots, &file)? else { return Ok(()) };
            ctx.meter.archive_read.fetch_add(sample.1, Relaxed);
            ctx.writer.later(move |db| write::set_archive_sample(db, file.id, &sample.0))
        },
    )?;
    ctx.writer.flush()
}

/// A file that cannot be sampled has none; it will be read, or fail, in the copy.
fn sample(
    ctx: &PhaseContext,
    roots: &HashMap<i64, &LiveRoot>,
    file: &ToRead,
) -> Result<Option<([u8; 16], u64)>> {
    ctx.cancel.check()?;
    let Some(root) = roots.get(&file.root) else { return Ok(None) };
    let Some(handle) = root.held() else { return Ok(None) };
    let lap = root.meter.pace.reading();
    let sample = handle.open_read(&file.path).and_then(|open| fs::sample(&open, file.print.size));
    drop(lap);
    // Also for the time left: what a file costs by itself is nowhere seen as clearly.
    root.meter.pace.read.add(1, sample.as_ref().map_or(0, |s| s.1));
    ctx.meter.file_done();
    Ok(sample.ok())
}
