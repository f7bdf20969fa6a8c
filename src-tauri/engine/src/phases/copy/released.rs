//! A drive from which nothing is wanted any more is let go while others are still read: it can be unplugged, and ejected.

use std::collections::HashSet;

use super::Copying;
use crate::error::Result;
use crate::job::roots;
use crate::phases::{LiveRoot, PhaseContext, since};
use crate::store::{RootKind, read};
use crate::views::DriveWork;

/// Sources that can be unplugged without anything else of the job: no other folder of the job is on their disk, and
/// neither are our records.
pub fn stand_alone(ctx: &PhaseContext) -> HashSet<i64> {
    let alone = |source: &LiveRoot| {
        let others =
            || ctx.roots.iter().filter(|r| r.row.id != source.row.id || r.row.kind != source.row.kind);
        let holds_records = source.dir.is_none_or(|dir| ctx.own.on(dir.device) != (false, false));
        !holds_records
            && others().all(|other| match other.row.kind {
                RootKind::Source => other.row.place.volume != source.row.place.volume,
                RootKind::Destination | RootKind::Pool => {
                    roots::tied(&other.row, &source.row).flatten().is_none()
                }
            })
    };
    ctx.live(RootKind::Source).filter(|source| alone(source)).map(|source| source.row.id).collect()
}

/// Lets go of those that are through. One on which something changed meanwhile is looked through again at the end.
pub fn let_go(copying: &Copying<'_>, candidates: &mut HashSet<i64>) -> Result<()> {
    let ctx = copying.ctx;
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
        if since::drive_has_changed(ctx, source)? == Some(false) {
            source.let_go();
            source.meter.set_work(DriveWork::Finished);
        }
    }
    Ok(())
}
