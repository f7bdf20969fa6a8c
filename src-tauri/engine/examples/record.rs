//! Runs a job to its end and prints every other second what the time left is reckoned from: the recordings that
//! `progress/estimate` is tested with. `record JOB CATALOG THREADS DEST… -- SOURCE… [--pause AT_S FOR_S]`

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use ingather_engine::job::Job;
use ingather_engine::model::Phase;
use ingather_engine::progress::Silent;
use ingather_engine::runner::{self, RunRequest};
use ingather_engine::views::JobConfig;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (places, pause) = match words.iter().position(|word| word == "--pause") {
        Some(at) => (&words[..at], &words[at + 1..]),
        None => (&words[..], &words[..0]),
    };
    let [job, catalog, threads, folders @ ..] = places else { return Err("too few words".into()) };
    let mut folders = folders.split(|word| word == "--");
    let (Some(archives), Some(sources)) = (folders.next(), folders.next()) else {
        return Err("archives, --, sources".into());
    };
    let seconds = |at: usize| pause.get(at).and_then(|s| s.parse().ok()).map(Duration::from_secs);
    let pause = seconds(0).zip(seconds(1));
    let (job, catalog) = (PathBuf::from(job), PathBuf::from(catalog));
    if !job.exists() {
        let config = JobConfig {
            sources: sources.to_vec(),
            destinations: archives.to_vec(),
            threads: threads.parse()?,
            ..JobConfig::default()
        };
        Job::create(&job, &catalog, &config)?;
    }
    // As the readings count: from before the start.
    let started = Instant::now();
    let run = runner::start(&job, &catalog, RunRequest::until(Phase::Summary), Arc::new(Silent))?;
    print!("{}", run.known().lines());
    while !run.is_finished() {
        if let Some((at, long)) = pause {
            let inside = (at..at + long).contains(&started.elapsed());
            if inside { run.pause() } else { run.go_on() }
        }
        if let Some(reading) = run.reading() {
            print!("{}", reading.lines());
        }
        let next = Duration::from_secs(started.elapsed().as_secs() + 2);
        while !run.is_finished() && started.elapsed() < next {
            std::thread::sleep(Duration::from_millis(10));
        }
    }
    let ended = started.elapsed().as_millis();
    let report = run.join()?;
    println!("end,{ended}");
    eprintln!("{}", report.verdict);
    Ok(())
}
