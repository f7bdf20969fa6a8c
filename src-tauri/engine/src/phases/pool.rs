//! pool: looks through the archives and whatever else counts as archived. No content is read.

use std::collections::HashSet;
use std::sync::atomic::Ordering::Relaxed;

use super::originals::{Originals, is_an_original};
use super::walk::{Entry, Listed, Visitor, is_folder, walk};
use super::{LiveRoot, PhaseContext, PhaseReport, findings};
use crate::error::{Error, Result};
use crate::fs::{DirId, SeenKind};
use crate::model::{Phase, RelPath, Tally, display_bytes};
use crate::plan::is_system_folder;
use crate::store::{ArchiveRow, Lost, RootKind, read, write};
use crate::views::DriveWork;
use crate::words;

/// Runs the phase.
pub fn run(ctx: &PhaseContext) -> Result<PhaseReport> {
    ctx.meter.begin(Phase::Pool, Tally::default());
    let sources: HashSet<DirId> = ctx.live(RootKind::Source).filter_map(|r| r.dir).collect();
    let mut seen_roots = HashSet::new();
    for archive in ctx.live(RootKind::Destination).chain(ctx.live(RootKind::Pool)) {
        let root = archive.handle()?;
        if !seen_roots.insert(root.id()) {
            continue;
        }
        archive.meter.begin(DriveWork::Looking, Tally::default());
        look_through(ctx, archive, &sources)?;
        archive.meter.set_work(DriveWork::Waiting);
    }
    ctx.writer.flush()?;
    if read::aliases_possible(&ctx.reader()?)? {
        ctx.writer.now(write::mark_aliases)?;
    }
    findings::of_archives(ctx)?;
    let lost = ctx.writer.ask(|db| {
        write::retry_errors(db)?;
        write::reopen_lost(db)
    })?;
    tell_lost(ctx, &lost);
    let files = ctx.meter.files_done.load(Relaxed);
    Ok(PhaseReport { summary: words!("{files} in the archive", files = Files(files)) })
}

/// Copies that are not as they were left are named, up to a number that a person can read.
pub fn tell_lost(ctx: &PhaseContext, lost: &[Lost]) {
    const NAMED: usize = 20;
    for one in lost.iter().take(NAMED) {
        let path = display_bytes(&one.path.0);
        ctx.events.remark(match one.gone {
            true => words!(
                "{path} is not in the archive any more; its content is looked for there, else copied again",
                path = Text(path)
            ),
            false => words!(
                "{path} has changed in the archive: it stays, and if its content is another a good copy is put beside it",
                path = Text(path)
            ),
        });
    }
    if lost.len() > NAMED {
        ctx.events.remark(words!(
            "and {files} more that are lost, damaged or changed",
            files = Files((lost.len() - NAMED) as u64)
        ));
    }
}

fn look_through(ctx: &PhaseContext, archive: &LiveRoot, sources: &HashSet<DirId>) -> Result<()> {
    let root = &*archive.handle()?;
    let originals = Originals::of(ctx, archive)?;
    let visitor = ArchiveVisitor { ctx, archive, sources, originals };
    walk(root, ctx.threads(archive.rotational), &ctx.cancel, &visitor, ())?;
    if !root.is_alive() {
        return Err(Error::blocked(
            "drive_missing",
            words!("{name} went away while it was looked through", name = Text(archive.name())),
        )
        .hint("connect it again, then resume"));
    }
    let (id, scan) = (archive.row.id, ctx.scan);
    ctx.writer.now(move |db| {
        write::finish_archive_scan(db, id, scan)?;
        write::scanned(db, id)
    })
}

impl ArchiveVisitor<'_> {
    /// A source inside an archive, or mounted over a folder of it, never justifies its own skip.
    fn is_of_source(&self, entry: &Entry, path: &RelPath) -> Result<bool> {
        if self.sources.contains(&entry.seen.dir_id()) {
            return Ok(true);
        }
        let covered = self.sources.iter().any(|s| s.device == entry.seen.device)
            && self.archive.handle()?.is_behind_mount(path);
        if covered {
            let (path, name) = (display_bytes(&path.0), self.archive.name());
            self.ctx.events.remark(words!(
                "a drive of the job is mounted over {path} in {name}: what is there does not count",
                path = Text(path.to_string()),
                name = Text(name.to_string())
            ));
        }
        Ok(covered)
    }
}

struct ArchiveVisitor<'a> {
    ctx: &'a PhaseContext,
    archive: &'a LiveRoot,
    sources: &'a HashSet<DirId>,
    originals: Option<Originals>,
}

impl Visitor for ArchiveVisitor<'_> {
    type State = ();

    fn listed(&self, (): &(), listed: Listed) -> Result<Vec<(RelPath, ())>> {
        let mut below = Vec::new();
        let mut files = Vec::new();
        for entry in &listed.entries {
            match entry.seen.kind {
                SeenKind::Folder => {}
                SeenKind::File => {
                    let print = entry.seen.print;
                    let is_ours = self.ctx.own.file(&listed.folder, &entry.name).is_some();
                    if is_ours || is_an_original(self.originals.as_ref(), &print)? {
                        continue;
                    }
                    let print = if self.archive.row.strong { print } else { print.weakened() };
                    files.push(ArchiveRow { name: entry.name.clone(), print });
                    continue;
                }
                SeenKind::Link | SeenKind::Special | SeenKind::Placeholder => continue,
            }
            let is_ours = self.ctx.own.folder(&entry.seen).is_some();
            if !is_folder(entry) || is_ours || is_system_folder(&entry.name) {
                continue;
            }
            let path = listed.path.join(&entry.name);
            if !self.is_of_source(entry, &path)? {
                below.push((path, ()));
            }
        }
        for meter in [&self.archive.meter.files_done, &self.ctx.meter.files_done] {
            meter.fetch_add(files.len() as u64, Relaxed);
        }
        let (root, scan) = (self.archive.row.id, self.ctx.scan);
        self.ctx.writer.later(move |db| {
            write::archive_folder(db, root, (&listed.path, listed.folder.device), &files, scan)
        })?;
        Ok(below)
    }

    fn unreadable(&self, (): &(), path: &RelPath, error: Error) -> Result<()> {
        if path.0.is_empty() {
            return Err(Error { kind: crate::error::Kind::Blocked, ..error });
        }
        self.ctx.events.remark(words!(
            "a folder of {name} could not be listed: {error}",
            name = Text(self.archive.name()),
            error = Words(error.message.clone())
        ));
        Ok(())
    }
}
