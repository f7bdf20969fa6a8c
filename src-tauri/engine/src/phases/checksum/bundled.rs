//! The contents of bundles that could be equal: where another has the same paths and sizes, both are read.

use std::collections::{BTreeSet, HashMap};

use super::{hash_archive, hash_sources, threads_of};
use crate::error::Result;
use crate::model::Checksum;
use crate::phases::PhaseContext;
use crate::phases::bundles::{Side, all, tag};
use crate::phases::parallel::feed;
use crate::phases::recorded::Records;
use crate::store::{self, RootKind, read};
use crate::views::RepeatPolicy;

/// Reads what is needed to tell whether bundles that wait are equal to others.
pub fn run(ctx: &PhaseContext) -> Result<()> {
    tag(ctx)?;
    if ctx.job.config.repeats == RepeatPolicy::Keep {
        return Ok(());
    }
    let db = ctx.scanner()?;
    let mut waiting = BTreeSet::new();
    for destination in ctx.of_kind(RootKind::Destination) {
        waiting.extend(read::bundles_waiting(&db, destination.row.id)?);
    }
    if waiting.is_empty() {
        return Ok(());
    }
    let mut sources = all(ctx, &db, Side::Source)?;
    sources.retain(|(bundle, _)| waiting.contains(&bundle.id));
    let mut shapes: HashMap<Checksum, usize> = HashMap::new();
    for (_, tree) in &sources {
        *shapes.entry(tree.shape).or_default() += 1;
    }
    let mut archives = all(ctx, &db, Side::Archive)?;
    archives.retain(|(_, tree)| shapes.contains_key(&tree.shape));
    let there: BTreeSet<Checksum> = archives.iter().map(|(_, tree)| tree.shape).collect();
    sources
        .retain(|(_, tree)| there.contains(&tree.shape) || shapes.get(&tree.shape).is_some_and(|n| *n > 1));

    let (roots, records) = (ctx.by_id(), Records::load(&db, store::Side::Archives)?);
    feed(
        threads_of(ctx, RootKind::Destination),
        |each| archives.iter().try_for_each(|(b, _)| read::archive_bundle_unhashed(&db, b.id, each)),
        |file| hash_archive(ctx, &roots, &records, &file),
    )?;
    ctx.writer.flush()?;
    hash_sources(ctx, &|db, each| {
        sources.iter().try_for_each(|(b, _)| read::source_bundle_unhashed(db, b.id, each))
    })
}
