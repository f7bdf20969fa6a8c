//! Whether a content is kept elsewhere: the copy is looked at as it is now, and read back where its metadata does not
//! vouch for it.

use std::collections::HashMap;
use std::path::Path;

use super::places::archives;
use super::read::Learnt;
use super::subject::Subject;
use crate::cancel::Cancel;
use crate::clock;
use crate::error::{Kind, Result};
use crate::fs::{Buffer, Root, Seen, SeenKind, read_back};
use crate::model::{Method, Outcome, RelPath, UidPath, VolumeUid};
use crate::store::{
    BadCopy, Candidate, CandidateFinding as Finding, Catalog, Inspection, Sighting, Standing,
};
use crate::volume::{self, Tie};

/// Judges copies, folder by folder.
pub struct Twins<'a> {
    subject: &'a Subject,
    learnt: &'a Learnt,
    cancel: &'a Cancel,
    reread: bool,
    archives: Vec<UidPath>,
    connected: Vec<VolumeUid>,
    volumes: HashMap<VolumeUid, Option<Mounted>>,
    folder: Option<(UidPath, Option<(Root, Kept)>)>,
    last: Option<(i64, Finding)>,
    device: u64,
    /// Copies that were read back now.
    pub read: u64,
}

struct Mounted {
    root: Root,
    kept: Kept,
}

/// What is to be known of a volume that copies are on.
#[derive(Clone, Copy)]
struct Kept {
    strong: bool,
    /// It may show the drive's own files under another name.
    view: bool,
    tie: Option<Tie>,
}

impl<'a> Twins<'a> {
    pub fn of(
        subject: &'a Subject,
        catalog: &Catalog,
        learnt: &'a Learnt,
        (reread, cancel): (bool, &'a Cancel),
    ) -> Result<Self> {
        Ok(Self {
            subject,
            learnt,
            cancel,
            reread,
            archives: archives(catalog)?.into_iter().map(|a| a.place).collect(),
            connected: volume::probe()?.into_iter().map(|v| v.uid).collect(),
            volumes: HashMap::new(),
            folder: None,
            last: None,
            device: subject.root.id().device,
            read: 0,
        })
    }

    /// Judges every place at which a content of the table was seen.
    pub fn judge_all(&mut self, inspection: &Inspection) -> Result<()> {
        inspection.candidates(&mut |candidate| {
            self.cancel.check()?;
            if inspection.standing(&candidate)? == Standing::Proven {
                return Ok(());
            }
            let found = match self.last {
                Some((sighting, found)) if sighting == candidate.sighting => found,
                Some(_) | None => self.judge(inspection, &candidate)?,
            };
            self.last = Some((candidate.sighting, found));
            inspection.set_standing(&candidate, found)
        })
    }

    fn judge(&mut self, inspection: &Inspection, one: &Candidate) -> Result<Finding> {
        let counts = one.read_back_ms.is_some() || one.doubt_ms.is_some() || self.is_archived(one);
        if one.folder.volume == self.subject.place.volume {
            let itself = one.folder.path.is_within(&self.subject.place.path);
            return Ok(plain(if counts && !itself { Standing::SameVolume } else { Standing::OnlyHere }));
        }
        if !counts {
            return Ok(plain(Standing::NotArchived));
        }
        self.enter(&one.folder);
        let Some((_, Some((folder, kept)))) = &self.folder else {
            let here = self.mounted(&one.folder.volume).is_some();
            return Ok(plain(if here { Standing::CopyGone } else { Standing::CopyAway }));
        };
        let Kept { strong, view, tie } = *kept;
        let name = RelPath(one.twin.clone());
        let seen = match folder.look(&name) {
            Ok(Some(seen)) if seen.kind == SeenKind::File && seen.print.size == one.print.size => seen,
            Ok(Some(_) | None) | Err(_) => return Ok(plain(Standing::CopyGone)),
        };
        if seen.device == self.device || view && inspection.is_met(&seen.print)? {
            return Ok(plain(Standing::SameVolume));
        }
        if let Some(tie) = tie {
            return Ok(plain(match tie {
                Tie::SameDisk => Standing::SameVolume,
                Tie::Untold => Standing::Untold,
                Tie::Memory => Standing::InMemory,
            }));
        }
        if one.bad_ms.is_some() && one.bad_ms >= one.read_back_ms && !self.reread {
            return Ok(plain(Standing::CopyGone));
        }
        // What only its date or a failed look speaks against is settled by reading it.
        let doubted = one.doubt_ms.is_some() && one.doubt_ms >= one.read_back_ms;
        // Of two disks with one identity it may be the one that was never read.
        let cloned = inspection.catalog.has_clones(&one.folder.volume)?;
        let vouched = strong
            && !doubted
            && !cloned
            && !one.folder.volume.is_weak()
            && one.print.is_strong()
            && seen.print == one.print;
        match one.read_back_ms {
            Some(at) if vouched && !self.reread => Ok(Finding {
                standing: Standing::Proven,
                from_device: one.device_ms.is_some(),
                verified_ms: Some(at),
            }),
            None if !self.reread => Ok(plain(Standing::NotReadBack)),
            Some(_) | None => self.read_back(one, &name, strong, &seen),
        }
    }

    fn is_archived(&self, one: &Candidate) -> bool {
        let inside = |a: &UidPath| a.volume == one.folder.volume && one.folder.path.is_within(&a.path);
        self.archives.iter().any(inside)
    }

    fn mounted(&mut self, uid: &VolumeUid) -> Option<&Mounted> {
        let drive = self.subject.root.path();
        let look = || locate(uid, &RelPath::default(), drive);
        self.volumes.entry(uid.clone()).or_insert_with(look).as_ref()
    }

    fn enter(&mut self, place: &UidPath) {
        if self.folder.as_ref().is_some_and(|(at, _)| at == place) {
            return;
        }
        let connected = self.connected.contains(&place.volume);
        let held = match self.mounted(&place.volume) {
            Some(mounted) => mounted.root.hold_folder(&place.path).ok().map(|r| (r, mounted.kept)),
            None if !connected => None,
            // A mount may show a part of a volume only.
            None => locate(&place.volume, &place.path, self.subject.root.path()).map(|m| (m.root, m.kept)),
        };
        self.folder = Some((place.clone(), held));
    }

    fn read_back(&mut self, one: &Candidate, name: &RelPath, strong: bool, seen: &Seen) -> Result<Finding> {
        let Some((_, Some((folder, _)))) = &self.folder else { return Ok(plain(Standing::CopyGone)) };
        let Ok(file) = folder.open_read(name) else { return Ok(plain(Standing::CopyGone)) };
        let piece = usize::try_from(seen.print.size + 1).map_or(1 << 20, |s| s.clamp(4096, 1 << 20));
        let back = match read_back(&file, &mut Buffer::new(piece), self.cancel, &|_| {}) {
            Ok(back) => back,
            Err(error) if error.kind == Kind::File => {
                // A drive that went away says nothing of its files.
                if folder.is_alive() {
                    self.bad(one, Outcome::Unreadable, Method::Present);
                }
                return Ok(plain(Standing::CopyGone));
            }
            Err(error) => return Err(error),
        };
        self.read += 1;
        let good = back.checksum == one.checksum;
        let now = clock::now_ms();
        self.learnt.add(Sighting {
            folder: one.folder.clone(),
            name: one.twin.clone(),
            print: if strong { back.print } else { back.print.weakened() },
            checksum: back.checksum,
            hashed_ns: clock::now_ns(),
            verified: good.then(|| (Outcome::Ok.as_str().to_owned(), back.method.as_str().to_owned(), now)),
        });
        if !good {
            self.bad(one, Outcome::Damaged, back.method);
            return Ok(plain(Standing::CopyGone));
        }
        let from_device = back.method == Method::Device;
        Ok(Finding { standing: Standing::Proven, from_device, verified_ms: Some(now) })
    }
}

impl Twins<'_> {
    fn bad(&self, one: &Candidate, outcome: Outcome, method: Method) {
        let at_ms = clock::now_ms();
        self.learnt.add_bad(BadCopy { sighting: one.sighting, outcome, method, at_ms });
    }
}

fn locate(uid: &VolumeUid, folder: &RelPath, drive: &Path) -> Option<Mounted> {
    let path = volume::locate(uid, folder, Path::new(""))?;
    let (found, _) = volume::of_path(&path).ok()?;
    let kept = Kept {
        strong: found.traits.strong_fingerprint,
        view: volume::is_view(&found.file_system),
        tie: volume::tie(&path, drive),
    };
    Some(Mounted { root: Root::open(&path).ok()?, kept })
}

fn plain(standing: Standing) -> Finding {
    Finding { standing, from_device: false, verified_ms: None }
}
