//! A root without what is mounted over folders below it: what lies behind such a mount is somebody else's.

use std::io;
use std::os::fd::OwnedFd;

#[cfg(target_os = "linux")]
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;

use super::root::{Root, bytes_path, id_of};
use crate::model::RelPath;

impl Root {
    /// The same folder, without what is mounted over folders below it: there nothing of ours may be written.
    pub fn on_one_mount(&self) -> io::Result<Self> {
        Ok(Self { dir: self.dir.try_clone()?, path: self.path.clone(), id: self.id, one_mount: true })
    }

    /// Whether something else is mounted over a folder below, or over one on the way to it.
    #[must_use]
    pub fn is_behind_mount(&self, folder: &RelPath) -> bool {
        !folder.0.is_empty()
            && self.open_on_this_mount(folder).is_err_and(|e| Errno::from_io_error(&e) == Some(Errno::XDEV))
    }

    /// Holds a folder of our own below, which must lie on the same mount: what is mounted over it is not ours.
    pub(super) fn hold_own_folder(&self, path: &RelPath) -> io::Result<Self> {
        let dir = self.open_on_this_mount(path)?;
        let id = id_of(&rustix::fs::fstat(&dir)?);
        if id.device != self.id.device {
            return Err(Errno::XDEV.into());
        }
        Ok(Self { dir, path: self.path.join(bytes_path(&path.0)), id, one_mount: true })
    }

    #[cfg(target_os = "linux")]
    fn open_on_this_mount(&self, path: &RelPath) -> io::Result<OwnedFd> {
        use rustix::fs::ResolveFlags;
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS | ResolveFlags::NO_XDEV;
        match rustix::fs::openat2(&self.dir, path.0.as_slice(), flags, Mode::empty(), resolve) {
            Err(Errno::NOSYS) => self.open_folder(path),
            other => Ok(other?),
        }
    }

    #[cfg(not(target_os = "linux"))]
    fn open_on_this_mount(&self, path: &RelPath) -> io::Result<OwnedFd> {
        self.open_folder(path)
    }
}
