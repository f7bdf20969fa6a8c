//! analyze: looks through every source and records what is there. No content is read.

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::Ordering::Relaxed;

use super::originals::is_same_seen_otherwise;
use super::walk::{Entry, Listed, Visitor, is_folder, walk};
use super::{LiveRoot, PhaseContext, PhaseReport, findings};
use crate::archive;
use crate::error::{Error, Kind, Result};
use crate::fs::{DirId, Root, SeenKind};
use crate::model::{OUR_FOLDER, Phase, Reason, RelPath, Tally, display_bytes};
use crate::plan::companions::{self, Candidate};
use crate::plan::{
    ARCHIVE_LIES_HERE, IN_THE_CLOUD, LINK_TO, LeftOut, Rules, is_repair_folder, own_left_out,
    repair_folder_left_out,
};
use crate::store::{EntryKind, FolderFacts, FolderListing, RootKind, SourceEntry, read, write};
use crate::views::DriveWork;
use crate::volume;
use crate::{plural, said, words};

/// Runs the phase.
pub fn run(ctx: &PhaseContext) -> Result<PhaseReport> {
    ctx.meter.begin(Phase::Analyze, Tally::default());
    let rules = Rules::of(&ctx.job.config)?;
    findings::settle_outbox(ctx)?;
    let others = folders_of_other_roots(ctx);
    for source in ctx.live(RootKind::Source) {
        source.meter.begin(DriveWork::Looking, Tally::default());
        match look_through(ctx, source, &rules, &others) {
            Ok(()) => source.meter.set_work(DriveWork::Waiting),
            // One drive that goes away leaves the others to go on.
            Err(error) if error.code == "drive_missing" => {
                source.meter.set_work(DriveWork::Missing);
                ctx.events.attention(&error);
            }
            Err(error) => return Err(error),
        }
    }
    findings::of_sources(ctx)?;
    ctx.writer.now(write::follow_scans)?;
    let found = read::found(&ctx.reader()?)?;
    Ok(PhaseReport { summary: words!("{files} found", files = Files(found.files)) })
}

/// Folders that are roots of the job themselves: met inside a source, they are not its files.
fn folders_of_other_roots(ctx: &PhaseContext) -> HashMap<DirId, (i64, String)> {
    ctx.roots
        .iter()
        .filter_map(|root| {
            let what = match root.row.kind {
                RootKind::Source => {
                    words!("{name} is brought in as a drive of its own", name = Text(root.name())).kept()
                }
                RootKind::Destination => ARCHIVE_LIES_HERE.to_owned(),
                RootKind::Pool => said!("this folder counts as archived already").to_owned(),
            };
            root.held().map(|handle| (handle.id(), (root.row.id, what)))
        })
        .collect()
}

fn look_through(
    ctx: &PhaseContext,
    source: &LiveRoot,
    rules: &Rules,
    others: &HashMap<DirId, (i64, String)>,
) -> Result<()> {
    let root = &*source.handle()?;
    let visitor = SourceVisitor { ctx, source, root, rules, others, unlisted: Mutex::default() };
    walk(root, ctx.threads(source.rotational), &ctx.cancel, &visitor, None)?;
    if !root.is_alive() {
        return Err(Error::blocked(
            "drive_missing",
            words!("{name} went away while it was looked through", name = Text(source.name())),
        )
        .hint("connect it again, then resume"));
    }
    let unlisted = visitor.unlisted.into_inner().unwrap_or_default();
    let (id, scan) = (source.row.id, ctx.scan);
    let vanished = ctx.writer.ask(move |db| {
        let vanished = write::finish_source_scan(db, id, scan, &unlisted)?;
        write::scanned(db, id)?;
        Ok(vanished)
    })?;
    if vanished > 0 {
        ctx.events.remark(plural!(
            files = Files(vanished),
            "{files} of {name} is not there any more",
            "{files} of {name} are not there any more",
            name = Text(source.name())
        ));
    }
    Ok(())
}

struct SourceVisitor<'a> {
    ctx: &'a PhaseContext,
    source: &'a LiveRoot,
    root: &'a Root,
    rules: &'a Rules,
    others: &'a HashMap<DirId, (i64, String)>,
    unlisted: Mutex<Vec<RelPath>>,
}

impl Visitor for SourceVisitor<'_> {
    /// The rule by which the folder with all in it is left out.
    type State = Option<LeftOut>;

    fn listed(&self, state: &Self::State, listed: Listed) -> Result<Vec<(RelPath, Self::State)>> {
        let mut below = Vec::new();
        let mut entries = Vec::with_capacity(listed.entries.len());
        let state = &state.clone().or_else(|| self.archive_seen_otherwise(&listed));
        let empty = listed.entries.is_empty() && listed.hidden.is_empty() && state.is_none();
        for entry in &listed.entries {
            let path = listed.path.join(&entry.name);
            if !is_folder(entry) {
                let own = || self.ctx.own.file(&listed.folder, &entry.name);
                let rule = state.clone().or_else(own);
                entries.push(self.file(&rule, &path, entry));
            } else if let Some(own) = self.ctx.own.folder(&entry.seen) {
                entries.push(self.stands_for_folder(entry, own.reason, own.note));
            } else if let Some((_, why)) = self.another_root(entry) {
                entries.push(self.stands_for_folder(entry, Reason::Rule, why.clone()));
            } else {
                below.push((path.clone(), state.clone().or_else(|| self.rules.folder(&path))));
            }
        }
        for (name, error) in listed.hidden {
            entries.push(unreadable_entry(name, &error));
        }
        self.record(FolderListing {
            path: listed.path,
            facts: FolderFacts {
                mtime_ns: listed.folder.print.mtime_ns,
                mode: listed.folder.mode,
                empty,
                device: listed.folder.device,
            },
            follows: following(&entries),
            entries,
        })?;
        Ok(below)
    }

    fn unreadable(&self, state: &Self::State, path: &RelPath, error: Error) -> Result<()> {
        if path.0.is_empty() {
            return Err(Error { kind: Kind::Blocked, ..error });
        }
        if let Ok(mut unlisted) = self.unlisted.lock() {
            unlisted.push(path.clone());
        }
        let (folder, name) = path.split();
        let mut entry = unreadable_entry(name.to_vec(), &error);
        let in_volume = self.source.row.place.path.join(&path.0);
        let repairs = is_repair_folder(&in_volume) && error.code == "not_allowed";
        if let Some(rule) = state.clone().or_else(|| repairs.then(repair_folder_left_out)) {
            entry.left_out = Some(rule.reason);
            entry.note = Some(rule.note);
        } else {
            self.ctx.events.file_failed(&error);
        }
        let (root, scan) = (self.source.row.id, self.ctx.scan);
        self.ctx.writer.later(move |db| write::source_entry(db, root, &folder, &entry, scan))
    }
}

impl SourceVisitor<'_> {
    fn record(&self, listing: FolderListing) -> Result<()> {
        let files = listing.entries.len() as u64;
        let bytes = listing.entries.iter().map(|e| e.print.size).sum();
        for meter in [&self.source.meter.files_done, &self.ctx.meter.files_done] {
            meter.fetch_add(files, Relaxed);
        }
        self.source.meter.moved(bytes);
        let (root, scan) = (self.source.row.id, self.ctx.scan);
        self.ctx.writer.later(move |db| write::source_folder(db, root, &listing, scan))
    }

    /// A destination that a union or bridge shows as a folder of its own: known by its marker being the same file.
    fn archive_seen_otherwise(&self, listed: &Listed) -> Option<LeftOut> {
        let is_ours = |entry: &Entry| is_folder(entry) && entry.name == OUR_FOLDER.as_bytes();
        let views = |live: &LiveRoot| volume::is_view(&live.row.file_system);
        let any_view = views(self.source) || self.ctx.live(RootKind::Destination).any(views);
        if !any_view || !listed.entries.iter().any(is_ours) {
            return None;
        }
        let marker = archive::marker_path();
        let seen = self.root.look(&listed.path.join(&marker.0)).ok().flatten()?;
        let is_it = |archive: &LiveRoot| {
            let there = archive.held().and_then(|root| root.look(&marker).ok().flatten());
            there.is_some_and(|there| is_same_seen_otherwise(&there.print, &seen.print))
        };
        let is_there = self.ctx.live(RootKind::Destination).any(is_it);
        is_there.then(|| own_left_out(ARCHIVE_LIES_HERE))
    }

    fn another_root(&self, entry: &Entry) -> Option<&(i64, String)> {
        self.others.get(&entry.seen.dir_id()).filter(|(id, _)| *id != self.source.row.id)
    }

    fn file(&self, state: &Option<LeftOut>, path: &RelPath, entry: &Entry) -> SourceEntry {
        let print = if self.source.row.strong { entry.seen.print } else { entry.seen.print.weakened() };
        let mut out = SourceEntry {
            name: entry.name.clone(),
            kind: EntryKind::File,
            print,
            mode: entry.seen.mode,
            links: entry.seen.links,
            occupied: Some(entry.seen.allocated)
                .filter(|taken| self.source.traits.keeps_holes && *taken < print.size),
            left_out: None,
            note: None,
        };
        match entry.seen.kind {
            SeenKind::File | SeenKind::Folder => {}
            SeenKind::Link => {
                out.kind = EntryKind::Link;
                out.left_out = Some(Reason::Link);
                out.note =
                    self.root.read_link(path).ok().map(|to| format!("{LINK_TO}{}", display_bytes(&to)));
            }
            SeenKind::Special => {
                out.kind = EntryKind::Special;
                out.left_out = Some(Reason::Special);
                out.note = Some(said!("pipe, socket or device").into());
            }
            SeenKind::Placeholder => {
                out.kind = EntryKind::Special;
                out.left_out = Some(Reason::Placeholder);
                out.note = Some(IN_THE_CLOUD.into());
            }
        }
        if out.kind != EntryKind::File {
            out.print.size = 0;
        }
        if matches!(entry.seen.kind, SeenKind::Link | SeenKind::Special) {
            return out;
        }
        if let Some(rule) = state.clone().or_else(|| self.rules.file(path)) {
            out.left_out = Some(rule.reason);
            out.note = Some(rule.note);
        }
        out
    }

    fn stands_for_folder(&self, entry: &Entry, reason: Reason, why: String) -> SourceEntry {
        SourceEntry {
            name: entry.name.clone(),
            kind: EntryKind::Special,
            print: crate::model::Fingerprint { size: 0, ..entry.seen.print.weakened() },
            mode: entry.seen.mode,
            links: 1,
            occupied: None,
            left_out: Some(reason),
            note: Some(why),
        }
    }
}

/// Which of a folder's files belong to which.
fn following(entries: &[SourceEntry]) -> Vec<(usize, usize)> {
    let files: Vec<usize> = (0..entries.len()).filter(|at| entries[*at].kind == EntryKind::File).collect();
    let candidates: Vec<Candidate<'_>> = files
        .iter()
        .map(|at| Candidate { name: &entries[*at].name, left_out: entries[*at].left_out.is_some() })
        .collect();
    companions::pairs(&candidates).into_iter().map(|(one, other)| (files[one], files[other])).collect()
}

fn unreadable_entry(name: Vec<u8>, error: &Error) -> SourceEntry {
    SourceEntry {
        name,
        kind: EntryKind::UnreadableFolder,
        print: crate::model::Fingerprint::default(),
        mode: 0,
        links: 1,
        occupied: None,
        left_out: None,
        note: Some(error.message.kept()),
    }
}
