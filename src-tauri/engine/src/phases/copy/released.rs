//! A drive from which nothing is wanted any more is let go while others are still read: it can be unplugged, and ejected.

use std::collections::HashSet;

use super::Copying;
use crate::error::Result;
use crate::fs::{self, DirId};
use crate::job::roots;
use crate::phases::{LiveRoot, PhaseContext, since};
use crate::store::{RootKind, read};
use crate::views::DriveWork;
use crate::volume::Tie;

/// Sources that can be unplugged without anything else of the job: no other folder of the job is on their disk, or shows
/// what is on it, and neither are our records. To be asked before they are read: one that is busy is slow to answer.
pub fn stand_alone(ctx: &PhaseContext) -> HashSet<i64> {
    let alone = |source: &LiveRoot| {
        let holds_records = |dir: DirId| {
            ctx.own.on(dir.device) != (false, false) || ctx.own.goes_with(&fs::bytes_path(&source.row.path))
        };
        let is_tied = |other: &LiveRoot| {
            matches!(roots::tied(&other.row, &source.row).flatten(), Some(Tie::SameDisk | Tie::Untold))
        };
        source.dir.is_some_and(|dir| !holds_records(dir))
            && !ctx.roots.iter().any(|other| other.row.id != source.row.id && is_tied(other))
    };
    ctx.live(RootKind::Source).filter(|source| alone(source)).map(|source| source.row.id).collect()
}

/// Lets go of those that are through. One on which something changed meanwhile is looked through again at the end.
pub fn let_go(copying: &Copying<'_>, candidates: &mut HashSet<i64>) -> Result<()> {
    let ctx = copying.ctx;
    let depth = ctx.depth();
    for source in ctx.live(RootKind::Source) {
        let id = source.row.id;
        if !candidates.contains(&id) || source.meter.shown_work() != DriveWork::AllRead {
            continue;
        }
        ctx.writer.flush()?;
        if read::is_wanted(&ctx.reader()?, id)? {
            continue;
        }
        candidates.remove(&id);
        // What is read back after the copy may turn out to be damaged: then the drive has the only good one.
        if read::awaits_verdict(&ctx.reader()?, id, depth)? {
            continue;
        }
        if since::drive_has_changed(ctx, source)? == Some(false) {
            source.let_go();
            source.meter.set_work(DriveWork::Finished);
        }
    }
    Ok(())
}
