//! Names and present places of what the catalogue knows by identity.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::archive::Archives;
use crate::error::Result;
use crate::fs::bytes_path;
use crate::model::{RelPath, UidPath, VolumeUid, display_bytes};
use crate::store::{Catalog, ScanRecord};
use crate::volume;

/// An archive with the folder that it is.
pub struct ArchivePlace {
    pub place: UidPath,
    pub name: String,
}

/// Every archive whose folder on its volume is known.
pub fn archives(catalog: &Catalog) -> Result<Vec<ArchivePlace>> {
    let named = |path: &[u8]| {
        let last = bytes_path(path).file_name().map(|n| display_bytes(n.as_encoded_bytes()));
        last.unwrap_or_else(|| "archive".into())
    };
    let placed = Archives::of(catalog)?.placed();
    Ok(placed.map(|(seen, place)| ArchivePlace { place, name: named(&seen.path) }).collect())
}

/// What places are called, and where they are now.
pub struct Places<'a> {
    catalog: &'a Catalog,
    archives: Vec<ArchivePlace>,
    scans: Vec<ScanRecord>,
    mounted: HashMap<VolumeUid, Option<PathBuf>>,
    connected: Vec<VolumeUid>,
}

impl<'a> Places<'a> {
    pub fn of(catalog: &'a Catalog) -> Result<Self> {
        let connected = volume::probe()?.into_iter().map(|v| v.uid).collect();
        Ok(Self {
            catalog,
            archives: archives(catalog)?,
            scans: catalog.scans()?,
            mounted: HashMap::new(),
            connected,
        })
    }

    /// The archive that a folder lies in.
    pub fn archive(&self, folder: &UidPath) -> Option<&ArchivePlace> {
        self.archives.iter().find(|a| a.place.volume == folder.volume && folder.path.is_within(&a.place.path))
    }

    /// The name that a person gave the drive; else that of the archive or source; else the label or the identity.
    pub fn name(&self, folder: &UidPath) -> Result<String> {
        Ok(self.called(folder)?.0)
    }

    /// That name, with the folder on the volume that is called so: paths are told below it.
    pub fn called(&self, folder: &UidPath) -> Result<(String, RelPath)> {
        let known = self.catalog.volume(&folder.volume)?;
        let whole = |name: Option<String>| name.filter(|n| !n.is_empty()).map(|n| (n, RelPath::default()));
        let scanned = || {
            let inside =
                |s: &&ScanRecord| s.place.volume == folder.volume && folder.path.is_within(&s.place.path);
            let nearest = self.scans.iter().filter(inside).max_by_key(|s| s.place.path.0.len());
            nearest.map(|s| (s.name.clone(), s.place.path.clone()))
        };
        let archive = || self.archive(folder).map(|a| (a.name.clone(), a.place.path.clone()));
        Ok(whole(known.as_ref().and_then(|v| v.name.clone()))
            .or_else(archive)
            .or_else(scanned)
            .or_else(|| whole(known.as_ref().and_then(|v| v.label.clone())))
            .unwrap_or_else(|| (folder.volume.0.clone(), RelPath::default())))
    }

    /// Whether the volume is mounted somewhere.
    pub fn is_connected(&mut self, uid: &VolumeUid) -> bool {
        self.connected.contains(uid) || self.root(uid).is_some()
    }

    /// The absolute path of a file, if something is there now.
    pub fn now(&mut self, folder: &UidPath, name: &[u8]) -> Option<PathBuf> {
        let rel = folder.path.join(name);
        let connected = self.connected.contains(&folder.volume);
        let path = match self.root(&folder.volume) {
            Some(root) => root.join(bytes_path(&rel.0)),
            None if !connected => return None,
            // A mount may show a part of a volume only.
            None => volume::locate(&folder.volume, &rel, Path::new(""))?,
        };
        path.symlink_metadata().is_ok().then_some(path)
    }

    /// Where the whole volume is mounted now.
    pub fn root(&mut self, uid: &VolumeUid) -> Option<&PathBuf> {
        let look = || volume::locate(uid, &RelPath::default(), Path::new(""));
        self.mounted.entry(uid.clone()).or_insert_with(look).as_ref()
    }
}
