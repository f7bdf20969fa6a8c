//! What is not there any more when its turn comes: a whole drive, whose files wait, or a file by itself.

use super::Copying;
use super::decide::open_targets;
use super::output::lock;
use super::take::count;
use crate::error::{Error, Result};
use crate::store::{PendingFile, write};
use crate::views::DriveWork;
use crate::words;

/// Whether the file's whole drive is gone: then its files wait, and the others go on.
pub fn drive_went_away(copying: &Copying<'_>, file: &PendingFile) -> Result<bool> {
    let source = copying.source_of(file)?;
    if source.handle()?.is_alive() {
        return Ok(false);
    }
    if lock(&copying.gone).insert(file.root) {
        source.meter.set_work(DriveWork::Missing);
        copying.ctx.events.attention(&went_away(source.name()));
    }
    Ok(true)
}

/// The error that a drive is no longer there.
pub fn went_away(name: String) -> Error {
    Error::blocked("drive_missing", words!("{name} went away; its other files wait", name = Text(name)))
        .hint("connect it again, then resume")
}

/// Whether the file, and not its drive, is there no more.
pub fn is_gone(copying: &Copying<'_>, file: &PendingFile) -> Result<bool> {
    let root = copying.source_of(file)?.handle()?;
    Ok(matches!(root.look(&file.path()), Ok(None)) && root.is_alive())
}

/// A file that somebody took away since the look is no failure: it is counted apart, as after a new look.
pub fn vanish(copying: &Copying<'_>, file: &PendingFile) -> Result<()> {
    let ctx = copying.ctx;
    for (output, _) in open_targets(copying, file) {
        ctx.meter.vanished(output.id(), file.print.size);
    }
    ctx.meter.file_done();
    count(copying, file);
    let path = crate::model::display_bytes(&file.path().0);
    ctx.events
        .remark(words!("{path} is not there any more: it is not counted", path = Text(path.to_string())));
    let (id, scan) = (file.id, ctx.scan);
    ctx.writer.later(move |db| write::source_vanished(db, id, scan))
}
