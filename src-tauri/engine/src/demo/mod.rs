//! Sample drives: three old drives and an archive with real pictures, made in seconds, so that the first thing a person
//! sees is the main job done. The same every time.

mod bytes;
mod cast;
mod journeys;
mod picture;
mod scene;

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rayon::prelude::*;

use crate::error::{Error, Result};
use crate::model::display_path;
use crate::text::of_system;
use crate::views::JobConfig;
use crate::words;

/// Makes the samples in a new or empty folder and returns a job for them.
///
/// # Errors
/// Wrong use if the folder holds anything; blocked if it cannot be written.
pub fn prepare(dir: &Path) -> Result<JobConfig> {
    let failed = |e: io::Error| {
        let why = words!("the sample drives cannot be made: {e}", e = Words(of_system(&e)));
        Error::blocked("demo_failed", why).at_path(dir)
    };
    std::fs::create_dir_all(dir).map_err(failed)?;
    if std::fs::read_dir(dir).map_err(failed)?.next().is_some() {
        return Err(Error::usage("not_empty", "the folder for the sample drives is not empty")
            .at_path(dir)
            .hint("give a new folder"));
    }
    let dir = std::path::absolute(dir).map_err(failed)?;
    let shots = cast::shots();
    let made: Vec<Vec<u8>> =
        shots.par_iter().map(cast::Shot::content).collect::<io::Result<_>>().map_err(failed)?;
    for placed in cast::placed(&shots) {
        let content = match placed.content {
            cast::Content::Shot(index) => made.get(index).map_or(&[][..], Vec::as_slice),
            cast::Content::Text(ref text) => text.as_bytes(),
        };
        write(&dir.join(&placed.path), content, placed.modified).map_err(failed)?;
    }
    for folder in cast::EMPTY_FOLDERS {
        std::fs::create_dir_all(dir.join(folder)).map_err(failed)?;
    }
    let text = |folder: &str| display_path(&dir.join(folder));
    Ok(JobConfig {
        name: "Sample drives".into(),
        sources: cast::DRIVES.iter().map(|d| text(d)).collect(),
        destinations: vec![text(cast::ARCHIVE)],
        ..JobConfig::default()
    })
}

/// The same in a folder of its own below `parent`, which need not be empty: `Sample drives`, `Sample drives 2` …
pub fn prepare_below(parent: &Path) -> Result<JobConfig> {
    prepare(&free_name(parent))
}

fn free_name(parent: &Path) -> PathBuf {
    let first = parent.join("Sample drives");
    let taken = |path: &PathBuf| path.symlink_metadata().is_ok();
    if !taken(&first) {
        return first;
    }
    (2..).map(|n| parent.join(format!("Sample drives {n}"))).find(|p| !taken(p)).unwrap_or(first)
}

fn write(path: &Path, content: &[u8], modified_s: u64) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut file = File::create_new(path)?;
    file.write_all(content)?;
    file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(modified_s))
}

#[cfg(test)]
mod tests;
