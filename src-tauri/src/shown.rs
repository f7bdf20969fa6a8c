//! Which rows of file lists the page was shown last, and where the files that they name are on disk now.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Mutex;

use ingather_engine::views::{FileRow, JobView};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::chosen::path_of;
use crate::state::held;

/// Pages remembered; a row that was scrolled away long ago has to be listed again.
const PAGES: usize = 20;

/// Which file of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum RevealSide {
    Source,
    Target,
    Twin,
}

/// The pages of file lists that were shown last, newest last.
#[derive(Default)]
pub struct ShownRows(Mutex<VecDeque<(String, Vec<FileRow>)>>);

impl ShownRows {
    pub fn remember(&self, job: &str, rows: &[FileRow]) {
        let mut pages = held(&self.0);
        if pages.len() == PAGES {
            pages.pop_front();
        }
        pages.push_back((job.to_owned(), rows.to_vec()));
    }

    /// The row as it was shown last.
    pub fn find(&self, job: &str, file: i64) -> Option<FileRow> {
        let pages = held(&self.0);
        let rows = pages.iter().rev().filter(|(of, _)| of == job).flat_map(|(_, rows)| rows);
        rows.into_iter().find(|row| row.id == file).cloned()
    }
}

/// Where that file is now; `None` if the row has none or it is not there.
pub fn locate(job: &JobView, row: &FileRow, which: RevealSide) -> Option<PathBuf> {
    let below = |root: &str, path: &str| Some(path_of(root)?.join(path_of(path)?));
    let candidates: Vec<Option<PathBuf>> = match which {
        RevealSide::Source => {
            let source = job.sources.iter().find(|source| source.id == row.source)?;
            vec![below(&source.path, &row.folder).and_then(|folder| Some(folder.join(path_of(&row.name)?)))]
        }
        RevealSide::Target => {
            let archive = job.destinations.iter().find(|archive| archive.id == row.destination)?;
            vec![below(&archive.path, row.target.as_deref()?)]
        }
        RevealSide::Twin => {
            let (twin, place) = (row.twin.as_deref()?, row.twin_where.as_deref()?);
            let archives = job.destinations.iter().map(|archive| (&archive.name, &archive.path));
            let sources = job.sources.iter().map(|source| (&source.name, &source.path));
            let named = archives.chain(sources).filter(|(name, _)| *name == place).map(|(_, path)| path);
            named.chain(&job.config.pools).map(|root| below(root, twin)).collect()
        }
    };
    candidates.into_iter().flatten().find(|path| path.symlink_metadata().is_ok())
}
