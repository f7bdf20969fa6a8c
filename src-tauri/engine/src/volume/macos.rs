//! macOS: `mount` and `diskutil`. Not yet run there; every decision is in [`super::foreign`].

use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::foreign::{self, Described};
use super::identity::{self, Candidate};
use super::mounted::Mounted;
use super::{FsTraits, Volume, label};
use crate::error::{Error, Result};
use crate::model::RelPath;
use crate::words;

/// All mounts.
pub fn mounts() -> Result<Vec<Mounted>> {
    let described: Vec<Described> = foreign::mount_lines(&output("/sbin/mount", &[])?)
        .into_iter()
        .map(|v| match output("/usr/sbin/diskutil", &["info", "-plist", &v.mount_point]) {
            Ok(plist) => foreign::add_diskutil(v, &plist),
            Err(_) => v,
        })
        .collect();
    let candidates: Vec<Candidate> = described.iter().map(foreign::candidate).collect();
    let uids = identity::settle(&candidates);
    let drive = foreign::is_mac_drive;
    Ok(described.into_iter().zip(uids).map(|(v, uid)| mounted(&v, uid, drive(&v))).collect())
}

fn mounted(v: &Described, uid: crate::model::VolumeUid, is_drive: bool) -> Mounted {
    Mounted {
        id: number(&v.mount_point),
        root: RelPath::default(),
        is_drive,
        volume: Volume {
            uid,
            label: v.label.as_deref().and_then(label::shown),
            mount_point: PathBuf::from(&v.mount_point),
            file_system: v.fs_type.clone(),
            capacity: 0,
            free: 0,
            removable: v.removable,
            rotational: v.rotational,
            read_only: v.read_only,
            traits: FsTraits::of(&v.fs_type, identity::family(&v.fs_type)),
        },
    }
}

/// The device number tells mounts apart here; it is never kept.
pub fn mount_id(path: &Path) -> Option<u64> {
    use std::os::unix::fs::MetadataExt;
    Some(path.metadata().ok()?.dev())
}

fn number(mount_point: &str) -> u64 {
    mount_id(Path::new(mount_point)).unwrap_or(0)
}

/// Whether nothing was mounted over it.
pub fn is_on_top(_mount: &Mounted) -> bool {
    true
}

/// Bytes of a path as a path.
pub fn path_from(bytes: &[u8]) -> PathBuf {
    PathBuf::from(std::ffi::OsString::from_vec(bytes.to_vec()))
}

fn output(program: &str, arguments: &[&str]) -> Result<String> {
    let failed = |what: String| {
        Error::blocked(
            "no_volume",
            words!("cannot see what is mounted: {what}", what = Text(what.to_string())),
        )
    };
    let output = Command::new(program).args(arguments).output().map_err(|e| failed(e.to_string()))?;
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        false => Err(failed(String::from_utf8_lossy(&output.stderr).into_owned())),
    }
}

/// What is under the mount that a path is on: not asked yet here.
pub fn beneath(_path: &Path) -> Option<super::Beneath> {
    None
}

/// Identities that are on two devices at once: not asked yet here.
pub fn clones() -> Result<Vec<crate::model::VolumeUid>> {
    Ok(Vec::new())
}

/// Files that can still be made on the volume of a path; `None` where it has no such number.
pub fn free_files(path: &Path) -> Option<u64> {
    let stats = rustix::fs::statvfs(path).ok()?;
    (stats.f_files > 0).then_some(stats.f_favail)
}
