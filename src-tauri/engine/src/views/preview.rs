//! What is shown of a folder before there is a job.

use serde::Serialize;
use ts_rs::TS;

/// What a folder holds, as far as it is counted.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, TS)]
#[ts(export)]
pub struct FolderCount {
    /// Files that would be looked at, junk among them.
    pub files: u64,
    pub bytes: u64,
    pub folders: u64,
    /// `.DS_Store`, `Thumbs.db`, `desktop.ini`.
    pub junk_files: u64,
    pub junk_bytes: u64,
    /// Files in system folders (recycle bins and the like), which are always left out; not among `files`.
    pub system_files: u64,
    pub system_bytes: u64,
    pub links: u64,
    /// Pipes, sockets, devices.
    pub special: u64,
    /// Folders and entries that could not be looked at.
    pub unreadable: u64,
    /// Everything is counted.
    pub complete: bool,
}

impl FolderCount {
    /// Adds the numbers of another part.
    pub fn add(&mut self, part: &Self) {
        self.files += part.files;
        self.bytes += part.bytes;
        self.folders += part.folders;
        self.junk_files += part.junk_files;
        self.junk_bytes += part.junk_bytes;
        self.system_files += part.system_files;
        self.system_bytes += part.system_bytes;
        self.links += part.links;
        self.special += part.special;
        self.unreadable += part.unreadable;
    }
}

/// Where a layout puts one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct LayoutExample {
    /// The file, relative to the drive.
    pub from: String,
    /// Its place in the archive.
    pub to: String,
    /// The drive's folder name.
    pub drive: String,
    /// `false`: no file was at hand, this one is made up.
    pub real: bool,
}
