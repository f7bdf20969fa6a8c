//! verify: a look at the destination: every copy and every twin that justified a skip. Shallow looks at size and
//! times, deep reads the bytes back from the device. What it finds is added to a history, never changes a status, and
//! what it found wrong serves as a twin no longer.

mod tell;

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use super::parallel::feed;
use super::recorded::{Check, Records};
use super::{LiveRoot, PhaseContext, PhaseReport};
use crate::error::{Error, Kind, Result};
use crate::fs::{self, Buffer, Seen};
use crate::model::{Checksum, Depth, Method, Outcome, Phase, Tally};
use crate::progress::Ahead;
use crate::store::{Due, Finding, RootKind, Side, read, write};
use crate::views::DriveWork;
use crate::words;

/// What a verification looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Everything, as the command `verify` does.
    All,
    /// Only what has no verdict of this depth yet, as a run does.
    WithoutVerdict,
}

/// Runs the phase.
pub fn run(ctx: &PhaseContext, depth: Depth, scope: Scope) -> Result<PhaseReport> {
    ctx.meter.begin(Phase::Verify, Tally::default());
    if depth == Depth::None {
        return Ok(PhaseReport { summary: words!("not asked for") });
    }
    let afresh = ctx.request.reverify;
    let only_new = (scope == Scope::WithoutVerdict).then_some(depth);
    if only_new.is_some() && !is_any_due(ctx, only_new)? {
        return Ok(PhaseReport { summary: words!("nothing was left to verify") });
    }
    // A look at some must not end one at everything that was interrupted.
    let afresh = afresh || only_new.is_some();
    let session = ctx.writer.ask(move |db| write::verification_begin(db, depth, afresh))?;
    // Files that only the records of others speak of: no run looks at them.
    let with_recorded = scope == Scope::All && depth == Depth::Deep;
    begin_meters(ctx, session, only_new, with_recorded)?;
    let db = ctx.scanner()?;
    let looker = Looker::new(ctx, session, depth)?;
    let rotational = ctx.live(RootKind::Destination).any(|r| r.rotational);
    feed(
        ctx.threads(rotational),
        |each| read::verification_due(&db, session, only_new, each),
        |due| looker.look_at(&due),
    )?;
    if with_recorded {
        ctx.writer.flush()?;
        feed(
            ctx.threads(rotational),
            |each| read::recorded_due(&db, session, each),
            |due| looker.look_at(&due),
        )?;
    }
    let waits = looker.missing.load(Relaxed);
    // Also where a drive was away: what was seen today must not stand for a look at another day.
    ctx.writer.now(move |db| write::verification_end(db, session))?;
    ctx.writer.flush()?;
    summarize(ctx, session, waits)
}

/// Reads these copies back, whatever their metadata says, and records what was found.
pub fn these(ctx: &PhaseContext, due: Vec<Due>) -> Result<()> {
    let session = ctx.writer.ask(|db| write::verification_begin(db, Depth::Deep, true))?;
    let looker = Looker::new(ctx, session, Depth::Deep)?;
    due.iter().try_for_each(|one| looker.look_at(one))?;
    ctx.writer.now(move |db| write::verification_end(db, session))
}

/// Whether a file has no verdict of that depth yet.
fn is_any_due(ctx: &PhaseContext, only_new: Option<Depth>) -> Result<bool> {
    let no_session = 0;
    let mut any = false;
    read::verification_due(&ctx.scanner()?, no_session, only_new, &mut |_| {
        any = true;
        Ok(())
    })?;
    Ok(any)
}

fn begin_meters(
    ctx: &PhaseContext,
    session: i64,
    only_new: Option<Depth>,
    with_recorded: bool,
) -> Result<()> {
    let db = ctx.scanner()?;
    let mut by_root: HashMap<i64, Tally> = HashMap::new();
    // Most of them are copies or twins as well, and looked at once.
    let mut recorded: HashMap<i64, (i64, u64)> = HashMap::new();
    if with_recorded {
        read::recorded_due(&db, session, &mut |due| {
            recorded.insert(due.id, (due.root, due.print.size));
            Ok(())
        })?;
    }
    read::verification_due(&db, session, only_new, &mut |due| {
        recorded.remove(&due.id);
        by_root.entry(due.root).or_default().add(1, due.print.size);
        Ok(())
    })?;
    recorded.into_values().for_each(|(root, size)| by_root.entry(root).or_default().add(1, size));
    ctx.meter.set_total(by_root.values().fold(Tally::default(), |sum, tally| sum + *tally));
    for root in ctx.live(RootKind::Destination).chain(ctx.live(RootKind::Pool)) {
        let to_settle = by_root.get(&root.row.id).copied().unwrap_or_default();
        root.meter.pace.begin(Ahead { to_settle, ..Ahead::default() });
        // What keeps it from taking more stays said while it is read back.
        let work =
            if root.meter.work() == DriveWork::Full { DriveWork::Full } else { DriveWork::ReadingBack };
        root.meter.begin(work, to_settle);
    }
    Ok(())
}

fn summarize(ctx: &PhaseContext, session: i64, waits: u64) -> Result<PhaseReport> {
    let mut good = 0;
    let mut bad = 0;
    for (outcome, count) in read::verification_results(&ctx.scanner()?, session)? {
        if outcome == Outcome::Ok { good += count } else { bad += count }
    }
    for root in &ctx.roots {
        if root.is_here() && root.meter.work() == DriveWork::ReadingBack {
            root.meter.set_work(DriveWork::Finished);
        }
    }
    Ok(PhaseReport {
        summary: match (bad, waits) {
            (0, 0) => words!("{good} verified", good = Files(good)),
            (_, 0) => {
                words!("{good} verified, {bad} not as they should be", good = Files(good), bad = Files(bad))
            }
            (0, _) => words!(
                "{good} verified, {waits} wait for their drive",
                good = Files(good),
                waits = Files(waits)
            ),
            (_, _) => words!(
                "{good} verified, {bad} not as they should be, {waits} wait for their drive",
                good = Files(good),
                bad = Files(bad),
                waits = Files(waits)
            ),
        },
    })
}

/// Looks at copies and twins, one after the other.
struct Looker<'a> {
    ctx: &'a PhaseContext,
    roots: HashMap<i64, &'a LiveRoot>,
    session: i64,
    depth: Depth,
    /// What others recorded of the archives' files.
    records: Records,
    /// Files whose drive is not here.
    missing: AtomicU64,
}

impl<'a> Looker<'a> {
    fn new(ctx: &'a PhaseContext, session: i64, depth: Depth) -> Result<Self> {
        let records = Records::load(&ctx.reader()?, Side::Archives)?;
        Ok(Self { ctx, roots: ctx.by_id(), session, depth, records, missing: AtomicU64::new(0) })
    }

    fn look_at(&self, due: &Due) -> Result<()> {
        self.ctx.cancel.check()?;
        self.ctx.wishes.break_off_if_answered()?;
        let Some(root) = self.roots.get(&due.root).filter(|r| r.is_here()) else {
            self.missing.fetch_add(1, Relaxed);
            return Ok(());
        };
        let finding = self.find(root, due)?;
        self.ctx.meter.file_done();
        root.meter.files_done.fetch_add(1, Relaxed);
        let named_already = due.expected.is_none() && finding.outcome == Outcome::Damaged;
        if finding.outcome != Outcome::Ok && !named_already {
            tell::tell(self.ctx, root, due, &finding);
        }
        let session = self.session;
        self.ctx.writer.later(move |db| write::verification_record(db, session, &finding))
    }
}

/// Whether a source is mounted over the folder: it would be compared with itself.
fn is_covered(ctx: &PhaseContext, root: &LiveRoot, due: &Due, seen: &Seen) -> Result<bool> {
    let of_source = |s: &LiveRoot| s.dir.is_some_and(|dir| dir.device == seen.device);
    Ok(ctx.of_kind(RootKind::Source).any(of_source) && root.handle()?.is_behind_mount(&due.path.split().0))
}

fn gone(root: &LiveRoot) -> Error {
    Error::blocked("drive_missing", words!("{name} went away", name = Text(root.name())))
        .hint("connect it again, then verify again")
}

/// Times are compared at the coarser grain, sizes exactly.
fn same_size_and_date(root: &LiveRoot, due: &Due, seen: &Seen) -> bool {
    let grain = root.traits.time_grain_ns.max(1);
    seen.print.size == due.print.size && (seen.print.mtime_ns - due.print.mtime_ns).abs() < grain.max(1)
}

impl Looker<'_> {
    fn find(&self, root: &LiveRoot, due: &Due) -> Result<Finding> {
        let mut finding = Finding {
            file: due.id,
            outcome: Outcome::Ok,
            method: Method::Present,
            expected: due.expected,
            found: None,
            message: None,
            unchanged: false,
        };
        let seen = match root.handle()?.look(&due.path) {
            Ok(Some(seen)) => seen,
            Ok(None) if root.handle()?.is_alive() => {
                finding.outcome = Outcome::Missing;
                return Ok(finding);
            }
            Ok(None) => return Err(gone(root)),
            Err(e) => {
                finding.outcome = Outcome::Unreadable;
                finding.message = Some(fs::file_error("could not be looked at", &e).message.into());
                return Ok(finding);
            }
        };
        if is_covered(self.ctx, root, due, &seen)? {
            finding.outcome = Outcome::Unreadable;
            finding.message = Some("a drive of the job is mounted over its folder in the archive".into());
            return Ok(finding);
        }
        let same = same_size_and_date(root, due, &seen);
        if self.depth == Depth::Shallow {
            finding.method = Method::SizeAndDate;
            finding.outcome = if same { Outcome::Ok } else { Outcome::Edited };
            finding.unchanged = same && (!root.row.strong || seen.print == due.print);
            return Ok(finding);
        }
        self.read_and_compare(root, due, same, finding)
    }

    fn read_and_compare(
        &self,
        root: &LiveRoot,
        due: &Due,
        same: bool,
        mut finding: Finding,
    ) -> Result<Finding> {
        let ctx = self.ctx;
        let moved = |bytes| {
            ctx.meter.moved(bytes);
            root.meter.moved(bytes);
            root.meter.carried(bytes);
            ctx.meter.archive_read.fetch_add(bytes, Relaxed);
        };
        let piece = usize::try_from(due.print.size + 1).unwrap_or(usize::MAX).min(1 << 20);
        let mut check = self.check(due)?;
        let mut also = |piece: &[u8]| check.iter_mut().for_each(|c| c.update(piece));
        let back = root
            .handle()?
            .open_read(&due.path)
            .map_err(|e| fs::file_error("could not be opened", &e))
            .and_then(|file| {
                fs::read_back_with(&file, &mut Buffer::new(piece), &ctx.cancel, &moved, &mut also)
            });
        match back {
            Ok(back) => {
                finding.method = back.method;
                finding.found = Some(back.checksum);
                finding.outcome = match (due.expected.is_none_or(|e| e == back.checksum), same) {
                    (true, _) => Outcome::Ok,
                    (false, true) => Outcome::Damaged,
                    (false, false) => Outcome::Edited,
                };
                if let Some(check) = check {
                    self.compare(root, due, check, back.checksum, &mut finding)?;
                }
            }
            Err(error) if error.kind == Kind::File && root.handle()?.is_alive() => {
                finding.outcome = Outcome::Unreadable;
                finding.message = Some(error.message.into());
            }
            Err(error) if error.kind == Kind::File => return Err(gone(root)),
            Err(error) => return Err(error),
        }
        Ok(finding)
    }

    /// What has to be compared while a file is read; asked for only where something is recorded.
    fn check(&self, due: &Due) -> Result<Option<Check>> {
        match self.records.has(due.id) {
            true => Ok(Some(self.records.check(&self.ctx.reader()?, due.id, &due.print)?)),
            false => Ok(None),
        }
    }

    /// A file that is not what others recorded of it is named, till a person says that it is right.
    fn compare(
        &self,
        root: &LiveRoot,
        due: &Due,
        check: Check,
        found: Checksum,
        finding: &mut Finding,
    ) -> Result<()> {
        let error = match check.end(self.ctx, found) {
            Ok(()) => return Ok(()),
            Err(error) if error.kind == Kind::File => error,
            Err(error) => return Err(error),
        };
        self.ctx.differing.fetch_add(1, Relaxed);
        self.ctx.meter.problems.fetch_add(1, Relaxed);
        finding.message = Some(error.message.to_string());
        if due.expected.is_none() {
            // Nothing of the job says that these bytes are right.
            finding.outcome = Outcome::Damaged;
        }
        let path = root.handle()?.path().join(fs::bytes_path(&due.path.0));
        self.ctx.events.file_failed(&error.at_path(&path));
        Ok(())
    }
}
