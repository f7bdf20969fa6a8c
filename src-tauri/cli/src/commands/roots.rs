//! `source` and `pool`: what a job takes in, and what else counts as archived.

use ingather_engine::Result;
use ingather_engine::job::Job;

use crate::arguments::{Global, JobOptions, Roots};
use crate::output::Output;
use crate::{ask, place};

/// Which list of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Source,
    Pool,
}

/// Adds to the list or shows it.
pub fn run(global: &Global, what: &Roots, kind: Kind, output: &Output) -> Result<i32> {
    let layers = ask::layers(global, &JobOptions::default())?;
    let place = place::existing(global, &layers)?;
    let mut config = place.open()?.view()?.config;
    if let Roots::Add { folders } = what {
        let list = match kind {
            Kind::Source => &mut config.sources,
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
    let list = match kind {
        Kind::Source => &config.sources,
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
