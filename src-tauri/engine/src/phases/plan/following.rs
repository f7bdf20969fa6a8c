//! What is planned for files that follow another: as far as it can be told where that one will be.

use rusqlite::Connection;

use super::{Planner, Step, settled_by};
use crate::error::Result;
use crate::model::{Checksum, RelPath};
use crate::phases::companions::{Belongs, belongs};
use crate::plan::{Claim, Holder, companions};
use crate::store::{Followed, PendingFile, Spot, TargetRow, read};
use crate::views::RepeatPolicy;

/// What stands at a place already, compared with a file.
enum There {
    Nothing,
    /// Of the same size, one of the two not read yet.
    Perhaps,
    Equal {
        twin: i64,
    },
}

impl Planner<'_> {
    /// The decision for a file that follows another, at one destination; `place`: where it is planned to go.
    pub(super) fn following(
        &mut self,
        db: &Connection,
        (file, followed): (&PendingFile, &Followed),
        target: &TargetRow,
        (folder, name): (&RelPath, Option<&[u8]>),
    ) -> Result<Step> {
        let destination = target.destination;
        let own = Spot {
            root: destination,
            folder_id: 0,
            folder: folder.clone(),
            name: name.unwrap_or(&file.name).to_vec(),
        };
        match belongs(self.ctx, db, file, followed, destination)? {
            Belongs::Alone if file.print.size == 0 => self.empty_file(db, file, destination, folder, name),
            Belongs::Alone => self.by_content(db, file, target),
            // The copy says so of it, once it is sure of its picture.
            Belongs::LeftOut => Ok(Step::Plan { undecided: true, repeat_of: None }),
            Belongs::Waits => self.with_its_primary(db, file, followed, &own),
            Belongs::Own => at(db, file, target, &own, Holder::destination),
            Belongs::Beside(spot) if spot.root == destination => {
                let step = at(db, file, target, &spot, Holder::destination)?;
                Ok(self.among_this_plan(step, file, destination, &spot.path().0, spot.folder_id))
            }
            Belongs::Beside(spot) => match at(db, file, target, &spot, Holder::pool)? {
                Step::Plan { undecided: false, .. } => at(db, file, target, &own, Holder::destination),
                step @ (Step::Plan { .. } | Step::Expect { .. } | Step::Settle(_)) => Ok(step),
            },
        }
    }

    /// Its primary is to be copied, or repeats one that is.
    fn with_its_primary(
        &mut self,
        db: &Connection,
        file: &PendingFile,
        followed: &Followed,
        own: &Spot,
    ) -> Result<Step> {
        let Some(primary) = read::stand(db, followed.file, own.root)? else {
            return Ok(Step::Plan { undecided: true, repeat_of: None });
        };
        let leader = primary.repeats.unwrap_or(followed.file);
        let alike = companions::beside(&file.name, &followed.name, b"*");
        let taken = !matches!(there(db, file, own)?, There::Nothing);
        let step = Step::Plan { undecided: primary.undecided || taken, repeat_of: None };
        Ok(self.among_this_plan(step, file, own.root, &alike, leader))
    }

    /// Of several that want one name and hold the same, the others repeat the first.
    fn among_this_plan(
        &mut self,
        step: Step,
        file: &PendingFile,
        destination: i64,
        name: &[u8],
        group: i64,
    ) -> Step {
        let Step::Plan { undecided: false, .. } = step else { return step };
        if file.print.size == 0 || file.anyway || self.ctx.job.config.repeats == RepeatPolicy::Keep {
            return step;
        }
        let Some(checksum) = file.checksum else {
            return Step::Plan { undecided: file.shared > 0, repeat_of: None };
        };
        let key = Checksum::of(&[&group.to_le_bytes()[..], &checksum.0[..], name].concat());
        match self.contents.entry(destination).or_default().claim(key, file.id) {
            Claim::Follow { leader } => Step::Plan { undecided: false, repeat_of: Some(leader) },
            Claim::Lead | Claim::Held(_) => step,
        }
    }
}

fn at(
    db: &Connection,
    file: &PendingFile,
    target: &TargetRow,
    spot: &Spot,
    holder: fn(i64) -> Holder,
) -> Result<Step> {
    Ok(match there(db, file, spot)? {
        There::Nothing => Step::Plan { undecided: false, repeat_of: None },
        There::Perhaps => Step::Plan { undecided: true, repeat_of: None },
        There::Equal { twin } => Step::Settle(settled_by(holder(twin), file.id, target)),
    })
}

/// Under its name or, where that is taken, under the one with its checksum.
fn there(db: &Connection, file: &PendingFile, spot: &Spot) -> Result<There> {
    let suffixed = file.checksum.map(|c| crate::plan::suffixed(&spot.name, c, 8));
    for name in [Some(spot.name.clone()), suffixed].into_iter().flatten() {
        let spot = Spot { name, ..spot.clone() };
        let Some(found) = read::standing_at(db, &spot)?.filter(|f| f.print.size == file.print.size) else {
            continue;
        };
        match (found.checksum, file.checksum) {
            (Some(one), Some(other)) if one == other => return Ok(There::Equal { twin: found.id }),
            (Some(_), Some(_)) => {}
            (None, _) if file.print.size == 0 => return Ok(There::Equal { twin: found.id }),
            (None, _) | (_, None) => return Ok(There::Perhaps),
        }
    }
    Ok(There::Nothing)
}
