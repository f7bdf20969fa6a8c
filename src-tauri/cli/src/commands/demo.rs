//! `demo`: the whole job on sample drives, with a word about what is to be seen.

use std::path::{Path, PathBuf};

use ingather_engine::library::Library;
use ingather_engine::model::Phase;
use ingather_engine::runner::RunRequest;
use ingather_engine::{Error, Result};

use super::run as runs;
use crate::output::{Output, words};
use crate::place::Place;
use crate::{ask, logging, signals};

pub fn run(dir: Option<&Path>, output: &Output) -> Result<i32> {
    let asked = signals::listen();
    let dir = match dir {
        Some(dir) => dir.to_owned(),
        None => temporary()?,
    };
    output.say("Ingather, on three sample drives and a sample archive.\n");
    output.say(&format!("1. Making the samples in {}", ask::text_of(&dir)?));
    let config = ingather_engine::demo::prepare(&dir)?;
    for source in &config.sources {
        output.say(&format!("   drive    {source}"));
    }
    for archive in &config.destinations {
        output.say(&format!("   archive  {archive}"));
    }
    output.say("   The drives hold pictures, camera videos and sidecars. Some are on two drives, some under");
    output
        .say("   another name, some are in the archive already, and some share a name but not a content.\n");

    let library = Library::open(&dir.join("ingather"))?;
    let folder = library.job_folder(&library.create_job(&config)?);
    let place = Place { library, folder };
    logging::start(&place.folder, ingather_engine::config::LogLevel::Info);

    output.say("2. The plan: what would be copied, and what not. Nothing is written yet.");
    let code = runs::phases(&place, RunRequest::until(Phase::Plan), output, &asked)?;
    if code != 0 {
        return Ok(code);
    }
    output.say("\n3. Copying what is new, reading every copy back, proving the rest.");
    let code = runs::phases(&place, RunRequest::until(Phase::Summary), output, &asked)?;
    explain(&place, output)?;
    Ok(code)
}

fn explain(place: &Place, output: &Output) -> Result<()> {
    let results = place.open()?.results()?;
    let e = &results.job.equation;
    output.say("\nWhat this shows");
    output.say(&format!(
        "  Of {} found, {} were new and were copied; {} were in the archive already and {} repeat",
        words::files(e.found.files),
        words::count(e.copied.files),
        words::count(e.already_there.files),
        words::count(e.repeats.files)
    ));
    output.say("  another file. Only equal content counts: a name, a date or a size decides nothing.");
    output.say("  The sum is exact, and reports/summary.csv names every file with its reason.");
    for archive in &results.job.destinations {
        output.say(&format!("  Look at the archive:  {}", archive.path));
    }
    output.say("  The samples are folders of one disk, so no drive can be called safe to wipe here.");
    let data = ask::text_of(place.library.data_dir())?;
    let job = results.job.id;
    output.say(&format!("  Nothing is copied twice:  INGATHER_DATA_DIR={data} ingather resume --job {job}"));
    Ok(())
}

/// A new folder among the temporary ones; an old one is never written into.
fn temporary() -> Result<PathBuf> {
    for number in 1..1000 {
        let dir = std::env::temp_dir().join(format!("ingather-demo-{number}"));
        match std::fs::create_dir(&dir) {
            Ok(()) => return Ok(dir),
            Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(e) => {
                return Err(Error::blocked("no_folder", format!("no temporary folder: {e}")).at_path(&dir));
            }
        }
    }
    Err(Error::blocked("no_folder", "too many demo folders; give one with --dir"))
}
