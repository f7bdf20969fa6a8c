//! What destinations need and have.

use rusqlite::Connection;

use super::{LiveRoot, PhaseContext};
use crate::error::{Error, Result};
use crate::store::{Room, RootKind, read};
use crate::text::Words;
use crate::{plural, volume, words};

/// What one destination needs and has.
#[derive(Debug, Clone, Copy)]
pub struct Space {
    pub destination: i64,
    pub bytes: Needed,
    /// In files and folders; `None` where only room limits them.
    pub files: Option<Needed>,
}

/// So much of one kind.
#[derive(Debug, Clone, Copy)]
pub struct Needed {
    /// For what is certain to be copied.
    pub certain: u64,
    /// At most.
    pub at_most: u64,
    pub free: u64,
}

impl Needed {
    fn is_unsure(self) -> bool {
        self.certain <= self.free && self.at_most > self.free
    }
}

impl Space {
    fn each(self) -> impl Iterator<Item = Needed> {
        [Some(self.bytes), self.files].into_iter().flatten()
    }

    /// Whether only the worst case does not fit.
    #[must_use]
    pub fn is_unsure(self) -> bool {
        self.each().any(Needed::is_unsure) && self.each().all(|n| n.certain <= n.free)
    }

    /// The error that not all of it fits, if it does not.
    #[must_use]
    pub fn too_small(self, name: &str) -> Option<Error> {
        let lacks = |needed: Needed| needed.at_most > needed.free;
        if lacks(self.bytes) {
            return Some(no_space(name, self.bytes.at_most, self.bytes.free));
        }
        let files = self.files.filter(|files| lacks(*files))?;
        Some(no_files(words!(
            "{name} has no room for more files (inodes): {files} and folders are needed, only {free} can be made",
            name = Text(name),
            files = Files(files.at_most),
            free = Count(files.free)
        )))
    }
}

/// What each connected destination needs.
pub fn needed(ctx: &PhaseContext) -> Result<Vec<Space>> {
    let db = ctx.reader()?;
    let mut out = Vec::new();
    for destination in ctx.live(RootKind::Destination) {
        let now = volume::space(destination.handle()?.path())?;
        let id = destination.row.id;
        let (certain, at_most) = read::space_needed(&db, id, room(ctx, destination, now.block))?;
        let more = if at_most == 0 { 0 } else { growth(ctx, &db, destination)? };
        destination.meter.free.store(now.free, std::sync::atomic::Ordering::Relaxed);
        let files = match now.free_files {
            Some(free) => {
                let (certain, at_most) = read::files_needed(&db, id)?;
                Some(Needed { certain, at_most, free })
            }
            None => None,
        };
        let bytes = Needed { certain: certain + more, at_most: at_most + more, free: now.free };
        out.push(Space { destination: id, bytes, files });
    }
    Ok(out)
}

/// What our own records may still grow by on the destination's volume, bytes: rows of copies and verdicts, what the
/// catalogue learns, reports beside their older versions, and journals.
fn growth(ctx: &PhaseContext, db: &Connection, destination: &LiveRoot) -> Result<u64> {
    const JOURNAL: u64 = 4 << 20;
    const IN_JOB: u64 = 1_000;
    const IN_CATALOG: u64 = 500;
    let (job, catalog) = ctx.own.on(destination.handle()?.id().device);
    if !job && !catalog {
        return Ok(0);
    }
    let files = read::found(db)?.files;
    let of = |is_there: bool, each: u64| if is_there { JOURNAL + files * each } else { 0 };
    Ok(of(job, IN_JOB) + of(catalog, IN_CATALOG))
}

/// How files take up room there.
pub fn room(ctx: &PhaseContext, destination: &LiveRoot, block: u64) -> Room {
    let lists = ctx.job.config.checksums.len() as u64;
    Room { block, keeps_holes: destination.traits.keeps_holes, lists }
}

fn no_files(message: Words) -> Error {
    Error::blocked("no_space", message)
        .hint("choose a file system with more inodes, or remove files that nobody needs, then resume; --fill copies what fits")
}

/// The error that a destination has too little space, with the number of bytes that are missing.
pub fn no_space(name: &str, needed: u64, free: u64) -> Error {
    let missing = needed.saturating_sub(free);
    Error::blocked(
        "no_space",
        words!(
            "{name} has too little space: {needed} needed, {free} free, {missing} bytes ({about}) missing",
            name = Text(name),
            needed = Bytes(needed),
            free = Bytes(free),
            missing = Plain(missing),
            about = Bytes(missing)
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
    let waits = plural!(files = Files(files), "{files} waits", "{files} wait");
    match names {
        Some(names) if needed <= free && names < files => no_files(words!(
            "{name} has no room for more files (inodes): {bytes} are free, but only {files} can be made; {waits}",
            name = Text(name),
            bytes = Bytes(free),
            files = Files(names),
            waits = Words(waits)
        )),
        Some(_) | None => {
            let error = no_space(&name, needed, free);
            let message =
                words!("{what}; {waits}", what = Words(error.message.clone()), waits = Words(waits));
            Error { message, ..error }
        }
    }
}
