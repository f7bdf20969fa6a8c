//! Reads the content of files for which nothing vouches, and tells the catalogue what was found.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use super::clearance::Progress;
use super::look::broken;
use super::subject::Subject;
use crate::cancel::Cancel;
use crate::clock;
use crate::error::{Error, Kind, Result};
use crate::fs::{self, Buffer, SAMPLE_FROM};
use crate::model::{Checksum, Fingerprint, UidPath};
use crate::phases::parallel::feed;
use crate::store::{BadCopy, Catalog, Inspection, Sighting, Unread};

const BATCH: usize = 512;

/// What is learnt goes to the catalogue in batches. A failure there costs a later read, nothing else.
pub struct Learnt {
    catalog: Mutex<Held>,
}

struct Held {
    catalog: Catalog,
    sightings: Vec<Sighting>,
    bad: Vec<BadCopy>,
}

impl Learnt {
    /// With a connection of its own, so that the table can be read meanwhile.
    pub fn into(catalog: Catalog) -> Self {
        Self { catalog: Mutex::new(Held { catalog, sightings: Vec::new(), bad: Vec::new() }) }
    }

    /// Adds one.
    pub fn add(&self, sighting: Sighting) {
        if let Ok(mut held) = self.catalog.lock() {
            held.sightings.push(sighting);
            if held.sightings.len() >= BATCH {
                flush(&mut held);
            }
        }
    }

    /// Adds that a copy is not what it should be: the job that made it looks at it in its next run.
    pub fn add_bad(&self, copy: BadCopy) {
        if let Ok(mut held) = self.catalog.lock() {
            held.bad.push(copy);
            if held.bad.len() >= BATCH {
                flush(&mut held);
            }
        }
    }

    /// Records what is left.
    pub fn flush(&self) {
        if let Ok(mut held) = self.catalog.lock() {
            flush(&mut held);
        }
    }
}

fn flush(held: &mut Held) {
    let recorded = held.catalog.record_bad(&held.bad).and_then(|()| held.catalog.record(&held.sightings));
    if let Err(error) = recorded {
        tracing::warn!(code = error.code, "The catalogue was not brought up to date: {}.", error.message);
    }
    held.sightings.clear();
    held.bad.clear();
}

/// Reads every file of the table that has no checksum. Returns files and bytes read.
pub fn what_is_unknown(
    subject: &Subject,
    inspection: &Mutex<Inspection>,
    learnt: &Learnt,
    (threads, cancel): (usize, &Cancel),
    progress: &Progress<'_>,
) -> Result<(u64, u64)> {
    let total = inspection.lock().map_err(|_| broken())?.unread_total()?;
    let (files, bytes) = (AtomicU64::new(0), AtomicU64::new(0));
    let moved = |n: u64| {
        let done = bytes.fetch_add(n, Relaxed) + n;
        progress("reading", files.load(Relaxed), done, total.1);
    };
    feed(
        threads,
        |each| {
            let mut after = 0;
            loop {
                let batch = inspection.lock().map_err(|_| broken())?.unread(after, BATCH)?;
                let Some(last) = batch.last() else { return Ok(()) };
                after = last.id;
                batch.into_iter().try_for_each(&mut *each)?;
            }
        },
        |file: Unread| match hash(subject, &file, cancel, &moved) {
            Ok((checksum, print)) => {
                files.fetch_add(1, Relaxed);
                inspection.lock().map_err(|_| broken())?.set_read(file.id, checksum, &print)?;
                learnt.add(sighting(subject, &file, checksum, print));
                Ok(())
            }
            Err(error) if error.kind == Kind::File && subject.root.is_alive() => {
                inspection.lock().map_err(|_| broken())?.set_unreadable(file.id, &error.message.kept())
            }
            Err(error) if error.kind == Kind::File => {
                Err(Error::blocked("drive_missing", "the drive went away while it was read")
                    .at_path(subject.root.path())
                    .hint("connect it again, then ask again"))
            }
            Err(error) => Err(error),
        },
    )?;
    Ok((files.into_inner(), bytes.into_inner()))
}

fn hash(
    subject: &Subject,
    file: &Unread,
    cancel: &Cancel,
    moved: &dyn Fn(u64),
) -> Result<(Checksum, Fingerprint)> {
    let open = subject.root.open_read(&file.path).map_err(|e| fs::file_error("could not be opened", &e))?;
    let mut buffer =
        Buffer::new(usize::try_from(file.print.size + 1).map_or(1 << 20, |s| s.clamp(4096, 1 << 20)));
    let direct = file.print.size > SAMPLE_FROM;
    let (checksum, print, _) = fs::hash_file(&open, direct, &mut buffer, cancel, moved)?;
    let strong = subject.volume.traits.strong_fingerprint;
    Ok((checksum, if strong { print } else { print.weakened() }))
}

fn sighting(subject: &Subject, file: &Unread, checksum: Checksum, print: Fingerprint) -> Sighting {
    let (folder, name) = file.path.split();
    let path = subject.place.path.join(&folder.0);
    Sighting {
        folder: UidPath { volume: subject.place.volume.clone(), path },
        name: name.to_vec(),
        print,
        checksum,
        hashed_ns: clock::now_ns(),
        verified: None,
    }
}
