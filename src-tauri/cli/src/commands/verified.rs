//! `verify-status`: what is verified, how and when. 1 if a copy or twin is not as it should be.

use ingather_engine::Result;
use ingather_engine::job::Job;
use ingather_engine::model::{Method, Outcome, Term};
use ingather_engine::views::{FileRow, FilesQuery, VerifiedCount};
use serde_json::json;

use crate::arguments::{Global, JobOptions};
use crate::output::{Output, words};
use crate::{ask, place};

pub fn run(global: &Global, deep: bool, full: bool, output: &Output) -> Result<i32> {
    let layers = ask::layers(global, &JobOptions::default())?;
    let job = place::existing(global, &layers)?.open()?;
    let view = job.verification()?;
    let bad = view.counts.iter().filter(|c| is_bad(c.outcome)).map(|c| c.files).sum::<u64>();
    if output.is_json() {
        output.object(&view);
    } else {
        if view.counts.is_empty() && view.runs.is_empty() {
            output.say("nothing is verified yet: nothing of this job is in an archive");
        }
        counts(&view.counts, deep, output);
        for run in &view.runs {
            let ended =
                run.finished_ms.map_or("broke off".to_owned(), |at| format!("ended {}", words::date(at)));
            output.answer(&format!(
                "{} verification of {}, {ended}: {} good, {} not",
                run.depth,
                words::date(run.started_ms),
                words::count(run.ok),
                words::count(run.bad)
            ));
        }
    }
    if full {
        files(&job, deep, output)?;
    }
    Ok(i32::from(bad > 0))
}

fn is_bad(outcome: Option<Outcome>) -> bool {
    match outcome {
        None | Some(Outcome::Ok) => false,
        Some(Outcome::Missing | Outcome::Damaged | Outcome::Edited | Outcome::Unreadable) => true,
    }
}

/// With `deep`, a look at size and date is none.
fn counted(outcome: Option<Outcome>, method: Option<Method>, deep: bool) -> Option<(Outcome, Method)> {
    let (outcome, method) = outcome.zip(method)?;
    let read = matches!(method, Method::Content | Method::Device);
    (!deep || read || is_bad(Some(outcome))).then_some((outcome, method))
}

fn words_of(outcome: Option<Outcome>, method: Option<Method>, deep: bool) -> String {
    match counted(outcome, method, deep) {
        None => "not verified".into(),
        Some((Outcome::Ok, Method::Present)) => "present".into(),
        Some((Outcome::Ok, Method::SizeAndDate)) => "same size and date".into(),
        Some((Outcome::Ok, Method::Content)) => "content re-read".into(),
        Some((Outcome::Ok, Method::Device)) => "content re-read from the device".into(),
        Some((outcome, _)) => outcome.to_string(),
    }
}

fn counts(all: &[VerifiedCount], deep: bool, output: &Output) {
    let mut last = None;
    for count in all {
        if last != Some(count.destination) {
            output.answer(&count.name);
            last = Some(count.destination);
        }
        let since = count.since_ms.map_or(String::new(), |at| format!("  since {}", words::date(at)));
        let what = words_of(count.outcome, count.method, deep);
        output.answer(&format!(
            "  {what:<32} {:>15}  {:>10}{since}",
            words::files(count.files),
            words::bytes(count.bytes)
        ));
    }
}

fn files(job: &Job, deep: bool, output: &Output) -> Result<()> {
    let mut list = output.list();
    for destination in job.view()?.destinations {
        let query = FilesQuery { destination: Some(destination.id), ..FilesQuery::default() };
        job.each_file(&query, &mut |row, method, at| {
            if matches!(row.term, Term::LeftOut | Term::Failed | Term::ToDo) {
                return;
            }
            match output.is_json() {
                true => list.object(&json!({ "file": row, "method": method, "verified_ms": at })),
                false => list.line(&line(&destination.name, &row, method, at, deep)),
            }
        })?;
    }
    Ok(())
}

fn line(archive: &str, row: &FileRow, method: Option<Method>, at: Option<i64>, deep: bool) -> String {
    let folder = if row.folder.is_empty() { String::new() } else { format!("{}/", row.folder) };
    let copy = row.target.as_deref().or(row.twin.as_deref()).unwrap_or("?");
    let place = row.twin_where.as_deref().unwrap_or(archive);
    let when = at.map_or(String::new(), words::date);
    format!(
        "{}\t{when}\t{}: {folder}{}\t{place}: {copy}",
        words_of(row.verified, method, deep),
        row.drive,
        row.name
    )
}
