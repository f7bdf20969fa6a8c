//! checksum: finds out what has to be known before a plan: samples where the sizes of large files collide, full
//! checksums of what the archive holds in those sizes. The sources' content is left to the copy's single read,
//! unless an exact plan is asked for.

mod bundled;
mod samples;

use std::collections::HashMap;
use std::sync::atomic::Ordering::Relaxed;

use rusqlite::Connection;

use super::parallel::feed;
use super::recorded::{self, Records};
use super::{LiveRoot, PhaseContext, PhaseReport, speeds};
use crate::clock;
use crate::error::{Error, Kind, Result};
use crate::fs::{self, Buffer, SAMPLE_FROM};
use crate::model::{Method, Phase, RelPath, Table, Tally, UidPath};
use crate::store::{Failure, RootKind, Side, ToRead, read, write};
use crate::views::DriveWork;
use crate::words;

const PIECE: usize = 1 << 20;

/// What is read of the sources before a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exactness {
    /// Samples of large files only: what collides is settled by the copy's single read.
    Samples,
    /// Every collision, unless somebody recorded a BLAKE3 of the file: the plan then says what is to be expected.
    Recorded,
    /// Every collision.
    Whole,
}

/// Runs the phase.
pub fn run(ctx: &PhaseContext, exactness: Exactness) -> Result<PhaseReport> {
    ctx.meter.begin(Phase::Checksum, Tally::default());
    recall(ctx)?;
    match_records(ctx)?;
    samples::of_sources(ctx)?;
    samples::of_archives(ctx)?;
    ctx.writer.now(|db| write::mark_shared(db, SAMPLE_FROM))?;
    hash_archives(ctx)?;
    bundled::run(ctx)?;
    match exactness {
        Exactness::Samples => {}
        Exactness::Recorded => {
            let recorded = Records::load_blake3(&ctx.scanner()?)?;
            hash_sources(ctx, &|db, each| {
                read::source_to_hash(db, &mut |file| if recorded.has(file.id) { Ok(()) } else { each(file) })
            })?;
        }
        Exactness::Whole => hash_sources(ctx, &|db, each| read::source_to_hash(db, each))?,
    }
    whole_tables(ctx)?;
    ctx.writer.flush()?;
    for root in &ctx.roots {
        if root.is_here() {
            root.meter.set_work(DriveWork::Waiting);
        }
    }
    let bytes = ctx.meter.bytes_done.load(Relaxed);
    Ok(PhaseReport {
        summary: match (ctx.meter.files_done.load(Relaxed), bytes) {
            (files, 0) => words!("{files} compared without reading any", files = Files(files)),
            (files, bytes) => {
                words!("{files} compared, {bytes} read", files = Files(files), bytes = Bytes(bytes))
            }
        },
    })
}

/// Takes over what the catalogue knows of files whose fingerprint has not changed.
fn recall(ctx: &PhaseContext) -> Result<()> {
    let db = ctx.scanner()?;
    let catalog = ctx.catalog.lock().map_err(|_| poisoned())?;
    for source in ctx.live(RootKind::Source) {
        if !catalog.knows(&source.row.place.volume)? {
            continue;
        }
        read::source_unhashed(&db, source.row.id, &mut |file| {
            ctx.cancel.check()?;
            let (folder, name) = place_of(source, &file.path);
            if let Some(known) = catalog.known(&folder, &name, &file.print)? {
                ctx.writer.later(move |db| {
                    write::set_source_checksum(db, file.id, known.checksum, &file.print, known.hashed_ns)
                })?;
            }
            Ok(())
        })?;
    }
    ctx.writer.flush()
}

/// Finds out which imported records are about files of the job.
fn match_records(ctx: &PhaseContext) -> Result<()> {
    let catalog = ctx.catalog.lock().map_err(|_| poisoned())?;
    let roots: Vec<_> = ctx.roots.iter().map(|r| &r.row).collect();
    recorded::refresh(&ctx.scanner()?, &ctx.writer, &catalog, &roots).map(|_| ())
}

fn poisoned() -> Error {
    Error::blocked("panic", "the catalogue cannot be used any more; start again")
}

fn place_of(root: &LiveRoot, path: &RelPath) -> (UidPath, Vec<u8>) {
    let (folder, name) = path.split();
    let path = root.row.place.path.join(&folder.0);
    (UidPath { volume: root.row.place.volume.clone(), path }, name.to_vec())
}

/// Whether the catalogue knows an archive's file as it is now.
fn recall_archive(ctx: &PhaseContext, roots: &HashMap<i64, &LiveRoot>, file: &ToRead) -> Result<bool> {
    let Some(root) = roots.get(&file.root) else { return Ok(false) };
    let (folder, name) = place_of(root, &file.path);
    let known = ctx.catalog.lock().map_err(|_| poisoned())?.known(&folder, &name, &file.print)?;
    let Some(known) = known.filter(|_| root.row.strong) else { return Ok(false) };
    let (id, print) = (file.id, file.print);
    ctx.writer.later(move |db| {
        write::set_archive_checksum(db, id, known.checksum, &print, (known.hashed_ns, None))
    })?;
    Ok(true)
}

fn hash_archives(ctx: &PhaseContext) -> Result<()> {
    let (db, roots) = (ctx.scanner()?, ctx.by_id());
    let records = Records::load(&db, Side::Archives)?;
    for archive in ctx.live(RootKind::Destination).chain(ctx.live(RootKind::Pool)) {
        archive.meter.begin(DriveWork::Waiting, Tally::default());
    }
    feed(
        threads_of(ctx, RootKind::Destination),
        |each| read::archive_to_hash(&db, SAMPLE_FROM, each),
        |file| hash_archive(ctx, &roots, &records, &file),
    )?;
    ctx.writer.flush()
}

/// Read past the page cache, so that a twin that justifies a skip counts as read back.
fn hash_archive(
    ctx: &PhaseContext,
    roots: &HashMap<i64, &LiveRoot>,
    records: &Records,
    file: &ToRead,
) -> Result<()> {
    ctx.cancel.check()?;
    if recall_archive(ctx, roots, file)? {
        return Ok(());
    }
    let Some(root) = roots.get(&file.root) else { return Ok(()) };
    let Ok(handle) = root.handle() else { return Ok(()) };
    root.meter.reads();
    let moved = |bytes| {
        ctx.meter.moved(bytes);
        root.meter.moved(bytes);
        root.meter.carried(bytes);
        ctx.meter.archive_read.fetch_add(bytes, Relaxed);
    };
    // Asked for only where something is recorded: most archives have no such file.
    let mut check = match records.has(file.id) {
        true => Some(records.check(&ctx.reader()?, file.id, &file.print)?),
        false => None,
    };
    let mut also = |piece: &[u8]| {
        if let Some(check) = &mut check {
            check.update(piece);
        }
    };
    let mut buffer = buffer_for(file.print.size);
    let back = handle
        .open_read(&file.path)
        .map_err(|e| fs::file_error("could not be opened", &e))
        .and_then(|open| fs::read_back_with(&open, &mut buffer, &ctx.cancel, &moved, &mut also));
    ctx.meter.file_done();
    let back = match back {
        Ok(back) => back,
        Err(error) if error.kind == Kind::File => {
            // What cannot be read justifies no skip; that is all.
            ctx.events.remark(words!(
                "a file of {name} {error}",
                name = Text(root.name()),
                error = Words(error.message.clone())
            ));
            return Ok(());
        }
        Err(error) => return Err(error),
    };
    let print = if root.row.strong { back.print } else { back.print.weakened() };
    let now = clock::now_ns();
    if print.too_young(now) {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let hashed = (now, (back.method != Method::Present).then_some(back.method));
    let id = file.id;
    ctx.writer.later(move |db| write::set_archive_checksum(db, id, back.checksum, &print, hashed))?;
    match check.map_or(Ok(()), |check| check.end(ctx, back.checksum)) {
        Ok(()) => Ok(()),
        Err(error) if error.kind == Kind::File => {
            let error = error.at_path(&handle.path().join(fs::bytes_path(&file.path.0)));
            ctx.meter.problems.fetch_add(1, Relaxed);
            ctx.events.file_failed(&error);
            ctx.writer.later(move |db| write::distrust(db, id))
        }
        Err(error) => Err(error),
    }
}

/// Every file of the lists that the request names, as far as it has no checksum that is still true.
fn whole_tables(ctx: &PhaseContext) -> Result<()> {
    for table in &ctx.request.tables {
        let kind = match table {
            Table::Sources => RootKind::Source,
            Table::Destinations => RootKind::Destination,
            Table::Pool => RootKind::Pool,
        };
        let ids: Vec<i64> = ctx.live(kind).map(|r| r.row.id).collect();
        if kind == RootKind::Source {
            hash_sources(ctx, &|db, each| {
                ids.iter().try_for_each(|id| read::source_unhashed(db, *id, each))
            })?;
            continue;
        }
        let (db, roots) = (ctx.scanner()?, ctx.by_id());
        let records = Records::load(&db, Side::Archives)?;
        feed(
            threads_of(ctx, kind),
            |each| ids.iter().try_for_each(|id| read::archive_unhashed(&db, *id, each)),
            |file| hash_archive(ctx, &roots, &records, &file),
        )?;
    }
    ctx.writer.flush()
}

/// Hands out files to be read.
type Stream<'a> = dyn Fn(&Connection, &mut dyn FnMut(ToRead) -> Result<()>) -> Result<()> + 'a;

fn hash_sources(ctx: &PhaseContext, files: &Stream<'_>) -> Result<()> {
    let (db, roots) = (ctx.scanner()?, ctx.by_id());
    let records = Records::load(&db, Side::Sources)?;
    let asked = std::sync::Mutex::new(ctx.reader()?);
    for source in ctx.live(RootKind::Source) {
        source.meter.begin(DriveWork::Waiting, Tally::default());
    }
    feed(
        threads_of(ctx, RootKind::Source),
        |each| files(&db, each),
        |file| {
            ctx.cancel.check()?;
            let Some(root) = roots.get(&file.root) else { return Ok(()) };
            let Ok(handle) = root.handle() else { return Ok(()) };
            root.meter.reads();
            let moved = |bytes| {
                ctx.meter.moved(bytes);
                root.meter.moved(bytes);
                root.meter.carried(bytes);
                ctx.meter.source_read.fetch_add(bytes, Relaxed);
            };
            let lap = root.meter.whole.reading();
            let Ok(open) = handle.open_read(&file.path) else { return Ok(()) };
            let direct = file.print.size > SAMPLE_FROM;
            let mut check = records.check(&*asked.lock().map_err(|_| poisoned())?, file.id, &file.print)?;
            let mut buffer = buffer_for(file.print.size);
            let hashed =
                fs::hash_file_with(&open, direct, &mut buffer, &ctx.cancel, &moved, &mut |p| check.update(p));
            drop(lap);
            ctx.meter.file_done();
            root.meter.whole.read.add(1, hashed.as_ref().map_or(0, |(_, print, _)| print.size));
            match hashed {
                Ok((checksum, print, _)) => {
                    let print = if root.row.strong { print } else { print.weakened() };
                    if print != file.print {
                        return Ok(());
                    }
                    if let Err(error) = check.end(ctx, checksum) {
                        return differs(ctx, &file, error);
                    }
                    ctx.writer.later(move |db| {
                        write::set_source_checksum(db, file.id, checksum, &print, clock::now_ns())
                    })
                }
                // The copy will meet the same and say so.
                Err(error) if error.kind == Kind::File => Ok(()),
                Err(error) => Err(error),
            }
        },
    )
    .and(speeds::remember(ctx, |drive| &drive.whole))?;
    ctx.writer.flush()
}

/// Its content is not taken for granted: it failed before it was copied.
fn differs(ctx: &PhaseContext, file: &ToRead, error: Error) -> Result<()> {
    if error.kind != Kind::File {
        return Err(error);
    }
    let error = error.at(&file.path.0);
    ctx.meter.problems.fetch_add(1, Relaxed);
    ctx.events.file_failed(&error);
    let failure = Failure {
        file: file.id,
        destination: None,
        code: error.code,
        message: error.message.kept(),
        attempts: 1,
    };
    ctx.writer.later(move |db| write::fail(db, &failure))
}

fn buffer_for(size: u64) -> Buffer {
    Buffer::new(usize::try_from(size + 1).map_or(PIECE, |s| s.clamp(4096, PIECE)))
}

fn threads_of(ctx: &PhaseContext, kind: RootKind) -> usize {
    ctx.threads(ctx.live(kind).any(|r| r.rotational))
}
