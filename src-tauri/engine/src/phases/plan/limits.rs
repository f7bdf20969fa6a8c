//! What a destination cannot take or keep: said before anything is written, not at hour nine.

use super::{Planner, Step};
use crate::error::{Error, Result};
use crate::phases::PhaseContext;
use crate::store::{PendingFile, RootKind, TargetRow};
use crate::text::Words;
use crate::words;

/// Says once for each destination that has something to take what its file system does not keep.
pub fn say(ctx: &PhaseContext) -> Result<()> {
    let db = ctx.reader()?;
    for destination in ctx.live(RootKind::Destination) {
        let limits = crate::job::limits(&destination.row.file_system, &destination.traits);
        if !limits.is_empty() && crate::store::read::has_open(&db, destination.row.id)? {
            ctx.events.remark(words!(
                "{name}: {limits}",
                name = Text(destination.name()),
                limits = Words(Words::in_a_row(limits))
            ));
        }
    }
    Ok(())
}

/// Destinations that take `A` and `a` for one name.
pub fn folding(ctx: &PhaseContext) -> Vec<i64> {
    ctx.of_kind(RootKind::Destination).filter(|d| !d.traits.case_sensitive).map(|d| d.row.id).collect()
}

impl Planner<'_> {
    /// A file that the destination's file system cannot hold fails here; the others are not kept waiting for it.
    pub fn refuse_too_large(&self, file: &PendingFile, target: &TargetRow, step: Step) -> Result<Step> {
        let destination = self.ctx.roots.iter().find(|r| r.row.id == target.destination);
        let most = destination.and_then(|d| d.traits.max_file_size);
        if let Some((destination, most)) = destination.zip(most.filter(|most| file.print.size > *most))
            && !matches!(step, Step::Settle(_))
        {
            let why = words!(
                "it has {bytes}; the file system of {name} takes no file larger than {most}",
                bytes = Bytes(file.print.size),
                name = Text(destination.name()),
                most = Bytes(most)
            );
            let error = Error::file("too_large", why).at(&file.path().0);
            self.ctx.fail(file.id, &[target.destination], file.print.size, &error, 0)?;
        }
        Ok(step)
    }
}
