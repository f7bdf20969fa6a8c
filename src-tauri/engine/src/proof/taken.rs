//! Which checksums of others are known: by the file that they came from, with the drives that they are about.

use super::places::Places;
use crate::databases::open_catalog;
use crate::error::Result;
use crate::library::Library;
use crate::views::ImportTaken;

impl Library {
    /// What was taken over and not forgotten, the last first.
    pub fn imports_taken(&self) -> Result<Vec<ImportTaken>> {
        let catalog = open_catalog(self.catalog())?;
        let places = Places::of(&catalog)?;
        let counts = catalog.import_counts()?;
        let mut taken: Vec<ImportTaken> = Vec::new();
        for import in catalog.imports()? {
            let (records, taken_ms) = counts.get(&import.id).copied().unwrap_or_default();
            let drive = match &import.place {
                Some(place) => Some(places.name(place)?),
                None => Some(import.wanted).filter(|name| !name.is_empty()),
            };
            let known = taken.iter_mut().find(|one| one.path == import.origin);
            match known {
                Some(one) => {
                    one.records += records;
                    one.taken_ms = one.taken_ms.max(taken_ms);
                    one.drives.extend(drive);
                }
                None => taken.push(ImportTaken {
                    path: import.origin,
                    drives: drive.into_iter().collect(),
                    records,
                    taken_ms,
                }),
            }
        }
        taken.sort_by_key(|one| std::cmp::Reverse(one.taken_ms));
        Ok(taken)
    }
}
