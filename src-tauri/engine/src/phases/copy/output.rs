//! A destination while it is written to: its lock, staging, contents, open group, and whether it still takes files.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crossbeam_channel::Sender;

use super::group::{Group, Member};
use crate::archive::{self, DriveNames, Lock};
use crate::error::{Error, Kind, Result};
use crate::fs::{self, Root, Staging};
use crate::model::{Checksum, RelPath, display_bytes};
use crate::phases::space;
use crate::phases::{LiveRoot, PhaseContext};
use crate::plan::Contents;
use crate::store::{RootKind, write};
use crate::text::of_system;
use crate::views::DriveWork;
use crate::words;

/// A group is closed when it has this many files (fewer where the system allows few open files), …
const MOST_FILES: usize = 512;
/// … or more bytes than the device writes in two seconds, within these bounds, …
const LEAST_BYTES: u64 = 4 << 20;
const MOST_BYTES: u64 = 192 << 20;
/// … or more than this as long as nothing is known of the device, …
const FIRST_BYTES: u64 = 8 << 20;
/// … or when its first file has waited this long.
const LONGEST_WAIT: Duration = Duration::from_secs(2);
/// What readers had staged when it became full has joined a group by then.
const TILL_TOLD: Duration = Duration::from_secs(1);

/// A destination that is open for writing.
pub struct Output<'a> {
    pub live: &'a LiveRoot,
    pub root: Arc<Root>,
    pub staging: Staging,
    pub contents: Arc<Mutex<Contents>>,
    group: Mutex<Group>,
    finish: Mutex<Option<Sender<Group>>>,
    /// Groups on their way: sent, not yet finished.
    on_the_way: AtomicU64,
    closed: Mutex<Option<Error>>,
    is_closed: AtomicBool,
    /// When it became full, till that is told.
    full_since: Mutex<Option<Instant>>,
    /// Bytes per second that the device took lately.
    rate: AtomicU64,
    /// Folders whose own entry is known to be on the device.
    pub durable: Mutex<HashSet<RelPath>>,
    /// Names that files which follow others have taken in this run, with their content.
    pub wanted: Mutex<HashMap<Checksum, Checksum>>,
    /// Folders made in this run.
    pub made: Mutex<HashSet<RelPath>>,
    metadata_lost: AtomicBool,
    most_files: usize,
    /// See [`fs::WholeFlush`].
    pub trusts_whole_flush: AtomicBool,
    _lock: Lock,
}

impl<'a> Output<'a> {
    /// Opens a destination: takes its lock, clears staging, tries it, writes our marker and the drives' names if they
    /// are new.
    pub fn open(
        ctx: &PhaseContext,
        live: &'a LiveRoot,
        contents: Contents,
        finish: Sender<Group>,
    ) -> Result<Self> {
        let root = Arc::new(live.handle()?.on_one_mount().map_err(|e| cannot_write(live, &e))?);
        let lock = Lock::take(&root)?;
        for path in Staging::sweep(&root).map_err(|e| cannot_write(live, &e))? {
            let path = display_bytes(&path.0);
            ctx.events.remark(words!(
                "{path} in {name} is not ours: it stays",
                path = Text(path.to_string()),
                name = Text(live.name())
            ));
        }
        let staging = Staging::open(&root, &ctx.job.uid).map_err(|e| cannot_write(live, &e))?;
        let usable = archive::write_test(&root, &staging).and_then(|()| keep_identity(ctx, live, &root));
        if let Err(error) = usable {
            staging.close(&root);
            return Err(error);
        }
        live.meter.set_work(DriveWork::Writing);
        Ok(Self {
            live,
            root,
            staging,
            contents: Arc::new(Mutex::new(contents)),
            group: Mutex::default(),
            finish: Mutex::new(Some(finish)),
            on_the_way: AtomicU64::new(0),
            closed: Mutex::default(),
            is_closed: AtomicBool::new(false),
            full_since: Mutex::default(),
            rate: AtomicU64::new(0),
            durable: Mutex::default(),
            wanted: Mutex::default(),
            made: Mutex::default(),
            metadata_lost: AtomicBool::new(false),
            most_files: most_files(ctx),
            trusts_whole_flush: AtomicBool::new(true),
            _lock: lock,
        })
    }

    /// The destination's id.
    #[must_use]
    pub fn id(&self) -> i64 {
        self.live.row.id
    }

    /// Whether it still takes files.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !self.is_closed.load(Ordering::Acquire)
    }

    /// Takes it out of the job for now; the others go on.
    fn close(&self, ctx: &PhaseContext, error: Error, work: DriveWork) {
        let mut closed = lock(&self.closed);
        if closed.is_some() {
            return;
        }
        self.is_closed.store(true, Ordering::Release);
        self.live.meter.set_work(work);
        if work == DriveWork::Full {
            *lock(&self.full_since) = Some(Instant::now());
        } else {
            ctx.events.attention(&error);
        }
        *closed = Some(error);
    }

    /// Tells that it is full, with what waits: not before the files that were on their way are there or given up.
    /// `readers`: whether there are any that may still bring some.
    pub fn tell_if_full(&self, ctx: &PhaseContext, readers: bool) -> Result<()> {
        let Some(since) = *lock(&self.full_since) else { return Ok(()) };
        if readers && since.elapsed() < TILL_TOLD {
            return Ok(());
        }
        self.close_group();
        if self.is_busy() || lock(&self.full_since).take().is_none() {
            return Ok(());
        }
        ctx.writer.flush()?;
        ctx.events.attention(&space::full(ctx, self.live));
        Ok(())
    }

    /// Why it does not take files any more.
    #[must_use]
    pub fn why_closed(&self) -> Option<Error> {
        lock(&self.closed).clone()
    }

    /// Judges an error of writing: the drive gone or full closes the destination, anything else is the file's.
    pub fn write_failed(&self, ctx: &PhaseContext, error: &std::io::Error) -> Error {
        let name = self.live.name();
        if fs::is_full(error) {
            let full = space::full(ctx, self.live);
            self.close(ctx, full.clone(), DriveWork::Full);
            return full;
        }
        let read_only = fs::file_error("", error).code == "read_only";
        if fs::drive_is_gone(error) || read_only || !self.root.is_alive() || !self.still_takes_files() {
            let code = if read_only { "read_only" } else { "drive_missing" };
            let gone = Error::blocked(
                code,
                words!(
                    "{name} cannot be written any more ({error})",
                    name = Text(name.to_string()),
                    error = Words(of_system(error))
                ),
            )
            .at_path(self.root.path())
            .hint("connect it again or make it writable, then resume");
            self.close(ctx, gone.clone(), DriveWork::Missing);
            return gone;
        }
        fs::file_error(words!("could not be written to {name}", name = Text(name)), error)
    }

    /// A file system that was shut down answers looks from memory, but flushes nothing.
    fn still_takes_files(&self) -> bool {
        self.root.flush_folder(&RelPath::default()).is_ok()
    }

    /// Adds a staged file to the open group; a full group is handed on, which waits while the device is behind.
    pub fn add(&self, member: Member) {
        let full = {
            let mut group = lock(&self.group);
            group.push(member);
            group
                .is_full(self.most_files, self.most_bytes(), LONGEST_WAIT)
                .then(|| std::mem::take(&mut *group))
        };
        if let Some(group) = full {
            self.hand_on(group);
        }
    }

    /// Closes the open group.
    pub fn close_group(&self) {
        let group = std::mem::take(&mut *lock(&self.group));
        if !group.members.is_empty() {
            self.hand_on(group);
        }
    }

    fn hand_on(&self, group: Group) {
        self.on_the_way.fetch_add(1, Ordering::AcqRel);
        let sender = lock(&self.finish).clone();
        if sender.is_none_or(|s| s.send(group).is_err()) {
            self.on_the_way.fetch_sub(1, Ordering::AcqRel);
        }
    }

    /// Ends the finishing threads once they have done what was sent.
    pub fn stop_taking(&self) {
        lock(&self.finish).take();
    }

    /// Counts a group as finished, with what it took.
    pub fn finished(&self, bytes: u64, took: Duration) {
        let rate = u64::try_from(u128::from(bytes) * 1000 / took.as_millis().max(1)).unwrap_or(u64::MAX);
        let before = self.rate.load(Ordering::Relaxed);
        self.rate.store(if before == 0 { rate } else { before.midpoint(rate) }, Ordering::Relaxed);
        self.on_the_way.fetch_sub(1, Ordering::AcqRel);
    }

    /// Whether a group is still being flushed or placed.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.on_the_way.load(Ordering::Acquire) > 0
    }

    fn most_bytes(&self) -> u64 {
        match self.rate.load(Ordering::Relaxed) {
            0 => FIRST_BYTES,
            rate => rate.saturating_mul(2).clamp(LEAST_BYTES, MOST_BYTES),
        }
    }

    /// Says once that the file system does not keep everything, if that was not to be expected: the plan has said it then.
    pub fn metadata_not_kept(&self, ctx: &PhaseContext) {
        let is_known = !self.live.traits.keeps_mode || !self.live.traits.keeps_attributes;
        if !is_known && !self.metadata_lost.swap(true, Ordering::Relaxed) {
            ctx.events.remark(words!("{name} ({what}) does not keep everything that the drives keep (mode or attributes of files); the content is not affected", name = Text(self.live.name()), what = Text(self.live.row.file_system.to_string())));
        }
    }

    /// The contents, locked.
    pub fn contents(&self) -> MutexGuard<'_, Contents> {
        lock(&self.contents)
    }

    /// Ends the writing: what staging still holds was given up and goes.
    pub fn end(self) {
        if self.why_closed().is_none_or(|e| e.code != "drive_missing") {
            // Its own lock on staging goes first.
            drop(self.staging);
            let _ = Staging::sweep(&self.root);
        }
    }
}

/// Nothing is behind these locks that a panic could leave half done.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Each staged file stays open until it is placed; up to five groups of each destination are on their way.
fn most_files(ctx: &PhaseContext) -> usize {
    let destinations = ctx.of_kind(RootKind::Destination).count().max(1);
    (fs::open_files_allowed().saturating_sub(256) / (5 * destinations)).clamp(8, MOST_FILES)
}

fn cannot_write(live: &LiveRoot, error: &std::io::Error) -> Error {
    let error = fs::file_error(words!("{name} cannot be written", name = Text(live.name())), error);
    Error { kind: Kind::Blocked, ..error }.hint("check that the drive is not write-protected and has room")
}

fn keep_identity(ctx: &PhaseContext, live: &LiveRoot, root: &Root) -> Result<()> {
    let marker = match archive::read_marker(root).map_err(|e| cannot_write(live, &e))? {
        Some(marker) => marker,
        None => archive::write_marker(root).map_err(|e| cannot_write(live, &e))?,
    };
    let mut names = DriveNames::read(root).map_err(|e| cannot_write(live, &e))?;
    let before = names.clone();
    for source in ctx.of_kind(RootKind::Source) {
        names.keep(&source.row.place, &source.row.name);
    }
    if names != before {
        names.write(root).map_err(|e| cannot_write(live, &e))?;
    }
    let (id, marker_id) = (live.row.id, marker.id.clone());
    ctx.writer.later(move |db| {
        write::set_marker(db, id, &marker_id)?;
        write::set_untold(db, id, true)
    })?;
    let path = live.row.path.clone();
    let catalog = ctx.catalog.lock().unwrap_or_else(PoisonError::into_inner);
    catalog.archive_seen(&marker.id, &path, &live.row.place)
}
