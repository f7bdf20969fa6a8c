//! summary: the reports, the lists and stories on the archive, and what the catalogue learns of each drive. Written at the
//! end of every command that changes a state.

use std::collections::HashMap;
use std::sync::atomic::Ordering::Relaxed;

use rusqlite::Connection;

use super::{PhaseContext, lists, story};
use crate::error::{Error, Result};
use crate::job::Job;
use crate::model::{JobState, Phase, display_path, path_bytes};
use crate::report::{self, SummaryRow};
use crate::store::{Catalog, RootKind, ScanRecord, read, write};
use crate::text::Words;
use crate::views::DriveVerdict;
use crate::{plural, words};

/// The run's verdict in one sentence.
pub fn verdict(ctx: &PhaseContext, state: JobState, problem: Option<&Error>, verify_failed: u64) -> Words {
    if let Some(error) = problem {
        return error.message.clone();
    }
    let worst = ctx.meter.worst();
    let links = ctx.reader().and_then(|db| read::without_content(&db, None)).unwrap_or(0);
    let not_proven = not_proven(ctx, worst.to_do.files, verify_failed);
    if ctx.request.only && ctx.request.until == Phase::Verify && !not_proven.is_empty() {
        return in_a_list(not_proven);
    }
    let settled = worst.to_do.files == 0 && worst.failed.files == 0 && verify_failed == 0;
    let did_something = ctx.had_work.load(Relaxed) || ctx.meter.written.load(Relaxed) > 0;
    if settled && !did_something && worst.found.files > 0 {
        return crate::job::nothing_to_do(&worst, links);
    }
    if state == JobState::Ready {
        let new = worst.to_do.files - worst.expected_repeats.files;
        return words!("Planned: {files} to copy; nothing has been written yet", files = Files(new));
    }
    crate::job::verdict(state, &worst, verify_failed, links)
}

/// What a look at the archive alone has not shown.
fn not_proven(ctx: &PhaseContext, to_do: u64, wrong: u64) -> Vec<Words> {
    let mut bad = Vec::new();
    if wrong > 0 {
        bad.push(crate::job::not_as_they_should_be(wrong));
    }
    let differing = ctx.differing.load(Relaxed);
    if differing > 0 {
        bad.push(plural!(
            files = Files(differing),
            "{files} differs from what was recorded of the archive",
            "{files} differ from what was recorded of the archive"
        ));
    }
    if to_do > 0 {
        bad.push(plural!(
            files = Files(to_do),
            "{files} is not in the archive yet",
            "{files} are not in the archive yet"
        ));
    }
    bad
}

fn in_a_list(all: Vec<Words>) -> Words {
    let both =
        |first: Words, next: Words| words!("{first}; {next}", first = Words(first), next = Words(next));
    all.into_iter().reduce(both).unwrap_or_else(|| Words::from(""))
}

/// Writes `summary.csv` and its fellows, and the lists of checksums on the archives; returns the paths of reports and log.
pub fn write_reports(ctx: &PhaseContext, job: &Job) -> Result<Vec<String>> {
    ctx.writer.flush()?;
    let results = job.results()?;
    let (folder, tongue) = (job.folder().join("reports"), ctx.request.tongue);
    let is_written = || results.reports.iter().any(|p| p.ends_with("/summary.csv"));
    if nothing_changed(ctx)? && is_written() && report::is_page_in(&folder, tongue) {
        return Ok(results.reports);
    }
    tell_archives(ctx, &results.certificates)?;
    let db = ctx.scanner()?;
    let names: HashMap<i64, String> = ctx.roots.iter().map(|r| (r.row.id, r.name())).collect();
    let written = report::write_all(&folder, &results, tongue, &mut |sink| {
        read::summary_rows(&db, &mut |file| {
            let destination = names.get(&file.row.destination).map_or("", String::as_str);
            sink(&SummaryRow::of(&file.row, file.mtime_ns, destination, file.method))
                .map_err(|e| report::sink_error(&e))
        })
    })?;
    let mut paths: Vec<_> = written.iter().map(|p| display_path(p)).collect();
    paths.extend(results.reports.into_iter().filter(|p| p.ends_with(".log")));
    let lists = ctx.live(RootKind::Destination).filter_map(|destination| lists::own(ctx, destination));
    paths.extend(lists.map(|list| display_path(&list)));
    Ok(paths)
}

/// Lists and stories on the archives. A copy is none the worse if they cannot be written: then the next run does it.
fn tell_archives(ctx: &PhaseContext, certificates: &[DriveVerdict]) -> Result<()> {
    let wrote = ctx.meter.written.load(Relaxed) > 0;
    // A plan is shown before anything is written, and a look writes nothing to an archive.
    if ctx.request.until < Phase::Copy || ctx.request.only && !wrote {
        return Ok(());
    }
    let untold = read::untold(&ctx.reader()?)?;
    for destination in ctx.live(RootKind::Destination) {
        let id = destination.row.id;
        let lags = untold.contains(&id);
        let told = if lags { lists::write(ctx, destination) } else { Ok(()) }
            .and_then(|()| story::write(ctx, destination, certificates));
        match told {
            Ok(true) if lags => ctx.writer.now(move |db| write::set_untold(db, id, false))?,
            Ok(_) => {}
            Err(error) => ctx.events.remark(words!(
                "what lies in {name} is safe, but its lists and stories {error}; the next run writes them",
                name = Text(destination.name()),
                error = Words(error.message.clone())
            )),
        }
    }
    Ok(())
}

/// Whether the reports of the last run still say all there is to say.
fn nothing_changed(ctx: &PhaseContext) -> Result<bool> {
    let untold = read::untold(&ctx.reader()?)?;
    let all_told = !ctx.live(RootKind::Destination).any(|d| untold.contains(&d.row.id));
    let did_nothing = ctx.meter.written.load(Relaxed) == 0 && ctx.meter.archive_read.load(Relaxed) == 0;
    let whole_run = !ctx.request.only && ctx.request.until == Phase::Summary;
    Ok(did_nothing
        && all_told
        && whole_run
        && !ctx.had_work.load(Relaxed)
        && !read::anything_changed(&ctx.reader()?, ctx.scan)?)
}

/// Records in the catalogue what each source of the job is now, and that the archives were written to until now.
pub fn tell_catalog(ctx: &PhaseContext, job: &Job, db: &Connection, catalog: &Catalog) -> Result<()> {
    let certificates = crate::job::certificates(db, catalog, &ctx.job_id)?;
    let scans = catalog.scans()?;
    tell_of_archives(ctx, db, catalog)?;
    // Also of those that were let go when they were through.
    for source in ctx.of_kind(RootKind::Source).filter(|source| source.missing.is_none()) {
        let Some(certificate) = certificates.iter().find(|c| c.source == source.row.id) else { continue };
        let Some(scanned_ms) = certificate.scanned_ms else { continue };
        // A clearance has looked at it since: what it saw stays known, and is no better for what was not looked at again.
        let newer = scans.iter().find(|s| s.place == source.row.place && s.scanned_ms > scanned_ms);
        let (verdict, why) = (certificate.verdict, certificate.why.clone());
        let scan = match newer {
            Some(newer) if newer.verdict <= verdict => continue,
            Some(newer) => ScanRecord { verdict, why, ..newer.clone() },
            None => {
                let found = read::found_on(db, source.row.id)?;
                ScanRecord {
                    place: source.row.place.clone(),
                    name: source.name(),
                    job: ctx.job_id.clone(),
                    folder: std::path::absolute(job.folder()).ok().map(|f| path_bytes(&f).into_owned()),
                    scanned_ms,
                    files: found.files,
                    bytes: found.bytes,
                    verdict,
                    why,
                }
            }
        };
        catalog.scan_ended(&scan)?;
    }
    Ok(())
}

fn tell_of_archives(ctx: &PhaseContext, db: &Connection, catalog: &Catalog) -> Result<()> {
    if ctx.meter.written.load(Relaxed) == 0 {
        return Ok(());
    }
    for row in read::roots(db)? {
        let is_here = ctx.live(RootKind::Destination).any(|live| live.row.id == row.id);
        if let Some(marker) = row.marker.as_ref().filter(|_| is_here) {
            catalog.archive_seen(marker, &row.path, &row.place)?;
        }
    }
    Ok(())
}
