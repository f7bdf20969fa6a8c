//! What others recorded of the files that a job reads: matched to them, compared in the same read. A record never says
//! that a content exists somewhere; it only says what a file should be.

use rusqlite::Connection;

use super::PhaseContext;
use crate::error::{Error, Result};
use crate::fs::Digests;
use crate::model::{Algorithm, Checksum, Fingerprint, RelPath, UidPath};
use crate::store::{Catalog, ImportRow, Matched, Recorded, RootKind, RootRow, Side, Writer, read, write};
use crate::words;

/// Records by which the folder is found to which the paths of an import are relative.
const SAMPLE: usize = 2_000;
/// Changes that go to the writer at once.
const BATCH: usize = 500;

/// Finds out which imported records are about files of the job as they were at the last look. Returns the number of files
/// of its drives with a record. Costs nothing where nothing was ever imported.
pub fn refresh(db: &Connection, writer: &Writer, catalog: &Catalog, roots: &[&RootRow]) -> Result<u64> {
    let imports = catalog.imports()?;
    if imports.is_empty() && !read::records_any(db)? {
        return Ok(0);
    }
    writer.later(write::records_begin)?;
    let sources: Vec<&RootRow> = roots.iter().copied().filter(|r| r.kind == RootKind::Source).collect();
    let mut batch = Vec::with_capacity(BATCH);
    for import in imports {
        let Some(place) = place_of(db, catalog, &import, &sources)? else { continue };
        for root in roots.iter().filter(|r| r.place.volume == place.volume) {
            let side = side_of(root.kind);
            each_about(db, catalog, &import, &place, root, &mut |matched| {
                batch.push((side, matched));
                if batch.len() >= BATCH { send(writer, &mut batch) } else { Ok(()) }
            })?;
        }
    }
    send(writer, &mut batch)?;
    writer.ask(write::records_end)
}

fn side_of(kind: RootKind) -> Side {
    match kind {
        RootKind::Source => Side::Sources,
        RootKind::Destination | RootKind::Pool => Side::Archives,
    }
}

fn send(writer: &Writer, batch: &mut Vec<(Side, Matched)>) -> Result<()> {
    let matched = std::mem::take(batch);
    writer.later(move |db| matched.iter().try_for_each(|(side, one)| write::set_record(db, *side, one)))
}

/// Hands out the records of an import that are about files of a root.
fn each_about(
    db: &Connection,
    catalog: &Catalog,
    import: &ImportRow,
    place: &UidPath,
    root: &RootRow,
    each: &mut dyn FnMut(Matched) -> Result<()>,
) -> Result<()> {
    // The root lies in the folder of the records, or the other way round.
    let (within, above) = match (root.place.path.below(&place.path), place.path.below(&root.place.path)) {
        (Some(within), _) => (within, RelPath::default()),
        (None, Some(above)) => (RelPath::default(), above),
        (None, None) => return Ok(()),
    };
    catalog.imported(import.id, &within, &mut |row| {
        let Some(path) = row.path.below(&within).map(|p| above.join(&p.0)) else { return Ok(()) };
        let Some(file) = read::recorded_file(db, side_of(root.kind), root.id, &path)? else { return Ok(()) };
        if !row.is_about(file.size, file.mtime_ns) {
            return Ok(());
        }
        each(Matched {
            file: file.file,
            algorithm: row.algorithm,
            digest: row.digest,
            size: file.size,
            mtime_ns: file.mtime_ns,
            origin: import.origin.clone(),
            recorded_ms: row.recorded_ms,
        })
    })
}

/// To which folder the paths of an import are relative. If that was not known when it was taken over, a drive of the
/// job may be it by now: the one named by the records, else the only one on which most of their paths are found.
fn place_of(
    db: &Connection,
    catalog: &Catalog,
    import: &ImportRow,
    sources: &[&RootRow],
) -> Result<Option<UidPath>> {
    if import.place.is_some() {
        return Ok(import.place.clone());
    }
    let called = sources.iter().find(|s| s.place.volume.is_called(&import.wanted));
    let found = match called {
        Some(source) => Some(UidPath { volume: source.place.volume.clone(), path: RelPath::default() }),
        None => fitting(db, catalog, import, sources)?,
    };
    if let Some(place) = &found {
        catalog.place_import(import.id, place)?;
    }
    Ok(found)
}

fn fitting(
    db: &Connection,
    catalog: &Catalog,
    import: &ImportRow,
    sources: &[&RootRow],
) -> Result<Option<UidPath>> {
    let mut sample = Vec::new();
    catalog.imported_sample(import.id, SAMPLE, &mut sample)?;
    // Records that name another volume are believed to mean this one only by sizes and dates.
    if !import.wanted.is_empty() {
        sample.retain(|row| row.size.is_some() && row.mtime_ns.is_some());
    }
    let mut best: Option<(usize, &RootRow)> = None;
    let mut tied = false;
    for source in sources {
        let mut fits = 0;
        for row in &sample {
            let file = read::recorded_file(db, Side::Sources, source.id, &row.path)?;
            fits += usize::from(file.is_some_and(|f| row.is_about(f.size, f.mtime_ns)));
        }
        let most = best.map_or(0, |(n, _)| n);
        tied = fits > 0 && fits == most || tied && fits <= most;
        if fits > most {
            best = Some((fits, source));
        }
    }
    Ok(best.filter(|_| !tied).map(|(_, source)| source.place.clone()))
}

/// Which files of the job have a record. Eight bytes for each.
pub struct Records {
    side: Side,
    files: Vec<i64>,
    /// Computed of every file, recorded or not: asked for in lists on the archive.
    listed: Vec<Algorithm>,
}

impl Records {
    /// All that are current.
    pub fn load(db: &Connection, side: Side) -> Result<Self> {
        Ok(Self { side, files: read::recorded_files(db, side)?, listed: Vec::new() })
    }

    /// Files of the drives with a BLAKE3.
    pub fn load_blake3(db: &Connection) -> Result<Self> {
        Ok(Self { side: Side::Sources, files: read::blake3_files(db)?, listed: Vec::new() })
    }

    /// The same, and these are computed and kept of every file that is read.
    #[must_use]
    pub fn listing(self, algorithms: &[Algorithm]) -> Self {
        Self { listed: algorithms.to_vec(), ..self }
    }

    /// Whether a file has one.
    #[must_use]
    pub fn has(&self, file: i64) -> bool {
        self.files.binary_search(&file).is_ok()
    }

    /// What has to be compared when a file is read; nothing for nearly all.
    pub fn check(&self, db: &Connection, file: i64, print: &Fingerprint) -> Result<Check> {
        let mut records = if self.has(file) { read::records_of(db, self.side, file)? } else { Vec::new() };
        // What was recorded of another state of the file says nothing about this one.
        records.retain(|r| r.size == print.size && r.mtime_ns == print.mtime_ns);
        let recorded = records.iter().map(|r| r.algorithm).filter(|a| !self.listed.contains(a));
        let digests = Digests::new(recorded.chain(self.listed.iter().copied()));
        Ok(Check { side: self.side, file, records, digests, listed: self.listed.clone() })
    }
}

/// The BLAKE3 that is recorded of a file, unless a person said that it is another.
pub fn recorded_blake3(db: &Connection, file: i64, print: &Fingerprint) -> Result<Option<Checksum>> {
    let records = read::records_of(db, Side::Sources, file)?;
    let current = records
        .iter()
        .filter(|r| r.accepted.is_none() && r.size == print.size && r.mtime_ns == print.mtime_ns);
    Ok(current.filter_map(Recorded::blake3).next())
}

/// The records of one file, compared with what is read of it.
pub struct Check {
    side: Side,
    file: i64,
    records: Vec<Recorded>,
    digests: Digests,
    listed: Vec<Algorithm>,
}

impl Check {
    /// Takes the next piece of the file.
    pub fn update(&mut self, piece: &[u8]) {
        self.digests.update(piece);
    }

    /// Ends a read of the whole file: an error if it is not what was recorded, unless a person accepted that.
    pub fn end(self, ctx: &PhaseContext, checksum: Checksum) -> Result<()> {
        let Self { side, file, records, digests, listed } = self;
        let mut found = digests.finish();
        for record in &records {
            if !record.is_of(checksum, &found) {
                judge(ctx, side, file, record)?;
            }
        }
        found.retain(|(algorithm, _)| listed.contains(algorithm));
        if found.is_empty() {
            return Ok(());
        }
        ctx.writer.later(move |db| write::set_digests(db, checksum, &found))
    }

    /// The same for a file whose content is known from an earlier read: only its BLAKE3 can be compared.
    pub fn known(&self, ctx: &PhaseContext, checksum: Checksum) -> Result<()> {
        let differs = self.records.iter().find(|r| r.blake3().is_some_and(|b| b != checksum));
        differs.map_or(Ok(()), |record| judge(ctx, self.side, self.file, record))
    }
}

fn judge(ctx: &PhaseContext, side: Side, file: i64, record: &Recorded) -> Result<()> {
    let Some(why) = &record.accepted else {
        return Err(Error::file("differs_from_record", record.differs())
            .hint("if it is right as it is: ingather file accept PATH"));
    };
    if side == Side::Archives {
        return Ok(());
    }
    let note = words!(
        "not as {origin} recorded it ({algorithm}), accepted: {why}",
        origin = Text(record.origin.clone()),
        algorithm = Text(record.algorithm.to_string()),
        why = Text(why.clone())
    )
    .kept();
    ctx.writer.later(move |db| write::set_source_note(db, file, &note))
}
