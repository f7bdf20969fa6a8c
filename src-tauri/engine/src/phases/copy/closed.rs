//! What is told of destinations that take nothing, or nothing any more.

use crate::error::{Error, Result};
use crate::phases::{LiveRoot, PhaseContext, space};
use crate::said;
use crate::store::write;
use crate::views::DriveWork;

/// A destination that takes nothing from the start.
pub fn cannot_open(ctx: &PhaseContext, live: &LiveRoot, error: Error) -> Error {
    let is_full = error.code == "no_space";
    live.meter.set_work(if is_full { DriveWork::Full } else { DriveWork::Missing });
    let error = if is_full { space::full(ctx, live) } else { error };
    ctx.events.attention(&error);
    error
}

/// What is missing is told by what is left: files that were on their way when it became full are there or given up now.
pub fn left_over(ctx: &PhaseContext, live: &LiveRoot, error: Error) -> Result<Error> {
    if error.code != "no_space" {
        return Ok(error);
    }
    let id = live.row.id;
    ctx.writer.now(move |db| write::note_waiting(db, id, said!("there was no room for it")))?;
    Ok(space::full(ctx, live))
}
