//! A disk of a file system that keeps names as text and no inodes: exFAT, where its tools are installed.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Sandbox;

/// An exFAT disk in a file, mounted through FUSE.
pub struct Exfat {
    at: PathBuf,
    device: String,
}

impl Exfat {
    /// Makes one of that size and mounts it at `mounts/NAME`; else says why it cannot.
    pub fn make(sandbox: &Sandbox, name: &str, mib: u64) -> Result<Self, String> {
        if let Some(why) = super::cannot_mount().or_else(super::cannot_fuse) {
            return Err(why.into());
        }
        let there = |tool: &str| {
            ["/usr/sbin", "/sbin", "/usr/bin"].iter().any(|folder| Path::new(folder).join(tool).exists())
        };
        if !there("mkfs.exfat") || !there("mount.exfat-fuse") {
            return Err("exfat-fuse and its mkfs are not installed".into());
        }
        let image = sandbox.at(format!("{name}.img"));
        File::create_new(&image).and_then(|f| f.set_len(mib << 20)).expect("an image");
        let at = sandbox.folder(format!("mounts/{name}"));
        let device = super::tool("losetup", &["--find".as_ref(), "--show".as_ref(), image.as_os_str()]);
        super::tool("mkfs.exfat", &[device.as_ref()]);
        super::tool("mount.exfat-fuse", &[device.as_ref(), at.as_os_str()]);
        Ok(Self { at, device })
    }

    /// Where it is mounted.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.at
    }
}

impl Drop for Exfat {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.at).status();
        let _ = Command::new("losetup").arg("--detach").arg(&self.device).status();
    }
}
