//! Folders of the job that lie in a drive: none of its files, and gone with it all the same. An inner drive has its own
//! answer; of what else lies there only a clearance knows, which looks at everything.

use rusqlite::Connection;

use crate::error::Result;
use crate::model::display_bytes;
use crate::store::{RootKind, RootRow, read};
use crate::text::Words;
use crate::views::{DriveVerdict, SafeToWipe};
use crate::words;

/// Makes no drive safer than what lies in it. The innermost come first, so that an answer is handed on outwards.
pub fn heed(db: &Connection, roots: &[RootRow], all: &mut [DriveVerdict]) -> Result<()> {
    let mut drives: Vec<&RootRow> = roots.iter().filter(|r| r.kind == RootKind::Source).collect();
    drives.sort_by_key(|drive| std::cmp::Reverse(drive.place.path.0.len()));
    for drive in &drives {
        for (folder, by_rule) in read::folders_of_others(db, drive.id)? {
            let place = drive.place.path.join(&folder.0);
            let is_it = |r: &&RootRow| {
                r.place.volume == drive.place.volume && r.place.path == place && r.id != drive.id
            };
            let root = roots.iter().find(is_it);
            let inner = root.and_then(|root| all.iter().find(|v| v.source == root.id));
            let name = display_bytes(&folder.0);
            let (verdict, why) = match inner {
                Some(inner) => (no_better_than(inner.verdict), lies_in_it(name.clone(), inner.why.clone())),
                None if by_rule || root.is_some() => (SafeToWipe::CheckFirst, not_looked_at(name.clone())),
                None => continue,
            };
            if let Some(outer) = all.iter_mut().find(|v| v.source == drive.id) {
                tell(outer, name, verdict, why);
            }
        }
    }
    Ok(())
}

fn no_better_than(inner: SafeToWipe) -> SafeToWipe {
    if inner == SafeToWipe::NeverScanned { SafeToWipe::CheckFirst } else { inner }
}

fn lies_in_it(folder: String, why: Words) -> Words {
    words!(
        "{folder}, which is brought in as a drive of its own, lies in it: {why}",
        folder = Text(folder),
        why = Words(why)
    )
}

fn not_looked_at(folder: String) -> Words {
    words!(
        "{folder} lies in it and was not looked at as a part of it: look at the drive again",
        folder = Text(folder)
    )
}

fn tell(outer: &mut DriveVerdict, folder: String, inner: SafeToWipe, why: Words) {
    if inner == SafeToWipe::Safe {
        return;
    }
    outer.exceptions.push(words!("{folder} lies in it and would go with it.", folder = Text(folder)));
    if inner < outer.verdict && outer.verdict != SafeToWipe::NeverScanned {
        outer.verdict = inner;
        outer.why = why;
    }
}
