//! The lists of checksums on an archive: what this job put there, for programs that know nothing of us.

use std::io;
use std::path::PathBuf;
use std::sync::atomic::Ordering::Relaxed;

use rusqlite::Connection;

use super::{LiveRoot, PhaseContext};
use crate::error::{Error, Kind, Result};
use crate::fs::{Buffer, Digests, Root, bytes_path, durable, file_error, read_back_with};
use crate::model::{Algorithm, Checksum, OUR_FOLDER, RelPath};
use crate::plural;
use crate::report;
use crate::store::{read, write};

const PIECE: usize = 1 << 20;

type Digest = (Algorithm, Vec<u8>);

/// Writes every list that the job is asked for.
pub fn write(ctx: &PhaseContext, destination: &LiveRoot) -> Result<()> {
    let root = &*destination.handle()?;
    let folder = folder();
    root.make_folder(&folder, &mut Vec::new()).map_err(|e| failed(&e))?;
    write_own(ctx, destination, root, &folder)?;
    let asked = &ctx.job.config.checksums;
    if asked.is_empty() {
        return Ok(());
    }
    learn_missing(ctx, destination, root)?;
    for algorithm in asked {
        write_other(ctx, destination, root, &folder, *algorithm)?;
    }
    Ok(())
}

/// Where the job's own list is on an archive, if it is there.
pub fn own(ctx: &PhaseContext, destination: &LiveRoot) -> Option<PathBuf> {
    let (root, list) = (destination.handle().ok()?, list_of(ctx, &folder(), "b3"));
    let is_there = root.look(&list).is_ok_and(|seen| seen.is_some());
    is_there.then(|| root.path().join(bytes_path(&list.0)))
}

fn folder() -> RelPath {
    RelPath(format!("{OUR_FOLDER}/checksums").into_bytes())
}

fn failed(error: &io::Error) -> Error {
    file_error("could not be written", error)
}

fn list_of(ctx: &PhaseContext, folder: &RelPath, ending: &str) -> RelPath {
    folder.join(format!("{}.{ending}", ctx.job.uid).as_bytes())
}

/// `b3sum --check` in the archive's folder verifies what this job put there; names that such a list cannot hold stand
/// in a list of their own.
fn write_own(ctx: &PhaseContext, destination: &LiveRoot, root: &Root, folder: &RelPath) -> Result<()> {
    let db = ctx.scanner()?;
    let mut odd = String::new();
    durable::replace_at(root, &list_of(ctx, folder, "b3"), |out| {
        read::copies(&db, destination.row.id, &mut |checksum, path| {
            match report::b3_line(checksum, path) {
                Some(line) => out.write_all(line.as_bytes()).map_err(|e| failed(&e))?,
                None => odd.push_str(&report::odd_line(checksum, path)),
            }
            Ok(())
        })
        .map_err(io::Error::other)
    })
    .map_err(|e| failed(&e))?;
    if odd.is_empty() {
        return Ok(());
    }
    let path = list_of(ctx, folder, "odd-names.txt");
    durable::replace_at(root, &path, |out| out.write_all(odd.as_bytes())).map_err(|e| failed(&e))
}

/// `sha256sum --check` and its fellows verify the same. They take names of any bytes.
fn write_other(
    ctx: &PhaseContext,
    destination: &LiveRoot,
    root: &Root,
    folder: &RelPath,
    algorithm: Algorithm,
) -> Result<()> {
    let db = ctx.scanner()?;
    durable::replace_at(root, &list_of(ctx, folder, algorithm.as_str()), |out| {
        read::copies(&db, destination.row.id, &mut |checksum, path| match read::digest_of(
            &db, checksum, algorithm,
        )? {
            Some(digest) => out.write_all(&report::sum_line(&digest, path)).map_err(|e| failed(&e)),
            None => Ok(()),
        })
        .map_err(io::Error::other)
    })
    .map_err(|e| failed(&e))
}

/// Copies that were made before a list was asked for are read again, in the archive. What is no longer what was copied
/// is in no list; the next verification says so.
fn learn_missing(ctx: &PhaseContext, destination: &LiveRoot, root: &Root) -> Result<()> {
    let db = ctx.scanner()?;
    let mut buffer = Buffer::new(PIECE);
    let mut unknown = 0_u64;
    read::copies(&db, destination.row.id, &mut |checksum, path| {
        let missing = missing(&db, checksum, &ctx.job.config.checksums)?;
        if missing.is_empty() {
            return Ok(());
        }
        match read_again(ctx, root, path, checksum, &missing, &mut buffer)? {
            Some(digests) => ctx.writer.later(move |db| write::set_digests(db, checksum, &digests)),
            None => {
                unknown += 1;
                Ok(())
            }
        }
    })?;
    if unknown > 0 {
        ctx.events.remark(plural!(
            files = Files(unknown),
            "{files} in {name} could not be read as copied: the further lists of checksums lack it",
            "{files} in {name} could not be read as copied: the further lists of checksums lack them",
            name = Text(destination.name())
        ));
    }
    ctx.writer.flush()
}

fn missing(db: &Connection, checksum: Checksum, asked: &[Algorithm]) -> Result<Vec<Algorithm>> {
    let mut missing = Vec::new();
    for algorithm in asked {
        if read::digest_of(db, checksum, *algorithm)?.is_none() {
            missing.push(*algorithm);
        }
    }
    Ok(missing)
}

fn read_again(
    ctx: &PhaseContext,
    root: &Root,
    path: &[u8],
    checksum: Checksum,
    algorithms: &[Algorithm],
    buffer: &mut Buffer,
) -> Result<Option<Vec<Digest>>> {
    let Ok(file) = root.open_read(&RelPath(path.to_vec())) else { return Ok(None) };
    let mut digests = Digests::new(algorithms.iter().copied());
    let moved = |bytes| {
        ctx.meter.archive_read.fetch_add(bytes, Relaxed);
    };
    match read_back_with(&file, buffer, &ctx.cancel, &moved, &mut |piece| digests.update(piece)) {
        Ok(back) if back.checksum == checksum => Ok(Some(digests.finish())),
        Ok(_) => Ok(None),
        Err(error) if error.kind == Kind::File => Ok(None),
        Err(error) => Err(error),
    }
}
