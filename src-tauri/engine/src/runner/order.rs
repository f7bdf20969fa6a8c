//! The order of the phases, and what limits a run without ending it: a drive that is missing, a destination that is full.

use std::collections::HashMap;
use std::sync::atomic::Ordering::Relaxed;

use super::answers::{self, From};
use super::open;
use crate::error::{Error, Kind, Result};
use crate::job::Job;
use crate::model::Phase;
use crate::phases::checksum::Exactness;
use crate::phases::verify::Scope;
use crate::phases::{
    ANSWERED, PhaseContext, PhaseReport, analyze, checksum, copy, plan, pool, since, space, trial, verify,
};
use crate::store::{RootKind, read, write};
use crate::views::JobEvent;

/// Runs what the request asks for. The answer is what limited the run, if anything did.
pub fn run(ctx: &mut PhaseContext, job: &Job) -> Result<Option<Error>> {
    copy::recover::run(ctx)?;
    if ctx.request.only { only(ctx) } else { due(ctx, job) }
}

fn due(ctx: &mut PhaseContext, job: &Job) -> Result<Option<Error>> {
    let until = ctx.request.until;
    let (mut from, mut looked_back) = (From::Look, false);
    loop {
        look(ctx, from)?;
        if until < Phase::Plan {
            return Ok(None);
        }
        if until < Phase::Copy {
            for error in too_small(ctx)?.values() {
                ctx.events.attention(error);
            }
            if ctx.wishes.close_if_none() {
                return Ok(None);
            }
            from = answers::carry_out(ctx, job)?;
        } else {
            match bring_in(ctx, job, &mut looked_back)? {
                Ok(limit) => return Ok(limit),
                Err(again) => from = again,
            }
        }
    }
}

/// Everything up to the plan that is due.
fn look(ctx: &PhaseContext, from: From) -> Result<()> {
    let until = ctx.request.until;
    if from == From::Look {
        phase(ctx, Phase::Analyze, || analyze::run(ctx))?;
        phase(ctx, Phase::Pool, || pool::run(ctx))?;
    }
    if until >= Phase::Checksum {
        phase(ctx, Phase::Checksum, || checksum::run(ctx, exactness(ctx)))?;
    }
    if until >= Phase::Plan {
        phase(ctx, Phase::Plan, || {
            let planned = plan::run(ctx)?;
            if until == Phase::Plan {
                trial::run(ctx)?;
            }
            Ok(planned)
        })?;
    }
    Ok(())
}

/// Copies and verifies. Where a drive is missing or an archive is full, and somebody is there, waits for word: what limited
/// the run, or from where it has to go on before more can be copied.
fn bring_in(
    ctx: &mut PhaseContext,
    job: &Job,
    looked_back: &mut bool,
) -> Result<std::result::Result<Option<Error>, From>> {
    loop {
        answers::let_go(ctx);
        let too_small = too_small(ctx)?;
        let mut limit = copied(ctx, &too_small)?;
        answers::let_go(ctx);
        limit = limit.or(missing(ctx)?);
        verified(ctx)?;
        if ctx.wishes.take_retries() {
            continue;
        }
        if !ctx.wishes.is_answered() {
            if answers::held_up(ctx, limit.as_ref()) {
                answers::wait(ctx)?;
            } else if limit.is_none() && !std::mem::replace(looked_back, true) && is_outdated(ctx)? {
                answers::begin_look(ctx)?;
                return Ok(Err(From::Look));
            } else if ctx.wishes.close_if_none() {
                return Ok(Ok(limit));
            }
        }
        let from = answers::carry_out(ctx, job)?;
        if from != From::Copy {
            return Ok(Err(from));
        }
    }
}

/// Whether the drives have moved on while the run was at work. One that had next to nothing to do has just looked.
fn is_outdated(ctx: &mut PhaseContext) -> Result<bool> {
    let worked = [&ctx.meter.source_read, &ctx.meter.archive_read, &ctx.meter.written];
    if worked.iter().all(|bytes| bytes.load(Relaxed) == 0) {
        return Ok(false);
    }
    open::let_go_again(ctx)?;
    if !since::has_changed(ctx)? {
        return Ok(false);
    }
    ctx.events.remark(
        "files came or changed while the run was at work: the drives are looked through again".to_owned(),
    );
    Ok(true)
}

/// An answer ends it early: it is taken up again when no more can be copied.
fn verified(ctx: &PhaseContext) -> Result<()> {
    if ctx.request.until < Phase::Verify || ctx.wishes.is_answered() {
        return Ok(());
    }
    let depth = ctx.depth();
    match phase(ctx, Phase::Verify, || verify::run(ctx, depth, Scope::WithoutVerdict)) {
        Err(error) if error.code == ANSWERED => Ok(()),
        other => other,
    }
}

fn only(ctx: &PhaseContext) -> Result<Option<Error>> {
    match ctx.request.until {
        Phase::Analyze | Phase::Pool => {
            phase(ctx, Phase::Analyze, || analyze::run(ctx))?;
            phase(ctx, Phase::Pool, || pool::run(ctx))?;
        }
        Phase::Checksum => phase(ctx, Phase::Checksum, || checksum::run(ctx, exactness(ctx)))?,
        Phase::Plan => {
            look(ctx, From::Look)?;
            for error in too_small(ctx)?.values() {
                ctx.events.attention(error);
            }
        }
        Phase::Copy => {
            if ctx.job.planned_ms.is_none() {
                return Err(Error::usage("not_planned", "there is no plan yet")
                    .hint("run plan first, or run to do everything"));
            }
            let too_small = too_small(ctx)?;
            return match copied(ctx, &too_small)? {
                None => missing(ctx),
                limit => Ok(limit),
            };
        }
        Phase::Verify => {
            let depth = ctx.depth();
            phase(ctx, Phase::Verify, || verify::run(ctx, depth, Scope::All))?;
            return archive_missing(ctx);
        }
        Phase::Summary => {}
    }
    Ok(None)
}

/// What the copy could not do is told at the end; what it did is verified all the same.
fn copied(ctx: &PhaseContext, too_small: &HashMap<i64, Error>) -> Result<Option<Error>> {
    let destinations = ctx.live(RootKind::Destination).count();
    if destinations > 0 && too_small.len() == destinations && !ctx.request.attended {
        return Err(too_small.values().next().cloned().unwrap_or_else(Error::stopped));
    }
    if ctx.request.attended {
        too_small.values().for_each(|error| ctx.events.attention(error));
    }
    match phase(ctx, Phase::Copy, || with_retries(ctx, too_small)) {
        Ok(()) => Ok(None),
        Err(error) if matches!(error.code, "no_space" | "drive_missing" | "read_only") => Ok(Some(error)),
        Err(error) => Err(error),
    }
}

/// What was asked to be tried again meanwhile is copied before the phase ends.
fn with_retries(ctx: &PhaseContext, too_small: &HashMap<i64, Error>) -> Result<PhaseReport> {
    loop {
        let report = copy::run(ctx, too_small)?;
        if !ctx.wishes.take_retries() {
            return Ok(report);
        }
    }
}

/// Destinations that have too little space for what is certain to come. Where only the worst case does not fit, every
/// collision is hashed first, so that no job is refused that would have fitted.
fn too_small(ctx: &PhaseContext) -> Result<HashMap<i64, Error>> {
    let mut needed = space::needed(ctx)?;
    let unsure = needed.iter().any(|s| s.is_unsure());
    if unsure && !is_certain(ctx)? {
        ctx.events.remark("It may not fit; every file that could repeat another is compared first");
        phase(ctx, Phase::Checksum, || checksum::run(ctx, Exactness::Whole))?;
        phase(ctx, Phase::Plan, || plan::run(ctx))?;
        needed = space::needed(ctx)?;
    }
    if ctx.job.config.fill {
        return Ok(HashMap::new());
    }
    let names: HashMap<i64, String> =
        ctx.of_kind(RootKind::Destination).map(|d| (d.row.id, d.name())).collect();
    Ok(needed
        .into_iter()
        .filter_map(|s| {
            let name = names.get(&s.destination).map_or("", String::as_str);
            s.too_small(name).map(|error| (s.destination, error))
        })
        .collect())
}

fn exactness(ctx: &PhaseContext) -> Exactness {
    if ctx.job.config.exact_plan { Exactness::Recorded } else { Exactness::Samples }
}

/// Whether every collision was settled by content already, rather than by what others recorded.
fn is_certain(ctx: &PhaseContext) -> Result<bool> {
    Ok(ctx.job.config.exact_plan && !read::records_any(&ctx.reader()?)?)
}

/// The first drive of the job that is not here although something rests on it or is to be done with it.
fn missing(ctx: &PhaseContext) -> Result<Option<Error>> {
    for source in ctx.of_kind(RootKind::Source).filter(|r| !r.given_up) {
        if let Some(error) = source.missing.clone() {
            return Ok(Some(error));
        }
        // One that was let go when it was through is missed if something of it waits again.
        if !source.is_here() && read::is_wanted(&ctx.reader()?, source.row.id)? {
            return Ok(source.handle().err());
        }
    }
    archive_missing(ctx)
}

/// The same of the archives: what rests on one that is not here is not known to be there.
fn archive_missing(ctx: &PhaseContext) -> Result<Option<Error>> {
    let db = ctx.reader()?;
    for root in &ctx.roots {
        let needed = match root.row.kind {
            RootKind::Source => false,
            RootKind::Destination => true,
            RootKind::Pool => root.missing.is_some() && read::rests_on(&db, root.row.id)?,
        };
        if needed && let Some(error) = &root.missing {
            return Ok(Some(error.clone()));
        }
    }
    Ok(None)
}

fn phase(ctx: &PhaseContext, phase: Phase, run: impl FnOnce() -> Result<PhaseReport>) -> Result<()> {
    ctx.cancel.check()?;
    ctx.events.tell(&JobEvent::PhaseStarted { phase });
    let before = moved(ctx);
    let id = ctx.writer.ask(move |db| {
        write::set_state(db, crate::model::JobState::Running, Some(phase))?;
        write::phase_began(db, phase)
    })?;
    let result = run();
    let after = moved(ctx);
    let delta = (after.0 - before.0, after.1 - before.1);
    let (outcome, summary) = match &result {
        Ok(report) => ("finished", report.summary.clone()),
        Err(error) if error.kind == Kind::Stopped => ("stopped", error.message.clone()),
        Err(error) => ("failed", error.message.clone()),
    };
    let text = summary.clone();
    ctx.writer.now(move |db| write::phase_ended(db, id, outcome, delta, &text))?;
    tracing::debug!(phase = phase.as_str(), outcome, "{summary}");
    result?;
    ctx.meter.end(phase);
    ctx.events.tell(&JobEvent::PhaseFinished { phase, summary });
    Ok(())
}

fn moved(ctx: &PhaseContext) -> (u64, u64) {
    (ctx.meter.source_read.load(Relaxed), ctx.meter.written.load(Relaxed))
}
