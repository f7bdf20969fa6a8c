//! Volumes: what is mounted, who it is, and where a folder is now, however the drive is mounted today.
//!
//! The identity of a volume is what is written on it. A mount point is only where it happens to be; therefore a folder
//! is kept as ([`VolumeUid`], path below the volume's root) and found again with [`locate`].

mod beneath;
mod eject;
mod foreign;
mod holders;
mod identity;
mod label;
#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "linux")]
mod linux_beneath;
#[cfg(target_os = "macos")]
mod macos;
mod mounted;
mod patience;
// What other systems print is understood, and tested, on each of them.
#[cfg_attr(not(target_os = "linux"), allow(dead_code))]
mod mountinfo;
#[cfg_attr(not(target_os = "linux"), allow(dead_code))]
mod superblock;
mod traits;
mod watch;
#[cfg(target_os = "windows")]
mod windows;
#[cfg(target_os = "windows")]
mod windows_calls;

#[cfg(target_os = "linux")]
use linux as system;
#[cfg(target_os = "macos")]
use macos as system;
#[cfg(target_os = "windows")]
use windows as system;

use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::model::{RelPath, VolumeUid, path_bytes};
use crate::text::of_system;
use crate::words;
use mounted::Mounted;
use patience::Question;

pub use beneath::{Beneath, Tie, beneath, is_view, tie};
pub use eject::eject;
pub use identity::is_weak;
pub use system::path_from;
pub use traits::FsTraits;
pub use watch::MountWatch;

/// A mounted volume.
#[derive(Debug, Clone, PartialEq)]
pub struct Volume {
    /// Its identity: `ext4:UUID`, `vfat:1234-ABCD`, `weak:TYPE:SOURCE:MOUNT POINT` …
    pub uid: VolumeUid,
    /// The name that is written on it.
    pub label: Option<String>,
    /// Where it is mounted; of several places the one that shows most of it.
    pub mount_point: PathBuf,
    /// The type in the system's word, e.g. `ext4`, `fuseblk`, `nfs4`.
    pub file_system: String,
    /// Bytes in all.
    pub capacity: u64,
    /// Bytes that this user may still fill.
    pub free: u64,
    /// Made to be unplugged.
    pub removable: bool,
    /// A spinning disk: one sequential reader is faster than several.
    pub rotational: bool,
    /// Mounted read-only.
    pub read_only: bool,
    /// What the file system can and cannot keep.
    pub traits: FsTraits,
}

/// Room on the volume of a path, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Space {
    /// What this user may still fill.
    pub free: u64,
    pub capacity: u64,
    /// The unit in which files take up space.
    pub block: u64,
    /// Files that can still be made; `None` where only room limits them.
    pub free_files: Option<u64>,
}

/// Every mounted volume that a person would call a drive, by mount point. One that does not answer is left out.
pub fn probe() -> Result<Vec<Volume>> {
    Ok(probe_for(|_| ())?.into_iter().map(|(volume, ())| volume).collect())
}

/// The same, each with what is asked of it. They are asked side by side.
pub fn probe_for<T: Send + 'static>(
    ask: impl Fn(&Volume) -> T + Clone + Send + 'static,
) -> Result<Vec<(Volume, T)>> {
    let drives = mounted::best_of_each(system::mounts()?).into_iter();
    let asked: Vec<Question<Option<(Volume, T)>>> = drives
        .filter(|m| m.is_drive && system::is_on_top(m))
        .map(|m| {
            let ask = ask.clone();
            let place = m.volume.mount_point.clone();
            Question::ask(&place, move || {
                let volume = with_space(m.volume);
                (volume.capacity > 0).then(|| {
                    let answer = ask(&volume);
                    (volume, answer)
                })
            })
        })
        .collect();
    let mut drives: Vec<(Volume, T)> =
        asked.into_iter().filter_map(|question| question.answer().flatten()).collect();
    drives.sort_by(|(a, _), (b, _)| a.mount_point.cmp(&b.mount_point));
    Ok(drives)
}

/// The volume that a path is on, and the path below that volume's root: the same through any mount of it. The path
/// need not exist; then its nearest existing folder decides. Links are followed.
pub fn of_path(path: &Path) -> Result<(Volume, RelPath)> {
    let mounts = system::mounts()?;
    let asked = path.to_owned();
    let (real, rest) = patiently(&mounts, path, move || existing_part(&asked))??;
    let Some((mount, mut below)) = mounted::find(&mounts, &real, system::mount_id(&real)) else {
        return Err(
            Error::blocked("no_volume", "the system does not say on which drive this is").at_path(path)
        );
    };
    below = below.join(&RelPath::of(&rest).0);
    let volume = mount.volume.clone();
    Ok((patiently(&mounts, &real, move || with_space(volume))?, below))
}

/// The answer of the drive that a path is on.
fn patiently<T: Send + 'static>(
    mounts: &[Mounted],
    path: &Path,
    question: impl FnOnce() -> T + Send + 'static,
) -> Result<T> {
    // By what the kernel knows of the path: the drive itself may not say.
    let id = system::mount_id(path);
    let place = mounts.iter().find(|m| id == Some(m.id)).map_or(path, |m| &m.volume.mount_point);
    Question::ask(place, question).answer().ok_or_else(|| {
        Error::blocked("drive_silent", "the drive does not answer")
            .at_path(path)
            .hint("unplug it and plug it in again; a network drive answers when its server does")
    })
}

/// Where that folder is now: at `hint` if that is still it, else below any mount of the volume; `None` if the volume
/// is not mounted, does not answer, or has the folder no more.
#[must_use]
pub fn locate(uid: &VolumeUid, rel: &RelPath, hint: &Path) -> Option<PathBuf> {
    let mounts = system::mounts().ok()?;
    let asked = hint.to_owned();
    let real = patiently(&mounts, hint, move || real_path(&asked)).ok().flatten();
    if let Some(real) = real {
        let found = mounted::find(&mounts, &real, system::mount_id(&real));
        if found.is_some_and(|(m, below)| m.volume.uid == *uid && below == *rel) {
            return Some(hint.to_owned());
        }
    }
    mounts
        .iter()
        .filter(|m| m.volume.uid == *uid && system::is_on_top(m))
        .filter_map(|m| m.path_of(rel))
        .find(|path| is_there(&mounts, path))
}

fn is_there(mounts: &[Mounted], path: &Path) -> bool {
    let asked = path.to_owned();
    patiently(mounts, path, move || asked.symlink_metadata().is_ok()).unwrap_or(false)
}

/// Identities that two connected drives share at this moment: clones.
pub fn clones() -> Result<Vec<VolumeUid>> {
    system::clones()
}

/// Folders below a path on which other volumes are mounted: what lies under them cannot be seen.
pub fn covered_below(path: &Path) -> Result<Vec<PathBuf>> {
    let (real, _) = existing_part(path)?;
    let mut covered: Vec<PathBuf> = system::mounts()?
        .into_iter()
        .map(|m| m.volume.mount_point)
        .filter(|place| *place != real && place.starts_with(&real))
        .collect();
    covered.sort();
    covered.dedup();
    Ok(covered)
}

/// Room on the volume of a path, which need not exist yet.
pub fn space(path: &Path) -> Result<Space> {
    let (real, _) = existing_part(path)?;
    let stats = fs4::statvfs(&real).map_err(|e| {
        Error::blocked("no_volume", words!("cannot ask how much room is left: {e}", e = Words(of_system(&e))))
            .at_path(path)
    })?;
    Ok(Space {
        free: stats.available_space(),
        capacity: stats.total_space(),
        block: stats.allocation_granularity().max(1),
        free_files: system::free_files(&real),
    })
}

fn with_space(mut volume: Volume) -> Volume {
    if let Ok(space) = space(&volume.mount_point) {
        volume.free = space.free;
        volume.capacity = space.capacity;
    }
    volume
}

/// A path without links, in the form in which mount points are written; `None` if nothing is there.
#[must_use]
pub fn real_path(path: &Path) -> Option<PathBuf> {
    Some(path_from(&path_bytes(&path.canonicalize().ok()?)))
}

/// The nearest existing ancestor without links, and what remains below it.
fn existing_part(path: &Path) -> Result<(PathBuf, PathBuf)> {
    let absolute = std::path::absolute(path).map_err(|e| {
        Error::usage("bad_path", words!("not a usable path: {e}", e = Words(of_system(&e)))).at_path(path)
    })?;
    for ancestor in absolute.ancestors() {
        if let Some(real) = real_path(ancestor) {
            let rest = absolute.strip_prefix(ancestor).unwrap_or(Path::new("")).to_owned();
            if rest.components().all(|c| matches!(c, std::path::Component::Normal(_))) {
                return Ok((real, rest));
            }
        }
    }
    Err(Error::usage("bad_path", "not a usable path").at_path(path))
}

#[cfg(test)]
mod tests;
