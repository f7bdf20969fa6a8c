//! A destination is tried before the first file: create, flush, rename without replacing, read back, remove.

use std::io;

use crate::cancel::Cancel;
use crate::error::{Error, Kind, Result};
use crate::fs::{Buffer, Metadata, Root, Staging, file_error, read_back};
use crate::model::Checksum;
use crate::words;

/// Tries the destination with a probe of our own, which is removed again. `Ok(true)`: it renames without replacing.
pub fn write_test(root: &Root, staging: &Staging) -> Result<()> {
    let probe = probe(root, staging);
    probe
        .map_err(|e| Error { kind: Kind::Blocked, ..file_error("the archive failed its write test", &e) })?
        .then_some(())
        .ok_or_else(|| {
            Error::blocked(
                "write_test",
                words!(
                    "{path} gave back other bytes than were written",
                    path = Text(root.path().display().to_string())
                ),
            )
            .hint("do not use this drive; it loses what is written to it")
        })
}

fn probe(root: &Root, staging: &Staging) -> io::Result<bool> {
    let content: Vec<u8> = (0..65_536_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let mut staged = staging.create(root, false)?;
    staged.write(&content, false)?;
    staged.finish(&Metadata { mode: 0o600, ..Metadata::default() }, false)?;
    staged.flush()?;
    let mut other = staging.create(root, false)?;
    other.finish(&Metadata { mode: 0o600, ..Metadata::default() }, false)?;
    let replaced = root.place(staging.dir(), other.name.as_bytes(), staging.dir(), staged.name.as_bytes())?;
    let back = staging
        .open_read(root, &staged.name)
        .map(|file| read_back(&file, &mut Buffer::new(1 << 17), &Cancel::default(), &|_| {}));
    staging.discard(root, &other.name)?;
    staging.discard(root, &staged.name)?;
    let same = back?.is_ok_and(|b| b.checksum == Checksum::of(&content));
    Ok(same && !replaced)
}
