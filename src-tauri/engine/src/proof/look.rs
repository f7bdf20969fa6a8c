//! The look at the drive as it is now: every file is recorded, with its checksum where the catalogue's is beyond doubt.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use super::clearance::Progress;
use super::subject::Subject;
use crate::cancel::Cancel;
use crate::error::{Error, Kind, Result};
use crate::fs::SeenKind;
use crate::model::{Checksum, Fingerprint, RelPath, UidPath};
use crate::phases::walk::{Entry, Listed, Visitor, is_folder, walk};
use crate::plan::{IN_THE_CLOUD, LeftOut, is_repair_folder, repair_folder_left_out};
use crate::store::{Inspection, Met, Shut};
use crate::volume;

/// What was counted on the way.
#[derive(Debug, Default)]
pub struct Counts {
    pub files: AtomicU64,
    pub bytes: AtomicU64,
    /// Bytes that the files occupy on the device; less than their sizes where files are sparse.
    pub occupied: AtomicU64,
    pub links: AtomicU64,
}

/// Walks the drive.
pub fn over(
    subject: &Subject,
    inspection: &Mutex<Inspection>,
    (threads, reread): (usize, bool),
    cancel: &Cancel,
    progress: &Progress<'_>,
) -> Result<Counts> {
    let looker = Looker { subject, inspection, reread, progress, counts: Counts::default() };
    walk(&subject.root, threads, cancel, &looker, None)?;
    if !subject.root.is_alive() {
        return Err(Error::blocked("drive_missing", "the drive went away while it was looked through")
            .at_path(subject.root.path())
            .hint("connect it again, then ask again"));
    }
    Ok(looker.counts)
}

/// Records the folders on which other volumes are mounted, and counts them: what lies under them cannot be seen.
pub fn covered(subject: &Subject, inspection: &Mutex<Inspection>) -> Result<usize> {
    let real = volume::real_path(subject.root.path()).unwrap_or_else(|| subject.root.path().to_owned());
    let places = volume::covered_below(&real)?;
    for place in &places {
        let below = place.strip_prefix(&real).unwrap_or(place);
        let path = RelPath::of(below);
        let (folder, name) = path.split();
        let why = "another volume is mounted on this folder; what lies under it was not seen".to_owned();
        let met = Met {
            name: name.to_vec(),
            print: Fingerprint::default(),
            checksum: None,
            shut: Some((Shut::Covered, why)),
        };
        inspection.lock().map_err(|_| broken())?.record(&folder, &[met])?;
    }
    Ok(places.len())
}

struct Looker<'a> {
    subject: &'a Subject,
    inspection: &'a Mutex<Inspection>,
    reread: bool,
    progress: &'a Progress<'a>,
    counts: Counts,
}

impl Visitor for Looker<'_> {
    type State = Option<LeftOut>;

    fn listed(&self, state: &Self::State, listed: Listed) -> Result<Vec<(RelPath, Self::State)>> {
        let mut below = Vec::new();
        let mut files = Vec::new();
        for entry in &listed.entries {
            let path = listed.path.join(&entry.name);
            if is_folder(entry) {
                if let Some(own) = self.subject.own_folder(&entry.seen) {
                    files.push(own_records(entry, own));
                    continue;
                }
                below.push((path.clone(), state.clone().or_else(|| self.subject.folder_left_out(&path))));
                continue;
            }
            match entry.seen.kind {
                SeenKind::File | SeenKind::Folder => {
                    // A file with several names occupies its space once.
                    let share = entry.seen.allocated / entry.seen.links.max(1);
                    self.counts.occupied.fetch_add(share, Relaxed);
                    let own = || self.subject.own_file(&listed.folder, &entry.name);
                    files.push(self.met(&state.clone().or_else(own), &path, entry)?);
                }
                SeenKind::Placeholder => {
                    let mut met = Met { checksum: None, ..self.met(state, &path, entry)? };
                    met.shut = met.shut.or_else(|| Some((Shut::InCloud, IN_THE_CLOUD.to_owned())));
                    files.push(met);
                }
                SeenKind::Link | SeenKind::Special => {
                    self.counts.links.fetch_add(1, Relaxed);
                }
            }
        }
        files.extend(listed.hidden.into_iter().map(|(name, error)| unreadable(name, &error)));
        self.record(&listed.path, files)?;
        Ok(below)
    }

    fn unreadable(&self, _state: &Self::State, path: &RelPath, error: Error) -> Result<()> {
        if path.0.is_empty() {
            return Err(Error { kind: Kind::Blocked, ..error });
        }
        let (folder, name) = path.split();
        let mut met = unreadable(name.to_vec(), &error);
        if is_repair_folder(path) && error.code == "not_allowed" {
            met.shut = Some((Shut::LeftOut, repair_folder_left_out().note));
        }
        self.record(&folder, vec![met])
    }
}

impl Looker<'_> {
    fn met(&self, state: &Option<LeftOut>, path: &RelPath, entry: &Entry) -> Result<Met> {
        let strong = self.subject.volume.traits.strong_fingerprint;
        let print = if strong { entry.seen.print } else { entry.seen.print.weakened() };
        let why = match state {
            Some(rule) => Some(rule.note.clone()),
            None => self.subject.left_out(path)?,
        };
        let checksum = (print.size == 0).then(|| Checksum::of(b""));
        Ok(Met { name: entry.name.clone(), print, checksum, shut: why.map(|why| (Shut::LeftOut, why)) })
    }

    /// Takes the checksums that the catalogue knows for exactly these fingerprints, then records. What was taken over on
    /// trust is read: a drive is not wiped on somebody's word.
    fn record(&self, folder: &RelPath, mut files: Vec<Met>) -> Result<()> {
        let inspection = self.inspection.lock().map_err(|_| broken())?;
        if self.subject.is_strong() && !self.reread {
            let place = UidPath {
                volume: self.subject.place.volume.clone(),
                path: self.subject.place.path.join(&folder.0),
            };
            for file in files.iter_mut().filter(|f| f.shut.is_none() && f.checksum.is_none()) {
                let known = inspection.catalog.known(&place, &file.name, &file.print)?;
                file.checksum = known.filter(|k| !k.trusted).map(|k| k.checksum);
            }
        }
        inspection.record(folder, &files)?;
        let bytes: u64 = files.iter().map(|f| f.print.size).sum();
        let files = self.counts.files.fetch_add(files.len() as u64, Relaxed) + files.len() as u64;
        self.counts.bytes.fetch_add(bytes, Relaxed);
        (self.progress)("looking", files, 0, 0);
        Ok(())
    }
}

fn unreadable(name: Vec<u8>, error: &Error) -> Met {
    Met {
        name,
        print: Fingerprint::default(),
        checksum: None,
        shut: Some((Shut::Unreadable, error.message.kept())),
    }
}

/// A folder that stands for what we keep in it.
fn own_records(entry: &Entry, own: LeftOut) -> Met {
    Met {
        name: entry.name.clone(),
        print: Fingerprint::default(),
        checksum: None,
        shut: Some((Shut::LeftOut, own.note)),
    }
}

/// Another thread broke down while it held the table.
pub fn broken() -> Error {
    Error::blocked("panic", "a thread broke down while the drive was looked at")
}
