//! What others recorded of the files of an archive, found by where they lie: no job has to know the archive.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Mutex;

use super::look::broken;
use crate::databases::open_catalog;
use crate::error::Result;
use crate::fs::Digests;
use crate::model::{Algorithm, Checksum, Fingerprint, OUR_FOLDER, RelPath};
use crate::store::{Catalog, ImportRow, Recorded};
use crate::volume;

/// The records about one archive.
pub struct ArchiveRecords {
    catalog: Mutex<Catalog>,
    imports: Vec<Import>,
    /// Recorded paths that were compared, by hash: the others are looked at after the lists.
    compared: Mutex<HashSet<blake3::Hash>>,
}

/// An import that is about the archive.
struct Import {
    row: ImportRow,
    /// The archive lies in the folder of the records, or the other way round: one of the two is empty.
    archive_within: RelPath,
    records_within: RelPath,
}

/// What has to be compared when a file is read.
pub struct Comparison {
    records: Vec<Recorded>,
    digests: Digests,
}

impl ArchiveRecords {
    /// What the catalogue has about an archive; `None` where nothing was ever taken over about it.
    pub fn of(catalog: &Path, archive: &Path) -> Result<Option<Self>> {
        if !catalog.exists() {
            return Ok(None);
        }
        let catalog = open_catalog(catalog)?;
        let imports = catalog.imports()?;
        let Ok((volume, place)) = volume::of_path(archive) else { return Ok(None) };
        let about = |row: ImportRow| {
            let (of, base) = match &row.place {
                Some(base) => (base.volume == volume.uid, base.path.clone()),
                None => (volume.uid.is_called(&row.wanted), RelPath::default()),
            };
            let (archive_within, records_within) = match (place.below(&base), base.below(&place)) {
                (Some(within), _) => (within, RelPath::default()),
                (None, Some(within)) => (RelPath::default(), within),
                (None, None) => return None,
            };
            of.then_some(Import { row, archive_within, records_within })
        };
        let imports: Vec<Import> = imports.into_iter().filter_map(about).collect();
        Ok((!imports.is_empty()).then(|| Self {
            catalog: Mutex::new(catalog),
            imports,
            compared: Mutex::default(),
        }))
    }

    /// What is recorded of a file of the archive as it is, when it is first asked for; of several records the newest
    /// counts.
    pub fn about(&self, path: &RelPath, print: &Fingerprint) -> Result<Option<Comparison>> {
        let catalog = self.catalog.lock().map_err(|_| broken())?;
        let mut newest: Vec<(i64, Recorded)> = Vec::new();
        for import in &self.imports {
            let Some(below) = path.below(&import.records_within) else { continue };
            for (row, accepted) in
                catalog.imported_of(import.row.id, &import.archive_within.join(&below.0))?
            {
                if !row.is_about(print.size, print.mtime_ns) {
                    continue;
                }
                let record = Recorded {
                    algorithm: row.algorithm,
                    digest: row.digest,
                    size: print.size,
                    mtime_ns: print.mtime_ns,
                    origin: import.row.origin.clone(),
                    accepted,
                };
                match newest.iter_mut().find(|(_, known)| known.algorithm == record.algorithm) {
                    Some((at, _)) if *at >= row.recorded_ms => {}
                    Some(older) => *older = (row.recorded_ms, record),
                    None => newest.push((row.recorded_ms, record)),
                }
            }
        }
        if newest.is_empty() {
            return Ok(None);
        }
        // A path that stands in several lists is compared once.
        if !self.compared.lock().map_err(|_| broken())?.insert(blake3::hash(&path.0)) {
            return Ok(None);
        }
        let records: Vec<Recorded> = newest.into_iter().map(|(_, record)| record).collect();
        let digests = Digests::new(records.iter().map(|r| r.algorithm));
        Ok(Some(Comparison { records, digests }))
    }

    /// Hands out the recorded paths of the archive that were not compared, in batches. A path may come twice.
    pub fn each_other(&self, each: &mut dyn FnMut(RelPath) -> Result<()>) -> Result<()> {
        for import in &self.imports {
            let mut paths = Vec::new();
            let catalog = self.catalog.lock().map_err(|_| broken())?;
            catalog.imported(import.row.id, &import.archive_within, &mut |row| {
                let below = row.path.below(&import.archive_within);
                if let Some(path) = below.map(|below| import.records_within.join(&below.0)) {
                    paths.push(path);
                }
                Ok(())
            })?;
            drop(catalog);
            paths.dedup();
            let ours = RelPath(OUR_FOLDER.as_bytes().to_vec());
            for path in paths {
                let known = self.compared.lock().map_err(|_| broken())?.contains(&blake3::hash(&path.0));
                if !known && !path.is_within(&ours) {
                    each(path)?;
                }
            }
        }
        Ok(())
    }
}

impl Comparison {
    /// Takes the next piece of the file.
    pub fn update(&mut self, piece: &[u8]) {
        self.digests.update(piece);
    }

    /// What is wrong with a file that was read whole, in words, unless a person said that it is right.
    pub fn end(self, checksum: Checksum) -> Option<crate::text::Words> {
        let found: Vec<(Algorithm, Vec<u8>)> = self.digests.finish();
        let differs = |r: &&Recorded| r.accepted.is_none() && !r.is_of(checksum, &found);
        self.records.iter().find(differs).map(Recorded::differs)
    }
}
