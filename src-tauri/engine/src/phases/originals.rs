//! Unions, bridges and shares show files of other volumes under other numbers: one of a source's own files, met in an
//! archive through such a view, or a source's view of what an archive holds. It proves nothing.

use std::sync::{Arc, Mutex};

use rusqlite::Connection;

use super::{LiveRoot, PhaseContext};
use crate::error::{Error, Result};
use crate::fs::Root;
use crate::model::Fingerprint;
use crate::store::{RootKind, read};
use crate::volume;

/// The steps in which the coarsest of these views tells times, nanoseconds.
const STEP_NS: i64 = 100;

/// Asked whether a file of an archive is a source's own.
pub struct Originals {
    db: Mutex<Connection>,
    archive_is_view: bool,
    /// Sources that may show what the archive holds.
    views: Vec<(i64, Arc<Root>)>,
}

impl Originals {
    /// For the files of an archive; `None` if neither it nor any source shows another volume.
    pub fn of(ctx: &PhaseContext, archive: &LiveRoot) -> Result<Option<Self>> {
        let archive_is_view = volume::is_view(&archive.row.file_system);
        let sources = ctx.live(RootKind::Source).filter(|s| volume::is_view(&s.row.file_system));
        let views: Vec<_> = sources.filter_map(|s| Some((s.row.id, s.held()?))).collect();
        if !archive_is_view && views.is_empty() {
            return Ok(None);
        }
        Ok(Some(Self { db: Mutex::new(ctx.reader()?), archive_is_view, views }))
    }
}

/// Whether two looks through different mounts met one file.
pub fn is_same_seen_otherwise(one: &Fingerprint, other: &Fingerprint) -> bool {
    one.size == other.size && one.ctime_ns != 0 && one.ctime_ns / STEP_NS == other.ctime_ns / STEP_NS
}

/// A copy never has its original's time of change: what has it is the original, seen through another mount.
pub fn is_an_original(originals: Option<&Originals>, print: &Fingerprint) -> Result<bool> {
    let Some(Originals { db, archive_is_view, views }) = originals else { return Ok(false) };
    let db = db.lock().map_err(|_| Error::blocked("panic", "a thread broke down"))?;
    if *archive_is_view && read::is_a_source(&db, print)? {
        return Ok(true);
    }
    // What is recorded of a view's files lacks that time, since it need not outlive the mount: they are asked now.
    for (id, root) in views {
        for path in read::sources_like(&db, *id, print, STEP_NS)? {
            if let Ok(Some(seen)) = root.look(&path)
                && is_same_seen_otherwise(&seen.print, print)
            {
                return Ok(true);
            }
        }
    }
    Ok(false)
}
