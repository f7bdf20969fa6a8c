//! One import: every file is read twice, first to see what it is about, then to count each record where it belongs and to
//! take it over.

use std::collections::{BTreeMap, HashMap};

use super::ImportRequest;
use super::open::Opened;
use super::places::{Fit, Places};
use super::record::{Anchor, Record, too_large};
use crate::cancel::Cancel;
use crate::clock;
use crate::databases::open_catalog;
use crate::error::{Error, Result};
use crate::job::Job;
use crate::library::Library;
use crate::model::{Algorithm, Checksum, RelPath, UidPath, VolumeUid, display_path};
use crate::store::{Catalog, ImportedRow, RecordStanding, Sighting};
use crate::views::{ImportAlgorithm, ImportDrive, ImportKind, ImportPreview, ImportReport, ImportSource};
use crate::words;

/// Records of one list by which its folder is found.
const SAMPLE: usize = 2_000;
/// Records held for that, of all drives together.
const MOST_SAMPLED: usize = 100_000;
/// Records in one transaction.
const BATCH: usize = 5_000;
/// Volumes in one database; more than anybody owns.
const MOST_VOLUMES: usize = 10_000;

/// Records of one file that are relative to the same folder.
#[derive(Default)]
struct Group {
    sample: Vec<ImportedRow>,
    place: Option<UidPath>,
    /// The row of the catalogue.
    import: Option<i64>,
    waiting: Vec<ImportedRow>,
}

#[derive(Default)]
struct DriveTally {
    records: u64,
    matching: u64,
    changed: u64,
}

/// Where a record belongs in the preview.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Drive {
    Base(usize),
    /// What the records call it.
    Unknown(String),
}

pub struct Import<'a> {
    catalog: Catalog,
    places: Places,
    cancel: &'a Cancel,
    request: &'a ImportRequest,
    write: bool,
    drives: BTreeMap<Drive, DriveTally>,
    adopt: Vec<Sighting>,
    report: ImportReport,
}

impl<'a> Import<'a> {
    /// Looks at everything that is named and, if asked to, takes it over.
    pub fn run(
        library: &Library,
        request: &'a ImportRequest,
        cancel: &'a Cancel,
        write: bool,
    ) -> Result<ImportReport> {
        let job = request.job.as_deref().map(|folder| Job::open(folder, library.catalog())).transpose()?;
        let catalog = open_catalog(library.catalog())?;
        let places = Places::new(&catalog, job.as_ref())?;
        let mut import = Self {
            catalog,
            places,
            cancel,
            request,
            write,
            drives: BTreeMap::new(),
            adopt: Vec::new(),
            report: empty_report(),
        };
        let own = library.catalog().canonicalize().ok();
        // Everything is looked at before anything is written, so that a mistake in the second file leaves the first.
        let mut all = Vec::new();
        for named in &request.from {
            if own.is_some() && named.canonicalize().ok() == own {
                return Err(Error::usage("import_own", "this is the catalogue that is in use").at_path(named));
            }
            let opened = Opened::open(named, library.data_dir())?;
            import.check_trust(&opened)?;
            let groups = import.survey(&opened)?;
            all.push((opened, groups));
        }
        for (opened, groups) in all {
            import.take(&opened, groups)?;
        }
        import.conclude()
    }

    fn check_trust(&self, opened: &Opened) -> Result<()> {
        if !self.request.trust || opened.kind == ImportKind::Catalog {
            return Ok(());
        }
        Err(Error::usage("import_trust", "only a catalogue of Ingather can be trusted")
            .at(opened.origin.as_bytes())
            .hint(
                "leave out --trust: its checksums are compared with what is read, and a difference is named",
            ))
    }

    /// The first reading: what it holds, and to which folders its paths are relative.
    fn survey(&mut self, opened: &Opened) -> Result<HashMap<Anchor, Group>> {
        let mut groups: HashMap<Anchor, Group> = HashMap::new();
        let mut counts: BTreeMap<Algorithm, u64> = BTreeMap::new();
        let mut groups_sampled = 0;
        let ignored = opened.read(&mut |record| {
            self.cancel.check()?;
            *counts.entry(record.row.algorithm).or_default() += 1;
            let Some(record) = self.anchored(record) else { return Ok(()) };
            let group = groups.entry(record.anchor).or_default();
            if group.sample.len() < SAMPLE && groups_sampled < MOST_SAMPLED {
                groups_sampled += 1;
                group.sample.push(record.row);
            }
            if groups.len() > MOST_VOLUMES {
                return Err(too_large(words!("more than {n} drives", n = Plain(MOST_VOLUMES as u64))));
            }
            Ok(())
        })?;
        let records: u64 = counts.values().sum();
        if records == 0 {
            return Err(Error::usage("import_empty", "it holds no checksums that could be used")
                .at(opened.origin.as_bytes())
                .hint("a line is a checksum, two blanks, and a path"));
        }
        let ours = matches!(opened.kind, ImportKind::Catalog | ImportKind::Job);
        for (anchor, group) in &mut groups {
            group.place = match anchor {
                Anchor::Volume(text) => match self.places.volume_called(text, ours || text.contains(':'))? {
                    Some(volume) => Some(UidPath { volume, path: RelPath::default() }),
                    None => self.stranger(&group.sample)?,
                },
                Anchor::Unsaid => {
                    self.places.choose(&opened.folders, self.request.base.as_deref(), &group.sample)?
                }
                Anchor::Machine => None,
            };
            group.sample = Vec::new();
            group.import = self.catalog.import_from(&opened.origin, anchor.wanted())?.map(|row| row.id);
        }
        let algorithms =
            counts.into_iter().map(|(algorithm, records)| ImportAlgorithm { algorithm, records }).collect();
        self.report.preview.sources.push(ImportSource {
            path: opened.origin.clone(),
            kind: opened.kind,
            records,
            ignored,
            algorithms,
        });
        Ok(groups)
    }

    /// A volume of an identity that is not known here, as drives have that hide it. Sizes and dates tell which it is.
    fn stranger(&mut self, sample: &[ImportedRow]) -> Result<Option<UidPath>> {
        if !sample.iter().all(|row| row.size.is_some() && row.mtime_ns.is_some()) {
            return Ok(None);
        }
        match self.places.choose(&[], self.request.base.as_deref(), sample) {
            Err(error) if error.code == "which_drive" => Ok(None),
            chosen => chosen,
        }
    }

    /// A path of the machine is one of a volume here.
    fn anchored(&mut self, mut record: Record) -> Option<Record> {
        if record.anchor == Anchor::Machine {
            let place = self.places.of_machine(&record.row.path)?;
            record.anchor = Anchor::Volume(place.volume.0);
            record.row.path = place.path;
        }
        Some(record)
    }

    /// The second reading: each record is counted where it belongs and, if that is what is asked for, taken over.
    fn take(&mut self, opened: &Opened, mut groups: HashMap<Anchor, Group>) -> Result<()> {
        opened.read(&mut |record| {
            self.cancel.check()?;
            let Some(record) = self.anchored(record) else { return Ok(()) };
            let anchor = record.anchor.clone();
            let Some(group) = groups.get_mut(&anchor) else { return Ok(()) };
            self.count(&record, group)?;
            if !self.write {
                return Ok(());
            }
            if self.request.trust
                && let Some(sighting) = trusted(&record)
            {
                self.adopt.push(sighting);
                return if self.adopt.len() >= BATCH { self.adopt_batch() } else { Ok(()) };
            }
            group.waiting.push(record.row);
            if group.waiting.len() >= BATCH { self.flush(opened, &anchor, group) } else { Ok(()) }
        })?;
        for (anchor, group) in &mut groups {
            self.flush(opened, anchor, group)?;
        }
        self.adopt_batch()
    }

    fn count(&mut self, record: &Record, group: &Group) -> Result<()> {
        let preview = &mut self.report.preview;
        preview.records += 1;
        preview.trustable += u64::from(trusted(record).is_some());
        let standing = match group.import {
            Some(import) => self.catalog.standing(import, &record.row)?,
            None => RecordStanding::New,
        };
        match standing {
            RecordStanding::New => preview.new += 1,
            RecordStanding::Newer => preview.newer += 1,
            RecordStanding::Known => preview.known += 1,
        }
        let place = group
            .place
            .as_ref()
            .map(|p| UidPath { volume: p.volume.clone(), path: p.path.join(&record.row.path.0) });
        let (drive, fit) = match place.and_then(|place| self.places.base_of(&place)) {
            Some((at, below)) => {
                let fit =
                    self.places.base(at).map_or(Fit::Absent, |b| self.places.fit(b, &below, &record.row));
                (Drive::Base(at), fit)
            }
            None => (Drive::Unknown(record.anchor.wanted().to_owned()), Fit::Absent),
        };
        let tally = self.drives.entry(drive).or_default();
        tally.records += 1;
        match fit {
            Fit::Same => {
                tally.matching += 1;
                self.report.preview.matching += 1;
            }
            Fit::Changed => tally.changed += 1,
            Fit::Absent => {}
        }
        Ok(())
    }

    fn flush(&self, opened: &Opened, anchor: &Anchor, group: &mut Group) -> Result<()> {
        if group.waiting.is_empty() {
            return Ok(());
        }
        let import = self.catalog.ensure_import(&opened.origin, anchor.wanted(), group.place.as_ref())?;
        group.import = Some(import);
        self.catalog.take_over(import, &std::mem::take(&mut group.waiting))
    }

    fn adopt_batch(&mut self) -> Result<()> {
        if !self.adopt.is_empty() {
            self.report.trusted += self.catalog.adopt(&std::mem::take(&mut self.adopt))?;
        }
        Ok(())
    }

    fn conclude(mut self) -> Result<ImportReport> {
        for (drive, tally) in std::mem::take(&mut self.drives) {
            let base = match &drive {
                Drive::Base(at) => self.places.base(*at),
                Drive::Unknown(_) => None,
            };
            let path = base.and_then(|b| b.path.as_deref());
            let unknown = match &drive {
                Drive::Unknown(text) => text.clone(),
                Drive::Base(_) => String::new(),
            };
            self.report.preview.drives.push(ImportDrive {
                name: base.map_or(unknown, |b| b.name.clone()),
                path: path.map(display_path),
                connected: path.is_some(),
                records: tally.records,
                matching: tally.matching,
                changed: tally.changed,
            });
        }
        Ok(self.report)
    }
}

impl Anchor {
    /// The volume as the records call it; empty if they name none.
    fn wanted(&self) -> &str {
        match self {
            Self::Volume(text) => text,
            Self::Unsaid | Self::Machine => "",
        }
    }
}

/// What may count as computed here: its fingerprint is strong, and nothing can have changed unseen after the hashing.
fn trusted(record: &Record) -> Option<Sighting> {
    let (print, hashed_ns) = record.print?;
    let Anchor::Volume(volume) = &record.anchor else { return None };
    let volume = VolumeUid(volume.clone());
    let holds = print.is_strong() && !print.too_young(hashed_ns) && hashed_ns <= clock::now_ns();
    let (folder, name) = record.row.path.split();
    holds.then_some(())?;
    Some(Sighting {
        folder: UidPath { volume, path: folder },
        name: name.to_vec(),
        print,
        checksum: Checksum::from_slice(&record.row.digest)?,
        hashed_ns,
        verified: None,
    })
}

fn empty_report() -> ImportReport {
    ImportReport {
        preview: ImportPreview {
            sources: Vec::new(),
            drives: Vec::new(),
            records: 0,
            matching: 0,
            new: 0,
            newer: 0,
            known: 0,
            trustable: 0,
        },
        trusted: 0,
        job_files: None,
        differing: 0,
    }
}
