//! How fast drives were when whole files were read from them, for what can be said of the next time.

use super::PhaseContext;
use crate::error::{Error, Result};
use crate::progress::{Pace, RootMeter};
use crate::store::{RootKind, Speed};

/// Remembers it of each source, by the counts of the reading that has just ended, however it ended.
pub fn remember(ctx: &PhaseContext, counts: fn(&RootMeter) -> &Pace) -> Result<()> {
    let catalog =
        ctx.catalog.lock().map_err(|_| Error::blocked("panic", "the catalogue cannot be used any more"))?;
    for source in ctx.of_kind(RootKind::Source) {
        let (read, thread_ms) = counts(&source.meter).whole_files();
        let took_ms = thread_ms / ctx.threads(source.rotational) as u64;
        catalog.speed_seen(&source.row.place.volume, Speed { read, took_ms })?;
    }
    Ok(())
}
