//! What the catalogue knows better than the job: a later look at the drive, that it is an archive, and that an answer of
//! old proves nothing of today. None of it makes an answer better.

use crate::archive::Archives;
use crate::clock;
use crate::error::Result;
use crate::fs::bytes_path;
use crate::store::{Catalog, RootRow, ScanRecord};
use crate::text::Words;
use crate::views::{DriveVerdict, SafeToWipe};
use crate::{volume, words};

/// Heeds it for each certificate of a job.
pub fn heed(catalog: &Catalog, job: &str, roots: &[RootRow], all: &mut [DriveVerdict]) -> Result<()> {
    let (archives, scans) = (Archives::of(catalog)?, catalog.scans()?);
    for answer in all {
        let Some(root) = roots.iter().find(|r| r.id == answer.source) else { continue };
        let now = volume::locate(&root.place.volume, &root.place.path, &bytes_path(&root.path));
        answer.away = now.is_none();
        let Some(looked_ms) = answer.scanned_ms else { continue };
        let newer = |s: &&ScanRecord| s.place == root.place && s.job == job && s.scanned_ms > looked_ms;
        if let Some(newer) = scans.iter().find(newer) {
            later_look(answer, newer);
        }
        let here = now.as_deref().and_then(volume::real_path);
        if let Some(standing) = archives.standing(&root.place, here.as_deref(), looked_ms) {
            standing.tell(answer);
        }
        let (verdict, why) = as_of_today(answer.verdict, &answer.why, looked_ms);
        (answer.verdict, answer.why) = (verdict, why);
    }
    Ok(())
}

fn later_look(answer: &mut DriveVerdict, newer: &ScanRecord) {
    if newer.verdict < answer.verdict {
        answer.verdict = newer.verdict;
        answer.why = newer.why.clone();
        answer.exceptions.push(words!(
            "It was looked at again at {time}: {why}.",
            time = Time(newer.scanned_ms),
            why = Words(newer.why.clone())
        ));
    }
}

/// A certificate expires: an old look proves nothing about today.
#[must_use]
pub fn as_of_today(verdict: SafeToWipe, why: &Words, looked_ms: i64) -> (SafeToWipe, Words) {
    const A_DAY_MS: i64 = 24 * 3600 * 1000;
    if verdict == SafeToWipe::Safe && clock::now_ms() - looked_ms > A_DAY_MS {
        let was = words!("{why}, as of {time}", why = Words(why.clone()), time = Time(looked_ms));
        (SafeToWipe::CheckFirst, was)
    } else {
        (verdict, why.clone())
    }
}
