//! A bridge that shows another folder's files as its own, under numbers of its own.

use std::path::{Path, PathBuf};

use rustix::mount::{UnmountFlags, unmount};

use super::{needs, tool};
use crate::Sandbox;

/// A bindfs mount.
pub struct Bridge {
    at: PathBuf,
}

impl Bridge {
    /// Shows `of` at `mounts/NAME` of the sandbox, or says why it cannot.
    pub fn make(sandbox: &Sandbox, name: &str, of: &Path) -> Result<Self, String> {
        needs(&["bindfs"])?;
        let at = sandbox.folder(format!("mounts/{name}"));
        tool("bindfs", &[of.as_os_str(), at.as_os_str()]);
        Ok(Self { at })
    }

    /// Where it is mounted.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.at
    }
}

impl Drop for Bridge {
    fn drop(&mut self) {
        let _ = unmount(&self.at, UnmountFlags::DETACH);
    }
}
