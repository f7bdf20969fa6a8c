//! Folders and files of ours on Windows: the user's profile, where they lie, is closed to others.

use std::io;
use std::os::windows::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// Makes a folder of ours, and those above it.
pub fn make_private_folder(path: &Path) -> io::Result<()> {
    std::fs::create_dir_all(path)
}

/// Nothing is to be done for a file in the user's profile.
pub fn make_private_file(_path: &Path) -> io::Result<()> {
    Ok(())
}

/// Whether this user may make entries in a folder; asked, never tried: it may be a source.
#[must_use]
pub fn may_write(path: &Path) -> bool {
    const ADD_FILE_AND_FOLDER: u32 = 0x2 | 0x4;
    const BACKUP_SEMANTICS: u32 = 0x0200_0000;
    std::fs::OpenOptions::new()
        .access_mode(ADD_FILE_AND_FOLDER)
        .custom_flags(BACKUP_SEMANTICS)
        .open(path)
        .is_ok()
}

/// Where the system wants a program's data to lie: in the user's profile, on this machine.
#[must_use]
pub fn data_folder() -> Option<PathBuf> {
    let local = std::env::var_os("LOCALAPPDATA").map(PathBuf::from).filter(|p| p.is_absolute());
    local.map(|p| p.join("Ingather"))
}
