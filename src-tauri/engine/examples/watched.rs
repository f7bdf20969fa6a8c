//! Runs a job with somebody who watches, or with nobody: `npm run bench -- --only observer` counts what watching costs.
//! `watched nobody|window JOB CATALOG DEST SOURCE…`

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use ingather_engine::job::Job;
use ingather_engine::model::Phase;
use ingather_engine::progress::{Observer, Silent};
use ingather_engine::runner::{self, RunRequest};
use ingather_engine::views::{JobConfig, JobEvent, JobSnapshot};

/// Does with what it hears what the shell does for the window.
#[derive(Default)]
struct Window {
    sent: AtomicU64,
}

impl Window {
    fn send(&self, message: &impl serde::Serialize) {
        let text = serde_json::to_string(message).unwrap_or_default();
        self.sent.fetch_add(text.len() as u64, Ordering::Relaxed);
    }
}

impl Observer for Window {
    fn event(&self, _number: u64, event: &JobEvent) {
        self.send(event);
    }

    fn snapshot(&self, snapshot: &JobSnapshot) {
        self.send(&snapshot.clone());
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [who, job, catalog, archive, sources @ ..] = &words[..] else { return Err("too few words".into()) };
    let observer: Arc<dyn Observer> = match who.as_str() {
        "window" => Arc::new(Window::default()),
        _ => Arc::new(Silent),
    };
    let (job, catalog) = (PathBuf::from(job), PathBuf::from(catalog));
    let config =
        JobConfig { sources: sources.to_vec(), destinations: vec![archive.clone()], ..JobConfig::default() };
    Job::create(&job, &catalog, &config)?;
    let report = runner::start(&job, &catalog, RunRequest::until(Phase::Summary), observer)?.join()?;
    eprintln!("{}", report.verdict);
    Ok(())
}
