//! `pool check`: looks through everything that counts as archived, and says how much of it is known.

use ingather_engine::Result;
use ingather_engine::model::{Phase, Table};
use ingather_engine::runner::{self, RunRequest};

use crate::arguments::{Global, JobOptions};
use crate::output::{Output, words};
use crate::{ask, logging, place, signals};

pub fn check(global: &Global, all: bool, output: &Output) -> Result<i32> {
    let asked = signals::listen();
    let layers = ask::layers(global, &JobOptions::default())?;
    let place = place::existing(global, &layers)?;
    logging::start(&place.folder, layers.log_level());
    let request = match all {
        true => RunRequest {
            tables: vec![Table::Destinations, Table::Pool],
            ..RunRequest::until(Phase::Checksum)
        },
        false => RunRequest { only: true, ..RunRequest::until(Phase::Pool) },
    };
    let handle = runner::start(&place.folder, place.library.catalog(), request, output.observer())?;
    let report = signals::wait(handle, &asked, output)?;
    if let Some(problem) = &report.problem {
        output.problem(problem);
    }
    for archive in place.open()?.archives()? {
        if output.is_json() {
            output.object(&archive);
            continue;
        }
        let there = if archive.connected { "" } else { ", not connected" };
        let bad = match archive.bad {
            0 => String::new(),
            n => format!(", {} not as they should be", words::count(n)),
        };
        output.answer(&format!(
            "{} ({}): {}, {}, content known of {}{bad}{there}",
            archive.name,
            archive.path,
            words::files(archive.files),
            words::bytes(archive.bytes),
            words::count(archive.known)
        ));
    }
    Ok(report.exit_code)
}
