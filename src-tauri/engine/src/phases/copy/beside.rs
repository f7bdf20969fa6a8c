//! A file that follows another: left where an equal one stands beside that one's copy or twin, else copied there.

use super::Copying;
use super::clash::Taken;
use super::decide::{Lead, settle_held};
use super::group::Place;
use super::names::with_suffixes;
use super::output::{Output, lock};
use super::take::{Reading, as_kept};
use crate::cancel::Cancel;
use crate::clock;
use crate::error::{Error, Result};
use crate::fs::{self, Buffer};
use crate::model::{Checksum, display_bytes};
use crate::phases::LiveRoot;
use crate::plan::{Claim, Holder};
use crate::store::{PendingFile, Placed, Spot, TargetRow, read, write};
use crate::words;

const PIECE: usize = 1 << 20;

/// Decides a file at one destination where it belongs beside `spot`; answers whether and how it is copied.
pub fn beside<'a>(
    copying: &'a Copying<'_>,
    reading: &Reading,
    (output, target): (&'a Output<'a>, &'a TargetRow),
    file: &PendingFile,
    checksum: Checksum,
    spot: Spot,
) -> Result<Option<Lead<'a>>> {
    if spot.root == output.id() {
        return at(copying, reading, (output, target), file, checksum, (spot, false, None));
    }
    let pool = copying.ctx.roots.iter().find(|r| r.row.id == spot.root);
    if let Some(pool) = pool
        && let Some(twin) = equal_at(copying, reading, pool, &spot, file, checksum)?
    {
        settle_held(copying, output, file, target, Holder::Pool { twin })?;
        return Ok(None);
    }
    let name = pool.map_or_else(String::new, LiveRoot::name);
    let path = display_bytes(&spot.path().0);
    let message = words!("it belongs to {path} of {name}", path = Text(path), name = Text(name));
    own(copying, reading, (output, target), file, checksum, Some(message.kept()))
}

/// The same for a file that goes to its own place.
pub fn own<'a>(
    copying: &'a Copying<'_>,
    reading: &Reading,
    (output, target): (&'a Output<'a>, &'a TargetRow),
    file: &PendingFile,
    checksum: Checksum,
    message: Option<String>,
) -> Result<Option<Lead<'a>>> {
    let Some(folder_id) = target.folder else { return Ok(None) };
    let spot = Spot {
        root: output.id(),
        folder_id,
        folder: read::folder_path(&reading.db, folder_id)?,
        name: target.name.clone().unwrap_or_else(|| file.name.clone()),
    };
    at(copying, reading, (output, target), file, checksum, (spot, target.suffixed, message))
}

/// Takes the first name that is free or holds exactly this; others of this run that want it count as well.
fn at<'a>(
    copying: &'a Copying<'_>,
    reading: &Reading,
    (output, target): (&'a Output<'a>, &'a TargetRow),
    file: &PendingFile,
    checksum: Checksum,
    (spot, suffixed, message): (Spot, bool, Option<String>),
) -> Result<Option<Lead<'a>>> {
    let skips = copying.skips_clashes(target.reason);
    let names = with_suffixes(&spot.name, checksum, suffixed);
    for name in names.take(if skips { usize::from(!suffixed) } else { usize::MAX }) {
        let spot = Spot { name, ..spot.clone() };
        if lock(&output.wanted).get(&place_key(&spot)).is_some_and(|by| *by != checksum) {
            continue;
        }
        let key = content_key(&spot, checksum);
        if !output.contents().knows(key) && output.root.look(&spot.path()).is_ok_and(|seen| seen.is_some()) {
            let Some(twin) = equal_at(copying, reading, output.live, &spot, file, checksum)? else {
                continue;
            };
            settle_held(copying, output, file, target, Holder::Destination { twin })?;
            return Ok(None);
        }
        let claim = output.contents().claim(key, file.id);
        return match claim {
            Claim::Lead => {
                lock(&output.wanted).insert(place_key(&spot), checksum);
                let place = Place { folder: spot.folder_id, name: spot.name, suffixed: false };
                Ok(Some(Lead { output, target, claim: Some(key), place: Some(place), message }))
            }
            Claim::Follow { .. } => Ok(None),
            Claim::Held(holder) => settle_held(copying, output, file, target, holder).map(|()| None),
        };
    }
    if skips {
        let at = Taken { folder_id: spot.folder_id, folder: &spot.folder, name: &spot.name };
        return copying.leave_out(output, (file.id, file.print.size), &at).map(|()| None);
    }
    let error = Error::file("name_taken", "every name for it is taken by other files");
    copying.ctx.meter.file_done();
    copying.ctx.fail(file.id, &[output.id()], file.print.size, &error.at(&file.path().0), 1)?;
    Ok(None)
}

fn place_key(spot: &Spot) -> Checksum {
    Checksum::of(&[&spot.folder_id.to_le_bytes()[..], &spot.name].concat())
}

fn content_key(spot: &Spot, checksum: Checksum) -> Checksum {
    Checksum::of(&[&spot.folder_id.to_le_bytes()[..], &checksum.0[..], &spot.name].concat())
}

/// The archive's file at that place, if it holds exactly this content now and is not the source's own file.
pub fn equal_at(
    copying: &Copying<'_>,
    reading: &Reading,
    live: &LiveRoot,
    spot: &Spot,
    file: &PendingFile,
    checksum: Checksum,
) -> Result<Option<i64>> {
    let Some(root) = live.held() else { return Ok(None) };
    let Ok(Some(seen)) = root.look(&spot.path()) else { return Ok(None) };
    let source = copying.source_of(file)?;
    let same_file = source.row.place.volume == live.row.place.volume
        && seen.print.inode == file.print.inode
        && seen.print.inode != 0
        && source
            .handle()?
            .look(&file.path())
            .is_ok_and(|own| own.is_none_or(|own| own.device == seen.device));
    if seen.print.size != file.print.size || same_file {
        return Ok(None);
    }
    let known = read::standing_at(&reading.db, spot)?.filter(|k| k.print == as_kept(live, seen.print));
    if let Some((known, found)) = known.and_then(|k| k.checksum.map(|c| (k, c))) {
        return Ok((found == checksum).then_some(known.id));
    }
    let Ok(open) = root.open_read(&spot.path()) else { return Ok(None) };
    let read = |bytes| {
        copying.ctx.meter.archive_read.fetch_add(bytes, std::sync::atomic::Ordering::Relaxed);
    };
    let Ok(back) = fs::read_back(&open, &mut Buffer::new(PIECE), &Cancel::default(), &read) else {
        return Ok(None);
    };
    if back.checksum != checksum {
        return Ok(None);
    }
    let placed = Placed {
        folder: spot.folder_id,
        name: spot.name.clone(),
        print: as_kept(live, back.print),
        checksum,
        method: Some(back.method),
    };
    copying.ctx.writer.ask(move |db| write::archive_placed(db, &placed, clock::now_ns())).map(Some)
}
