//! What is known of an entry without reading it, the same on every system.

use crate::model::Fingerprint;

/// Device and inode of a folder: which folder it is while it is mounted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DirId {
    pub device: u64,
    pub inode: u64,
}

/// What kind of entry was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeenKind {
    File,
    Folder,
    /// A link of any kind: also a junction, and a folder on which another volume is mounted by Windows.
    Link,
    /// Pipe, socket or device.
    Special,
    /// A file whose content is kept elsewhere and would first have to be fetched: it is never opened.
    Placeholder,
}

/// An entry as the system reports it, links not followed.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    pub kind: SeenKind,
    pub print: Fingerprint,
    /// Permission bits.
    pub mode: u32,
    /// Number of names.
    pub links: u64,
    /// Bytes allocated on the device; less than the size for a sparse file.
    pub allocated: u64,
    pub device: u64,
}

impl Seen {
    /// Which folder it is, if it is one.
    #[must_use]
    pub fn dir_id(&self) -> DirId {
        DirId { device: self.device, inode: self.print.inode }
    }
}

/// How a file below a root is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// For reading; neither a link nor a pipe is ever followed or waited for, and the time of access stays.
    Read,
    /// A file that must not be there yet, for its owner alone.
    New,
    /// A file of our own, made if need be, for its owner alone.
    Own,
}
