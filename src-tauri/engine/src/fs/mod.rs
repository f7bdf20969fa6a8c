//! Touching bytes: everything that opens, reads, writes or renames a file of the user's is here.
//!
//! A [`Root`] is a folder held open; all else goes through it, so that a mount that goes away or a planted link can
//! never lead outside. Sources are only ever opened for reading, and only what lies in our own staging is ever removed.

mod buffer;
mod digests;
pub mod durable;
mod errors;
#[cfg_attr(not(windows), allow(dead_code))]
mod foreign;
mod metadata;
mod read;
mod root;
mod sample;
mod scratch;
mod seen;
mod stage;
mod sweep;
mod taken;
mod whole_flush;

// What differs from system to system stands behind one list of names; nothing outside knows which of them it is.
#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;
#[cfg(unix)]
use unix as os;
#[cfg(windows)]
use windows as os;

pub use buffer::Buffer;
pub use digests::Digests;
pub use metadata::Metadata;
pub use read::{ReadBack, Reader, hash_file, hash_file_with, read_back, read_back_with, read_whole};
pub use root::Root;
pub use sample::{SAMPLE_FROM, sample};
pub use scratch::Scratch;
pub use seen::{DirId, Seen, SeenKind};
pub use stage::{Staged, Staging};
pub use taken::{DateReader, Taken};
pub use whole_flush::WholeFlush;

pub use os::{
    Held, apply as apply_metadata, bytes_path, data_folder, flush, look_in, may_write,
    of_file as metadata_of, open_files_allowed,
};

/// Turns an error of the system into the error of one file, with a stable code.
pub fn file_error(what: impl Into<crate::text::Words>, error: &std::io::Error) -> crate::Error {
    let code = errors::code_of(error);
    let why = errors::words_of(error);
    crate::Error::file(code, crate::words!("{what}: {why}", what = Words(what), why = Words(why)))
}

/// Whether the error means that the whole drive is gone rather than one file.
#[must_use]
pub fn drive_is_gone(error: &std::io::Error) -> bool {
    errors::drive_is_gone(error)
}

/// Whether the error means that the destination is full (space or quota).
#[must_use]
pub fn is_full(error: &std::io::Error) -> bool {
    errors::is_full(error)
}
