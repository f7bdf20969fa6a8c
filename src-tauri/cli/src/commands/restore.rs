//! `restore`: a drive as it was, rebuilt from the archives. 1 if something could not be rebuilt.

use std::sync::Arc;

use ingather_engine::cancel::Cancel;
use ingather_engine::model::display_path;
use ingather_engine::proof::{Progress, RestoreRequest, RestoreTold, restore_as_told};
use ingather_engine::views::RestoreReport;
use ingather_engine::{Error, Result};

use super::clearance::Watch;
use crate::arguments::{Global, JobOptions, Restore};
use crate::output::{Output, words};
use crate::{ask, place, signals};

pub fn run(global: &Global, what: &Restore, output: &Output) -> Result<i32> {
    let asked = signals::listen();
    let cancel = Arc::new(Cancel::default());
    let _watch = Watch::start(&cancel, &asked);
    let line = output.progress();
    let report =
        restored(global, what, &cancel, &|step, files, done, all| line.show(step, files, done, all))?;
    drop(line);
    let code = i32::from(!report.not_restored.is_empty());
    if output.is_json() {
        output.object(&report);
        return Ok(code);
    }
    for one in &report.not_restored {
        output.answer(&format!("{}\t{}: {}", one.code, one.path, one.message));
    }
    let looked = report.scanned_ms.map_or(String::new(), |at| format!(" as of {}", words::date(at)));
    output.answer(&format!(
        "{}{looked}: {} rebuilt in {}, {} were there already, {} not rebuilt",
        report.drive,
        words::files(report.restored),
        report.to,
        words::count(report.already_there),
        words::count(report.not_restored.len() as u64)
    ));
    Ok(code)
}

fn restored(
    global: &Global,
    what: &Restore,
    cancel: &Cancel,
    progress: &Progress<'_>,
) -> Result<RestoreReport> {
    let drive = display_path(&what.drive);
    let layers = ask::layers(global, &JobOptions::default())?;
    if let Some(archive) = &what.archive {
        if global.job.is_some() {
            return Err(Error::usage("bad_option", "--archive and --job are two ways to the same drive")
                .hint("leave out one of them"));
        }
        let request = RestoreTold { archive: archive.clone(), drive, to: what.to.clone() };
        return restore_as_told(&request, cancel, progress);
    }
    let job = match global.job {
        Some(_) => Some(place::existing(global, &layers)?.folder),
        None => None,
    };
    let request = RestoreRequest { drive, to: what.to.clone(), job };
    place::library(&layers)?.restore(&request, cancel, progress)
}
