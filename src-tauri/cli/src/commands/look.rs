//! Looking without changing: status, files, drives.

use std::path::Path;

use ingather_engine::job::Job;
use ingather_engine::library::Library;
use ingather_engine::model::{display_bytes, display_path};
use ingather_engine::views::{FileRow, FilesQuery};
use ingather_engine::{Error, Result, volume};

use crate::arguments::{Global, JobOptions};
use crate::ask;
use crate::output::{Output, words};
use crate::place::{self, Place};

/// Where a job stands, or all of them.
pub fn status(global: &Global, full: bool, output: &Output) -> Result<i32> {
    let layers = ask::layers(global, &JobOptions::default())?;
    if global.job.is_some() {
        job(&place::existing(global, &layers)?, full, output)?;
        return Ok(0);
    }
    let library = place::library(&layers)?;
    let jobs = library.jobs()?;
    if jobs.is_empty() && !output.is_json() {
        output.say("no job yet; begin with: ingather run --source DIR --source DIR --dest DIR");
    }
    for card in &jobs {
        if output.is_json() {
            output.object(card);
            continue;
        }
        let e = &card.equation;
        let phase = card.phase.map_or(String::new(), |p| format!(" ({p})"));
        let numbers = format!("{} found, {} to do", words::files(e.found.files), words::count(e.to_do.files));
        let state =
            card.trouble.clone().map_or_else(|| format!("{}{phase}, {numbers}", card.state), String::from);
        output.answer(&format!("{}  {}: {state}", card.id, card.name));
    }
    Ok(0)
}

/// One job.
pub fn job(place: &Place, full: bool, output: &Output) -> Result<()> {
    let opened = place.open()?;
    let view = opened.view()?;
    if output.is_json() {
        output.object(&view);
        if full {
            opened.states()?.iter().for_each(|state| output.object(state));
        }
        return Ok(());
    }
    let phase = view.phase.map_or(String::new(), |p| format!(" ({p})"));
    output.answer(&format!("{}: {}{phase}", view.name, view.state));
    output.answer(&format!("  {}", view.folder));
    for destination in &view.destinations {
        output.answer(&format!("to {} ({})", destination.name, destination.path));
        words::equation(&destination.equation, false).iter().for_each(|line| output.answer(line));
        if full {
            let there = if destination.connected { "connected" } else { "not connected" };
            output.answer(&format!(
                "  {there}, {}, {} free of {}, needs at most {}",
                destination.file_system,
                words::bytes(destination.free),
                words::bytes(destination.capacity),
                words::bytes(destination.needed)
            ));
            states(&opened, destination.id, output)?;
        }
    }
    for source in view.sources.iter().filter(|s| full || !s.connected || s.to_do > 0) {
        let there = if source.connected { "" } else { ", not connected" };
        output.answer(&format!(
            "from {} ({}): {}, {}, {} to do{there}",
            source.name,
            source.path,
            words::files(source.files),
            words::bytes(source.bytes),
            words::count(source.to_do)
        ));
    }
    Ok(())
}

/// Every state in which a file is, counted, for each archive.
fn states(job: &Job, destination: i64, output: &Output) -> Result<()> {
    for state in job.states()?.into_iter().filter(|s| s.destination == destination) {
        let gone = if state.vanished { ", vanished" } else { "" };
        let (files, bytes) = (words::files(state.files), words::bytes(state.bytes));
        output.answer(&format!(
            "  {:<24} {files:>15}  {bytes:>10}{gone}",
            format!("{} {}", state.status, state.reason)
        ));
    }
    Ok(())
}

/// Every file that matches.
pub fn files(global: &Global, query: &FilesQuery, output: &Output) -> Result<i32> {
    let layers = ask::layers(global, &JobOptions::default())?;
    let job = place::existing(global, &layers)?.open()?;
    let mut list = output.list();
    job.each_file(query, &mut |row, _, _| match output.is_json() {
        true => list.object(&row),
        false => list.line(&file_line(&row)),
    })?;
    Ok(0)
}

pub fn file_line(row: &FileRow) -> String {
    let folder = if row.folder.is_empty() { String::new() } else { format!("{}/", row.folder) };
    let mut line = format!(
        "{}\t{}\t{}\t{}: {folder}{}",
        row.status,
        row.reason,
        words::bytes(row.size),
        row.drive,
        row.name
    );
    if let Some(twin) = &row.twin {
        line.push_str(&format!("\tis at {}: {twin}", row.twin_where.as_deref().unwrap_or("?")));
    } else if let Some(target) = &row.target {
        line.push_str(&format!("\tto {target}"));
    }
    if let Some(message) = &row.message {
        line.push_str(&format!("\t{message}"));
    }
    line
}

/// Every drive ever scanned.
pub fn known_drives(library: &Library, output: &Output) -> Result<i32> {
    for drive in library.known_drives()? {
        if output.is_json() {
            output.object(&drive);
            continue;
        }
        let verdict = words::answer(drive.verdict, !drive.connected);
        let verdict = if drive.archive { "an archive" } else { verdict };
        let place = drive.mount_point.as_deref().unwrap_or("not connected");
        output.answer(&format!(
            "{}\t{}\t{}\t{}\t{place}\t{verdict}: {}",
            drive.name,
            drive.volume,
            words::files(drive.files),
            words::bytes(drive.bytes),
            drive.why
        ));
    }
    Ok(0)
}

/// Gives a drive a name.
pub fn name_drive(library: &Library, drive: &Path, name: &str, output: &Output) -> Result<i32> {
    let volume = volume_meant(library, drive)?;
    library.name_drive(&volume, name)?;
    output.say(&match display_bytes(name.trim().as_bytes()) {
        none if none.is_empty() => format!("{volume} has no name of its own any more"),
        name => format!("{volume} is called \"{name}\" from now on"),
    });
    Ok(0)
}

/// By folder, by identity, or by a name that only one known drive has.
fn volume_meant(library: &Library, drive: &Path) -> Result<String> {
    if drive.exists() {
        return Ok(volume::of_path(drive)?.0.uid.0);
    }
    let text = display_path(drive);
    let known = library.known_drives()?;
    let mut volumes: Vec<String> =
        known.into_iter().filter(|d| d.volume == text || d.name == text).map(|d| d.volume).collect();
    volumes.sort();
    volumes.dedup();
    match volumes.as_slice() {
        [one] => Ok(one.clone()),
        [] => Err(Error::usage("no_drive", format!("no drive is known as {text}"))
            .hint("see: ingather catalog list")),
        several => Err(Error::usage("which_drive", format!("several drives are known as {text}"))
            .hint(format!("give one of: {}", several.join(", ")))),
    }
}
