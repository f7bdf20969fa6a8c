//! What work on the drives has cost goes from run to run through the catalogue: it says nothing of any file, only how
//! long things take.

use std::collections::BTreeMap;
use std::sync::MutexGuard;

use crate::error::{Error, Result};
use crate::model::VolumeUid;
use crate::phases::{LiveRoot, PhaseContext};
use crate::progress::{Known, dearest};
use crate::store::{Catalog, RootKind, Work};

/// What earlier runs have seen of this job's drives; nothing if that cannot be read: no run is kept from starting by it.
pub fn load(ctx: &PhaseContext) -> Known {
    read(ctx).unwrap_or_else(|error| {
        tracing::warn!(
            code = error.code,
            "How fast the drives were earlier is not known: {}.",
            error.message
        );
        Known::default()
    })
}

fn read(ctx: &PhaseContext) -> Result<Known> {
    let catalog = catalog(ctx)?;
    let mut known = Known::default();
    for source in ctx.of_kind(RootKind::Source) {
        known.read.insert(source.meter.lane(), catalog.costs(volume(source), Work::Read)?);
    }
    for archive in archives(ctx) {
        known.back.insert(archive.row.id, catalog.costs(volume(archive), Work::ReadBack)?);
    }
    let of_archives = |work| -> Result<_> {
        let all = ctx.of_kind(RootKind::Destination).map(|d| catalog.costs(volume(d), work));
        Ok(dearest(all.collect::<Result<Vec<_>>>()?.into_iter()))
    };
    known.write = of_archives(Work::Write)?;
    known.place = of_archives(Work::Place)?;
    known.end = of_archives(Work::End)?;
    Ok(known)
}

/// Keeps what this run has seen; `whole`: it came to its end.
pub fn keep(ctx: &PhaseContext, whole: bool) -> Result<()> {
    let seen = ctx.meter.costs_seen(whole);
    let catalog = catalog(ctx)?;
    let lanes: BTreeMap<u32, &VolumeUid> =
        ctx.of_kind(RootKind::Source).map(|s| (s.meter.lane(), volume(s))).collect();
    for (lane, volume) in lanes {
        catalog.costs_seen(volume, Work::Read, seen.read.get(&lane).copied().unwrap_or_default())?;
    }
    for archive in archives(ctx) {
        let back = seen.back.get(&archive.row.id).copied().unwrap_or_default();
        catalog.costs_seen(volume(archive), Work::ReadBack, back)?;
    }
    for destination in ctx.live(RootKind::Destination) {
        catalog.costs_seen(volume(destination), Work::Write, seen.write)?;
        catalog.costs_seen(volume(destination), Work::Place, seen.place)?;
        catalog.costs_seen(volume(destination), Work::End, seen.end)?;
    }
    Ok(())
}

fn archives(ctx: &PhaseContext) -> impl Iterator<Item = &LiveRoot> {
    ctx.of_kind(RootKind::Destination).chain(ctx.of_kind(RootKind::Pool))
}

fn volume(root: &LiveRoot) -> &VolumeUid {
    &root.row.place.volume
}

fn catalog(ctx: &PhaseContext) -> Result<MutexGuard<'_, Catalog>> {
    ctx.catalog.lock().map_err(|_| Error::blocked("panic", "the catalogue cannot be used any more"))
}
