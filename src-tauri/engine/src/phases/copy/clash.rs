//! Files whose name other content has, where the job is to leave such files out: named, never archived.

use super::Copying;
use super::beside::equal_at;
use super::decide::Lead;
use super::hand_over::give_back;
use super::output::Output;
use super::take::Reading;
use crate::error::Result;
use crate::model::{Checksum, Reason, RelPath, display_bytes};
use crate::store::{PendingFile, Spot, read, write};
use crate::views::ClashPolicy;
use crate::words;

/// A place that is not free.
pub struct Taken<'a> {
    pub folder_id: i64,
    pub folder: &'a RelPath,
    pub name: &'a [u8],
}

impl Copying<'_> {
    /// Whether a file is left out where its name is taken. A lost or damaged copy is put beside what is there all the
    /// same.
    pub fn skips_clashes(&self, planned: Reason) -> bool {
        self.ctx.job.config.clashes == ClashPolicy::Skip && planned != Reason::Restored
    }

    /// Leaves a file out, with the place that it would have had.
    pub fn leave_out(&self, output: &Output<'_>, (file, size): (i64, u64), taken: &Taken<'_>) -> Result<()> {
        let path = display_bytes(&taken.folder.join(taken.name).0);
        let message = words!(
            "other content has the name {path}; what was there stays, and this file is only on its drive",
            path = Text(path)
        )
        .kept();
        let (destination, folder, name) = (output.id(), taken.folder_id, taken.name.to_vec());
        self.settled(destination, Reason::Clash, size);
        self.ctx.writer.later(move |db| write::clash(db, (file, destination), (folder, &name), &message))
    }
}

/// Before anything is staged: the lead, if its name is free or holds exactly this; else the file is left out.
pub fn unless_taken<'a>(
    copying: &Copying<'_>,
    reading: &Reading,
    lead: Lead<'a>,
    file: &PendingFile,
    checksum: Checksum,
) -> Result<Option<Lead<'a>>> {
    let place = lead.place_of(file).filter(|_| copying.skips_clashes(lead.target.reason));
    let Some(place) = place else { return Ok(Some(lead)) };
    let folder = read::folder_path(&reading.db, place.folder)?;
    let spot = Spot { root: lead.output.id(), folder_id: place.folder, folder, name: place.name };
    let stands = lead.output.root.look(&spot.path()).is_ok_and(|seen| seen.is_some());
    let taken = place.suffixed
        || stands && equal_at(copying, reading, lead.output.live, &spot, file, checksum)?.is_none();
    if !taken {
        return Ok(Some(lead));
    }
    give_back(copying, file, &lead);
    let at = Taken { folder_id: spot.folder_id, folder: &spot.folder, name: &spot.name };
    copying.leave_out(lead.output, (file.id, file.print.size), &at)?;
    Ok(None)
}
