//! What can be said of a folder before there is a job: how much is in it, and where its files would go.

mod count;
mod example;

pub use count::count_folder;
pub use example::layout_example;

use std::path::PathBuf;

use crate::error::{Error, Result};
use crate::fs::{self, Root, bytes_path};
use crate::model::parse_display;
use crate::text::of_system;
use crate::words;

/// Opens the folder that a text names, for looking only.
fn open(text: &str) -> Result<(PathBuf, Root)> {
    let bytes = parse_display(text).unwrap_or_else(|| text.as_bytes().to_vec());
    let path = std::path::absolute(bytes_path(&bytes)).map_err(|e| {
        Error::usage(
            "bad_path",
            words!("{text} is not a path: {e}", text = Text(text.to_string()), e = Words(of_system(&e))),
        )
    })?;
    match Root::open(&path) {
        Ok(root) => Ok((path, root)),
        Err(e) => {
            let error = fs::file_error("the folder cannot be opened", &e);
            Err(Error::usage(error.code, error.message).at_path(&path))
        }
    }
}
