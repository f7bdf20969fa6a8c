//! Who gets a file: decided by its content, at every destination that waits for it.

use super::Copying;
use super::beside::{beside, own};
use super::bundled;
use super::clash::{Taken, unless_taken};
use super::group::Place;
use super::output::{Output, lock};
use super::take::{Reading, as_kept};
use crate::error::Result;
use crate::model::{Checksum, Reason};
use crate::phases::companions::{Belongs, belongs};
use crate::plan::{Claim, Holder};
use crate::store::{PendingFile, Settled, TargetRow, read, write};
use crate::views::RepeatPolicy;

/// A destination that takes the file.
#[derive(Clone)]
pub struct Lead<'a> {
    pub output: &'a Output<'a>,
    pub target: &'a TargetRow,
    /// What others may wait for here.
    pub claim: Option<Checksum>,
    /// Where it goes, if not where it was planned.
    pub place: Option<Place>,
    /// What is to be said of the copy.
    pub message: Option<String>,
}

impl<'a> Lead<'a> {
    /// One that goes where it was planned.
    #[must_use]
    pub fn planned(output: &'a Output<'a>, target: &'a TargetRow, claim: Option<Checksum>) -> Self {
        Self { output, target, claim, place: None, message: None }
    }

    /// Where the file goes; `None` if there is no plan for it.
    #[must_use]
    pub fn place_of(&self, file: &PendingFile) -> Option<Place> {
        self.place.clone().or_else(|| {
            Some(Place {
                folder: self.target.folder?,
                name: self.target.name.clone().unwrap_or_else(|| file.name.clone()),
                suffixed: self.target.suffixed,
            })
        })
    }
}

/// The destinations that wait for a file and still take files.
pub fn open_targets<'a>(
    copying: &'a Copying<'_>,
    file: &'a PendingFile,
) -> Vec<(&'a Output<'a>, &'a TargetRow)> {
    file.targets
        .iter()
        .filter_map(|target| copying.outputs.get(&target.destination).map(|output| (output, target)))
        .filter(|(output, target)| output.is_open() && target.folder.is_some())
        .collect()
}

/// Decides a file of known content at every destination that waits for it; answers where it has to be copied.
/// `always`: the content may be known even if no other file shares its size.
pub fn decide<'a>(
    copying: &'a Copying<'_>,
    reading: &Reading,
    file: &'a PendingFile,
    checksum: Checksum,
    always: bool,
) -> Result<Vec<Lead<'a>>> {
    let mut leads = Vec::new();
    for (output, target) in open_targets(copying, file) {
        let here = (output, target);
        let belongs = match &file.follows {
            None => Belongs::Alone,
            Some(followed) => belongs(copying.ctx, &reading.db, file, followed, output.id())?,
        };
        if file.bundle.is_some() {
            leads.extend(bundled::decide(copying, reading, here, file, checksum)?);
            continue;
        }
        let lead = match belongs {
            Belongs::Waits => None,
            Belongs::LeftOut => left_out(copying, reading, here, file).map(|()| None)?,
            Belongs::Alone => by_content(copying, reading, here, file, checksum, always)?,
            Belongs::Own => own(copying, reading, here, file, checksum, None)?,
            Belongs::Beside(spot) => beside(copying, reading, here, file, checksum, spot)?,
        };
        if let Some(lead) = lead {
            leads.extend(unless_taken(copying, reading, lead, file, checksum)?);
        }
    }
    Ok(leads)
}

/// The picture was left out because its name is taken: what follows it would lie beside another one.
fn left_out(
    copying: &Copying<'_>,
    reading: &Reading,
    (output, target): (&Output<'_>, &TargetRow),
    file: &PendingFile,
) -> Result<()> {
    let Some(folder_id) = target.folder else { return Ok(()) };
    let folder = read::folder_path(&reading.db, folder_id)?;
    let name = target.name.as_ref().unwrap_or(&file.name);
    let at = Taken { folder_id, folder: &folder, name };
    copying.leave_out(output, (file.id, file.print.size), &at)
}

fn by_content<'a>(
    copying: &'a Copying<'_>,
    reading: &Reading,
    (output, target): (&'a Output<'a>, &'a TargetRow),
    file: &PendingFile,
    checksum: Checksum,
    always: bool,
) -> Result<Option<Lead<'a>>> {
    let keep_all = file.anyway || copying.ctx.job.config.repeats == RepeatPolicy::Keep;
    if file.print.size == 0 || keep_all || !(always || file.shared > 0) {
        return Ok(Some(Lead::planned(output, target, None)));
    }
    match claim(copying, reading, output, file, checksum)? {
        Claim::Lead => Ok(Some(Lead::planned(output, target, Some(checksum)))),
        Claim::Follow { .. } => Ok(None),
        Claim::Held(holder) => settle_held(copying, output, file, target, holder).map(|()| None),
    }
}

/// A holder counts only if it is there now, unchanged.
fn claim(
    copying: &Copying<'_>,
    reading: &Reading,
    output: &Output<'_>,
    file: &PendingFile,
    checksum: Checksum,
) -> Result<Claim> {
    loop {
        let claim = output.contents().claim(checksum, file.id);
        match claim {
            Claim::Held(Holder::Destination { twin } | Holder::Pool { twin })
                if !is_there(copying, reading, twin)? =>
            {
                output.contents().forget(checksum, twin);
            }
            Claim::Lead | Claim::Held(_) | Claim::Follow { .. } => return Ok(claim),
        }
    }
}

fn is_there(copying: &Copying<'_>, reading: &Reading, twin: i64) -> Result<bool> {
    let (root, path, print) = read::archive_path(&reading.db, twin)?;
    let Some(live) = copying.ctx.roots.iter().find(|r| r.row.id == root) else { return Ok(false) };
    let Some(handle) = live.held() else { return Ok(false) };
    Ok(matches!(handle.look(&path), Ok(Some(seen)) if as_kept(live, seen.print) == print))
}

/// Settles a file that somebody else holds.
pub fn settle_held(
    copying: &Copying<'_>,
    output: &Output<'_>,
    file: &PendingFile,
    target: &TargetRow,
    holder: Holder,
) -> Result<()> {
    let linked = lock(&copying.hard_linked).contains(&file.id);
    let (reason, twin, twin_source) = match holder {
        Holder::Destination { twin } => (Reason::InDestination, twin, None),
        Holder::Pool { twin } => (Reason::InPool, twin, None),
        Holder::Copied { source, twin } if source == file.id => (Reason::New, twin, None),
        Holder::Copied { source, twin } if linked => (Reason::HardLink, twin, Some(source)),
        Holder::Copied { source, twin } => (Reason::OfSource, twin, Some(source)),
    };
    let moved = target.reason == Reason::Restored && reason == Reason::InDestination;
    let settled = Settled {
        file: file.id,
        destination: output.id(),
        reason: if moved { Reason::New } else { reason },
        twin,
        twin_source,
        message: moved.then(|| crate::plan::MOVED.to_owned()),
    };
    copying.settled(output.id(), settled.reason, file.print.size);
    copying.ctx.writer.later(move |db| write::settle(db, &settled))
}
