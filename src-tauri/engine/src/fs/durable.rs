//! Small files of our own (reports, markers), written so that a crash leaves the old one or the new one, whole.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use super::os;
use super::root::Root;
use crate::model::RelPath;

/// Writes a file of our own into an ordinary folder, in place of an earlier one.
#[allow(clippy::disallowed_methods)] // replaces only what we wrote ourselves
pub fn replace_own(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    // A bare name has no folder that could be flushed.
    let path = std::path::absolute(path)?;
    let temp = path.with_added_extension("part");
    let file = File::create(&temp)?;
    let mut out = io::BufWriter::with_capacity(1 << 16, &file);
    write(&mut out)?;
    out.flush()?;
    drop(out);
    os::flush(&file)?;
    std::fs::rename(&temp, &path)?;
    match path.parent() {
        Some(folder) => os::flush_folder_at(folder),
        None => Ok(()),
    }
}

/// The same below our own folder at a destination, through its held handle.
pub fn replace_at(
    root: &Root,
    path: &RelPath,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let (folder, name) = path.split();
    let temp_name = [name, b".part"].concat();
    let temp = folder.join(&temp_name);
    let file = root.open_own(&temp)?;
    file.set_len(0)?;
    let mut out = io::BufWriter::with_capacity(1 << 16, &file);
    let written = write(&mut out).and_then(|()| out.flush()).and_then(|()| os::flush(&file));
    drop(out);
    let dir = root.open_folder(&folder)?;
    if let Err(error) = written {
        // What did not get whole takes no room.
        drop(file);
        let _ = os::remove_file(&dir, &temp_name);
        return Err(error);
    }
    drop(file);
    os::replace(&dir, &temp_name, name)?;
    os::flush_folder(&dir)
}

/// Opens a file of our own folder at a destination, made if need be: for locks.
pub fn open_at(root: &Root, path: &RelPath) -> io::Result<File> {
    root.open_own(path)
}

/// Removes a folder of our own if nothing is in it.
pub fn remove_our_empty_folder(root: &Root, path: &RelPath) {
    let _ = root.remove_own_folder(path);
}

/// Gives a finished file of ours its name, durably.
#[allow(clippy::disallowed_methods)] // moves only our own database
pub fn replace(made: &Path, path: &Path) -> io::Result<()> {
    os::flush(File::open(made)?)?;
    std::fs::rename(made, path)?;
    match path.parent() {
        Some(folder) => os::flush_folder_at(folder),
        None => Ok(()),
    }
}

/// Sets a damaged file of ours aside under another name; never deletes it.
#[allow(clippy::disallowed_methods)] // moves only our own database
pub fn set_aside(path: &Path, new: &Path) -> io::Result<()> {
    std::fs::rename(path, new)
}

/// Makes a folder of ours, and those above it, for its owner alone.
pub fn make_private_folder(path: &Path) -> io::Result<()> {
    os::make_private_folder(path)
}

/// Lets its owner alone read a file of ours. A file system without owners leaves it as it is.
pub fn make_private_file(path: &Path) {
    let _ = os::make_private_file(path);
}
