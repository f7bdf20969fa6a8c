//! Folders at a destination beyond those that files need: empty ones are made anew, and folders that were made get the
//! time and mode of the folder that they stand for.

use rusqlite::Connection;

use super::output::{Output, lock};
use crate::error::Result;
use crate::fs::{Metadata, apply_metadata};
use crate::model::RelPath;
use crate::phases::{LiveRoot, PhaseContext};
use crate::plan::Layout;
use crate::store::{RootKind, read};

/// Whether an empty folder of a source is not at the destination yet.
pub fn are_missing(ctx: &PhaseContext, db: &Connection, live: &LiveRoot) -> Result<bool> {
    let Some(root) = live.held() else { return Ok(false) };
    let mut missing = false;
    for_each(ctx, db, live.row.id, true, &mut |path, _, _| {
        missing |= !matches!(root.look(path), Ok(Some(_)));
    })?;
    Ok(missing)
}

/// Makes the missing empty folders, then sets mode and time of every folder that this run made, the deepest first.
/// What a file system refuses here loses no content.
pub fn complete(ctx: &PhaseContext, output: &Output<'_>) -> Result<()> {
    let db = ctx.reader()?;
    for_each(ctx, &db, output.id(), true, &mut |path, _, _| {
        let mut made = Vec::new();
        if output.root.make_folder(path, &mut made).is_ok() {
            for folder in &made {
                let _ = output.root.flush_folder(&folder.split().0);
            }
            lock(&output.made).extend(made);
        }
    })?;
    let made = std::mem::take(&mut *lock(&output.made));
    if made.is_empty() {
        return Ok(());
    }
    let mut stands_for: Vec<(RelPath, u32, i64)> = Vec::new();
    for_each(ctx, &db, output.id(), false, &mut |path, mode, mtime_ns| {
        if made.contains(path) {
            stands_for.push((path.clone(), mode, mtime_ns));
        }
    })?;
    stands_for.sort_by(|a, b| b.0.cmp(&a.0));
    for (path, mode, mtime_ns) in stands_for {
        if let Ok(dir) = output.root.open_folder(&path) {
            let meta = Metadata { mtime_ns, mode: (mode & 0o777) | 0o700, ..Metadata::default() };
            let _ = apply_metadata(&dir.into(), &meta);
        }
    }
    Ok(())
}

/// Hands out where each folder of the sources goes at a destination. Those of a bundle go with it, if it is copied.
fn for_each(
    ctx: &PhaseContext,
    db: &Connection,
    destination: i64,
    only_empty: bool,
    each: &mut dyn FnMut(&RelPath, u32, i64),
) -> Result<()> {
    let layout = Layout::parse(&ctx.job.config.layout)?;
    let bundles = read::bundle_folders(db, destination)?;
    for source in ctx.of_kind(RootKind::Source) {
        read::folders_of(db, source.row.id, only_empty, &mut |folder| {
            let path = match &folder.bundle {
                None => layout.folder(&source.row.name, &folder.path),
                Some((id, whole)) => match bundles.get(id) {
                    Some(to) => Some(to.join(below(&folder.path, whole))),
                    // With nothing in it to compare, it is a folder as any other.
                    None if read::has_no_files(db, *id).unwrap_or(false) => {
                        layout.folder(&source.row.name, &folder.path)
                    }
                    None => None,
                },
            };
            if let Some(path) = path {
                each(&path, folder.mode, folder.mtime_ns);
            }
        })?;
    }
    Ok(())
}

fn below<'a>(path: &'a RelPath, above: &RelPath) -> &'a [u8] {
    let rest = path.0.get(above.0.len()..).unwrap_or_default();
    rest.strip_prefix(b"/").unwrap_or(rest)
}
