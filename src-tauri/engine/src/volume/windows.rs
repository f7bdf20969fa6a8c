//! Windows: the volumes at every letter and mounted folder. Only asks; every decision is in [`super::foreign`].

use std::ffi::OsString;
use std::os::windows::ffi::OsStringExt;
use std::path::{Path, PathBuf};

use super::foreign::{self, AskedVolume};
use super::identity::{self, Candidate};
use super::mounted::Mounted;
use super::{FsTraits, Volume, label, windows_calls};
use crate::error::Result;
use crate::model::{RelPath, VolumeUid, wide_of_bytes};

fn asked() -> Vec<AskedVolume> {
    windows_calls::places().iter().filter_map(|place| windows_calls::ask(place)).collect()
}

/// All mounts.
pub fn mounts() -> Result<Vec<Mounted>> {
    let described: Vec<_> = asked().iter().map(foreign::windows_volume).collect();
    let candidates: Vec<Candidate> = described.iter().map(foreign::candidate).collect();
    let uids = identity::settle(&candidates);
    Ok(described
        .into_iter()
        .zip(uids)
        .map(|(v, uid)| Mounted {
            id: 0,
            root: RelPath::default(),
            is_drive: true,
            volume: Volume {
                uid,
                label: v.label.as_deref().and_then(label::shown),
                mount_point: v.mount_point.into(),
                traits: FsTraits::of(&v.fs_type, identity::family(&v.fs_type)),
                file_system: v.fs_type,
                capacity: 0,
                free: 0,
                removable: v.removable,
                rotational: v.rotational,
                read_only: v.read_only,
            },
        })
        .collect())
}

/// Windows numbers no mounts.
pub fn mount_id(_path: &Path) -> Option<u64> {
    None
}

/// Whether nothing was mounted over it.
pub fn is_on_top(_mount: &Mounted) -> bool {
    true
}

/// Bytes of a path as a path. Bytes that are no name of Windows are only shown, and name nothing.
pub fn path_from(bytes: &[u8]) -> PathBuf {
    match wide_of_bytes(bytes) {
        Some(units) => OsString::from_wide(&units).into(),
        None => String::from_utf8_lossy(bytes).into_owned().into(),
    }
}

/// What is under the mount that a path is on: the number of its disk.
pub fn beneath(path: &Path) -> Option<super::Beneath> {
    let (volume, _) = super::of_path(path).ok()?;
    let asked = windows_calls::ask(&volume.mount_point.to_string_lossy())?;
    Some(super::Beneath { disks: foreign::windows_disks(&asked), ..super::Beneath::default() })
}

/// Identities that are on two devices at once.
pub fn clones() -> Result<Vec<VolumeUid>> {
    let described: Vec<_> = asked().iter().map(foreign::windows_volume).collect();
    Ok(identity::clones(&described.iter().map(foreign::candidate).collect::<Vec<_>>()))
}

/// Only room limits the number of files here.
pub fn free_files(_path: &Path) -> Option<u64> {
    None
}
