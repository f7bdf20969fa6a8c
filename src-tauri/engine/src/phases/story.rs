//! The story of each drive, on the archive that it was brought home to: `.ingather/drives/NAME/`. It is written only
//! where it says something that is not written there yet.

use std::io::{self, Read, Write};

use super::{LiveRoot, PhaseContext};
use crate::archive;
use crate::error::{Kind, Result};
use crate::fs::{Root, durable, file_error};
use crate::model::{OUR_FOLDER, RelPath};
use crate::report::{self, Decision, StoryRow, SummaryRow};
use crate::store::{RootKind, RootRow, read};
use crate::views::DriveVerdict;

/// Writes what is new of the stories of all drives to one archive. One that carries nothing of ours yet stays as it is.
/// `false`: somebody else writes there now.
pub fn write(ctx: &PhaseContext, destination: &LiveRoot, certificates: &[DriveVerdict]) -> Result<bool> {
    let mut told_all = true;
    for source in ctx.of_kind(RootKind::Source) {
        let told = certificates.iter().find(|c| c.source == source.row.id && c.scanned_ms.is_some());
        if let Some(certificate) = told {
            told_all &= write_one(ctx, destination, &source.row, certificate)?;
        }
    }
    Ok(told_all)
}

fn write_one(
    ctx: &PhaseContext,
    destination: &LiveRoot,
    source: &RootRow,
    certificate: &DriveVerdict,
) -> Result<bool> {
    let failed = |e: io::Error| file_error("could not be written", &e);
    let root = &*destination.handle()?;
    if archive::read_marker(root).map_err(failed)?.is_none() {
        return Ok(true);
    }
    let db = ctx.scanner()?;
    let name = destination.name();
    let table = |out: &mut dyn Write| {
        report::story(out, &mut |sink| {
            read::story(&db, source.id, destination.row.id, &mut |entry| {
                let decision = entry.decision.map(|(what, why, at_ms)| Decision { what, why, at_ms });
                let row = StoryRow {
                    file: SummaryRow::of(&entry.file, entry.mtime_ns, &name, entry.method),
                    vanished: entry.vanished,
                    verified_ms: entry.verified_ms,
                    mode: entry.mode,
                    decision,
                };
                sink(&row).map_err(|e| report::sink_error(&e))
            })
        })
    };
    let folders = |out: &mut dyn Write| {
        report::story_folders(out, |each| read::folders_of(&db, source.id, false, each))
    };
    let folder = RelPath(format!("{OUR_FOLDER}/drives").into_bytes()).join(&source.name);
    let of_job =
        |what: &str, ending: &str| folder.join(format!("{what}-{}.{ending}", ctx.job.uid).as_bytes());
    let (path, beside) = (of_job("story", "csv"), of_job("folders", "csv"));
    if is_told(root, &path, &table).map_err(failed)? && is_told(root, &beside, &folders).map_err(failed)? {
        return Ok(true);
    }
    // Whoever writes to the archive now tells what became of the drive when it is done.
    let _held = match archive::Lock::take(root) {
        Err(error) if error.kind == Kind::InUse => return Ok(false),
        taken => taken?,
    };
    root.make_folder(&folder, &mut Vec::new()).map_err(failed)?;
    durable::replace_at(root, &of_job("certificate", "html"), |out| {
        report::certificate_page(out, certificate, None, ctx.request.tongue)
    })
    .map_err(failed)?;
    durable::replace_at(root, &beside, folders).map_err(failed)?;
    // Last: a story that is there has its certificate and its folders beside it.
    durable::replace_at(root, &path, table).map_err(failed)?;
    Ok(true)
}

/// Whether that very table is written there.
fn is_told(
    root: &Root,
    path: &RelPath,
    table: &dyn Fn(&mut dyn Write) -> io::Result<()>,
) -> io::Result<bool> {
    let mut told = blake3::Hasher::new();
    table(&mut told)?;
    Ok(checksum_of(root, path)? == Some(told.finalize()))
}

/// Of what is written there; `None` if nothing is.
fn checksum_of(root: &Root, path: &RelPath) -> io::Result<Option<blake3::Hash>> {
    let mut file = match root.open_read(path) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
        opened => opened?,
    };
    let mut hasher = blake3::Hasher::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(Some(hasher.finalize())),
            n => hasher.update(&buffer[..n]),
        };
    }
}
