//! The archive's identity: a small file that says "this is the archive", so that a bare mount point is never mistaken
//! for it.

use std::io::{self, Read};

use serde::{Deserialize, Serialize};

use super::ours;
use crate::clock;
use crate::fs::{Root, durable};
use crate::model::{Checksum, RelPath};

const NAME: &str = "archive.json";

/// What the marker file says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marker {
    /// Identity, made once: 32 hex digits.
    pub id: String,
    pub created_ms: i64,
}

/// Where the marker lies below an archive's root.
#[must_use]
pub fn path() -> RelPath {
    ours(NAME)
}

/// The marker of the archive at this root; `None` if there is none.
pub fn read(root: &Root) -> io::Result<Option<Marker>> {
    let mut text = String::new();
    match root.open_read(&ours(NAME)) {
        Ok(file) => file.take(1 << 16).read_to_string(&mut text)?,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(e),
    };
    Ok(serde_json::from_str(&text).ok())
}

/// Makes the marker of a new archive.
pub fn write(root: &Root) -> io::Result<Marker> {
    let seed = format!("{} {} {:?}", clock::now_ns(), std::process::id(), root.path());
    let marker =
        Marker { id: Checksum::of(seed.as_bytes()).to_hex()[..32].to_owned(), created_ms: clock::now_ms() };
    super::make_our_folder(root)?;
    durable::replace_at(root, &ours(NAME), |out| {
        out.write_all(serde_json::to_string_pretty(&marker).unwrap_or_default().as_bytes())
    })?;
    Ok(marker)
}
