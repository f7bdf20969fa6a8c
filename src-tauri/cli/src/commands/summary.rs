//! `summary`: brings the reports up to date and shows one of them.

use std::io::Write;
use std::path::PathBuf;

use ingather_engine::model::Phase;
use ingather_engine::progress::Silent;
use ingather_engine::runner::{self, RunRequest};
use ingather_engine::views::ResultsView;
use ingather_engine::{Error, Result};

use crate::arguments::{Format, Global, JobOptions};
use crate::output::{Output, words};
use crate::place::{self, Place};
use crate::{ask, logging, signals};

pub fn run(global: &Global, format: Format, output: &Output) -> Result<i32> {
    let asked = signals::listen();
    let layers = ask::layers(global, &JobOptions::default())?;
    let place = place::existing(global, &layers)?;
    logging::start(&place.folder, layers.log_level());
    let request = RunRequest { only: true, ..RunRequest::until(Phase::Summary) };
    let handle = runner::start(&place.folder, place.library.catalog(), request, std::sync::Arc::new(Silent))?;
    let report = signals::wait(handle, &asked, output)?;
    if let Some(problem) = &report.problem {
        output.problem(problem);
    }
    let results = place.open()?.results()?;
    match if output.is_json() { Format::Json } else { format } {
        Format::Json => output.object(&results),
        Format::Text => text(&results, output),
        Format::Csv => pass_on(&place, &results, "summary.csv")?,
        Format::Html => pass_on(&place, &results, "summary.html")?,
    }
    Ok(report.exit_code)
}

/// Brings the reports up to date after a change; if the archive is away, the next run does it.
pub fn refresh(place: &Place) {
    let request = RunRequest { only: true, ..RunRequest::until(Phase::Summary) };
    let started = runner::start(&place.folder, place.library.catalog(), request, std::sync::Arc::new(Silent));
    if let Ok(handle) = started {
        let _ = handle.join();
    }
}

fn text(results: &ResultsView, output: &Output) {
    for destination in &results.job.destinations {
        output.answer(&format!("{} ({})", destination.name, destination.path));
        words::equation(&destination.equation, false).iter().for_each(|line| output.answer(line));
    }
    for certificate in &results.certificates {
        words::certificate(certificate).iter().for_each(|line| output.answer(line));
    }
    output.answer(&results.verdict);
    output.answer(&results.evidence);
    for report in &results.reports {
        output.answer(&format!("  {report}"));
    }
}

/// Copies a report to standard output.
fn pass_on(place: &Place, results: &ResultsView, name: &str) -> Result<()> {
    let named = results.reports.iter().map(|r| place::path_of(r)).find(|p| p.ends_with(name));
    let path: PathBuf = named.unwrap_or_else(|| place.folder.join("reports").join(name));
    let failed = |e: std::io::Error| {
        Error::blocked("report_unreadable", format!("the report cannot be read: {e}")).at_path(&path)
    };
    let mut file = std::fs::File::open(&path).map_err(failed)?;
    let mut out = std::io::stdout().lock();
    match std::io::copy(&mut file, &mut out).and_then(|_| out.flush()) {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => Err(failed(e)),
        _ => Ok(()),
    }
}
