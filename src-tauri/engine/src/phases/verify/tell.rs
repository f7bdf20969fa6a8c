//! What a verification has found, as it is told.

use std::sync::atomic::Ordering::Relaxed;

use super::{Due, Finding, LiveRoot, PhaseContext};
use crate::error::Error;
use crate::model::Outcome;
use crate::words;

/// Tells of a copy or twin that is not as it should be.
pub fn tell(ctx: &PhaseContext, root: &LiveRoot, due: &Due, finding: &Finding) {
    let name = root.name();
    let what = match finding.outcome {
        Outcome::Ok => return,
        Outcome::Missing => words!("the copy in {name} is not there any more", name = Text(name)),
        Outcome::Damaged => words!(
            "the copy in {name} is damaged: other bytes under the same size and date",
            name = Text(name)
        ),
        Outcome::Edited => words!(
            "the copy in {name} was changed since: other bytes, and its size or date moved",
            name = Text(name)
        ),
        Outcome::Unreadable => words!("the copy in {name} cannot be read", name = Text(name)),
    };
    ctx.meter.problems.fetch_add(1, Relaxed);
    let code = match finding.outcome {
        Outcome::Ok | Outcome::Missing => "verify_missing",
        Outcome::Damaged => "verify_damaged",
        Outcome::Edited => "verify_edited",
        Outcome::Unreadable => "verify_unreadable",
    };
    let error = Error::file(code, what)
        .at(&due.path.0)
        .hint("run the job again with its drive: a good copy is put beside it");
    ctx.events.file_failed(&error);
}
