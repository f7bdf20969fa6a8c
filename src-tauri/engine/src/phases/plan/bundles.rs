//! Bundles are decided as wholes: equal to one that is there or on its way, else copied with all that is in them.

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;

use super::{Planner, escape_folder};
use crate::error::Result;
use crate::model::{Checksum, Reason, RelPath, display_bytes};
use crate::phases::LiveRoot;
use crate::phases::bundles::{Side, all, each_file};
use crate::plan::bundles::{Tree, told_apart};
use crate::plan::{Facts, escape_illegal};
use crate::store::{Bundle, BundleTarget, Inner, RootKind, Settled, read, write};
use crate::views::{ClashPolicy, RepeatPolicy};
use crate::words;

/// Digits of the print in the name of a folder that is told apart, tried in turn.
const DIGITS: [usize; 3] = [8, 16, 64];
const BATCH: usize = 512;

type Trees = Vec<(Bundle, Tree)>;

/// One destination while its bundles are planned.
struct Plan<'a> {
    live: &'a LiveRoot,
    /// Bundles that count as archived here, by content; the destination's own first.
    there: HashMap<Checksum, Bundle>,
    /// Bundles of this job that are being copied, by content.
    leading: HashMap<Checksum, Bundle>,
    /// Folders that bundles of this job have; no two differ in upper and lower case only.
    taken: HashMap<RelPath, i64>,
}

impl Planner<'_> {
    /// Plans every bundle that waits for a destination.
    pub(super) fn bundles(&mut self, db: &Connection) -> Result<()> {
        let keep = self.ctx.job.config.repeats == RepeatPolicy::Keep;
        let mut trees: Option<(Trees, Trees)> = None;
        for live in self.ctx.of_kind(RootKind::Destination) {
            let waiting = read::bundles_waiting(db, live.row.id)?;
            if waiting.is_empty() {
                continue;
            }
            let (sources, archives) = match &trees {
                Some(trees) => trees,
                None => trees.insert((
                    all(self.ctx, db, Side::Source)?,
                    if keep { Vec::new() } else { all(self.ctx, db, Side::Archive)? },
                )),
            };
            let mut plan = Plan {
                live,
                there: self.there(archives, live),
                leading: HashMap::new(),
                taken: read::bundle_folders(db, live.row.id)?
                    .into_iter()
                    .map(|(b, f)| (folded(&f), b))
                    .collect(),
            };
            for (bundle, tree) in sources.iter().filter(|(b, _)| waiting.contains(&b.id)) {
                self.bundle(db, &mut plan, bundle, tree)?;
            }
        }
        self.ctx.writer.flush()
    }

    fn there(&self, archives: &[(Bundle, Tree)], live: &LiveRoot) -> HashMap<Checksum, Bundle> {
        let pools: HashSet<i64> = self.ctx.live(RootKind::Pool).map(|p| p.row.id).collect();
        let (own, others): (Vec<_>, Vec<_>) = archives
            .iter()
            .filter(|(b, _)| b.root == live.row.id || pools.contains(&b.root))
            .partition(|(b, _)| b.root == live.row.id);
        let mut there = HashMap::new();
        for (bundle, tree) in own.into_iter().chain(others) {
            if let Some(content) = tree.content {
                there.entry(content).or_insert_with(|| bundle.clone());
            }
        }
        there
    }

    fn bundle(&mut self, db: &Connection, plan: &mut Plan<'_>, bundle: &Bundle, tree: &Tree) -> Result<()> {
        let destination = plan.live.row.id;
        let before = read::bundle_target(db, bundle.id, destination)?;
        let same_print = before.as_ref().filter(|t| t.copied && t.print == tree.print);
        let goes_on = match same_print {
            Some(_) => !read::changed_unseen(db, bundle.id, destination)?,
            None => false,
        };
        if let Some(target) = same_print.filter(|_| goes_on) {
            // Broken off, or a part of it was lost: it goes on where it was begun.
            if let Some(content) = tree.content {
                plan.leading.entry(content).or_insert_with(|| bundle.clone());
            }
            return self.place_all(db, plan, bundle, &target.folder, None, false);
        }
        let keep = self.ctx.job.config.repeats == RepeatPolicy::Keep;
        let known = tree.content.filter(|_| !keep);
        let content = if read::must_be_copied(db, bundle.id)? { None } else { known };
        if let Some(twin) = content.and_then(|c| plan.there.get(&c)) {
            return self.settle_all(db, plan, bundle, twin);
        }
        let changed = before.is_some_and(|t| t.copied);
        let Some(folder) = self.folder_for(db, plan, bundle, tree, changed)? else {
            return self.leave_out(db, plan, bundle);
        };
        let leader = content.and_then(|c| plan.leading.get(&c)).cloned();
        let target = BundleTarget { print: tree.print, copied: leader.is_none(), folder: folder.clone() };
        let id = bundle.id;
        self.ctx.writer.later(move |db| write::set_bundle_target(db, (id, destination), &target))?;
        if leader.is_none() {
            plan.taken.insert(folded(&folder), bundle.id);
            if let Some(content) = content {
                plan.leading.insert(content, bundle.clone());
            }
        }
        self.place_all(db, plan, bundle, &folder, leader.as_ref(), true)
    }

    /// An equal one is there: each file has its twin in it.
    fn settle_all(&self, db: &Connection, plan: &Plan<'_>, bundle: &Bundle, twin: &Bundle) -> Result<()> {
        let destination = plan.live.row.id;
        let reason = if twin.root == destination { Reason::InDestination } else { Reason::InPool };
        let mut twins = ids(db, Side::Archive, twin)?.into_iter();
        self.in_batches(db, bundle, &mut |files| {
            let pairs: Vec<(i64, i64)> = files.iter().zip(&mut twins).map(|(f, t)| (f.id, t)).collect();
            self.ctx.writer.later(move |db| {
                for (file, twin) in pairs {
                    let settled =
                        Settled { file, destination, reason, twin, twin_source: None, message: None };
                    write::settle(db, &settled)?;
                }
                Ok(())
            })
        })
    }

    /// All its files go below `folder`, or repeat those of `leader`. `anew`: those that were settled before as well.
    fn place_all(
        &self,
        db: &Connection,
        plan: &Plan<'_>,
        bundle: &Bundle,
        folder: &RelPath,
        leader: Option<&Bundle>,
        anew: bool,
    ) -> Result<()> {
        let destination = plan.live.row.id;
        let illegal = plan.live.traits.illegal_name_bytes;
        let mut leaders = match leader {
            Some(leader) => ids(db, Side::Source, leader)?.into_iter(),
            None => Vec::new().into_iter(),
        };
        self.in_batches(db, bundle, &mut |files| {
            let placed: Vec<_> = files
                .iter()
                .map(|file| {
                    let (below, name) = file.path.split();
                    let within = escape_folder(folder.join(&below.0), illegal);
                    let within = self.spelling.of(destination, within);
                    (file.id, within, escape_illegal(name, illegal), leaders.next())
                })
                .collect();
            self.ctx.writer.later(move |db| {
                for (file, folder, name, leader) in placed {
                    if anew {
                        write::reopen_inner(db, file, destination)?;
                    }
                    let folder = write::ensure_folder(db, destination, &folder)?;
                    write::set_plan(db, (file, destination), (folder, name.as_deref()), false, leader)?;
                }
                Ok(())
            })
        })
    }

    /// Other content has its name, and the job leaves such things out.
    fn leave_out(&self, db: &Connection, plan: &Plan<'_>, bundle: &Bundle) -> Result<()> {
        let destination = plan.live.row.id;
        let base = self.wanted(plan, bundle);
        let message = words!(
            "another one stands at {path}; what was there stays, and this file is only on its drive",
            path = Text(display_bytes(&base.0))
        )
        .kept();
        self.in_batches(db, bundle, &mut |files| {
            let (base, message) = (base.clone(), message.clone());
            let placed: Vec<_> = files
                .iter()
                .map(|f| (f.id, base.join(&f.path.split().0.0), f.path.split().1.to_vec()))
                .collect();
            self.ctx.writer.later(move |db| {
                for (file, folder, name) in placed {
                    let folder = write::ensure_folder(db, destination, &folder)?;
                    write::clash(db, (file, destination), (folder, &name), &message)?;
                }
                Ok(())
            })
        })
    }

    /// The folder that nothing but this bundle has; `None` if it is taken and the job leaves such things out.
    fn folder_for(
        &self,
        db: &Connection,
        plan: &Plan<'_>,
        bundle: &Bundle,
        tree: &Tree,
        changed: bool,
    ) -> Result<Option<RelPath>> {
        let wanted = self.wanted(plan, bundle);
        let apart = DIGITS.iter().map(|digits| told_apart(&wanted, tree.print, *digits));
        let names = (!changed).then(|| wanted.clone()).into_iter().chain(apart);
        let mut last = wanted.clone();
        for folder in names {
            let is_taken = plan.taken.get(&folded(&folder)).is_some_and(|by| *by != bundle.id);
            if !is_taken && !read::stands_below(db, plan.live.row.id, &folder)? {
                return Ok(Some(folder));
            }
            if self.ctx.job.config.clashes == ClashPolicy::Skip {
                return Ok(None);
            }
            last = folder;
        }
        Ok(Some(last))
    }

    fn wanted(&self, plan: &Plan<'_>, bundle: &Bundle) -> RelPath {
        let source = self.ctx.roots.iter().find(|r| r.row.id == bundle.root);
        let (folder, name) = bundle.path.split();
        let Some(source) = source else { return bundle.path.clone() };
        let facts = Facts {
            drive: &source.row.name,
            folder: &folder,
            name,
            mtime_ns: bundle.mtime_ns,
            taken_s: None,
        };
        let (folder, name) = self.layout.place(facts);
        let folder = self.outside_sources(source, plan.live.row.id, folder.join(&name));
        self.spelling.of(plan.live.row.id, escape_folder(folder, plan.live.traits.illegal_name_bytes))
    }

    fn in_batches(
        &self,
        db: &Connection,
        bundle: &Bundle,
        take: &mut dyn FnMut(&[Inner]) -> Result<()>,
    ) -> Result<()> {
        self.ctx.had_work.store(true, std::sync::atomic::Ordering::Relaxed);
        let mut batch = Vec::with_capacity(BATCH);
        each_file(db, Side::Source, bundle, &mut |file| {
            self.ctx.cancel.check()?;
            batch.push(file);
            if batch.len() == BATCH {
                take(&batch)?;
                batch.clear();
            }
            Ok(())
        })?;
        take(&batch)
    }
}

fn folded(path: &RelPath) -> RelPath {
    RelPath(path.0.to_ascii_lowercase())
}

fn ids(db: &Connection, side: Side, bundle: &Bundle) -> Result<Vec<i64>> {
    let mut ids = Vec::new();
    each_file(db, side, bundle, &mut |file| {
        ids.push(file.id);
        Ok(())
    })?;
    Ok(ids)
}
