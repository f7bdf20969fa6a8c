//! Which job is meant, and where it lives.

use std::path::{Path, PathBuf};

use ingather_engine::config::Layers;
use ingather_engine::job::Job;
use ingather_engine::library::Library;
use ingather_engine::model::{JobState, parse_display};
use ingather_engine::views::{JobCard, JobConfig};
use ingather_engine::volume;
use ingather_engine::{Error, Result};

use crate::arguments::Global;

/// A job's folder with the catalogue that it uses.
pub struct Place {
    pub library: Library,
    pub folder: PathBuf,
}

impl Place {
    /// The job opened for looking at.
    pub fn open(&self) -> Result<Job> {
        Job::open(&self.folder, self.library.catalog())
    }
}

/// The data folder, with another catalogue if one is asked for.
pub fn library(layers: &Layers) -> Result<Library> {
    let library = Library::open_default()?;
    Ok(match layers.catalog() {
        Some(text) => library.with_catalog(path_of(text)),
        None => library,
    })
}

/// The job that must be there already: the one named, else the only unfinished one.
pub fn existing(global: &Global, layers: &Layers) -> Result<Place> {
    let library = library(layers)?;
    if let Some(named) = &global.job {
        let folder = named_folder(&library, named);
        refuse_file(&folder)?;
        return match Job::was_in(&folder) {
            true => Ok(Place { library, folder }),
            false => Err(Error::usage("no_job", "there is no job in this folder")
                .at_path(&folder)
                .hint("make one with: ingather run --job DIR --source DIR --dest DIR")),
        };
    }
    let jobs = library.jobs()?;
    let open: Vec<&JobCard> = jobs.iter().filter(|j| is_unfinished(j.state)).collect();
    let candidates = if open.is_empty() { jobs.iter().collect() } else { open };
    match candidates.as_slice() {
        [one] => Ok(Place { folder: library.job_folder(&one.id), library }),
        [] => Err(Error::usage("no_job", "there is no job yet")
            .hint("begin with: ingather run --source DIR --source DIR --dest DIR")),
        several => {
            let names: Vec<&str> = several.iter().map(|j| j.id.as_str()).collect();
            Err(Error::usage("which_job", "say which job is meant with --job")
                .hint(format!("there are: {}", names.join(", "))))
        }
    }
}

/// The job to work on: the one named, made if need be; without a name one in the data folder, where a job of the same
/// name for the same archives is taken up again.
pub fn made(global: &Global, layers: &mut Layers) -> Result<Place> {
    let library = library(layers)?;
    let found = match &global.job {
        Some(named) => Some(named_folder(&library, named)),
        None => same_job(&library, layers)?,
    };
    found.iter().try_for_each(|folder| refuse_file(folder))?;
    if let Some(folder) = found.as_ref().filter(|f| Job::was_in(f)) {
        layers.job = saved(folder, &library)?;
    }
    let mut config = layers.config();
    check(&config)?;
    if config.name.is_empty() {
        config.name = match &global.job {
            Some(named) => last_part(&named.to_string_lossy()),
            None => name_for(&config),
        };
    }
    let folder = match found {
        // With nothing new to save, a drive that is away or elsewhere today is the run's business.
        Some(folder) if layers.job.as_ref() == Some(&config) => folder,
        Some(folder) => {
            Job::create(&folder, library.catalog(), &config)?;
            folder
        }
        None => library.job_folder(&library.create_job(&config)?),
    };
    Ok(Place { library, folder })
}

/// What a job was asked before; nothing if its making broke off.
fn saved(folder: &Path, library: &Library) -> Result<Option<JobConfig>> {
    match Job::open(folder, library.catalog()).and_then(|job| job.view()) {
        Ok(view) => Ok(Some(view.config)),
        Err(error) if error.code == "no_job" => Ok(None),
        Err(error) => Err(error),
    }
}

fn check(config: &JobConfig) -> Result<()> {
    let missing = |code, what: &str, option: &str| {
        Err(Error::usage(code, format!("{what}: give at least one {option} DIR"))
            .hint("ingather run --source DIR --source DIR --dest DIR"))
    };
    if config.sources.is_empty() {
        return missing("no_source", "nothing to bring in", "--source");
    }
    if config.destinations.is_empty() {
        return missing("no_destination", "no archive to bring it to", "--dest");
    }
    Ok(())
}

fn same_job(library: &Library, layers: &Layers) -> Result<Option<PathBuf>> {
    let wanted = layers.config();
    let name = if wanted.name.is_empty() { name_for(&wanted) } else { wanted.name.clone() };
    for card in library.jobs()?.iter().filter(|j| j.name == name && j.trouble.is_none()) {
        let folder = library.job_folder(&card.id);
        if Job::open(&folder, library.catalog())?.view()?.config.destinations == wanted.destinations {
            return Ok(Some(folder));
        }
    }
    Ok(None)
}

fn name_for(config: &JobConfig) -> String {
    config.destinations.first().map_or_else(|| "job".into(), |d| format!("to {}", last_part(d)))
}

fn last_part(path: &str) -> String {
    path.trim_end_matches(['/', '\\']).rsplit(['/', '\\']).next().unwrap_or(path).to_owned()
}

fn named_folder(library: &Library, named: &Path) -> PathBuf {
    let id = named.to_str().filter(|id| !id.contains(['/', '\\']) && !id.starts_with('.'));
    let in_library = id.map(|id| library.job_folder(id)).filter(|f| Job::was_in(f));
    match in_library {
        Some(folder) if !Job::was_in(named) => folder,
        Some(_) | None => std::path::absolute(named).unwrap_or_else(|_| named.to_owned()),
    }
}

/// A job is a folder.
fn refuse_file(job: &Path) -> Result<()> {
    match job.metadata() {
        Ok(there) if !there.is_dir() => Err(Error::usage("no_job", "this is a file; a job is a folder")
            .at_path(job)
            .hint("name the folder of a job with --job, or one that is still to be made")),
        Ok(_) | Err(_) => Ok(()),
    }
}

fn is_unfinished(state: JobState) -> bool {
    match state {
        JobState::Completed | JobState::CompletedWithErrors => false,
        JobState::Draft
        | JobState::Ready
        | JobState::Running
        | JobState::Paused
        | JobState::Interrupted
        | JobState::Failed => true,
    }
}

/// The path of a text form.
pub fn path_of(text: &str) -> PathBuf {
    let bytes = parse_display(text).unwrap_or_else(|| text.as_bytes().to_vec());
    volume::path_from(&bytes)
}
