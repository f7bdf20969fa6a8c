//! Memory sticks as they are sold: file systems that know neither owners nor capital letters.

use std::fs::File;
use std::path::{Path, PathBuf};

use rustix::mount::{UnmountFlags, unmount};

use super::{needs, tool};
use crate::Sandbox;

/// A stick in a file, mounted through FUSE: not every kernel knows these file systems.
pub struct Stick {
    device: Option<String>,
    mounted: PathBuf,
}

impl Stick {
    /// An exFAT stick at `mounts/NAME` of the sandbox, or why there can be none.
    pub fn exfat(sandbox: &Sandbox, name: &str, mib: u64) -> Result<Self, String> {
        needs(&["mkfs.exfat", "mount.exfat-fuse", "losetup"])?;
        let image = image(sandbox, name, mib);
        tool("mkfs.exfat", &[image.as_os_str()]);
        let device = tool("losetup", &["--find".as_ref(), "--show".as_ref(), image.as_os_str()]);
        let mounted = sandbox.folder(format!("mounts/{name}"));
        tool("mount.exfat-fuse", &[device.as_ref(), mounted.as_os_str()]);
        Ok(Self { device: Some(device), mounted })
    }

    /// The same with FAT32.
    pub fn fat(sandbox: &Sandbox, name: &str, mib: u64) -> Result<Self, String> {
        needs(&["mkfs.fat", "fusefat"])?;
        let image = image(sandbox, name, mib);
        tool("mkfs.fat", &["-F".as_ref(), "32".as_ref(), image.as_os_str()]);
        let mounted = sandbox.folder(format!("mounts/{name}"));
        tool("fusefat", &["-o".as_ref(), "rw+".as_ref(), image.as_os_str(), mounted.as_os_str()]);
        Ok(Self { device: None, mounted })
    }

    /// Where it is mounted.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.mounted
    }
}

impl Drop for Stick {
    fn drop(&mut self) {
        let _ = unmount(&self.mounted, UnmountFlags::DETACH);
        if let Some(device) = &self.device {
            let _ = std::process::Command::new("losetup").args(["--detach", device]).status();
        }
    }
}

fn image(sandbox: &Sandbox, name: &str, mib: u64) -> PathBuf {
    let image = sandbox.at(format!("{name}.img"));
    File::create_new(&image).and_then(|f| f.set_len(mib << 20)).expect("an image");
    image
}
