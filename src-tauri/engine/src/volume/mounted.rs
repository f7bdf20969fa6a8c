//! Which mount shows a path, and which of several mounts of one volume to name. Pure: every system feeds it.

use std::path::{Path, PathBuf};

use super::Volume;
use crate::model::RelPath;

/// One mount of a volume.
#[derive(Debug, Clone, PartialEq)]
pub struct Mounted {
    /// The system's number for this mount; 0 where it has none.
    pub id: u64,
    /// The part of the volume that is shown: empty, or a subvolume or the folder of a bind mount.
    pub root: RelPath,
    /// The volume; its `mount_point` is that of this mount.
    pub volume: Volume,
    /// Whether a person would call it a drive.
    pub is_drive: bool,
}

impl Mounted {
    /// Where a path of the volume is through this mount; `None` if the mount does not show it.
    pub fn path_of(&self, rel: &RelPath) -> Option<PathBuf> {
        if !rel.is_within(&self.root) {
            return None;
        }
        let below = rel.0.get(self.root.0.len()..).unwrap_or_default();
        let below = below.strip_prefix(b"/").unwrap_or(below);
        let mut path = self.volume.mount_point.clone();
        if !below.is_empty() {
            path.push(super::system::path_from(below));
        }
        Some(path)
    }
}

/// The mount that shows `path` and the path below the volume's root. `mount_id` is the system's own answer; without it
/// the longest mount point wins and, of equal ones, the last mounted, which hides the others. On macOS a volume may
/// show at `/` although it is mounted elsewhere: then the whole path is below its root.
pub fn find<'a>(mounts: &'a [Mounted], path: &Path, mount_id: Option<u64>) -> Option<(&'a Mounted, RelPath)> {
    let shows = |m: &&Mounted| path.starts_with(&m.volume.mount_point);
    let by_id = mount_id.and_then(|id| mounts.iter().find(|m| m.id == id));
    let mount = by_id
        .or_else(|| mounts.iter().filter(shows).max_by_key(|m| m.volume.mount_point.components().count()))?;
    let mut below = mount.root.clone();
    for part in path.strip_prefix(&mount.volume.mount_point).unwrap_or(path).components() {
        if let std::path::Component::Normal(name) = part {
            below = below.join(name.as_encoded_bytes());
        }
    }
    Some((mount, below))
}

/// One mount for each volume: the one that shows most of it, else the first.
pub fn best_of_each(mounts: Vec<Mounted>) -> Vec<Mounted> {
    let mut best: Vec<Mounted> = Vec::new();
    for mount in mounts {
        match best.iter_mut().find(|b| b.volume.uid == mount.volume.uid) {
            None => best.push(mount),
            Some(known) => {
                let rank = |m: &Mounted| (!m.is_drive, m.root.parts().count());
                if rank(&mount) < rank(known) {
                    *known = mount;
                }
            }
        }
    }
    best
}
