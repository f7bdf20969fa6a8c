//! `verify --archive`: an archive against its own lists. 1 if a file is missing or not as listed.

use std::path::Path;
use std::sync::Arc;

use ingather_engine::Result;
use ingather_engine::cancel::Cancel;
use ingather_engine::proof::check_archive;

use super::clearance::Watch;
use crate::output::{Output, words};
use crate::signals;

pub fn run(dir: &Path, deep: bool, output: &Output) -> Result<i32> {
    let asked = signals::listen();
    let cancel = Arc::new(Cancel::default());
    let _watch = Watch::start(&cancel, &asked);
    let line = output.progress();
    let report =
        check_archive(dir, deep, &cancel, &|step, files, done, all| line.show(step, files, done, all))?;
    drop(line);
    let bad = report.missing + report.different + report.unreadable + report.malformed;
    if output.is_json() {
        output.object(&report);
        return Ok(i32::from(bad > 0));
    }
    for problem in &report.problems {
        output.answer(&format!("{}\t{}: {}", problem.outcome, problem.path, problem.message));
    }
    if report.malformed > 0 {
        output.answer(&format!("{} lines of the lists are damaged", words::count(report.malformed)));
    }
    let how = match (report.deep, report.from_device == report.ok) {
        (false, _) => "are there; add --deep to read them back",
        (true, true) => "were read back from the device and are as listed",
        (true, false) => "were read back and are as listed",
    };
    output.answer(&format!("{} of {} {how}", words::count(report.ok), words::files(report.listed)));
    Ok(i32::from(bad > 0))
}
