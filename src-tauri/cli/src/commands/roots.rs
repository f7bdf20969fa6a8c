//! `source`, `destination` and `pool`: what a job takes in, where it goes, and what else counts as archived.

use std::path::PathBuf;

use ingather_engine::Result;
use ingather_engine::job::{Job, RootKind};
use ingather_engine::model::display_path;

use super::summary;
use crate::arguments::{Global, JobOptions, Roots};
use crate::output::Output;
use crate::place::Place;
use crate::{ask, place};

/// Adds to the list, takes out of it, or shows it.
pub fn run(global: &Global, what: &Roots, kind: RootKind, output: &Output) -> Result<i32> {
    let layers = ask::layers(global, &JobOptions::default())?;
    let place = place::existing(global, &layers)?;
    if let Roots::Add { folders } = what {
        let mut config = place.open()?.view()?.config;
        let list = match kind {
            RootKind::Source => &mut config.sources,
            RootKind::Destination => &mut config.destinations,
            RootKind::Pool => &mut config.pools,
        };
        for folder in folders {
            let text = ask::text_of(folder)?;
            if !list.contains(&text) {
                list.push(text);
            }
        }
        Job::create(&place.folder, place.library.catalog(), &config)?;
    }
    if let Roots::Remove { folders } = what {
        remove(&place, folders, kind)?;
        summary::refresh(&place);
    }
    for root in place.open()?.places(kind)? {
        match (output.is_json(), root.connected) {
            (true, _) => output.object(&root),
            (false, true) => output.answer(&root.path),
            (false, false) => output.answer(&format!("{}  ({}, not connected)", root.path, root.name)),
        }
    }
    Ok(0)
}

/// A path or, for a drive or archive that is away, the name by which the job knows it.
fn remove(place: &Place, folders: &[PathBuf], kind: RootKind) -> Result<()> {
    let named = |folder: &PathBuf| folder.components().count() == 1 && !folder.exists();
    let text = |folder| if named(folder) { Ok(display_path(folder)) } else { ask::text_of(folder) };
    let texts: Vec<String> = folders.iter().map(text).collect::<Result<_>>()?;
    place.open()?.remove_roots(kind, &texts)
}
