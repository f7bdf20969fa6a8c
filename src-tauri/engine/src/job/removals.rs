//! Drives, archives and folders that leave a job. What was copied from or to them stays where it is.

use super::changes::{absolute, is_at};
use super::{Job, RootKind};
use crate::error::{Error, Result};
use crate::model::display_bytes;
use crate::store::{RootRow, Writer, write};
use crate::views::JobConfig;
use crate::words;

impl Job {
    /// Takes roots of one kind out of the job, each by path or by name: all of them, or none if one cannot go. What
    /// rested on the files of a pool waits again.
    pub fn remove_roots(&self, kind: RootKind, texts: &[String]) -> Result<()> {
        let known = self.roots(kind)?;
        let mut gone: Vec<RootRow> = Vec::new();
        for text in texts {
            let root = root_meant(&known, kind, text)?;
            if !gone.iter().any(|g| g.id == root.id) {
                gone.push(root.clone());
            }
        }
        if gone.len() == known.len() {
            refuse_the_last(kind, known.len())?;
        }
        let config = without(self.row()?.config, &gone);
        let saved = config.clone();
        self.change(move |db| {
            for root in &gone {
                match root.kind {
                    RootKind::Source => write::remove_source(db, root.id)?,
                    RootKind::Destination => write::remove_destination(db, root.id)?,
                    RootKind::Pool => write::remove_pool(db, root.id).map(|_| ())?,
                }
            }
            write::set_config(db, &saved)
        })?;
        crate::config::write(&self.folder().join("config.yaml"), &config)
    }

    /// The same of an archive by a run that holds the job's lock and writes through this writer. Returns the configuration.
    pub(crate) fn without_destination(&self, writer: &Writer, root: &RootRow) -> Result<JobConfig> {
        let config = without(self.row()?.config, std::slice::from_ref(root));
        let (saved, id) = (config.clone(), root.id);
        writer.ask(move |db| {
            write::remove_destination(db, id)?;
            write::set_config(db, &saved)
        })?;
        crate::config::write(&self.folder().join("config.yaml"), &config)?;
        Ok(config)
    }
}

fn root_meant<'a>(known: &'a [RootRow], kind: RootKind, text: &str) -> Result<&'a RootRow> {
    let path = absolute(text)?;
    let found = known.iter().find(|root| is_at(root, &path) || display_bytes(&root.name) == text);
    found.ok_or_else(|| {
        let list = match kind {
            RootKind::Source => "source list",
            RootKind::Destination => "destination list",
            RootKind::Pool => "pool list",
        };
        Error::usage("not_in_job", words!("{text} is not in this job", text = Text(text.to_string())))
            .hint(words!("see: ingather {list}", list = Text(list.to_string())))
    })
}

/// A job has a drive and an archive.
fn refuse_the_last(kind: RootKind, count: usize) -> Result<()> {
    let error = match (kind, count) {
        (RootKind::Source, 1) => Error::usage("last_source", "this is the job's only drive"),
        (RootKind::Source, _) => Error::usage("last_source", "these are all drives of the job"),
        (RootKind::Destination, 1) => Error::usage("last_destination", "this is the job's only archive"),
        (RootKind::Destination, _) => Error::usage("last_destination", "these are all archives of the job"),
        (RootKind::Pool, _) => return Ok(()),
    };
    Err(error.hint("add another one first"))
}

fn without(mut config: JobConfig, gone: &[RootRow]) -> JobConfig {
    for root in gone {
        let list = match root.kind {
            RootKind::Source => &mut config.sources,
            RootKind::Pool => &mut config.pools,
            RootKind::Destination => &mut config.destinations,
        };
        list.retain(|text| absolute(text).is_ok_and(|path| !is_at(root, &path)));
    }
    config
}
