//! Which files a search finds: by a part of their name or folder, or of those of the twin that is shown beside them.

use memchr::memmem::Finder;

use super::names::{ArchiveNames, Names};
use super::texts::{Texts, folded};
use crate::store::Listed;

pub(super) struct Search<'a> {
    names: &'a Names,
    archive: &'a ArchiveNames,
    /// By slot.
    in_sources: Vec<bool>,
    /// By place.
    in_archives: Vec<bool>,
}

impl<'a> Search<'a> {
    /// `None` if nothing is searched for.
    pub fn new(names: &'a Names, archive: &'a ArchiveNames, text: &str) -> Option<Self> {
        // No name has a zero in it, which is how they are told from one another.
        let text = folded(&text.replace('\0', "")).trim().to_owned();
        if text.is_empty() {
            return None;
        }
        let in_sources = found(&text, &names.paths, &names.names, &names.folder_of);
        let in_archives = found(&text, &archive.paths, &archive.names, &archive.folder_of);
        Some(Self { names, archive, in_sources, in_archives })
    }

    pub fn finds(&self, slot: usize, standing: &Listed) -> bool {
        self.in_sources[slot] || self.in_twin(standing)
    }

    /// The twin that lists show: that of an archive, if there is one.
    fn in_twin(&self, standing: &Listed) -> bool {
        let file = standing.twin.and_then(|id| self.archive.files.get(i64::from(id.get())));
        if let Some(file) = file {
            return self.in_archives[file];
        }
        let twin = standing.twin_source.and_then(|id| self.names.slots.get(i64::from(id.get())));
        twin.is_some_and(|slot| self.in_sources[slot])
    }
}

/// Which files have the text in their name or in their folder's path, or across the border between the two.
fn found(text: &str, paths: &Texts, names: &Texts, folder_of: &[u32]) -> Vec<bool> {
    let part = Finder::new(text);
    let mut found = names.with(&part);
    let in_path = paths.with(&part);
    let across = text.rsplit_once('/');
    let ends: Vec<bool> = across.map_or_else(Vec::new, |(end, _)| {
        (0..paths.len()).map(|place| paths.at(place).ends_with(end.as_bytes())).collect()
    });
    for (file, found) in found.iter_mut().enumerate() {
        let folder = folder_of[file] as usize;
        *found |= in_path[folder]
            || across.is_some_and(|(_, begin)| ends[folder] && names.at(file).starts_with(begin.as_bytes()));
    }
    found
}
