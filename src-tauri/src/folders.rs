//! What the page may know of a folder that a person chose.

use std::path::{Path, PathBuf};

use ingather_engine::model::OUR_FOLDER;
use ingather_engine::{fs, volume};
use serde::Serialize;
use ts_rs::TS;

use crate::error::Answer;
use crate::state::Shell;

/// A folder that came from the native dialog or a native drop.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct FolderView {
    /// Absolute, in text form.
    pub path: String,
    /// The drive's label if it is a whole drive, else the folder's name.
    pub name: String,
    /// Identity of its volume.
    pub volume: String,
    pub file_system: String,
    pub capacity: u64,
    pub free: u64,
    pub is_directory: bool,
    pub readable: bool,
    pub writable: bool,
    /// It holds an archive of ours already.
    pub archive: bool,
    /// The other folder of the same choice in which this one lies or which it is, in text form.
    pub overlap: Option<String>,
    pub last_scan_ms: Option<i64>,
}

/// Looks at chosen folders, and remembers that they were chosen.
pub fn look(shell: &Shell, paths: &[PathBuf]) -> Answer<Vec<FolderView>> {
    let scans = shell.library.known_drives()?;
    let mut views = Vec::with_capacity(paths.len());
    for path in paths {
        let (on, below) = volume::of_path(path)?;
        let whole = below.0.is_empty();
        let last = || path.file_name().map(|name| crate::chosen::text_of(Path::new(name)));
        let label = on.label.clone().filter(|label| whole && !label.is_empty());
        views.push(FolderView {
            path: shell.chosen.keep(path),
            name: label.or_else(last).unwrap_or_else(|| "/".to_owned()),
            file_system: on.file_system.clone(),
            capacity: on.capacity,
            free: on.free,
            is_directory: path.is_dir(),
            readable: std::fs::read_dir(path).is_ok(),
            writable: !on.read_only && fs::may_write(path),
            archive: path.join(OUR_FOLDER).is_dir(),
            overlap: overlapped(path, paths),
            last_scan_ms: scans.iter().find(|d| d.volume == on.uid.0).and_then(|d| d.last_scan_ms),
            volume: on.uid.0,
        });
    }
    Ok(views)
}

fn overlapped(path: &Path, all: &[PathBuf]) -> Option<String> {
    let real = path.canonicalize().ok()?;
    let mine = all.iter().position(|other| other == path);
    let above = all.iter().enumerate().find(|(at, other)| {
        let Ok(other_real) = other.canonicalize() else { return false };
        // Of two names of one folder, the later one is the overlap.
        let same = other_real == real;
        (same && mine.is_some_and(|mine| *at < mine)) || (!same && real.starts_with(&other_real))
    });
    above.map(|(_, other)| crate::chosen::text_of(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_inside_another_choice_or_chosen_twice_is_an_overlap() {
        let top = tempfile::tempdir().unwrap();
        let (vol, vol2, inner) =
            (top.path().join("vol"), top.path().join("vol2"), top.path().join("vol/inner"));
        for folder in [&vol2, &inner] {
            std::fs::create_dir_all(folder).unwrap();
        }
        let all = [vol.clone(), vol2.clone(), inner.clone()];
        assert_eq!(overlapped(&inner, &all), Some(crate::chosen::text_of(&vol)));
        assert_eq!(overlapped(&vol2, &all), None, "`vol` is not above `vol2`");
        assert_eq!(overlapped(&vol, &all), None);
        let again = [vol.clone(), inner.join("..")];
        assert_eq!(overlapped(&again[1], &again), Some(crate::chosen::text_of(&vol)));
        assert_eq!(overlapped(&again[0], &again), None);
    }
}
