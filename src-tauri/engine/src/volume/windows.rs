//! Windows: the volume list of the system's own inventory and `fsutil`. Not yet compiled there; every decision is in
//! [`super::foreign`].

use std::path::{Path, PathBuf};
use std::process::Command;

use super::foreign;
use super::identity::{self, Candidate};
use super::mounted::Mounted;
use super::{FsTraits, Volume};
use crate::error::{Error, Result};
use crate::model::RelPath;

const LIST: &str = "Get-CimInstance Win32_Volume | Select-Object DeviceID,Name,Label,FileSystem,SerialNumber,DriveType \
     | ConvertTo-Json -Compress";

/// All mounts.
pub fn mounts() -> Result<Vec<Mounted>> {
    let list = output("powershell", &["-NoProfile", "-NonInteractive", "-Command", LIST])?;
    let mut described = foreign::win32_volumes(&list);
    for volume in described.iter_mut().filter(|v| v.fs_type == "ntfs") {
        let drive = volume.mount_point.trim_end_matches('\\');
        volume.id =
            output("fsutil", &["fsinfo", "ntfsinfo", drive]).ok().and_then(|t| foreign::ntfs_serial(&t));
    }
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
                label: v.label,
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

/// Bytes of a path as a path; ours between parts is `/`, which Windows takes as well.
pub fn path_from(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

fn output(program: &str, arguments: &[&str]) -> Result<String> {
    let failed = |what: String| Error::blocked("no_volume", format!("cannot see what is mounted: {what}"));
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

/// Only room limits the number of files here.
pub fn free_files(_path: &Path) -> Option<u64> {
    None
}
