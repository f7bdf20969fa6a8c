//! For each drive its story on the archive, in plain files that need no program of ours: every file that was on it,
//! what became of it and why, where it is now, and the certificate. Databases may be lost; the archive tells all.

use std::io;

use super::{LiveRoot, PhaseContext};
use crate::archive;
use crate::error::Result;
use crate::fs::{Root, durable};
use crate::model::{Checksum, OUR_FOLDER, RelPath};
use crate::report::{self, SummaryRow};
use crate::store::{RootKind, read};
use crate::views::DriveVerdict;

/// Said of a file that was there once.
const GONE: &str = "not on the drive any more at the last look";

/// Writes the stories that have changed. One that cannot be written is told and ends nothing.
pub fn write(ctx: &PhaseContext, certificates: &[DriveVerdict]) {
    for destination in ctx.live(RootKind::Destination) {
        let Ok(root) = destination.handle() else { continue };
        if !archive::read_marker(root).is_ok_and(|m| m.is_some()) {
            continue;
        }
        for source in ctx.of_kind(RootKind::Source) {
            let certificate = certificates.iter().find(|c| c.source == source.row.id);
            if let Err(error) = story(ctx, (source, destination), root, certificate) {
                let (drive, name) = (source.name(), destination.name());
                ctx.events.remark(format!("the story of {drive} could not be written to {name}: {error}"));
            }
        }
    }
}

fn story(
    ctx: &PhaseContext,
    (source, destination): (&LiveRoot, &LiveRoot),
    root: &Root,
    certificate: Option<&DriveVerdict>,
) -> Result<()> {
    let failed = |e: &io::Error| crate::fs::file_error("the story could not be written", e);
    let folder = RelPath(format!("{OUR_FOLDER}/drives").into_bytes()).join(&source.row.name);
    let path = folder.join(b"story.csv");
    let rows = |out: &mut dyn io::Write| table(ctx, source, destination, out);
    let mut new = blake3::Hasher::new();
    rows(&mut new)?;
    let mut old = blake3::Hasher::new();
    let there = root.open_read(&path).and_then(|file| old.update_reader(file).map(|h| h.finalize()));
    if there.is_ok_and(|old| Checksum(*old.as_bytes()) == Checksum(*new.finalize().as_bytes())) {
        return Ok(());
    }
    root.make_folder(&folder, &mut Vec::new()).map_err(|e| failed(&e))?;
    durable::replace_at(root, &path, |out| rows(out).map_err(io::Error::other)).map_err(|e| failed(&e))?;
    let Some(certificate) = certificate else { return Ok(()) };
    durable::replace_at(root, &folder.join(b"certificate.html"), |out| {
        report::certificate_page(out, certificate, certificate.scanned_ms)
    })
    .map_err(|e| failed(&e))
}

fn table(
    ctx: &PhaseContext,
    source: &LiveRoot,
    destination: &LiveRoot,
    out: &mut dyn io::Write,
) -> Result<()> {
    let db = ctx.scanner()?;
    let name = destination.name();
    report::table(out, &mut |sink| {
        read::story_rows(&db, (source.row.id, destination.row.id), &mut |(row, mtime_ns, method), gone| {
            let mut line = SummaryRow::of(&row, mtime_ns, &name, method);
            if gone {
                line.message = Some(match line.message.take() {
                    Some(said) => format!("{said}; {GONE}"),
                    None => GONE.to_owned(),
                });
            }
            sink(&line).map_err(|e| report::sink_error(&e))
        })
    })
}
