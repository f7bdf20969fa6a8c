//! Which drive a record is about, and whether the file that it names is there as it was recorded.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::error::{Error, Result};
use crate::fs::{Root, SeenKind, bytes_path};
use crate::job::Job;
use crate::model::{RelPath, UidPath, VolumeUid, display_bytes};
use crate::store::{Catalog, ImportedRow, RootKind, Side, read};
use crate::volume;
use crate::words;

/// What a record finds at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    Absent,
    /// A file of another size or date.
    Changed,
    Same,
}

/// Why a folder is looked at; of several that fit equally well the first kind is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    BesideTheList,
    Source,
    Pool,
    Destination,
    SeenBefore,
    Volume,
}

/// A folder of which records may tell.
pub struct Base {
    pub name: String,
    pub place: UidPath,
    /// Where it is now.
    pub path: Option<PathBuf>,
    rank: Rank,
    root: Option<Root>,
    /// Its id among the job's drives.
    source: Option<i64>,
}

/// All that are known.
pub struct Places {
    bases: Vec<Base>,
    job: Option<Connection>,
    /// Volumes ever seen, with their names.
    volumes: Vec<(VolumeUid, Option<String>)>,
    folders: HashMap<Vec<u8>, Option<UidPath>>,
}

impl Places {
    /// The job's drives and archives, if one is named, and every folder that was ever brought home.
    pub fn new(catalog: &Catalog, job: Option<&Job>) -> Result<Self> {
        let mut places = Self {
            bases: Vec::new(),
            job: job.map(Job::reader).transpose()?,
            volumes: catalog.volume_names()?,
            folders: HashMap::new(),
        };
        if let Some(db) = &places.job {
            for root in read::roots(db)? {
                let rank = match root.kind {
                    RootKind::Source => Rank::Source,
                    RootKind::Pool => Rank::Pool,
                    RootKind::Destination => Rank::Destination,
                };
                let source = (root.kind == RootKind::Source).then_some(root.id);
                let base = base(display_bytes(&root.name), root.place, &bytes_path(&root.path), rank);
                places.bases.push(Base { source, ..base });
            }
        }
        for scan in catalog.scans()? {
            if !places.bases.iter().any(|b| b.place == scan.place) {
                places.bases.push(base(scan.name, scan.place, Path::new(""), Rank::SeenBefore));
            }
        }
        for base in &places.bases {
            if !places.volumes.iter().any(|(uid, _)| *uid == base.place.volume) {
                places.volumes.push((base.place.volume.clone(), None));
            }
        }
        Ok(places)
    }

    /// The volume that another program calls so.
    pub fn volume_called(&mut self, text: &str, ours: bool) -> Result<Option<VolumeUid>> {
        if ours {
            return Ok(Some(VolumeUid(text.to_owned())));
        }
        if let Some((uid, _)) = self.volumes.iter().find(|(uid, _)| uid.is_called(text)) {
            return Ok(Some(uid.clone()));
        }
        let found = volume::probe()?.into_iter().find(|v| v.uid.is_called(text));
        Ok(found.map(|v| {
            self.volumes.push((v.uid.clone(), v.label));
            v.uid
        }))
    }

    /// Where a path of this machine is.
    pub fn of_machine(&mut self, path: &RelPath) -> Option<UidPath> {
        let (folder, name) = path.split();
        let known = self.folders.entry(folder.0.clone()).or_insert_with(|| {
            let absolute = Path::new("/").join(bytes_path(&folder.0));
            volume::of_path(&absolute).ok().map(|(v, path)| UidPath { volume: v.uid, path })
        });
        known.as_ref().map(|f| UidPath { volume: f.volume.clone(), path: f.path.join(name) })
    }

    /// The folder to which the paths of a list are relative: the one that was named, else the one in which most of them
    /// are found. Two drives that fit equally well are an error: a guess could accuse good files.
    pub fn choose(
        &mut self,
        folders: &[PathBuf],
        named: Option<&Path>,
        sample: &[ImportedRow],
    ) -> Result<Option<UidPath>> {
        if let Some(named) = named {
            let (volume, path) = volume::of_path(named)?;
            let place = UidPath { volume: volume.uid, path };
            self.add_beside(named, place.clone());
            return Ok(Some(place));
        }
        let beside = folders.iter().filter_map(|folder| {
            let (volume, path) = volume::of_path(folder).ok()?;
            Some(base(name_of(folder), UidPath { volume: volume.uid, path }, folder, Rank::BesideTheList))
        });
        let beside: Vec<Base> = beside.collect();
        let mut best: Option<(usize, &Base)> = None;
        let mut tied: Option<&Base> = None;
        for base in beside.iter().chain(&self.bases) {
            let fits = sample.iter().filter(|row| self.fit(base, &row.path, row) == Fit::Same).count();
            let most = best.map_or(0, |(n, _)| n);
            match best {
                Some((n, other)) if fits == n && base.place != other.place => {
                    if base.rank < other.rank {
                        (best, tied) = (Some((fits, base)), None);
                    } else if base.rank == other.rank && base.rank != Rank::BesideTheList {
                        tied = Some(base);
                    }
                }
                _ if fits > most => (best, tied) = (Some((fits, base)), None),
                Some(_) | None => {}
            }
        }
        if let (Some((_, one)), Some(other)) = (best, tied) {
            return Err(Error::usage(
                "which_drive",
                words!(
                    "the list fits {name} and {name2} equally well",
                    name = Text(one.name.clone()),
                    name2 = Text(other.name.clone())
                ),
            )
            .hint("say to which folder its paths are relative: --base DIR"));
        }
        let chosen = best.map(|(_, b)| (b.place.clone(), b.rank, b.path.clone()));
        Ok(chosen.map(|(place, rank, path)| {
            if let (Rank::BesideTheList, Some(path)) = (rank, path) {
                self.add_beside(&path, place.clone());
            }
            place
        }))
    }

    fn add_beside(&mut self, path: &Path, place: UidPath) {
        let is_known =
            self.bases.iter().any(|b| place.path.is_within(&b.place.path) && b.place.volume == place.volume);
        if !is_known {
            self.bases.push(base(name_of(path), place, path, Rank::BesideTheList));
        }
    }

    /// The folder that a place lies in, and the path below it. A volume that nothing is known of becomes one.
    pub fn base_of(&mut self, place: &UidPath) -> Option<(usize, RelPath)> {
        let found = self.bases.iter().enumerate().filter(|(_, b)| b.place.volume == place.volume);
        let mut found: Vec<_> =
            found.filter_map(|(at, b)| Some((b, at, place.path.below(&b.place.path)?))).collect();
        found.sort_by_key(|(b, ..)| (b.root.is_none() && b.source.is_none(), b.rank));
        if let Some((_, at, below)) = found.into_iter().next() {
            return Some((at, below));
        }
        let name =
            self.volumes.iter().find(|(uid, _)| *uid == place.volume).and_then(|(_, name)| name.clone());
        let whole = UidPath { volume: place.volume.clone(), path: RelPath::default() };
        let name = name.unwrap_or_else(|| place.volume.0.clone());
        self.bases.push(base(name, whole, Path::new(""), Rank::Volume));
        Some((self.bases.len() - 1, place.path.clone()))
    }

    /// A folder that [`Places::base_of`] named.
    pub fn base(&self, at: usize) -> Option<&Base> {
        self.bases.get(at)
    }

    /// What is at a path below a folder: by a look if its drive is here, else as the job saw it last.
    pub fn fit(&self, base: &Base, path: &RelPath, row: &ImportedRow) -> Fit {
        let seen = match (&base.root, base.source, &self.job) {
            (Some(root), ..) => match root.look(path) {
                Ok(Some(seen)) if seen.kind == SeenKind::File => Some((seen.print.size, seen.print.mtime_ns)),
                Ok(_) | Err(_) => None,
            },
            (None, Some(source), Some(db)) => read::recorded_file(db, Side::Sources, source, path)
                .ok()
                .flatten()
                .map(|f| (f.size, f.mtime_ns)),
            (None, ..) => None,
        };
        match seen {
            None => Fit::Absent,
            Some((size, mtime_ns)) if row.is_about(size, mtime_ns) => Fit::Same,
            Some(_) => Fit::Changed,
        }
    }
}

fn base(name: String, place: UidPath, hint: &Path, rank: Rank) -> Base {
    let path = volume::locate(&place.volume, &place.path, hint);
    let root = path.as_deref().and_then(|p| Root::open(p).ok());
    Base { name, place, path: path.filter(|_| root.is_some()), rank, root, source: None }
}

fn name_of(folder: &Path) -> String {
    let last = folder.file_name().unwrap_or(folder.as_os_str());
    display_bytes(last.as_encoded_bytes())
}
