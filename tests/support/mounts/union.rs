//! Several folders shown as one, under numbers of its own.

use std::path::{Path, PathBuf};

use rustix::mount::{UnmountFlags, unmount};

use super::{needs, tool};
use crate::Sandbox;

/// A mergerfs mount.
pub struct Union {
    at: PathBuf,
}

impl Union {
    /// Shows these folders at `mounts/NAME` of the sandbox, or says why it cannot.
    pub fn make(sandbox: &Sandbox, name: &str, of: &[&Path]) -> Result<Self, String> {
        needs(&["mergerfs"])?;
        let at = sandbox.folder(format!("mounts/{name}"));
        let branches = of.iter().map(|folder| folder.to_string_lossy()).collect::<Vec<_>>().join(":");
        // New files go wherever there is most room, also where there is little.
        let options = "cache.files=off,category.create=mfs,minfreespace=0";
        tool("mergerfs", &["-o".as_ref(), options.as_ref(), branches.as_ref(), at.as_os_str()]);
        Ok(Self { at })
    }

    /// Where it is mounted.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.at
    }
}

impl Drop for Union {
    fn drop(&mut self) {
        let _ = unmount(&self.at, UnmountFlags::DETACH);
    }
}
