//! Where a file that follows another belongs at a destination: beside that one's copy, or beside its twin.

use rusqlite::Connection;

use super::PhaseContext;
use crate::error::Result;
use crate::model::{Reason, Term};
use crate::plan::{companions, escape_illegal};
use crate::store::{Followed, PendingFile, Spot, read};

/// Where a dependant belongs.
#[derive(Debug, Clone)]
pub enum Belongs {
    /// Its primary is not settled yet.
    Waits,
    /// Its primary is no part of the job: it stands for itself.
    Alone,
    /// Its primary is left out because its name is taken, and so is this one.
    LeftOut,
    /// Its primary could not be copied: it gets home all the same, to its own place.
    Own,
    /// At this place, if it does not stand there yet.
    Beside(Spot),
}

/// Where a dependant belongs at a destination, as far as its primary is settled there.
pub fn belongs(
    ctx: &PhaseContext,
    db: &Connection,
    file: &PendingFile,
    followed: &Followed,
    destination: i64,
) -> Result<Belongs> {
    let Some(stand) = read::stand(db, followed.file, destination)? else { return Ok(Belongs::Alone) };
    Ok(match Term::of(stand.status, stand.reason) {
        Term::ToDo => Belongs::Waits,
        Term::LeftOut if stand.reason == Reason::Clash => Belongs::LeftOut,
        Term::LeftOut => Belongs::Alone,
        Term::Failed => Belongs::Own,
        Term::Copied | Term::AlreadyThere | Term::Repeat => match stand.twin {
            None => Belongs::Own,
            Some(twin) => {
                let name = named_beside(ctx, twin.root, &file.name, &followed.name, &twin.name);
                Belongs::Beside(Spot { name, ..twin })
            }
        },
    })
}

/// A dependant's name beside a copy of its primary, as the copy's file system takes it.
#[must_use]
pub fn named_beside(ctx: &PhaseContext, root: i64, dependant: &[u8], primary: &[u8], copy: &[u8]) -> Vec<u8> {
    let name = companions::beside(dependant, primary, copy);
    let live = ctx.roots.iter().find(|r| r.row.id == root);
    let illegal = live.map_or(&b""[..], |r| r.traits.illegal_name_bytes);
    escape_illegal(&name, illegal).unwrap_or(name)
}
