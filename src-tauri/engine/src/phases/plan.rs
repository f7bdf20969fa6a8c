//! plan: decides for each file what shall become of it at each destination. Nothing is written but the job's rows.

mod bundles;
mod following;
mod limits;
mod passable;
mod spelling;

use std::collections::HashMap;

use rusqlite::Connection;

use passable::{Passable, escape_folder};
use spelling::Spelling;

use super::known::load_contents;
use super::recorded::{Records, recorded_blake3};
use super::{LiveRoot, PhaseContext, PhaseReport};
use crate::error::Result;
use crate::model::{Phase, Reason, RelPath, Tally};
use crate::plan::companions;
use crate::plan::{Claim, Contents, Facts, Holder, Layout, distinct_folder_name, escape_illegal};
use crate::store::{PendingFile, RootKind, Settled, TargetRow, Which, read, write};
use crate::views::{ClashPolicy, RepeatPolicy};
use crate::{plural, words};

const BATCH: usize = 512;

/// Runs the phase.
pub fn run(ctx: &PhaseContext) -> Result<PhaseReport> {
    ctx.meter.begin(Phase::Plan, Tally::default());
    // What hashing found to be other content than was recorded waits again.
    ctx.writer.ask(write::reopen_lost)?;
    let skips = ctx.job.config.clashes == ClashPolicy::Skip;
    ctx.writer.now(move |db| write::reopen_clashes(db, skips))?;
    let db = ctx.scanner()?;
    let mut planner = Planner::new(ctx, &db)?;
    if planner.layout.has_date() {
        super::dates::run(ctx, &db)?;
    }
    super::bundles::tag(ctx)?;
    planner.bundles(&db)?;
    for source in ctx.of_kind(RootKind::Source) {
        planner.source(&db, source, Which::Leading)?;
    }
    if !read::followed(&db)?.is_empty() {
        ctx.writer.flush()?;
        for source in ctx.of_kind(RootKind::Source) {
            planner.source(&db, source, Which::Following)?;
        }
    }
    let folding = limits::folding(ctx);
    if planner.layout != Layout::Drive || !folding.is_empty() {
        ctx.writer.now(move |db| write::mark_clashes(db, &folding))?;
    }
    ctx.writer.now(write::set_planned)?;
    ctx.check_equation()?;
    limits::say(ctx)?;
    let worst = ctx.meter.worst();
    let new = worst.to_do.files - worst.expected_repeats.files;
    let bytes = worst.to_do.bytes - worst.expected_repeats.bytes;
    Ok(PhaseReport {
        summary: match planner.expected.values().max() {
            None => words!("{files} to copy ({bytes})", files = Files(new), bytes = Bytes(bytes)),
            Some(expected) => words!(
                "{what}; by imported checksums {there}",
                what = Words(words!("{files} to copy ({bytes})", files = Files(new), bytes = Bytes(bytes))),
                there = Words(plural!(
                    n = Count(*expected),
                    "{n} of these is in the archive already",
                    "{n} of these are in the archive already"
                ))
            ),
        },
    })
}

struct Planner<'a> {
    ctx: &'a PhaseContext,
    layout: Layout,
    /// Files of which others recorded a BLAKE3.
    records: Records,
    /// Per destination: files that others' records say are there already.
    expected: HashMap<i64, u64>,
    contents: HashMap<i64, Contents>,
    /// Per destination: places of sources inside it, below its root.
    sources_inside: HashMap<i64, Vec<RelPath>>,
    passable: Passable,
    spelling: Spelling,
}

/// One file's decision at one destination, as it is written.
enum Step {
    Plan {
        undecided: bool,
        repeat_of: Option<i64>,
    },
    /// Others recorded a content that an archive holds; the copy's read will tell.
    Expect {
        held: Reason,
    },
    Settle(Settled),
}

struct Decided {
    file: i64,
    destination: i64,
    folder: RelPath,
    /// `None`: the source's own name.
    name: Option<Vec<u8>>,
    step: Step,
}

impl<'a> Planner<'a> {
    fn new(ctx: &'a PhaseContext, db: &Connection) -> Result<Self> {
        let layout = Layout::parse(&ctx.job.config.layout)?;
        let contents = load_contents(ctx, db)?;
        let sources_inside =
            ctx.of_kind(RootKind::Destination).map(|d| (d.row.id, sources_inside(ctx, d))).collect();
        let records = Records::load_blake3(db)?;
        Ok(Self {
            ctx,
            layout,
            records,
            expected: HashMap::new(),
            contents,
            sources_inside,
            passable: Passable::default(),
            spelling: Spelling::load(ctx, db)?,
        })
    }

    fn source(&mut self, db: &Connection, source: &LiveRoot, which: Which) -> Result<()> {
        let mut after = (Vec::new(), Vec::new());
        loop {
            self.ctx.cancel.check()?;
            let batch = read::pending_batch(db, (source.row.id, which), (&after.0, &after.1), BATCH)?;
            let Some(last) = batch.last() else { return Ok(()) };
            after = (last.folder.0.clone(), last.name.clone());
            self.ctx.had_work.store(true, std::sync::atomic::Ordering::Relaxed);
            let mut decided = Vec::with_capacity(batch.len());
            for file in batch.iter().filter(|f| f.bundle.is_none()) {
                for target in &file.targets {
                    decided.push(self.decide(db, source, file, target)?);
                }
            }
            self.ctx.writer.later(move |db| record(db, &decided))?;
        }
    }

    fn decide(
        &mut self,
        db: &Connection,
        source: &LiveRoot,
        file: &PendingFile,
        target: &TargetRow,
    ) -> Result<Decided> {
        let destination = target.destination;
        let (folder, name) = self.place(source, file, destination);
        let step = if let Some(followed) = &file.follows {
            self.following(db, (file, followed), target, (&folder, name.as_deref()))?
        } else if file.print.size == 0 {
            self.empty_file(db, file, destination, &folder, name.as_deref())?
        } else {
            self.by_content(db, file, target)?
        };
        let step = self.refuse_too_large(file, target, step)?;
        Ok(Decided { file: file.id, destination, folder, name, step })
    }

    fn by_content(&mut self, db: &Connection, file: &PendingFile, target: &TargetRow) -> Result<Step> {
        let keep_all = file.anyway || self.ctx.job.config.repeats == RepeatPolicy::Keep;
        let Some(checksum) = file.checksum.filter(|_| !keep_all) else {
            return if keep_all {
                Ok(Step::Plan { undecided: false, repeat_of: None })
            } else {
                self.by_record(db, file, target)
            };
        };
        let contents = self.contents.entry(target.destination).or_default();
        Ok(match contents.claim(checksum, file.id) {
            Claim::Lead => Step::Plan { undecided: false, repeat_of: None },
            Claim::Follow { leader } => Step::Plan { undecided: false, repeat_of: Some(leader) },
            Claim::Held(holder) => Step::Settle(settled_by(holder, file.id, target)),
        })
    }

    /// Nothing is known of the content but perhaps what others recorded: enough to say what is to be expected, never to
    /// settle anything.
    fn by_record(&mut self, db: &Connection, file: &PendingFile, target: &TargetRow) -> Result<Step> {
        let undecided = file.shared > 0;
        let recorded = match self.records.has(file.id) {
            true => recorded_blake3(db, file.id, &file.print)?,
            false => None,
        };
        let Some(checksum) = recorded else { return Ok(Step::Plan { undecided, repeat_of: None }) };
        let contents = self.contents.entry(target.destination).or_default();
        let held = match contents.claim(checksum, file.id) {
            Claim::Lead => return Ok(Step::Plan { undecided, repeat_of: None }),
            Claim::Follow { leader } => {
                return Ok(Step::Plan { undecided: false, repeat_of: Some(leader) });
            }
            Claim::Held(Holder::Destination { .. } | Holder::Copied { .. }) => Reason::InDestination,
            Claim::Held(Holder::Pool { .. }) => Reason::InPool,
        };
        *self.expected.entry(target.destination).or_default() += 1;
        Ok(Step::Expect { held })
    }

    /// Empty files are never duplicates of one another; one that stands at its own place already needs no second.
    fn empty_file(
        &self,
        db: &Connection,
        file: &PendingFile,
        destination: i64,
        folder: &RelPath,
        name: Option<&[u8]>,
    ) -> Result<Step> {
        let there = read::empty_file_at(db, destination, folder, name.unwrap_or(&file.name))?;
        Ok(match there {
            None => Step::Plan { undecided: false, repeat_of: None },
            Some(twin) => Step::Settle(Settled {
                file: file.id,
                destination,
                reason: Reason::InDestination,
                twin,
                twin_source: None,
                message: None,
            }),
        })
    }

    fn place(&self, source: &LiveRoot, file: &PendingFile, destination: i64) -> (RelPath, Option<Vec<u8>>) {
        // What follows another goes where that one goes, under a name like that one's.
        let (name, mtime_ns) =
            file.follows.as_ref().map_or((&file.name, file.print.mtime_ns), |f| (&f.name, f.mtime_ns));
        let facts =
            Facts { drive: &source.row.name, folder: &file.folder, name, mtime_ns, taken_s: file.taken_s };
        let (folder, placed) = self.layout.place(facts);
        let name = match &file.follows {
            Some(followed) => companions::beside(&file.name, &followed.name, &placed),
            None => placed,
        };
        let folder = self.outside_sources(source, destination, folder);
        let illegal = self
            .ctx
            .roots
            .iter()
            .find(|r| r.row.id == destination)
            .map_or(&b""[..], |r| r.traits.illegal_name_bytes);
        let folder = self.spelling.of(destination, escape_folder(folder, illegal));
        let folder = self.passable.of(self.ctx, destination, folder);
        let name = escape_illegal(&name, illegal).unwrap_or(name);
        (folder, (name != file.name).then_some(name))
    }

    /// A source inside the destination is only ever read: what would land in it goes beside it.
    fn outside_sources(&self, source: &LiveRoot, destination: i64, folder: RelPath) -> RelPath {
        let inside =
            self.sources_inside.get(&destination).is_some_and(|all| all.iter().any(|s| folder.is_within(s)));
        if !inside {
            return folder;
        }
        let identity = format!("{}/{:?}", source.row.place.volume.0, source.row.place.path);
        RelPath(distinct_folder_name(&source.row.name, &identity)).join(&folder.0)
    }
}

fn settled_by(holder: Holder, file: i64, target: &TargetRow) -> Settled {
    let (reason, twin, twin_source) = match holder {
        Holder::Destination { twin } => (Reason::InDestination, twin, None),
        Holder::Pool { twin } => (Reason::InPool, twin, None),
        Holder::Copied { source, twin } => (Reason::OfSource, twin, Some(source)),
    };
    // A copy of ours that was only moved within the archive is still the copy.
    let moved = target.reason == Reason::Restored && reason == Reason::InDestination;
    Settled {
        file,
        destination: target.destination,
        reason: if moved { Reason::New } else { reason },
        twin,
        twin_source,
        message: moved.then(|| crate::plan::MOVED.to_owned()),
    }
}

fn record(db: &Connection, decided: &[Decided]) -> Result<()> {
    let mut last: Option<(i64, &RelPath, i64)> = None;
    for one in decided {
        match &one.step {
            Step::Settle(settled) => write::settle(db, settled)?,
            Step::Plan { .. } | Step::Expect { .. } => {
                let folder = match last {
                    Some((destination, path, id))
                        if destination == one.destination && *path == one.folder =>
                    {
                        id
                    }
                    _ => write::ensure_folder(db, one.destination, &one.folder)?,
                };
                last = Some((one.destination, &one.folder, folder));
                let key = (one.file, one.destination);
                let target = (folder, one.name.as_deref());
                match one.step {
                    Step::Plan { undecided, repeat_of } => {
                        write::set_plan(db, key, target, undecided, repeat_of)?;
                    }
                    Step::Expect { held } => {
                        write::set_plan(db, key, target, true, None)?;
                        write::expect_held(db, key, held)?;
                    }
                    Step::Settle(_) => {}
                }
            }
        }
    }
    Ok(())
}

fn sources_inside(ctx: &PhaseContext, destination: &LiveRoot) -> Vec<RelPath> {
    let base = &destination.row.place;
    ctx.of_kind(RootKind::Source)
        .map(|s| &s.row.place)
        .filter(|place| place.volume == base.volume && place.path.is_within(&base.path))
        .map(|place| {
            let below = place.path.0.get(base.path.0.len()..).unwrap_or_default();
            RelPath(below.strip_prefix(b"/").unwrap_or(below).to_vec())
        })
        .filter(|path| !path.0.is_empty())
        .collect()
}
