//! copy: reads each file once and settles it at every destination: known content is skipped, new content is staged,
//! made durable in groups, and placed.

mod ahead;
mod beside;
mod bundled;
mod clash;
mod closed;
mod companions;
mod decide;
mod finish;
mod folders;
mod gone;
mod group;
mod hand_over;
mod lane;
mod links;
mod names;
mod output;
pub mod recover;
mod released;
mod returned;
mod settled;
mod stream;
mod take;
mod threads;
mod turns;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use closed::{cannot_open, left_over};
use companions::Companions;
use lane::Lane;
use output::{Output, lock};
use threads::{Receivers, Senders, channels};
use turns::Turns;

use super::recorded::Records;
use super::{LiveRoot, PhaseContext, PhaseReport, speeds};
use crate::error::{Error, Result};
use crate::job::Met;
use crate::model::{Checksum, Depth, Phase};
use crate::store::{PendingFile, RootKind, Side, Which, read};
use crate::views::DriveWork;
use crate::words;

/// Threads that flush, read back and place the groups of one destination, each with a group of its own.
const FINISHERS: usize = 2;
/// Flushes and read-backs in flight for each of them.
const FLUSHERS: usize = 6;
/// How often a file is tried before it counts as failed.
const TRIES: u32 = 3;

/// What the threads of one copy phase share.
pub struct Copying<'a> {
    ctx: &'a PhaseContext,
    outputs: BTreeMap<i64, Output<'a>>,
    sources: HashMap<i64, &'a LiveRoot>,
    gone: Mutex<HashSet<i64>>,
    turns: Turns,
    numbers: AtomicU64,
    /// Sizes and samples of large files met in this run.
    samples: Mutex<HashSet<(u64, [u8; 16])>>,
    /// The same of all files, for the time left.
    met: Mutex<Met>,
    /// Content of files with several names, by device and inode, with the file read for it.
    inodes: Mutex<HashMap<(u64, u64), (Checksum, i64)>>,
    /// Files that are another name of one read already.
    hard_linked: Arc<Mutex<HashSet<i64>>>,
    again: Mutex<Vec<(i64, u32)>>,
    /// Whether files wait for those that they repeat by the plan.
    kept_back: AtomicBool,
    companions: Companions,
    whole: bundled::Whole,
    /// What others recorded of the files.
    records: Records,
    /// Whether a staged file is read back before it gets its name.
    read_back: bool,
    broken: Mutex<Option<Error>>,
    is_broken: AtomicBool,
}

/// Runs the phase. `skip`: destinations that have too little space and are left out of this run.
pub fn run(ctx: &PhaseContext, skip: &HashMap<i64, Error>) -> Result<PhaseReport> {
    ctx.check_equation()?;
    let to_do = ctx.meter.worst().to_do;
    ctx.meter.begin(Phase::Copy, to_do);
    let mut closed: Vec<Error> = skip.values().cloned().collect();
    let (finish, groups) = channels(ctx);
    let copying = Copying::open(ctx, skip, finish, &mut closed)?;
    if !copying.outputs.is_empty() {
        ahead::begin_meters(ctx, copying.read_back)?;
        let result = copying.run(&groups).and(speeds::remember(ctx, |drive| &drive.pace));
        copying.close(result, &mut closed)?;
    }
    ctx.check_equation()?;
    report(ctx, closed)
}

fn report(ctx: &PhaseContext, closed: Vec<Error>) -> Result<PhaseReport> {
    let written = ctx.meter.written.load(Relaxed);
    for source in ctx.of_kind(RootKind::Source) {
        let shown = source.meter.shown_work();
        source.meter.set_work(if shown == DriveWork::Reading { DriveWork::Waiting } else { shown });
    }
    match closed.into_iter().next() {
        Some(error) => Err(error),
        None => Ok(PhaseReport { summary: words!("{bytes} written", bytes = Bytes(written)) }),
    }
}

impl<'a> Copying<'a> {
    fn open(
        ctx: &'a PhaseContext,
        skip: &HashMap<i64, Error>,
        mut finish: Senders,
        closed: &mut Vec<Error>,
    ) -> Result<Self> {
        let mut contents = super::known::load_contents(ctx, &ctx.scanner()?)?;
        let companions = Companions::open(ctx)?;
        let records = Records::load(&ctx.scanner()?, Side::Sources)?.listing(&ctx.job.config.checksums);
        let mut outputs = BTreeMap::new();
        for live in ctx.of_kind(RootKind::Destination) {
            let id = live.row.id;
            if skip.contains_key(&id) {
                live.meter.set_work(DriveWork::Full);
                continue;
            }
            if !has_work(ctx, live)? {
                continue;
            }
            let Some(sender) = finish.remove(&id) else {
                closed.extend(live.handle().err());
                continue;
            };
            match Output::open(ctx, live, contents.remove(&id).unwrap_or_default(), sender) {
                Ok(output) => outputs.insert(id, output),
                // The others go on without it.
                Err(error) if matches!(error.code, "no_space" | "drive_missing" | "read_only") => {
                    closed.push(cannot_open(ctx, live, error));
                    continue;
                }
                Err(error) => {
                    outputs.into_values().for_each(Output::end);
                    return Err(error);
                }
            };
        }
        Ok(Self {
            ctx,
            outputs,
            sources: ctx.of_kind(RootKind::Source).map(|s| (s.row.id, s)).collect(),
            gone: Mutex::default(),
            turns: Turns::default(),
            numbers: AtomicU64::new(0),
            samples: Mutex::default(),
            met: Mutex::default(),
            inodes: Mutex::default(),
            hard_linked: Arc::default(),
            again: Mutex::default(),
            kept_back: AtomicBool::new(false),
            companions,
            records,
            whole: bundled::Whole::default(),
            read_back: ctx.depth() == Depth::Deep,
            broken: Mutex::default(),
            is_broken: AtomicBool::new(false),
        })
    }

    /// Reads until nothing is left to read or nobody is left to write to.
    fn run(&self, groups: &Receivers) -> Result<()> {
        let finishers = self.finishers(groups)?;
        let to_let_go = released::stand_alone(self.ctx);
        std::thread::scope(|scope| {
            for (output, whole, groups) in &finishers {
                scope.spawn(|| self.finish_groups(output, whole, groups));
            }
            let taught = AtomicBool::new(false);
            let read = std::thread::scope(|inner| {
                inner.spawn(|| self.teach_catalog(&taught, to_let_go.clone()));
                let read = self.rounds();
                taught.store(true, Relaxed);
                read
            });
            for output in self.outputs.values() {
                output.stop_taking();
            }
            read
        })?;
        lock(&self.broken).take().map_or(Ok(()), Err)
    }

    /// First what stands for itself, then what repeats it by the plan, then what follows it.
    fn rounds(&self) -> Result<()> {
        self.rounds_of(Which::Leading)?;
        if self.kept_back.load(Relaxed) {
            self.rounds_of(Which::Repeating)?;
        }
        if self.companions.are_none() { Ok(()) } else { self.rounds_of(Which::Following) }
    }

    /// What failed in staging, and what waited for it, comes back in another round.
    fn rounds_of(&self, which: Which) -> Result<()> {
        let mut again = Vec::new();
        loop {
            self.round(which, std::mem::take(&mut again))?;
            for output in self.outputs.values() {
                output.close_group();
            }
            while self.outputs.values().any(Output::is_busy) {
                std::thread::sleep(Duration::from_millis(2));
            }
            self.check()?;
            self.outputs.values().try_for_each(|o| o.tell_if_full(self.ctx, false))?;
            self.ctx.writer.flush()?;
            again = std::mem::take(&mut lock(&self.again));
            if again.is_empty() || self.ctx.wishes.is_answered() {
                return Ok(());
            }
        }
    }

    fn round(&self, which: Which, again: Vec<(i64, u32)>) -> Result<()> {
        let lanes = self.lanes(which, again)?;
        std::thread::scope(|scope| {
            let readers: Vec<_> = lanes
                .iter()
                .flat_map(|(lane, threads)| (0..*threads).map(move |_| lane))
                .map(|lane| {
                    lane.enter();
                    scope.spawn(move || {
                        let read = self.read_lane(lane);
                        lane.leave(&self.sources);
                        read
                    })
                })
                .collect();
            let mut result = Ok(());
            for reader in readers {
                let ended = reader
                    .join()
                    .unwrap_or_else(|_| Err(Error::blocked("panic", "a reading thread broke down")));
                result = result.and(ended);
            }
            self.kept_back.fetch_or(lanes.iter().any(|(lane, _)| lane.kept_back()), Relaxed);
            result
        })
    }

    /// One lane for each device; a second round has one for all.
    fn lanes(&self, which: Which, again: Vec<(i64, u32)>) -> Result<Vec<(Lane, usize)>> {
        if !again.is_empty() {
            let lane = Lane::new(self.ctx.reader()?, (Vec::new(), which), again);
            return Ok(vec![(lane, self.ctx.threads(false))]);
        }
        let mut devices: BTreeMap<&str, (Vec<i64>, bool)> = BTreeMap::new();
        for source in self.ctx.live(RootKind::Source) {
            let (roots, rotational) = devices.entry(&source.row.place.volume.0).or_default();
            roots.push(source.row.id);
            *rotational |= source.rotational;
        }
        devices
            .into_values()
            .map(|(roots, rotational)| {
                Ok((Lane::new(self.ctx.reader()?, (roots, which), Vec::new()), self.ctx.threads(rotational)))
            })
            .collect()
    }

    fn read_lane(&self, lane: &Lane) -> Result<()> {
        let mut reading = take::Reading::new(self.ctx.reader()?);
        while let Some(job) = lane.next(&self.turns, &self.numbers)? {
            self.check()?;
            if lock(&self.gone).contains(&job.file.root) {
                continue;
            }
            // What was answered is carried out between two rounds.
            if self.ctx.wishes.is_answered() || self.outputs.values().all(|o| !o.is_open()) {
                return Ok(());
            }
            if let Some(source) = self.sources.get(&job.file.root) {
                source.meter.reads();
            }
            take::take(self, &mut reading, job)?;
            self.outputs.values().try_for_each(|o| o.tell_if_full(self.ctx, true))?;
        }
        Ok(())
    }

    /// An error that ends the whole phase.
    fn break_off(&self, error: Error) {
        self.is_broken.store(true, Relaxed);
        lock(&self.broken).get_or_insert(error);
    }

    fn check(&self) -> Result<()> {
        self.ctx.cancel.check()?;
        match &*lock(&self.broken) {
            Some(error) if self.is_broken.load(Relaxed) => Err(error.clone()),
            _ => Ok(()),
        }
    }

    fn source_of(&self, file: &PendingFile) -> Result<&LiveRoot> {
        self.sources
            .get(&file.root)
            .copied()
            .ok_or_else(|| Error::file("drive_missing", "its drive is not in the job"))
    }

    /// Ends the phase at each destination: empty folders, times of folders, staging.
    fn close(self, result: Result<()>, closed: &mut Vec<Error>) -> Result<()> {
        let finished = result.is_ok();
        for (_, output) in self.outputs {
            if finished && output.is_open() {
                folders::complete(self.ctx, &output)?;
            }
            let (why, live) = (output.why_closed(), output.live);
            output.end();
            closed.extend(why.map(|error| left_over(self.ctx, live, error)).transpose()?);
        }
        for root in lock(&self.gone).iter() {
            let name = self.sources.get(root).map_or_else(String::new, |s| s.name());
            closed.push(gone::went_away(name));
        }
        result
    }
}

/// Whether a destination has files to take, or files of a broken-off run to settle.
fn has_work(ctx: &PhaseContext, live: &LiveRoot) -> Result<bool> {
    let db = ctx.reader()?;
    let equation = read::equation(&db, live.row.id)?;
    Ok(equation.to_do.files > 0 || folders::are_missing(ctx, &db, live)?)
}
