//! Large files: streamed in pieces, hashed while they are written, to every destination at once.

use std::sync::atomic::Ordering::Relaxed;
use std::time::Instant;

use super::Copying;
use super::decide::{Lead, decide};
use super::hand_over::{give_back, hand_over};
use super::output::Output;
use super::settled::take_back;
use super::take::{Reading, moved, remember_checksum, unchanged, wrote};
use super::turns::Turn;
use crate::error::{Error, Result};
use crate::fs::{self, Metadata, Reader, SAMPLE_FROM, Staged};
use crate::model::{Checksum, display_bytes};
use crate::phases::recorded::Check;
use crate::store::PendingFile;

/// What one destination got of a file: staged, or the error that ended it there.
type Outcome = std::io::Result<Staged>;

/// Hashes a file that may repeat another, before anything of it is written.
pub fn hash(copying: &Copying<'_>, reading: &mut Reading, file: &PendingFile) -> Result<Checksum> {
    let source = copying.source_of(file)?;
    let open =
        source.handle()?.open_read(&file.path()).map_err(|e| fs::file_error("could not be opened", &e))?;
    let shown = Shown::new(copying, file, &source.name(), true);
    let pace = &source.meter.pace;
    let _lap = pace.reading();
    pace.read.add(1, 0);
    let each = |bytes| {
        copying.ctx.meter.source_read.fetch_add(bytes, Relaxed);
        pace.read.add(0, bytes);
        source.meter.carried(bytes);
        moved(copying, file, bytes);
        shown.advance(bytes);
    };
    let mut recorded = copying.records.check(&reading.db, file.id, &file.print)?;
    let (checksum, print, _) =
        fs::hash_file_with(&open, true, &mut reading.buffer, &copying.ctx.cancel, &each, &mut |p| {
            recorded.update(p);
        })?;
    let kept = if source.row.strong { print } else { print.weakened() };
    if kept == file.print {
        recorded.end(copying.ctx, checksum).map(|()| checksum)
    } else {
        Err(Error::file("changed_while_reading", "it changed since the drive was looked through"))
    }
}

/// Copies a file of which nothing is known: it is staged everywhere, and decided once it has been read.
pub fn copy_unknown(
    copying: &Copying<'_>,
    reading: &mut Reading,
    file: &PendingFile,
    turn: &mut Option<Turn<'_>>,
    tried: u32,
) -> Result<()> {
    let outputs: Vec<&Output<'_>> = file
        .targets
        .iter()
        .filter(|t| t.folder.is_some())
        .filter_map(|t| copying.outputs.get(&t.destination))
        .filter(|o| o.is_open())
        .collect();
    let (checksum, staged) = stream(copying, reading, file, &outputs, true)?;
    remember_checksum(copying, file, checksum, &file.print)?;
    super::links::remember_link(copying, file, checksum)?;
    let leads = decide(copying, reading, file, checksum, false)?;
    *turn = None;
    super::ahead::note_decided(copying, file, !leads.is_empty());
    let _lap = copying.source_of(file)?.meter.pace.writing();
    for (output, staged) in outputs.into_iter().zip(staged) {
        match (leads.iter().find(|l| l.output.id() == output.id()), staged) {
            (Some(lead), staged) => hand_over(copying, reading, file, checksum, lead.clone(), staged, tried)?,
            (None, Ok(staged)) => take_back(copying, output, &staged.name, staged.written()),
            (None, Err(e)) => {
                output.write_failed(copying.ctx, &e);
            }
        }
    }
    Ok(())
}

/// Copies a file whose content was hashed in this run already; other bytes at the second reading are never kept.
pub fn copy_hashed(
    copying: &Copying<'_>,
    reading: &mut Reading,
    file: &PendingFile,
    checksum: Checksum,
    leads: &[Lead<'_>],
    tried: u32,
) -> Result<()> {
    copy_expecting(copying, reading, file, checksum, leads, tried, false)
}

/// Copies a file whose content is known from an earlier reading.
pub fn copy_known(
    copying: &Copying<'_>,
    reading: &mut Reading,
    file: &PendingFile,
    checksum: Checksum,
    leads: &[Lead<'_>],
    tried: u32,
) -> Result<()> {
    copy_expecting(copying, reading, file, checksum, leads, tried, true)
}

fn copy_expecting(
    copying: &Copying<'_>,
    reading: &mut Reading,
    file: &PendingFile,
    expected: Checksum,
    leads: &[Lead<'_>],
    tried: u32,
    counts: bool,
) -> Result<()> {
    let outputs: Vec<&Output<'_>> = leads.iter().map(|l| l.output).collect();
    let read = stream(copying, reading, file, &outputs, counts).and_then(|(found, staged)| {
        if found == expected {
            return Ok(staged);
        }
        discard_all(copying, &outputs, staged);
        forget_checksum(copying, file)?;
        Err(Error::file("unstable_source", "the drive gave other bytes than at the last reading"))
    });
    match read {
        Ok(staged) => {
            let _lap = copying.source_of(file)?.meter.pace.writing();
            for (lead, staged) in leads.iter().zip(staged) {
                hand_over(copying, reading, file, expected, lead.clone(), staged, tried)?;
            }
            Ok(())
        }
        Err(error) => {
            for lead in leads {
                give_back(copying, file, lead);
            }
            Err(error)
        }
    }
}

/// What was recorded is not what the drive gives: the next try knows nothing of the file.
fn forget_checksum(copying: &Copying<'_>, file: &PendingFile) -> Result<()> {
    let (id, print) = (file.id, file.print);
    copying.ctx.writer.later(move |db| crate::store::write::source_changed(db, id, &print))
}

fn stream(
    copying: &Copying<'_>,
    reading: &mut Reading,
    file: &PendingFile,
    outputs: &[&Output<'_>],
    counts: bool,
) -> Result<(Checksum, Vec<Outcome>)> {
    let source = copying.source_of(file)?;
    let open =
        source.handle()?.open_read(&file.path()).map_err(|e| fs::file_error("could not be opened", &e))?;
    let direct = file.print.size > SAMPLE_FROM;
    let mut reader = Reader::new(&open, direct)?;
    unchanged(source, file, reader.seen())?;
    let meta = fs::metadata_of(&open, reader.seen());
    let sparse = reader.seen().allocated < reader.seen().print.size;
    let mut staged: Vec<Outcome> = outputs.iter().map(|o| o.staging.create(&o.root, direct)).collect();
    let shown = Shown::new(copying, file, &source.name(), false);
    let mut recorded = copying.records.check(&reading.db, file.id, &file.print)?;
    let to = (&mut staged[..], &mut recorded);
    let pumped = pump(copying, reading, file, &mut reader, outputs, to, (sparse, counts), &shown);
    let read = pumped.and_then(|checksum| reader.finish().map(|_| checksum));
    match read.and_then(|checksum| recorded.end(copying.ctx, checksum).map(|()| checksum)) {
        Ok(checksum) => {
            finish_all(copying, outputs, &mut staged, &meta, sparse);
            Ok((checksum, staged))
        }
        Err(error) => {
            discard_all(copying, outputs, staged);
            Err(error)
        }
    }
}

#[allow(clippy::too_many_arguments)] // one loop, all of whose parts are its own
fn pump(
    copying: &Copying<'_>,
    reading: &mut Reading,
    file: &PendingFile,
    reader: &mut Reader<'_>,
    outputs: &[&Output<'_>],
    (staged, recorded): (&mut [Outcome], &mut Check),
    (sparse, counts): (bool, bool),
    shown: &Shown<'_>,
) -> Result<Checksum> {
    let mut hasher = blake3::Hasher::new();
    let drive = &copying.source_of(file)?.meter;
    let pace = &drive.pace;
    pace.read.add(1, 0);
    pace.written.add(1, 0);
    loop {
        copying.ctx.cancel.check()?;
        let began = Instant::now();
        let lap = pace.reading();
        let n = reader.next(&mut reading.buffer)?;
        drop(lap);
        if n == 0 {
            return Ok(Checksum(*hasher.finalize().as_bytes()));
        }
        let piece = reading.buffer.filled(n);
        hasher.update(piece);
        recorded.update(piece);
        copying.ctx.meter.source_read.fetch_add(n as u64, Relaxed);
        pace.read.add(0, n as u64);
        drive.carried(n as u64);
        pace.written.add(0, n as u64);
        let lap = pace.writing();
        for (output, outcome) in outputs.iter().zip(staged.iter_mut()) {
            write_piece(copying, output, outcome, piece, sparse);
        }
        drop(lap);
        if staged.iter().all(|s| s.is_err()) {
            // Nobody takes it any more, but its content is still worth knowing only if somebody will.
            return Err(first_error(outputs, staged, copying));
        }
        if counts {
            moved(copying, file, n as u64);
        }
        shown.advance(n as u64);
        reader.took(began.elapsed());
    }
}

/// A destination that fails leaves the fan-out; the others go on.
fn write_piece(
    copying: &Copying<'_>,
    output: &Output<'_>,
    outcome: &mut Outcome,
    piece: &[u8],
    sparse: bool,
) {
    let Ok(staged) = outcome else { return };
    let written = staged.written();
    match staged.write(piece, sparse) {
        Ok(()) => wrote(copying, output, piece.len() as u64),
        Err(e) => {
            take_back(copying, output, &staged.name, written);
            *outcome = Err(e);
        }
    }
}

fn first_error(outputs: &[&Output<'_>], staged: &[Outcome], copying: &Copying<'_>) -> Error {
    let mut first = None;
    for (output, outcome) in outputs.iter().zip(staged) {
        if let Err(e) = outcome {
            first.get_or_insert(output.write_failed(copying.ctx, e));
        }
    }
    let error = first.unwrap_or_else(|| Error::file("io_error", "no destination took it"));
    Error { kind: crate::error::Kind::File, ..error }
}

fn finish_all(
    copying: &Copying<'_>,
    outputs: &[&Output<'_>],
    staged: &mut [Outcome],
    meta: &Metadata,
    sparse: bool,
) {
    for (output, outcome) in outputs.iter().zip(staged.iter_mut()) {
        let Ok(file) = outcome else { continue };
        match file.finish(meta, sparse) {
            Ok(true) => {}
            Ok(false) => output.metadata_not_kept(copying.ctx),
            Err(e) => {
                take_back(copying, output, &file.name, file.written());
                *outcome = Err(e);
            }
        }
    }
}

fn discard_all(copying: &Copying<'_>, outputs: &[&Output<'_>], staged: Vec<Outcome>) {
    for (output, outcome) in outputs.iter().zip(staged) {
        if let Ok(staged) = outcome {
            take_back(copying, output, &staged.name, staged.written());
        }
    }
}

/// A large file on the list of current ones, as long as it is being read.
struct Shown<'a> {
    copying: &'a Copying<'a>,
    key: u64,
}

impl<'a> Shown<'a> {
    fn new(copying: &'a Copying<'_>, file: &PendingFile, drive: &str, compares: bool) -> Self {
        let path = display_bytes(&file.path().0);
        let key = copying.ctx.meter.show(drive, path, file.print.size, compares);
        Self { copying, key }
    }

    fn advance(&self, bytes: u64) {
        self.copying.ctx.meter.advance(self.key, bytes);
    }
}

impl Drop for Shown<'_> {
    fn drop(&mut self) {
        self.copying.ctx.meter.hide(self.key);
    }
}
