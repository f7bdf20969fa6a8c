//! Bundles as the job's database has them: marked by their names, summed up from their files.

use rusqlite::Connection;

use super::PhaseContext;
use crate::error::Result;
use crate::plan::bundles::{Bundles, Sum, Tree};
use crate::store::{Bundle, Inner, RootKind, read, write};

/// Which side a bundle lies on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Source,
    Archive,
}

/// Marks what is a bundle, in the sources and in whatever counts as archive.
pub fn tag(ctx: &PhaseContext) -> Result<()> {
    let bundles = Bundles::of(&ctx.job.config.bundles)?;
    let mut roots: Vec<(i64, bool)> =
        ctx.roots.iter().map(|r| (r.row.id, r.row.kind == RootKind::Source)).collect();
    roots.sort_by_key(|(_, is_source)| !is_source);
    ctx.writer.now(move |db| {
        let mut any = false;
        for (root, is_source) in roots {
            // Without any in the sources those of the archives are of no interest.
            if is_source || any {
                any |= write::tag_bundles(db, root, &|path| bundles.is_root(path))?;
            }
        }
        Ok(())
    })
}

/// Hands out the files of a bundle in the order of their paths.
pub fn each_file(
    db: &Connection,
    side: Side,
    bundle: &Bundle,
    each: &mut dyn FnMut(Inner) -> Result<()>,
) -> Result<()> {
    match side {
        Side::Source => read::source_bundle(db, bundle, each),
        Side::Archive => read::archive_bundle(db, bundle, each),
    }
}

/// Sums a bundle up.
pub fn tree(db: &Connection, side: Side, bundle: &Bundle) -> Result<Tree> {
    let mut sum = Sum::default();
    each_file(db, side, bundle, &mut |file| {
        sum.add(&file.path, file.size, file.mtime_ns, file.checksum);
        Ok(())
    })?;
    Ok(sum.tree())
}

/// The bundles of all sources, or of the archives that are here, with what they come to.
pub fn all(ctx: &PhaseContext, db: &Connection, side: Side) -> Result<Vec<(Bundle, Tree)>> {
    let mut found = Vec::new();
    for root in &ctx.roots {
        let wanted = match side {
            Side::Source => root.row.kind == RootKind::Source,
            Side::Archive => root.row.kind != RootKind::Source && root.is_here(),
        };
        if !wanted {
            continue;
        }
        for bundle in read::bundles_in(db, root.row.id)? {
            ctx.cancel.check()?;
            let tree = tree(db, side, &bundle)?;
            if tree.files > 0 {
                found.push((bundle, tree));
            }
        }
    }
    Ok(found)
}
