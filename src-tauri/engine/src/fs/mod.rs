//! Touching bytes: everything that opens, reads, writes or renames a file of the user's is here.
//!
//! A [`Root`] is a folder held open; all else goes through it, so that a mount that goes away or a planted link can
//! never lead outside. Sources are only ever opened for reading, and only what lies in our own staging is ever removed.

mod buffer;
mod digests;
pub mod durable;
mod links;
mod metadata;
mod one_mount;
mod os;
mod read;
mod root;
mod sample;
mod scratch;
mod stage;
mod sweep;
mod taken;
mod whole_flush;

pub use buffer::Buffer;
pub use digests::Digests;
pub use metadata::{Metadata, apply as apply_metadata, of_file as metadata_of};
pub use read::{ReadBack, Reader, hash_file, hash_file_with, read_back, read_back_with, read_whole};
pub use root::{DirId, Root, Seen, SeenKind, bytes_path, look_in};
pub use sample::{SAMPLE_FROM, sample};
pub use scratch::Scratch;
pub use stage::{Staged, Staging};
pub use taken::{DateReader, Taken};
pub use whole_flush::WholeFlush;

pub use os::{flush, open_files_allowed};

/// Turns an error of the system into the error of one file, with a stable code.
pub fn file_error(what: &str, error: &std::io::Error) -> crate::Error {
    let code = os::code_of(error);
    crate::Error::file(code, format!("{what}: {}", os::words_of(error)))
}

/// Whether the error means that the whole drive is gone rather than one file.
#[must_use]
pub fn drive_is_gone(error: &std::io::Error) -> bool {
    os::drive_is_gone(error)
}

/// Whether the error means that the destination is full (space or quota).
#[must_use]
pub fn is_full(error: &std::io::Error) -> bool {
    os::is_full(error)
}
