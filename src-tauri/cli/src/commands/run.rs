//! Running phases: start, watch, say how it ended.

use ingather_engine::Result;
use ingather_engine::model::{Depth, Phase};
use ingather_engine::runner::{self, RunReport, RunRequest};
use ingather_engine::views::ResultsView;

use crate::arguments::{Global, JobOptions};
use crate::output::{Output, words};
use crate::place::{self, Place};
use crate::{ask, logging, signals};

/// On the job that the options name, made if need be.
pub fn made(global: &Global, options: &JobOptions, request: RunRequest, output: &Output) -> Result<i32> {
    let asked = signals::listen();
    let mut layers = ask::layers(global, options)?;
    let place = place::made(global, &mut layers)?;
    logging::start(&place.folder, layers.log_level());
    phases(&place, request, output, &asked)
}

/// On a job that is there already.
pub fn existing(global: &Global, request: RunRequest, output: &Output) -> Result<i32> {
    let asked = signals::listen();
    let layers = ask::layers(global, &JobOptions::default())?;
    let place = place::existing(global, &layers)?;
    logging::start(&place.folder, layers.log_level());
    phases(&place, request, output, &asked)
}

/// Runs and reports.
pub fn phases(
    place: &Place,
    request: RunRequest,
    output: &Output,
    asked: &std::sync::atomic::AtomicBool,
) -> Result<i32> {
    let until = request.until;
    let handle = runner::start(&place.folder, place.library.catalog(), request, output.observer())?;
    let report = signals::wait(handle, asked, output)?;
    let results = place.open().and_then(|job| job.results()).ok();
    if output.is_json() {
        output.object(&as_json(place, &report, results.as_ref()));
    } else {
        say(&report, results.as_ref(), until, output);
    }
    Ok(report.exit_code)
}

fn as_json(place: &Place, report: &RunReport, results: Option<&ResultsView>) -> serde_json::Value {
    serde_json::json!({
        "type": "report",
        "folder": crate::ask::text_of(&place.folder).ok(),
        "state": report.state,
        "exit_code": report.exit_code,
        "verdict": report.verdict,
        "problem": report.problem,
        "bytes_read": report.bytes_read,
        "bytes_tried": report.bytes_tried,
        "archive_bytes_read": report.archive_bytes_read,
        "bytes_written": report.bytes_written,
        "files": report.files,
        "results": results,
    })
}

fn say(report: &RunReport, results: Option<&ResultsView>, until: Phase, output: &Output) {
    if let Some(problem) = &report.problem {
        output.problem(problem);
    }
    if let Some(results) = results {
        let planned = until <= Phase::Plan;
        equations(results, planned, output);
        if let Some(takes) = words::takes(&results.job).filter(|_| planned) {
            output.say(&takes);
        }
        if !planned && results.job.config.verify != Depth::None {
            for certificate in &results.certificates {
                words::certificate(certificate).iter().for_each(|line| output.say(line));
            }
        }
    }
    output.say(&format!(
        "read {} from the drives and {} from the archive, written {}",
        words::bytes(report.bytes_read),
        words::bytes(report.archive_bytes_read),
        words::bytes(report.bytes_written)
    ));
    if report.bytes_tried > 0 {
        output.say(&format!("read {} to see how fast the drives are", words::bytes(report.bytes_tried)));
    }
    output.say(&report.verdict);
    for file in &report.files {
        output.say(&format!("  {file}"));
    }
}

/// The equation of each archive.
pub fn equations(results: &ResultsView, planned: bool, output: &Output) {
    for destination in &results.job.destinations {
        output.say(&format!("{} ({})", destination.name, destination.path));
        words::equation(&destination.equation, planned).iter().for_each(|line| output.say(line));
        if destination.missing > 0 {
            output.say(&format!("  {} more are needed there", words::bytes(destination.missing)));
        }
    }
}
