//! What destinations need and have.

use super::{LiveRoot, PhaseContext};
use crate::error::{Error, Result};
use crate::store::{Room, RootKind, read};
use crate::{text, volume};

/// What one destination needs and has, in bytes.
#[derive(Debug, Clone, Copy)]
pub struct Space {
    pub destination: i64,
    /// Needed for what is certain to be copied.
    pub certain: u64,
    /// Needed at most.
    pub at_most: u64,
    pub free: u64,
}

/// What each connected destination needs.
pub fn needed(ctx: &PhaseContext) -> Result<Vec<Space>> {
    let db = ctx.reader()?;
    let mut out = Vec::new();
    for destination in ctx.live(RootKind::Destination) {
        let now = volume::space(destination.handle()?.path())?;
        let (certain, at_most) =
            read::space_needed(&db, destination.row.id, room(ctx, destination, now.block))?;
        destination.meter.free.store(now.free, std::sync::atomic::Ordering::Relaxed);
        out.push(Space { destination: destination.row.id, certain, at_most, free: now.free });
    }
    Ok(out)
}

/// How files take up room there.
pub fn room(ctx: &PhaseContext, destination: &LiveRoot, block: u64) -> Room {
    let lists = ctx.job.config.checksums.len() as u64;
    Room { block, keeps_holes: destination.traits.keeps_holes, lists }
}

/// The error that a destination has too little space, with the number of bytes that are missing.
pub fn no_space(name: &str, needed: u64, free: u64) -> Error {
    let missing = needed.saturating_sub(free);
    Error::blocked(
        "no_space",
        format!(
            "{name} has too little space: {} needed, {} free, {missing} bytes ({}) missing",
            text::bytes(needed),
            text::bytes(free),
            text::bytes(missing)
        ),
    )
    .hint("make room or choose a larger drive, then resume; --fill copies what fits")
}

/// The error that a destination has become full, with what is missing for all that still waits.
pub fn full(ctx: &PhaseContext, live: &LiveRoot) -> Error {
    let name = live.name();
    let now = live.handle().and_then(|root| volume::space(root.path()));
    let (free, block, names) = now.map_or((0, 4096, None), |s| (s.free, s.block, s.free_files));
    let counted = ctx.reader().and_then(|db| {
        let needed = read::space_needed(&db, live.row.id, room(ctx, live, block))?.1;
        Ok((needed, read::equation(&db, live.row.id)?.to_do.files))
    });
    let (needed, files) = counted.unwrap_or_default();
    let waits = text::files_do(files, "waits", "wait");
    match names {
        Some(names) if needed <= free && names < files => Error::blocked(
            "no_space",
            format!(
                "{name} has no room for more files (inodes): {} are free, but only {} can be made; {waits}",
                text::bytes(free),
                text::files(names)
            ),
        )
        .hint("choose a file system with more inodes, or remove files that nobody needs, then resume"),
        Some(_) | None => {
            let error = no_space(&name, needed, free);
            Error { message: format!("{}; {waits}", error.message), ..error }
        }
    }
}
