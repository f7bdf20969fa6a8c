//! A run that misses a drive or is out of room waits for a person's word where there is one, and goes on with what is
//! there then: the same run, with its counters, its events and its lock.

use std::time::Duration;

use super::open;
use crate::error::{Error, Kind, Result};
use crate::job::Job;
use crate::model::JobState;
use crate::phases::{LiveRoot, PhaseContext, copy};
use crate::store::{RootKind, read, write};
use crate::views::{DriveWork, JobEvent, WayOn};
use crate::words;

const MOMENT: Duration = Duration::from_millis(100);

/// Where the run goes on after an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum From {
    /// What waits has its plan.
    Copy,
    /// Other files wait now than the plan knew.
    Plan,
    /// A drive was not looked through in this run yet.
    Look,
}

/// Stands still until somebody answers or wants files tried again; an error once the run is stopped.
pub fn wait(ctx: &PhaseContext) -> Result<()> {
    ctx.check_equation()?;
    ctx.meter.wait_for_word(ctx.meter.worst().to_do);
    ctx.events.tell(&JobEvent::StateChanged { state: JobState::Paused });
    let waited = loop {
        if let Err(stopped) = ctx.cancel.check() {
            break Err(stopped);
        }
        if ctx.wishes.wait(MOMENT) {
            break Ok(());
        }
    };
    ctx.meter.go_on();
    if waited.is_ok() {
        ctx.events.tell(&JobEvent::StateChanged { state: JobState::Running });
    }
    waited
}

/// Carries out what was answered; tells from where to go on.
pub fn carry_out(ctx: &mut PhaseContext, job: &Job) -> Result<From> {
    let mut from = From::Copy;
    for answer in ctx.wishes.take_answers() {
        let next = match answer {
            WayOn::LookAgain => look_again(ctx),
            WayOn::WithoutSource { source, reason } => without_source(ctx, source, reason),
            WayOn::WithoutArchive { destination } => without_archive(ctx, job, destination),
        };
        match next {
            Ok(next) => from = from.max(next),
            // It cannot be done as things are: the run goes on waiting.
            Err(error) if error.kind == Kind::Usage => ctx.events.attention(&error),
            Err(error) => return Err(error),
        }
    }
    Ok(from)
}

/// Roots that are back are opened anew, wherever they are mounted now; what was about to be placed there is settled.
fn look_again(ctx: &mut PhaseContext) -> Result<From> {
    for root in ctx.roots.iter().filter(|r| r.meter.work() == DriveWork::Full) {
        root.meter.set_work(DriveWork::Waiting);
    }
    let is_new = open::again(ctx)?;
    copy::recover::run(ctx)?;
    for away in ctx.roots.iter().filter(|r| r.was_here && !r.given_up).filter_map(|r| r.missing.as_ref()) {
        ctx.events.attention(away);
    }
    if !is_new {
        return Ok(From::Copy);
    }
    begin_look(ctx)?;
    Ok(From::Look)
}

/// What is recorded from now on is of another look at the drives.
pub fn begin_look(ctx: &mut PhaseContext) -> Result<()> {
    ctx.meter.start_over();
    ctx.scan = ctx.writer.ask(|db| {
        write::follow_scans(db)?;
        write::next_scan(db)
    })?;
    Ok(())
}

/// What waits on a drive is left out; the copies of others that were to follow it find their new place in the plan.
fn without_source(ctx: &mut PhaseContext, source: i64, reason: String) -> Result<From> {
    ctx.writer.flush()?;
    let files = read::waiting_of(&ctx.reader()?, source)?;
    ctx.writer.ask(move |db| write::leave_out_files(db, &files, &reason))?;
    for root in ctx.roots.iter_mut().filter(|r| r.row.kind == RootKind::Source && r.row.id == source) {
        root.given_up = true;
        root.meter.set_work(DriveWork::Waiting);
    }
    Ok(From::Plan)
}

fn without_archive(ctx: &mut PhaseContext, job: &Job, destination: i64) -> Result<From> {
    let is_it = |r: &LiveRoot| r.row.kind == RootKind::Destination && r.row.id == destination;
    let Some(root) = ctx.roots.iter().find(|r| is_it(r)) else { return Ok(From::Copy) };
    if ctx.of_kind(RootKind::Destination).count() == 1 {
        return Err(Error::usage("last_destination", "this is the job's only archive"));
    }
    ctx.job.config = job.without_destination(&ctx.writer, &root.row)?;
    ctx.roots.retain(|r| !is_it(r));
    ctx.meter.remove_archive(destination);
    Ok(From::Plan)
}

/// Lets go of what went away, so that the rest of the run leaves it alone and it can be opened anew.
pub fn let_go(ctx: &mut PhaseContext) {
    for root in &mut ctx.roots {
        let Some(handle) = root.held() else { continue };
        if root.meter.work() != DriveWork::Missing && handle.is_alive() {
            continue;
        }
        let gone =
            Error::blocked("drive_missing", words!("{name} is not connected", name = Text(root.name())))
                .at(&root.row.path)
                .hint("connect it again, then go on");
        root.meter.set_work(DriveWork::Missing);
        root.let_go();
        root.missing = Some(gone);
    }
}

/// What a person can mend of that which kept files waiting: what was here and went away, or an archive without room.
pub fn held_up(ctx: &PhaseContext, limit: Option<&Error>) -> bool {
    let waits = ctx.meter.worst().to_do.files > 0;
    let lost = ctx.roots.iter().any(|r| r.was_here && !r.given_up && !r.is_here() && counts(ctx, r));
    let no_room = limit.is_some_and(|e| matches!(e.code, "no_space" | "read_only"));
    ctx.request.attended && waits && (lost || no_room)
}

/// A source from which nothing is wanted any more may stay away.
fn counts(ctx: &PhaseContext, root: &LiveRoot) -> bool {
    match root.row.kind {
        RootKind::Destination => true,
        RootKind::Pool => false,
        RootKind::Source => ctx
            .reader()
            .and_then(|db| read::waiting_of(&db, root.row.id))
            .is_ok_and(|files| !files.is_empty()),
    }
}
