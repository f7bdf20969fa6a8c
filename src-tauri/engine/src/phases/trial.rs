//! A short try of the drives whose speed nobody knows, so that a plan can say how long its copy takes: some of the files
//! that have to be read anyway are read for a moment, past the page cache, all drives side by side. Nothing is decided by
//! it, and a run that goes straight on to the copy does without.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::{Duration, Instant};

use super::parallel::{guarded, spread};
use super::{LiveRoot, PhaseContext};
use crate::error::{Error, Kind, Result};
use crate::fs::{Buffer, Reader};
use crate::model::{Costs, RelPath, Tally};
use crate::store::{RootKind, Share, Work, read};
use crate::views::DriveWork;

/// So long each reading thread of a drive reads large files, and then small ones.
const MOMENT: Duration = Duration::from_millis(800);
/// More of one kind are not asked for: a second is over before.
const MOST: usize = 2_000;
const PIECE: usize = 4 << 20;

/// A file to read for it, and its drive.
type Piece<'a> = (&'a LiveRoot, RelPath);

/// Tries each drive that has files to be read and was never read for long, once in the life of a plan. Only who stops the run makes it fail.
pub fn run(ctx: &PhaseContext) -> Result<()> {
    let drives = unknown(ctx)?;
    for tried in spread(drives.len(), drives, |drive| guarded(|| try_drive(ctx, &drive))) {
        match tried {
            Err(error) if error.kind == Kind::Stopped => return Err(error),
            Err(error) => {
                tracing::warn!(
                    code = error.code,
                    "How fast a drive is was not found out: {}.",
                    error.message
                );
            }
            Ok(()) => {}
        }
    }
    ctx.cancel.check()
}

/// The drives in question, those of one volume together.
fn unknown(ctx: &PhaseContext) -> Result<Vec<Vec<&LiveRoot>>> {
    let catalog = ctx.catalog.lock().map_err(|_| poisoned())?;
    let mut lanes: BTreeMap<u32, Vec<&LiveRoot>> = BTreeMap::new();
    for source in ctx.live(RootKind::Source) {
        let volume = &source.row.place.volume;
        // The plan before, which this one replaces, has tried it.
        let was_tried = ctx.job.planned_ms.is_some() && !catalog.costs(volume, Work::Trial)?.is_nothing();
        if !was_tried && catalog.speed(volume)?.is_none() {
            lanes.entry(source.meter.lane()).or_default().push(source);
        }
    }
    Ok(lanes.into_values().collect())
}

fn try_drive(ctx: &PhaseContext, drive: &[&LiveRoot]) -> Result<()> {
    let Some(first) = drive.first() else { return Ok(()) };
    drive.iter().for_each(|source| source.meter.set_work(DriveWork::Reading));
    let mut seen = Costs::default();
    for share in [Share::Large, Share::Small] {
        seen = seen + round(ctx, &pieces(ctx, drive, share)?)?;
    }
    drive.iter().for_each(|source| source.meter.set_work(DriveWork::Waiting));
    ctx.catalog.lock().map_err(|_| poisoned())?.tried(&first.row.place.volume, seen)
}

fn pieces<'a>(ctx: &PhaseContext, drive: &[&'a LiveRoot], share: Share) -> Result<Vec<Piece<'a>>> {
    let db = ctx.scanner()?;
    let mut pieces = Vec::new();
    for source in drive {
        let paths = read::some_open_files(&db, source.row.id, share, MOST)?;
        pieces.extend(paths.into_iter().map(|path| (*source, path)));
    }
    Ok(pieces)
}

/// Reads for a moment, with as many threads as the copy will have.
fn round(ctx: &PhaseContext, pieces: &[Piece<'_>]) -> Result<Costs> {
    let threads = pieces.first().map_or(0, |(drive, _)| ctx.threads(drive.rotational)).min(pieces.len());
    let next = AtomicUsize::new(0);
    let all = spread(threads, (0..threads).collect(), |_| guarded(|| read_on(ctx, pieces, &next)));
    let (mut read, mut took) = (Tally::default(), Duration::ZERO);
    for one in all {
        let (own, time) = one?;
        (read, took) = (read + own, took + time);
    }
    // They read side by side.
    let seconds = took.as_secs_f64() / threads.max(1) as f64;
    Ok(Costs::of(read.files as f64, read.bytes as f64, seconds))
}

/// One thread's part: what it read, and for how long; a pause does not count. A file that cannot be read ends it: the copy
/// will meet it again and say so.
fn read_on(ctx: &PhaseContext, pieces: &[Piece<'_>], next: &AtomicUsize) -> Result<(Tally, Duration)> {
    let (mut read, mut took) = (Tally::default(), Duration::ZERO);
    let mut buffer = Buffer::new(PIECE);
    while took < MOMENT
        && let Some((drive, path)) = pieces.get(next.fetch_add(1, Relaxed))
    {
        let before = took;
        match read_one(ctx, drive, path, &mut took, &mut buffer) {
            Ok(bytes) => read.add(1, bytes),
            Err(error) if error.kind == Kind::Stopped => return Err(error),
            Err(_) => {
                took = before;
                break;
            }
        }
    }
    Ok((read, took))
}

/// A file, or as much of it as there is time for.
fn read_one(
    ctx: &PhaseContext,
    drive: &LiveRoot,
    path: &RelPath,
    took: &mut Duration,
    buffer: &mut Buffer,
) -> Result<u64> {
    ctx.cancel.check()?;
    let began = Instant::now();
    let file =
        drive.handle()?.open_read(path).map_err(|e| crate::fs::file_error("could not be opened", &e))?;
    let mut reader = Reader::new(&file, true)?;
    *took += began.elapsed();
    let mut bytes = 0;
    while *took < MOMENT {
        ctx.cancel.check()?;
        let began = Instant::now();
        let n = reader.next(buffer)?;
        reader.took(began.elapsed());
        *took += began.elapsed();
        if n == 0 {
            break;
        }
        bytes += n as u64;
        ctx.meter.tried.fetch_add(n as u64, Relaxed);
        drive.meter.carried(n as u64);
    }
    Ok(bytes)
}

fn poisoned() -> Error {
    Error::blocked("panic", "the catalogue cannot be used any more; start again")
}
