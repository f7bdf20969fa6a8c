//! `file list|add|accept|remove`.

use std::path::Path;

use ingather_engine::Result;
use ingather_engine::job::Job;
use ingather_engine::views::FilesQuery;

use super::{look, summary};
use crate::arguments::{Files, Global, JobOptions};
use crate::output::{Output, words};
use crate::{ask, place};

pub fn run(global: &Global, what: &Files, output: &Output) -> Result<i32> {
    match what {
        Files::List { status, reason, term, search } => {
            let query = FilesQuery {
                status: *status,
                reason: *reason,
                term: *term,
                search: search.clone(),
                ..FilesQuery::default()
            };
            look::files(global, &query, output)
        }
        Files::Add { paths, anyway: false, .. } => {
            change(global, paths, output, &|job, text| job.take_in(text), "taken in")
        }
        Files::Add { paths, anyway: true, reason } => {
            change(global, paths, output, &|job, text| job.copy_anyway(text, reason), "will be copied")
        }
        Files::Accept { paths, reason } => {
            change(global, paths, output, &|job, text| job.accept(text, reason), "accepted as it is")
        }
        Files::Remove { paths, reason } => {
            change(global, paths, output, &|job, text| job.leave_out(text, reason), "taken out of the job")
        }
    }
}

type Change<'a> = dyn Fn(&Job, &str) -> Result<u64> + 'a;

fn change(
    global: &Global,
    paths: &[std::path::PathBuf],
    output: &Output,
    change: &Change<'_>,
    done: &str,
) -> Result<i32> {
    let layers = ask::layers(global, &JobOptions::default())?;
    let place = place::existing(global, &layers)?;
    let job = place.open()?;
    let texts = paths.iter().map(|path| ask::text_of(Path::new(path))).collect::<Result<Vec<_>>>()?;
    texts.iter().try_for_each(|text| job.refuse_unknown(text))?;
    for text in texts {
        let files = change(&job, &text)?;
        match output.is_json() {
            true => output.object(&serde_json::json!({ "path": text, "files": files })),
            false => output.say(&format!("{text}: {} {done}", words::files(files))),
        }
    }
    summary::refresh(&place);
    Ok(0)
}
