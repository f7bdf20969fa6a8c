//! A job as screens and `status` show it.

use std::collections::HashMap;
use std::path::PathBuf;

use rusqlite::Connection;

use super::time::{self, CopyTime};
use super::{Job, Met, PathOf, ahead_of};
use crate::databases::open_catalog;
use crate::error::Result;
use crate::fs::bytes_path;
use crate::model::{Equation, RelPath, Tally, display_bytes, display_path};
use crate::progress::Ahead;
use crate::store::{Catalog, Room, RootKind, RootRow, read};
use crate::text::Words;
use crate::views::{DestinationView, JobCard, JobView, SourceView};
use crate::volume::{self, FsTraits, Volume};
use crate::words;

/// The whole job.
pub fn job_view(job: &Job) -> Result<JobView> {
    let (db, row) = (job.reader()?, job.row()?);
    let roots = read::roots(&db)?;
    let equations = equations(&db, &roots)?;
    let (headline, equation) = worst(&equations).unwrap_or_default();
    let not_again = equation.already_there.bytes + equation.repeats.bytes + equation.expected_repeats.bytes;
    let ahead = ahead(&db, &roots, (headline, &equation))?;
    let waiting = ahead.iter().map(|(root, ahead)| (*root, ahead.to_settle)).collect();
    // Nothing but what is said of the time rests on the catalogue: without it the job is shown all the same.
    let has_plan = row.planned_ms.is_some() && equation.to_do.files > 0;
    let catalog = if has_plan { open_catalog(&job.catalog).ok() } else { None };
    let (time, exact_s) = match &catalog {
        Some(catalog) => times(catalog, &db, &roots, &ahead, &equation)?,
        None => (None, None),
    };
    Ok(JobView {
        id: job.id(),
        name: row.name,
        folder: display_path(job.folder()),
        state: row.state,
        phase: row.phase,
        sources: sources(&db, &roots, &waiting)?,
        destinations: destinations(&db, &roots, &equations, row.config.checksums.len() as u64)?,
        config: row.config,
        equation,
        saved: not_again,
        estimate_s: time.map(|time| time.seconds),
        estimate_is_least: time.is_some_and(|time| time.is_least),
        exact_s,
        planned_ms: row.planned_ms,
    })
}

/// The job as one line of a list.
pub fn job_card(job: &Job) -> Result<JobCard> {
    let (db, row) = (job.reader()?, job.row()?);
    let roots = read::roots(&db)?;
    let (headline, equation) = worst(&equations(&db, &roots)?).unwrap_or_default();
    let waiting = match equation.to_do.files {
        0 => HashMap::new(),
        _ => read::waiting(&db, headline)?,
    };
    Ok(JobCard {
        id: job.id(),
        name: row.name,
        state: row.state,
        phase: row.phase,
        created_ms: row.created_ms,
        updated_ms: row.updated_ms,
        equation,
        drives: sources(&db, &roots, &waiting)?,
        trouble: None,
    })
}

/// Where every destination stands.
fn equations(db: &Connection, roots: &[RootRow]) -> Result<Vec<(i64, Equation)>> {
    let destinations = roots.iter().filter(|r| r.kind == RootKind::Destination);
    destinations.map(|root| Ok((root.id, read::equation(db, root.id)?))).collect()
}

/// The destination whose numbers are the headline: the one with the most failed and to do.
fn worst(equations: &[(i64, Equation)]) -> Option<(i64, Equation)> {
    let open = |e: &Equation| e.failed.files + e.to_do.files;
    // Of equal ones the first.
    equations.iter().rev().max_by_key(|(_, equation)| open(equation)).copied()
}

/// The same, counted now.
pub fn worst_destination(db: &Connection) -> Result<Option<(i64, Equation)>> {
    Ok(worst(&equations(db, &read::roots(db)?)?))
}

/// Which destination that is: nothing is counted where there is but one.
pub fn headline(db: &Connection) -> Result<Option<i64>> {
    let roots = read::roots(db)?;
    let mut destinations = roots.iter().filter(|r| r.kind == RootKind::Destination);
    match (destinations.next(), destinations.next()) {
        (Some(only), None) => Ok(Some(only.id)),
        _ => Ok(worst(&equations(db, &roots)?).map(|(id, _)| id)),
    }
}

/// Where a root is now: its path and volume, if its drive is connected.
pub fn now_at(root: &RootRow) -> Option<(PathBuf, Volume)> {
    let path = volume::locate(&root.place.volume, &root.place.path, &bytes_path(&root.path))?;
    let (volume, _) = volume::of_path(&path).ok()?;
    Some((path, volume))
}

/// What the copy takes, and seconds to make its plan exact.
fn times(
    catalog: &Catalog,
    db: &Connection,
    roots: &[RootRow],
    ahead: &HashMap<i64, Ahead>,
    equation: &Equation,
) -> Result<(Option<CopyTime>, Option<u64>)> {
    let copy = time::of_copy(catalog, roots, ahead, equation.found.files)?;
    let is_exact = equation.undecided.files == 0;
    Ok((copy, if is_exact { None } else { time::of_comparing(catalog, db, roots)? }))
}

/// What is ahead of each source at a destination; of none if nothing waits.
fn ahead(
    db: &Connection,
    roots: &[RootRow],
    (destination, equation): (i64, &Equation),
) -> Result<HashMap<i64, Ahead>> {
    if equation.to_do.files == 0 {
        return Ok(HashMap::new());
    }
    let mut met = [(destination, Met::default())];
    let sources = roots.iter().filter(|root| root.kind == RootKind::Source);
    sources.map(|root| Ok((root.id, ahead_of(db, root.id, &mut met)?))).collect()
}

fn sources(db: &Connection, roots: &[RootRow], waiting: &HashMap<i64, Tally>) -> Result<Vec<SourceView>> {
    roots
        .iter()
        .filter(|r| r.kind == RootKind::Source)
        .map(|root| {
            let now = now_at(root);
            let found = read::found_on(db, root.id)?;
            Ok(SourceView {
                id: root.id,
                name: display_bytes(&root.name),
                path: display_bytes(&root.path),
                volume: root.place.volume.0.clone(),
                weak: root.place.volume.is_weak(),
                connected: now.is_some(),
                files: found.files,
                bytes: found.bytes,
                to_do: waiting.get(&root.id).map_or(0, |tally| tally.files),
                used: now.as_ref().map_or(root.used, |(_, v)| v.capacity.saturating_sub(v.free)),
                capacity: now.as_ref().map_or(root.capacity, |(_, v)| v.capacity),
                file_system: root.file_system.clone(),
                scanned_ms: root.scanned_ms,
            })
        })
        .collect()
}

fn destinations(
    db: &Connection,
    roots: &[RootRow],
    equations: &[(i64, Equation)],
    lists: u64,
) -> Result<Vec<DestinationView>> {
    roots
        .iter()
        .filter(|r| r.kind == RootKind::Destination)
        .map(|root| {
            let now = now_at(root);
            let space = now.as_ref().and_then(|(path, _)| volume::space(path).ok());
            let equation =
                equations.iter().find(|(id, _)| *id == root.id).map_or_else(Equation::default, |(_, e)| *e);
            let room = room_at(db, root, now.as_ref().map(|(_, v)| &v.traits), space, lists, equation)?;
            Ok(DestinationView {
                id: root.id,
                name: display_bytes(&root.name),
                path: display_bytes(&root.path),
                volume: root.place.volume.0.clone(),
                connected: now.is_some(),
                free: space.map_or(0, |s| s.free),
                capacity: now.as_ref().map_or(root.capacity, |(_, v)| v.capacity),
                file_system: root.file_system.clone(),
                needed: room.needed,
                missing: room.missing,
                missing_files: room.missing_files,
                equation,
                limits: now.as_ref().map_or(Vec::new(), |(_, v)| limits(&v.file_system, &v.traits)),
            })
        })
        .collect()
}

#[derive(Default)]
struct RoomThere {
    /// Bytes, at most.
    needed: u64,
    /// Of what is certain: bytes, and files and folders.
    missing: u64,
    missing_files: u64,
}

/// What waits for a destination beside what it can take; nothing is missing where it is not connected.
fn room_at(
    db: &Connection,
    root: &RootRow,
    traits: Option<&FsTraits>,
    space: Option<volume::Space>,
    lists: u64,
    equation: Equation,
) -> Result<RoomThere> {
    if equation.to_do.files == 0 {
        return Ok(RoomThere::default());
    }
    let keeps_holes = traits.is_some_and(|t| t.keeps_holes);
    let room = Room { block: space.map_or(4096, |s| s.block), keeps_holes, lists };
    let (certain, needed) = read::space_needed(db, root.id, room)?;
    let Some(space) = space else { return Ok(RoomThere { needed, ..RoomThere::default() }) };
    let missing_files = match space.free_files {
        Some(free) => read::files_needed(db, root.id)?.0.saturating_sub(free),
        None => 0,
    };
    Ok(RoomThere { needed, missing: certain.saturating_sub(space.free), missing_files })
}

/// What a file system cannot keep, each in one sentence.
pub fn limits(file_system: &str, traits: &FsTraits) -> Vec<Words> {
    let mut out = Vec::new();
    let mut say = |condition: bool, what: Words| {
        if condition {
            out.push(what);
        }
    };
    if let Some(most) = traits.max_file_size {
        let fs = file_system;
        say(true, words!("{fs} takes no file larger than {bytes}.", fs = Text(fs), bytes = Bytes(most)));
    }
    let fs = || file_system.to_owned();
    say(!traits.keeps_mode, words!("{fs} keeps no permissions of files.", fs = Text(fs())));
    say(!traits.keeps_attributes, words!("{fs} keeps no attributes such as Finder tags.", fs = Text(fs())));
    say(
        !traits.illegal_name_bytes.is_empty(),
        words!("{fs} does not allow some characters in names; they are written as %XX.", fs = Text(fs())),
    );
    say(
        !traits.case_sensitive,
        words!("{fs} takes A.jpg and a.jpg for one name; the second gets a suffix.", fs = Text(fs())),
    );
    let grain = traits.time_grain_ns;
    say(grain >= 2_000_000_000, words!("{fs} keeps times in steps of two seconds.", fs = Text(fs())));
    say(grain == 1_000_000_000, words!("{fs} keeps times in whole seconds.", fs = Text(fs())));
    out
}

/// The absolute path of a file, of its copy, or of its twin.
pub fn path_of(db: &Connection, file: i64, destination: i64, which: PathOf) -> Result<Option<PathBuf>> {
    Ok(place_of(db, file, destination, which)?.map(|(base, path)| base.join(bytes_path(&path.0))))
}

/// The same as the root's folder, where it is now, and the path below it.
pub fn place_of(
    db: &Connection,
    file: i64,
    destination: i64,
    which: PathOf,
) -> Result<Option<(PathBuf, RelPath)>> {
    let found = match which {
        PathOf::Source => read::source_path(db, file)?,
        PathOf::Target => read::copy_path(db, file, destination)?,
        PathOf::Twin => match read::copy_path(db, file, destination)? {
            // The twin may be a file of another drive that is not copied yet.
            None => read::twin_source(db, file, destination)?
                .map_or(Ok(None), |leader| read::source_path(db, leader))?,
            found => found,
        },
    };
    let Some((root, path)) = found else { return Ok(None) };
    let roots = read::roots(db)?;
    let Some(root) = roots.iter().find(|r| r.id == root) else { return Ok(None) };
    Ok(now_at(root).map(|(base, _)| (base, path)))
}
