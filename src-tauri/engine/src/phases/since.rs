//! Whether a drive is still as it was looked through: a run may take hours, and what it says at its end is of the drive
//! as it is then. Metadata only.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use rusqlite::Connection;

use super::walk::{Entry, Listed, Visitor, is_folder, walk};
use super::{LiveRoot, PhaseContext};
use crate::error::{Error, Result};
use crate::fs::SeenKind;
use crate::model::RelPath;
use crate::plan::Rules;
use crate::store::{RootKind, read};

/// Whether a file came to one of the drives, or changed on it, since this run looked through them. A drive that went away
/// meanwhile says nothing: what is known of it is of the time when it was there.
pub fn has_changed(ctx: &PhaseContext) -> Result<bool> {
    ctx.writer.flush()?;
    for source in ctx.live(RootKind::Source) {
        if drive_has_changed(ctx, source)? == Some(true) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The same of one drive; `None`: it is not there to be looked at.
pub fn drive_has_changed(ctx: &PhaseContext, source: &LiveRoot) -> Result<Option<bool>> {
    let rules = Rules::of(&ctx.job.config)?;
    let Some(root) = source.held().filter(|root| root.is_alive()) else { return Ok(None) };
    let look = Look { ctx, source, rules: &rules, db: Mutex::new(ctx.reader()?), changed: false.into() };
    match walk(&root, ctx.threads(source.rotational), &ctx.cancel, &look, ()) {
        Ok(()) => Ok(Some(look.changed.into_inner())),
        Err(error) if error.code == "drive_missing" => Ok(None),
        Err(error) => Err(error),
    }
}

struct Look<'a> {
    ctx: &'a PhaseContext,
    source: &'a LiveRoot,
    rules: &'a Rules,
    db: Mutex<Connection>,
    changed: AtomicBool,
}

impl Visitor for Look<'_> {
    type State = ();

    fn listed(&self, (): &(), listed: Listed) -> Result<Vec<(RelPath, ())>> {
        let mut below = Vec::new();
        for entry in &listed.entries {
            if self.changed.load(Relaxed) {
                return Ok(Vec::new());
            }
            let path = listed.path.join(&entry.name);
            if is_folder(entry) {
                if self.is_looked_into(&path, entry) {
                    below.push((path, ()));
                }
            } else if entry.seen.kind == SeenKind::File
                && self.rules.file(&path).is_none()
                && self.ctx.own.file(&listed.folder, &entry.name).is_none()
                && !self.is_recorded(&listed.path, entry)?
            {
                self.changed.store(true, Relaxed);
            }
        }
        Ok(below)
    }

    fn unreadable(&self, (): &(), _path: &RelPath, _error: Error) -> Result<()> {
        Ok(())
    }
}

impl Look<'_> {
    fn is_looked_into(&self, path: &RelPath, entry: &Entry) -> bool {
        let is_root = |root: &LiveRoot| root.dir.is_some_and(|dir| dir == entry.seen.dir_id());
        self.rules.folder(path).is_none()
            && self.ctx.own.folder(&entry.seen).is_none()
            && !self.ctx.roots.iter().any(is_root)
    }

    fn is_recorded(&self, folder: &RelPath, entry: &Entry) -> Result<bool> {
        let print = if self.source.row.strong { entry.seen.print } else { entry.seen.print.weakened() };
        let db = self.db.lock().map_err(|_| Error::blocked("panic", "a thread broke down"))?;
        read::is_recorded(&db, self.source.row.id, folder, &entry.name, &print)
    }
}
