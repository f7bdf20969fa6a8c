//! How many copies are there of what was ever seen, and on which drives?

use std::collections::{HashMap, HashSet};

use super::places::Places;
use crate::databases::open_catalog;
use crate::error::Result;
use crate::library::Library;
use crate::model::{Method, Outcome, Tally, UidPath, VolumeUid};
use crate::store::{Catalog, LastSeen};
use crate::views::{CoverageView, CoverageVolume};
use crate::volume::beneath;

/// Where folders of the catalogue lie.
#[derive(Default)]
struct Folders {
    /// Index of the volume, and whether the folder is part of an archive.
    of: HashMap<i64, (usize, bool)>,
    /// Each with the folder by which it is called.
    volumes: Vec<UidPath>,
    index: HashMap<VolumeUid, usize>,
}

impl Folders {
    fn of(catalog: &Catalog, places: &Places<'_>) -> Result<Self> {
        let mut folders = Self::default();
        catalog.each_folder(&mut |id, place| {
            let archive = places.archive(&place).is_some();
            let next = folders.volumes.len();
            let at = *folders.index.entry(place.volume.clone()).or_insert(next);
            folders.of.insert(id, (at, archive));
            match folders.volumes.get_mut(at) {
                None => folders.volumes.push(place),
                // The volume is called after the archive on it.
                Some(known) if archive && places.archive(known).is_none() => *known = place,
                Some(_) => {}
            }
        })?;
        Ok(folders)
    }
}

/// The volumes with a copy of a content, each with the time at which it was last read back.
#[derive(Default)]
struct Held {
    bytes: u64,
    on: Vec<(usize, Option<i64>)>,
}

impl Held {
    fn add(&mut self, volume: usize, read_back: Option<i64>) {
        match self.on.iter_mut().find(|(known, _)| *known == volume) {
            Some((_, last)) => *last = read_back.max(*last),
            None => self.on.push((volume, read_back)),
        }
    }
}

impl Library {
    /// How many contents have how many copies in archives, as far as the catalogue knows. Looks at no drive.
    pub fn coverage(&self) -> Result<CoverageView> {
        let catalog = open_catalog(self.catalog())?;
        let mut places = Places::of(&catalog)?;
        let folders = Folders::of(&catalog, &places)?;
        let mut contents: HashMap<i64, Held> = HashMap::new();
        catalog.each_last_seen(&mut |seen| {
            let Some((volume, in_archive)) = folders.of.get(&seen.folder).copied() else { return };
            // Empty files are no copies of one another.
            if seen.size == 0 {
                return;
            }
            let held = contents.entry(seen.content).or_default();
            held.bytes = seen.size;
            // Other folders that count as archived are verified like archives.
            if (in_archive || seen.verified.is_some()) && is_good(&seen) {
                held.add(volume, read_back(&seen));
            }
        })?;
        let mut view = CoverageView { volumes: vec![empty(); folders.volumes.len()], ..Default::default() };
        let mut disks = |place: &UidPath| places.root(&place.volume).map(|at| beneath(at).disks);
        let disks: Vec<_> = folders.volumes.iter().map(|place| disks(place).unwrap_or_default()).collect();
        let disks = disk_of_each(&disks);
        contents.values().for_each(|held| count(&mut view, held, &disks));
        for (volume, place) in view.volumes.iter_mut().zip(&folders.volumes) {
            volume.connected = places.is_connected(&place.volume);
            volume.name = places.name(place)?;
            volume.volume.clone_from(&place.volume.0);
        }
        view.volumes.retain(|volume| volume.copies.files > 0);
        view.volumes.sort_by(|a, b| (b.copies.files, &a.name).cmp(&(a.copies.files, &b.name)));
        Ok(view)
    }
}

/// For each volume the first one that shares a disk with it: what breaks together counts as one place. A volume that is
/// away is taken for a disk of its own, since nothing says otherwise.
fn disk_of_each(disks: &[Vec<String>]) -> Vec<usize> {
    let mut group: Vec<usize> = (0..disks.len()).collect();
    for (at, own) in disks.iter().enumerate() {
        for (other, theirs) in disks.iter().enumerate().take(at) {
            let (from, to) = (group[at].max(group[other]), group[at].min(group[other]));
            if own.iter().any(|disk| theirs.contains(disk)) {
                group.iter_mut().filter(|each| **each == from).for_each(|each| *each = to);
            }
        }
    }
    group
}

fn count(view: &mut CoverageView, held: &Held, disks: &[usize]) {
    let on: HashSet<Option<&usize>> = held.on.iter().map(|(at, _)| disks.get(*at)).collect();
    match on.len() {
        0 => view.none.add(1, held.bytes),
        1 => view.one.add(1, held.bytes),
        _ => view.more.add(1, held.bytes),
    }
    for (at, read_back) in &held.on {
        let Some(volume) = view.volumes.get_mut(*at) else { continue };
        volume.copies.add(1, held.bytes);
        if on.len() == 1 {
            volume.only.add(1, held.bytes);
        }
        match (read_back, volume.oldest_read_back_ms) {
            (None, _) => volume.never_read_back += 1,
            (Some(at), oldest) => volume.oldest_read_back_ms = Some(oldest.map_or(*at, |o| o.min(*at))),
        }
    }
}

fn empty() -> CoverageVolume {
    CoverageVolume {
        volume: String::new(),
        name: String::new(),
        connected: false,
        copies: Tally::default(),
        only: Tally::default(),
        never_read_back: 0,
        oldest_read_back_ms: None,
    }
}

fn is_good(seen: &LastSeen) -> bool {
    seen.verified.is_none_or(|(outcome, _, _)| outcome == Outcome::Ok)
}

fn read_back(seen: &LastSeen) -> Option<i64> {
    let (_, method, at) = seen.verified?;
    matches!(method, Method::Content | Method::Device).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(on: &[usize]) -> Held {
        Held { bytes: 10, on: on.iter().map(|at| (*at, None)).collect() }
    }

    #[test]
    fn two_parts_of_one_disk_are_one_place() {
        let names = |disks: &[&str]| disks.iter().map(|d| (*d).to_owned()).collect::<Vec<_>>();
        // Two parts of one disk, an archive that is away, and a set of two disks that takes in the first one.
        let disks = disk_of_each(&[names(&["sda"]), names(&["sda"]), names(&[]), names(&["sdb", "sda"])]);
        assert_eq!(disks, [0, 0, 2, 0]);
        let mut view = CoverageView { volumes: vec![empty(); 4], ..Default::default() };
        for on in [&[0, 1][..], &[0, 2], &[1], &[]] {
            count(&mut view, &held(on), &disks);
        }
        assert_eq!((view.none.files, view.one.files, view.more.files), (1, 2, 1));
        let only: Vec<u64> = view.volumes.iter().map(|v| v.only.files).collect();
        assert_eq!(only, [1, 2, 0, 0], "both parts hold what breaks with their disk");
    }

    #[test]
    fn sets_that_overlap_in_the_end_are_one() {
        let names = |disks: &[&str]| disks.iter().map(|d| (*d).to_owned()).collect::<Vec<_>>();
        let disks =
            disk_of_each(&[names(&["sda"]), names(&["sdb"]), names(&["sdb", "sda"]), names(&["sdc"])]);
        assert_eq!(disks, [0, 0, 0, 3]);
    }
}
