//! `source`, `destination` and `pool`: what a job takes in, where it goes, and what else counts as archived.

use std::path::PathBuf;

use ingather_engine::Result;
use ingather_engine::job::Job;
use ingather_engine::model::display_path;

use super::summary;
use crate::arguments::{Global, JobOptions, Roots};
use crate::output::Output;
use crate::place::Place;
use crate::{ask, place};

/// Which list of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Source,
    Destination,
    Pool,
}

/// Adds to the list, takes out of it, or shows it.
pub fn run(global: &Global, what: &Roots, kind: Kind, output: &Output) -> Result<i32> {
    let layers = ask::layers(global, &JobOptions::default())?;
    let place = place::existing(global, &layers)?;
    let mut config = place.open()?.view()?.config;
    if let Roots::Add { folders } = what {
        let list = match kind {
            Kind::Source => &mut config.sources,
            Kind::Destination => &mut config.destinations,
            Kind::Pool => &mut config.pools,
        };
        for folder in folders {
            let text = ask::text_of(folder)?;
            if !list.contains(&text) {
                list.push(text);
            }
        }
        Job::create(&place.folder, place.library.catalog(), &config)?;
        config = place.open()?.view()?.config;
    }
    if let Roots::Remove { folders } = what {
        remove(&place, folders, kind)?;
        summary::refresh(&place);
        config = place.open()?.view()?.config;
    }
    let list = match kind {
        Kind::Source => &config.sources,
        Kind::Destination => &config.destinations,
        Kind::Pool => &config.pools,
    };
    for folder in list {
        match output.is_json() {
            true => output.object(&serde_json::json!({ "path": folder })),
            false => output.answer(folder),
        }
    }
    Ok(0)
}

/// A path or, for a drive or archive that is away, the name by which the job knows it.
fn remove(place: &Place, folders: &[PathBuf], kind: Kind) -> Result<()> {
    let job = place.open()?;
    for folder in folders {
        let named = folder.components().count() == 1 && !folder.exists();
        let text = match named {
            true => display_path(folder),
            false => ask::text_of(folder)?,
        };
        match kind {
            Kind::Source => job.remove_source(&text)?,
            Kind::Destination => job.remove_destination(&text)?,
            Kind::Pool => job.remove_pool(&text)?,
        }
    }
    Ok(())
}
