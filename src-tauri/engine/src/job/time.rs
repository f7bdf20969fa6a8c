//! How long reading and copying take, said before they begin: by what earlier runs, or a short try, saw of the drives.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::error::Result;
use crate::model::{Costs, Tally, VolumeUid};
use crate::progress::{self, Ahead, DriveReading, Known, Pace, Reading};
use crate::store::{Catalog, RootKind, RootRow, Work, read};

/// What a copy takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CopyTime {
    /// Seconds to the end of the run.
    pub seconds: u64,
    /// Nothing is known of an archive yet: these are the seconds of reading the drives, so it takes no less.
    pub is_least: bool,
}

/// Seconds of the copy with its read-back; `ahead`: what is ahead of each source, `found`: files on all of them. `None`
/// where nobody knows how fast one of the drives is.
pub fn of_copy(
    catalog: &Catalog,
    roots: &[RootRow],
    ahead: &HashMap<i64, Ahead>,
    found: u64,
) -> Result<Option<CopyTime>> {
    let mut known = of_archives(catalog, roots)?;
    let mut drives = Vec::new();
    let mut volumes: Vec<&VolumeUid> = Vec::new();
    for (root, ahead) in roots.iter().filter_map(|root| Some((root, *ahead.get(&root.id)?))) {
        let volume = &root.place.volume;
        let lane = volumes.iter().position(|v| *v == volume).unwrap_or(volumes.len());
        if lane == volumes.len() {
            volumes.push(volume);
        }
        let lane = lane as u32;
        let costs = reading_costs(catalog, volume)?;
        if costs.is_nothing() && ahead.to_read.bytes > 0 {
            return Ok(None);
        }
        known.read.insert(lane, costs);
        drives.push(at_the_start(root.id, lane, ahead));
    }
    let start = Reading { at_ms: 0, phase: crate::model::Phase::Copy, paused: false, found, drives };
    let seconds = progress::beforehand(&known, &start);
    let is_least = known.write.is_nothing();
    Ok(seconds.map(|seconds| CopyTime { seconds: seconds.ceil() as u64, is_least }))
}

fn at_the_start(root: i64, lane: u32, ahead: Ahead) -> DriveReading {
    let pace = Pace::default();
    pace.begin(ahead);
    DriveReading { root, lane, ..pace.as_of_now(Tally::default()) }
}

/// What is known of the archives: nothing, unless something is known of each.
fn of_archives(catalog: &Catalog, roots: &[RootRow]) -> Result<Known> {
    let of_all = |work| -> Result<Costs> {
        let archives = roots.iter().filter(|root| root.kind == RootKind::Destination);
        let costs =
            archives.map(|root| catalog.costs(&root.place.volume, work)).collect::<Result<Vec<_>>>()?;
        let is_known = costs.iter().all(|costs| !costs.is_nothing());
        Ok(if is_known { progress::dearest(costs.into_iter()) } else { Costs::default() })
    };
    Ok(Known {
        write: of_all(Work::Write)?,
        place: of_all(Work::Place)?,
        end: of_all(Work::End)?,
        ..Known::default()
    })
}

/// Of whole files that were read for long, or else of the last short try.
fn reading_costs(catalog: &Catalog, volume: &VolumeUid) -> Result<Costs> {
    let work = if catalog.speed(volume)?.is_some() { Work::Read } else { Work::Trial };
    catalog.costs(volume, work)
}

/// Seconds to read what shares size and sample with others, drive after drive. `None` where nobody knows how fast one of
/// the drives is.
pub fn of_comparing(catalog: &Catalog, db: &Connection, roots: &[RootRow]) -> Result<Option<u64>> {
    let mut seconds = 0.0;
    for (root, to_read) in read::to_hash_by_root(db)? {
        let Some(root) = roots.iter().find(|r| r.id == root) else { return Ok(None) };
        let (seen, took_s) = match catalog.speed(&root.place.volume)? {
            Some(speed) => (speed.read, speed.took_ms as f64 / 1000.0),
            None => (Tally::default(), 0.0),
        };
        let costs = reading_costs(catalog, &root.place.volume)?;
        let Some(takes) = progress::reading_takes(to_read, seen, took_s, costs) else { return Ok(None) };
        seconds += takes;
    }
    Ok(Some(seconds.ceil() as u64))
}
