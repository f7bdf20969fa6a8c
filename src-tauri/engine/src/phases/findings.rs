//! What was found out elsewhere since the last run: a certificate reads what metadata cannot vouch for, as on FAT, and
//! tells the catalogue. The job looks at those files itself, and then decides.

use super::{LiveRoot, PhaseContext, verify};
use crate::error::{Error, Result};
use crate::model::display_bytes;
use crate::store::{Doubt, Due, RootKind, drain_outbox, read, write};
use crate::words;

/// Files named in the log; the others are counted.
const NAMED: usize = 20;

/// Source files that have another content under the same size and date are read anew.
pub fn of_sources(ctx: &PhaseContext) -> Result<()> {
    let db = ctx.reader()?;
    for source in ctx.live(RootKind::Source) {
        let mut changed = Vec::new();
        let mut paths = Vec::new();
        each_doubt(ctx, source, &mut |doubt| {
            if let Some(file) = read::doubtful_source(&db, source.row.id, &doubt)? {
                changed.push(file);
                paths.push(doubt.path);
            }
            Ok(())
        })?;
        for path in paths.iter().take(NAMED) {
            let path = display_bytes(&path.0);
            ctx.events.remark(words!(
                "{path} of {name} was changed under the same size and date: it is read again",
                path = Text(path.to_string()),
                name = Text(source.name())
            ));
        }
        if paths.len() > NAMED {
            ctx.events.remark(words!("and {files} more", files = Files((paths.len() - NAMED) as u64)));
        }
        let scan = ctx.scan;
        ctx.writer.later(move |db| write::forget_contents(db, &changed, scan))?;
    }
    Ok(())
}

/// Copies and twins that may be damaged or lost are read back: what is, serves as a twin no longer.
pub fn of_archives(ctx: &PhaseContext) -> Result<()> {
    let db = ctx.reader()?;
    let mut due: Vec<Due> = Vec::new();
    for archive in ctx.live(RootKind::Destination).chain(ctx.live(RootKind::Pool)) {
        each_doubt(ctx, archive, &mut |doubt| {
            due.extend(read::doubtful_copy(&db, archive.row.id, &doubt)?);
            Ok(())
        })?;
    }
    due.sort_by_key(|d| d.id);
    due.dedup_by_key(|d| d.id);
    if due.is_empty() { Ok(()) } else { verify::these(ctx, due) }
}

fn each_doubt(ctx: &PhaseContext, root: &LiveRoot, each: &mut dyn FnMut(Doubt) -> Result<()>) -> Result<()> {
    let catalog = ctx
        .catalog
        .lock()
        .map_err(|_| Error::blocked("panic", "the catalogue cannot be used any more; start again"))?;
    catalog.doubts(&root.row.place, each)
}

/// What a run that broke off had learnt itself goes to the catalogue first.
pub fn settle_outbox(ctx: &PhaseContext) -> Result<()> {
    let mut catalog = ctx
        .catalog
        .lock()
        .map_err(|_| Error::blocked("panic", "the catalogue cannot be used any more; start again"))?;
    drain_outbox(&ctx.scanner()?, &ctx.writer, &mut catalog)?;
    ctx.writer.flush()
}
