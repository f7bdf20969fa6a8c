//! The names of a job: of all files on its sources, and of what archives hold of them.

use std::collections::HashMap;
use std::ops::Range;

use rusqlite::Connection;

use super::texts::{Places, Texts};
use crate::error::Result;
use crate::store::read;

/// A folder of a source with the slots of its files.
pub(super) struct Folder {
    pub id: i64,
    pub source: i64,
    pub files: Range<usize>,
}

/// Every file of the sources has a slot. Those of one folder follow one another by name; folders are in the order of the
/// drives.
#[derive(Default)]
pub(super) struct Names {
    pub folders: Vec<Folder>,
    pub paths: Texts,
    /// By slot.
    pub ids: Vec<i64>,
    /// By slot.
    pub names: Texts,
    /// By slot: the place of its folder.
    pub folder_of: Vec<u32>,
    pub slots: Places,
    newest: i64,
}

impl Names {
    pub fn read(db: &Connection) -> Result<Self> {
        let mut names = Self { newest: read::newest_source_file(db)?, ..Self::default() };
        let mut place_of = HashMap::new();
        read::source_folders(db, &mut |id, source, path| {
            place_of.insert(id, names.folders.len());
            names.folders.push(Folder { id, source, files: 0..0 });
            names.paths.push(path);
        })?;
        read::source_names(db, &mut |folder, name, id| {
            let Some(&place) = place_of.get(&folder) else { return };
            let slot = names.ids.len();
            names.ids.push(id);
            names.names.push(name);
            names.folder_of.push(u32::try_from(place).unwrap_or_default());
            names.slots.set(id, slot);
            let files = &mut names.folders[place].files;
            *files = if files.start == files.end { slot..slot + 1 } else { files.start..slot + 1 };
        })?;
        Ok(names)
    }

    /// Whether there are other files by now.
    pub fn are_old(&self, db: &Connection) -> Result<bool> {
        Ok(read::newest_source_file(db)? != self.newest)
    }

    /// The slots of all files in the order of the drives, or of those of one folder.
    pub fn slots_in_order(&self, folder: Option<i64>, source: Option<i64>) -> impl Iterator<Item = usize> {
        let wanted = move |each: &&Folder| {
            folder.is_none_or(|id| id == each.id) && source.is_none_or(|id| id == each.source)
        };
        self.folders.iter().filter(wanted).flat_map(|each| each.files.clone())
    }
}

/// Names of files in archives, with their folders. They only ever become more.
#[derive(Default)]
pub(super) struct ArchiveNames {
    pub paths: Texts,
    pub names: Texts,
    /// By place: the place of its folder.
    pub folder_of: Vec<u32>,
    pub files: Places,
    folders: Places,
    last_folder: i64,
    last_file: i64,
}

impl ArchiveNames {
    /// Reads what came since.
    pub fn go_on(&mut self, db: &Connection) -> Result<()> {
        let Self { paths, names, folder_of, files, folders, last_folder, last_file } = self;
        read::folders_after(db, *last_folder, &mut |id, path| {
            folders.set(id, paths.len());
            paths.push(path);
            *last_folder = id;
        })?;
        read::archive_names_after(db, *last_file, &mut |folder, name, id| {
            let place = folders.get(folder).and_then(|place| u32::try_from(place).ok());
            let Some(place) = place else { return };
            files.set(id, names.len());
            names.push(name);
            folder_of.push(place);
            *last_file = id;
        })
    }
}
