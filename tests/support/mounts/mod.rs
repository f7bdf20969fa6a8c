//! Disks and mounts of the tests' own: each guard takes down what it put up, also when the test fails.

mod btrfs;
mod disk;
mod exfat;
mod faulty;
mod faulty_calls;
mod stick;
mod union;
mod view;

use std::fs::File;
use std::path::Path;
use std::process::Command;

pub use btrfs::Btrfs;
pub use disk::{Alias, Disk, Memory, Overlay};
pub use exfat::Exfat;
pub use faulty::{Fault, FaultyDrive};
pub use stick::Stick;
pub use union::Union;
pub use view::Bridge;

/// Why no mounts can be made here; `None` if they can.
#[must_use]
pub fn cannot_mount() -> Option<&'static str> {
    if !rustix::process::geteuid().is_root() {
        return Some("mounting needs root");
    }
    if !Path::new("/dev/loop-control").exists() {
        return Some("there is no /dev/loop-control");
    }
    None
}

/// Why no file system of our own can be mounted; `None` if it can.
#[must_use]
pub fn cannot_fuse() -> Option<&'static str> {
    if !rustix::process::geteuid().is_root() {
        return Some("mounting needs root");
    }
    if File::options().read(true).write(true).open("/dev/fuse").is_err() {
        return Some("/dev/fuse cannot be opened");
    }
    None
}

/// Runs a system tool; fails with what it said.
#[track_caller]
fn tool(program: &str, arguments: &[&std::ffi::OsStr]) -> String {
    let out = Command::new(program).args(arguments).output().unwrap_or_else(|e| panic!("{program}: {e}"));
    let said = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success(), "{program} {arguments:?}: {} {said}", out.status);
    String::from_utf8_lossy(&out.stdout).trim().to_owned()
}

/// Fails with words if no mounts can be made here or one of these programs is not installed.
fn needs(programs: &[&str]) -> Result<(), String> {
    if let Some(why) = cannot_mount().or_else(cannot_fuse) {
        return Err(why.to_owned());
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<std::path::PathBuf> = std::env::split_paths(&path).collect();
    let is_there = |program: &&&str| folders.iter().any(|f| f.join(program).exists());
    match programs.iter().find(|p| !is_there(p)) {
        Some(missing) => Err(format!("{missing} is not installed")),
        None => Ok(()),
    }
}
