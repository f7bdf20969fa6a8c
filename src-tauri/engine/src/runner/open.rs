//! Gathers what the phases of one run need: roots held open, databases, counters.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64};
use std::sync::{Arc, Mutex};

use crate::cancel::Cancel;
use crate::databases::open_catalog;
use crate::error::{Error, Result};
use crate::fs;
use crate::job::{Job, roots, tell_again};
use crate::model::{Phase, UidPath, display_bytes, path_bytes};
use crate::phases::own::Own;
use crate::phases::{LiveRoot, PhaseContext, RunRequest, Wishes};
use crate::progress::{Events, Meter, Observer, Part, RootMeter};
use crate::store::{Catalog, RootKind, RootRow, VolumeRow, Writer, read, write};
use crate::views::DriveWork;
use crate::volume::{self, FsTraits, Tie};

/// Opens everything for a run. Without any destination, or without any source for what has to read one, nothing starts.
pub fn context(
    job: &Job,
    catalog: &Path,
    request: RunRequest,
    observer: Arc<dyn Observer>,
    (cancel, meter): (Arc<Cancel>, Arc<Meter>),
) -> Result<PhaseContext> {
    fs::open_files_allowed();
    job.database().refuse_damaged()?;
    let row = job.row()?;
    let own = Own::of(Some(job.folder()), catalog);
    let catalog = open_catalog(catalog)?;
    // Kept even if nothing can start: the drive that is told apart by its identity may be either from now on.
    catalog.clones_seen(&volume::clones()?)?;
    let rows = read::roots(&job.reader()?)?;
    let open = |row: RootRow| {
        let line = add_line(&row, &meter);
        open_root(row, &catalog, &request, line)
    };
    let live = rows.into_iter().map(open).collect::<Vec<_>>();
    refuse_hopeless(&live, &request)?;
    let writer = Arc::new(Writer::start(job.database().writer()?)?);
    let roots: Vec<RootRow> = live.iter().map(|r| r.row.clone()).collect();
    tell_again(&roots, &writer, &catalog)?;
    note_places(&live, &writer, &catalog)?;
    let scan = writer.ask(|db| {
        // The last run may have ended in the middle of its look.
        write::follow_scans(db)?;
        write::next_scan(db)
    })?;
    Ok(PhaseContext {
        job_id: job.id(),
        job: row,
        scan,
        db: job.database().clone(),
        wishes: Arc::new(Wishes::new(Arc::clone(&writer), Arc::clone(&meter))),
        writer,
        catalog: Mutex::new(catalog),
        roots: live,
        meter,
        events: Events::new(observer),
        cancel,
        request,
        own,
        differing: AtomicU64::new(0),
        had_work: AtomicBool::new(false),
    })
}

/// Opens what was not here and is now; whether any of it is here for the first time in this run.
pub fn again(ctx: &mut PhaseContext) -> Result<bool> {
    let catalog = ctx
        .catalog
        .lock()
        .map_err(|_| Error::blocked("panic", "the catalogue cannot be used any more; start again"))?;
    let mut is_new = false;
    for root in ctx.roots.iter_mut().filter(|r| !r.is_here()) {
        let now = open_root(root.row.clone(), &catalog, &ctx.request, Arc::clone(&root.meter));
        if now.is_here() {
            is_new |= !root.was_here;
            now.meter.set_work(DriveWork::Waiting);
            *root = now;
        }
    }
    note_places(&ctx.roots, &ctx.writer, &catalog)?;
    Ok(is_new)
}

/// Opens those again that were let go when they were through, as far as they are still connected: what a run says at its
/// end is of the drives as they are then.
pub fn let_go_again(ctx: &mut PhaseContext) -> Result<()> {
    let catalog = ctx
        .catalog
        .lock()
        .map_err(|_| Error::blocked("panic", "the catalogue cannot be used any more; start again"))?;
    for root in ctx.roots.iter_mut().filter(|r| !r.is_here() && r.missing.is_none()) {
        let now = open_root(root.row.clone(), &catalog, &ctx.request, Arc::clone(&root.meter));
        if now.is_here() {
            *root = now;
        }
        root.meter.set_work(DriveWork::Finished);
    }
    Ok(())
}

fn add_line(row: &RootRow, meter: &Meter) -> Arc<RootMeter> {
    let part = match row.kind {
        RootKind::Source => Part::Source,
        RootKind::Destination => Part::Destination,
        RootKind::Pool => Part::Pool,
    };
    meter.add_root(row.id, display_bytes(&row.name), part, &row.place.volume.0)
}

fn open_root(row: RootRow, catalog: &Catalog, request: &RunRequest, meter: Arc<RootMeter>) -> LiveRoot {
    match roots::locate(&row, catalog, request.new_destination) {
        Ok(now) => LiveRoot {
            row: RootRow {
                capacity: now.volume.capacity,
                used: now.volume.capacity.saturating_sub(now.volume.free),
                path: now.path.clone(),
                ..on_its_volume(row, &now, request)
            },
            dir: Some(now.root.id()),
            handle: Mutex::new(Some(now.root)),
            missing: None,
            traits: now.volume.traits,
            rotational: now.volume.rotational,
            meter,
            was_here: true,
            given_up: false,
        },
        Err(error) => {
            meter.set_work(DriveWork::Missing);
            LiveRoot {
                row,
                dir: None,
                handle: Mutex::default(),
                missing: Some(error),
                traits: unknown_traits(),
                rotational: false,
                meter,
                was_here: false,
                given_up: false,
            }
        }
    }
}

/// An archive that has moved on purpose takes the identity of the volume that it is on now.
fn on_its_volume(row: RootRow, now: &roots::Present, request: &RunRequest) -> RootRow {
    let moved =
        row.kind == RootKind::Destination && request.new_destination && row.place.volume != now.volume.uid;
    match volume::of_path(now.root.path()) {
        Ok((volume, path)) if moved => RootRow {
            strong: volume.traits.strong_fingerprint,
            place: UidPath { volume: volume.uid, path },
            file_system: volume.file_system,
            ..row
        },
        Ok(_) | Err(_) => row,
    }
}

fn unknown_traits() -> FsTraits {
    FsTraits {
        strong_fingerprint: false,
        max_file_size: None,
        time_grain_ns: 1,
        keeps_holes: false,
        keeps_mode: true,
        keeps_attributes: true,
        case_sensitive: true,
        illegal_name_bytes: b"",
    }
}

fn refuse_hopeless(roots: &[LiveRoot], request: &RunRequest) -> Result<()> {
    let first_missing = |kind| {
        let mut of_kind = roots.iter().filter(|r| r.row.kind == kind).peekable();
        of_kind.peek()?;
        let missing: Vec<&Error> = of_kind.map(|r| r.missing.as_ref()).collect::<Option<_>>()?;
        missing.first().map(|e| (*e).clone())
    };
    if let Some(error) = first_missing(RootKind::Destination) {
        return Err(error);
    }
    let needs_sources = !(request.only && request.until == Phase::Verify);
    match first_missing(RootKind::Source) {
        Some(error) if needs_sources => Err(error),
        Some(_) | None => Ok(()),
    }
}

fn note_places(roots: &[LiveRoot], writer: &Writer, catalog: &Catalog) -> Result<()> {
    for root in roots.iter().filter(|r| !r.is_here()) {
        let id = root.row.id;
        writer.later(move |db| write::set_away(db, id))?;
    }
    note_ties(roots, writer, catalog)?;
    for root in roots.iter().filter(|r| r.is_here()) {
        let row = root.row.clone();
        writer.later(move |db| {
            write::stands_on(db, &row)?;
            write::seen_at(db, row.id, &row.path, row.capacity, row.used)
        })?;
        let path = fs::bytes_path(&root.row.path);
        let Ok((volume, _)) = volume::of_path(&path) else { continue };
        let known = VolumeRow {
            uid: root.row.place.volume.clone(),
            label: volume.label,
            name: None,
            file_system: volume.file_system,
            capacity: volume.capacity,
            last_scan_ms: None,
        };
        catalog.volume_seen(&known, &path_bytes(&volume.mount_point))?;
    }
    Ok(())
}

/// What makes the certificate of a drive doubtful is kept: the drive may be away when somebody looks at it.
fn note_ties(roots: &[LiveRoot], writer: &Writer, catalog: &Catalog) -> Result<()> {
    let here = || roots.iter().filter(|r| r.is_here()).map(|r| &r.row);
    for root in here() {
        let id = root.id;
        if catalog.has_clones(&root.place.volume)? {
            writer.later(move |db| write::set_cloned(db, id))?;
        }
    }
    for source in here().filter(|r| r.kind == RootKind::Source) {
        let id = source.id;
        for archive in here().filter(|r| r.kind != RootKind::Source) {
            let Some(tie) = roots::tied(archive, source) else { continue };
            let archive = archive.id;
            writer.later(move |db| write::set_tie(db, id, archive, tie.map(Tie::as_str)))?;
        }
    }
    Ok(())
}
