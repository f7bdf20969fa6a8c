//! `import-checksums`: takes over what others recorded, or says what that would bring.

use std::sync::Arc;

use ingather_engine::Result;
use ingather_engine::cancel::Cancel;
use ingather_engine::imports::ImportRequest;
use ingather_engine::views::{ImportDrive, ImportKind, ImportPreview, ImportSource};

use super::clearance::Watch;
use crate::arguments::{Global, ImportChecksums, JobOptions};
use crate::output::{Output, words};
use crate::{ask, place, signals};

pub fn run(global: &Global, what: &ImportChecksums, output: &Output) -> Result<i32> {
    let asked = signals::listen();
    let cancel = Arc::new(Cancel::default());
    let _watch = Watch::start(&cancel, &asked);
    let layers = ask::layers(global, &JobOptions::default())?;
    let library = place::library(&layers)?;
    // Without a job it is about drives that were seen before; with several nobody knows which one is meant.
    let job = match place::existing(global, &layers) {
        Ok(place) => Some(place.folder),
        Err(_) if global.job.is_none() => None,
        Err(error) => return Err(error),
    };
    let request = ImportRequest { from: what.from.clone(), base: what.base.clone(), job, trust: what.trust };
    if what.forget {
        let records = library.forget_import(&request)?;
        match output.is_json() {
            true => output.object(&serde_json::json!({ "forgotten": records })),
            false => output.answer(&format!("{} records forgotten", words::count(records))),
        }
        return Ok(0);
    }
    if what.preview {
        let preview = library.preview_import(&request, &cancel)?;
        match output.is_json() {
            true => output.object(&preview),
            false => show(&preview, what.trust, output),
        }
        return Ok(0);
    }
    let report = library.import(&request, &cancel)?;
    if output.is_json() {
        output.object(&report);
        return Ok(0);
    }
    show(&report.preview, what.trust, output);
    if report.trusted > 0 {
        output.answer(&format!("{} count as computed here", words::count(report.trusted)));
    }
    if report.differing > 0 {
        output.answer(&format!(
            "{} of the job were read before and are not what was recorded",
            words::files(report.differing)
        ));
    }
    match report.job_files {
        Some(files) => output.answer(&format!("{} of the job have a record now", words::files(files))),
        None if request.job.is_some() => {
            output.answer("the job finds out at its next look which of its files they are about")
        }
        None => {}
    }
    Ok(0)
}

fn show(preview: &ImportPreview, trust: bool, output: &Output) {
    preview.sources.iter().for_each(|source| output.answer(&source_line(source)));
    preview.drives.iter().for_each(|drive| output.answer(&drive_line(drive)));
    output.answer(&format!(
        "{} of {} records match a file; {} new, {} newer than known, {} known",
        words::count(preview.matching),
        words::count(preview.records),
        words::count(preview.new),
        words::count(preview.newer),
        words::count(preview.known)
    ));
    if preview.trustable > 0 && !trust {
        output.say(&format!("{} could count as computed here: --trust", words::count(preview.trustable)));
    }
}

fn source_line(source: &ImportSource) -> String {
    let kind = match source.kind {
        ImportKind::Catalog => "catalogue",
        ImportKind::Job => "job",
        ImportKind::ChecksumCache => "checksum cache",
        ImportKind::List => "list",
        ImportKind::Bag => "bag",
        ImportKind::Mhl => "media hash list",
    };
    let algorithms: Vec<String> =
        source.algorithms.iter().map(|a| format!("{} {}", words::count(a.records), a.algorithm)).collect();
    let ignored = match source.ignored {
        0 => String::new(),
        n => format!(", {} ignored", words::count(n)),
    };
    format!("{} ({kind}): {}{ignored}", source.path, algorithms.join(", "))
}

fn drive_line(drive: &ImportDrive) -> String {
    let name = if drive.name.is_empty() { "no drive that is known here" } else { &drive.name };
    let place = match (&drive.path, drive.connected) {
        (Some(path), _) => format!(" ({path})"),
        (None, _) => " (not connected)".to_owned(),
    };
    let changed = match drive.changed {
        0 => String::new(),
        n => format!(", {} changed since", words::count(n)),
    };
    format!(
        "  {name}{place}: {} of {} match{changed}",
        words::count(drive.matching),
        words::count(drive.records)
    )
}
