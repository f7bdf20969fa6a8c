//! One file: read at most once, decided by its content, and staged where it is new.

use std::time::Duration;

use rusqlite::Connection;

use super::ahead::note_decided;
use super::decide::{decide, open_targets};
use super::gone::{drive_went_away, is_gone, vanish};
use super::hand_over::hand_over;
use super::lane::Job;
use super::links::{known_by_link, remember_link};
use super::output::{Output, lock};
use super::turns::Turn;
use super::{Copying, TRIES, stream};
use crate::clock;
use crate::error::{Error, Kind, Result};
use crate::fs::{self, Buffer, Metadata, SAMPLE_FROM, Seen, Staged};
use crate::model::{Checksum, Fingerprint, RelPath};
use crate::phases::LiveRoot;
use crate::store::{PendingFile, read, write};
use crate::words;

/// Pieces in which large files are read; small files fit in one.
const PIECE: usize = 2 << 20;

/// What one reading thread keeps from file to file.
pub struct Reading {
    pub db: Connection,
    pub buffer: Buffer,
    last_folder: Option<(i64, RelPath)>,
}

impl Reading {
    /// A thread's own connection and buffer.
    pub fn new(db: Connection) -> Self {
        Self { db, buffer: Buffer::new(PIECE), last_folder: None }
    }

    /// The path of a planned folder.
    pub fn folder(&mut self, id: i64) -> Result<RelPath> {
        match &self.last_folder {
            Some((last, path)) if *last == id => Ok(path.clone()),
            _ => {
                let path = read::folder_path(&self.db, id)?;
                self.last_folder = Some((id, path.clone()));
                Ok(path)
            }
        }
    }
}

/// Settles one file or records why it failed. Errors that come out end the phase.
pub fn take(copying: &Copying<'_>, reading: &mut Reading, job: Job<'_>) -> Result<()> {
    let Job { mut file, mut tried, mut turn } = job;
    let mut recovered = false;
    loop {
        let error =
            match super::super::parallel::guarded(|| settle(copying, reading, &file, &mut turn, tried)) {
                Ok(()) => {
                    if recovered {
                        note_recovery(copying, &file, tried)?;
                    }
                    count(copying, &file);
                    return Ok(());
                }
                Err(error) if error.kind == Kind::File => error,
                Err(error) => return Err(error),
            };
        if drive_went_away(copying, &file)? {
            return Ok(());
        }
        tried += 1;
        if is_gone(copying, &file)? {
            return vanish(copying, &file);
        }
        recovered |= error.code == "read_failed";
        if tried >= TRIES
            || matches!(
                error.code,
                "not_allowed" | "link_in_path" | "no_folder" | "vanished" | "panic" | "differs_from_record"
            )
        {
            return fail(copying, &file, &error, tried);
        }
        std::thread::sleep(Duration::from_millis(100 * u64::from(tried)));
        look_again(copying, &mut file)?;
    }
}

/// Counts a file of its drive as dealt with.
pub fn count(copying: &Copying<'_>, file: &PendingFile) {
    if let Some(source) = copying.sources.get(&file.root) {
        source.meter.files_done.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    }
}

fn note_recovery(copying: &Copying<'_>, file: &PendingFile, tried: u32) -> Result<()> {
    let note = crate::plan::recovered(tried);
    copying.ctx.events.remark(words!(
        "{path} was read only at a later try",
        path = Text(crate::model::display_bytes(&file.path().0))
    ));
    let id = file.id;
    copying.ctx.writer.later(move |db| write::set_source_note(db, id, &note))
}

fn fail(copying: &Copying<'_>, file: &PendingFile, error: &Error, tried: u32) -> Result<()> {
    let destinations: Vec<i64> = open_targets(copying, file).iter().map(|(o, _)| o.id()).collect();
    copying.ctx.meter.file_done();
    count(copying, file);
    copying.ctx.fail(file.id, &destinations, file.print.size, &error.clone().at(&file.path().0), tried)
}

/// Takes the file as it is now, if it changed since it was listed.
fn look_again(copying: &Copying<'_>, file: &mut PendingFile) -> Result<()> {
    let source = copying.source_of(file)?;
    let Ok(Some(seen)) = source.handle()?.look(&file.path()) else { return Ok(()) };
    let print = as_kept(source, seen.print);
    if print != file.print {
        let id = file.id;
        copying.ctx.writer.later(move |db| write::source_changed(db, id, &print))?;
        file.print = print;
        file.sample = None;
        file.checksum = None;
        file.shared = 2;
    }
    Ok(())
}

/// A fingerprint as it is recorded for this root.
pub fn as_kept(source: &LiveRoot, print: Fingerprint) -> Fingerprint {
    if source.row.strong { print } else { print.weakened() }
}

fn settle(
    copying: &Copying<'_>,
    reading: &mut Reading,
    file: &PendingFile,
    turn: &mut Option<Turn<'_>>,
    tried: u32,
) -> Result<()> {
    if open_targets(copying, file).is_empty() {
        return Ok(());
    }
    if let Some(checksum) = known_by_link(copying, file)? {
        return settle_known(copying, reading, file, checksum, turn, tried);
    }
    match file.checksum {
        Some(checksum) if file.print.size > 0 => settle_known(copying, reading, file, checksum, turn, tried),
        Some(_) | None if file.print.size <= SAMPLE_FROM => settle_small(copying, reading, file, turn, tried),
        Some(_) | None => settle_large(copying, reading, file, turn, tried),
    }
}

/// The content is known without reading: from the catalogue, an exact plan, or another name of the same file.
fn settle_known(
    copying: &Copying<'_>,
    reading: &mut Reading,
    file: &PendingFile,
    checksum: Checksum,
    turn: &mut Option<Turn<'_>>,
    tried: u32,
) -> Result<()> {
    copying.records.check(&reading.db, file.id, &file.print)?.known(copying.ctx, checksum)?;
    remember_checksum(copying, file, checksum, &file.print)?;
    remember_link(copying, file, checksum)?;
    wait_for(turn);
    let leads = decide(copying, reading, file, checksum, true)?;
    *turn = None;
    if leads.is_empty() {
        moved(copying, file, file.print.size);
        return Ok(());
    }
    stream::copy_known(copying, reading, file, checksum, &leads, tried)
}

fn settle_small(
    copying: &Copying<'_>,
    reading: &mut Reading,
    file: &PendingFile,
    turn: &mut Option<Turn<'_>>,
    tried: u32,
) -> Result<()> {
    let source = copying.source_of(file)?;
    let lap = source.meter.pace.reading();
    let open =
        source.handle()?.open_read(&file.path()).map_err(|e| fs::file_error("could not be opened", &e))?;
    let (len, seen) = fs::read_whole(&open, &mut reading.buffer, &copying.ctx.cancel)?;
    drop(lap);
    source.meter.pace.read.add(1, len as u64);
    source.meter.carried(len as u64);
    copying.ctx.meter.source_read.fetch_add(len as u64, std::sync::atomic::Ordering::Relaxed);
    unchanged(source, file, &seen)?;
    let checksum = Checksum::of(reading.buffer.filled(len));
    let mut recorded = copying.records.check(&reading.db, file.id, &file.print)?;
    recorded.update(reading.buffer.filled(len));
    recorded.end(copying.ctx, checksum)?;
    remember_checksum(copying, file, checksum, &file.print)?;
    wait_for(turn);
    known_by_link(copying, file)?;
    remember_link(copying, file, checksum)?;
    let leads = decide(copying, reading, file, checksum, false)?;
    *turn = None;
    note_decided(copying, file, !leads.is_empty());
    moved(copying, file, file.print.size);
    if leads.is_empty() {
        return Ok(());
    }
    let _lap = source.meter.pace.writing();
    source.meter.pace.written.add(1, file.print.size);
    let meta = fs::metadata_of(&open, &seen);
    let sparse = seen.allocated < seen.print.size;
    for lead in leads {
        let staged = stage_small(copying, lead.output, reading.buffer.filled(len), &meta, sparse);
        hand_over(copying, reading, file, checksum, lead, staged, tried)?;
    }
    Ok(())
}

fn stage_small(
    copying: &Copying<'_>,
    output: &Output<'_>,
    bytes: &[u8],
    meta: &Metadata,
    sparse: bool,
) -> std::io::Result<Staged> {
    let mut staged = output.staging.create(&output.root, false)?;
    let written = staged.write(bytes, sparse).and_then(|()| staged.finish(meta, sparse));
    match written {
        Ok(all_kept) => {
            if !all_kept {
                output.metadata_not_kept(copying.ctx);
            }
            wrote(copying, output, bytes.len() as u64);
            Ok(staged)
        }
        Err(e) => {
            let _ = output.staging.discard(&output.root, &staged.name);
            Err(e)
        }
    }
}

fn settle_large(
    copying: &Copying<'_>,
    reading: &mut Reading,
    file: &PendingFile,
    turn: &mut Option<Turn<'_>>,
    tried: u32,
) -> Result<()> {
    wait_for(turn);
    // Another name of the same file may have been read while this one waited.
    if let Some(checksum) = known_by_link(copying, file)? {
        return settle_known(copying, reading, file, checksum, turn, tried);
    }
    let met_before = file.sample.is_some_and(|s| !lock(&copying.samples).insert((file.print.size, s)));
    if file.shared == 2 || met_before || (file.shared > 0 && file.sample.is_none()) {
        let checksum = stream::hash(copying, reading, file)?;
        remember_checksum(copying, file, checksum, &file.print)?;
        remember_link(copying, file, checksum)?;
        let leads = decide(copying, reading, file, checksum, true)?;
        *turn = None;
        note_decided(copying, file, !leads.is_empty());
        return if leads.is_empty() {
            Ok(())
        } else {
            stream::copy_hashed(copying, reading, file, checksum, &leads, tried)
        };
    }
    stream::copy_unknown(copying, reading, file, turn, tried)
}

fn wait_for(turn: &Option<Turn<'_>>) {
    if let Some(turn) = turn {
        turn.wait();
    }
}

/// A file that is not what was listed is looked at again.
pub fn unchanged(source: &LiveRoot, file: &PendingFile, seen: &Seen) -> Result<()> {
    if as_kept(source, seen.print) == file.print {
        Ok(())
    } else {
        Err(Error::file("changed_while_reading", "it changed since the drive was looked through"))
    }
}

/// Records what was read, and that the catalogue has to learn it.
pub fn remember_checksum(
    copying: &Copying<'_>,
    file: &PendingFile,
    checksum: Checksum,
    print: &Fingerprint,
) -> Result<()> {
    if file.checksum == Some(checksum) {
        return Ok(());
    }
    let (id, print) = (file.id, *print);
    copying.ctx.writer.later(move |db| write::set_source_checksum(db, id, checksum, &print, clock::now_ns()))
}

/// Counts bytes of the plan as dealt with.
pub fn moved(copying: &Copying<'_>, file: &PendingFile, bytes: u64) {
    copying.ctx.meter.moved(bytes);
    if let Some(source) = copying.sources.get(&file.root) {
        source.meter.moved(bytes);
    }
}

/// Counts bytes written to a destination.
pub fn wrote(copying: &Copying<'_>, output: &Output<'_>, bytes: u64) {
    copying.ctx.meter.written.fetch_add(bytes, std::sync::atomic::Ordering::Relaxed);
    copying.ctx.meter.in_hand(output.id(), bytes);
    output.live.meter.moved(bytes);
    output.live.meter.filled(bytes);
}
