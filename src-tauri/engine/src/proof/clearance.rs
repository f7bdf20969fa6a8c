//! Is it safe to wipe this drive, as it is now? Its metadata is looked at anew, content is read where nothing vouches
//! for it, and each content must have a copy in an archive on another volume, there now and read back.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::Ordering::Relaxed;

use super::look;
use super::read::{self, Learnt};
use super::subject::Subject;
use super::twins::Twins;
use super::verdict::{Sums, exception};
use crate::archive::Archives;
use crate::cancel::Cancel;
use crate::clock;
use crate::databases::open_catalog;
use crate::error::{Error, Result};
use crate::fs::durable;
use crate::library::Library;
use crate::model::{RelPath, display_path};
use crate::report;
use crate::store::{Inspection, ScanRecord};
use crate::text::{ENGLISH, Tongue, Words, of_system};
use crate::views::{ClearanceException, ClearanceView, CopyPlace, DriveVerdict, SafeToWipe};
use crate::volume;
use crate::{plural, words};

/// What is asked.
#[derive(Debug, Clone)]
pub struct ClearanceRequest {
    /// A drive's mount point or a folder.
    pub path: PathBuf,
    /// Read everything again: the drive, and the copies.
    pub reread: bool,
    /// The job that brought it home, if not the last one that the catalogue knows.
    pub job: Option<PathBuf>,
    /// Number of reading threads; 0 for automatic.
    pub threads: u32,
    /// The language of the certificate.
    pub tongue: &'static Tongue,
}

impl ClearanceRequest {
    /// The usual question.
    #[must_use]
    pub fn of(path: &Path) -> Self {
        Self { path: path.to_owned(), reread: false, job: None, threads: 0, tongue: &ENGLISH }
    }
}

/// Told how far it is: the step (`looking`, `reading`, `comparing`), files, bytes done, bytes in all (0 if unknown).
pub type Progress<'a> = dyn Fn(&str, u64, u64, u64) + Sync + 'a;

/// Exceptions handed out; all of them are in the list beside the certificate.
const SHOWN: usize = 1000;

impl Library {
    /// Answers whether a drive or folder may be wiped, and writes the certificate into the job's reports, or into the
    /// data folder if no job knows the drive. The drive is only read.
    pub fn clearance(
        &self,
        request: &ClearanceRequest,
        cancel: &Cancel,
        progress: &Progress<'_>,
    ) -> Result<ClearanceView> {
        crate::fs::open_files_allowed();
        let began_ms = clock::now_ms();
        let catalog = open_catalog(self.catalog())?;
        let subject = Subject::open(self, &catalog, request)?;
        let learnt = Learnt::into(open_catalog(self.catalog())?);
        let inspection = Mutex::new(Inspection::begin(catalog)?);
        let threads = threads(request.threads, subject.volume.rotational);
        let counts = look::over(&subject, &inspection, (threads, request.reread), cancel, progress)?;
        let covered = look::covered(&subject, &inspection)?;
        let scanned_ms = clock::now_ms();
        let read = read::what_is_unknown(&subject, &inspection, &learnt, (threads, cancel), progress)?;
        let inspection = inspection.into_inner().map_err(|_| look::broken())?;
        progress("comparing", 0, 0, 0);
        inspection.match_empty_files(&|path| subject.kept_at(path))?;
        let mut twins = Twins::of(&subject, &inspection.catalog, &learnt, (request.reread, cancel))?;
        twins.judge_all(&inspection)?;
        let copies_read = twins.read;
        learnt.flush();

        let links = counts.links.load(Relaxed);
        let sums = Sums::of(&inspection.groups()?, links);
        let mut view = ClearanceView {
            clearance: sums.clearance(),
            drive: certificate(&subject, &counts, scanned_ms),
            whole_volume: subject.place.path == RelPath::default() && covered == 0,
            files_read: read.0,
            bytes_read: read.1,
            copies_read,
            links,
            copies_on: copies_on(&inspection)?,
            exceptions: Vec::new(),
            exceptions_total: 0,
            reports: Vec::new(),
        };
        sums.judge(&mut view.drive);
        let here = volume::real_path(subject.root.path());
        let archives = Archives::of(&inspection.catalog)?;
        if let Some(standing) = archives.standing(&subject.place, here.as_deref(), began_ms) {
            standing.tell(&mut view.drive);
            view.clearance = view.clearance.with_an_exception();
        }
        notes(&mut view);
        write(self, &subject, &inspection, (&mut view, request.tongue))?;
        remember(&subject, &inspection, &view)?;
        Ok(view)
    }
}

fn threads(asked: u32, rotational: bool) -> usize {
    match (asked, rotational) {
        (0, true) => 1,
        (0, false) => 4,
        (n, _) => n.clamp(1, 64) as usize,
    }
}

fn certificate(subject: &Subject, counts: &look::Counts, scanned_ms: i64) -> DriveVerdict {
    let bytes = counts.bytes.load(Relaxed);
    DriveVerdict {
        source: subject.job.as_ref().map_or(0, |j| j.root.id),
        name: subject.name.clone(),
        path: display_path(subject.root.path()),
        verdict: SafeToWipe::NotYet,
        why: Words::default(),
        files: counts.files.load(Relaxed),
        bytes,
        in_archive: 0,
        read_back: 0,
        left_out: 0,
        left_out_bytes: 0,
        failed: 0,
        to_do: 0,
        used: subject.volume.capacity.saturating_sub(subject.volume.free),
        looked_at: counts.occupied.load(Relaxed),
        scanned_ms: Some(scanned_ms),
        verified_ms: None,
        away: false,
        exceptions: Vec::new(),
        notes: Vec::new(),
    }
}

fn copies_on(inspection: &Inspection) -> Result<Vec<CopyPlace>> {
    let place = |(uid, files, bytes): (crate::model::VolumeUid, u64, u64)| {
        let known = inspection.catalog.volume(&uid)?;
        let name = known.and_then(|v| v.name.filter(|n| !n.is_empty()).or(v.label));
        let here = volume::locate(&uid, &RelPath::default(), Path::new(""));
        let disks = here.map(|at| volume::beneath(&at).disks).unwrap_or_default();
        Ok(CopyPlace { name: name.unwrap_or_else(|| uid.0.clone()), volume: uid.0, disks, files, bytes })
    };
    inspection.copies_on()?.into_iter().map(place).collect()
}

fn notes(view: &mut ClearanceView) {
    let notes = &mut view.drive.notes;
    notes.extend(view.copies_on.iter().map(copies_are_on));
    notes.push(match view.files_read {
        0 => words!("No file was read again: none has changed since it was last read."),
        n => plural!(
            files = Files(n),
            "{files}, {bytes}, was read now; the others have not changed since they were last read.",
            "{files}, {bytes}, were read now; the others have not changed since they were last read.",
            bytes = Bytes(view.bytes_read)
        ),
    });
    if view.copies_read > 0 {
        notes.push(plural!(
            files = Files(view.copies_read),
            "{files} was read back now.",
            "{files} were read back now."
        ));
    }
    if view.links > 0 {
        notes.push(plural!(
            n = Count(view.links),
            "{n} link or special file holds no content of its own.",
            "{n} links and special files hold no content of their own."
        ));
    }
    if !view.whole_volume {
        notes.push(words!("This is a folder: nothing is said of what else is on its drive."));
    }
}

fn copies_are_on(place: &CopyPlace) -> Words {
    let which = if place.name == place.volume {
        place.name.clone()
    } else {
        format!("{} ({})", place.name, place.volume)
    };
    match place.disks.as_slice() {
        [] => words!(
            "Copies of {files}, {bytes}, are on {which}.",
            files = Files(place.files),
            bytes = Bytes(place.bytes),
            which = Text(which)
        ),
        disks => words!(
            "Copies of {files}, {bytes}, are on {which}, disk {disks}.",
            files = Files(place.files),
            bytes = Bytes(place.bytes),
            which = Text(which),
            disks = Text(disks.join(", "))
        ),
    }
}

/// Writes the certificate and, line by line and as a table, every exception.
fn write(
    library: &Library,
    subject: &Subject,
    inspection: &Inspection,
    (view, tongue): (&mut ClearanceView, &Tongue),
) -> Result<()> {
    let folder = match &subject.job {
        Some(job) => job.folder.join("reports"),
        None => library.data_dir().join("certificates"),
    };
    let blocked = |e: io::Error| {
        Error::blocked(
            "report_unwritable",
            words!("the certificate cannot be written: {e}", e = Words(of_system(&e))),
        )
        .at_path(&folder)
    };
    durable::make_private_folder(&folder).map_err(blocked)?;
    let stem = format!("clearance-{}", fit_for_a_name(&subject.name));
    let [page, list, table] = ["html", "txt", "csv"].map(|ending| folder.join(format!("{stem}.{ending}")));
    let mut failed: Option<Error> = None;
    let listed = durable::replace_own(&table, |cells| {
        let mut cells = report::ExceptionTable::begin(cells)?;
        durable::replace_own(&list, |lines| {
            lines.write_all(report::certificate_text(&view.drive, tongue).as_bytes())?;
            list_exceptions(inspection, (view, tongue), lines, &mut cells).map_err(|error| {
                failed = Some(error);
                io::Error::other("the list broke off")
            })
        })?;
        cells.end()
    });
    if let Some(error) = failed {
        return Err(error);
    }
    listed.map_err(blocked)?;
    let made_ms = view.drive.scanned_ms;
    durable::replace_own(&page, |out| report::certificate_page(out, &view.drive, made_ms, tongue))
        .map_err(blocked)?;
    view.reports = [page, list, table].iter().map(|p| display_path(p)).collect();
    Ok(())
}

/// Every exception as a line for people and as a row for spreadsheets; the first of them go to the view.
fn list_exceptions(
    inspection: &Inspection,
    (view, tongue): (&mut ClearanceView, &Tongue),
    lines: &mut dyn io::Write,
    cells: &mut report::ExceptionTable<'_>,
) -> Result<()> {
    inspection.exceptions(&mut |entry| {
        let one = exception(&entry);
        writeln!(lines, "{}", exception_line(&one, tongue)).map_err(|e| report::sink_error(&e))?;
        cells.row(&one).map_err(|e| report::sink_error(&e))?;
        view.exceptions_total += 1;
        if view.exceptions.len() < SHOWN {
            view.exceptions.push(one);
        }
        Ok(())
    })
}

/// `only_here  12345  2009/x.jpg: why`.
fn exception_line(one: &ClearanceException, tongue: &Tongue) -> String {
    format!("{:<14} {:>12}  {}: {}", one.code, one.size, one.path, tongue.say(&one.message))
}

/// The drives screen shows the newest answer.
fn remember(subject: &Subject, inspection: &Inspection, view: &ClearanceView) -> Result<()> {
    let Some(scan) = subject.scan.as_ref().filter(|s| s.place == subject.place) else { return Ok(()) };
    inspection.catalog.scan_ended(&ScanRecord {
        scanned_ms: view.drive.scanned_ms.unwrap_or(scan.scanned_ms),
        files: view.drive.files,
        bytes: view.drive.bytes,
        verdict: view.drive.verdict,
        why: view.drive.why.clone(),
        ..scan.clone()
    })
}

fn fit_for_a_name(name: &str) -> String {
    let fit: String = name
        .chars()
        .map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' })
        .take(60)
        .collect();
    if fit.is_empty() { "drive".into() } else { fit }
}
