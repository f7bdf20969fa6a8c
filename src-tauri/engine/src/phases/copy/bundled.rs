//! Files of bundles: copied with their bundle, or settled with it when the equal one that was copied is whole.

use std::collections::HashMap;
use std::sync::Mutex;

use super::Copying;
use super::decide::{Lead, settle_held};
use super::output::{Output, lock};
use super::take::Reading;
use crate::error::Result;
use crate::model::{Checksum, Reason};
use crate::plan::Holder;
use crate::store::{PendingFile, TargetRow, Which, read};

/// Whether the copies of bundles that others repeat came through, by bundle and destination: asked once for each.
pub type Whole = Mutex<HashMap<(i64, i64), bool>>;

/// In which round a bundle's file is settled: those that repeat another's wait for that one.
#[must_use]
pub fn round_of(target: &TargetRow) -> Which {
    if target.reason == Reason::OfSource { Which::Following } else { Which::Leading }
}

/// Decides a bundle's file at one destination.
pub fn decide<'a>(
    copying: &'a Copying<'_>,
    reading: &Reading,
    (output, target): (&'a Output<'a>, &'a TargetRow),
    file: &PendingFile,
    checksum: Checksum,
) -> Result<Option<Lead<'a>>> {
    if round_of(target) == Which::Following
        && let Some((source, twin)) = repeats(copying, reading, output.id(), file, checksum)?
    {
        settle_held(copying, output, file, target, Holder::Copied { source, twin })?;
        return Ok(None);
    }
    Ok(Some(Lead::planned(output, target, None)))
}

fn repeats(
    copying: &Copying<'_>,
    reading: &Reading,
    destination: i64,
    file: &PendingFile,
    checksum: Checksum,
) -> Result<Option<(i64, i64)>> {
    let stand = read::stand(&reading.db, file.id, destination)?;
    let Some(leader) = stand.and_then(|s| s.repeats) else { return Ok(None) };
    let Some(led) = read::led_by(&reading.db, leader, destination)? else { return Ok(None) };
    let Some(twin) = led.twin else { return Ok(None) };
    let bundle = led.bundle;
    let known = lock(&copying.whole).get(&(bundle, destination)).copied();
    let is_whole = match known {
        Some(known) => known,
        None => {
            let is_whole = read::is_whole_at(&reading.db, bundle, destination)?;
            lock(&copying.whole).insert((bundle, destination), is_whole);
            is_whole
        }
    };
    // An empty file may have no checksum on record.
    let same = file.print.size == 0 || led.checksum == Some(checksum);
    Ok((is_whole && same).then_some((leader, twin)))
}
