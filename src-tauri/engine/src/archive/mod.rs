//! Our one folder at a destination, `.ingather/`: who the archive is, who works on it, how its drives are named.

mod drives;
mod known;
mod lock;
mod marker;
mod write_test;

pub use drives::DriveNames;
pub use known::{Archives, Standing, below, is_archive};
pub use lock::Lock;
pub use marker::{path as marker_path, read as read_marker, write as write_marker};
pub use write_test::write_test;

use crate::fs::Root;
use crate::model::{OUR_FOLDER, RelPath};

/// The path of a file of ours.
fn ours(name: &str) -> RelPath {
    RelPath(format!("{OUR_FOLDER}/{name}").into_bytes())
}

/// Makes our folder if it is not there, readable by its owner alone: it tells names of files.
pub fn make_our_folder(root: &Root) -> std::io::Result<()> {
    let mut made = Vec::new();
    root.make_folder(&RelPath(OUR_FOLDER.as_bytes().to_vec()), &mut made)?;
    if made.is_empty() { Ok(()) } else { root.flush_folder(&RelPath::default()) }
}
