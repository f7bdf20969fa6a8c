//! Whether a drive is an archive, lies in one or holds one: such a drive is never offered to be wiped, be it connected or
//! not. What it holds may be all that is left of others.

use std::collections::HashMap;
use std::path::Path;

use super::read_marker;
use crate::error::Result;
use crate::fs::{Root, bytes_path};
use crate::model::{RelPath, UidPath, VolumeUid};
use crate::store::{ArchiveSeen, Catalog};
use crate::text::Words;
use crate::views::{DriveVerdict, SafeToWipe};
use crate::volume;
use crate::words;

/// The archives that the catalogue knows.
pub struct Archives {
    known: Vec<KnownArchive>,
}

/// An archive with its folder on its volume, as far as that is known.
pub struct KnownArchive {
    pub seen: ArchiveSeen,
    pub place: Option<UidPath>,
}

/// What an archive has to do with a drive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Is,
    LiesIn,
    Holds,
    /// It is one no more, or nobody can tell; it was when it was looked at last.
    WasWrittenTo,
}

impl Archives {
    /// All of them, the one that was written to last first.
    pub fn of(catalog: &Catalog) -> Result<Self> {
        let mounts: HashMap<VolumeUid, Vec<u8>> = catalog.mount_points()?.into_iter().collect();
        let known = catalog.archives()?.into_iter().map(|seen| {
            let folder = seen.folder.clone().or_else(|| folder_of(&seen, &mounts));
            KnownArchive { place: folder.map(|path| UidPath { volume: seen.volume.clone(), path }), seen }
        });
        Ok(Self { known: known.collect() })
    }

    /// Those whose folder on its volume is known.
    pub fn placed(self) -> impl Iterator<Item = (ArchiveSeen, UidPath)> {
        self.known.into_iter().filter_map(|one| Some((one.seen, one.place?)))
    }

    /// What the drive at `place` has to do with an archive. `now`: where it is, if it is connected; then only the mark of
    /// an archive counts. `looked_ms`: the last look at it.
    #[must_use]
    pub fn standing(&self, place: &UidPath, now: Option<&Path>, looked_ms: i64) -> Option<Standing> {
        let above = now.into_iter().flat_map(|path| path.ancestors().take(place.path.parts().count() + 1));
        match above.into_iter().position(is_archive) {
            Some(0) => return Some(Standing::Is),
            Some(_) => return Some(Standing::LiesIn),
            None => {}
        }
        let related = self.known.iter().filter_map(|one| Some((one, relation(one, place)?)));
        let standing = related.filter_map(|(one, relation)| match (&relation, now) {
            (relation, None) => Some(relation.standing()),
            (Relation::Holds(below), Some(now)) if is_archive(&now.join(bytes_path(&below.0))) => {
                Some(Standing::Holds)
            }
            _ if one.seen.seen_ms > looked_ms => Some(Standing::WasWrittenTo),
            _ => None,
        });
        standing.min_by_key(|standing| *standing as u8)
    }
}

/// How an archive's folder lies to that of a drive.
enum Relation {
    Is,
    LiesIn,
    /// Below this folder of the drive.
    Holds(RelPath),
}

impl Relation {
    fn standing(&self) -> Standing {
        match self {
            Self::Is => Standing::Is,
            Self::LiesIn => Standing::LiesIn,
            Self::Holds(_) => Standing::Holds,
        }
    }
}

fn relation(one: &KnownArchive, place: &UidPath) -> Option<Relation> {
    if one.seen.volume != place.volume {
        return None;
    }
    // Somewhere on that volume.
    let Some(archive) = &one.place else { return Some(Relation::Holds(RelPath::default())) };
    if archive.path == place.path {
        Some(Relation::Is)
    } else if place.path.is_within(&archive.path) {
        Some(Relation::LiesIn)
    } else {
        archive.path.below(&place.path).map(Relation::Holds)
    }
}

/// Where the archive lies if that was not recorded: as its path is mounted now, or as its volume was mounted last.
fn folder_of(seen: &ArchiveSeen, mounts: &HashMap<VolumeUid, Vec<u8>>) -> Option<RelPath> {
    let here = volume::of_path(&bytes_path(&seen.path)).ok().filter(|(v, _)| v.uid == seen.volume);
    let last = || mounts.get(&seen.volume).and_then(|mount| below(&seen.path, mount));
    here.map(|(_, folder)| folder).or_else(last)
}

/// The part of an absolute path below a mount point.
#[must_use]
pub fn below(path: &[u8], mount: &[u8]) -> Option<RelPath> {
    let path = bytes_path(path);
    Some(RelPath::of(path.strip_prefix(bytes_path(mount)).ok()?))
}

/// Whether a folder carries the mark of an archive.
#[must_use]
pub fn is_archive(folder: &Path) -> bool {
    Root::open(folder).is_ok_and(|root| read_marker(&root).is_ok_and(|marker| marker.is_some()))
}

impl Standing {
    /// Whether the drive belongs among the archives rather than among the drives.
    #[must_use]
    pub fn is_part_of_one(self) -> bool {
        matches!(self, Self::Is | Self::LiesIn)
    }

    /// Why it is not to be wiped, without a full stop.
    #[must_use]
    pub fn why(self) -> Words {
        match self {
            Self::Is => words!("It is an archive: what was brought home rests on it"),
            Self::LiesIn => words!("It lies in an archive: what was brought home rests on it"),
            Self::Holds => words!("An archive lies on it: what was brought home rests on it"),
            Self::WasWrittenTo => {
                words!("It was written to as an archive since it was looked at: ask for a clearance")
            }
        }
    }

    /// Makes no answer better than that it is to be looked into.
    pub fn tell(self, answer: &mut DriveVerdict) {
        answer.exceptions.push(words!("{what}.", what = Words(self.why())));
        if answer.verdict == SafeToWipe::Safe {
            answer.verdict = SafeToWipe::CheckFirst;
            answer.why = self.why();
        }
    }
}
