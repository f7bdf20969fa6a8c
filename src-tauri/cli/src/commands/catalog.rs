//! `catalog check|prune`.

use std::sync::Arc;

use ingather_engine::Result;
use ingather_engine::cancel::Cancel;
use ingather_engine::library::Library;

use super::clearance::Watch;
use crate::output::{Output, words};
use crate::signals;

/// 3 if the database is damaged, as for every command that cannot use it.
pub fn check(library: &Library, output: &Output) -> Result<i32> {
    let asked = signals::listen();
    let cancel = Arc::new(Cancel::default());
    let _watch = Watch::start(&cancel, &asked);
    let report = library.check_catalog(&cancel)?;
    let code = if report.complaint.is_some() { 3 } else { 0 };
    if output.is_json() {
        output.object(&report);
        return Ok(code);
    }
    let state = report.complaint.as_deref().unwrap_or("sound");
    output.answer(&format!("{} ({}): {state}", report.path, words::bytes(report.bytes)));
    output.answer(&format!(
        "  {} contents, seen at {} places on {} volumes, {} verifications",
        words::count(report.contents),
        words::count(report.sightings),
        words::count(report.volumes),
        words::count(report.readbacks)
    ));
    output.answer(&format!(
        "  {} are as they were seen, {} changed, {} gone, {} on drives that are not connected",
        words::files(report.as_seen),
        words::count(report.changed),
        words::count(report.gone),
        words::count(report.away)
    ));
    Ok(code)
}

pub fn prune(library: &Library, output: &Output) -> Result<i32> {
    let report = library.prune_catalog()?;
    match output.is_json() {
        true => output.object(&report),
        false => output.answer(&format!(
            "{} rows removed; {} before, {} now",
            words::count(report.rows),
            words::bytes(report.before),
            words::bytes(report.after)
        )),
    }
    Ok(0)
}
