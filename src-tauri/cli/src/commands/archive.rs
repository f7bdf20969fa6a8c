//! `verify --archive`: an archive against its own lists, and against what others recorded of it. 1 if a file is missing
//! or not as listed or recorded.

use std::path::Path;
use std::sync::Arc;

use ingather_engine::Result;
use ingather_engine::cancel::Cancel;
use ingather_engine::library::Library;
use ingather_engine::proof::check_archive;
use ingather_engine::views::ArchiveFault;

use super::clearance::Watch;
use crate::arguments::{Global, JobOptions};
use crate::output::{Output, words};
use crate::{ask, place, signals};

pub fn run(global: &Global, dir: &Path, deep: bool, output: &Output) -> Result<i32> {
    // The lists lie in the archive: a machine without a data folder can check it as well.
    let library = place::library(&ask::layers(global, &JobOptions::default())?).ok();
    let asked = signals::listen();
    let cancel = Arc::new(Cancel::default());
    let _watch = Watch::start(&cancel, &asked);
    let line = output.progress();
    let catalog = library.as_ref().map(Library::catalog);
    let show = |step: &str, files, done, all| line.show(step, files, done, all);
    let report = check_archive(dir, deep, catalog, &cancel, &show)?;
    drop(line);
    let bad = report.missing + report.different + report.unreadable + report.malformed + report.differing;
    if output.is_json() {
        output.object(&report);
        return Ok(i32::from(bad > 0));
    }
    for problem in &report.problems {
        output.answer(&format!("{}\t{}: {}", word(problem.outcome), problem.path, problem.message));
    }
    if report.recorded > 0 {
        let right = words::count(report.recorded - report.differing);
        output.answer(&format!("{right} of {} are as others recorded them", words::files(report.recorded)));
    }
    if report.differing > 0 {
        output.say(
            "if such a file is right as it is: ingather file accept PATH, with --job of the archive's job; \
                    if the list is wrong: ingather import-checksums --forget --from LIST",
        );
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

fn word(fault: ArchiveFault) -> &'static str {
    match fault {
        ArchiveFault::Missing => "missing",
        ArchiveFault::Damaged => "damaged",
        ArchiveFault::Unreadable => "unreadable",
        ArchiveFault::DiffersFromRecord => "differs_from_record",
    }
}
