//! A disk with subvolumes: one volume in which several files have the same inode number.

use std::fs::File;
use std::path::{Path, PathBuf};

use rustix::mount::{MountFlags, UnmountFlags, mount, unmount};

use super::{needs, tool};
use crate::Sandbox;

/// A btrfs disk in a file, mounted whole and, where asked for, by its subvolumes.
pub struct Btrfs {
    device: String,
    /// The whole disk comes first.
    mounted: Vec<PathBuf>,
}

impl Btrfs {
    /// One with these subvolumes at `mounts/NAME` of the sandbox, or why there can be none.
    pub fn make(sandbox: &Sandbox, name: &str, subvolumes: &[&str]) -> Result<Self, String> {
        needs(&["mkfs.btrfs", "btrfs", "losetup"])?;
        let known = std::fs::read_to_string("/proc/filesystems").unwrap_or_default();
        if !known.contains("btrfs") {
            return Err("this kernel knows no btrfs".to_owned());
        }
        let image = sandbox.at(format!("{name}.img"));
        File::create_new(&image).and_then(|f| f.set_len(256 << 20)).expect("an image");
        tool("mkfs.btrfs", &["--quiet".as_ref(), image.as_os_str()]);
        let device = tool("losetup", &["--find".as_ref(), "--show".as_ref(), image.as_os_str()]);
        let mut disk = Self { device, mounted: Vec::new() };
        disk.mount(&sandbox.folder(format!("mounts/{name}")), c"subvolid=5");
        for subvolume in subvolumes {
            let path = disk.at(subvolume);
            tool("btrfs", &["subvolume".as_ref(), "create".as_ref(), path.as_os_str()]);
        }
        Ok(disk)
    }

    /// A path on it, below the whole disk's mount.
    #[must_use]
    pub fn at(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.mounted[0].join(relative)
    }

    /// Mounts a subvolume at `mounts/NAME-SUBVOLUME` of the sandbox as well.
    pub fn mount_subvolume(&mut self, sandbox: &Sandbox, subvolume: &str) -> PathBuf {
        let at = sandbox.folder(format!("mounts/{subvolume} alone"));
        let option = std::ffi::CString::new(format!("subvol={subvolume}")).expect("no NUL");
        self.mount(&at, &option);
        at
    }

    fn mount(&mut self, at: &Path, option: &std::ffi::CStr) {
        mount(&self.device, at, "btrfs", MountFlags::empty(), Some(option)).expect("it can be mounted");
        self.mounted.push(at.to_owned());
    }
}

impl Drop for Btrfs {
    fn drop(&mut self) {
        for at in self.mounted.iter().rev() {
            if unmount(at, UnmountFlags::empty()).is_err() {
                let _ = unmount(at, UnmountFlags::DETACH);
            }
        }
        let _ = std::process::Command::new("losetup").arg("--detach").arg(&self.device).status();
    }
}
