//! What becomes of a staged file: it joins its destination's group, or is given up.

use super::Copying;
use super::decide::Lead;
use super::group::Member;
use super::output::{Output, lock};
use super::take::Reading;
use crate::error::Result;
use crate::fs::Staged;
use crate::model::{Checksum, Reason};
use crate::store::PendingFile;

/// Hands a staged file to its destination's group, or deals with why it could not be staged.
pub fn hand_over(
    copying: &Copying<'_>,
    reading: &mut Reading,
    file: &PendingFile,
    checksum: Checksum,
    lead: Lead<'_>,
    staged: std::io::Result<Staged>,
    tried: u32,
) -> Result<()> {
    let staged = match staged {
        Ok(staged) => staged,
        Err(e) => return not_staged(copying, file, &lead, &e, tried),
    };
    let Some(place) = lead.place_of(file) else { return Ok(()) };
    let source_inode = inode_at(copying, file, lead.output)?;
    lead.output.add(Member {
        file: file.id,
        size: file.print.size,
        checksum,
        reason: reason_of(lead.target.reason),
        staged,
        leads: lead.claim,
        folder_id: place.folder,
        folder: reading.folder(place.folder)?,
        name: place.name,
        suffixed: place.suffixed,
        in_bundle: file.bundle.is_some() && lead.target.reason != Reason::Restored,
        tried,
        message: lead.message,
        source_inode,
    });
    Ok(())
}

/// The source's inode if it lies on the destination's own volume, and there on the same subvolume; else 0.
fn inode_at(copying: &Copying<'_>, file: &PendingFile, output: &Output<'_>) -> Result<u64> {
    let source = copying.source_of(file)?;
    if source.row.place.volume != output.live.row.place.volume {
        return Ok(0);
    }
    let (root, device) = (source.handle()?, output.root.id().device);
    let is_there = root.id().device == device
        || root.look(&file.path()).is_ok_and(|seen| seen.is_some_and(|s| s.device == device));
    Ok(if is_there { file.print.inode } else { 0 })
}

/// The reason of a copy, whatever was expected of the file before.
fn reason_of(planned: Reason) -> Reason {
    match planned {
        Reason::Restored | Reason::ChangedSource => planned,
        Reason::New
        | Reason::InDestination
        | Reason::InPool
        | Reason::OfSource
        | Reason::HardLink
        | Reason::Rule
        | Reason::User
        | Reason::Link
        | Reason::Special
        | Reason::Placeholder
        | Reason::Clash
        | Reason::WaitingForDrive => Reason::New,
    }
}

fn not_staged(
    copying: &Copying<'_>,
    file: &PendingFile,
    lead: &Lead<'_>,
    error: &std::io::Error,
    tried: u32,
) -> Result<()> {
    let error = lead.output.write_failed(copying.ctx, error);
    give_back(copying, file, lead);
    if !lead.output.is_open() || error.code == "no_space" {
        return Ok(());
    }
    copying.ctx.meter.file_done();
    copying.ctx.fail(file.id, &[lead.output.id()], file.print.size, &error.at(&file.path().0), tried + 1)
}

/// A leader that cannot lead lets those who wait for it try.
pub fn give_back(copying: &Copying<'_>, file: &PendingFile, lead: &Lead<'_>) {
    if let Some(claim) = lead.claim {
        let followers = lead.output.contents().release(claim, file.id);
        lock(&copying.again).extend(followers.into_iter().map(|f| (f, 0)));
    }
}
